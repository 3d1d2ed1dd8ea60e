//! What is studied: asked at the very first start, and switched on and off later.

use super::decks::{KINDS, many};
use super::*;

const EXAM: &str = "[exam]\nid = 'e'\ntitle = 'The exam'\npass = 50\n[[form]]\nid = 'f'\nquestions = 1\n\
    [[topic]]\ntags = ['t']\nweight = 1\n";

/// Someone with three built-in decks and an exam, who has never studied.
pub(super) fn newcomer(size: (u16, u16)) -> Player<Failing> {
    newcomer_with([1, 2, 3].map(|nth| (nth, "t")), size)
}

/// The same with decks of these numbers and tags.
fn newcomer_with(decks: [(usize, &str); 3], size: (u16, u16)) -> Player<Failing> {
    let text = |(nth, tag): (usize, &str)| {
        format!(
            "[deck]\nid = 'd{nth}'\ntitle = 'Deck number {nth}'\ntags = ['{tag}']\n\
             [[card]]\nfront = 'How much is {nth}?'\nback = '{nth}'\n"
        )
    };
    let mut library = library(&decks.map(text));
    let file = SourceFile { name: "e.toml".into(), text: EXAM.into() };
    let exam = crate::library::LoadedExam::new(None, file);
    assert_eq!(exam.findings, []);
    library.exams.push(exam);
    let trainer = Trainer::rehearsal(library, now()).unwrap();
    assert!(trainer.is_untouched().unwrap());
    player_before(Today::default().welcoming(), trainer, Look::dark(), size)
}

#[test]
fn one_key_at_the_first_start_says_what_is_studied() {
    for (key, told) in [
        ("1", vec!["3 new", "▸ Deck number 1"]),
        ("e", vec!["3 new", "▸ Deck number 1"]),
        ("o", vec!["There is no deck to study yet.", "3 decks off. Press w to choose what you study."]),
        ("q", vec!["3 new", "▸ Deck number 1"]),
    ] {
        let mut player = newcomer((80, 24));
        player.shows(&["What do you want to study?", "1  The exam  3 questions", "you have none yet"]);
        player.press(key).shows(&told);
        assert_eq!(player.world.trainer().is_untouched().unwrap(), key == "q", "{key}");
    }
}

#[test]
fn decks_and_exams_are_switched_on_and_off_and_each_switch_can_be_undone() {
    let mut player = newcomer((80, 24));
    player.press("ow").shows(&["What you study", "0 of 3 questions", "▸ off  The exam"]);
    player.press("jj<space>").shows(&["1 of 3 questions", "▸ on   Deck number 2"]);
    player.press("u").shows(&["0 of 3 questions", "▸ off  Deck number 2"]);
    player.press("k<up><space>").shows(&["▸ on   The exam", "exam Deck number", "1 of 1 asked by an exam"]);
    player.press("q").shows(&["3 new"]);
    player.press("weuu").shows(&["There is nothing to undo here.", "1 of 1 asked by an exam"]);
}

#[test]
fn what_cannot_be_stored_is_told_and_changes_nothing() {
    let mut player = newcomer((80, 24));
    player.press("e");
    player.world.is_full = true;
    player.press("w<down><space>").shows(&["The disk is full", "▸ on   Deck number 1"]);
    player.world.is_full = false;
    player.press("u").shows(&["There is nothing to undo here."]);
    player.press("<space>").shows(&["▸ off  Deck number 1"]);
    player.world.is_full = true;
    player.press("u").shows(&["The disk is full", "▸ off  Deck number 1"]);
    player.world.is_full = false;
    player.press("u").shows(&["▸ on   Deck number 1"]);
}

#[test]
fn the_choice_fits_every_screen() {
    for (width, height) in SIZES {
        let mut player = newcomer((width, height));
        assert_frame(&format!("welcome_{width}x{height}"), &player.frame());
        player.press("owjj<space>");
        assert_frame(&format!("switches_{width}x{height}"), &player.frame());
        player.press("q");
        assert_frame(&format!("today_some_off_{width}x{height}"), &player.frame());
    }
}

#[test]
fn more_new_questions_come_on_top_of_the_days_number() {
    let mut player = newcomer((80, 24));
    player.press("e");
    player.world.desk.trainer.configure(|config| config.new_per_day = 1);
    player.press("<enter><space>4<enter>").shows(&["Done for today"]);
    player.press("m").shows(&["How many more new questions?", "5 more"]);
    player.press("qm1").shows(&["2 left"]);
}

#[test]
fn what_was_missed_is_asked_once_more_and_the_schedule_stays() {
    let mut player = newcomer((80, 24));
    player.press("e<enter>");
    for _ in 0..3 {
        player.press("<space>4");
    }
    player.hides(&["only the misses"]);
    player.press("u1");
    player.press("<space>4").shows(&["Missed", "only the misses"]);
    let due = |player: &Player<Failing>| {
        player.world.trainer().memories().values().map(|m| m.due).collect::<Vec<_>>()
    };
    let before = due(&player);
    player.press("r").shows(&["cram", "1 left"]);
    player.press("<space>4").shows(&["Done for now"]);
    assert_eq!(due(&player), before);
}

