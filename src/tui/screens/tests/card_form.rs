//! A card is added without leaving the program.

use std::fs;
use std::path::Path;

use super::decks::TWO;
use super::*;
use crate::author::Draft;
use crate::card::kinds::KINDS;
use crate::tui::app::TerminalTask;
use crate::tui::screens::CardForm;

/// To the last deck, which is the learner's own, and into the form.
const OPEN: &str = "G+";

/// The keys that lead from the first text of the form to the kind of that name.
fn to(name: &str) -> String {
    let mut kinds = KINDS.iter().filter(|kind| Draft::fits_a_form(kind));
    "<up>".to_owned() + &"<right>".repeat(kinds.position(|kind| kind.name == name).unwrap())
}

fn deck(home: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(home.path().join("decks").join(name)).unwrap()
}

pub(super) fn at_home(size: (u16, u16)) -> (tempfile::TempDir, Player<Failing>) {
    player_at_home(&[("two.toml", &format!("# mine\n{TWO}"))], size)
}

#[test]
fn a_card_is_typed_seen_saved_and_there() {
    let (home, mut player) = at_home((80, 24));
    player.press(OPEN).shows(&["New card", "▸ front", "flip", "Two ports", "It appears here"]);
    player.press("What is *SSH*?").shows(&["Still needed: back."]);
    player.press("<tab>A secure shell").shows(&["As it will be asked", "1 question", "→ A secure shell"]);
    player.press("<ctrl+s>");
    player.shows(&["Saved as card 3 of Two ports. Press + to write another, b to see it.", "due"]);
    let added =
        "\n[[card]]\nid    = \"what-is-ssh\"\nfront = \"What is *SSH*?\"\nback  = \"A secure shell\"\n";
    assert_eq!(deck(&home, "two.toml"), format!("# mine\n{TWO}{added}"));
    // Browse has it at once, and another one is shown where it went.
    player.press("/what is ssh<enter>G").shows(&["▸ What is SSH?", "two/what-is-ssh"]);
    player.press("<esc>G+SSH, but older?<down>Telnet<ctrl+s>");
    player.shows(&["Saved as card 4 of Two ports. Press + to write another.", "▸ SSH, but older?"]);
}

/// A value of an example as it is typed on one line.
fn typed(value: &toml::Value) -> String {
    let parts =
        |values: &[toml::Value], between: &str| values.iter().map(typed).collect::<Vec<_>>().join(between);
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Table(option) => format!("{} :: {}", typed(&option["text"]), typed(&option["why"])),
        toml::Value::Array(pairs) if pairs.iter().all(toml::Value::is_array) => {
            pairs.iter().map(|pair| parts(pair.as_array().unwrap(), " = ")).collect::<Vec<_>>().join("; ")
        }
        toml::Value::Array(items) => parts(items, "; "),
        other => other.to_string(),
    }
}

#[test]
fn the_example_of_every_kind_can_be_typed_in() {
    for kind in KINDS.iter().filter(|kind| Draft::fits_a_form(kind)) {
        let (_home, mut player) = at_home((80, 24));
        let example: toml::Table = toml::from_str(kind.example).unwrap();
        player.press(OPEN).press(&to(kind.name));
        for key in Draft::keys(kind) {
            player.press("<down>").paste(&example.get(key.name).map(typed).unwrap_or_default());
        }
        player.press("<ctrl+s>").shows(&["Saved as card 3 of"]);
        let library = &player.world.trainer().library;
        assert_eq!(library.deck("two").unwrap().whole().deck.questions.last().unwrap().kind, kind.name);
    }
}

#[test]
fn what_is_missing_or_wrong_is_told_and_nothing_is_saved() {
    let (home, mut player) = at_home((80, 24));
    player.press(OPEN).press(&to("typed")).press("<ctrl+s>").shows(&["This card still needs `question`."]);
    player.press("Which port?<down>67<down><down>far<ctrl+s>");
    player.shows(&["Not saved: `tolerance` is a text, but should be a number."]);
    // A choice without wrong options would be typed.
    player.press("<up><up><up>").press(&to("choice")).press("<right>").shows(&["‹ choice ›"]);
    player.press("<ctrl+s>").shows(&["Not saved: so far this is a card of the kind `typed`."]);
    assert_eq!(deck(&home, "two.toml"), format!("# mine\n{TWO}"));
}

#[test]
fn what_was_typed_is_thrown_away_only_on_the_second_wish() {
    let (_home, mut player) = at_home((80, 24));
    player.press(OPEN).press("<esc>").shows(&["due"]);
    player.press("+a<esc>").shows(&["New card", "s save", "i type on", "q leave"]);
    // Escape keeps what is typed, however often it is pressed.
    player.press("<esc><esc>").shows(&["New card", "s save"]);
    player.press("ib").shows(&["ab"]);
    player.press("<ctrl+c>").shows(&["Press ctrl+c again"]);
    player.press("<esc>q").shows(&["This card is not saved. Press q again to throw it away, s to save it."]);
    player.press("q").hides(&["New card"]);
}

