//! What a learner gave is there again, whatever was undone, reworded or opened twice.

mod clocks;
mod successions;
mod unkept;

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;
use crate::library::LoadedDeck;
use crate::schedule::{Mode, Rating};
use crate::source::SourceFile;

fn library(cards: &[(&str, &str)]) -> Library {
    let mut text = "[deck]\nid = \"d\"\ntitle = \"D\"\n".to_owned();
    for (prompt, answer) in cards {
        text += &format!("[[card]]\nquestion = \"{prompt}\"\nanswer = \"{answer}\"\n");
    }
    let deck = LoadedDeck::new(None, vec![SourceFile { name: "d.toml".into(), text }], Vec::new());
    assert_eq!(deck.findings, []);
    Library::from_iter([deck])
}

/// A deck of so many cards.
fn numbered(cards: usize) -> Library {
    let cards: Vec<(String, String)> =
        (0..cards).map(|n| (format!("question number {n}?"), n.to_string())).collect();
    library(&cards.iter().map(|(prompt, answer)| (prompt.as_str(), answer.as_str())).collect::<Vec<_>>())
}

const CARDS: &[(&str, &str)] =
    &[("Which port does SSH use?", "22"), ("What is a lease?", "time"), ("Name of layer 4?", "transport")];

fn now() -> Timestamp {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

/// A trainer whose log lies in `folder`.
fn trainer(folder: &std::path::Path, library: Library, now: Timestamp) -> Trainer {
    let paths = Paths { data: folder.to_path_buf(), config: folder.to_path_buf() };
    Trainer::open(paths, Config::default(), library, TimeZone::UTC, 7, now).unwrap()
}

/// Drills all there is, rating everything with `rating` and storing each review; gives the reviews.
fn drill(trainer: &mut Trainer, rating: Rating, now: Timestamp) -> Vec<Review> {
    let (mut session, _) = trainer.session(Mode::Drill, &Scope::default(), now).unwrap();
    let mut rng = StdRng::seed_from_u64(1);
    let (mut reviews, mut now) = (Vec::new(), now);
    session.advance(now, &mut rng);
    while session.asked().is_some() && reviews.len() < 50 {
        now += Duration::from_secs(5);
        session.answer(Some(session.asked().unwrap().posed.input.solution()), now);
        let review = session.rate(rating, trainer.stamp(now), trainer.model()).unwrap();
        trainer.record(&review).unwrap();
        reviews.push(review);
        session.advance(now, &mut rng);
    }
    for item in session.items() {
        // Another instance may have reviewed the same question meanwhile; then the trainer knows more.
        let memory = trainer.memory(&item.question.key).copied();
        let is_alone = memory.is_none_or(|memory| Some(memory.reps) == item.memory.map(|memory| memory.reps));
        assert!(!is_alone || memory == item.memory, "session and trainer fold alike");
    }
    reviews
}

#[test]
fn tomorrow_everything_is_as_it_was_left() {
    let home = tempfile::tempdir().unwrap();
    let mut first = trainer(home.path(), library(CARDS), now());
    let reviews = drill(&mut first, Rating::Easy, now());
    assert_eq!(reviews.len(), 3);
    let memories = first.memories().clone();
    drop(first);
    let again = trainer(home.path(), library(CARDS), now());
    assert_eq!(*again.memories(), memories);
    assert_eq!(again.folded().unwrap(), memories, "the cache is what the log folds to");
    assert_eq!(again.overview(now()).unwrap().done_today, 3);
}

#[test]
fn new_questions_a_day_are_counted_over_sessions() {
    let mut trainer = Trainer::rehearsal(numbered(50), now()).unwrap();
    let outlook = |trainer: &Trainer, now| trainer.session(Mode::Drill, &Scope::default(), now).unwrap().1;
    assert_eq!(outlook(&trainer, now()).new, 20);
    drill(&mut trainer, Rating::Easy, now());
    assert_eq!(outlook(&trainer, now()).new, 0, "twenty a day are enough");
    assert_eq!(outlook(&trainer, now() + Duration::from_hours(24)).new, 20);
}

#[test]
fn a_backlog_that_does_not_fit_the_day_is_spread_over_the_next() {
    let mut trainer = Trainer::rehearsal(numbered(30), now()).unwrap();
    trainer.configure(|config| config.new_per_day = 30);
    drill(&mut trainer, Rating::Easy, now());
    // Everything falls due while the learner is away; two minutes are 24 answers of five seconds each,
    // and some of 21 questions are asked again.
    trainer.configure(|config| config.minutes_per_day = Some(Duration::from_mins(2)));
    let later = now() + Duration::from_hours(24 * 30);
    let (session, outlook) = trainer.session(Mode::Drill, &Scope::default(), later).unwrap();
    assert_eq!((session.left(), outlook.due, outlook.left_over, outlook.spread), (21, 21, 9, 1));
}

#[test]
fn counting_what_a_session_would_ask_gives_what_it_asks() {
    let mut trainer = Trainer::rehearsal(library(CARDS), now()).unwrap();
    trainer.configure(|config| config.new_per_day = 2);
    drill(&mut trainer, Rating::Good, now());
    for days in [0, 1, 30] {
        let at = now() + Duration::from_hours(24 * days);
        let recent = trainer.recent(at).unwrap();
        for mode in [Mode::Drill, Mode::Ahead, Mode::Cram] {
            let (session, outlook) = trainer.session(mode, &Scope::default(), at).unwrap();
            assert_eq!(trainer.view().outlook(mode, &Scope::default(), &recent, at), outlook);
            assert_eq!(outlook.due + outlook.new, session.items().len(), "{mode:?} after {days} days");
        }
    }
}

#[test]
fn one_exam_alone_can_be_drilled() {
    let trainer = Trainer::rehearsal(Library::load(std::path::Path::new("/nowhere")), now()).unwrap();
    let count = |tags: &[&str]| {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let scope = Scope { tags, new: Some(10_000), ..Scope::default() };
        let (session, _) = trainer.session(Mode::Cram, &scope, now()).unwrap();
        assert!(
            session.items().iter().all(|item| scope.takes(&trainer.library.row(&item.question.key).unwrap()))
        );
        session.left()
    };
    let (all, network, a_plus) = (count(&[]), count(&["net+n10-009"]), count(&["a+1201"]));
    assert!(network > 100 && a_plus > 100 && network < all && a_plus < all);
    assert!(count(&["net+n10-009", "a+1201"]) > network.max(a_plus));
    assert_eq!(count(&["no-such-tag"]), 0);
}

#[test]
fn a_review_taken_back_and_given_again_leaves_the_same_bits() {
    let mut trainer = Trainer::rehearsal(library(CARDS), now()).unwrap();
    let reviews = drill(&mut trainer, Rating::Good, now());
    let after = trainer.memories().clone();
    for review in reviews.iter().rev() {
        trainer.retract(review, now()).unwrap();
        assert_eq!(*trainer.memories(), trainer.folded().unwrap());
    }
    assert!(trainer.memories().is_empty());
    for review in &reviews {
        trainer.restore(review, now()).unwrap();
    }
    assert_eq!(*trainer.memories(), after);
}

#[test]
fn the_last_review_of_the_last_session_can_be_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let mut first = trainer(home.path(), library(CARDS), now());
    let reviews = drill(&mut first, Rating::Easy, now());
    drop(first);
    let mut again = trainer(home.path(), library(CARDS), now());
    let taken = again.take_back_last(now()).unwrap().unwrap();
    assert_eq!(Some(&taken), reviews.last());
    assert!(again.memory(&taken.key).is_none());
    assert_eq!(again.history(&taken.key).unwrap(), []);
}