#[test]
fn browse_searches_by_decks_tags_and_memory_and_says_what_it_does_not_understand() {
    let mut player = newcomer((80, 24));
    player.press("e<enter><space>1q<esc>/").shows(&["words", "due:<7", "lapses:>3"]);
    player.press("is:missed").shows(&["1 of 3", "▸ How much is 1?"]);
    for _ in 0.."missed".len() {
        player.press("<backspace>");
    }
    player.shows(&["is:due   is:leech   is:marked"]);
    player.press("nw").shows(&["no question is `nw`: did you mean `new`?"]);
    player.press("<backspace>e<tab>").shows(&["is:new", "2 of 3"]);
    player.press("<space>deck:d2<space>-lease").shows(&["1 of 3", "▸ How much is 2?"]);
}

#[test]
fn more_new_questions_are_asked_at_the_end_of_a_session_as_well() {
    let mut player = player_with(library(&many(30)), Look::dark(), (80, 24));
    player.world.desk.trainer.configure(|config| config.new_per_day = 2);
    player.press("<enter>").shows(&[" to come · 2 left"]);
    for _ in 0..2 {
        player.press("<enter>4");
    }
    player.shows(&["Done for now", "m more new questions", "seen (+1)"]);
    player.press("m").shows(&["How many more new questions? 10 take about", "now", "5 more"]);
    player.press("q").hides(&["5 more"]);
    player.press("m1").shows(&["0 answers", "5 left"]);
    player.press("<esc>u");
    assert_eq!(reviews(&player), 1, "the last rating of the session before is taken back");
}

#[test]
fn a_miss_is_one_line_and_never_a_diagram() {
    let mut player = player(KINDS);
    player.press("<enter>");
    for keys in ["d1", "d1", "d1", "d1", "d1", "d1", "d1", "d1", "d1", "q"] {
        if player.frame().contains("esc commands") {
            player.press("<esc>");
        }
        player.press(keys);
    }
    player.resize(80, 50).shows(&["Missed", "What is a DHCP lease?", "→ 67"]).hides(&["---->", "<----"]);
}

#[test]
fn who_wants_only_their_own_decks_and_has_none_is_told_how_to_get_one() {
    let mut player = newcomer((100, 30));
    player.press("o");
    player.shows(&[
        "How to begin",
        "`examdrill new NAME`",
        "`examdrill import FILE`",
        "Deck files belong in",
    ]);
    player.shows(&["+ add a card", "w choose what you study"]);
    player.press("<enter>").shows(&["There is no question yet. Press + to write a card."]);
    player.click("write a card here").shows(&["New card"]);
    let mut player = newcomer((20, 6));
    player.press("o").shows(&["No deck yet.", "+  write a card", "w  other decks", "examdrill import"]);
}

#[test]
fn every_answer_of_the_first_question_is_reached_however_low_the_screen_is() {
    let mut player = newcomer((20, 4));
    player.shows(&["Study what?", "1  The exam", "▾"]).hides(&["My own decks"]);
    player.press("jjj").shows(&["o  My own decks"]);
    player.press("kkkkk").shows(&["Study what?"]);
}

#[test]
fn how_one_begins_without_a_deck_fits_every_screen() {
    for (width, height) in SIZES {
        let mut player = newcomer((width, height));
        player.press("o");
        assert_frame(&format!("today_no_deck_{width}x{height}"), &player.frame());
    }
}

#[test]
fn a_quiz_begins_with_what_is_studied() {
    for (choice, told) in
        [("e", "‹ The exam ›"), ("1", "‹ The exam ›"), ("owjj<space>q", "‹ any decks and tags ›")]
    {
        let mut player = newcomer((80, 24));
        player.press(choice).press("t").shows(&["Timed quiz", told]);
    }
    let mut player = newcomer((80, 24));
    player.press("owjj<space>qt").shows(&["Decks, tags    Deck number 2"]);
    player.press("<enter>").shows(&["1 question in 1 minute"]);
}

#[test]
fn an_exam_of_ones_own_decks_is_a_title_and_a_date() {
    let mut player = newcomer((80, 24));
    player.press("owjj<space>qd");
    player.shows(&["a new exam, of decks and tags", "asks      Deck number 2", "Give the exam a title."]);
    player.press("Finals<tab><tab>+5<enter>").shows(&["This is the plan."]);
    assert_eq!(player.world.trainer().agenda().exams.len(), 1);
}

#[test]
fn decks_that_no_exam_sorts_are_told_apart_from_topics() {
    let mut player = newcomer_with([(1, "t"), (2, "other"), (3, "other")], (80, 40));
    player.press("1wjj<space>q<enter><space>4<space>4");
    player.shows(&["Topics ─", "Decks of no exam ─", "Deck number 2"]);
    player.hides(&["Deck number 1", "Deck number 3"]);
    let mut player = newcomer((80, 40));
    player.press("e<enter><space>4<space>4<space>4").shows(&["Decks ─", "Deck number 1"]);
    player.hides(&["Topics ─", "of no exam"]);
}
