//! What a wide screen tells beside a quiz that has not begun, or waits: its topics, and which questions are answered.

use ratatui::text::Span;

use super::sit::progress_sign;
use crate::quiz::{Paper, Progress, Sitting};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, bar, panel};

/// Questions that stand together on the map.
const GROUP: usize = 10;

/// What a paper asks: how many questions on each topic, with the share of all as a bar.
pub(super) fn paper(paper: &Paper, width: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.push(panel::ruled("Topics", "questions, of all", width, look));
    let all = paper.items.len();
    for (topic, title) in paper.topics.iter().enumerate() {
        let count = paper.items.iter().filter(|item| item.topic == topic).count();
        if count > 0 {
            sheet.push(row(title, (count, all), &count.to_string(), width, look));
        }
    }
    sheet
}

/// Where a sitting stands: a sign for each question, and how much of each topic is answered.
pub(super) fn sitting(sitting: &Sitting, width: u16, look: &Look) -> Sheet {
    let mut sheet = map(sitting, width, look);
    sheet.gap();
    sheet.push(panel::ruled("Topics", "answered", width, look));
    let paper = sitting.paper();
    for (topic, title) in paper.topics.iter().enumerate() {
        let (mut done, mut all) = (0, 0);
        for (place, _) in paper.items.iter().enumerate().filter(|(_, item)| item.topic == topic) {
            all += 1;
            done += usize::from(sitting.progress(place) == Progress::Answered);
        }
        if all > 0 {
            sheet.push(row(title, (done, all), &format!("{done} of {all}"), width, look));
        }
    }
    sheet
}

/// A sign for each question, ten together.
fn map(sitting: &Sitting, width: u16, look: &Look) -> Sheet {
    let (mut sheet, theme, glyphs) = (Sheet::default(), &look.theme, look.glyphs);
    let all = sitting.entries().len();
    sheet.push(panel::ruled("Questions", &all.to_string(), width, look));
    let row = (usize::from(width) / (2 * GROUP + 2)).max(1) * GROUP;
    let places: Vec<usize> = (0..all).collect();
    for places in places.chunks(row) {
        let mut spans = Vec::new();
        for (index, &place) in places.iter().enumerate() {
            let is_flagged = sitting.entries()[place].flagged;
            let (sign, style) = match sitting.progress(place) {
                _ if is_flagged => (glyphs.flag, theme.close),
                progress => progress_sign(progress, look),
            };
            spans.push(Span::styled(sign, style));
            spans.push(Span::raw(if index % GROUP == GROUP - 1 { "   " } else { " " }));
        }
        sheet.push(spans);
    }
    let words = format!(
        "{} answered  {} begun  {} open  {} flagged",
        glyphs.on, glyphs.half, glyphs.off, glyphs.flag
    );
    sheet.say(&words, width, theme.dim);
    sheet
}

/// A topic with `part` of all as a bar, and a number in words.
fn row(title: &str, part: (usize, usize), number: &str, width: u16, look: &Look) -> Vec<Span<'static>> {
    let figures = Span::styled(format!("{number:>10}"), look.theme.dim);
    bar::row(Span::default(), title, part, bar::beside_name(width), figures, width, look)
}
