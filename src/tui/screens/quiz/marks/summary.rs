//! The parts of the summary.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Marks;
use crate::quiz::{End, Lesson, TopicReport};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, bar, panel, plot};
use crate::words;

/// Rows of the picture of the pace.
const PACE: u16 = 6;
/// Below this share a topic is marked as weak.
const WEAK: f64 = crate::quiz::WEAK;

impl Marks {
    /// The percent, whether they are enough, and how many questions that comes of.
    pub(super) fn figures(&self, width: u16, look: &Look) -> Sheet {
        let (report, paper, theme) = (&self.past.report, self.past.sitting.paper(), &look.theme);
        let mut sheet = Sheet::default();
        let form = if paper.form.is_empty() {
            String::new()
        } else {
            format!(" {} {}", look.glyphs.dot, paper.form)
        };
        sheet.push(panel::heading(&format!("{}{form}", paper.title), "", width, look));
        let (sign, word, style) = match report.passed {
            Some(true) => (look.glyphs.right, "passed", theme.right),
            Some(false) => (look.glyphs.wrong, "not passed", theme.wrong),
            None => ("", "", theme.accent),
        };
        let passed = (!word.is_empty()).then(|| format!("{sign} {word}"));
        let is_over = self.past.sitting.end() == Some(End::TimeOver) && width >= 40;
        let over = is_over.then(|| "handed in when time ran out".to_owned());
        let said: Vec<String> = passed.into_iter().chain(over).collect();
        sheet.push(vec![
            Span::styled(words::percent(report.share()), theme.accent.patch(theme.heading)),
            Span::styled(format!("  {}", said.join("; ")), style),
        ]);
        sheet.push(bar::bar((report.points * 6.0).round() as usize, (report.of * 6.0) as usize, width, look));
        let points = format!("{} of {} points", words::points(report.points), words::points(report.of));
        sheet.say(&format!("{points}: {}.", self.counted()), width, theme.text);
        sheet.gap();
        sheet
    }

    /// What was not answered, and what was answered wrongly.
    fn missed(&self) -> (Vec<usize>, Vec<usize>) {
        let report = &self.past.report;
        report.missed().into_iter().partition(|at| report.marks[*at].verdict.is_none())
    }

    /// How many were right, how many wrong, and how many were not answered.
    fn counted(&self) -> String {
        let (open, wrong) = self.missed();
        let right = self.past.report.marks.len() - open.len() - wrong.len();
        let mut words = format!("{right} right, {} wrong", wrong.len());
        if !open.is_empty() {
            words.push_str(&format!(", {} not answered", open.len()));
        }
        words
    }

    /// What the percent are worth, and what to make of them.
    pub(super) fn meaning(&self, width: u16, look: &Look) -> Sheet {
        let (report, paper, theme) = (&self.past.report, self.past.sitting.paper(), &look.theme);
        let mut sheet = Sheet::default();
        if let Some((scaled, scale)) = report.scaled.zip(paper.scale) {
            let words = format!(
                "On a scale for practice, not the examiner's: {scaled} on {}-{}; {} passes.",
                scale.low, scale.high, scale.pass
            );
            sheet.say(&words, width, theme.dim);
        }
        let (low, high) = report.luck;
        // Who knows all or nothing has no luck.
        if low < high {
            let words = format!(
                "Chance: someone who is truly at {} scores {:.0}-{:.0} % on papers like this.",
                words::percent(report.share()),
                100.0 * low,
                100.0 * high
            );
            sheet.say(&words, width, theme.dim);
        }
        if let Some(advice) = &self.advice {
            sheet.say(&advice.sentence(), width, theme.text);
        }
        sheet.say(&self.drilled(), width, theme.text);
        sheet.gap();
        sheet
    }

    /// What the answers mean for the drill.
    fn drilled(&self) -> String {
        let sitting = &self.past.sitting;
        if !sitting.terms().feeds {
            return "Your schedule stays as it was.".to_owned();
        }
        let lessons: Vec<Lesson> = sitting.entries().iter().filter_map(|entry| entry.lesson).collect();
        let back = lessons.iter().filter(|lesson| lesson.comes_back()).count();
        let lucky = lessons.iter().filter(|lesson| **lesson == Lesson::LuckyGuess).count();
        let early = lessons.iter().filter(|lesson| **lesson == Lesson::Unstudied).count();
        let mut words = match back {
            0 => "Nothing comes back in your reviews".to_owned(),
            1 => "1 question comes back in today's reviews".to_owned(),
            back => format!("{back} questions come back in today's reviews"),
        };
        if lucky > 0 {
            words.push_str(&format!(", {lucky} of them right but probably guessed"));
        }
        if early > 0 {
            words.push_str(&format!("; {early} that you got right have not been studied yet and stay new"));
        }
        words + "."
    }

    /// The topics with bars.
    pub(super) fn topics(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let topics = &self.past.report.topics;
        if topics.len() < 2 && width < 40 {
            return sheet;
        }
        sheet.push(panel::ruled(
            "Topics",
            if width >= 60 { "points, time for a question" } else { "" },
            width,
            look,
        ));
        for topic in topics {
            sheet.push(row(topic, width, look));
        }
        sheet.gap();
        sheet
    }

