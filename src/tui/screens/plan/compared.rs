//! What would come of what is typed, beside what comes of the plan in force.

use ratatui::text::{Line, Span};

use crate::trainer::{ExamProspect, Prospect};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Sheet, panel};
use crate::words;

/// From this width on, the two stand in columns.
const COLUMNS: u16 = 44;
/// From this width on, figures have their intervals.
const INTERVALS: u16 = 70;
/// Columns of what a figure is about.
const LABEL: usize = 20;
/// What is not known yet.
const UNKNOWN: &str = "not known yet";

/// A figure of both plans.
struct Figure {
    /// What it is: in a table, and in a line of few words.
    label: [&'static str; 2],
    before: String,
    /// `None` while it is being solved.
    after: Option<String>,
}

/// The figures of both plans beside each other; of the new one dots while it is being solved.
pub(super) fn push(before: &Prospect, after: Option<&Prospect>, width: u16, look: &Look, sheet: &mut Sheet) {
    if width >= COLUMNS {
        let (room, heads) = (cells(width), ["as it stands", "if you keep this"]);
        let head = format!("{:>room$}{:>room$}", heads[0], heads[1]);
        let lead = Span::raw(" ".repeat(usize::from(width).saturating_sub(2 * room)));
        sheet.push(Line::from(vec![lead, Span::styled(head, look.theme.heading)]));
    }
    // The exams of the plan that would be; those of the other until it is known.
    let exams = &after.unwrap_or(before).exams;
    for exam in exams {
        let pair = [before, after.unwrap_or(before)].map(|prospect| of_exam(prospect, &exam.id));
        if exams.len() > 1 {
            let title = clipped(&exam.title, usize::from(width), look);
            sheet.push(panel::titled(&title, look.theme.dim, "", width, look));
        }
        for figure in of_one(pair, after.is_some(), width) {
            figure.push(width, look, sheet);
        }
    }
    for figure in of_all(before, after, width) {
        figure.push(width, look, sheet);
    }
}

/// Columns of each of the two figures.
fn cells(width: u16) -> usize {
    (usize::from(width) - LABEL) / 2
}

fn of_exam<'a>(prospect: &'a Prospect, id: &str) -> Option<&'a ExamProspect> {
    prospect.exams.iter().find(|exam| exam.id == id)
}

/// What is told of one exam, where any of the two plans tells it.
fn of_one(pair: [Option<&ExamProspect>; 2], is_solved: bool, width: u16) -> Vec<Figure> {
    let is_long = width >= INTERVALS;
    let recalls = pair.map(|exam| exam.map(|exam| recall(exam, is_long)));
    let chances = pair.map(|exam| exam.map(|exam| chance(exam, is_long)));
    let rows = [(["recalled on the day", "Recall"], recalls), (["chance of passing", "Pass"], chances)];
    let told = rows.into_iter().filter(|(_, told)| told.iter().flatten().any(Option::is_some));
    told.map(|(label, told)| {
        let [before, after] = told.map(|told| match told {
            None => "no date".to_owned(),
            Some(told) => told.unwrap_or_else(|| UNKNOWN.to_owned()),
        });
        Figure { label, before, after: is_solved.then_some(after) }
    })
    .collect()
}

/// `86 %, 78 to 92`.
fn recall(exam: &ExamProspect, is_long: bool) -> Option<String> {
    let expected = exam.expected?;
    let [low, high] = [expected.low, expected.high].map(|share| (100.0 * share).round());
    let mean = words::percent(expected.mean);
    Some(if is_long { format!("{mean}, {low} to {high}") } else { mean })
}

/// `7 in 10, 5 to 9`.
fn chance(exam: &ExamProspect, is_long: bool) -> Option<String> {
    let brief = exam.readiness.passing.as_ref().ok()?.brief();
    let end = if is_long { brief.len() } else { brief.find(',').unwrap_or(brief.len()) };
    Some(brief[..end].to_owned())
}

/// What is told of all exams together.
fn of_all(before: &Prospect, after: Option<&Prospect>, width: u16) -> Vec<Figure> {
    let is_long = width >= INTERVALS;
    let unseen = Figure {
        label: ["not studied by then", "Unseen"],
        before: unseen(before, is_long),
        after: after.map(|after| unseen(after, is_long)),
    };
    let today = (width >= COLUMNS).then(|| Figure {
        label: ["asked today", "Today"],
        before: today(before, is_long),
        after: after.map(|after| today(after, is_long)),
    });
    [unseen].into_iter().chain(today).collect()
}

/// `14 questions`, `none, all by 3 Mar`.
fn unseen(prospect: &Prospect, is_long: bool) -> String {
    match (prospect.unseen, prospect.seen_by) {
        (0, Some(day)) if is_long => format!("none, all by {}", day.strftime("%-d %b")),
        (0, _) if is_long => "none".to_owned(),
        (unseen, _) if is_long => words::count(unseen, "question"),
        (unseen, _) => unseen.to_string(),
    }
}

/// `24 questions, about 20 minutes`.
fn today(prospect: &Prospect, is_long: bool) -> String {
    let asked = prospect.left.questions();
    let questions = words::count(asked, "question");
    if is_long && asked > 0 {
        format!("{questions}, {}", words::minutes(prospect.left.time))
    } else {
        questions
    }
}

