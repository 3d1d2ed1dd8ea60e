//! How ready the learner will be, in words and by topic.

use ratatui::text::{Line, Span};

use crate::trainer::ExamProspect;
use crate::tui::theme::Look;
use crate::tui::widgets::prose::filled;
use crate::tui::widgets::{Sheet, bar, panel};
use crate::words;

/// Columns of a bar.
const BAR: u16 = 16;
/// Columns of the two figures of a topic.
const FIGURES: usize = 17;

/// Whether there is something to tell of its topics: too few answers tell nothing.
pub(super) fn has_topics(exam: &ExamProspect) -> bool {
    exam.expected.is_some() && exam.readiness.weakest_first().len() >= 2
}

/// Each topic with what is recalled now and will be on the day, the weakest first, set apart from what stands above.
pub(super) fn push_topics(exam: &ExamProspect, width: u16, look: &Look, sheet: &mut Sheet) {
    if !has_topics(exam) {
        return;
    }
    sheet.gap();
    let topics = exam.readiness.weakest_first();
    let room = usize::from(width);
    let has_bar = room >= 60;
    let note =
        if has_bar { "recall: the bar on the day; now, and on the day" } else { "recall now, on the day" };
    sheet.push(panel::titled("Topics", look.theme.heading, note, width, look));
    let title_room = room.saturating_sub(FIGURES + if has_bar { usize::from(BAR) + 2 } else { 0 });
    for topic in topics {
        let mut spans = vec![Span::styled(filled(&topic.title, title_room, look), look.theme.text)];
        if has_bar {
            let done = (1000.0 * topic.on_day).round() as usize;
            spans.extend(bar::bar(done, 1000, BAR, look).spans);
            spans.push(Span::raw("  "));
        }
        let (now, then) = (words::percent(topic.now), words::percent(topic.on_day));
        let figures = format!("{now} {} {then}", look.glyphs.to);
        spans.push(Span::styled(format!("{figures:>FIGURES$}"), look.theme.dim));
        sheet.push(Line::from(spans));
    }
}
