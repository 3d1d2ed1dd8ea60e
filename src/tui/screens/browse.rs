//! Browse: all questions with their memory, searched and filtered.

mod rows;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::CardForm;
use super::card_form::said;
use super::copying::Offer;
use crate::card::{QuestionKey, Text};
use crate::schedule::Decision;
use crate::search::{Query, completions};
use crate::tui::ask::{Ask, Told};
use crate::tui::event::{Code, Event, Key};
use crate::tui::jobs::Job;
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen, Spot};
use crate::tui::screens::{READ_ANEW, first_mistake};
use crate::tui::theme::Look;
use crate::tui::widgets::{Cursor, Typing, list, prose};
use crate::tui::zones::Zones;
use rows::{By, Filter, Row, Rows, Sort};

/// What the keys do while the list has them.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('/')], Action::Search, "search"),
    Binding::new(&[Key::char('f')], Action::Filter, "filter"),
    Binding::new(&[Key::char('o')], Action::Sort, "order"),
    Binding::new(&[Key::new(Code::Enter), Key::char(' ')], Action::Answer, "answer").hint(Hint::First),
    Binding::new(&[Key::char('J')], Action::LineDown, "scroll the details").hint(Hint::Never),
    Binding::new(&[Key::char('K')], Action::LineUp, "scroll it back").hint(Hint::Never),
    Binding::new(&[Key::char('s')], Action::Suspend, "suspend, or take it back").hint(Hint::Never),
    Binding::new(&[Key::char('m')], Action::Flag, "mark, or take the mark off").hint(Hint::Never),
    Binding::new(&[Key::char('e')], Action::Edit, "edit the card").hint(Hint::Never),
    Binding::new(&[Key::char('y')], Action::Copy, "copy the question").hint(Hint::Never),
    Binding::new(&[Key::char('Y')], Action::CopyDeck, "copy a built-in deck to your own").hint(Hint::Never),
    Binding::new(&[Key::char('+')], Action::Add, "add a card"),
    Binding::new(&[Key::char('q'), Key::new(Code::Esc)], Action::Leave, "back").hint(Hint::First),
];

/// Ways to go on that are shown below the search.
const MOST_COMPLETIONS: usize = 6;

/// What is shown of the keys while the search has them.
const SEARCHING: &[Binding<()>] = &[
    Binding::new(&[Key::new(Code::Enter), Key::new(Code::Esc)], (), "to the list").hint(Hint::First),
    Binding::new(&[Key::new(Code::Tab)], (), "complete").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Search,
    Filter,
    Sort,
    Answer,
    LineDown,
    LineUp,
    Suspend,
    Flag,
    Edit,
    Copy,
    CopyDeck,
    Add,
    Leave,
}

/// The screen.
#[derive(Debug, Default)]
pub struct Browse {
    rows: Rows,
    /// Indices of the rows that pass search and filter, in the order shown.
    shown: Vec<usize>,
    cursor: Cursor,
    search: Typing,
    /// What that asks for.
    query: Query,
    is_searching: bool,
    filter: Filter,
    sort: Sort,
    /// Whether the answer of the row under the cursor is shown.
    answer: bool,
    /// Why it is so, while the answer is shown.
    explain: Option<Text>,
    offer: Offer,
    /// How far what is told about that row is scrolled.
    scroll: usize,
}

impl Browse {
    /// The screen; it looks at the library when it is shown.
    pub fn new() -> Self {
        Self::default()
    }

    fn load(&mut self, ctx: &Ctx<'_>) {
        let (key, missed) = (self.key(), std::mem::take(&mut self.rows.missed));
        self.rows = Rows::of(ctx.view, ctx.now);
        self.rows.missed = missed;
        self.sift();
        let row = key.and_then(|key| self.rows.position(&key));
        self.go_to(row);
    }

    /// Brings one row up to date, since reading them all anew takes longer than a key may.
    fn renew(&mut self, key: &QuestionKey, ctx: &Ctx<'_>) {
        if let Some(row) = self.rows.position(key).and_then(|row| self.rows.get_mut(row)) {
            row.decided(ctx.view.standing(key));
        }
        self.sift();
        self.go(self.cursor.at());
    }

    /// Applies search, filter and order.
    fn sift(&mut self) {
        self.query = Query::parse(self.search.value());
        self.shown = self.rows.sifted(self.filter, self.sort, &self.query);
    }

    /// The question under the cursor.
    fn key(&self) -> Option<QuestionKey> {
        self.row().map(|row| self.rows.listed(row).key())
    }

    /// Looks up what is only told with the answer.
    fn look_up(&mut self) {
        let row = self.row().filter(|_| self.answer);
        self.explain = row.and_then(|row| self.rows.explain(row));
    }

    /// What the search may become, as far as it is typed.
    fn completions(&self) -> Vec<String> {
        completions(self.search.value(), &self.rows.names(), MOST_COMPLETIONS)
    }

    fn row(&self) -> Option<&Row> {
        self.shown.get(self.cursor.at()).and_then(|&row| self.rows.get(row))
    }

    fn go(&mut self, to: usize) {
        self.cursor.go(to, self.shown.len());
        self.scroll = 0;
        self.look_up();
    }

