//! Marks a sitting: points, percent, topics, and what the figure is worth.

use std::time::Duration;

use super::paper::{Item, Paper};
use super::sitting::{Sitting, Sureness};
use crate::card::compare::Rivals;
use crate::card::{Answer, Part, Verdict};

/// What an item earned.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The judgement; `None` when it was left open.
    pub verdict: Option<Verdict>,
    /// Points earned; thirds and halves happen.
    pub points: f64,
    /// Points there were to earn.
    pub of: f64,
}

/// What came of a sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Points earned.
    pub points: f64,
    /// Points there were to earn.
    pub of: f64,
    /// Where the share stands on the exam's practice scale, where it has one.
    pub scaled: Option<u32>,
    /// Whether that is enough to pass.
    pub passed: Option<bool>,
    /// Between which shares 95 of 100 such papers would come out for someone whose true share is this one.
    pub luck: (f64, f64),
    /// By topic, in the order of the exam; only topics that were asked.
    pub topics: Vec<TopicReport>,
    /// By item.
    pub marks: Vec<Mark>,
    /// Places of answers the learner was sure of and that are wrong.
    pub misconceptions: Vec<usize>,
    /// Places of answers the learner was unsure of and that are right.
    pub guesses: Vec<usize>,
}

/// What came of a topic.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TopicReport {
    /// Its name.
    pub title: String,
    /// Items on it.
    pub items: usize,
    /// Items answered fully right.
    pub right: usize,
    /// Points earned.
    pub points: f64,
    /// Points there were to earn.
    pub of: f64,
    /// Time spent on it.
    pub spent: Duration,
}

impl Mark {
    /// Whether it is fully right.
    pub fn is_right(&self) -> bool {
        self.verdict.as_ref().is_some_and(Verdict::counts)
    }
}

impl Report {
    /// Points earned of those there were, 0 to 1; 0 for an empty paper.
    pub fn share(&self) -> f64 {
        share(self.points, self.of)
    }

    /// Places of what was not fully right, open items too.
    pub fn missed(&self) -> Vec<usize> {
        (0..self.marks.len()).filter(|&at| !self.marks[at].is_right()).collect()
    }
}

/// How each topic went in these reports, oldest first: its share of the points, `None` where it was not asked. The topics
/// of the newest report come first.
pub fn topic_trends<'a>(reports: &[&'a Report]) -> Vec<(&'a str, Vec<Option<f64>>)> {
    let mut titles: Vec<&str> = Vec::new();
    for topic in reports.iter().rev().flat_map(|report| &report.topics) {
        if !titles.contains(&topic.title.as_str()) {
            titles.push(&topic.title);
        }
    }
    let share = |report: &Report, title: &str| {
        report.topics.iter().find(|topic| topic.title == title).map(TopicReport::share)
    };
    let row = |title: &'a str| (title, reports.iter().map(|report| share(report, title)).collect());
    titles.into_iter().map(row).collect()
}

impl TopicReport {
    /// Points earned of those there were, 0 to 1.
    pub fn share(&self) -> f64 {
        share(self.points, self.of)
    }
}

fn share(points: f64, of: f64) -> f64 {
    if of > 0.0 { points / of } else { 0.0 }
}

impl Item {
    /// The points it is worth: 3 for ordering, matching and the like, otherwise 1.
    pub const fn worth(&self) -> f64 {
        if self.is_performance() { 3.0 } else { 1.0 }
    }

    /// Whether it is ordering, matching, classifying or labelling.
    pub const fn is_performance(&self) -> bool {
        matches!(self.part, Part::Performance)
    }

    /// The other answers by which a slip in a typed one is judged.
    pub fn rivals(&self) -> Rivals {
        Rivals::named(self.rivals.iter().map(String::as_str))
    }

