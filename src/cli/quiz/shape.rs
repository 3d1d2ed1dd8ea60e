//! A result as programs read it.

use std::time::Duration;

use serde::Serialize;

use crate::card::Verdict;
use crate::cli::out::Out;
use crate::quiz::{Advice, End, Entry, Item, Lesson, Mark, Pace, Part, Sureness, Terms, Timing, TopicReport};
use crate::trainer::{Past, Trainer};

/// What is known of a quiz as a whole.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    /// Its number among all that ended, from 1.
    number: usize,
    at: String,
    ended: &'static str,
    exam: Option<&'a str>,
    title: &'a str,
    form: Option<&'a str>,
    seed: String,
    questions: usize,
    answered: usize,
    points: f64,
    of: f64,
    share: f64,
    scale: Option<Scale>,
    passed: Option<bool>,
    seconds: f64,
}

#[derive(Serialize)]
struct Scale {
    scaled: u32,
    low: u32,
    high: u32,
    pass: u32,
    /// Whose it is.
    note: &'static str,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    summary: Summary<'a>,
    interval: [f64; 2],
    advice: Option<Advised>,
    rules: Rules,
    pace: Option<Pace>,
    topics: Vec<Topic<'a>>,
    sure_but_wrong: Vec<&'a str>,
    unsure_but_right: Vec<&'a str>,
    shortages: &'a [String],
    items: Vec<Shape<'a>>,
}

#[derive(Serialize)]
struct Advised {
    name: &'static str,
    sentence: String,
}

#[derive(Serialize)]
struct Rules {
    clock: &'static str,
    clock_seconds: Option<f64>,
    #[serde(flatten)]
    switches: Switches,
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Switches {
    practice: bool,
    pausable: bool,
    partial: bool,
    feeds: bool,
}

#[derive(Serialize)]
struct Topic<'a> {
    title: &'a str,
    items: usize,
    right: usize,
    points: f64,
    of: f64,
    share: f64,
    seconds: f64,
}

#[derive(Serialize)]
struct Shape<'a> {
    number: usize,
    key: &'a str,
    topic: Option<&'a str>,
    part: &'static str,
    prompt: String,
    verdict: &'static str,
    points: f64,
    of: f64,
    seconds: f64,
    flagged: bool,
    sure: Option<&'static str>,
    reached: bool,
    lesson: Option<&'static str>,
    /// How the schedule took it, where it was moved.
    rating: Option<&'static str>,
    answer: Option<String>,
    solution: String,
    why: Option<String>,
    source: Option<String>,
}

/// Prints the result of one of all quizzes that ended as a JSON object.
pub(super) fn write(all: &[Past], place: usize, trainer: &Trainer, out: &mut Out) -> anyhow::Result<()> {
    let advice = trainer.advice(&all[place])?;
    Ok(out.json(&whole(&all[place], place, advice))?)
}

/// The summary of the quiz at `place` of all that ended.
pub(super) fn summary(past: &Past, place: usize) -> Summary<'_> {
    let (paper, report) = (past.sitting.paper(), &past.report);
    let scale = paper.scale.zip(report.scaled);
    Summary {
        number: place + 1,
        at: format!("{:.3}", past.at),
        ended: if past.sitting.end() == Some(End::TimeOver) { "time_over" } else { "handed_in" },
        exam: some(&paper.exam),
        title: &paper.title,
        form: some(&paper.form),
        seed: paper.seed.to_string(),
        questions: paper.items.len(),
        answered: past.sitting.answered(),
        points: report.points,
        of: report.of,
        share: report.share(),
        scale: scale.map(|(scale, scaled)| Scale {
            scaled,
            low: scale.low,
            high: scale.high,
            pass: scale.pass,
            note: "practice scale of our own, not the examiner's",
        }),
        passed: report.passed,
        seconds: seconds(past.sitting.spent()),
    }
}

