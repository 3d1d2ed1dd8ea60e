//! Draws the form, and the card beneath it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::CardForm;
use super::fields::Row;
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Sheet, panel};
use crate::tui::zones::Zones;

/// No line is longer than this.
const WIDEST: u16 = 100;
/// From this width on, form and card stand side by side.
const WIDE: u16 = 150;
/// From this height on, the card is shown.
const TALL: u16 = 18;
/// From this height on, there is a heading, and what is missing is said.
const ROOMY: u16 = 8;
/// Below this width, a label stands above its line.
const NARROW: u16 = 40;
/// Columns of a label.
const LABEL: usize = 11;

impl CardForm {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        let whole = column(area, if area.width >= WIDE { 190 } else { WIDEST });
        let head = Rect { height: u16::from(area.height >= ROOMY).min(whole.height), ..whole };
        frame.render_widget(panel::heading("New card", "", head.width, look), head);
        let rest = below(whole, head.height);
        let (form, card) = self.rooms(rest);
        let card = Rect { height: card.height.saturating_sub(u16::from(area.height >= TALL)), ..card };
        // The card first: the cursor belongs to the form.
        if area.height >= TALL {
            let sheet = Sheet::fitting(card, |width| self.preview.sheet(width, look));
            sheet.draw_from(self.scroll, frame, card, look, &mut Zones::default());
        } else if card.height > 0 {
            let remarks = self.preview.remarks(card.width, look);
            remarks.draw_from(self.scroll, frame, card, look, &mut Zones::default());
        }
        Sheet::fitting(form, |width| self.form(width, look)).draw(frame, form, look, zones);
    }

    /// Where the form stands, and where the card does.
    fn rooms(&self, rest: Rect) -> (Rect, Rect) {
        let wanted = self.fields.rows().len() as u16;
        if rest.width >= WIDE {
            let width = rest.width / 2 - 2;
            let beside = Rect { x: rest.x + width + 4, width: rest.width - width - 4, ..rest };
            return (
                Rect { y: rest.y + 1.min(rest.height), height: rest.height.saturating_sub(1), width, ..rest },
                below(beside, 1),
            );
        }
        if rest.height + 1 >= TALL {
            // A card of many lines still leaves a few rows of the form, which follows the cursor.
            let height = wanted.min(rest.height * 3 / 5);
            return (Rect { height, ..rest }, below(rest, height + 1));
        }
        let remark = if rest.height + 1 >= ROOMY { 2 } else { 0 };
        let height = rest.height - remark;
        (Rect { height, ..rest }, below(rest, height))
    }

    fn form(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        for (place, row) in self.fields.rows().into_iter().enumerate() {
            self.push_row(row, place == self.fields.at(), width, look, &mut sheet);
        }
        sheet
    }

    fn push_row(&self, row: Row, here: bool, width: u16, look: &Look, sheet: &mut Sheet) {
        let theme = &look.theme;
        let sign = format!("{} ", look.cursor(here));
        let first = usize::from(sheet.height());
        let mut spans = vec![Span::styled(sign, theme.accent)];
        let label = row.label();
        let style = if here { theme.selected } else { theme.dim };
        let lead = if width < NARROW {
            spans.push(Span::styled(label, style));
            sheet.push(Line::from(std::mem::take(&mut spans)));
            spans.push(Span::raw("  "));
            2
        } else {
            spans.push(Span::styled(format!("{label:LABEL$}"), style));
            2 + LABEL
        };
        let room = usize::from(width).saturating_sub(lead).max(1);
        let mut caret = 0;
        match (self.fields.chosen(row), self.fields.line(row).filter(|line| !line.value().is_empty())) {
            (Some(chosen), _) => {
                let chosen = clipped(chosen, room.saturating_sub(4), look);
                let turned = |chosen| format!("{} {chosen} {}", look.glyphs.cut_left, look.glyphs.cut);
                // Signs on both sides say that it can be turned.
                let value = if here { turned(chosen) } else { chosen };
                let rest = room.saturating_sub(columns(&value) + 2);
                spans.push(Span::styled(value, if here { theme.selected } else { theme.text }));
                if matches!(row, Row::Kind) && rest > 10 {
                    let about = format!("  {}", clipped(self.fields.kind().about, rest, look));
                    spans.push(Span::styled(about, theme.dim));
                }
            }
            (None, Some(line)) if here => {
                let (shown, at) = line.window(room, look);
                caret = at;
                spans.push(Span::styled(shown, theme.text));
            }
            (None, Some(line)) => spans.push(Span::styled(clipped(line.value(), room, look), theme.text)),
            // Told at the cursor only: a form full of words hides what is typed.
            (None, None) => {
                let about = if here { row.about() } else { String::new() };
                spans.push(Span::styled(clipped(&about, room, look), theme.dim));
            }
        }
        sheet.push(Line::from(spans));
        let last = usize::from(sheet.height());
        if here {
            sheet.focus(first..last);
            sheet.caret(last - 1, lead + caret);
        }
    }
}
