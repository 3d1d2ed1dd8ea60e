//! Draws the card and, where there is room, its findings beside or beneath it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::trial::Side;
use super::{Findings, Preview, Trial};
use crate::source::clean;
use crate::tui::canvas::Canvas;
use crate::tui::event::Key;
use crate::tui::screen::Ctx;
use crate::tui::screens::stage::{READABLE, WIDE};
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns, filled};
use crate::tui::widgets::{Sheet, feedback, panel};

/// No line of a card is longer than this where the findings stand beneath it: the same as in a session.
const WIDEST: u16 = 92;
/// Columns of the findings beside a card, at most, and of those between.
const FINDINGS: u16 = 90;
const BETWEEN: u16 = 6;
/// From this height on, they stand beneath it.
const TALL: u16 = 12;
/// From this height on, the head tells name and place of the question.
const NAMED: u16 = 16;
/// What stands before the words that are searched for.
const SEARCH: &str = "search ";

/// What stands where. Where there is no room for both, one of card and findings has no rows.
struct Layout {
    head: Rect,
    card: Rect,
    findings: Rect,
}

impl Preview {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let Layout { head, card, findings } = self.layout(area);
        let mut row = Rect { height: head.height.min(1), ..head };
        for line in self.head(head, look) {
            canvas.frame.render_widget(line, row);
            row.y += 1;
        }
        if self.is_searching || !self.search.value().is_empty() {
            self.draw_search(head, canvas);
        }
        if !card.is_empty() {
            let sheet = self.card(card, look);
            sheet.draw_at(self.scroll, card, canvas);
        }
        if !findings.is_empty() {
            let sheet = Sheet::fitting(findings, |width| self.told(width, look));
            sheet.draw_from(self.down, findings, canvas);
        }
    }

    /// What `t` shows next. On a small screen findings take the place of the card, and there are only two of them.
    pub(super) fn next_findings(&self, area: Rect) -> Findings {
        let is_small = area.height < TALL && area.width < WIDE;
        match self.findings {
            Findings::All => Findings::Card,
            Findings::Card if !is_small => Findings::Hidden,
            Findings::Card | Findings::Hidden => Findings::All,
        }
    }

    /// The scroll at which the last finding is shown.
    pub(super) fn last_finding(&self, area: Rect) -> usize {
        let findings = self.layout(area).findings;
        // All looks take the same room.
        let sheet = Sheet::fitting(findings, |width| self.told(width, &Look::plain()));
        usize::from(sheet.height().saturating_sub(findings.height))
    }

    /// Scrolls the card from the row at the top, given the rows of a page.
    pub(super) fn scroll_by(&mut self, to: impl Fn(usize, usize) -> usize, ctx: &Ctx<'_>) {
        let card = self.layout(ctx.area).card;
        let sheet = self.card(card, &Look::measuring(&ctx.pictures));
        self.scroll = Some(sheet.scrolled(self.scroll, card.height, to));
    }

    fn layout(&self, area: Rect) -> Layout {
        let is_wide = area.width >= WIDE;
        let whole = column(area, u16::MAX);
        let used = whole.width.min(READABLE + BETWEEN + FINDINGS);
        let middle = Rect { x: whole.x + (whole.width - used) / 2, width: used, ..whole };
        let area = if is_wide { middle } else { whole };
        let rows = if area.height >= NAMED { 3 } else { 1 };
        let head = Rect { height: rows.min(area.height), ..area };
        let rest = below(area, rows);
        let none = Rect { height: 0, ..rest };
        let (card, findings) = if is_wide {
            let width = (rest.width * 7 / 10).min(READABLE);
            let used = width + if width < READABLE { 4 } else { BETWEEN };
            let beside = Rect { x: rest.x + used, width: rest.width - used, ..rest };
            (Rect { width, ..rest }, if self.findings == Findings::Hidden { none } else { beside })
        } else if area.height >= TALL && self.findings != Findings::Hidden {
            // A card keeps the larger half; one sentence needs less.
            let wanted = self.told(rest.width, &Look::plain()).height();
            let most = if self.trial.is_some() { rest.height * 2 / 5 } else { rest.height * 4 / 5 };
            let height = wanted.clamp(2, most.max(2));
            let card = Rect { height: rest.height - height - 1, ..rest };
            (card, below(rest, card.height + 1))
        } else if self.findings == Findings::Card {
            (none, rest)
        } else {
            (rest, none)
        };
        Layout { head, card: Rect { width: card.width.min(WIDEST), ..card }, findings }
    }

    /// The deck and how far the cursor is in it; on a tall screen the question's name and place as well.
    fn head(&self, area: Rect, look: &Look) -> Vec<Line<'static>> {
        let title = self.stops.inspected().map_or("", |deck| &deck.title);
        let title = if title.is_empty() { "Preview" } else { title };
        let (here, all) = self.found();
        let counted = if self.stops.len() == 0 { 0 } else { self.stops.at() + 1 };
        let mut note = format!("{counted} of {}", self.stops.len());
        if area.width < 40 {
            note = format!("{counted}/{}", self.stops.len());
        }
        if here > 0 {
            note = format!("{} {here}  {note}", self.worst(look));
        } else if area.height == 1 && all > 0 && area.width >= 40 {
            note = format!("{all} found  {note}");
        }
        let room = usize::from(area.width).saturating_sub(columns(&note) + 2);
        let mut head = vec![panel::heading(&clipped(title, room.max(6), look), &note, area.width, look)];
        if area.height > 1 {
            let (name, place) = self.name(look);
            head.push(panel::titled(&name, look.theme.dim, &place, area.width, look));
        }
        head
    }

    /// Kind and key of the question, and the file and line it is written at.
    fn name(&self, look: &Look) -> (String, String) {
        let question = self.stops.question();
        let name = question.map_or_else(String::new, |question| {
            format!("{} {} {}", question.kind, look.glyphs.dot, question.key)
        });
        let place = self.stops.place().map_or_else(String::new, |(path, line)| {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{}, line {line}", clean(&file))
        });
        (name, place)
    }

    fn draw_search(&self, head: Rect, canvas: &mut Canvas<'_, '_>) {
        let (frame, look) = (&mut *canvas.frame, canvas.look);
        // Under the title, or in its place where there is but one row.
        let area = Rect { y: head.y + u16::from(head.height > 1), height: head.height.min(1), ..head };
        let lead = columns(SEARCH);
        let room = usize::from(area.width).saturating_sub(lead);
        if area.is_empty() || !self.is_searching && head.height == 1 {
            return;
        }
        let (text, caret) = self.search.window(room, look);
        let text = Span::styled(filled(&text, room, look), look.theme.accent);
        frame.render_widget(Line::from_iter([Span::styled(SEARCH, look.theme.dim), text]), area);
        if self.is_searching && usize::from(area.width) > lead {
            frame.set_cursor_position((area.x + (lead + caret) as u16, area.y));
        }
    }

    /// The card as a learner sees it.
    fn card(&self, area: Rect, look: &Look) -> Sheet {
        Sheet::fitting(area, |width| {
            let mut sheet = Sheet::default();
            if self.stops.is_old() {
                let words = if width < 40 { "As it was." } else { "As it was: a mistake hides it now." };
                let words = format!("{} {words}", look.glyphs.close);
                sheet.say(&words, width, look.theme.hint);
                sheet.gap_if(area.height > 8);
            }
            match &self.trial {
                Some(trial) => sheet.append(question(trial, width, area.height, look)),
                None => {
                    sheet.say(&self.nothing(look), width, look.theme.dim);
                }
            }
            sheet
        })
    }

    /// Why there is no card.
    fn nothing(&self, look: &Look) -> String {
        let Some(deck) = self.stops.inspected() else { return "There is no deck here.".to_owned() };
        let words = if self.stops.len() == 0 {
            let (change, clear) = (look.keys.on("Preview", '/'), look.keys.on("Preview", Key::ESC));
            return format!(
                "No card has these words. Press {change} to change them, {clear} to see all cards."
            );
        } else if deck.trouble.is_some() {
            "This file cannot be read."
        } else if deck.is_exam {
            "An exam asks the cards of decks. What is found in it stands among the findings."
        } else if self.found().0 > 0 {
            "This card is left out until its mistakes are mended."
        } else {
            "There is no card yet."
        };
        words.to_owned()
    }
}

