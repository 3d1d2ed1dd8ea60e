//! Put each item in its bin.

use ratatui::text::Span;

use super::pairing::{Pairing, TURN, beside};
use super::{Answering, Outcome, gutter, solved};
use crate::card::compare::Rivals;
use crate::card::{Answer, Text};
use crate::tui::event::Key;
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;
use crate::tui::widgets::prose::{self, columns};

/// Items as rows and bins as columns; beneath one another where that is too wide.
#[derive(Debug)]
pub(super) struct Sort {
    pairing: Pairing,
    home: Vec<usize>,
}

impl Sort {
    pub(super) fn new(items: Vec<Text>, bins: Vec<Text>, home: Vec<usize>) -> Self {
        Self { pairing: Pairing::new(items, bins), home }
    }

    /// The titles of the bins and the column each begins at; none if they do not fit.
    fn columns(&self, room: usize) -> Option<Vec<(String, usize)>> {
        let widest = self.pairing.items.iter().map(prose::widest).max().unwrap_or(0);
        let mut at = widest.min(room / 2) + 6;
        let mut out = Vec::new();
        for bin in 0..self.pairing.targets.len() {
            let title = self.pairing.target(bin);
            let next = at + columns(&title) + 4;
            out.push((title, at));
            at = next;
        }
        (at <= room + 4 && room >= 30).then_some(out)
    }
}

impl Answering for Sort {
    fn key(&mut self, key: Key) -> Outcome {
        self.pairing.key(key, Answer::Sort)
    }

    fn given(&self) -> Option<Answer> {
        self.pairing.given().map(Answer::Sort)
    }

    fn keep(&mut self, given: Option<&Answer>) {
        if let Some(Answer::Sort(given)) = given {
            self.pairing.keep(given);
        }
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let pairing = &self.pairing;
        let Some(bins) = self.columns(usize::from(width)) else { return pairing.unfolded(width, look) };
        let first = bins.first().map_or(usize::from(width), |(_, at)| *at);
        let mut sheet = Sheet::default();
        let mut title = Vec::new();
        let mut used = 0;
        for (bin, (name, at)) in bins.iter().enumerate() {
            title.push(Span::raw(" ".repeat(at - used)));
            let digit = usize::from(bin < 9);
            title.push(Span::styled(name[..digit].to_owned(), look.theme.key));
            title.push(Span::styled(name[digit..].to_owned(), look.theme.heading));
            used = at + columns(name);
            if let Some(key) = super::press(bin) {
                sheet.click_at(0..1, *at..used, key);
            }
        }
        sheet.push(title);
        for (index, item) in pairing.items.iter().enumerate() {
            let here = index == pairing.cursor.at;
            let base = if here { look.theme.selected } else { look.theme.text };
            let body = prose::styled(item, (first - 4) as u16, look, base);
            let mut marks = Vec::new();
            let mut used = first;
            for (bin, (name, at)) in bins.iter().enumerate() {
                // The sign stands under the first letter of the bin's name.
                let middle = at + 2 * usize::from(bin < 9);
                marks.push(Span::raw(" ".repeat(middle - used)));
                let chosen = pairing.given[index] == Some(bin);
                let (sign, style) = if chosen {
                    (look.glyphs.on, look.theme.accent)
                } else {
                    (look.glyphs.off, look.theme.dim)
                };
                marks.push(Span::styled(sign, style));
                used = middle + 1;
                if let (true, Some(key)) = (here, super::press(bin)) {
                    let row = usize::from(sheet.height());
                    sheet.click_at(row..row + 1, *at..at + columns(name), key);
                }
            }
            let rows = beside(&mut sheet, gutter(here, None, look), body, first, marks);
            if here {
                sheet.focus(rows);
            }
        }
        let warning = pairing.warning(width, look);
        if warning.height() > 0 {
            sheet.gap();
            sheet.append(warning);
        }
        sheet
    }

    fn solved(&self, given: &Answer, _: &Rivals, width: u16, look: &Look) -> Sheet {
        let given: &[Option<usize>] = if let Answer::Sort(given) = given { given } else { &[] };
        solved::parts(&self.pairing.judged(&self.home, given, look), width, look)
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        if self.pairing.open() == 0 {
            &[("enter", "answer"), ("bksp", "clear"), ("j/k", "move"), ("1-9", "bin"), TURN]
        } else {
            &[("1-9", "bin"), ("bksp", "clear"), ("j/k", "move"), ("enter", "answer"), TURN]
        }
    }
}
