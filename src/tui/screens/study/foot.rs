//! What stands below the question: the rating keys with the waits they lead to, and what has to be said.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::{RATINGS, Rate, Study};
use crate::schedule::Rating;
use crate::tui::event::Key;
use crate::tui::theme::Look;
use crate::tui::widgets::prose::columns;
use crate::tui::widgets::{Sheet, panel};
use crate::words;

/// From this height on, a rule and air set the rating keys apart.
const AIRY: u16 = 16;
/// From this height on, the rule.
const RULED: u16 = 12;

/// How much a rating key tells, from all to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    Waits,
    Close,
    Names,
    Suggested,
    Numbers,
}

impl Study {
    pub(super) fn foot(&self, area: Rect, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let width = area.width;
        let say = |sheet: &mut Sheet, words: &str, style| {
            sheet.say(words, width, style);
        };
        if let Some(trouble) = self.trouble() {
            sheet.push(panel::ruled("Not stored yet", "", width, look));
            say(&mut sheet, trouble, look.theme.wrong);
            if area.height >= RULED {
                say(&mut sheet, "Your answer is kept here until it is stored.", look.theme.text);
            }
            return sheet;
        }
        if let Some(leech) = &self.leech {
            let sign = look.glyphs.close;
            let words = format!(
                "{sign} Forgotten again and again: “{leech}”. Undo ({}), then rewrite it ({}) or suspend it ({}).",
                look.keys.here('u'),
                look.keys.here('e'),
                look.keys.here('s')
            );
            // The next question stands above already.
            let words = if area.height < RULED { format!("{sign} Often forgotten.") } else { words };
            say(&mut sheet, &words, look.theme.hint);
        }
        if let Some(why) = &self.why {
            say(&mut sheet, why, look.theme.hint);
        }
        if !self.is_answered() {
            return sheet;
        }
        if area.height >= RULED {
            sheet.push(panel::ruled("", "", width, look));
        }
        self.chips(&mut sheet, width, look);
        if area.height >= AIRY {
            sheet.gap();
        }
        sheet
    }

    /// The rating keys on one row, telling as much as there is room for.
    fn chips(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        let wide = |chips: &[(Key, Vec<Span<'_>>)]| -> usize {
            chips.iter().flat_map(|(_, chip)| chip).map(|span| columns(&span.content)).sum()
        };
        let details = [Detail::Waits, Detail::Close, Detail::Names, Detail::Suggested, Detail::Numbers];
        let all = details.map(|detail| self.chips_with(detail, look));
        let Some(chips) = all.iter().find(|chips| wide(chips) <= usize::from(width)).or(all.last()).cloned()
        else {
            return;
        };
        let row = usize::from(sheet.height());
        let (mut spans, mut at) = (Vec::new(), 0);
        for (key, chip) in chips {
            let end = at + wide(&[(key, chip.clone())]);
            sheet.click_at(row..row + 1, at..end, key);
            spans.extend(chip);
            at = end;
        }
        sheet.push(spans);
    }

    fn chips_with(&self, detail: Detail, look: &Look) -> Vec<(Key, Vec<Span<'static>>)> {
        let theme = &look.theme;
        let ratings = self.buttons.ratings();
        let chip = |(place, rating): (usize, &Rating)| {
            let binding = RATINGS.iter().find(|binding| binding.action == Rate::As(*rating))?;
            // With two keys the second one is Good, whatever it would be with four.
            let digit = char::from_digit(place as u32 + 1, 10)?;
            let is_suggested = self.suggested == Some(*rating);
            let has_wait = matches!(detail, Detail::Waits | Detail::Close);
            let is_named = has_wait || detail == Detail::Names || is_suggested && detail == Detail::Suggested;
            let wait = self.outcomes.map(|outcomes| words::wait(outcomes[*rating as usize - 1].wait));
            let mut spans = vec![
                Span::styled(look.cursor(is_suggested), theme.selected),
                Span::styled(look.keys.on("Study: rating", Key::char(digit)), theme.key),
            ];
            if is_named {
                let style = if is_suggested { theme.selected } else { theme.text };
                spans.push(Span::styled(format!(" {}", binding.label), style));
            }
            if let Some(wait) = wait.filter(|_| has_wait) {
                spans.push(Span::styled(format!(" {wait}"), theme.dim));
            }
            if place + 1 < ratings.len() {
                spans.push(Span::raw(if detail == Detail::Waits { "   " } else { " " }));
            }
            Some((Key::char(digit), spans))
        };
        ratings.iter().enumerate().filter_map(chip).collect()
    }
}