#[test]
fn cramming_is_logged_and_moves_nothing() {
    let mut trainer = Trainer::rehearsal(library(CARDS), now()).unwrap();
    drill(&mut trainer, Rating::Easy, now());
    let before = trainer.memories().clone();
    let (mut session, _) = trainer.session(Mode::Cram, &Scope::default(), now()).unwrap();
    session.advance(now(), &mut StdRng::seed_from_u64(1));
    session.answer(None, now());
    let review = session.rate(Rating::Again, trainer.stamp(now()), trainer.model()).unwrap();
    trainer.record(&review).unwrap();
    assert_eq!(*trainer.memories(), before);
    assert_eq!(trainer.folded().unwrap(), before);
    assert_eq!(trainer.store().len().unwrap(), 4);
}

#[test]
fn a_reworded_card_goes_on_with_its_progress_and_the_learner_is_told() {
    let home = tempfile::tempdir().unwrap();
    let mut first = trainer(home.path(), library(CARDS), now());
    drill(&mut first, Rating::Easy, now());
    first.remember().unwrap();
    let old = first.library.questions()[0].key.clone();
    let memory = *first.memory(&old).unwrap();
    drop(first);
    let mut reworded = CARDS.to_vec();
    reworded[0].0 = "Which TCP port does SSH use?";
    let again = trainer(home.path(), library(&reworded), now());
    let new = again.library.questions()[0].key.clone();
    assert_ne!(new, old);
    assert_eq!(again.memory(&new), Some(&memory));
    assert!(again.memory(&old).is_none());
    assert!(again.notices.iter().any(|notice| notice.contains("was reworded")), "{:?}", again.notices);
    assert_eq!(again.folded().unwrap(), *again.memories());
}

