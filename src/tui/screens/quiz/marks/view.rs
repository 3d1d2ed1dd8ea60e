//! Draws the summary, or one question with what was answered and what is right.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Marks;
use crate::quiz::Sureness;
use crate::tui::canvas::Canvas;
use crate::tui::pictures::Pictures;
use crate::tui::screens::quiz::sit::solution;
use crate::tui::screens::stage::{Stage, WIDE};
use crate::tui::theme::Look;
use crate::tui::widgets::page::{BETWEEN, halves};
use crate::tui::widgets::prose::clipped;
use crate::tui::widgets::{Sheet, panel, prose};
use crate::words;

/// No column of a wide screen is wider than this.
const HALF: u16 = 92;
/// Below this height there is no air.
const AIRY: u16 = 14;

impl Marks {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let (sheet, area) = self.laid(area, look);
        sheet.draw_from(self.scroll, area, canvas);
    }

    /// Scrolls to a row, or the last from which the rest fits.
    pub(super) fn scroll_to(&mut self, row: usize, area: Rect, pictures: &Pictures) {
        let (sheet, area) = self.laid(area, &Look::measuring(pictures));
        self.scroll = row.min(usize::from(sheet.height()).saturating_sub(usize::from(area.height)));
    }

    fn laid(&self, area: Rect, look: &Look) -> (Sheet, Rect) {
        let stage = Stage::of(area).question;
        if let Some(at) = self.at {
            return (Sheet::fitting(stage, |width| self.item(at, width, area.height, look)), stage);
        }
        if area.width < WIDE {
            let sheet = Sheet::fitting(stage, |width| {
                let mut sheet = self.summary(width, look);
                sheet.append(self.named(width, look));
                sheet
            });
            return (sheet, stage);
        }
        let (whole, half) = halves(area, HALF);
        let mut sheet = self.summary(half, look);
        sheet.beside(self.named(half, look), usize::from(half + BETWEEN));
        (sheet, whole)
    }

    /// All that is told of the paper as a whole; [`Self::named`] names its questions.
    fn summary(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = self.figures(width, look);
        sheet.append(self.topics(width, look));
        sheet.append(self.meaning(width, look));
        sheet.append(self.time(width, look));
        sheet
    }

    /// One question again.
    fn item(&self, at: usize, width: u16, height: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let (sitting, theme, dot) = (&self.past.sitting, &look.theme, look.glyphs.dot);
        let Some((item, entry)) = sitting.paper().items.get(at).zip(sitting.entries().get(at)) else {
            return sheet;
        };
        let topic = sitting.paper().topics.get(item.topic).map_or("", String::as_str);
        let mut note = words::clock(entry.spent);
        if entry.flagged && width >= 50 {
            note = format!("{} flagged {dot} {note}", look.glyphs.flag);
        }
        if let Some(sure) = entry.sure.filter(|_| width >= 50) {
            let word = if sure == Sureness::Sure { "you were sure" } else { "you were guessing" };
            note = format!("{word} {dot} {note}");
        }
        let all = sitting.entries().len();
        let title = if width < 50 {
            format!("{}/{all}", at + 1)
        } else {
            format!("Question {} of {all} {dot} {topic}", at + 1)
        };
        let room = usize::from(width).saturating_sub(prose::columns(&note) + 2);
        sheet.push(panel::heading(&clipped(&title, room.max(6), look), &note, width, look));
        sheet.gap_if(height >= AIRY);
        let look = &look.of_deck(item.key.deck());
        if !item.posed.prompt.is_empty() {
            sheet.prose(&item.posed.prompt, width, look, theme.text);
            sheet.gap();
        }
        solution(&mut sheet, item, entry, sitting.terms().partial, width, look);
        if let Some(lesson) = entry.lesson.filter(|_| sitting.terms().feeds) {
            sheet.gap();
            sheet.point((look.glyphs.arrow, theme.hint), lesson.sentence(), width, theme.hint);
        }
        sheet.push(Line::styled(clipped(&item.key.to_string(), usize::from(width), look), theme.dim));
        sheet
    }
}
