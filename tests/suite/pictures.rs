//! Pictures in a real terminal: what is written for each of the protocols, and what is left behind.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use image::{ImageFormat, Rgb, RgbImage};

use super::terminal::Terminal;

const DECK: &str = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nfront = '![four words here](d.media/a.png) What is \
                    it?'\nback = 'A square.'\n";

/// A home with a deck that has a picture, and pictures shown by `way`.
fn home(way: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let media = home.path().join("data/decks/d.media");
    fs::create_dir_all(&media).unwrap();
    fs::create_dir(home.path().join("config")).unwrap();
    fs::write(home.path().join("config/config.toml"), format!("pictures = \"{way}\"\n")).unwrap();
    fs::write(media.with_file_name("d.toml"), DECK).unwrap();
    RgbImage::from_pixel(40, 40, Rgb([200, 0, 0]))
        .save_with_format(media.join("a.png"), ImageFormat::Png)
        .unwrap();
    home
}

#[test]
fn each_protocol_gets_its_own_bytes_and_the_terminal_is_given_back() {
    let begins =
        [("kitty", "\u{1b}_Gq=2,i="), ("iterm2", "\u{1b}]1337;File=inline=1;"), ("sixel", "\u{1b}P")];
    for (way, bytes) in begins {
        let home = home(way);
        let mut terminal = Terminal::run(home.path(), &["study", "d"]);
        terminal.wait_for("What is it?");
        terminal.wait_for_bytes(bytes);
        terminal.press("q");
        assert!(terminal.wait_exit().success(), "{way}");
        assert!(terminal.is_restored(), "{way}");
        if way == "kitty" {
            terminal.wait_for_bytes("\u{1b}_Ga=d,d=I,q=2,i=");
        }
    }
}

#[test]
fn a_terminal_that_never_answers_starts_at_once_and_loses_no_key() {
    let home = home("auto");
    let mut terminal = Terminal::run(home.path(), &["study", "d"]);
    terminal.press("?");
    terminal.wait_for("help");
    terminal.press("<esc>q");
    assert!(terminal.wait_exit().success());
}

#[test]
fn without_a_screen_its_words_are_printed() {
    let home = home("auto");
    let run = super::home::finish(plain(home.path()), "\n\n:q\n");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("[picture: four words here]") && !run.out.contains('▀'), "{}", run.out);
}

/// A session in that deck, line by line.
fn plain(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_examdrill"));
    command.args(["study", "d", "--plain"]).env_clear().env("HOME", home);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("EXAMDRILL_DATA_DIR", home.join("data")).env("EXAMDRILL_CONFIG_DIR", home.join("config"));
    command
}
