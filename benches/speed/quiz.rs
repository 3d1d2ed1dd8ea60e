//! Drawing the paper of a quiz, and reading back the quizzes that were sat.

use std::time::Duration;

use divan::Bencher;
use examdrill::library::{Library, LoadedDeck};
use examdrill::quiz::{End, Terms, Timing};
use examdrill::trainer::{Only, QuizWish, Scope, Source, Trainer};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::samples::{self, CARDS};

fn trainer(library: Library) -> Trainer {
    Trainer::rehearsal(library, samples::now()).expect("a log in memory opens")
}

fn built_in() -> Library {
    Library::load(std::path::Path::new("no such folder"))
}

fn wish(source: Source) -> QuizWish {
    QuizWish { source, only: Only::All, seed: None }
}

#[divan::bench(args = ["full", "half", "quick"])]
fn draw_built_in(bencher: Bencher<'_, '_>, form: &str) {
    let trainer = trainer(built_in());
    let wish = wish(Source::Exam("a-plus-1201".to_owned(), form.to_owned()));
    let mut rng = StdRng::seed_from_u64(1);
    bencher.bench_local(|| trainer.draw_quiz(&wish, samples::now(), &mut rng));
}

#[divan::bench(args = [1_000, CARDS], sample_count = 3)]
fn draw_out_of(bencher: Bencher<'_, '_>, cards: usize) {
    let deck = LoadedDeck::new(None, vec![samples::file(samples::deck(cards))], Vec::new());
    let trainer = trainer(Library::from_iter([deck]));
    let wish = wish(Source::Own(Scope::default(), 45));
    let mut rng = StdRng::seed_from_u64(1);
    bencher.bench_local(|| trainer.draw_quiz(&wish, samples::now(), &mut rng));
}

/// Drawn after two papers, so that one is looked for that repeats little; and the history of 100 full forms.
#[divan::bench(args = ["draw", "history"], sample_count = 10)]
fn after_a_hundred(bencher: Bencher<'_, '_>, what: &str) {
    let mut trainer = trainer(built_in());
    let wish = wish(Source::Exam("a-plus-1201".to_owned(), "full".to_owned()));
    let mut rng = StdRng::seed_from_u64(1);
    let paper = trainer.draw_quiz(&wish, samples::now(), &mut rng);
    let paper = paper.expect("the log can be read").expect("a paper can be drawn");
    for _ in 0..100 {
        let id = trainer.begin_quiz(&paper, &Terms::exam(Timing::None), samples::now());
        let id = id.expect("the log can be written");
        trainer.hand_in(id, Duration::ZERO, End::HandedIn, samples::now()).expect("the log can be written");
    }
    match what {
        "draw" => bencher.bench_local(|| drop(trainer.draw_quiz(&wish, samples::now(), &mut rng))),
        _ => bencher.bench_local(|| drop(trainer.past_quizzes())),
    }
}
