//! What a paper keeps, however many questions there are.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::Path;

use jiff::tz::TimeZone;
use rand::SeedableRng;

use super::*;
use crate::card::Input;
use crate::card::answers;
use crate::config::Config;
use crate::library::{Library, LoadedDeck};
use crate::paths::Paths;
use crate::quiz;
use crate::source::SourceFile;

/// A name of the number in letters: those of numbers a thousand apart are a slip apart.
fn name(n: usize) -> String {
    let letter = |digit: char| char::from(b'a' + digit as u8 - b'0');
    format!("Nemo{}", format!("{n:04}").chars().map(letter).collect::<String>())
}

/// A deck of that many cards of four sorts: orders, clozes, flip cards whose answers are alike, choices.
fn large(cards: usize) -> LoadedDeck {
    let mut text = String::from("[deck]\nid='large'\ntitle='Large'\n");
    for n in 0..cards {
        text += &match n % 8 {
            0 => format!("[[card]]\nid='o{n}'\nquestion='Order {n}?'\norder=['a','b','c']\n"),
            1 => format!("[[card]]\nid='z{n}'\ncloze='Place {n} is called {{{{{}}}}}.'\n", name(n)),
            2..=4 => format!("[[card]]\nid='f{n}'\nfront='Who leads squad {n}?'\nback='Leader {n}'\n"),
            _ => format!(
                "[[card]]\nid='c{n}'\nquestion='Which is {n}?'\nanswer='right{n}'\nwrong=['x','y','z']\n"
            ),
        };
    }
    let path = Some("large.toml".into());
    let deck = LoadedDeck::new(path, vec![SourceFile { name: "large.toml".into(), text }], Vec::new());
    assert_eq!(deck.findings, []);
    deck
}

fn view(library: Library) -> View {
    let paths = Paths { data: ":memory:".into(), config: ":memory:".into() };
    View::new(library, Config::default(), paths, TimeZone::UTC)
}

fn built_in() -> Library {
    Library::load(Path::new("no such folder"))
}

fn drawn(view: &View, source: Source, seed: Option<Seed>, asked: &AskedLately) -> Paper {
    let wish = QuizWish { source, only: Only::All, seed };
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    view.draw_quiz(&wish, asked, now, &mut StdRng::seed_from_u64(1), &Unwatched).unwrap()
}

fn of_large(view: &View, seed: Option<Seed>) -> Paper {
    let scope = Scope { decks: vec!["large".into()], ..Scope::default() };
    drawn(view, Source::Own(scope, 24), seed, &AskedLately::default())
}

fn numbers(paper: &Paper) -> HashSet<KeyNumber> {
    paper.items.iter().map(|item| item.key.number()).collect()
}

#[test]
fn a_seed_gives_the_paper_of_an_exam_whatever_large_decks_lie_beside() {
    let (alone, mut beside) = (view(built_in()), built_in());
    beside.add(large(3000));
    let beside = view(beside);
    let questions = alone.library.questions();
    let questions: Vec<_> = questions.iter().collect();
    for exam in alone.library.exams_to_sit() {
        for (form, base) in exam.forms.iter().zip(1..) {
            let seed = Seed { base, nth: base.min(2) };
            let expected = quiz::draw(exam, form, &questions, seed);
            for view in [&alone, &beside] {
                let source = Source::Exam(exam.id.clone(), form.id.clone());
                assert_eq!(drawn(view, source, Some(seed), &AskedLately::default()), expected, "{seed}");
            }
        }
    }
}

#[test]
fn out_of_very_many_a_seed_draws_one_paper_of_every_sort() {
    let view = view(Library::from_iter([large(3000)]));
    let paper = of_large(&view, None);
    assert_eq!((paper.items.len(), paper.shortages.len()), (24, 0));
    assert_eq!(of_large(&view, Some(paper.seed)), paper);
    assert_ne!(numbers(&of_large(&view, Some(Seed::first(paper.seed.base ^ 1)))), numbers(&paper));
    let count =
        |is_it: &dyn Fn(&Input) -> bool| paper.items.iter().filter(|item| is_it(&item.posed.input)).count();
    assert!((1..=6).contains(&count(&|input| matches!(input, Input::Order(_)))));
    assert_eq!(count(&|input| matches!(input, Input::Reveal(_))), 0, "flip cards become choices");
    let options = paper.items.iter().filter(|item| item.key.card().starts_with('f'));
    for item in options {
        let Input::Choose(answers::Choose { options, .. }) = &item.posed.input else { panic!() };
        assert!(options.len() == 4 && options.iter().all(|one| one.text.as_str().starts_with("Leader")));
    }
}

#[test]
fn papers_of_a_series_out_of_very_many_have_nothing_in_common() {
    let view = view(Library::from_iter([large(3000)]));
    let papers: Vec<_> = (1..=5).map(|nth| numbers(&of_large(&view, Some(Seed { base: 9, nth })))).collect();
    for (place, paper) in papers.iter().enumerate() {
        assert!(papers[..place].iter().all(|before| before.is_disjoint(paper)), "{place}");
    }
}

#[test]
fn out_of_very_many_what_was_studied_today_is_avoided() {
    let view = view(Library::from_iter([large(3000)]));
    let studied: HashSet<QuestionKey> =
        view.library.rows().filter(|row| row.place() % 8 != 7).map(|row| row.key()).take(1500).collect();
    let asked = AskedLately { past: Vec::new(), studied: studied.clone() };
    let repeats = |asked: &AskedLately| {
        let paper = drawn(&view, Source::Own(Scope::default(), 24), None, asked);
        paper.items.iter().filter(|item| studied.contains(&item.key)).count()
    };
    let (avoiding, not) = (repeats(&asked), repeats(&AskedLately::default()));
    assert!(avoiding <= 9 && avoiding < not, "{avoiding} and {not} of 24, where half was studied");
}

#[test]
fn an_answer_far_away_in_a_large_deck_is_no_slip() {
    let view = view(Library::from_iter([large(3000)]));
    let papers = (1..4).map(|base| of_large(&view, Some(Seed::first(base))));
    let far = |item: &quiz::Item| {
        let place: usize = item.key.card().strip_prefix('z')?.parse().ok()?;
        // Of the other cards, the paper has built only what is near.
        let other = if place >= 2000 { place - 1000 } else { place + 1000 };
        (place >= 1000).then(|| item.rivals.contains(&name(other)))
    };
    let found: Vec<bool> =
        papers.flat_map(|paper| paper.items.iter().filter_map(far).collect::<Vec<_>>()).collect();
    assert!(!found.is_empty() && found.iter().all(|found| *found), "{found:?}");
}

#[test]
fn who_stops_the_drawing_is_heard_at_every_size() {
    struct Stopped(Cell<usize>);
    impl Steps for Stopped {
        fn step(&self, _: usize, _: usize) -> ControlFlow<()> {
            self.0.set(self.0.get() + 1);
            ControlFlow::Break(())
        }
    }
    for cards in [600, 3000] {
        let view = view(Library::from_iter([large(cards)]));
        let wish = QuizWish { source: Source::Own(Scope::default(), 24), only: Only::All, seed: None };
        let (stopped, now) = (Stopped(Cell::new(0)), "2026-11-23T08:00:00Z".parse().unwrap());
        let asked = AskedLately::default();
        let _ = view.draw_quiz(&wish, &asked, now, &mut StdRng::seed_from_u64(1), &stopped);
        assert!(stopped.0.get() > 0, "{cards}");
    }
}
