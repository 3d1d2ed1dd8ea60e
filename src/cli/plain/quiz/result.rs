//! The result of a quiz: the figure and what it is worth, topics, and every question again.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::{Console, ready, sit};
use crate::card::Verdict;
use crate::cli::plain::ask;
use crate::cli::plain::feedback::{self, Reasons};
use crate::quiz::{Advice, End, Entry, Item, Lesson, Mark, Timing};
use crate::trainer::Past;
use crate::words::{self, cut};
use crate::words::{bar, pace};
use crate::words::{clock as time, percent, points};

/// Columns of a prompt that only names its question.
const PROMPT: usize = 60;

/// What is to be told.
pub(super) struct Told<'a> {
    pub(super) past: &'a Past,
    pub(super) heading: String,
    pub(super) advice: Option<Advice>,
}

impl Told<'_> {
    /// Prints all of it.
    pub(super) fn write(&self, console: &mut Console<'_>) -> io::Result<()> {
        self.figures(console)?;
        self.times(console)?;
        self.topics(console)?;
        self.named("Sure, but wrong:", &self.past.report.misconceptions, console)?;
        self.named("Unsure, but right:", &self.past.report.guesses, console)?;
        let sitting = &self.past.sitting;
        let items = sitting.paper().items.iter().zip(sitting.entries()).zip(&self.past.report.marks);
        for (((item, entry), mark), number) in items.zip(1..) {
            self.item(number, item, entry, mark, console)?;
        }
        Ok(())
    }

    /// Percent first, then points, then the scale, and what the figure is worth.
    fn figures(&self, console: &mut Console<'_>) -> io::Result<()> {
        let (sitting, report) = (&self.past.sitting, &self.past.report);
        let paper = sitting.paper();
        console.say(&format!("{} {}.", self.heading, ready::named(paper)))?;
        let share = percent(report.share());
        let of = points(report.of);
        console.say(&format!("{share}: {} of {of} points.", points(report.points)))?;
        if let (Some(scale), Some(scaled)) = (paper.scale, report.scaled) {
            let passed = if report.passed == Some(true) { "passed" } else { "not passed" };
            console.say(&format!(
                "Practice scale of our own, not the examiner's: {scaled} of {}; {} is enough: {passed}.",
                scale.high, scale.pass
            ))?;
        }
        let (low, high) = report.luck;
        // Who knows all or nothing has no luck.
        if low < high {
            let low = format!("{:.0}", 100.0 * low);
            console.say(&format!("On papers like this a true {share} shows as {low}–{}.", percent(high)))?;
        }
        if let Some(advice) = &self.advice {
            console.say(&advice.sentence())?;
        }
        paper.shortages.iter().try_for_each(|shortage| console.say(shortage))
    }

    fn times(&self, console: &mut Console<'_>) -> io::Result<()> {
        let sitting = &self.past.sitting;
        let (spent, all) = (sitting.spent(), sitting.entries().len());
        // The clock of the whole ran on while the learner was away.
        let used = if matches!(sitting.terms().timing, Timing::Whole(_)) { sitting.used() } else { spent };
        let each = time(spent / u32::try_from(all.max(1)).unwrap_or(u32::MAX));
        let end = match sitting.end() {
            Some(End::TimeOver) => "The time was over after",
            _ => "Handed in after",
        };
        let clock = match sitting.terms().timing {
            Timing::Whole(all) => format!(" of {}", time(all)),
            Timing::Each(each) => format!(", {} for each", time(each)),
            Timing::None => String::new(),
        };
        let pace = sitting.pace(spent).map_or_else(String::new, |it| format!("; {}", pace(it)));
        console.say(&format!("{end} {}{clock}: {each} for a question{pace}.", time(used)))?;
        if let Some(lacks) = words::unanswered(sitting) {
            console.say(&format!("{lacks}."))?;
        }
        if !sitting.terms().feeds {
            console.say("The schedule was not touched.")?;
        }
        console.say(&format!("Seed: {}.", sitting.paper().seed))
    }

    fn topics(&self, console: &mut Console<'_>) -> io::Result<()> {
        let topics = &self.past.report.topics;
        let wide = topics.iter().map(|topic| topic.title.width()).max().unwrap_or(0);
        console.blank()?;
        console.say("Topics, with points and time:")?;
        let lines = topics.iter().map(|topic| {
            let gap = " ".repeat(wide - topic.title.width());
            let (share, bar) = (percent(topic.share()), bar(topic.share()));
            let (got, of) = (points(topic.points), points(topic.of));
            format!("  {}{gap}  {bar}  {share:>5}  {got} of {of}  {}", topic.title, time(topic.spent))
        });
        console.print(&lines.collect::<Vec<_>>())
    }

    /// Names the questions at `places`.
    fn named(&self, heading: &str, places: &[usize], console: &mut Console<'_>) -> io::Result<()> {
        if places.is_empty() {
            return Ok(());
        }
        console.blank()?;
        console.say(heading)?;
        for &place in places {
            let item = &self.past.sitting.paper().items[place];
            let name = cut(&item.line(), PROMPT, "…");
            console.say(&format!("  {}. {name}", place + 1))?;
        }
        Ok(())
    }

    fn item(
        &self,
        number: usize,
        item: &Item,
        entry: &Entry,
        mark: &Mark,
        console: &mut Console<'_>,
    ) -> io::Result<()> {
        let topic = self.past.sitting.paper().topics.get(item.topic).map_or("", String::as_str);
        let of = points(mark.of);
        console.blank()?;
        console.say(&format!(
            "Question {number}, {topic}: {} of {of}, {}{}.",
            points(mark.points),
            time(entry.spent),
            sit::remarks(entry)
        ))?;
        ask::ask(&item.posed, console)?;
        let given = entry.answer.as_ref().map(|answer| item.in_words(answer));
        let given = given.unwrap_or_else(|| "none".to_owned());
        console.say(&format!("Your answer: {given}"))?;
        let verdict = mark.verdict.as_ref().unwrap_or(&Verdict::Wrong);
        feedback::solution(&item.posed, entry.answer.as_ref(), verdict, &Reasons::of_item(item), console)?;
        console.say(self.lesson(entry))
    }

    /// What an answer did to the schedule.
    fn lesson(&self, entry: &Entry) -> &'static str {
        if !self.past.sitting.terms().feeds {
            return "The schedule is not touched.";
        }
        entry.lesson.map_or("Not reached, so the schedule is not touched.", Lesson::sentence)
    }
}