#[test]
fn a_letter_that_is_typed_where_a_kind_is_chosen_goes_to_the_text() {
    let (_home, mut player) = at_home((80, 24));
    player.press(OPEN).press("<up>hsq?").shows(&["▸ front      hsq?", "flip"]);
    player.press("<up><up>").paste("more").shows(&["▸ front      hsq?more"]);
}

#[test]
fn what_is_typed_for_one_kind_goes_to_the_next_and_is_never_thrown_away_unasked() {
    let (_home, mut player) = at_home((80, 24));
    player.press(OPEN).press("Who asks?").press(&to("typed")).shows(&["question   Who asks?"]);
    player.press(&"<left>".repeat(to("typed").matches("<right>").count())).shows(&["front      Who asks?"]);
    player.press("<right><esc>").shows(&["New card", "s save", "q leave"]);
    player.press("q").shows(&["This card is not saved."]);
}

#[test]
fn behind_the_title_of_a_new_deck_letters_go_to_the_card() {
    let (_home, mut player) = player_at_home(&[], (80, 24));
    player.press("+Law<tab>Who asks?").shows(&["title      Law", "▸ front      Who asks?"]);
}

#[test]
fn letters_are_commands_once_escape_was_pressed() {
    let (home, mut player) = at_home((80, 24));
    player.press(OPEN).press("f<esc>jib<esc>n").shows(&["New card", "Saved as card 3 of Two ports."]);
    player.press("g<down>h<esc>s").shows(&["Saved as card 4 of Two ports."]);
    assert!(deck(&home, "two.toml").ends_with("front = \"g\"\nback  = \"h\"\n"));
}

#[test]
fn a_card_that_was_saved_is_shown_by_one_key_and_another_written_by_one() {
    let (_home, mut player) = at_home((80, 24));
    player
        .press(OPEN)
        .press("What is SSH?<down>A shell<ctrl+s>")
        .press("g+<esc>")
        .press(OPEN)
        .press("Older?<down>Telnet<ctrl+s>b");
    player.shows(&["Browse", "search deck:two", "▸ Older?", "→ Telnet"]);
}

#[test]
fn a_kind_is_picked_from_a_list_with_an_example_each() {
    let (_home, mut player) = at_home((80, 24));
    player.press(OPEN).press("<up><enter>");
    player.shows(&["What kind of card?", "▸ flip", "order", "classify", "(in the editor)", "table", " → "]);
    player.press("jjq").shows(&["‹ flip ›"]);
    player.press("<enter>j<enter>").shows(&["kind       cloze", "▸ cloze ", "holes"]);
}

#[test]
fn what_fits_no_form_is_begun_as_a_template_in_the_editor() {
    let (home, mut player) = at_home((80, 24));
    player.press(OPEN).press("kept<esc>tGkk<enter>");
    let text = deck(&home, "two.toml");
    assert!(text.contains("# [[table]]") && text.starts_with(&format!("# mine\n{TWO}")), "{text}");
    let line = 1 + text.lines().position(|line| line.contains("[[table]]")).unwrap();
    let path = home.path().join("decks/two.toml");
    assert_eq!(player.errands, [TerminalTask::Edit(path.clone(), line)]);
    fs::write(&path, text + "[[card]]\nfront = 'by hand'\nback = 'b'\n").unwrap();
    player.close_editor(&path).shows(&["New card", "kept"]);
    player.press("<down>b<ctrl+s>");
    assert!(deck(&home, "two.toml").ends_with("front = \"kept\"\nback  = \"b\"\n"));
}

#[test]
fn a_text_may_have_several_lines_and_up_and_down_walk_in_it() {
    let (home, mut player) = at_home((80, 24));
    player.press(OPEN).press("one<alt+enter>three<up><end><ctrl+o>two");
    player.shows(&["front      one", "\n               two\n               three"]);
    player.press("<down><down>back<ctrl+s>");
    let text = deck(&home, "two.toml");
    let library = &player.world.trainer().library;
    let added = library.deck("two").unwrap().whole().deck.questions.last().unwrap().clone();
    assert_eq!((added.prompt.as_str(), added.answer.as_str()), ("one\ntwo\nthree", "back"), "{text}");
}

#[test]
fn empty_fields_say_what_belongs_in_them() {
    let (_home, mut player) = at_home((80, 24));
    player.press(OPEN).shows(&["explain    (why it is so)", "tags       ("]);
    player.press("<down><down><down>so").hides(&["(why it is so)"]);
}

