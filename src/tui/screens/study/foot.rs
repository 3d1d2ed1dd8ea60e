//! What stands below the question: the rating keys with the waits they lead to, and what has to be said.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::Study;
use crate::tui::event::Key;
use crate::tui::keys::DIGITS;
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, panel, prose};
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
        if let Some(trouble) = self.trouble() {
            sheet.push(panel::ruled("Not stored yet", "", width, look));
            sheet.say(trouble, width, look.theme.wrong);
            if area.height >= RULED {
                sheet.say("Your answer is kept here until it is stored.", width, look.theme.text);
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
            sheet.say(&words, width, look.theme.hint);
        }
        if let Some(why) = &self.why {
            sheet.say(why, width, look.theme.hint);
        }
        if !self.is_answered() {
            return sheet;
        }
        if area.height >= RULED {
            sheet.push(panel::ruled("", "", width, look));
        }
        self.chips(&mut sheet, width, look);
        sheet.gap_if(area.height >= AIRY);
        sheet
    }

    /// The rating keys on one row, telling as much as there is room for.
    fn chips(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        let mut chips = Vec::new();
        for detail in [Detail::Waits, Detail::Close, Detail::Names, Detail::Suggested, Detail::Numbers] {
            chips = self.chips_with(detail, look);
            if chips.iter().map(|(_, chip)| prose::width(chip)).sum::<usize>() <= usize::from(width) {
                break;
            }
        }
        let row = usize::from(sheet.height());
        let (mut spans, mut at) = (Vec::new(), 0);
        for (key, chip) in chips {
            let end = at + prose::width(&chip);
            sheet.click_at(row..row + 1, at..end, key);
            spans.extend(chip);
            at = end;
        }
        sheet.push(spans);
    }

    fn chips_with(&self, detail: Detail, look: &Look) -> Vec<(Key, Vec<Span<'static>>)> {
        let theme = &look.theme;
        let ratings = self.buttons.ratings();
        let mut chips = Vec::new();
        // With two keys the second one is Good, whatever it would be with four.
        for (place, (rating, key)) in ratings.iter().zip(DIGITS).enumerate() {
            let is_suggested = self.suggested == Some(*rating);
            let has_wait = matches!(detail, Detail::Waits | Detail::Close);
            let is_named = has_wait || detail == Detail::Names || is_suggested && detail == Detail::Suggested;
            let wait = self.outcomes.map(|outcomes| words::wait(outcomes[*rating as usize - 1].wait));
            let mut spans = vec![
                Span::styled(look.cursor(is_suggested), theme.selected),
                Span::styled(look.keys.on("Study: rating", *key), theme.key),
            ];
            if is_named {
                let style = if is_suggested { theme.selected } else { theme.text };
                spans.push(Span::styled(format!(" {}", rating.name()), style));
            }
            if let Some(wait) = wait.filter(|_| has_wait) {
                spans.push(Span::styled(format!(" {wait}"), theme.dim));
            }
            if place + 1 < ratings.len() {
                spans.push(Span::raw(if detail == Detail::Waits { "   " } else { " " }));
            }
            chips.push((*key, spans));
        }
        chips
    }
}
