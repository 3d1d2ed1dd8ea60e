//! Draws the rows, and what the one under the cursor is about.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::Setup;
use super::rows::Choices;
use crate::tui::canvas::Canvas;
use crate::tui::screens::{below, column, headed};
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;
use crate::tui::widgets::prose::{clipped, filled};

/// No line is longer than this.
const WIDEST: u16 = 92;
/// From this height on, there is air and a word on the row.
const AIRY: u16 = 16;

impl Setup {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let Some(choices) = &self.choices else { return };
        let area = column(area, WIDEST);
        let airy = area.height >= AIRY;
        let rows = headed("Timed quiz", "", airy, area, canvas);
        let list = Sheet::fitting(rows, |width| self.list(choices, width, look));
        list.draw(rows, canvas);
        let rest = below(rows, list.height() + 1);
        if let Some(row) = self.row().filter(|_| airy && rest.height > 0) {
            let mut sheet = Sheet::default();
            sheet.say(&Choices::explained(row, look), area.width, look.theme.dim);
            sheet.draw_from(0, rest, canvas);
        }
    }

    fn list(&self, choices: &Choices, width: u16, look: &Look) -> Sheet {
        let (mut sheet, theme) = (Sheet::default(), &look.theme);
        let name = if width >= 40 { 13 } else { 8 };
        for (place, row) in choices.rows().into_iter().enumerate() {
            let here = place == self.cursor.at();
            let label = filled(Choices::label(row), name - 1, look);
            // Signs on both sides say that it can be turned; on a narrow screen they would look like parts that are cut off.
            let is_signed = here && width >= 40;
            let room = usize::from(width).saturating_sub(2 + name + if is_signed { 4 } else { 2 });
            let value = clipped(&choices.value(row), room, look);
            let value = if is_signed { look.turnable(&value) } else { format!("  {value}") };
            let line = vec![
                Span::styled(format!("{} ", look.cursor(here)), theme.accent),
                Span::styled(format!("{label} "), theme.dim),
                Span::styled(value, look.row(here)),
            ];
            sheet.item(line, here);
        }
        sheet
    }
}
