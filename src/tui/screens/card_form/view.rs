//! Draws the form, and the card beneath it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::CardForm;
use super::fields::Row;
use crate::author::Entry;
use crate::tui::canvas::Canvas;
use crate::tui::screens::{below, column, form};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Sheet, Typing, panel};
use crate::tui::zones::Zones;

/// No line is longer than this.
const WIDEST: u16 = 100;
/// From this width on, form and card stand side by side.
const WIDE: u16 = 150;
/// From this height on, the card is shown.
const TALL: u16 = 18;
/// From this height on, there is a heading, and what is missing is said.
const ROOMY: u16 = 8;
/// Columns of a label.
const LABEL: usize = 11;

impl CardForm {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let whole = column(area, if area.width >= WIDE { 190 } else { WIDEST });
        let head = Rect { height: u16::from(area.height >= ROOMY).min(whole.height), ..whole };
        let title = if self.kinds.is_some() { "What kind of card?" } else { "New card" };
        canvas.frame.render_widget(panel::heading(title, "", head.width, look), head);
        let rest = below(whole, head.height);
        if let Some(kinds) = &self.kinds {
            let told = u16::from(rest.height >= ROOMY);
            let room = Rect { height: rest.height - 2 * told, ..rest };
            Sheet::fitting(room, |width| kinds.sheet(width, look)).draw(room, canvas);
            if told > 0 {
                let about = clipped(kinds.entry().map_or("", Entry::about), usize::from(rest.width), look);
                canvas.frame.render_widget(
                    Line::styled(about, look.theme.hint),
                    Rect { y: room.bottom() + 1, height: 1, ..rest },
                );
            }
            return;
        }
        let (form, card) = self.rooms(rest, look);
        let card = Rect { height: card.height.saturating_sub(u16::from(area.height >= TALL)), ..card };
        // The card first: the cursor belongs to the form. What is clicked in the card means nothing.
        let zones = &mut Zones::default();
        let beneath = &mut Canvas { frame: canvas.frame, look, zones };
        if area.height >= TALL {
            let sheet = Sheet::fitting(card, |width| self.preview.sheet(width, look));
            sheet.draw_from(self.scroll, card, beneath);
        } else if card.height > 0 {
            let remarks = self.preview.remarks(card.width, look);
            remarks.draw_from(self.scroll, card, beneath);
        }
        Sheet::fitting(form, |width| self.form(width, look)).draw(form, canvas);
    }

    /// Where the form stands, and where the card does.
    fn rooms(&self, rest: Rect, look: &Look) -> (Rect, Rect) {
        let wanted = self.form(rest.width, look).height();
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
            self.push_row(row, place == self.fields.at, width, look, &mut sheet);
        }
        sheet
    }

    fn push_row(&self, row: Row, here: bool, width: u16, look: &Look, sheet: &mut Sheet) {
        form::push_row((row.label(), LABEL), here, width, look, sheet, |room| {
            let (lines, caret) = match (self.fields.chosen(row), self.fields.lines(row)) {
                (Some(chosen), _) => (vec![self.chosen(row, chosen, here, room, look)], (0, 0)),
                (None, Some((lines, at))) => typed(lines, at, here, room, look),
                // In brackets, so that no colour is needed to tell it from what is typed.
                (None, None) => {
                    let about = clipped(&format!("({})", row.about()), room, look);
                    (vec![Line::from(Span::styled(about, look.theme.dim))], (0, 0))
                }
            };
            (lines, (!self.is_commanding).then_some(caret))
        });
    }

    /// What is chosen in a row, and what that means where it is the kind.
    fn chosen(&self, row: Row, chosen: &str, here: bool, room: usize, look: &Look) -> Line<'static> {
        let theme = &look.theme;
        let chosen = clipped(chosen, room.saturating_sub(4), look);
        let value = if here { look.turnable(&chosen) } else { chosen };
        let rest = room.saturating_sub(columns(&value) + 2);
        let mut line = Line::from(Span::styled(value, if here { theme.selected } else { theme.text }));
        if matches!(row, Row::Kind) && rest > 10 {
            let about = clipped(&in_short(self.fields.kind().about, rest), rest, look);
            line.push_span(Span::styled(format!("  {about}"), theme.dim));
        }
        line
    }
}

/// The lines of a text, of which the one that has the cursor is scrolled to it; and row and column of the cursor.
fn typed(
    lines: &[Typing],
    at: usize,
    here: bool,
    room: usize,
    look: &Look,
) -> (Vec<Line<'static>>, (usize, usize)) {
    let mut caret = (0, 0);
    let shown = lines.iter().enumerate().map(|(place, line)| {
        let mut shown = clipped(line.value(), room, look);
        if here && place == at {
            let column;
            (shown, column) = line.window(room, look);
            caret = (place, column);
        }
        Line::from(Span::styled(shown, look.theme.text))
    });
    (shown.collect(), caret)
}

/// `about` without the signs of Markdown; its first sentence alone where all of it takes more than `room` columns.
fn in_short(about: &str, room: usize) -> String {
    let first = about.split_inclusive(". ").next().unwrap_or(about);
    let shown = if columns(about) > room { first.trim_end() } else { about };
    shown.replace('`', "")
}
