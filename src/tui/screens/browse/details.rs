//! What there is to read about the question under the cursor: its whole card, how firm it is remembered, why it comes on its
//! day, and how it was rated.

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::RATINGS_TITLE;
use super::rows::{By, Row, Rows};
use crate::card::{Posed, Question, QuestionKey};
use crate::schedule::{Mode, Rating, Review};
use crate::trainer::View;
use crate::tui::event::Key;
use crate::tui::theme::Look;
use crate::tui::widgets::answer::{self, Answering};
use crate::tui::widgets::prose::columns;
use crate::tui::widgets::{Sheet, feedback, panel};
use crate::words;

/// Columns between two ratings.
const GAP: usize = 3;

/// The question under the cursor, for which its card was read, and what the log told of it.
#[derive(Debug, Default)]
pub(super) struct Details {
    key: Option<QuestionKey>,
    card: Option<Card>,
    /// The reviews that count, oldest first; `None` while the log was not asked.
    history: Option<Vec<Review>>,
    /// What an answer today gains on the day of its exam; `None` where no exam with a date asks it.
    why_now: Option<String>,
}

/// A card as it is asked.
#[derive(Debug)]
struct Card {
    question: Question,
    posed: Posed,
    widget: Box<dyn Answering>,
}

impl Card {
    fn of(question: Question) -> Self {
        // Drawn with one seed: what is shuffled stays in its place.
        let posed = question.pose(&mut StdRng::seed_from_u64(1));
        Self { widget: answer::for_input(&posed.input), question, posed }
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let look = &look.of_deck(self.question.key.deck());
        if !self.posed.prompt.is_empty() {
            sheet.prose(&self.posed.prompt, width, look, look.theme.text);
            sheet.gap();
        }
        // Nobody has answered: the solution is shown as to one who gave up.
        let nothing = self.posed.input.nothing();
        sheet.append(self.widget.solved(&nothing, &self.question.rivals, width, look));
        sheet
    }

    /// The reason, and what else its author says of it.
    fn notes(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let look = &look.of_deck(self.question.key.deck());
        feedback::notes(&mut sheet, &self.question, &self.posed, width, look);
        if let Some(hint) = feedback::hint(&self.question, &self.posed) {
            feedback::note(&mut sheet, "hint", hint, width, look);
        }
        sheet
    }
}

impl Details {
    /// What is known of that row of `rows` at once.
    pub(super) fn of(rows: &Rows, row: &Row) -> Self {
        let key = rows.listed(row).key();
        Self { key: Some(key), card: rows.question(row).map(Card::of), ..Self::default() }
    }

    /// The question of which the log was not asked yet.
    pub(super) fn lacks_history(&self) -> Option<&QuestionKey> {
        self.key.as_ref().filter(|_| self.history.is_none())
    }

    /// Its reviews that count, the newest first, as they are shown; `None` while the log was not asked.
    pub(super) fn ratings(&self) -> Option<impl ExactSizeIterator<Item = &Review>> {
        Some(self.history.as_ref()?.iter().rev())
    }

    /// Takes in the reviews of a question, if it is still the one that is shown.
    pub(super) fn take(&mut self, key: &QuestionKey, history: &[Review], view: &View, now: Timestamp) {
        if self.key.as_ref() == Some(key) {
            self.why_now = view.why_now(key, history, now);
            self.history = Some(history.to_vec());
        }
    }

    /// All of it on `width` columns; `chosen` is the rating that would be taken back, counted from the newest.
    pub(super) fn sheet(
        &self,
        rows: &Rows,
        row: &Row,
        chosen: Option<usize>,
        width: u16,
        look: &Look,
    ) -> Sheet {
        let mut sheet = Sheet::default();
        let theme = &look.theme;
        let listed = rows.listed(row);
        sheet.push(panel::ruled(rows.deck(row).title(), listed.kind(), width, look));
        match &self.card {
            Some(card) => sheet.append(card.sheet(width, look)),
            None => {
                sheet.prose(&rows.prompt(row), width, look, theme.text);
                sheet.point((look.glyphs.arrow, theme.right), rows.answer(row), width, theme.right);
            }
        }
        sheet.gap();
        sheet.push(panel::ruled("Memory", "", width, look));
        for fact in self.facts(rows, row, look) {
            sheet.say(&fact, width, theme.text);
        }
        let ratings: Vec<_> =
            self.ratings().into_iter().flatten().map(|review| rating(review, rows, look)).collect();
        if chosen.is_some() {
            sheet.say(&asked(look), width, theme.accent);
        }
        push_ratings(&ratings, chosen, width, look, &mut sheet);
        for fact in figures(rows, row) {
            sheet.say(&fact, width, theme.dim);
        }
        let notes = self.card.as_ref().map(|card| card.notes(width, look));
        if let Some(notes) = notes.filter(|notes| notes.height() > 0) {
            sheet.gap();
            sheet.push(panel::ruled("Notes", "", width, look));
            sheet.append(notes);
        }
        sheet
    }