#[test]
fn a_full_disk_or_a_broken_deck_costs_nothing_that_was_typed() {
    let (home, mut player) = at_home((80, 24));
    player.press(OPEN).press("a<down>b").world.is_full = true;
    player.press("<ctrl+s>").shows(&["The disk is full", "New card"]);
    player.world.is_full = false;
    let path = home.path().join("decks/two.toml");
    fs::write(&path, "[deck]\nid = \"two\n").unwrap();
    player.press("<ctrl+s>").shows(&["cannot be read from line 2 on", "New card"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "[deck]\nid = \"two\n");
    // What was changed on the disk meanwhile stays.
    fs::write(&path, format!("# new\n{TWO}")).unwrap();
    player.press("<ctrl+s>").shows(&["Saved as card 3 of"]);
    assert!(fs::read_to_string(&path).unwrap().starts_with(&format!("# new\n{TWO}\n[[card]]\n")));
}

#[test]
fn a_new_deck_never_takes_the_place_of_another() {
    let (home, mut player) = player_at_home(&[], (80, 24));
    player.press("+<ctrl+s>").shows(&["a new deck", "still needs `front`"]);
    player.press("a<down>b<ctrl+s>").shows(&["The new deck still needs a title."]);
    player.press("dhcp<ctrl+n>").shows(&["Saved as card 1 of dhcp.", "▸ front"]);
    player.press("c<down>d<ctrl+s>");
    let text = deck(&home, "dhcp-2.toml");
    assert!(
        text.contains("id    = \"dhcp-2\"") && text.ends_with("front = \"c\"\nback  = \"d\"\n"),
        "{text}"
    );
    assert!(home.path().join("decks/deck.schema.json").exists());
    let library = &player.world.trainer().library;
    assert!(library.deck("dhcp").unwrap().path().is_none());
    assert_eq!(library.deck("dhcp-2").unwrap().len(), 2);
}

#[test]
fn new_questions_come_at_the_end_of_the_running_session() {
    let (_home, mut player) = at_home((80, 24));
    player.press("Gs").shows(&["Which port does SSH use?", "2 left"]);
    player.press("22<alt+n>").shows(&["New card", "Two ports"]);
    player.press("a<down>b<ctrl+n>c<down>d<ctrl+s>").shows(&["It comes at the end of this session.", "▸ 22"]);
    player.press("<enter>4").shows(&["Which port does DNS use?", "3 left"]);
    player.press("53<enter>4<space>").shows(&["a\n", "→ b"]);
    player.press("4u").shows(&["→ b"]);
    player.press("4<space>").shows(&["→ d"]);
    player.press("4");
    assert_eq!(reviews(&player), 4);
}

#[test]
fn lists_are_pasted_line_by_line() {
    let (_home, mut player) = at_home((80, 24));
    player.press(OPEN).press(&to("order")).press("<down>q<down>").paste("a\n  b\n\nc").shows(&["a; b; c"]);
}

#[test]
fn progress_stays_with_a_card_that_is_reworded_in_the_editor() {
    let (home, mut player) = at_home((80, 24));
    player.press(OPEN).press("What is SSH?<down>A shell<ctrl+s>");
    player.press("bG/what is ssh<enter>");
    player.press("<esc><esc>");
    // Without its id, the card is known by its wording.
    let path = home.path().join("decks/two.toml");
    let text = fs::read_to_string(&path).unwrap().replace("id    = \"what-is-ssh\"\n", "");
    fs::write(&path, text).unwrap();
    player.press("r").press("s22<enter>453<enter>4<space>4");
    assert_eq!(reviews(&player), 3);
    player.press("<enter>b/what is ssh<enter>e");
    let text = fs::read_to_string(&path).unwrap().replace("What is SSH?", "What is SSH good for?");
    fs::write(&path, text).unwrap();
    player.close_editor(Path::new(&path));
    player.press("<esc>/ssh good<enter>").shows(&["What is SSH good for?", "1 review"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn no_form_panics_at_any_size_whatever_is_typed(
        size in (1_u16..=90, 1_u16..=30),
        keys in proptest::collection::vec("[a-z{}|;=:\"\\\\é表 ]{0,6}|<tab>|<up>|<down>|<left>|<right>|<pagedown>|<enter>|<backspace>|<esc>", 0..40),
    ) {
        // What is saved goes to a folder that is thrown away.
        let (_home, Player { world, .. }) = at_home(size);
        let form = CardForm::new(world.trainer(), None);
        let mut player = Player::new(world, Box::new(form), Look::plain(), size, now());
        for key in keys {
            player.press(&key);
        }
    }
}

#[test]
fn the_form_fits_every_screen() {
    for (name, keys) in [
        ("card_form_empty", String::new()),
        ("card_form_kinds", "<up><enter>jj".to_owned()),
        (
            "card_form_lines",
            "Which device?<alt+enter><alt+enter>+--+<alt+enter>|  |<down>A switch<esc>".to_owned(),
        ),
        (
            "card_form_choice",
            to("choice")
                + "<down>Which port does a DHCP **server** listen on?<down>67<down>68; 69 :: That is TFTP; 53",
        ),
    ] {
        let (_home, mut player) = at_home((80, 24));
        assert_frames(name, player.press(OPEN).press(&keys));
    }
}