    /// Goes to that row if it is shown, and otherwise stays.
    fn go_to(&mut self, row: Option<usize>) {
        let place = row.and_then(|row| self.shown.iter().position(|&shown| shown == row));
        self.go(place.unwrap_or(self.cursor.at()));
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let offer = std::mem::take(&mut self.offer);
        match action {
            Action::Search => self.is_searching = true,
            Action::Filter => {
                self.filter = self.filter.next();
                self.sift();
                self.go(0);
            }
            Action::Sort => {
                self.sort = self.sort.next();
                self.sift();
                self.go(0);
            }
            Action::Answer => {
                self.answer = !self.answer;
                self.go(self.cursor.at());
            }
            Action::LineDown => self.scroll = (self.scroll + 1).min(self.last_scroll(ctx.area)),
            Action::LineUp => self.scroll = self.scroll.saturating_sub(1),
            Action::Add => {
                let id = self.row().map(|row| self.rows.deck(row).id());
                return Go::Open(Box::new(CardForm::new(ctx.view, id))).into();
            }
            Action::Leave if !self.search.value().is_empty() => {
                self.search = Typing::default();
                self.sift();
                self.go(0);
            }
            Action::Leave => return Go::Back.into(),
            Action::Suspend | Action::Flag | Action::Edit | Action::Copy | Action::CopyDeck => {
                return self.with_row(action, offer, ctx);
            }
        }
        Next::stay()
    }

    fn with_row(&mut self, action: Action, offer: Offer, ctx: &mut Ctx<'_>) -> Next {
        let (Some(row), Some(key)) = (self.row(), self.key()) else { return Next::stay() };
        match action {
            Action::Suspend if row.suspended == Some(By::Author) => {
                ctx.say("The author suspended this card: take `suspended = true` out of the deck.");
                Next::stay()
            }
            Action::Suspend => Effect::Decide(key, Decision::Suspend(row.suspended.is_none())).into(),
            Action::Flag => Effect::Decide(key, Decision::Flag(!row.is_flagged)).into(),
            Action::Copy => {
                ctx.say("Copied the question, if this terminal lets programs copy.");
                Effect::Copy(prose::plain(&self.rows.prompt(row), usize::MAX).join("\n")).into()
            }
            // Looked for now, and not for each row: counting the lines of a large deck takes its time.
            _ => match ctx.view.library.place(&key) {
                Some((path, line)) if action == Action::Edit => Effect::Edit(path, line).into(),
                _ => {
                    let edit = (action == Action::Edit).then(|| key.clone());
                    let (offer, next) = offer.ask_or_copy(key.deck(), edit, ctx);
                    self.offer = offer;
                    next
                }
            },
        }
    }

    /// A key that moves the cursor, or does nothing.
    fn walk(&mut self, key: Key, ctx: &Ctx<'_>) -> Next {
        self.offer = Offer::default();
        let page = usize::from(ctx.area.height / 2).max(1);
        if self.cursor.key(key, page, self.shown.len()) {
            self.go(self.cursor.at());
        }
        Next::stay()
    }

    fn search(&mut self, key: Key) {
        match key.code {
            Code::Enter | Code::Esc | Code::Down => self.is_searching = false,
            Code::Tab => {
                if let Some(whole) = self.completions().first() {
                    self.search = Typing::holding(whole);
                    self.sift();
                    self.go(0);
                }
            }
            _ => {
                self.search.key(key);
                self.sift();
                self.go(0);
            }
        }
    }
}

impl Screen for Browse {
    fn title(&self) -> &'static str {
        "Browse"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Done(Done::Edited(_)) => return Job::Reload.into(),
            Event::DecksChanged => return Job::Follow.into(),
            Event::Done(Done::Told(Told::Missed(missed))) => {
                self.rows.missed = missed.clone();
                self.sift();
                self.go(self.cursor.at());
            }
            Event::Done(Done::Followed(false) | Done::Told(_) | Done::Untold(_)) => {}
            Event::Done(Done::Followed(true)) => {
                self.load(ctx);
                let mistake = first_mistake(&ctx.view.library);
                ctx.say(mistake.unwrap_or_else(|| READ_ANEW.to_owned()));
            }
            Event::Done(Done::Decided(key)) => self.renew(key, ctx),
            Event::Done(Done::Copied { id, name }) => {
                self.load(ctx);
                return self.offer.copied(id, name, ctx);
            }
            Event::Done(Done::Added(keys)) => {
                self.load(ctx);
                // Where the search or the filter hides it, the cursor stays where it was.
                self.go_to(keys.first().and_then(|key| self.rows.position(key)));
                ctx.say(said(ctx.view, keys));
            }
            Event::Shown => {
                self.load(ctx);
                return Next::from(Job::Wordings).and(Effect::Ask(Ask::Missed));
            }
            Event::Done(_) => self.load(ctx),
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            Event::Paste(text) if self.is_searching => {
                self.search.paste(text);
                self.sift();
                self.go(0);
            }
            Event::Key(key) if self.is_searching => self.search(*key),
            Event::Key(key) => {
                return match lookup(KEYS, *key) {
                    Some(action) => self.act(action, ctx),
                    None => self.walk(*key, ctx),
                };
            }
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        self.draw(frame, area, look, zones);
    }

    fn keys(&self) -> Vec<Help> {
        if self.is_searching {
            return keys::help(SEARCHING);
        }
        list::help(KEYS)
    }

    fn spot(&self) -> Spot {
        (self.shown.get(self.cursor.at()).copied().unwrap_or(usize::MAX), 0)
    }

    fn follows_decks(&self) -> bool {
        true
    }

    fn is_typing(&self) -> bool {
        self.is_searching
    }
}
