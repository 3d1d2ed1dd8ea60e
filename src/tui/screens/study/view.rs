//! Draws the question, the solution and the rating keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{RATINGS, Rate, Study, mode_word};
use crate::card::{Answer, Notes, Text, Verdict};
use crate::schedule::Rating;
use crate::study::{Asked, Item, Phase};
use crate::tui::screens::{below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::columns;
use crate::tui::widgets::{Sheet, bar, panel, prose};
use crate::tui::words;
use crate::tui::zones::Zones;

/// No line of text is longer than this.
const WIDEST: u16 = 92;
/// From this width on, facts stand beside the question.
const WIDE: u16 = 120;
/// Columns of the facts.
const SIDE: u16 = 34;

impl Study {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        let (Some(asked), Some(item)) = (self.session.asked(), self.session.item()) else {
            return self.draw_trouble(frame, area, look);
        };
        let mut area = area;
        if area.width >= WIDE {
            let x = area.right() - SIDE - 2;
            self.side.sheet(SIDE, look).draw(frame, Rect { x, width: SIDE, ..area }, look, zones);
            area.width -= SIDE + 6;
        }
        let area = column(area, WIDEST);
        let mut rows = area;
        for line in self.head(item, area, look) {
            frame.render_widget(line, Rect { height: rows.height.min(1), ..rows });
            rows = below(rows, 1);
        }
        let foot = self.foot(area, look);
        let body = Rect { height: rows.height.saturating_sub(foot.height()), ..rows };
        let sheet = Sheet::fitting(body, |width| self.body(asked, item, width, look));
        match self.scroll {
            Some(first) => sheet.draw_from(first, frame, body, look, zones),
            None => sheet.draw(frame, body, look, zones),
        }
        foot.draw(frame, below(rows, body.height), look, zones);
    }

    /// The deck, how far the session is, and a gauge where there is room for it.
    fn head(&self, item: &Item, area: Rect, look: &Look) -> Vec<Line<'static>> {
        let done = self.session.given().len();
        let all = done + self.session.left();
        let dot = look.glyphs.dot;
        let marked = if item.flagged { format!(" {dot} marked") } else { String::new() };
        let title = format!("{}{marked}", self.side.deck());
        let mode = mode_word(self.session.mode());
        let mode = if mode.is_empty() { String::new() } else { format!("{mode} {dot} ") };
        let spent = words::minutes(self.now.duration_since(self.started).unsigned_abs());
        let spent = if area.width < 50 { String::new() } else { format!(" {dot} {spent}") };
        let mut head =
            vec![panel::heading(&title, &format!("{mode}{} of {all}{spent}", done + 1), area.width, look)];
        if area.height >= 10 {
            head.push(bar::bar(done, all, area.width, look));
        }
        if area.height >= 16 {
            head.push(Line::default());
        }
        head
    }

    /// The question and the way of answering, or the question and its solution.
    fn body(&self, asked: &Asked, item: &Item, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let Some((_, widget)) = &self.widget else { return sheet };
        if !asked.posed.prompt.is_empty() {
            sheet.prose(&asked.posed.prompt, width, look, look.theme.text);
            sheet.gap();
        }
        match &asked.phase {
            Phase::Asking => {
                if asked.hinted
                    && let Some(hint) = &item.question.notes.hint
                {
                    note(&mut sheet, "hint", hint, width, look);
                    sheet.gap();
                }
                sheet.append(widget.sheet(width, look));
            }
            Phase::Answered { answer, verdict, .. } => {
                let given = answer.clone().unwrap_or_else(|| nothing(&asked.posed.input.solution()));
                let start = usize::from(sheet.height());
                sheet.append(widget.solved(&given, &item.question.rivals, width, look));
                if let Some(line) = verdict_line(answer.as_ref(), verdict, look) {
                    sheet.gap();
                    sheet.push(line);
                }
                sheet.focus(start..usize::from(sheet.height()));
                reasons(&mut sheet, asked.posed.explain.as_ref(), &item.question.notes, width, look);
            }
        }
        sheet
    }

    /// The rating keys with the intervals they lead to, and above them what is to be said.
    fn foot(&self, area: Rect, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let width = area.width;
        if let Some(trouble) = self.trouble() {
            sheet.push(panel::ruled("Not stored yet", "r tries again", width, look));
            prose::sentence(trouble, usize::from(width), look.theme.wrong)
                .into_iter()
                .for_each(|l| sheet.push(l));
            return sheet;
        }
        if let Some(leech) = &self.leech {
            let words =
                format!("A leech: “{leech}” was forgotten again. Edit, split or suspend it after undo (u).");
            prose::sentence(&words, usize::from(width), look.theme.hint)
                .into_iter()
                .for_each(|l| sheet.push(l));
        }
        if !self.is_answered() {
            return sheet;
        }
        if area.height >= 12 {
            sheet.push(panel::ruled("", "", width, look));
        }
        let row = usize::from(sheet.height());
        let (mut spans, mut clicks, mut at) = (Vec::new(), Vec::new(), 0);
        for rating in self.buttons.ratings() {
            let Some(binding) = RATINGS.iter().find(|binding| binding.action == Rate::As(*rating)) else {
                continue;
            };
            let chip = self.chip(*rating, binding.label, width, look);
            let wide: usize = chip.iter().map(|span| columns(&span.content)).sum();
            clicks.push((at..at + wide, binding.keys[0]));
            spans.extend(chip);
            at += wide;
        }
        sheet.push(spans);
        for (columns, key) in clicks {
            sheet.click_at(row..row + 1, columns, key);
        }
        if area.height >= 16 {
            sheet.gap();
        }
        sheet
    }

    /// One rating key: its number, its name and the wait it leads to; less of it where the room is small.
    fn chip(&self, rating: Rating, label: &str, width: u16, look: &Look) -> Vec<Span<'static>> {
        let theme = &look.theme;
        let is_suggested = self.suggested == Some(rating);
        let wait = self.outcomes.map(|outcomes| words::wait(outcomes[rating as usize - 1].wait));
        let wait = wait.filter(|_| width >= 60).map_or_else(String::new, |wait| format!(" {wait}  "));
        let name = match width {
            ..28 => String::new(),
            28..60 => format!("{label} "),
            _ => label.to_owned(),
        };
        vec![
            Span::styled(if is_suggested { look.glyphs.cursor } else { " " }, theme.accent),
            Span::styled(format!("{} ", rating.number()), theme.key),
            Span::styled(name, if is_suggested { theme.accent } else { theme.text }),
            Span::styled(wait, theme.dim),
        ]
    }

    /// The question is gone from the screen and its rating waits to be stored.
    fn draw_trouble(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let area = column(area, WIDEST);
        self.foot(area, look).draw(frame, below(area, area.height / 4), look, &mut Zones::default());
    }
}