    /// Whether it is marked, how firm the memory is, and when and why the question comes again.
    fn facts(&self, rows: &Rows, row: &Row, look: &Look) -> Vec<String> {
        let mut facts = Vec::new();
        if row.is_flagged {
            facts.push(format!("{} Marked by you.", look.glyphs.flag));
        }
        match row.suspended {
            Some(By::Author) => facts.push("Suspended by its author: it does not come.".to_owned()),
            Some(By::Learner) => {
                facts.push("Suspended by you: it does not come until you take that back.".to_owned());
            }
            None if row.is_put_off => facts.push("Put off until tomorrow.".to_owned()),
            None => {}
        }
        let (Some(memory), Some(model)) = (row.memory, rows.model()) else {
            facts.push(self.why_now.clone().unwrap_or_else(|| words::WHY_NEW.to_owned()));
            return facts;
        };
        let mut firmness = words::firmness(&memory, model, rows.today);
        if row.is_leech {
            firmness.push_str("; often forgotten: rewrite or split it");
        }
        facts.push(firmness);
        let last = self.history.iter().flatten().rev().find(|review| review.mode.schedules());
        let due = words::day(memory.due, rows.today);
        facts.push(format!("Due {due}. {}", words::why_due(&memory, last, model, rows.today)));
        facts.extend(self.why_now.clone());
        facts
    }
}

/// A review as its mark and its day, with the style of the mark.
fn rating(review: &Review, rows: &Rows, look: &Look) -> (Style, &'static str, String) {
    let (glyphs, theme) = (look.glyphs, &look.theme);
    let day = words::short_date(review.offset.to_datetime(review.at).date(), rows.today);
    let (style, sign) = match review.rating {
        _ if !review.mode.is_answer() => (theme.dim, glyphs.dot),
        Rating::Again => (theme.wrong, glyphs.wrong),
        Rating::Hard => (theme.close, glyphs.close),
        Rating::Good | Rating::Easy => (theme.right, glyphs.right),
    };
    let words = match review.mode {
        Mode::Drill => format!("{} {day}", review.rating.name()),
        Mode::Rescheduled => format!("day set {day}"),
        Mode::Forgotten => format!("made new {day}"),
        mode => format!("{} {day}, {}", review.rating.name(), mode.name()),
    };
    (style, sign, words)
}

/// What is asked while a rating is chosen.
fn asked(look: &Look) -> String {
    let take_back = look.keys.on(RATINGS_TITLE, Key::ENTER);
    format!(
        "Which rating is taken back? {take_back} takes back the one that is marked, as if it had never been."
    )
}

/// As many ratings on a row as fit, under one another; the chosen one, of all of them, with the cursor.
fn push_ratings(
    ratings: &[(Style, &'static str, String)],
    chosen: Option<usize>,
    width: u16,
    look: &Look,
    sheet: &mut Sheet,
) {
    let widest = ratings.iter().map(|(_, sign, words)| columns(sign) + 1 + columns(words)).max();
    let Some(widest) = widest else { return };
    let lead = if chosen.is_some() { 2 } else { 0 };
    let on_a_row = ((usize::from(width) + GAP) / (lead + widest + GAP)).max(1);
    for (row, first) in ratings.chunks(on_a_row).zip((0..).step_by(on_a_row)) {
        let mut spans = Vec::new();
        for ((style, sign, words), nth) in row.iter().zip(first..) {
            let gap = widest + GAP - columns(sign) - 1 - columns(words);
            let is_here = chosen == Some(nth);
            if chosen.is_some() {
                spans.push(Span::styled(format!("{} ", look.cursor(is_here)), look.theme.accent));
            }
            spans.push(Span::styled(format!("{sign} "), *style));
            spans.push(Span::styled(words.clone(), look.row(is_here)));
            spans.push(Span::raw(" ".repeat(gap)));
        }
        let is_here = chosen.is_some_and(|chosen| (first..first + row.len()).contains(&chosen));
        sheet.item(Line::from(spans), is_here);
    }
}

/// The figures behind the sentences, the name and the tags.
fn figures(rows: &Rows, row: &Row) -> Vec<String> {
    let mut figures = Vec::new();
    if let Some(memory) = row.memory {
        figures.push(format!(
            "recall {:.0} %, stability {}, difficulty {:.1} of 10, {}, {}",
            100.0 * rows.recall(row).unwrap_or_default(),
            words::stability(memory.stability),
            memory.difficulty,
            words::count(memory.reps as usize, "review"),
            words::count(memory.lapses as usize, "lapse"),
        ));
    }
    let listed = rows.listed(row);
    figures.push(listed.key().to_string());
    if !listed.tags().is_empty() {
        figures.push(listed.tags().join(", "));
    }
    figures
}
