//! Browse: all questions with their memory, searched and filtered.

mod details;
mod keys;
mod list;
mod ratings;
mod rows;
mod search;
mod several;
mod view;

use std::time::Duration;

use ratatui::layout::Rect;

use super::CardForm;
use super::card_form::said;
use super::copying::Offer;
use crate::card::QuestionKey;
use crate::clock::Moment;
use crate::search::{Order, Query};
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::jobs::Job;
use crate::tui::keys::lookup;
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen, Spot};
use crate::tui::screens::{READ_ANEW, first_mistake};
use crate::tui::widgets::{Cursor, Typing, prose};
use details::Details;
use keys::{Action, Naming};
pub(super) use keys::{KEYS, NAMING, RATINGS, SEARCHING};
use rows::{Filter, Row, Rows};
use several::{Several, Verb};

/// The title while a rating is chosen.
pub(super) const RATINGS_TITLE: &str = "Browse: ratings";

/// The log is asked about a question once the cursor has rested on it for so long: walking on waits for no disk.
const REST: Duration = Duration::from_millis(40);

/// Where it opens.
#[derive(Debug)]
enum Opening {
    /// On a deck.
    Deck(String),
    /// On a question, among those of its deck.
    Question(QuestionKey),
}

/// The screen, with all questions; it looks at the library when it is shown.
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
    /// Where it opens, until it has.
    opening: Option<Opening>,
    /// What the search held when it opened, which nobody typed.
    opened_with: String,
    /// Whether it was shown before, so that its filter is the learner's.
    was_shown: bool,
    filter: Filter,
    order: Order,
    several: Several,
    /// The file that cards are written to, while it is named.
    naming: Option<Typing>,
    /// Whether the card has the room of the list.
    is_large: bool,
    /// The question under the cursor.
    details: Details,
    /// The rating that is chosen of it to be taken back, counted from the newest, while one is.
    rating: Option<Cursor>,
    offer: Offer,
    /// A card that was added and is not shown.
    added: Option<QuestionKey>,
    /// How far its details are scrolled.
    scroll: usize,
}

impl Browse {
    /// The screen with the cursor in the search.
    pub fn searching() -> Self {
        Self { is_searching: true, ..Self::default() }
    }

    /// The same, opened on the deck of that id.
    pub fn of_deck(id: &str) -> Self {
        Self { opening: Some(Opening::Deck(id.to_owned())), ..Self::default() }
    }

    /// The same, opened on a question among those of its deck.
    pub fn at(key: QuestionKey) -> Self {
        Self { opening: Some(Opening::Question(key)), ..Self::default() }
    }

    fn load(&mut self, ctx: &Ctx<'_>) {
        let (key, missed) = (self.key(), std::mem::take(&mut self.rows.missed));
        self.rows = Rows::of(ctx.view, ctx.now);
        self.rows.missed = missed;
        let key = self.open(ctx).or(key);
        if !std::mem::replace(&mut self.was_shown, true) {
            let is_off = |row: usize| self.rows.get(row).is_some_and(|row| !row.is_studied);
            let is_hidden = key.as_ref().and_then(|key| self.rows.position(key)).is_some_and(is_off);
            self.filter = if self.rows.off > 0 && !is_hidden { Filter::Studied } else { Filter::All };
        }
        self.sift();
        let row = key.and_then(|key| self.rows.position(&key));
        self.go_to(row);
    }

    /// Brings these rows up to date, since reading all anew takes longer than a key may.
    fn renew(&mut self, keys: &[QuestionKey], ctx: &Ctx<'_>) {
        let today = self.rows.today;
        for key in keys {
            if let Some(row) = self.rows.position(key).and_then(|row| self.rows.get_mut(row)) {
                row.remembered(ctx.view.memories().get(key).copied(), today, ctx.view.config.leech_lapses);
                row.decided(ctx.view.standing(key), today);
            }
        }
        self.sift();
        self.go(self.cursor.at());
    }

    /// The question under the cursor.
    fn key(&self) -> Option<QuestionKey> {
        self.row().map(|row| self.rows.listed(row).key())
    }

    fn row(&self) -> Option<&Row> {
        self.shown.get(self.cursor.at()).and_then(|&row| self.rows.get(row))
    }

