//! The questions that give trouble, and what to do about the one under the cursor.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Statistics;
use crate::schedule::Rating;
use crate::stats::Difficult;
use crate::stats::answers::SURE_FROM;
use crate::tui::canvas::Canvas;
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{columns, filled};
use crate::tui::widgets::{Sheet, page, panel};
use crate::words;

/// No line is longer than this.
const WIDEST: u16 = 160;
/// From this height on, what is told of a question stands beneath the list.
const TALL: u16 = 12;
/// Narrower than that, figures stand without words.
const NARROW: u16 = 40;
/// Answers of its history that are shown, the newest.
const HISTORY: usize = 14;

impl Statistics {
    pub(super) fn draw_hard(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let is_wide = area.width >= page::WIDE;
        let area = column(area, WIDEST);
        if self.hard().is_empty() {
            let mut sheet = Sheet::default();
            let none = "No question gives you trouble: none was tested three times and forgotten.";
            sheet.say(none, area.width, look.theme.dim);
            sheet.draw(area, canvas);
            return;
        }
        let (list, rest) = match () {
            () if is_wide => {
                let half = area.width / 2;
                let rest = Rect { x: area.x + half + 2, width: area.width - half - 2, ..area };
                (Rect { width: half - 2, ..area }, rest)
            }
            () if area.height >= TALL => {
                let list = Rect { height: area.height / 2, ..area };
                (list, below(area, list.height + 1))
            }
            () => (area, Rect { height: 0, ..area }),
        };
        Sheet::fitting(list, |width| self.list(width, look)).draw(list, canvas);
        if rest.height > 0 {
            Sheet::fitting(rest, |width| self.told_of(width, look)).draw_from(0, rest, canvas);
        }
    }

    fn list(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        for (place, (hard, is_leech)) in self.hard().into_iter().enumerate() {
            let is_here = place == self.cursor.at();
            sheet.item(self.row(hard, is_leech, is_here, width, look), is_here);
        }
        sheet
    }

    fn row(&self, hard: &Difficult, is_leech: bool, is_here: bool, width: u16, look: &Look) -> Line<'static> {
        let figure = match hard.retention.share() {
            _ if is_leech && width < NARROW => format!("{}x", hard.lapses),
            _ if is_leech => format!("forgotten {}x", hard.lapses),
            Some(share) => words::percent(share),
            None => String::new(),
        };
        let sign = if self.suspended.contains(&hard.key) { look.glyphs.off } else { " " };
        let room = usize::from(width).saturating_sub(columns(&figure) + 5);
        Line::from(vec![
            Span::styled(format!("{} ", look.cursor(is_here)), look.theme.accent),
            Span::styled(filled(&hard.prompt, room, look), look.row(is_here)),
            Span::styled(format!(" {sign} "), look.theme.dim),
            Span::styled(figure, if is_leech { look.theme.wrong } else { look.theme.dim }),
        ])
    }

    /// What is told of the question under the cursor: how it went, and what to do.
    fn told_of(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let all = self.hard();
        let Some((hard, is_leech)) = all.get(self.cursor.at()).copied() else { return sheet };
        sheet.push(panel::ruled(hard.key.deck(), "", width, look));
        sheet.say(&hard.prompt, width, look.theme.text);
        sheet.say(&hard.solution, width, look.theme.dim);
        sheet.gap();
        let [rewrite, split, suspend] = ['e', '+', 's'].map(|key| look.keys.here(key));
        let advice = match () {
            () if self.suspended.contains(&hard.key) => {
                format!("It is suspended, so it is not asked. Press {suspend} to have it asked again.")
            }
            () if is_leech => format!(
                "A leech: reading it once more will not help. Rewrite it ({rewrite}): ask for less, add what tells it \
                 apart. Or split it into two smaller cards ({split}). Or suspend it ({suspend}), and spend the time on others."
            ),
            () => "If it keeps failing, ask for less on this card, or add what sets it apart from its look-alikes."
                .to_owned(),
        };
        sheet.say(&advice, width, look.theme.hint);
        sheet.gap();
        sheet.say(&how_it_went(hard), width, look.theme.dim);
        sheet.append(history(hard, width, look));
        sheet
    }
}

fn how_it_went(hard: &Difficult) -> String {
    let retention = &hard.retention;
    let predicted = retention.expected_share().map(|share| format!(", predicted {}", words::percent(share)));
    let few = if retention.answers < SURE_FROM { "; few answers" } else { "" };
    format!(
        "Recalled {} of {}{}{few}. Forgotten {} after you had recalled it.",
        retention.right,
        words::count(retention.answers, "time"),
        predicted.unwrap_or_default(),
        words::count(hard.lapses as usize, "time"),
    )
}

/// Its last answers with their days, oldest first.
fn history(hard: &Difficult, width: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    let newest = &hard.history[hard.history.len().saturating_sub(HISTORY)..];
    let (mut spans, mut used) = (Vec::new(), 0);
    for (day, rating) in newest {
        let (sign, style) = match rating {
            Rating::Again => (look.glyphs.wrong, look.theme.wrong),
            Rating::Hard => (look.glyphs.close, look.theme.close),
            Rating::Good | Rating::Easy => (look.glyphs.right, look.theme.right),
        };
        let text = format!(" {}   ", day.strftime("%-d %b"));
        let wide = 1 + columns(&text);
        if used + wide > usize::from(width) && used > 0 {
            sheet.push(Line::from(std::mem::take(&mut spans)));
            used = 0;
        }
        used += wide;
        spans.push(Span::styled(sign, style));
        spans.push(Span::styled(text, look.theme.dim));
    }
    sheet.push(Line::from(spans));
    sheet
}
