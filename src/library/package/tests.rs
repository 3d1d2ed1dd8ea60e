//! Packages as people hand them on, and as nobody should.

use std::io::Cursor;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const DECK: &str = "[deck]\nid = \"d\"\ntitle = \"D\"\n[[card]]\nid = \"c\"\nfront = \"f\"\nback = \"b\"\n";

/// A folder for what is handed on, and one for the learner's decks.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::Builder::new().prefix("desk").tempdir().unwrap());
        fs::create_dir(desk.0.path().join("in")).unwrap();
        desk
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn own(&self) -> PathBuf {
        self.0.path().join("own")
    }

    fn stage(&self, source: &Path) -> Result<Staged, Refused> {
        stage(source, &self.own(), Place::default(), Timestamp::UNIX_EPOCH)
    }

    /// Stages and installs; gives all files that are there then.
    fn install(&self, source: &Path) -> Vec<String> {
        let place = self.stage(source).unwrap().install().unwrap();
        assert_eq!(place.parent().unwrap(), self.own().canonicalize().unwrap());
        let mut files = Vec::new();
        list(&self.own(), &mut files);
        files.iter().map(|path| path.strip_prefix(self.own()).unwrap().display().to_string()).collect()
    }

    /// Stages what must be refused; gives why. Nothing is left among the decks or anywhere else.
    fn refuse(&self, source: &Path) -> String {
        let mut before = Vec::new();
        list(self.0.path(), &mut before);
        let refused = self.stage(source).unwrap_err().to_string();
        let mut after = Vec::new();
        list(self.0.path(), &mut after);
        assert_eq!(before, after, "{refused}");
        refused
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_folder_a_file_and_a_zip_become_the_same_folder() {
    let wanted = ["nets/d.toml", "nets/parts/a.toml"];
    let main = DECK.replace("[[card]]", "include = [\"parts/*.toml\"]\n[[card]]");
    let part = "[[card]]\nid = \"x\"\nfront = \"f\"\nback = \"b\"\n";
    let desk = Desk::new();
    let main_file = desk.file("nets/d.toml", &main);
    desk.file("nets/parts/a.toml", part);
    desk.file("nets/.git/config", "x");
    assert_eq!(desk.install(main_file.parent().unwrap()), wanted);
    let entries: &[(&str, &[u8])] = &[("d.toml", main.as_bytes()), ("parts/a.toml", part.as_bytes())];
    let desk = Desk::new();
    assert_eq!(desk.install(&desk.file("nets.zip", zip_of(entries))), wanted);
    let desk = Desk::new();
    let around: Vec<_> = entries.iter().map(|(name, text)| (format!("nets-main/{name}"), *text)).collect();
    let around: Vec<_> = around.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    assert_eq!(desk.install(&desk.file("nets.zip", zip_of(&around))), wanted);
    let desk = Desk::new();
    let main_file = desk.file("nets.toml", &main);
    desk.file("parts/a.toml", part);
    desk.file("letter.txt", "not a part of the deck");
    assert_eq!(desk.install(&main_file), ["nets/nets.toml", "nets/parts/a.toml"]);
    let loaded = read_deck(&desk.own().join("nets/nets.toml")).unwrap();
    assert_eq!((loaded.deck.questions.len(), loaded.findings.len()), (2, 0));
}

#[test]
fn pictures_travel_with_their_deck_and_leave_with_it() {
    let deck =
        DECK.replace("\"f\"", "\"![a](maps/a.png) ![b](d.media/b.png) ![c](../secret.png) ![d](gone.png)\"");
    let desk = Desk::new();
    let png = crate::picture::samples::png(4, 4);
    let main = desk.file("d.toml", deck);
    for name in ["maps/a.png", "maps/other.png", "d.media/b.png", "d.media/tune.mp3", "../secret.png"] {
        desk.file(name, &png);
    }
    let wanted = ["d/d.media/b.png", "d/d.media/tune.mp3", "d/d.toml", "d/maps/a.png"];
    assert_eq!(desk.install(&main), wanted);
    let trash = desk.0.path().join("trash");
    let place = set_aside(&main, &trash, "now").unwrap();
    assert_eq!(place, trash.join("d-now.toml"));
    assert!(trash.join("d-now.media/b.png").is_file() && !main.with_extension("media").exists());
    let entries = [("d.toml", DECK.as_bytes()), ("d.media/b.png", &png)];
    assert_eq!(Desk::new().install(&desk.file("x.zip", zip_of(&entries))), ["x/d.media/b.png", "x/d.toml"]);
}

#[test]
fn what_a_killed_run_has_left_is_cleared_away_once_nobody_can_be_at_work_in_it() {
    let desk = Desk::new();
    let left = desk.own().join(".adding-x1");
    fs::create_dir_all(left.join("more")).unwrap();
    fs::write(desk.own().join(".adding-is-a-file"), "").unwrap();
    let made = Timestamp::try_from(fs::metadata(&left).unwrap().modified().unwrap()).unwrap();
    let source = desk.file("nets.toml", DECK);
    for (minutes, stays) in [(-600, true), (9, true), (11, false)] {
        let now = made + jiff::SignedDuration::from_mins(minutes);
        drop(stage(&source, &desk.own(), Place::default(), now).unwrap());
        assert_eq!(left.exists(), stays, "{minutes}");
    }
    assert!(desk.own().join(".adding-is-a-file").exists());
}

#[test]
fn a_zip_cannot_write_outside_or_bring_anything_but_files() {
    for (name, told) in [
        ("../evil.toml", "leads out"),
        ("a/../../evil.toml", "leads out"),
        ("/evil.toml", "leads out"),
        ("C:/evil.toml", "leads out"),
        ("a\\evil.toml", "not every system"),
        ("nul.toml", "not every system"),
        ("a\u{1b}[2J.toml", "not every system"),
        ("D.toml", "do not tell capitals apart"),
    ] {
        let desk = Desk::new();
        let zip = zip_of(&[("d.toml", DECK.as_bytes()), (name, b"x")]);
        let refused = desk.refuse(&desk.file("x.zip", zip));
        assert!(refused.contains(told) && refused.contains(".toml"), "{name:?}: {refused}");
        assert!(crate::source::is_clean(&refused), "{refused:?}");
        // As the only entry, too: no folder around it falls away.
        if told == "leads out" {
            desk.refuse(&desk.file("y.zip", zip_of(&[(name, b"x")])));
        }
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("link.toml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let desk = Desk::new();
    assert_eq!(
        desk.refuse(&desk.file("x.zip", zip.finish().unwrap().into_inner())),
        "the entry `link.toml` is a link"
    );
    // A device: its sort stands in the attributes of the list at the end.
    let mut zip = zip_of(&[("disk", b"")]);
    let list = zip.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    zip[list + 5] = 3;
    zip[list + 38..list + 42].copy_from_slice(&(0o060_644_u32 << 16).to_le_bytes());
    assert_eq!(desk.refuse(&desk.file("x.zip", zip)), "the entry `disk` is neither a file nor a folder");
}

#[test]
fn two_entries_of_one_name_are_refused_and_not_the_last_taken() {
    let mut zip = zip_of(&[("nets/d.toml", DECK.as_bytes()), ("nets/e.toml", b"x"), ("nets/f.toml", b"y")]);
    while let Some(at) = zip.windows(11).position(|bytes| bytes == b"nets/e.toml") {
        zip[at + 5] = b'd';
    }
    let desk = Desk::new();
    assert_eq!(desk.refuse(&desk.file("x.zip", zip)), "the entry `nets/d.toml` is there twice");
    // The list is also found behind something else, as in a zip that unpacks itself.
    let zip = [b"#!/bin/sh\n".as_slice(), &zip_of(&[("d.toml", DECK.as_bytes())])].concat();
    assert_eq!(desk.install(&desk.file("behind.zip", zip)), ["behind/d.toml"]);
}

#[test]
fn what_would_fill_the_disk_or_the_memory_is_refused() {
    let desk = Desk::new();
    let zeros = vec![0; MOST_BYTES as usize];
    let bomb = zip_of(&[("a.png", &zeros), ("b.png", b"x")]);
    assert!(bomb.len() < 1_000_000);
    assert_eq!(desk.refuse(&desk.file("x.zip", &bomb)), "the entry `b.png` makes it larger than 64 MB");
    let names: Vec<String> = (0..=MOST_ENTRIES).map(|nth| format!("{nth}.png")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(desk.refuse(&desk.file("x.zip", zip_of(&entries))).contains("one entry more than the 2000"));
    let many = desk.0.path().join("in/many");
    for name in &names {
        desk.file(&format!("many/{name}"), "");
    }
    assert!(desk.refuse(&many).contains("one entry more than the 2000"));
}

#[test]
fn a_zip_that_is_damaged_at_any_place_is_refused_or_harmless() {
    let desk = Desk::new();
    let whole = zip_of(&[("d.toml", DECK.as_bytes()), ("a/e.toml", DECK.as_bytes())]);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        for bytes in [&bytes[..], &whole[..at]] {
            let path = desk.file("x.zip", bytes);
            drop(desk.stage(&path));
        }
    }
    let mut left = Vec::new();
    list(&desk.own(), &mut left);
    assert!(left.is_empty(), "{left:?}");
    assert!(
        desk.refuse(&desk.file("x.zip", "no zip"))
            .starts_with("this is no deck, and no zip that can be read")
    );
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_a_folder_are_refused_and_the_folder_around_is_readable() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new();
    let folder = desk.file("nets/d.toml", DECK).parent().unwrap().to_path_buf();
    symlink("/etc/passwd", folder.join("x.toml")).unwrap();
    assert_eq!(desk.refuse(&folder), "the entry `x.toml` is a link");
    fs::remove_file(folder.join("x.toml")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("s")).unwrap();
    assert_eq!(desk.refuse(&folder), "the entry `s` is neither a file nor a folder");
    assert!(desk.refuse(&folder.join("s")).contains("neither a file nor a folder"));
    fs::remove_file(folder.join("s")).unwrap();
    fs::set_permissions(folder.join("d.toml"), std::fs::Permissions::from_mode(0o4777)).unwrap();
    desk.install(&folder);
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(desk.own().join("nets")), mode(desk.own()));
    assert_eq!(mode(desk.own().join("nets/d.toml")) & 0o7111, 0, "nothing that can be run");
}

#[test]
fn what_is_there_already_is_not_replaced_and_no_folder_is_put_into_itself() {
    let desk = Desk::new();
    let main_file = desk.file("nets.toml", DECK);
    desk.install(&main_file);
    assert_eq!(desk.stage(&main_file).unwrap_err().to_string(), "you have a `nets` already");
    assert!(desk.stage(&desk.file("Nets.toml", DECK)).is_err());
    assert!(desk.stage(&desk.own().join("nets")).unwrap_err().to_string().contains("lies in it"));
    assert!(desk.stage(desk.0.path()).unwrap_err().to_string().contains("holds it"));
    assert!(desk.stage(Path::new("nowhere")).unwrap_err().to_string().contains("there is no such file"));
    // Somebody was quicker.
    let staged = desk.stage(&desk.file("more.toml", DECK)).unwrap();
    fs::create_dir(desk.own().join("more")).unwrap();
    assert!(staged.install().is_err());
}