/// A figure without its unit, where the one behind it has the same.
fn bare<'a>(before: &'a str, after: &str) -> &'a str {
    let units = [" %", " in 10"].into_iter().filter(|unit| after.ends_with(unit));
    units.fold(before, |before, unit| before.strip_suffix(unit).unwrap_or(before))
}

impl Figure {
    fn push(&self, width: u16, look: &Look, sheet: &mut Sheet) {
        let Self { label: [label, short], before, after } = self;
        if width < COLUMNS {
            let line = match after {
                None => format!("{short}: {before} {} …", look.glyphs.to),
                Some(after) if after == before => {
                    let line = format!("{short}: still {after}");
                    if columns(&line) <= usize::from(width) { line } else { format!("{short}: {after}") }
                }
                Some(after) => format!("{short}: {} {} {after}", bare(before, after), look.glyphs.to),
            };
            return sheet.say(&line, width, look.theme.text);
        }
        let room = cells(width);
        let lead = usize::from(width).saturating_sub(2 * room);
        let shown = after.as_deref().unwrap_or("…");
        let [before, shown] = [before.as_str(), shown].map(|told| clipped(told, room - 1, look));
        let gap = " ".repeat(room.saturating_sub(columns(&before)));
        let style = if after.is_some() { look.theme.text } else { look.theme.dim };
        let then = format!("{}{shown}", " ".repeat(room.saturating_sub(columns(&shown))));
        sheet.push(vec![
            Span::styled(format!("{label:lead$}"), look.theme.dim),
            Span::styled(format!("{gap}{before}"), look.theme.dim),
            Span::styled(then, style),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Expected;
    use crate::readiness::{Missing, Passing, Readiness};
    use crate::tui::widgets::tests::shown;

    /// A plan that brings so much: recall and chance of passing, questions that are never studied.
    fn prospect(figures: Option<(f64, f64)>, unseen: usize) -> Prospect {
        let passing = figures.map(|(_, chance)| {
            let between = (chance - 0.2, (chance + 0.1).min(1.0));
            Passing { chance, between, answers: 200, items: 0 }
        });
        let readiness = Readiness {
            topics: Vec::new(),
            now: 0.0,
            on_day: 0.0,
            seen: 1.0,
            passing: passing.ok_or(Missing::Study { answers: 9, share: 0.0 }),
        };
        let expected = figures.map(|(mean, _)| Expected { mean, low: mean - 0.1, high: mean + 0.05 });
        let exam = ExamProspect {
            id: "bar".to_owned(),
            title: "The bar".to_owned(),
            date: jiff::civil::date(2027, 2, 12),
            questions: 40,
            seen: 30,
            readiness,
            expected,
            told_from: None,
        };
        Prospect { unseen, exams: vec![exam], ..Prospect::default() }
    }

    fn lines(before: &Prospect, after: Option<&Prospect>, width: u16) -> Vec<String> {
        let mut sheet = Sheet::default();
        push(before, after, width, &Look::dark(), &mut sheet);
        shown(&sheet, width)
    }

    #[test]
    fn recall_the_chance_of_passing_and_what_stays_unseen_stand_beside_each_other() {
        let (before, after) = (prospect(Some((0.8, 0.5)), 14), prospect(Some((0.9, 0.8)), 0));
        assert_eq!(
            lines(&before, Some(&after), 76),
            [
                "                                    as it stands            if you keep this",
                "recalled on the day               80 %, 70 to 85              90 %, 80 to 95",
                "chance of passing                5 in 10, 3 to 6             8 in 10, 6 to 9",
                "not studied by then                 14 questions                        none",
                "asked today                          0 questions                 0 questions",
            ]
        );
        let few = ["Recall: 80 → 90 %", "Pass: 5 → 8 in 10", "Unseen: 14 → 0"];
        assert_eq!(lines(&before, Some(&after), 20), few);
        assert_eq!(lines(&before, Some(&before), 20)[2], "Unseen: still 14");
        let sure = prospect(Some((0.99, 0.99)), 0);
        assert_eq!(lines(&sure, Some(&sure), 19)[1], "Pass: over 9 in 10", "a line of its own for each");
    }

    #[test]
    fn a_figure_that_one_of_them_lacks_is_said_to_be_missing_and_one_that_both_lack_is_not_told() {
        let (before, after) = (prospect(None, 0), prospect(Some((0.9, 0.8)), 0));
        assert!(lines(&before, Some(&after), 76)[1].contains("not known yet"));
        assert!(lines(&before, Some(&before), 76).iter().all(|line| !line.contains("chance")));
        let none = Prospect { exams: Vec::new(), ..before };
        assert!(lines(&none, Some(&after), 76)[1].contains("no date"));
    }

    #[test]
    fn until_it_is_solved_nothing_stands_in_its_place() {
        let before = prospect(Some((0.8, 0.5)), 14);
        for line in &lines(&before, None, 76)[1..] {
            assert!(line.ends_with(" …"), "{line}");
        }
        assert_eq!(lines(&before, None, 20)[..2], ["Recall: 80 % → …", "Pass: 5 in 10 → …"]);
    }
}
