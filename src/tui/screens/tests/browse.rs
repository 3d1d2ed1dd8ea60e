//! Browse: where it opens, what it tells of a question, orders, and what is done with several at once.

use std::fs;
use std::time::Duration;

use jiff::SignedDuration;

use super::decks::{KINDS, TWO, many};
use super::*;
use crate::deck;
use crate::schedule::{Mode, Rating, Review};

const DRAWN: &str = "[deck]\nid = 'd'\ntitle = 'Drawn'\n[[card]]\nid = 'lan'\nfront = \"\"\"\nWhich *device* is this?\n\n```\n+----+   +----+\n| A  |---| B  |\n+----+   +----+\n```\n\"\"\"\nback = 'A switch'\n";

/// The sizes that Browse and the form are looked at in.
const SIZES: [(u16, u16); 4] = [(20, 6), (80, 24), (120, 35), (200, 50)];

fn browsing(texts: &[&str], size: (u16, u16)) -> Player<Failing> {
    let mut player = player_with(library(texts), Look::dark(), size);
    player.press("b");
    player
}

/// The log is asked once the cursor rests.
fn rested(player: &mut Player<Failing>) {
    player.wait(Duration::from_millis(100));
    player.settle();
}

#[test]
fn browse_opens_on_the_selected_deck_and_one_key_shows_all_questions() {
    let mut player = player_with(library(&many(12)), Look::dark(), (80, 24));
    player.press("3b").shows(&["search deck:", "1 of 12", "▸ How much is 3?"]);
    player.press("c").shows(&["12 questions", "▸ How much is 3?"]).hides(&["search deck:"]);
    player.press("q").shows(&["▸ Deck number 3"]);
    player.press("/is 7").shows(&["search is 7", "1 of 12", "▸ How much is 7?"]);
}

#[test]
fn a_deck_whose_name_begins_another_one_opens_alone() {
    let other = TWO.replacen("id = \"two\"", "id = \"two-more\"", 1);
    let mut player = browsing(&[TWO, &other], (80, 24));
    player.shows(&["search deck:=two ", "2 of 4"]);
    player.press("/deck:two").shows(&["search deck:two", "4 questions"]);
}

#[test]
fn a_search_that_nobody_typed_gives_way_to_the_first_letter() {
    let mut player = browsing(&[KINDS, TWO], (80, 24));
    player.press("/s").hides(&["search deck:all"]).shows(&["search s"]);
    player.press("<esc><esc>/<backspace>").shows(&["11 questions"]);
}

#[test]
fn escape_keeps_what_is_typed_and_never_leaves_with_it() {
    let mut player = browsing(&[KINDS, TWO], (80, 24));
    player.press("/<end>lease<esc>").shows(&["search deck:all lease", "2 of 11"]);
    player.press("i s<enter>").shows(&["search deck:all lease s"]);
    player.press("<esc>").shows(&["Browse", "search deck:all ", "9 of 11"]);
    player.press("<esc>").hides(&["Browse"]);
}

#[test]
fn the_syntax_stands_beneath_what_is_typed() {
    let mut player = browsing(&[TWO], (80, 24));
    player.press("/").shows(&["\"two words\"  -word  deck:"]);
    player.press("due:").shows(&["due in fewer days than that", "lapses:>3"]);
    player.press("<ctrl+u>is:d").shows(&["is:due", "lapses:>3"]);
}

#[test]
fn several_are_decided_at_once_and_taken_back_in_one_step() {
    let mut player = browsing(&[KINDS], (80, 24));
    player.press("xjx").shows(&["2 selected", "● What is a DHCP lease?", "○ On which UDP port"]);
    player.press("s").shows(&["Suspended 2 questions. Press u to take it back."]);
    assert_eq!(player.frame().matches("  suspended").count(), 2);
    player.press("m").shows(&["Marked 2 questions"]);
    player.press("s").shows(&["No longer suspended: 2 questions"]);
    player.press("uu").shows(&["Taken back for 2 questions."]);
    player.press("u").hides(&["  suspended", "  marked"]);
    player.press("u").shows(&["nothing to take back here"]);
    player.press("nab").shows(&["9 selected", "Put off until tomorrow: 9 questions"]);
    assert!(player.frame().matches("  put off").count() > 5);
    player.press("u<esc>").hides(&["selected", "  put off"]).shows(&["Browse"]);
}

