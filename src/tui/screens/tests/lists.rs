//! Today and Browse: lists that scroll, search, filters, notices.

use super::decks::{KINDS, TWO, large, many};
use super::*;
use crate::library::Trouble;
use crate::tui::screens::table;

fn many_decks(count: usize) -> Player<Failing> {
    player_with(library(&many(count)), Look::dark(), (80, 24))
}

#[test]
fn sixty_decks_scroll_with_the_cursor_below_what_is_due() {
    let mut player = many_decks(60);
    player.shows(&["60 new", "▸ Deck number 1 ", "▾"]);
    player.press("<pagedown><pagedown><pagedown>").shows(&["60 new", "▸ Deck number 31", "▴", "▾", "due"]);
    player.press("<pagedown><pagedown><pagedown>j").shows(&["60 new", "▸ Deck number 60", "▴"]).hides(&["▾"]);
}

#[test]
fn one_deck_alone_is_chosen_by_its_place_or_a_click() {
    let mut player = many_decks(12);
    player.press("3").shows(&["▸ Deck number 3"]);
    player.click("Deck number 5").shows(&["▸ Deck number 5"]);
    player.click("Deck number 5").shows(&["How much is 5?", "1 left"]);
}

#[test]
fn one_deck_alone_can_be_crammed() {
    let mut player = many_decks(3);
    player.press("jC").shows(&["How much is 2?", "cram", "1 left"]);
}

#[test]
fn an_empty_library_says_what_to_do() {
    let mut player = player_with(Library::default(), Look::dark(), (80, 24));
    player.shows(&["There is no deck to study yet.", "Deck files belong in"]);
    player.press("<enter>").shows(&["There is no question yet."]);
    player.press("s<up><down>b").shows(&["Browse", "There is no question yet."]);
}

#[test]
fn a_day_that_is_done_says_so() {
    let mut player = player(TWO);
    player.press("<enter>22<enter>453<enter>4<enter>");
    player.shows(&["Done for today, after 2 answers.", "tomorrow"]).hides(&["enter start"]);
    player.press("<enter>").shows(&["Nothing is due now. Press a for what is due next"]);
}

#[test]
fn notices_are_told_and_give_way_where_there_is_no_room() {
    let broken = format!("{TWO}[[card]]\nid = \"bad\"\nquestion = \"?\"\n");
    let mut library = library(&[&broken]);
    library.troubles = (1..9).map(|n| Trouble::BrokenExam { file: format!("exam{n}.toml") }).collect();
    let mut player = player_with(library, Look::dark(), (80, 24));
    player.shows(&["≈ 9 notices: see `examdrill check`", "▸ Two ports"]);
    let trainer = &mut player.world.desk.trainer;
    let mut library = (*trainer.library).clone();
    library.troubles.truncate(1);
    trainer.take(trainer.reading(&[]).found(library), now()).unwrap();
    player.press("b<esc>").shows(&["`exam1.toml` is an exam with mistakes", "1 error in `Two ports`"]);
    player.resize(20, 6).shows(&["2 new", "2 notices", "▸ Two ports"]);
    let trainer = &mut player.world.desk.trainer;
    let mut library = (*trainer.library).clone();
    library.troubles.clear();
    trainer.take(trainer.reading(&[]).found(library), now()).unwrap();
    player.resize(80, 24);
    player.press("b<esc>").hides(&["exam1"]);
}

#[test]
fn browse_finds_one_among_ten_thousand() {
    let mut player = player(&large(10_000));
    player.press("b").shows(&["10000 questions", "▸ How much is 1?"]);
    player.press("/999 99 c999 0").shows(&["search", "▸ How much is 9990?"]);
    player.press("<enter><enter>").shows(&["▸ How much is 9990?", "→ 9990", "large/c9990", "1 of 10000"]);
    player.press("<esc>G").shows(&["10000 questions", "▸ How much is 10000?"]);
    player.press("<esc>").shows(&["examdrill"]);
}

#[test]
fn browse_filters_orders_marks_and_suspends() {
    let mut player = player(KINDS);
    player.press("b").shows(&["all · by deck"]);
    player.press("js").shows(&["suspended"]);
    player.press("jm").shows(&["⚑ A DHCP client renews", "Marked by you."]);
    player.press("ffff").shows(&["1 of 9", "marked · by deck", "▸ ⚑ A DHCP client renews"]);
    player.press("f").shows(&["suspended · by deck", "▸ On which UDP port"]);
    player.press("s").shows(&["0 of 9", "Nothing fits."]);
    player.press("foooo").shows(&["most forgotten first"]);
    player.press("O").shows(&["least likely remembered first"]);
    player.press("y");
    assert_eq!(player.errands.len(), 1);
}

#[test]
fn letters_go_into_the_search() {
    let mut player = player(KINDS);
    player.press("b/q?f").shows(&["search q?f", "0 of 9", "enter to the list", "f1 help"]);
    player.press("<ctrl+u>").paste("smtp\n").shows(&["search smtp", "1 of 9"]);
}

#[test]
fn the_help_shows_every_key_of_the_lists() {
    let mut player = player(TWO);
    player.resize(80, 40).press("?");
    for help in [table("Today"), table("Everywhere")].concat() {
        player.shows(&[&help.label]);
    }
    player.press("<esc>b?");
    for help in table("Browse") {
        player.shows(&[&help.label]);
    }
}
