//! Draws the question and its solution, and lists the keys that mean something just now.

use std::fmt::Write as _;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::Study;
use crate::card::Verdict;
use crate::schedule::Mode;
use crate::study::{Asked, Item, Phase};
use crate::tui::canvas::Canvas;
use crate::tui::screens::below;
use crate::tui::screens::stage::{Beside, Stage};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Sheet, bar, feedback, panel};
use crate::tui::zones::Zones;
use crate::words;

/// Below this height the verdict takes the place of the title, and there is air only where everything fits.
const TIGHT: u16 = 10;
/// From this height on, a gauge stands under the title; from the second on, air under the gauge.
const GAUGED: u16 = 10;
const AIRY: u16 = 14;
/// The rating keys never stand higher than below this many rows, so that they seldom move.
const STEADY: u16 = 20;

/// What stands where.
pub(super) struct Layout {
    head: Vec<Line<'static>>,
    head_at: Rect,
    /// The question and its solution.
    pub(super) text: Sheet,
    /// Where that is drawn.
    pub(super) body: Rect,
    foot: Sheet,
    foot_at: Rect,
    beside: Beside,
}

impl Study {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let Some(layout) = self.layout(area, look) else { return self.draw_trouble(area, canvas) };
        let mut rows = layout.head_at;
        for line in layout.head {
            canvas.frame.render_widget(line, Rect { height: rows.height.min(1), ..rows });
            rows = below(rows, 1);
        }
        layout.text.draw_at(self.scroll, layout.body, canvas);
        layout.foot.draw(layout.foot_at, canvas);
        match layout.beside {
            Beside::Nothing => {}
            Beside::Right(right) => self.side.sheet(right.width, look).draw(right, canvas),
            Beside::Both(left, right) => {
                self.side.session(left.width, look).draw(left, canvas);
                self.side.question(right.width, look).draw(right, canvas);
            }
        }
    }

    /// What stands where in `area`; `None` while no question is shown.
    pub(super) fn layout(&self, area: Rect, look: &Look) -> Option<Layout> {
        let (asked, item) = (self.session.asked()?, self.session.item()?);
        let look = &look.of_deck(item.question.key.deck());
        let Stage { question: whole, beside } = Stage::of(area);
        let head = self.head(asked, item, whole, look);
        let rows = below(whole, head.len() as u16);
        let foot = self.foot(whole, look);
        let room = rows.height.saturating_sub(foot.height());
        let body = Rect { height: room, ..rows };
        let has_verdict = whole.height >= TIGHT;
        let mut text = Sheet::fitting(body, |width| self.body(asked, item, width, has_verdict, true, look));
        // On a small screen air gives way to words.
        if !has_verdict && text.height() > body.height {
            text = Sheet::fitting(body, |width| self.body(asked, item, width, false, false, look));
        }
        let body = Rect { height: room.min((text.height() + 1).max(STEADY)), ..body };
        let foot_at = below(rows, body.height);
        let head_at = Rect { height: whole.height.min(head.len() as u16), ..whole };
        Some(Layout { head, head_at, text, body, foot, foot_at, beside })
    }

    /// The deck, how far the session is, and a gauge where there is room for it.
    fn head(&self, asked: &Asked, item: &Item, area: Rect, look: &Look) -> Vec<Line<'static>> {
        let (done, left) = (self.session.ratings().len(), self.session.left());
        let dot = look.glyphs.dot;
        let mut note = match self.session.mode() {
            Mode::Drill => String::new(),
            mode => format!("{} {dot} ", mode_word(mode)),
        };
        let answers = self.session.answers_left(self.today);
        if area.width < 50 {
            let _ = write!(note, "{left} left");
        } else {
            note.push_str(&words::count(done, "answer"));
            if answers > left && area.width >= 70 {
                let _ = write!(note, ", about {answers} to come");
            }
            let _ = write!(note, " {dot} {left} left");
            let spent = self.now.duration_since(self.started).unsigned_abs();
            if area.width >= 70 && spent.as_secs() >= 30 {
                let _ = write!(note, " {dot} {} so far", words::minutes(spent));
            }
        }
        let verdict = verdict(asked, item, look).filter(|_| area.height < TIGHT);
        let marked = match (item.flagged, area.width) {
            (false, _) => String::new(),
            (true, ..50) => format!("{} ", look.glyphs.on),
            (true, _) => format!("{} marked {dot} ", look.glyphs.on),
        };
        let (title, style) =
            verdict.unwrap_or_else(|| (format!("{marked}{}", self.side.deck), look.theme.dim));
        // On a small screen the verdict matters more than what is left.
        if area.height < TIGHT
            && self.is_answered()
            && columns(&title) + columns(&note) + 2 > area.width.into()
        {
            note.clear();
        }
        let room = usize::from(area.width).saturating_sub(columns(&note) + 2 * usize::from(!note.is_empty()));
        let title = clipped(&title, room.max(8), look);
        let mut head = vec![panel::titled(&title, style, &note, area.width, look)];
        if area.height >= GAUGED {
            head.push(bar::bar(done, done + answers, area.width, look));
        }
        if area.height >= AIRY {
            head.push(Line::default());
        }
        head
    }

    /// The question and the way of answering, or the question and its solution, set apart by `air`.
    fn body(
        &self,
        asked: &Asked,
        item: &Item,
        width: u16,
        has_verdict: bool,
        air: bool,
        look: &Look,
    ) -> Sheet {
        let mut sheet = Sheet::default();
        let Some((_, widget)) = &self.widget else { return sheet };
        if !asked.posed.prompt.is_empty() {
            sheet.prose(&asked.posed.prompt, width, look, look.theme.text);
            sheet.gap_if(air);
        }
        match &asked.phase {
            Phase::Asking => {
                let hint = feedback::hint(&item.question, &asked.posed).filter(|_| asked.hinted);
                if let Some(hint) = hint {
                    feedback::note(&mut sheet, "hint", hint, width, look);
                    sheet.gap_if(air);
                }
                sheet.append(widget.sheet(width, look));
            }
            Phase::Answered { answer, .. } => {
                let start = usize::from(sheet.height());
                if let Some((words, style)) = verdict(asked, item, look).filter(|_| has_verdict) {
                    sheet.say(&words, width, style);
                    sheet.gap();
                }
                let given = answer.clone().unwrap_or_else(|| asked.posed.input.nothing());
                sheet.append(widget.solved(&given, &item.question.rivals, width, look));
                sheet.focus_around(start..usize::from(sheet.height()));
                feedback::notes(&mut sheet, &item.question, &asked.posed, width, look);
            }
        }
        sheet
    }

    /// The question is gone from the screen and its rating waits to be stored.
    fn draw_trouble(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let area = Stage::of(area).question;
        let mut sheet = Sheet::default();
        // What was asked and how it was rated stay in sight until they are stored.
        if let Some((asked, given)) = self.session.rated().next_back().filter(|_| area.height >= TIGHT) {
            let question = &self.session.items()[given.item].question;
            let prompt = if asked.posed.prompt.is_empty() { &question.prompt } else { &asked.posed.prompt };
            sheet.prose(prompt, area.width, &look.of_deck(question.key.deck()), look.theme.text);
            sheet.gap();
            let words = format!("{} You rated it {}.", look.glyphs.arrow, given.rating.name());
            sheet.push(Line::styled(words, look.theme.accent));
            sheet.gap();
        }
        sheet.append(self.foot(area, look));
        let zones = &mut Zones::default();
        sheet.draw(area, &mut Canvas { frame: canvas.frame, look, zones });
    }
}

/// The word for a mode above the questions.
const fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Drill | Mode::Rescheduled | Mode::Forgotten => "drill",
        Mode::Ahead => "ahead",
        Mode::Cram => "cram",
        Mode::Quiz | Mode::Trial => "quiz",
    }
}

/// What came of the answer, in a few words behind its sign. An answer that the learner judges alone has no verdict.
fn verdict(asked: &Asked, item: &Item, look: &Look) -> Option<(String, Style)> {
    let Phase::Answered { answer, verdict, .. } = &asked.phase else { return None };
    let judged = answer.as_ref().map(|answer| asked.posed.input.judge(answer, &item.question.rivals));
    let is_overruled = *verdict != judged.clone().unwrap_or(Verdict::Wrong);
    match (verdict, is_overruled) {
        (Verdict::Right, true) => Some(feedback::counted(true, look)),
        (Verdict::Wrong, true) => Some(feedback::counted(false, look)),
        _ => feedback::verdict(Some(verdict).filter(|_| answer.is_some()), "No answer.", look),
    }
}
