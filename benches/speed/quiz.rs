//! Drawing the paper of a quiz, and reading back the quizzes that were sat.

use std::fs;
use std::path::Path;
use std::time::Duration;

use divan::Bencher;
use examdrill::config::Config;
use examdrill::library::{Library, LoadedDeck};
use examdrill::paths::Paths;
use examdrill::quiz::{End, Terms, Timing};
use examdrill::trainer::{Only, QuizWish, Scope, Source, Trainer};
use jiff::tz::TimeZone;
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

/// Twenty questions out of decks on disk, right after the start, after 200 questions were studied and two papers sat today.
/// The decks are the cards in one file, and in files of 100.
#[divan::bench(args = [(10_000, 1), (100_000, 1), (100_000, 1_000)], sample_count = 10, sample_size = 1)]
fn draw_after_studying(bencher: Bencher<'_, '_>, (cards, decks): (usize, usize)) {
    let folder = samples::folder();
    prepare(folder.path(), cards, decks);
    let wish = wish(Source::Own(Scope::default(), 20));
    let mut rng = StdRng::seed_from_u64(1);
    bencher
        .with_inputs(|| opened(folder.path()))
        .bench_local_refs(|trainer| trainer.draw_quiz(&wish, samples::now(), &mut rng));
}

/// Puts `cards` in so many decks into `data`, studies some today and sits two papers.
fn prepare(data: &Path, cards: usize, decks: usize) {
    let own = data.join("decks");
    fs::create_dir(&own).expect("the folder is writable");
    for deck in 0..decks {
        let text = samples::deck(cards / decks).replace("id = \"large\"", &format!("id = \"large{deck}\""));
        fs::write(own.join(format!("large{deck}.toml")), text).expect("the folder is writable");
    }
    let mut trainer = opened(data);
    let keys: Vec<_> = trainer.library.rows().step_by(cards / 200).map(|row| row.key()).collect();
    for (serial, key) in keys.into_iter().enumerate() {
        let mut review = samples::review(serial as u32, key);
        review.at = samples::now();
        trainer.record(&review).expect("the log is writable");
    }
    let (wish, mut rng) = (wish(Source::Own(Scope::default(), 20)), StdRng::seed_from_u64(1));
    for _ in 0..2 {
        let paper = trainer.draw_quiz(&wish, samples::now(), &mut rng);
        let paper = paper.expect("the log can be read").expect("a paper can be drawn");
        let id = trainer.begin_quiz(&paper, &Terms::exam(Timing::None), samples::now());
        let id = id.expect("the log can be written");
        trainer.hand_in(id, Duration::ZERO, End::HandedIn, samples::now()).expect("the log can be written");
    }
}

fn opened(data: &Path) -> Trainer {
    let paths = Paths { data: data.to_path_buf(), config: data.to_path_buf() };
    let library = Library::open(&paths, &[]);
    let (config, zone) = (Config::default(), TimeZone::UTC);
    Trainer::open(paths, config, library, zone, 1, samples::now()).expect("the log opens")
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