fn whole(past: &Past, place: usize, advice: Option<Advice>) -> Whole<'_> {
    let (sitting, report) = (&past.sitting, &past.report);
    let paper = sitting.paper();
    let [sure_but_wrong, unsure_but_right] = [&report.misconceptions, &report.guesses]
        .map(|places| places.iter().map(|&at| paper.items[at].key.as_str()).collect());
    let marked = paper.items.iter().zip(sitting.entries()).zip(&report.marks).zip(1..);
    Whole {
        summary: summary(past, place),
        interval: [report.luck.0, report.luck.1],
        advice: advice.map(|advice| Advised { name: advised(&advice), sentence: advice.sentence() }),
        rules: rules(sitting.terms()),
        pace: sitting.pace(sitting.used()),
        topics: report.topics.iter().map(topic).collect(),
        sure_but_wrong,
        unsure_but_right,
        shortages: &paper.shortages,
        items: marked.map(|(((item, entry), mark), number)| shape(number, item, entry, mark, past)).collect(),
    }
}

fn shape<'a>(number: usize, item: &'a Item, entry: &Entry, mark: &Mark, past: &'a Past) -> Shape<'a> {
    let rating = entry.lesson.filter(|_| past.sitting.terms().feeds).and_then(Lesson::rating);
    Shape {
        number,
        key: item.key.as_str(),
        topic: past.sitting.paper().topics.get(item.topic).map(String::as_str),
        part: match item.part {
            Part::Performance => "performance",
            Part::Many => "choose_many",
            Part::Single => "single",
        },
        prompt: item.line(),
        verdict: match mark.verdict {
            None => "open",
            Some(Verdict::Right) => "right",
            Some(Verdict::Close(_)) => "close",
            Some(Verdict::Partly { .. }) => "partly",
            Some(Verdict::Wrong | Verdict::Unjudged) => "wrong",
        },
        points: mark.points,
        of: mark.of,
        seconds: seconds(entry.spent),
        flagged: entry.flagged,
        sure: entry.sure.map(|sure| match sure {
            Sureness::Sure => "sure",
            Sureness::Unsure => "unsure",
        }),
        reached: entry.reached,
        lesson: entry.lesson.map(|lesson| match lesson {
            Lesson::Missed => "missed",
            Lesson::Misconception => "misconception",
            Lesson::LuckyGuess => "lucky_guess",
            Lesson::Shaky => "shaky",
            Lesson::Known => "recalled",
            Lesson::Unstudied => "unstudied",
        }),
        rating: rating.map(crate::schedule::Rating::name),
        answer: entry.answer.as_ref().map(|answer| item.in_words(answer)),
        solution: item.in_words(&item.posed.input.solution()),
        why: item.why.as_ref().map(crate::card::Text::plain),
        source: item.source.as_ref().map(crate::card::Text::plain),
    }
}

fn topic(topic: &TopicReport) -> Topic<'_> {
    Topic {
        title: &topic.title,
        items: topic.items,
        right: topic.right,
        points: topic.points,
        of: topic.of,
        share: topic.share(),
        seconds: seconds(topic.spent),
    }
}

fn rules(terms: &Terms) -> Rules {
    let (clock, time) = match terms.timing {
        Timing::None => ("none", None),
        Timing::Whole(all) => ("whole", Some(all)),
        Timing::Each(each) => ("each", Some(each)),
    };
    let Terms { practice, pausable, partial, feeds, .. } = *terms;
    Rules {
        clock,
        clock_seconds: time.map(seconds),
        switches: Switches { practice, pausable, partial, feeds },
    }
}

const fn advised(advice: &Advice) -> &'static str {
    match advice {
        Advice::Ready => "ready",
        Advice::OneMore => "one_more",
        Advice::Topics(_) => "topics",
        Advice::NotYet => "not_yet",
        Advice::TooShort => "too_short",
    }
}

fn seconds(time: Duration) -> f64 {
    time.as_millis() as f64 / 1000.0
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
