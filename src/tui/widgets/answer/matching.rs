//! Give each left side its right side.

use ratatui::text::Span;

use super::pairing::{Pairing, TURN, beside};
use super::{Answering, Outcome, gutter, solved};
use crate::card::compare::Rivals;
use crate::card::{Answer, Text};
use crate::tui::event::Key;
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, prose};
use crate::words::start;

/// From this width on, the right sides stand in a column of their own.
const WIDE: usize = 50;

/// Left sides with their partners, and the right sides to choose from.
#[derive(Debug)]
pub(super) struct Matching {
    pairing: Pairing,
    partner: Vec<usize>,
}

impl Matching {
    pub(super) fn new(left: Vec<Text>, right: Vec<Text>, partner: Vec<usize>) -> Self {
        Self { pairing: Pairing::new(left, right), partner }
    }
}

impl Answering for Matching {
    fn key(&mut self, key: Key) -> Outcome {
        self.pairing.key(key, Answer::Match)
    }

    fn given(&self) -> Option<Answer> {
        self.pairing.given().map(Answer::Match)
    }

    fn keep(&mut self, given: Option<&Answer>) {
        if let Some(Answer::Match(given)) = given {
            self.pairing.keep(given);
        }
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let pairing = &self.pairing;
        let room = usize::from(width);
        let widest = |texts: &[Text]| texts.iter().map(prose::widest).max().unwrap_or(0);
        let (left, right) = (widest(&pairing.items), widest(&pairing.targets));
        // Cursor, item, arrow, partner with its digit, gap, list with its digits.
        let third = room / 3;
        let left = left.min(third);
        let right = right.min(third.saturating_sub(4));
        let list = 2 + left + 3 + 2 + right + 6;
        if room < WIDE || list + right + 4 > room {
            return pairing.unfolded(width, look);
        }
        let mut sheet = Sheet::default();
        for (index, item) in pairing.items.iter().enumerate() {
            let here = index == pairing.cursor.at;
            let base = if here { look.theme.selected } else { look.theme.text };
            let body = prose::styled(item, left as u16, look, base);
            let side = match pairing.given[index] {
                Some(target) => {
                    let shown = pairing.target(target);
                    let shown = match prose::columns(&shown) {
                        long if long > right + 2 => {
                            format!("{}{}", start(&shown, right + 1), look.glyphs.cut)
                        }
                        _ => shown,
                    };
                    Span::styled(shown, look.theme.accent)
                }
                None => Span::styled(look.glyphs.dot.repeat(3), look.theme.dim),
            };
            let arrow = Span::styled(format!("{} ", look.glyphs.arrow), look.theme.dim);
            let rows = beside(&mut sheet, gutter(here, None, look), body, left + 3, vec![arrow, side]);
            if here {
                sheet.focus(rows);
            }
        }
        sheet.beside(pairing.list((room - list) as u16, look), list);
        let warning = pairing.warning(width, look);
        if warning.height() > 0 {
            sheet.gap();
            sheet.append(warning);
        }
        sheet
    }

    fn solved(&self, given: &Answer, _: &Rivals, width: u16, look: &Look) -> Sheet {
        let given: &[Option<usize>] = if let Answer::Match(given) = given { given } else { &[] };
        solved::parts(&self.pairing.judged(&self.partner, given, look), width, look)
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        if self.pairing.open() == 0 {
            &[("enter", "answer"), ("bksp", "clear"), ("j/k", "move"), ("1-9", "partner"), TURN]
        } else {
            &[("1-9", "partner"), ("bksp", "clear"), ("j/k", "move"), ("enter", "answer"), TURN]
        }
    }
}