/// The question, or its solution with everything that is told then.
fn question(trial: &Trial, width: u16, height: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    let Trial { question, posed, widget, side } = trial;
    let look = &look.of_deck(question.key.deck());
    let is_airy = height > 8;
    if !posed.prompt.is_empty() {
        sheet.prose(&posed.prompt, width, look, look.theme.text);
        sheet.gap_if(is_airy);
    }
    let nothing = posed.input.nothing();
    let answer = match side {
        Side::Question => {
            sheet.append(widget.sheet(width, look));
            return sheet;
        }
        Side::Solution => &nothing,
        Side::Judged(answer) => answer,
    };
    let start = usize::from(sheet.height());
    if let Side::Judged(answer) = side {
        let verdict = posed.input.judge(answer, &question.rivals);
        if let Some((words, style)) = feedback::verdict(Some(&verdict), "", look) {
            sheet.say(&words, width, style);
            sheet.gap_if(is_airy);
        }
    }
    sheet.append(widget.solved(answer, &question.rivals, width, look));
    sheet.focus(start..usize::from(sheet.height()));
    feedback::notes(&mut sheet, question, posed, width, look);
    if let Some(hint) = feedback::hint(question, posed) {
        // A learner sees it before the answer, and only on asking.
        feedback::note(&mut sheet, "hint", hint, width, look);
    }
    sheet
}