#[test]
fn what_is_not_of_all_is_decided_for_the_others_and_undone_for_them_only() {
    let mut player = browsing(&[KINDS], (80, 24));
    player.press("sas").shows(&["Suspended 8 questions"]);
    player.press("u/is:suspended<enter>").shows(&["1 of 9", "▸ ● What is a DHCP lease?"]);
}

#[test]
fn what_could_not_be_stored_is_not_taken_back_and_what_could_not_be_taken_back_still_can_be() {
    let mut player = browsing(&[TWO], (80, 24));
    player.world.is_full = true;
    player.press("s").shows(&["The disk is full"]);
    player.world.is_full = false;
    player.press("u").shows(&["nothing to take back here"]);
    player.press("s");
    player.world.is_full = true;
    player.press("u").shows(&["The disk is full", "suspended"]);
    player.world.is_full = false;
    player.press("u").hides(&["suspended"]);
}

#[test]
fn the_selected_cards_are_written_to_a_deck_file_that_reads_as_they_do() {
    let (home, mut player) = player_at_home(&[("two.toml", TWO)], (80, 24));
    player.press("/deck:two<enter>aw").shows(&["write to two-selection.toml"]);
    let path = home.path().join("picked.toml");
    player.press("<ctrl+u>picked<enter>").shows(&["A deck file ends with `.toml`"]);
    player.press("<ctrl+u>").paste(&path.to_string_lossy()).press("<enter>").shows(&["Wrote 2 cards to"]);
    let (deck, findings) =
        deck::parse(&[SourceFile { name: String::new(), text: fs::read_to_string(&path).unwrap() }]);
    assert!(
        findings.iter().all(|finding| finding.severity != crate::source::Severity::Error),
        "{findings:?}"
    );
    assert_eq!((deck.id.as_str(), deck.questions.len()), ("picked", 2));
    // A file that is there is never overwritten, and the name is still there to be changed.
    player.press("w<ctrl+u>").paste(&path.to_string_lossy()).press("<enter>").shows(&["is there already"]);
    player.press("<esc>").shows(&["search deck:two"]);
}

#[test]
fn the_pane_tells_the_card_its_ratings_how_firm_it_is_and_why_it_comes_when_it_does() {
    let mut player = player_with(library(&[TWO]), Look::dark(), (120, 35));
    player.press("<enter>22<enter>4").wait(Duration::from_secs(1)).press("<esc><esc><esc>b");
    rested(&mut player);
    player.shows(&["→ 22", "✓ easy 23 Nov", "about 9 in 10 such", "Last right today; recall"]);
    player.press("j");
    rested(&mut player);
    player.shows(&["New: it was never asked."]).hides(&["easy 23 Nov"]);
}

#[test]
fn a_row_is_one_line_of_words_and_the_pane_has_the_diagram_as_drawn() {
    let player = browsing(&[DRAWN], (80, 24));
    let frame = player.frame();
    let row = frame.lines().find(|line| line.contains("▸")).unwrap();
    assert!(row.contains("Which device is this?") && !row.contains('+') && !row.contains('|'), "{row}");
    player.shows(&["│ A  ├───┤ B  │"]);
}

#[test]
fn a_key_turns_through_the_orders_and_new_questions_come_last() {
    let mut player = player_with(library(&[KINDS]), Look::dark(), (80, 24));
    player.press("<enter><space>4<esc><esc><esc>b");
    player.press("jo").shows(&["by due day", "▸ What is a DHCP lease?"]);
    player.press("OO").shows(&["by text", "▸ A DHCP client renews"]);
    player.press("o").shows(&["by deck", "▸ What is a DHCP lease?"]);
}

#[test]
fn browse_looks_right_at_every_size() {
    let states = [
        ("opened", &[KINDS, TWO][..], ""),
        ("typing", &[KINDS, TWO], "/is:"),
        ("selected", &[KINDS, TWO], "xxjs"),
        ("naming", &[KINDS, TWO], "xw"),
        ("drawn", &[DRAWN], ""),
    ];
    for (name, texts, keys) in states {
        let mut player = browsing(texts, (80, 24));
        player.press(keys);
        rested(&mut player);
        for (width, height) in SIZES {
            player.resize(width, height);
            assert_frame(&format!("browse_{name}_{width}x{height}"), &player.frame());
        }
    }
}

