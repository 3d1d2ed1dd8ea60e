//! How a quiz looks, at every size.

use std::time::Duration;

use super::decks::KINDS;
use super::quiz::candidate;
use super::*;

fn at_every_size(name: &str, keys: &str, wait: u64) {
    for (width, height) in SIZES {
        let mut player = candidate((width, height));
        for part in keys.split("<wait>") {
            player.press(part);
            player.wait(Duration::from_secs(wait));
        }
        assert_frame(&format!("quiz_{name}_{width}x{height}"), &player.frame());
    }
}

#[test]
fn setup() {
    at_every_size("setup", "tjj", 0);
}

#[test]
fn ready() {
    at_every_size("ready", "t<enter>", 0);
}

#[test]
fn sit() {
    at_every_size("sit", "t<enter><enter><wait>1f<enter>2<enter>n3s", 100);
}

#[test]
fn review() {
    at_every_size("review", "t<enter><enter><wait>1f<enter>2u<enter>n3r", 100);
}

#[test]
fn result() {
    at_every_size("marks", "t<enter><enter><wait>1<enter><wait>2<enter><wait>3s<enter>4u<enter>1rhh", 40);
}

#[test]
fn result_of_one() {
    at_every_size("marks_of_one", "t<enter><enter><wait>1<enter>rhhn", 40);
}

#[test]
fn history() {
    at_every_size("history", "t<enter><enter>1<enter>2<enter>rhhqt<enter><enter>2<enter>3<enter>rhhv", 0);
}

#[test]
fn resume() {
    at_every_size("resume", "t<enter><enter>1<enter><wait>qqt", 40);
}

#[test]
fn every_kind() {
    for look in [Look::dark(), Look::plain()] {
        let ascii = look.glyphs.is_ascii();
        let mut player = player_with(library(&[KINDS]), look, (80, 24));
        player.press("t<enter><enter>");
        let mut frames = vec![player.frame()];
        for _ in 1..8 {
            player.press("<alt+n>");
            frames.push(player.frame());
        }
        let name = if ascii { "quiz_every_kind_ascii" } else { "quiz_every_kind" };
        assert_frame(name, &frames.join("════════ then\n"));
    }
}
