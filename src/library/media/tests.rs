use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::*;
use crate::library::read_deck;
use crate::picture::samples;

/// A deck of one card for each of these pictures, in a folder of its own.
fn deck(names: &[&str], files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("decks/d.toml");
    fs::create_dir(home.path().join("decks")).unwrap();
    let card = |(number, name): (usize, &&str)| {
        format!("[[card]]\nid = 'c{number}'\nfront = '![w](<{name}>)'\nback = 'b'\n")
    };
    let cards: String = names.iter().enumerate().map(card).collect();
    fs::write(&path, format!("[deck]\nid = 'd'\ntitle = 'D'\n{cards}")).unwrap();
    for (name, bytes) in files {
        let file = home.path().join("decks").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    (home, path)
}

/// The codes of what is found in the pictures of the deck at `path`, with the help.
fn found(path: &Path) -> Vec<(&'static str, String)> {
    let findings = media_findings(&read_deck(path).unwrap());
    findings.into_iter().map(|finding| (finding.code.name(), finding.help.unwrap_or_default())).collect()
}

#[test]
fn a_misspelt_name_is_told_with_the_one_that_was_meant_at_its_place() {
    let png = samples::png(4, 4);
    let (_home, path) =
        deck(&["d.media/mpa.png", "stars.png"], &[("d.media/map.png", &png), ("d.media/stars.png", &png)]);
    let read = read_deck(&path).unwrap();
    let findings = media_findings(&read);
    let places: Vec<_> =
        findings.iter().map(|finding| &read.files[0].text[finding.span.range.clone()]).collect();
    assert_eq!(places[..2], ["d.media/mpa.png", "stars.png"]);
    let helps: Vec<_> = findings.iter().map(|finding| finding.help.as_deref().unwrap()).collect();
    assert_eq!(helps[..2], ["did you mean `d.media/map.png`?", "did you mean `d.media/stars.png`?"]);
}

#[test]
fn files_that_no_card_names_are_told_once() {
    let png = samples::png(4, 4);
    let files =
        ["a.png", "b.png", "c.mp3", "x/d.png", "e.png"].map(|name| (format!("d.media/{name}"), &png[..]));
    let files: Vec<_> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let (_home, path) = deck(&["d.media/a.png"], &files);
    let findings = media_findings(&read_deck(&path).unwrap());
    let told: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(told, ["in `d.media` are `b.png`, `c.mp3`, `e.png` and 1 more, which no card shows"]);
}

#[test]
fn what_is_no_picture_file_is_found_and_never_waited_for() {
    let mut huge = samples::png(1, 1);
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let jpeg = samples::file(64, 64, image::ImageFormat::Jpeg);
    let names =
        ["huge.png", "cutty.jpg", "folder1.png", "pipe.png", "outside.png", "../secret.png", "tune.mp3"];
    let (home, path) =
        deck(&names, &[("huge.png", &huge), ("cutty.jpg", &jpeg[..40]), ("folder1.png/x.txt", b"")]);
    fs::write(home.path().join("secret.png"), samples::png(4, 4)).unwrap();
    let folder = path.parent().unwrap();
    symlink("../secret.png", folder.join("outside.png")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe.png")).status().unwrap().success());
    let mut codes: Vec<_> = found(&path).into_iter().map(|(code, _)| code).collect();
    codes.sort_unstable();
    let wanted = [["bad-picture"; 2].as_slice(), &["unreadable-picture"; 5]].concat();
    assert_eq!(codes, wanted);
}

#[test]
fn a_link_that_stays_inside_is_followed() {
    let (_home, path) = deck(&["link.png"], &[("maps/a.png", &samples::png(4, 4))]);
    symlink("maps/a.png", path.with_file_name("link.png")).unwrap();
    assert_eq!(found(&path), []);
}

#[test]
fn a_card_of_a_table_shows_the_picture_of_its_row() {
    let (_home, path) = deck(&[], &[("flags/de.png", &samples::png(4, 4))]);
    fs::write(
        &path,
        "[deck]\nid = 'd'\ntitle = 'D'\n[[table]]\nid = 't'\ncolumns = ['code', 'land']\nrows = [['de', 'Germany'], ['fr', \
         'France']]\n[[table.card]]\nid = 'f'\nfront = '![a flag](flags/{code}.png)'\nback = '{land}'\n",
    )
    .unwrap();
    let read = read_deck(&path).unwrap();
    assert_eq!(read.findings, []);
    let told: Vec<_> = media_findings(&read).into_iter().map(|finding| finding.message).collect();
    assert_eq!(told, ["there is no picture `flags/fr.png` in the folder of the deck"]);
}