/// One question of two that was rated three times: good, then again, then good.
fn rated() -> Player<Failing> {
    let mut player = player_with(library(&[TWO]), Look::dark(), (120, 35));
    let ssh = player.world.view().library.decks[0].row(0).key();
    for (rating, minutes) in [(Rating::Good, 0), (Rating::Again, 30), (Rating::Good, 60)] {
        let given = now() + SignedDuration::from_mins(minutes);
        let review = Review::new(player.world.desk.trainer.stamp(given), ssh.clone(), rating, Mode::Drill);
        player.world.desk.trainer.record(&review).unwrap();
    }
    player.press("b");
    rested(&mut player);
    player
}

#[test]
fn any_rating_is_taken_back_as_if_it_had_never_been_and_given_again() {
    let mut player = rated();
    let memory = |player: &Player<Failing>| {
        let trainer = player.world.trainer();
        let listed = player.world.view().library.decks[0].row(0);
        let memory = *player.world.view().memories().of(listed.number()).unwrap();
        assert_eq!(trainer.folded().unwrap().of(listed.number()), Some(&memory), "as the log folds");
        memory
    };
    let before = memory(&player);
    assert_eq!(before.lapses + before.reps, 3 + before.lapses);
    player.press("t").shows(&["Which rating is taken back?", "▸ ✓ good", "  ✗ again"]);
    player.press("l<enter>").shows(&["Taken back. Press u to let it count again."]);
    assert_eq!((reviews(&player), memory(&player).reps), (2, 2));
    rested(&mut player);
    player.hides(&["✗ again", "Which rating"]);
    player.press("ttq");
    assert_eq!(reviews(&player), 2, "nothing is taken back unasked");
    player.press("u").shows(&["The rating counts again."]);
    assert_eq!((reviews(&player), memory(&player)), (3, before));
    rested(&mut player);
    player.shows(&["✗ again"]);
}

#[test]
fn with_its_last_rating_a_question_is_new_again_and_without_one_there_is_nothing_to_take_back() {
    let mut player = rated();
    player.press("t<enter>t<enter>t<enter>");
    assert_eq!(reviews(&player), 0);
    player.shows(&["new"]);
    player.press("t").shows(&["There is no rating to take back"]);
    player.press("uuu");
    assert_eq!(reviews(&player), 3);
}

#[test]
fn a_rating_that_could_not_be_taken_back_counts_and_can_be_tried_again() {
    let mut player = rated();
    player.world.is_full = true;
    player.press("t<enter>").shows(&["The disk is full"]);
    player.world.is_full = false;
    player.press("u").shows(&["nothing to take back here"]);
    player.press("t<enter>");
    assert_eq!(reviews(&player), 2);
}

#[test]
fn a_rating_is_chosen_at_every_size() {
    let mut player = rated();
    player.press("t");
    assert_frames("browse_ratings", &mut player);
}

#[test]
fn a_screen_with_the_card_beside_the_list_shows_no_less_of_each_question() {
    for size in [(80, 24), (120, 35), (200, 50)] {
        let player = browsing(&[KINDS], size);
        player.shows(&["firm", "lapses", "due"]);
    }
    browsing(&[KINDS], (110, 24)).shows(&["firm", "due"]);
}

#[test]
fn a_mark_stands_beside_the_day_and_not_in_its_place() {
    let mut player = browsing(&[TWO], (80, 24));
    player.press("q<enter>22<enter>453<enter>4<enter>b");
    let day = |player: &Player<Failing>| {
        let frame = player.frame();
        let row = frame.lines().find(|line| line.contains('▸')).unwrap_or_default();
        row.split("  ").last().unwrap_or_default().trim().to_owned()
    };
    let due = day(&player);
    assert!(due.starts_with("in ") || due == "tomorrow", "{due}");
    player.press("m");
    rested(&mut player);
    assert_eq!(day(&player), due);
    player.shows(&["▸ ⚑ ", "⚑ Marked by you."]);
}
