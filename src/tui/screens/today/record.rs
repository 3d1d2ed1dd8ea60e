//! How the last quizzes went, and which topics are the weakest: what a large screen has room for.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::trainer::TrackRecord;
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, bar, panel};
use crate::words;

/// The last quizzes, newest first.
pub(super) fn quizzes(record: &TrackRecord, width: u16, look: &Look) -> Sheet {
    let (mut sheet, theme) = (Sheet::default(), &look.theme);
    sheet.push(panel::ruled("Quizzes", "points", width, look));
    if record.quizzes.is_empty() {
        sheet.say("None yet. A timed quiz tells where you stand.", width, theme.dim);
    }
    for quiz in &record.quizzes {
        let (sign, style) = match quiz.passed {
            Some(true) => (look.glyphs.right, theme.right),
            Some(false) => (look.glyphs.wrong, theme.wrong),
            None => (look.glyphs.dot, theme.dim),
        };
        let name = format!("{}  {}", quiz.day.strftime("%-d %b"), quiz.title);
        sheet.push(row((sign, style), &name, quiz.share, width, look));
    }
    sheet
}

/// The topics of which the least is remembered.
pub(super) fn topics(record: &TrackRecord, width: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    if record.weakest.is_empty() {
        return sheet;
    }
    let note = "recall now, of all its questions";
    let decks = record.weakest.iter().filter(|topic| topic.is_deck).count();
    let title = match decks {
        0 => "Weakest topics",
        decks if decks == record.weakest.len() => "Weakest decks",
        _ => "Weakest topics and decks",
    };
    sheet.push(panel::ruled(title, note, width, look));
    for topic in &record.weakest {
        sheet.push(row((look.glyphs.bullet, look.theme.dim), &topic.title, topic.recall, width, look));
    }
    sheet
}

/// A name with its share as a bar and in percent.
fn row(sign: (&'static str, Style), name: &str, share: f64, width: u16, look: &Look) -> Vec<Span<'static>> {
    let lead = Span::styled(format!("{} ", sign.0), sign.1);
    let figures = Span::styled(format!("{:>7}", words::percent(share)), look.theme.text);
    let part = ((share * 1000.0).round() as usize, 1000);
    bar::row(lead, name, part, bar::beside_name(width), figures, width, look)
}
