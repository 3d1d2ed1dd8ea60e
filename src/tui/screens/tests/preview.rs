//! The preview: a walk through a deck on disk, while it is edited.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::card::compare::Accents;
use crate::library::inspect;
use crate::tui::app::TerminalTask;
use crate::tui::event::Event;
use crate::tui::preview_world::PreviewWorld;
use crate::tui::screens::Preview;

/// Several kinds, with something to say about most, and one card that is left out.
pub(super) const DECK: &str = r#"[deck]
id = "capitals"
title = "Capitals of Europe"
source = "An atlas"

[[card]]
id = "france"
front = "What is the capital of France?"
back = "Paris"
reverse = true
explain = "Since 987."

[[card]]
id = "portugal"
question = "What is the capital of **Portugal**?"
answer = "Lisbon"
hint = "It lies on the Tagus."

[[card]]
id = "left-out"
question = "Which card is left out?"
answr = "This one"

[[card]]
id = "nordic"
question = "Which are capitals of Nordic countries?"
answer = ["Oslo", "Helsinki"]
wrong = ["Riga", { text = "Bergen", why = "It was one, until 1314." }]
explain = "Riga is the capital of Latvia."
"#;

pub(super) struct Author {
    pub(super) player: Player<PreviewWorld>,
    path: PathBuf,
    pub(super) _home: tempfile::TempDir,
}

pub(super) fn author_with(text: &str, size: (u16, u16)) -> Author {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("capitals.toml");
    fs::write(&path, text).unwrap();
    let (paths, own) = (vec![path.clone()], home.path().join("own"));
    let bench = PreviewWorld::new(inspect(&paths, &own), paths, own, Accents::Count);
    let player = Player::new(bench, Box::new(Preview::new(None)), Look::dark(), size, now());
    Author { player, path, _home: home }
}

fn author() -> Author {
    author_with(DECK, (80, 24))
}

impl Author {
    /// Saves `text`, and lets the watch notice.
    fn save(&mut self, text: &str) -> &Player<PreviewWorld> {
        fs::write(&self.path, text).unwrap();
        self.player.tell(Event::DecksChanged)
    }
}

fn gallery(name: &str, keys: &str) {
    for (width, height) in SIZES {
        let mut author = author_with(DECK, (width, height));
        author.player.press(keys);
        assert_frame(&format!("{name}_{width}x{height}"), &author.player.frame());
    }
}

#[test]
fn the_gallery_of_the_preview() {
    gallery("preview", "");
    gallery("preview_solution", "nnnn ");
    gallery("preview_left_out", "ff");
    gallery("preview_judged", "nniLissabon<enter>");
    gallery("preview_findings", "ft");
    gallery("preview_search", "/nordic");
    for (width, height) in SIZES {
        let mut author = author_with(DECK, (width, height));
        author.player.press("nn");
        author.save(&DECK.replace("answer = \"Lisbon\"", "answer = \"Lisbon"));
        assert_frame(&format!("preview_broken_{width}x{height}"), &author.player.frame());
    }
}

#[test]
fn the_cards_are_walked_through_in_the_order_of_the_file() {
    let mut author = author();
    author.player.shows(&["capital of France?", "1 of 5"]);
    author.player.press("n").shows(&["Paris", "capitals/france#reverse", "line 6"]);
    author.player.press("<right>").shows(&["Portugal", "line 13"]);
    author.player.press("n").shows(&["This card is left out", "line 19", "4 of 5"]);
    author.player.press("nnnn").shows(&["Nordic", "5 of 5"]);
    author.player.press("p<left>").shows(&["Portugal"]);
}

#[test]
fn a_card_is_turned_over_and_back() {
    let mut author = author();
    author.player.hides(&["Since 987."]);
    author.player.press(" ").shows(&["→ Paris", "Since 987.", "space question"]);
    author.player.press(" ").hides(&["Since 987."]);
    author.player.press("<enter>").shows(&["→ Paris"]);
}

#[test]
fn an_answer_is_judged_and_may_be_tried_again() {
    let mut author = author();
    author.player.press("nnin").shows(&["▸ n", "esc commands"]);
    author.player.press("<esc>").shows(&["i try", "▸ n"]);
    author.player.press("<esc>").shows(&["What you typed is still there"]);
    author.player.press("<enter><backspace>Lisbon<enter>").shows(&["✓ Right.", "It lies on the Tagus."]);
    author.player.press("i").shows(&["esc commands"]).hides(&["Lisbon", "Right."]);
    // Digits answer without more ado.
    author.player.press("<esc>nn12<enter>").shows(&["✗ Wrong.", "It was one, until 1314."]);
}