    fn go(&mut self, to: usize) {
        self.cursor.go(to, self.shown.len());
        self.scroll = 0;
        self.rating = None;
        self.details = self.row().map(|row| Details::of(&self.rows, row)).unwrap_or_default();
    }

    /// Goes to that row if it is shown, and otherwise stays.
    fn go_to(&mut self, row: Option<usize>) {
        let place = row.and_then(|row| self.shown.iter().position(|&shown| shown == row));
        self.go(place.unwrap_or(self.cursor.at()));
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let offer = std::mem::take(&mut self.offer);
        match action {
            Action::Search => {
                self.is_searching = true;
                // What nobody typed gives way to the first letter.
                if !self.opened_with.is_empty() && self.search.value() == self.opened_with {
                    self.search.select();
                }
            }
            Action::Filter | Action::Order | Action::OrderBefore | Action::Everything => self.choose(action),
            Action::Enlarge => {
                self.is_large = !self.is_large;
                self.scroll = 0;
            }
            Action::LineDown => {
                self.scroll = (self.scroll + 1).min(self.last_scroll(ctx.area, &ctx.pictures));
            }
            Action::LineUp => self.scroll = self.scroll.saturating_sub(1),
            Action::Pick | Action::PickAll | Action::PickNone => self.pick(action),
            Action::Export => self.name_a_file(),
            Action::Suspend => return self.decide(Verb::Suspend, ctx),
            Action::PutOff => return self.decide(Verb::PutOff, ctx),
            Action::Flag => return self.decide(Verb::Flag, ctx),
            Action::Undo => return self.undo(ctx),
            Action::TakeBack => return self.choose_rating(ctx),
            Action::Add => {
                let id = self.row().map(|row| self.rows.deck(row).id());
                return Go::Open(Box::new(CardForm::new(ctx.view, id))).into();
            }
            Action::Out if !self.several.is_empty() => self.several.pick_none(),
            Action::Out if self.has_typed() => {
                self.search = Typing::holding(&self.opened_with);
                self.sift_anew();
            }
            Action::Out | Action::Leave => return Go::Back.into(),
            Action::Edit | Action::Copy | Action::CopyDeck => return self.with_row(action, &offer, ctx),
        }
        Next::stay()
    }

    /// Chooses which rows are shown, and in which order.
    fn choose(&mut self, action: Action) {
        match action {
            Action::Filter => self.filter = self.filter.next(self.rows.off > 0),
            Action::Order => self.order = self.order.next(),
            Action::OrderBefore => self.order = self.order.before(),
            _ => {
                // The cursor stays where it is, or goes to what was hidden.
                let key = self.added.take().or(self.key());
                (self.search, self.filter) = Default::default();
                self.sift();
                return self.go_to(key.and_then(|key| self.rows.position(&key)));
            }
        }
        self.sift_anew();
    }

    /// Selects, which walks on to the next row where it is about one.
    fn pick(&mut self, action: Action) {
        match action {
            Action::PickAll => {
                let shown = self.shown.iter().filter_map(|&row| self.rows.number(row));
                self.several.pick(shown);
            }
            Action::PickNone => self.several.pick_none(),
            _ => {
                let here = self.shown.get(self.cursor.at()).and_then(|&row| self.rows.number(row));
                if let Some(number) = here {
                    self.several.turn(number);
                    self.go(self.cursor.at() + 1);
                }
            }
        }
    }