#[test]
fn a_card_that_comes_back_has_its_progress() {
    let home = tempfile::tempdir().unwrap();
    let mut first = trainer(home.path(), library(CARDS), now());
    drill(&mut first, Rating::Easy, now());
    let memories = first.memories().clone();
    drop(first);
    drop(trainer(home.path(), library(&CARDS[..1]), now()));
    assert_eq!(*trainer(home.path(), library(CARDS), now()).memories(), memories);
}

#[test]
fn two_instances_at_once_see_each_others_reviews() {
    let home = tempfile::tempdir().unwrap();
    let mut one = trainer(home.path(), library(CARDS), now());
    let mut two = trainer(home.path(), library(CARDS), now());
    let reviews = drill(&mut one, Rating::Easy, now());
    assert_eq!(reviews.len(), 3);
    let reviews = drill(&mut two, Rating::Easy, now() + Duration::from_mins(1));
    assert!(!reviews.is_empty());
    assert_eq!(*two.memories(), two.folded().unwrap());
    assert_eq!(trainer(home.path(), library(CARDS), now()).memories(), two.memories());
}

#[test]
fn what_is_suspended_or_buried_is_not_asked() {
    let mut trainer = Trainer::rehearsal(library(CARDS), now()).unwrap();
    let keys: Vec<_> = trainer.library.questions().iter().map(|question| question.key.clone()).collect();
    trainer.decide(&keys[0], &Decision::Suspend(true), now()).unwrap();
    trainer.decide(&keys[1], &Decision::Bury(trainer.today(now()).tomorrow().ok()), now()).unwrap();
    let count = |trainer: &Trainer, now| trainer.session(Mode::Drill, &Scope::default(), now).unwrap().1.new;
    assert_eq!(count(&trainer, now()), 1);
    assert_eq!(
        count(&trainer, now() + Duration::from_hours(24)),
        2,
        "buried until tomorrow, suspended for good"
    );
    trainer.decide(&keys[0], &Decision::Suspend(false), now()).unwrap();
    assert_eq!(count(&trainer, now()), 2);
}

#[test]
fn the_weakest_topics_have_the_figures_of_the_list_of_decks_and_none_that_is_known() {
    let deck = |id: &str, cards: usize| {
        let card = |nth: usize| format!("[[card]]\nid = 'c{nth}'\nfront = '{id}{nth}?'\nback = '{nth}'\n");
        let text = format!("[deck]\nid = '{id}'\n{}", (0..cards).map(card).collect::<String>());
        LoadedDeck::new(None, vec![SourceFile { name: format!("{id}.toml"), text }], Vec::new())
    };
    let library = Library::from_iter([deck("half", 20), deck("third", 30), deck("whole", 10)]);
    let mut trainer = Trainer::rehearsal(library, now()).unwrap();
    for id in ["half", "third", "whole"] {
        for nth in 0..10 {
            let key = QuestionKey::from_stored(&format!("{id}/c{nth}"));
            trainer.record(&Review::new(trainer.stamp(now()), key, Rating::Easy, Mode::Drill)).unwrap();
        }
    }
    let weakest = trainer.looking_back(now()).unwrap().run().weakest;
    let weakest: Vec<_> =
        weakest.iter().map(|topic| (topic.title.as_str(), (100.0 * topic.recall).round())).collect();
    assert_eq!(weakest, [("third", 33.0), ("half", 50.0)]);
    let lines = trainer.deck_lines(now());
    let shares: Vec<_> =
        lines.iter().map(|line| 100 * line.counts.recalled / line.counts.questions).collect();
    assert_eq!(shares, [50, 33, 100]);
}

#[test]
fn what_is_known_before_it_was_studied_is_not_learned() {
    let mut trainer = Trainer::rehearsal(library(CARDS), now()).unwrap();
    let keys: Vec<_> = trainer.library.questions().into_iter().map(|question| question.key).collect();
    for (key, (rating, mode)) in
        keys.iter().zip([(Rating::Good, Mode::Quiz), (Rating::Good, Mode::Drill), (Rating::Good, Mode::Cram)])
    {
        trainer.record(&Review::new(trainer.stamp(now()), key.clone(), rating, mode)).unwrap();
    }
    let statistics = trainer.counting(now()).unwrap().run().unwrap();
    assert_eq!(statistics.learned.last().unwrap().1, trainer.memories().len());
}
