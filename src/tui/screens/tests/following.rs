//! Decks that change on disk while a screen shows them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::decks::TWO;
use super::*;
use crate::schedule::Mode;
use crate::trainer::Scope;
use crate::tui::event::Event;
use crate::tui::screen::Screen;
use crate::tui::screens::Study;

/// Someone before Today, with one deck on disk besides the built-in ones.
struct OnDisk {
    player: Player<LearnerWorld>,
    path: PathBuf,
    _home: tempfile::TempDir,
}

fn on_disk(text: &str, first: impl FnOnce(&Trainer) -> Box<dyn Screen>) -> OnDisk {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("two.toml");
    fs::write(&path, text).unwrap();
    let paths = vec![path.clone()];
    let library = Library::load_with(Path::new(":memory:/decks"), &paths);
    let trainer = Trainer::rehearsal(library, now()).unwrap();
    let first = first(&trainer);
    let player = Player::new(LearnerWorld::new(trainer, paths), first, Look::dark(), (80, 60), now());
    OnDisk { player, path, _home: home }
}

fn studying(text: &str) -> OnDisk {
    on_disk(text, |trainer| {
        let scope = Scope { decks: vec!["two".to_owned()], ..Scope::default() };
        let (session, _) = trainer.session(Mode::Drill, &scope, now()).unwrap();
        Box::new(Study::new(session, trainer, now()))
    })
}

impl OnDisk {
    /// Saves `text`, and lets the watch notice.
    fn save(&mut self, text: &str) -> String {
        fs::write(&self.path, text).unwrap();
        self.player.tell(Event::DecksChanged);
        self.player.frame()
    }
}

#[test]
fn today_and_browse_show_what_was_saved() {
    let mut desk = on_disk(TWO, |_| Box::new(Today::new()));
    let frame = desk.save(&TWO.replace("Two ports", "Two good ports"));
    assert!(frame.contains("Two good ports") && frame.contains("The decks are read anew."), "{frame}");
    desk.player.press("/two/ssh");
    let frame = desk.save(&TWO.replace("does SSH use", "is for SSH"));
    assert!(frame.contains("Which port is for SSH?") && frame.contains("search two/ssh"), "{frame}");
}

#[test]
fn a_half_typed_answer_stays_while_its_question_does() {
    let mut desk = studying(TWO);
    desk.player.press("2");
    let frame = desk.save(&TWO.replace("answer = 53", "answer = 54\nexplain = \"why\""));
    assert!(frame.contains("▸ 2") && frame.contains("The decks are read anew."), "{frame}");
    let frame = desk.save(&TWO.replace("SSH use?", "sshd use?"));
    assert!(frame.contains("sshd use?") && !frame.contains("▸ 2"), "{frame}");
}

#[test]
fn nothing_is_said_when_nothing_changed() {
    let mut desk = studying(TWO);
    desk.player.press("<alt+h>");
    assert!(desk.player.frame().contains("This card has no hint."));
    let frame = desk.save(TWO);
    assert!(frame.contains("This card has no hint."), "{frame}");
}

#[test]
fn a_mistake_in_the_deck_takes_no_question_out_of_the_session() {
    let mut desk = studying(TWO);
    desk.player.press("2");
    let frame = desk.save(&TWO.replace("answer = 22", "answr = 22").replace("id = \"two\"", "id = \"two"));
    assert!(frame.contains("SSH") && frame.contains("▸ 2") && frame.contains("two.toml, line"), "{frame}");
    let frame =
        desk.save(&TWO.replace("id = \"dns\"", "id = \"domain\"").replace("answer = 53", "answr = 53"));
    assert!(frame.contains("SSH") && frame.contains("2 left"), "{frame}");
    desk.save(&TWO.replace("answer = 22", "answer = 23"));
    let frame = desk.player.press("23<enter>").frame();
    assert!(frame.contains("Right."), "{frame}");
}

#[test]
fn a_deck_that_is_empty_or_gone_keeps_its_questions_in_the_session_until_it_is_there_again() {
    let mut desk = studying(TWO);
    desk.player.press("2");
    for text in ["", "\n \n"] {
        let frame = desk.save(text);
        assert!(frame.contains("▸ 2") && frame.contains("2 left"), "{frame}");
        assert!(frame.contains("is empty or gone") || !text.is_empty(), "{frame}");
    }
    fs::remove_file(&desk.path).unwrap();
    desk.player.tell(Event::DecksChanged);
    let frame = desk.player.press("2<enter>4").frame();
    assert!(frame.contains("DNS") && frame.contains("1 left"), "{frame}");
    let frame = desk.save(&TWO.replace("answer = 53", "answer = 54"));
    assert!(frame.contains("The decks are read anew."), "{frame}");
    let frame = desk.player.press("54<enter>").frame();
    assert!(frame.contains("Right."), "what is there again counts: {frame}");
}