    fn with_row(&mut self, action: Action, offer: &Offer, ctx: &mut Ctx<'_>) -> Next {
        let (Some(row), Some(key)) = (self.row(), self.key()) else { return Next::stay() };
        match action {
            Action::Copy => {
                ctx.say("Copied the question, if this terminal lets programs copy.");
                Effect::Copy(prose::plain(&self.rows.prompt(row), usize::MAX).join("\n")).into()
            }
            // Looked for now, and not for each row: counting the lines of a large deck takes its time.
            _ => match ctx.view.library.place(&key) {
                Some((path, line)) if action == Action::Edit => Effect::Edit(path, line).into(),
                _ => {
                    let edit = (action == Action::Edit).then(|| key.clone());
                    self.offer.ask_or_copy(offer, key.deck(), edit, ctx)
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

    /// A key while the file is named that cards are written to.
    fn name(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        match lookup(NAMING, key) {
            Some(Naming::Write) => return self.export(ctx),
            Some(Naming::Cancel) => self.naming = None,
            None => {
                if let Some(name) = &mut self.naming {
                    name.key(key);
                }
            }
        }
        Next::stay()
    }

    fn key_pressed(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if self.naming.is_some() {
            return self.name(key, ctx);
        }
        if self.is_searching {
            self.search(key);
            return Next::stay();
        }
        if let Some(rating) = self.rating {
            return self.rating_key(rating, key, ctx);
        }
        match lookup(KEYS, key) {
            Some(action) => self.act(action, ctx),
            None => self.walk(key, ctx),
        }
    }

    fn pasted(&mut self, text: &str) {
        if let Some(name) = &mut self.naming {
            name.paste(text);
        } else if self.is_searching {
            self.search.paste(text);
            self.sift_anew();
        }
    }

    fn performed(&mut self, done: &Done, ctx: &mut Ctx<'_>) -> Next {
        match done {
            Done::Edited(_) => return Job::Reload.into(),
            Done::Told(Told::Missed(missed)) => {
                self.rows.missed = missed.clone();
                self.sift();
                self.go(self.cursor.at());
            }
            Done::Told(Told::History(key, reviews)) => {
                self.details.take(key, reviews, ctx.view, ctx.now);
                self.has_ratings(ctx);
            }
            Done::Followed(false) | Done::Told(_) | Done::Untold(_) => {}
            Done::Followed(true) => {
                self.load(ctx);
                let mistake = first_mistake(&ctx.view.library);
                ctx.say(mistake.unwrap_or_else(|| READ_ANEW.to_owned()));
            }
            Done::DecidedAll(_) => {
                let keys = self.several.stored();
                self.renew(&keys, ctx);
            }
            Done::Stored => return self.rating_stored(ctx),
            Done::Exported(exported) => self.exported(exported, ctx),
            Done::Copied { id, name } => {
                self.load(ctx);
                return self.offer.copied(id, name, ctx);
            }
            Done::Added(keys) => {
                self.load(ctx);
                // Where the search or the filter hides it, the cursor stays where it was.
                self.go_to(keys.first().and_then(|key| self.rows.position(key)));
                let is_hidden = self.key().as_ref() != keys.first();
                let more = format!(" Press {} to write another", ctx.keys.on("Browse", '+'));
                let show = format!(", {} to see it", ctx.keys.on("Browse", 'c'));
                let more = more + if is_hidden { &show } else { "" } + ".";
                self.added = keys.first().filter(|_| is_hidden).cloned();
                ctx.say(said(ctx.view, keys) + &more);
            }
            _ => self.load(ctx),
        }
        Next::stay()
    }
}

impl Screen for Browse {
    fn title(&self) -> &'static str {
        match () {
            () if self.naming.is_some() => "Browse: file name",
            () if self.is_searching => "Browse: search",
            () if self.rating.is_some() => RATINGS_TITLE,
            () => "Browse",
        }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Done(done) => return self.performed(done, ctx),
            Event::DecksChanged => return Job::Follow.into(),
            Event::Shown => {
                self.load(ctx);
                return Next::from(Job::Wordings).and(Effect::Ask(Ask::Missed));
            }
            Event::Tick => {
                if let Some(key) = self.details.lacks_history() {
                    return Effect::Ask(Ask::History(key.clone())).into();
                }
            }
            Event::Failed(sentence) => {
                self.several.refused();
                ctx.say(sentence.clone());
            }
            Event::Paste(text) => self.pasted(text),
            Event::Key(key) => return self.key_pressed(*key, ctx),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.draw(area, canvas);
    }

    fn spot(&self) -> Spot {
        (self.shown.get(self.cursor.at()).copied().unwrap_or(usize::MAX), 0)
    }

    fn follows_decks(&self) -> bool {
        true
    }

    fn is_typing(&self) -> bool {
        self.is_searching || self.naming.is_some()
    }

    fn wake_after(&self, _at: Moment) -> Option<Duration> {
        self.details.lacks_history().map(|_| REST)
    }
}
