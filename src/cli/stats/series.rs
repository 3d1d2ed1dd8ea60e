//! What `stats --json` tells of every answer.

use serde::Serialize;

use crate::library::ListedDeck;
use crate::schedule::pace::{Paces, Stage, Timed};
use crate::stats::answers::{self, Answered, Bin, Group, Retention, Retentions};
use crate::trainer::Trainer;

/// Questions that are named as the hardest, and tests of memory before one is.
const HARDEST: (usize, usize) = (20, 3);

#[derive(Serialize)]
pub(super) struct Series {
    retention: Retentions,
    calibration: Vec<Bin>,
    days: Vec<Day>,
    learned: Vec<Learned>,
    stability: Vec<Stability>,
    decks: Vec<Named>,
    kinds: Vec<Named>,
    hardest: Vec<Hard>,
    leeches: Vec<Leech>,
    quizzes: Quizzes,
    predicted: Vec<Came>,
}

#[derive(Serialize)]
struct Day {
    day: String,
    answers: usize,
    again: usize,
    new: usize,
    minutes: f64,
}

#[derive(Serialize)]
struct Learned {
    day: String,
    questions: usize,
}

#[derive(Serialize)]
struct Stability {
    /// Days, at most; `null` for those above all others.
    to: Option<f32>,
    questions: usize,
}

#[derive(Serialize)]
struct Named {
    name: String,
    answers: usize,
    #[serde(flatten)]
    retention: Shares,
    median_seconds: Option<f64>,
    /// How much longer than usual such answers take; only of kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pace: Option<f64>,
}

#[derive(Serialize)]
struct Shares {
    tests: usize,
    right: Option<f64>,
    expected: Option<f64>,
}

#[derive(Serialize)]
struct Hard {
    key: String,
    #[serde(flatten)]
    retention: Shares,
}

#[derive(Serialize)]
struct Leech {
    key: String,
    lapses: u32,
}

#[derive(Serialize)]
struct Quizzes {
    /// The share of the points of each, the oldest first.
    shares: Vec<f64>,
    /// By how much the share grows from one to the next.
    trend: Option<f64>,
}

#[derive(Serialize)]
struct Came {
    day: String,
    tests: usize,
    expected: f64,
    right: f64,
}

impl Series {
    pub(super) fn of(trainer: &Trainer) -> anyhow::Result<Self> {
        let all = trainer.answered()?;
        let days = answers::days(&all);
        let paces = Paces::of(all.iter().filter(|answer| !answer.kind.is_empty()).map(timed));
        let learned = answers::learned(&days).into_iter();
        let counts = answers::stabilities(trainer.memories().values());
        let ends = answers::STABILITIES.into_iter().map(Some).chain([None]);
        let quizzes: Vec<f64> = trainer.past_quizzes()?.iter().map(|past| past.report.share()).collect();
        Ok(Self {
            retention: answers::retention(&all),
            calibration: answers::calibration(&all),
            days: days.iter().map(|(date, day)| day_of(*date, day)).collect(),
            learned: learned.map(|(day, questions)| Learned { day: day.to_string(), questions }).collect(),
            stability: ends.zip(counts).map(|(to, questions)| Stability { to, questions }).collect(),
            decks: named(answers::groups(&all, |answer| &answer.topic), None),
            kinds: named(answers::groups(&all, |answer| answer.kind), Some(&paces)),
            hardest: hardest(&all),
            leeches: leeches(trainer),
            quizzes: Quizzes { trend: answers::trend(&quizzes), shares: quizzes },
            predicted: answers::forecast_against(&all).into_iter().map(came).collect(),
        })
    }
}

fn day_of(date: jiff::civil::Date, day: &answers::Day) -> Day {
    let answers::Day { answers, again, new, time } = *day;
    Day { day: date.to_string(), answers, again, new, minutes: time.as_secs_f64() / 60.0 }
}

fn came(came: answers::Came) -> Came {
    let answers::Came { day, answers, expected, right } = came;
    Came { day: day.to_string(), tests: answers, expected, right }
}

fn timed(answer: &Answered) -> Timed<'_> {
    let stage = match answer.stability {
        None => Stage::First,
        Some(_) if answer.is_test => Stage::Review,
        Some(_) => Stage::Step,
    };
    Timed { kind: answer.kind, rating: answer.rating, stage, took: answer.took }
}

fn shares(retention: &Retention) -> Shares {
    Shares { tests: retention.answers, right: retention.share(), expected: retention.expected_share() }
}

fn named<'a>(groups: impl IntoIterator<Item = (&'a str, Group)>, paces: Option<&Paces>) -> Vec<Named> {
    let named = |(name, group): (&str, Group)| Named {
        name: name.to_owned(),
        answers: group.answers,
        retention: shares(&group.retention),
        median_seconds: group.median.map(|median| median.as_secs_f64()),
        pace: paces.map(|paces| paces.of_kind(name)),
    };
    groups.into_iter().map(named).collect()
}

fn hardest(all: &[Answered]) -> Vec<Hard> {
    let hard = answers::hardest(all, HARDEST.1, HARDEST.0).into_iter();
    hard.map(|hard| Hard { key: hard.key.as_str().to_owned(), retention: shares(&hard.retention) }).collect()
}

/// The questions of the decks there are that were forgotten again and again, the worst first.
fn leeches(trainer: &Trainer) -> Vec<Leech> {
    let least = trainer.model().settings().leech_first;
    let rows = trainer.library.decks.iter().flat_map(ListedDeck::rows);
    let mut leeches: Vec<Leech> = rows
        .filter_map(|row| {
            let lapses = trainer.memories().of(row.number())?.lapses;
            (least > 0 && lapses >= least).then(|| Leech { key: row.key().as_str().to_owned(), lapses })
        })
        .collect();
    leeches.sort_by(|one, other| other.lapses.cmp(&one.lapses).then_with(|| one.key.cmp(&other.key)));
    leeches
}