    /// What was sure and wrong, what was right and guessed, and what was missed.
    pub(super) fn named(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let report = &self.past.report;
        let names = [
            ("Sure, but wrong", &report.misconceptions, look.theme.wrong),
            ("Right, but guessed", &report.guesses, look.theme.close),
        ];
        for (name, places, style) in names {
            if !places.is_empty() {
                sheet.push(panel::ruled(name, "", width, look));
                for &at in places {
                    self.line(&mut sheet, at, style, width, look);
                }
                sheet.gap();
            }
        }
        let (open, wrong) = self.missed();
        if open.is_empty() && wrong.is_empty() {
            sheet.push(Line::styled(format!("{} Nothing was missed.", look.glyphs.right), look.theme.right));
        }
        let (walk, retry) = (look.keys.here('w'), look.keys.here('t'));
        let mut keys = if width >= 60 {
            format!("{walk} to go through them, {retry} to try again")
        } else {
            String::new()
        };
        let parts = [("Wrong", wrong, look.theme.wrong), ("Not answered", open, look.theme.dim)];
        for (name, places, style) in parts.into_iter().filter(|(_, places, _)| !places.is_empty()) {
            sheet.push(panel::ruled(name, &std::mem::take(&mut keys), width, look));
            for at in places {
                self.line(&mut sheet, at, style, width, look);
            }
            sheet.gap();
        }
        let paper = self.past.sitting.paper();
        if paper.is_redrawn {
            sheet.push(Line::styled(
                format!("seed {}: it draws this paper again", paper.seed),
                look.theme.dim,
            ));
        }
        sheet
    }

    /// A question on a line, and the right answer beneath.
    fn line(&self, sheet: &mut Sheet, at: usize, style: Style, width: u16, look: &Look) {
        let Some(item) = self.past.sitting.paper().items.get(at) else { return };
        let number = format!("{:>2}", at + 1);
        sheet.point((&number, style), &item.line(), width, look.theme.text);
        let solution = format!("{} {}", look.glyphs.arrow, item.in_words(&item.posed.input.solution()));
        sheet.point((&" ".repeat(number.len()), style), &solution, width, look.theme.dim);
    }

    /// The time of each question with what came of it, and how many were answered when.
    pub(super) fn time(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let (sitting, marks) = (&self.past.sitting, &self.past.report.marks);
        let entries = sitting.entries();
        let each = sitting.spent() / (entries.len().max(1) as u32);
        let mut note = format!("{} in all", words::clock(sitting.spent()));
        if width >= 40 {
            note = format!("{note}, {} a question", words::clock(each));
        }
        sheet.push(panel::ruled("Time", &note, width, look));
        let spent: Vec<f64> = entries.iter().map(|entry| entry.spent.as_secs_f64()).collect();
        let signs: Vec<(&str, Style)> = marks
            .iter()
            .map(|mark| match &mark.verdict {
                _ if mark.is_right() => (look.glyphs.right, look.theme.right),
                Some(_) => (look.glyphs.wrong, look.theme.wrong),
                None => (look.glyphs.off, look.theme.dim),
            })
            .collect();
        sheet.append(plot::columns(&spent, &signs, width, look));
        if let Some((at, longest)) =
            entries.iter().map(|entry| entry.spent).enumerate().max_by_key(|(_, s)| *s)
            && longest > 2 * each
            && width >= 40
        {
            let words = format!("Longest: question {}, {}.", at + 1, words::clock(longest));
            sheet.push(Line::styled(words, look.theme.dim));
        }
        let times: Vec<Duration> = entries.iter().filter_map(|entry| entry.answered).collect();
        if width >= 40 && times.len() >= 5 && !sitting.spent().is_zero() {
            sheet.gap();
            let all = match sitting.terms().timing {
                crate::quiz::Timing::Whole(all) => all,
                _ => sitting.spent(),
            };
            let note = "answered by then; dotted: an even pace";
            sheet.push(panel::ruled("Pace", if width >= 60 { note } else { "" }, width, look));
            sheet.append(plot::pace(&times, entries.len(), all, (width, PACE), look));
        }
        sheet.gap();
        sheet
    }
}

fn row(topic: &TopicReport, width: u16, look: &Look) -> Vec<Span<'static>> {
    let theme = &look.theme;
    let share = topic.share();
    let (sign, style) =
        if share < WEAK { (look.glyphs.wrong, theme.wrong) } else { (look.glyphs.right, theme.right) };
    let each = topic.spent / (topic.items.max(1) as u32);
    let mut numbers = format!("{:>6}", words::percent(share));
    if width >= 60 {
        let points = format!("{}/{}", words::points(topic.points), words::points(topic.of));
        numbers = format!("{numbers} {points:>7} {:>6}", words::clock(each));
    }
    let gauge = if width >= 40 { bar::beside_name(width) } else { 0 };
    let part = ((topic.points * 6.0).round() as usize, (topic.of * 6.0) as usize);
    let [lead, figures] = [format!("{sign} "), numbers].map(|words| Span::styled(words, style));
    bar::row(lead, &topic.title, part, gauge, figures, width.saturating_sub(1), look)
}