#[test]
fn f_goes_round_the_cards_with_findings() {
    let mut author = author();
    author.player.press("f").shows(&["3 of 5", "has no explanation"]);
    author.player.press("f").shows(&["4 of 5", "did you mean `answer`"]);
    author.player.press("F").shows(&["3 of 5"]);
    author.player.press("t").shows(&["Findings of this card"]).hides(&["did you mean `answer`"]);
    author.player.press("t").hides(&["Findings"]);
}

#[test]
fn the_cursor_stays_with_its_card_when_others_come_and_go() {
    let mut author = author();
    author.player.press("nniLis");
    let card = "[[card]]\nid = \"new\"\nfront = \"New?\"\nback = \"Yes\"\n\n[[card]]\nid = \"france\"";
    author.save(&DECK.replace("[[card]]\nid = \"france\"", card)).shows(&["Portugal", "4 of 6", "▸ Lis"]);
    author.save(&DECK.replace("capital of **Portugal**", "capital of *Portugal*"));
    author.player.shows(&["capital of Portugal", "3 of 5"]).hides(&["▸ Lis"]);
    let without = DECK.replace(
        &DECK[DECK.find("[[card]]\nid = \"portugal\"").unwrap()
            ..DECK.find("[[card]]\nid = \"left-out\"").unwrap()],
        "",
    );
    author.save(&without.replace("answr", "answer")).shows(&["Which card is left out?", "3 of 4"]);
}

#[test]
fn the_last_good_card_stays_while_the_file_is_broken() {
    let mut author = author();
    author.player.press("nn");
    author.save(&DECK.replace("answer = \"Lisbon\"", "answer = \"Lisbon")).shows(&[
        "Portugal",
        "a mistake hides it",
        "line 16: invalid basic string",
    ]);
    author.save(&DECK.replace("title = ", "title ")).shows(&["Portugal", "line 3"]);
    author.save(DECK).shows(&["Portugal", "3 of 5"]).hides(&["a mistake hides it"]);
    fs::remove_file(&author.path).unwrap();
    author.player.tell(Event::DecksChanged);
    author.player.shows(&["Portugal", "`capitals.toml` is empty or gone"]);
    author.save(DECK).shows(&["Portugal", "3 of 5"]);
    author.save("").shows(&["Portugal", "3 of 5", "`capitals.toml` is empty or gone"]);
    author.save(&DECK.replace("capital of **P", "main city of **P")).shows(&["main city of P"]);
}

#[test]
fn a_search_leaves_what_has_its_words() {
    let mut author = author();
    author.player.press("/capital nordic").shows(&["search capital nordic", "Nordic countries", "1 of 1"]);
    author.player.press(" zzz").shows(&["0 of 0", "No card has these words."]);
    author.player.press("<esc><esc>").shows(&["1 of 5"]);
}

#[test]
fn the_editor_opens_at_the_line_of_the_card_and_the_deck_is_read_anew() {
    let mut author = author();
    author.player.press("nne");
    assert_eq!(author.player.errands, [TerminalTask::Edit(author.path.clone(), 13)]);
    fs::write(&author.path, DECK.replace("the capital of **Portugal**", "Portugal's capital")).unwrap();
    let path = author.path.clone();
    author.player.close_editor(path);
    author.player.shows(&["What is Portugal's capital?"]);
}

#[test]
fn an_exam_shows_its_findings() {
    let mut author = author_with("[exam]\nid = \"e\"\ntitle = \"My exam\"\nminuts = 3\n", (80, 24));
    author.player.press("f ").shows(&["An exam asks the cards of decks.", "unknown key `minuts`"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn no_preview_panics_at_any_size_whatever_is_saved(
        size in (0_u16..=140, 0_u16..=30),
        keys in proptest::collection::vec("[a-zA-Z1-9/ ]|<enter>|<enter>|<esc>|<up>|<left>|<pagedown>|<end>|<backspace>", 0..30),
        cuts in proptest::collection::vec(0..DECK.len(), 1..4),
    ) {
        let mut author = author_with(DECK, (size.0.max(1), size.1.max(1)));
        author.player.resize(size.0, size.1);
        for (index, key) in keys.iter().enumerate() {
            author.player.press(key);
            if index % 7 == 3 {
                author.save(&DECK[..cuts[index % cuts.len()]]);
            }
        }
    }
}

#[test]
fn nothing_is_ever_stored() {
    let mut author = author();
    author.player.press(" nn<enter>Lisbon<enter>nn12<enter>");
    let world = &author.player.world;
    assert_eq!((world.stamp(now()), world.view().memories().len()), (None, 0));
}
