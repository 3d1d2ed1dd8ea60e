//! Decks that change on disk while a screen shows them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::decks::TWO;
use super::*;
use crate::card::QuestionKey;
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
    fn save(&mut self, text: &str) -> &Player<LearnerWorld> {
        fs::write(&self.path, text).unwrap();
        self.player.tell(Event::DecksChanged)
    }

    /// The name of the question that reads so.
    fn key_of(&self, prompt: &str) -> QuestionKey {
        let mut questions = self.player.world.trainer.library.questions().into_iter();
        questions.find(|question| question.prompt.plain() == prompt).unwrap().key.clone()
    }
}

#[test]
fn today_and_browse_show_what_was_saved() {
    let mut desk = on_disk(TWO, |_| Box::new(Today::default()));
    let better = TWO.replace("Two ports", "Two good ports");
    desk.save(&better).shows(&["Two good ports", "The decks are read anew."]);
    desk.player.press("/two/ssh");
    let reworded = TWO.replace("does SSH use", "is for SSH");
    desk.save(&reworded).shows(&["Which port is for SSH?", "search two/ssh"]);
}

#[test]
fn a_half_typed_answer_stays_while_its_question_does() {
    let mut desk = studying(TWO);
    desk.player.press("2");
    let other = TWO.replace("answer = 53", "answer = 54\nexplain = \"why\"");
    desk.save(&other).shows(&["▸ 2", "The decks are read anew."]);
    desk.save(&TWO.replace("SSH use?", "sshd use?")).shows(&["sshd use?"]).hides(&["▸ 2"]);
}

#[test]
fn nothing_is_said_when_nothing_changed() {
    let mut desk = studying(TWO);
    desk.player.press("<alt+h>").shows(&["This card has no hint."]);
    desk.save(TWO).shows(&["This card has no hint."]);
}

#[test]
fn a_mistake_in_the_deck_takes_no_question_out_of_the_session() {
    let mut desk = studying(TWO);
    desk.player.press("2");
    let broken = TWO.replace("answer = 22", "answr = 22").replace("id = \"two\"", "id = \"two");
    desk.save(&broken).shows(&["SSH", "▸ 2", "two.toml, line"]);
    let broken = TWO.replace("id = \"dns\"", "id = \"domain\"").replace("answer = 53", "answr = 53");
    desk.save(&broken).shows(&["SSH", "2 left"]);
    desk.save(&TWO.replace("answer = 22", "answer = 23"));
    desk.player.press("23<enter>").shows(&["Right."]);
}

#[test]
fn a_deck_that_is_empty_or_gone_keeps_its_questions_in_the_session_until_it_is_there_again() {
    let mut desk = studying(TWO);
    desk.player.press("2");
    desk.save("").shows(&["▸ 2", "2 left", "is empty or gone"]);
    desk.save("\n \n").shows(&["▸ 2", "2 left"]);
    fs::remove_file(&desk.path).unwrap();
    desk.player.tell(Event::DecksChanged).press("2<enter>4").shows(&["DNS", "1 left"]);
    desk.save(&TWO.replace("answer = 53", "answer = 54")).shows(&["The decks are read anew."]);
    // What is there again counts.
    desk.player.press("54<enter>").shows(&["Right."]);
}

#[test]
fn what_a_deck_loses_while_it_is_whole_is_lost() {
    let (first, _) = TWO.split_at(TWO.rfind("[[card]]").unwrap());
    for was_empty in [false, true] {
        let mut desk = studying(TWO);
        if was_empty {
            desk.save("");
        }
        desk.save(first).shows(&["SSH", "1 left"]);
    }
}

#[test]
fn a_card_that_is_moved_in_two_saves_is_asked_all_the_same() {
    let mut desk = studying(TWO);
    let (first, second) = TWO.split_at(TWO.rfind("[[card]]").unwrap());
    let (head, ssh) = first.split_at(first.find("[[card]]").unwrap());
    desk.save(&format!("{head}{second}")).shows(&["DNS", "1 left"]);
    desk.save(&format!("{head}{second}{ssh}")).shows(&["DNS", "2 left"]);
    desk.player.press("53<enter>422<enter>4").shows(&["of 2 right"]);
}

#[test]
fn an_answered_question_keeps_its_verdict_and_how_it_went_keeps_its_place() {
    let mut desk = studying(TWO);
    desk.player.press("22<enter>");
    desk.save(&TWO.replace("answer = 22", "answer = 2222")).shows(&["Right."]);
    desk.player.press("4<esc><esc>").shows(&["Stopped here"]);
    desk.save(&TWO.replace("DNS use", "DNS need")).shows(&["Stopped here"]);
}

#[test]
fn a_quiz_is_left_alone_and_today_hears_of_it_afterwards() {
    let mut desk = on_disk(TWO, |_| Box::new(Today::default()));
    desk.player.press("t<right><enter>").shows(&["begin"]);
    let before = desk.player.frame();
    assert_eq!(desk.save(&TWO.replace("Two ports", "Two good ports")).frame(), before);
    desk.player.press("<esc><esc><esc>").shows(&["Two good ports"]);
}

#[test]
fn progress_follows_a_card_that_is_reworded_while_the_program_runs() {
    let without_ids = TWO.replace("id = \"ssh\"\n", "").replace("id = \"dns\"\n", "");
    let mut desk = studying(&without_ids);
    desk.player.press("22<enter>4");
    let asked = "Which TCP port does SSH use?";
    let reworded = without_ids.replace("Which port does SSH use?", asked);
    desk.save(&reworded).shows(&["was reworded; its progress goes on"]);
    let trainer = &desk.player.world.trainer;
    assert!(trainer.memory(&desk.key_of(asked)).is_some());
}

#[test]
fn setting_up_a_quiz_keeps_its_exam_when_another_appears() {
    let mut desk = on_disk(TWO, |_| Box::new(Today::default()));
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
    desk.save(&without_ids.replace("answer = 53", "answer = 54")).shows(&["2 left"]);
    let (trainer, key) = (&desk.player.world.trainer, desk.key_of(asked));
    assert_eq!(trainer.present_name(&key), &key);
    assert!(trainer.memory(&key).is_some());
}