    /// Marks an answer. Nothing is taken off for a wrong one. `partial`: whether part of the right options of "choose
    /// two" earns part of the point.
    pub fn mark(&self, answer: Option<&Answer>, partial: bool) -> Mark {
        let verdict = answer.map(|answer| self.posed.input.judge(answer, &self.rivals()));
        let earned = match &verdict {
            Some(Verdict::Right | Verdict::Close(_)) => 1.0,
            Some(Verdict::Partly { got, of }) if self.is_performance() || partial => {
                *got as f64 / (*of).max(1) as f64
            }
            _ => 0.0,
        };
        Mark { verdict, points: earned * self.worth(), of: self.worth() }
    }
}

impl Paper {
    /// Where a share of the points, 0 to 1, stands on the practice scale.
    pub fn scaled(&self, share: f64) -> Option<u32> {
        let scale = self.scale?;
        let (low, high) = (f64::from(scale.low), f64::from(scale.high));
        Some((low + (high - low) * share).round() as u32)
    }

    /// The share of the points from which it is passed.
    pub fn pass_share(&self) -> Option<f64> {
        let scale = self.scale?;
        let (low, high) = (f64::from(scale.low), f64::from(scale.high));
        Some((f64::from(scale.pass) - low) / (high - low).max(1.0))
    }
}

impl Sitting {
    /// Marks what has been answered so far.
    pub fn report(&self) -> Report {
        let (items, entries) = (&self.paper().items, self.entries());
        let answered = items.iter().zip(entries).map(|(item, entry)| (item, entry.answer.as_ref()));
        let marks: Vec<Mark> =
            answered.map(|(item, answer)| item.mark(answer, self.terms().partial)).collect();
        let points: f64 = marks.iter().map(|mark| mark.points).sum();
        let of: f64 = marks.iter().map(|mark| mark.of).sum();
        let scaled = self.paper().scaled(share(points, of));
        let pass = self.paper().scale.map(|scale| scale.pass);
        Report {
            points,
            of,
            passed: scaled.zip(pass).map(|(scaled, pass)| scaled >= pass),
            scaled,
            luck: luck(share(points, of), &marks),
            topics: topics(self, &marks),
            misconceptions: self.said(Sureness::Sure, false, &marks),
            guesses: self.said(Sureness::Unsure, true, &marks),
            marks,
        }
    }

    /// The places of answers of which the learner was `sure`, and that are right, or are not.
    fn said(&self, sure: Sureness, right: bool, marks: &[Mark]) -> Vec<usize> {
        let places = self.entries().iter().zip(marks).enumerate().filter(|(_, (entry, mark))| {
            entry.sure == Some(sure) && entry.answer.is_some() && mark.is_right() == right
        });
        places.map(|(at, _)| at).collect()
    }
}

fn topics(sitting: &Sitting, marks: &[Mark]) -> Vec<TopicReport> {
    let titles = sitting.paper().topics.iter();
    let mut topics: Vec<TopicReport> =
        titles.map(|title| TopicReport { title: title.clone(), ..TopicReport::default() }).collect();
    for ((item, entry), mark) in sitting.paper().items.iter().zip(sitting.entries()).zip(marks) {
        let Some(topic) = topics.get_mut(item.topic) else { continue };
        topic.items += 1;
        topic.right += usize::from(mark.is_right());
        topic.points += mark.points;
        topic.of += mark.of;
        topic.spent += entry.spent;
    }
    topics.retain(|topic| topic.items > 0);
    topics
}

/// The 95 % interval of the share on papers like this, by the normal approximation of the binomial law. An item of three
/// points weighs more than one of one, so there are fewer items in effect.
fn luck(share: f64, marks: &[Mark]) -> (f64, f64) {
    let (sum, squares) =
        marks.iter().fold((0.0, 0.0), |(sum, sq), mark| (sum + mark.of, sq + mark.of * mark.of));
    if squares == 0.0 {
        return (0.0, 1.0);
    }
    let items = sum * sum / squares;
    let off = 1.96 * (share * (1.0 - share) / items).sqrt();
    ((share - off).max(0.0), (share + off).min(1.0))
}