#[test]
fn what_a_deck_loses_while_it_is_whole_is_lost() {
    let mut desk = studying(TWO);
    desk.save("");
    let (first, _) = TWO.split_at(TWO.rfind("[[card]]").unwrap());
    let frame = desk.save(first);
    assert!(frame.contains("SSH") && frame.contains("1 left"), "{frame}");
}

#[test]
fn a_card_that_is_gone_is_not_asked_any_more() {
    let mut desk = studying(TWO);
    let (first, _) = TWO.split_at(TWO.rfind("[[card]]").unwrap());
    let frame = desk.save(first);
    assert!(frame.contains("SSH") && frame.contains("1 left"), "{frame}");
}

#[test]
fn a_card_that_is_moved_in_two_saves_is_asked_all_the_same() {
    let mut desk = studying(TWO);
    let (first, second) = TWO.split_at(TWO.rfind("[[card]]").unwrap());
    let (head, ssh) = first.split_at(first.find("[[card]]").unwrap());
    let frame = desk.save(&format!("{head}{second}"));
    assert!(frame.contains("DNS") && frame.contains("1 left"), "{frame}");
    let frame = desk.save(&format!("{head}{second}{ssh}"));
    assert!(frame.contains("DNS") && frame.contains("2 left"), "{frame}");
    let frame = desk.player.press("53<enter>422<enter>4").frame();
    assert!(frame.contains("of 2 right"), "{frame}");
}

#[test]
fn an_answered_question_keeps_its_verdict_and_how_it_went_keeps_its_place() {
    let mut desk = studying(TWO);
    desk.player.press("22<enter>");
    let frame = desk.save(&TWO.replace("answer = 22", "answer = 2222"));
    assert!(frame.contains("Right."), "{frame}");
    desk.player.press("4<esc><esc>");
    assert!(desk.player.frame().contains("Stopped here"));
    let frame = desk.save(&TWO.replace("DNS use", "DNS need"));
    assert!(frame.contains("Stopped here"), "{frame}");
}

#[test]
fn a_quiz_is_left_alone_and_today_hears_of_it_afterwards() {
    let mut desk = on_disk(TWO, |_| Box::new(Today::new()));
    desk.player.press("t<right><enter>");
    let before = desk.player.frame();
    assert!(before.contains("Before the quiz") || before.contains("begin"), "{before}");
    let frame = desk.save(&TWO.replace("Two ports", "Two good ports"));
    assert_eq!(frame, before);
    desk.player.press("<esc><esc><esc>");
    let frame = desk.player.frame();
    assert!(frame.contains("Two good ports"), "{frame}");
}

#[test]
fn progress_follows_a_card_that_is_reworded_while_the_program_runs() {
    let without_ids = TWO.replace("id = \"ssh\"\n", "").replace("id = \"dns\"\n", "");
    let mut desk = studying(&without_ids);
    desk.player.press("22<enter>4");
    let frame = desk.save(&without_ids.replace("Which port does SSH use?", "Which TCP port does SSH use?"));
    assert!(frame.contains("was reworded; its progress goes on"), "{frame}");
    let trainer = &desk.player.world.trainer;
    let reworded = trainer
        .library
        .questions()
        .into_iter()
        .find(|question| question.prompt.plain().contains("TCP port does SSH"));
    assert!(trainer.memory(&reworded.unwrap().key).is_some());
}

#[test]
fn setting_up_a_quiz_keeps_its_exam_when_another_appears() {
    let mut desk = on_disk(TWO, |_| Box::new(Today::new()));
    desk.player.press("t");
    let before = desk.player.frame();
    let (_, text) = crate::library::EXAMS[0];
    let id = text.lines().find(|line| line.starts_with("id")).unwrap();
    let exam = desk.path.with_file_name("exam.toml");
    fs::write(&exam, text.replacen(id, "id = \"mine\"", 1)).unwrap();
    desk.player.world.paths.push(exam);
    desk.player.tell(Event::DecksChanged);
    assert_eq!(desk.player.frame(), before);
    assert!(&desk.player.world.trainer.library.exam("mine").is_some());
}

#[test]
fn a_card_that_is_reworded_and_back_again_is_asked_and_keeps_its_progress() {
    let without_ids = TWO.replace("id = \"ssh\"\n", "").replace("id = \"dns\"\n", "");
    let mut desk = studying(&without_ids);
    desk.player.press("22<enter>1");
    let asked = "Which port does SSH use?";
    for text in ["Which TCP port does SSH use?", "Which TCP port does SSH really use?", asked] {
        desk.player.wait(Duration::from_secs(1));
        desk.save(&without_ids.replace(asked, text));
    }
    let frame = desk.save(&without_ids.replace("answer = 53", "answer = 54"));
    assert!(frame.contains("2 left"), "{frame}");
    let trainer = &desk.player.world.trainer;
    let question =
        trainer.library.questions().into_iter().find(|question| question.prompt.plain() == asked).unwrap();
    assert_eq!(trainer.present_name(&question.key), &question.key);
    assert!(trainer.memory(&question.key).is_some());
}
