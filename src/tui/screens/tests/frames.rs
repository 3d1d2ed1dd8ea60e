//! The gallery: how every screen looks at every size.

use std::time::Duration;

use super::decks::{GIVING_UP, KINDS, LONG, TWO, many};
use super::*;
use crate::store::{Backup, Content};
use crate::tui::screens::Lost;
use crate::tui::theme::{Depth, Glyphs, Theme};

/// Keeps the frame after `keys` at every size.
fn gallery(name: &str, texts: &[impl AsRef<str>], keys: &str) {
    let mut player = player_with(library(texts), Look::dark(), (80, 24));
    player.press(keys);
    for (width, height) in SIZES {
        player.resize(width, height);
        // What a large screen tells besides is asked for once it is drawn.
        player.wait(Duration::from_millis(2));
        assert_frame(&format!("{name}_{width}x{height}"), &player.frame());
    }
}

#[test]
fn today() {
    gallery("today_first", &[KINDS, TWO], "");
    gallery("today_done", &[TWO], "<enter>22<enter>453<enter>4<enter>");
    gallery("today_long", &[LONG, KINDS], "");
}

#[test]
fn study() {
    let mut keys = "<enter>".to_owned();
    for (name, give_up) in GIVING_UP {
        gallery(&format!("study_{name}"), &[KINDS], &keys);
        keys.push_str(give_up);
        gallery(&format!("study_{name}_given_up"), &[KINDS], &keys);
        keys.push('4');
    }
    gallery("study_typed_right", &[KINDS], "<enter><space>4<alt+h>67<enter>");
    gallery("study_typed_wrong", &[KINDS], "<enter><space>466<enter>");
    gallery("study_truth_wrong", &[KINDS], "<enter><space>4<enter>4t");
    gallery("study_hint", &[KINDS], "<enter><space>4<alt+h>6");
    gallery("study_marked", &[KINDS], "<enter>mu");
    gallery("study_cram", &[TWO], "c22<enter>");
    gallery("study_overruled", &[TWO], "<enter>ssh<enter>o");
    gallery("study_long", &[LONG], "<enter>");
    gallery("study_long_solved", &[LONG], "<enter>no<enter>");
}

#[test]
fn lost() {
    let found = "Could not open `/home/ada/.local/share/examdrill/progress.db`: it is gone, but there are 7 backups of it.";
    let backup = Backup {
        path: "/home/ada/.local/share/examdrill/backups/2026-11-22.db.gz".into(),
        day: "2026-11-22".parse().unwrap(),
        automatic: true,
        unasked: true,
        bytes: 70_000,
    };
    let content = Content { generation: 400, reviews: 381, format: 3 };
    let broken =
        vec!["could not use the backup `2026-11-23.db.gz`: the file is damaged (it is cut short)".to_owned()];
    let screen = Lost::new(found.to_owned(), Some((backup, content)), broken);
    let trainer = Trainer::rehearsal(library(&[TWO]), now()).unwrap();
    assert_frames("lost", &mut player_before(screen, trainer, Look::dark(), (80, 24)));
}

#[test]
fn done() {
    gallery("done_all", &[TWO], "<enter>22<enter>453<enter>4");
    gallery("done_stopped", &[KINDS], "<enter><space>366<enter>1<esc>");
    gallery("done_more", &[KINDS], "<enter><space>366<enter>1<esc>m");
}

#[test]
fn browse() {
    gallery("browse", &[KINDS, TWO], "b");
    gallery("browse_answer", &[KINDS, LONG], "bjj<enter>");
    gallery("browse_search", &[KINDS, TWO], "b/port");
}

#[test]
fn help() {
    gallery("help_today", &[TWO], "?");
    gallery("help_study", &[KINDS], "<enter>?");
}

#[test]
fn trouble() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>").world.is_full = true;
    assert_frames("trouble", player.press("3"));
}

#[test]
fn many_decks() {
    gallery("today_many", &many(60), "<pagedown><pagedown>");
}

#[test]
fn colours_and_their_absence() {
    let looks = [
        ("dark", Look::dark()),
        ("light", Look::new(Theme::new(true, Depth::Full), Glyphs::UNICODE)),
        ("plain", Look::plain()),
    ];
    for (name, look) in looks {
        let mut player = player_with(library(&[KINDS, TWO]), look, (60, 15));
        assert_frame(&format!("styled_today_{name}"), &player.styled());
        player.press("<enter><space>466<enter>");
        assert_frame(&format!("styled_wrong_{name}"), &player.styled());
    }
}
