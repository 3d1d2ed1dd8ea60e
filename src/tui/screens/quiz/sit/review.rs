//! The review page: every question with its state and the way there, and handing in.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::keys::Look as Action;
use super::{Asked, REVIEW, Sit, progress_sign};
use crate::quiz::{End, Progress, Sureness};
use crate::tui::canvas::Canvas;
use crate::tui::event::Key;
use crate::tui::keys::lookup;
use crate::tui::screen::{Ctx, Next};
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Cursor, Sheet, bar, list, panel};
use crate::words;

/// No line is longer than this.
const WIDEST: u16 = 120;
/// From this width on, the given answer stands beside the question.
const WIDE: u16 = 70;
/// From this height on, there is a gauge and air.
const AIRY: u16 = 12;

impl Sit {
    pub(super) fn key_in_review(
        &mut self,
        key: Key,
        mut cursor: Cursor,
        asked: Option<Asked>,
        ctx: &mut Ctx<'_>,
    ) -> Next {
        let (at, all) = (cursor.at(), self.sitting().entries().len());
        match lookup(REVIEW, key) {
            Some(Action::HandIn) => return self.ask_to_hand_in(asked, ctx),
            Some(Action::Open) => return self.go(at),
            Some(Action::Flag) => return self.flag(at),
            Some(Action::Back) => {
                self.review = None;
                return Next::stay();
            }
            Some(Action::NextOpen) => cursor.go(self.next_open(at).unwrap_or(at), all),
            None => {
                cursor.key(key, list::PAGE, all);
            }
        }
        self.review = Some(cursor);
        Next::stay()
    }

    fn ask_to_hand_in(&mut self, asked: Option<Asked>, ctx: &mut Ctx<'_>) -> Next {
        if asked == Some(Asked::HandIn) {
            return self.hand_in(End::HandedIn);
        }
        self.asked = Some(Asked::HandIn);
        let question = match (words::unanswered(self.sitting()), self.sitting().flagged().len()) {
            (Some(lacks), _) => format!("{lacks}."),
            (None, 0) => "Every question is answered.".to_owned(),
            (None, flagged) => format!("Every question is answered, {flagged} flagged."),
        };
        let key = ctx.keys.here('h');
        ctx.say_only(format!("{question} Press {key} again to hand in; that cannot be undone."))
    }

    pub(super) fn draw_review(&self, cursor: Cursor, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let area = column(area, WIDEST);
        let mut head = Sheet::default();
        let clock = self.clock(area.width, look);
        head.push(panel::heading("Review", &clock, area.width, look));
        let all = self.sitting().entries().len();
        if area.height >= AIRY {
            head.push(bar::bar(self.sitting().answered(), all, area.width, look));
        }
        let style = if self.sitting().open().is_empty() { look.theme.right } else { look.theme.close };
        head.say(&self.summary(area.width, look), area.width, style);
        head.gap_if(area.height >= AIRY);
        head.draw_from(0, area, canvas);
        let rows = below(area, head.height());
        let list = Sheet::fitting(rows, |width| self.list(cursor, width, look));
        list.draw(rows, canvas);
    }

    /// How many are answered, begun, open and flagged.
    fn summary(&self, width: u16, look: &Look) -> String {
        let sitting = self.sitting();
        let open = sitting.open();
        let begun = open.iter().filter(|&&at| sitting.progress(at) == Progress::Begun).count();
        let mut words = format!("{} answered", sitting.answered());
        for (count, word) in
            [(open.len() - begun, "open"), (begun, "begun"), (sitting.flagged().len(), "flagged")]
        {
            if count > 0 {
                words.push_str(&format!(", {count} {word}"));
            }
        }
        if width >= 60 {
            let key = look.keys.on("Review", 'h');
            words.push_str(&if open.is_empty() {
                format!(". Press {key} to hand in.")
            } else {
                ". A wrong answer costs nothing, so leave none open.".to_owned()
            });
        }
        words
    }

    fn list(&self, cursor: Cursor, width: u16, look: &Look) -> Sheet {
        let (mut sheet, theme) = (Sheet::default(), &look.theme);
        let digits = self.sitting().entries().len().to_string().len();
        let items = self.sitting().paper().items.iter().zip(self.sitting().entries());
        for (place, (item, entry)) in items.enumerate() {
            let here = place == cursor.at();
            let (sign, style) = progress_sign(self.sitting().progress(place), look);
            let flag = if entry.flagged { look.glyphs.flag } else { " " };
            let sure = match entry.sure {
                Some(Sureness::Unsure) => "?",
                Some(Sureness::Sure) => "!",
                None => " ",
            };
            let mut spans = vec![
                Span::styled(look.cursor(here), theme.selected),
                Span::styled(format!("{:>digits$} ", place + 1), theme.dim),
                Span::styled(sign, style),
                Span::styled(flag, theme.close),
                Span::styled(format!("{sure} "), theme.dim),
            ];
            let room = usize::from(width).saturating_sub(digits + 6);
            let given = entry.answer.as_ref().map(|answer| item.in_words(answer)).filter(|_| width >= WIDE);
            let side = if width >= WIDE { (room / 3).max(20) } else { 0 };
            let prompt = clipped(&item.line(), room.saturating_sub(side + 2 * usize::from(side > 0)), look);
            let gap = room.saturating_sub(columns(&prompt) + side);
            spans.push(Span::styled(prompt, look.row(here)));
            if let Some(given) = given {
                spans.push(Span::raw(" ".repeat(gap)));
                spans.push(Span::styled(clipped(&given, side, look), theme.dim));
            }
            sheet.item(spans, here);
        }
        sheet
    }
}