fn verdict_line(answer: Option<&Answer>, verdict: &Verdict, look: &Look) -> Option<Line<'static>> {
    let (glyphs, theme) = (look.glyphs, &look.theme);
    let (sign, style, words) = match verdict {
        Verdict::Unjudged => return None,
        Verdict::Right => (glyphs.right, theme.right, "Right.".to_owned()),
        Verdict::Close(written) => (glyphs.close, theme.close, format!("Right; it is written {written}.")),
        Verdict::Partly { got, of } => (glyphs.close, theme.close, format!("{got} of {of} right.")),
        Verdict::Wrong if answer.is_none() => {
            (glyphs.wrong, theme.wrong, "Not known; here it is.".to_owned())
        }
        Verdict::Wrong => (glyphs.wrong, theme.wrong, "Wrong.".to_owned()),
    };
    Some(Line::from(vec![Span::styled(format!("{sign} "), style), Span::styled(words, style)]))
}

/// Why it is so, how to remember it, what the field says, where it is from.
fn reasons(sheet: &mut Sheet, explain: Option<&Text>, notes: &Notes, width: u16, look: &Look) {
    if let Some(explain) = explain.or(notes.explain.as_ref()) {
        sheet.gap();
        sheet.prose(explain, width, look, look.theme.text);
    }
    let rest = [("remember", &notes.mnemonic), ("in practice", &notes.practice), ("source", &notes.source)];
    let mut rest = rest.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))).peekable();
    if rest.peek().is_some() {
        sheet.gap();
    }
    for (name, text) in rest {
        note(sheet, name, text, width, look);
    }
}

/// A labelled text, hanging beside its label where there is room.
fn note(sheet: &mut Sheet, name: &str, text: &Text, width: u16, look: &Look) {
    let label = if width < 40 { format!("{name}: ") } else { format!("{name:<12} ") };
    let room = width.saturating_sub(columns(&label) as u16).max(8);
    let style = if name == "source" { look.theme.dim } else { look.theme.text };
    sheet.hang(vec![Span::styled(label, look.theme.hint)], prose::styled(text, room, look, style));
}

/// An answer of the shape of `solution` in which nothing is given.
fn nothing(solution: &Answer) -> Answer {
    match solution {
        Answer::Revealed => Answer::Revealed,
        Answer::Text(_) => Answer::Text(String::new()),
        Answer::Chosen(_) => Answer::Chosen(Vec::new()),
        Answer::Order(_) => Answer::Order(Vec::new()),
        Answer::Match(pairs) => Answer::Match(vec![None; pairs.len()]),
        Answer::Sort(items) => Answer::Sort(vec![None; items.len()]),
        Answer::Blanks(holes) => Answer::Blanks(vec![String::new(); holes.len()]),
    }
}
