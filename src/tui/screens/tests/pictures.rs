//! Pictures in cards: where they stand, and what stands there where they cannot be shown.

use std::fs;
use std::time::Duration;

use super::*;
use crate::picture::samples;
use crate::schedule::Mode;
use crate::trainer::Scope;
use crate::tui::app::TerminalTask;
use crate::tui::pictures::{Display, Pictures, Protocol};
use crate::tui::screens::Study;

/// A look in half blocks.
fn blocks() -> Look {
    let display = Display { protocol: Protocol::Blocks, cell: None, has_all_colours: true };
    Look { pictures: Pictures::on(display), ..Look::dark() }
}

const DECK: &str = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nfront = \"What is this?\\n\\n![four \
                    quarters](d.media/a.png)\"\nback = '![small](b.gif) Four quarters.'\nexplain = 'As one sees.'\n";

#[test]
fn a_picture_stands_between_the_words_of_question_and_solution() {
    let (png, gif) = (samples::png(24, 16), samples::file(6, 4, image::ImageFormat::Gif));
    for (width, height) in SIZES {
        let files: [(&str, &[u8]); 2] = [("d.media/a.png", &png), ("b.gif", &gif)];
        let (_home, mut player) = studying(DECK, &files, (width, height));
        assert_frame(&format!("picture_{width}x{height}"), &player.frame());
        player.press("<space>");
        assert_frame(&format!("picture_solved_{width}x{height}"), &player.frame());
        if width == 80 {
            assert_frame("styled_picture", &player.styled());
        }
    }
}

/// Someone who studies `deck` alone.
fn studying(deck: &str, files: &[(&str, &[u8])], size: (u16, u16)) -> (tempfile::TempDir, Player<Failing>) {
    let (home, player) = player_who_sees(&[("d.toml", deck)], files, blocks(), size);
    (home, begun(player.world, size))
}

/// The session of `world` in the deck `d`.
fn begun(world: Failing, size: (u16, u16)) -> Player<Failing> {
    let trainer = &world.desk.trainer;
    let scope = Scope { decks: vec!["d".into()], ..Scope::default() };
    let (session, _) = trainer.session(Mode::Drill, &scope, now()).unwrap();
    let screen = Study::new(session, trainer.view(), now());
    Player::new(world, Box::new(screen), blocks(), size, now())
}

#[test]
fn what_cannot_be_shown_is_told_in_words_and_nothing_waits_for_it() {
    let deck = |name: &str| {
        format!(
            "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nfront = '![the words]({name})'\nback = 'b'\n"
        )
    };
    let mut huge = samples::png(1, 1);
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let jpeg = samples::file(64, 64, image::ImageFormat::Jpeg);
    let files: [(&str, &[u8]); 4] =
        [("huge.png", &huge), ("cut.jpg", &jpeg[..40]), ("folder.png/x", b""), ("text.png", b"[deck]")];
    for name in
        ["huge.png", "cut.jpg", "folder.png", "text.png", "pipe.png", "out.png", "gone.png", "../a.png"]
    {
        let (home, mut player) = studying(&deck(name), &files, (80, 24));
        let decks = home.path().join("decks");
        fs::write(home.path().join("a.png"), samples::png(8, 8)).unwrap();
        std::os::unix::fs::symlink("../a.png", decks.join("out.png")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(decks.join("pipe.png")).status().unwrap().success());
        player.resize(81, 24).shows(&["[picture: the words]"]);
        player.press("<alt+v>");
        assert_eq!(player.errands, [], "{name} was not decoded, so nobody gets it");
    }
}

#[test]
fn the_key_and_a_click_open_what_was_decoded() {
    let png = samples::png(24, 16);
    let (home, mut player) = studying(DECK, &[("d.media/a.png", &png)], (80, 24));
    let path = fs::canonicalize(home.path().join("decks/d.media/a.png")).unwrap();
    player.press("<alt+v>").click("▀");
    assert_eq!(player.errands, [TerminalTask::View(path.clone()), TerminalTask::View(path)]);
}

#[test]
fn of_five_hundred_pictures_in_a_text_the_first_are_shown_and_the_others_named() {
    let all: Vec<_> = (0..500).map(|number| format!("![p{number}](a.png)")).collect();
    let all = all.join("\n\n");
    let deck =
        format!("[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nfront = '''{all}'''\nback = 'b'\n");
    let (_home, mut player) = studying(&deck, &[("a.png", &samples::png(4, 4))], (80, 24));
    player.shows(&["▀▀▀▀"]);
    player.press(&"<pagedown>".repeat(3)).shows(&["[picture: p30]"]);
}

#[test]
fn an_option_tells_its_picture_in_words() {
    let deck = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nquestion = 'Which?'\nanswer = \
                '![right](a.png)'\nwrong = ['![x](a.png)', '![](a.png)']\n";
    let (_home, player) = studying(deck, &[("a.png", &samples::png(4, 4))], (80, 24));
    player.shows(&["[picture: right]", "[picture: x]", "[picture: a.png]"]).hides(&["▀"]);
}

#[test]
fn scrolling_goes_over_the_rows_of_a_picture() {
    let deck = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nfront = \"![p](a.png)\\n\\n![p](a.png)\\n\\nThe \
                end.\"\nback = 'b'\n";
    let (_home, mut player) = studying(deck, &[("a.png", &samples::png(40, 40))], (60, 15));
    player.press("<pagedown><pagedown><pagedown><pagedown>").shows(&["The end."]);
}

#[test]
fn a_picture_that_was_saved_anew_is_shown_anew() {
    let (home, mut player) = studying(DECK, &[("d.media/a.png", &samples::png(4, 4))], (80, 24));
    player.hides(&["▀▀▀▀▀▀▀▀"]);
    fs::write(home.path().join("decks/d.media/a.png"), samples::png(8, 4)).unwrap();
    player.tell(Event::DecksChanged).shows(&["▀▀▀▀▀▀▀▀"]);
}

#[test]
fn a_large_picture_has_its_place_while_it_is_decoded_and_is_given_up_when_that_takes_too_long() {
    let (_home, player) = studying(DECK, &[("d.media/a.png", &samples::png(1000, 800))], (80, 24));
    let mut world = player.world;
    world.desk.hold_pictures();
    let mut player = begun(world, (80, 24));
    player.shows(&["[picture: four quarters]"]);
    run_held(&mut player);
    let row =
        |player: &Player<Failing>| player.frame().lines().position(|line| line.contains("Say it")).unwrap();
    let low = row(&player);
    assert!(low > 15, "its rows are kept free:\n{}", player.frame());
    player.wait(Duration::from_secs(6));
    assert!(row(&player) < low, "and given up:\n{}", player.frame());
}
