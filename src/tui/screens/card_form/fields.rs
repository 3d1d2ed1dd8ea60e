//! The rows of the form: which deck, which kind, and a line for each key of that kind.

use std::collections::HashMap;

use crate::author::Draft;
use crate::card::QuestionKey;
use crate::card::kinds::{KINDS, KindInfo};
use crate::source::{Key as CardKey, Takes, with_plain_line_ends};
use crate::trainer::{Home, View};
use crate::tui::event::{Code, Key};
use crate::tui::screens::turned;
use crate::tui::widgets::{Lines, Typing};

/// The name of the row for the title of a new deck.
pub(super) const TITLE: &str = "title";

/// The names of what a kind needs first and next, whatever its own names for them are.
const SHARED: [&str; 2] = ["asked", "answered"];

/// What stands in a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Row {
    /// Which deck.
    Deck,
    /// The title of a new deck.
    Title,
    /// Which kind.
    Kind,
    /// A key of that kind.
    Key(&'static CardKey),
}

/// A deck that the card can go to.
#[derive(Debug)]
struct Deck {
    id: String,
    title: String,
    home: Home,
}

/// Everything that is typed and chosen.
#[derive(Debug)]
pub(super) struct Fields {
    /// The learner's own decks; a new one comes after the last.
    decks: Vec<Deck>,
    deck: usize,
    title: Typing,
    kinds: Vec<&'static KindInfo>,
    kind: usize,
    /// What is typed, by the name of the key or one of [`SHARED`]: another kind keeps what it has in common.
    typed: HashMap<&'static str, Lines>,
    /// The place of the row that has the cursor.
    pub(super) at: usize,
}

impl Row {
    /// What stands before it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Deck => "deck",
            Self::Title => TITLE,
            Self::Kind => "kind",
            Self::Key(key) => key.name,
        }
    }

    /// What it is about, where nothing is typed.
    pub(super) fn about(self) -> String {
        match self {
            Self::Deck | Self::Kind => String::new(),
            Self::Title => "what the new deck is called".to_owned(),
            Self::Key(key) => match Draft::manner(key) {
                "" => Draft::meaning(key),
                manner => format!("{}: {manner}", Draft::meaning(key)),
            },
        }
    }
}

impl Fields {
    pub(super) fn new(view: &View, id: Option<&str>) -> Self {
        let kinds = KINDS.iter().filter(|kind| Draft::fits_a_form(kind)).collect();
        let mut fields = Self {
            decks: own(view),
            deck: 0,
            title: Typing::default(),
            kinds,
            kind: 0,
            typed: HashMap::new(),
            at: 0,
        };
        fields.deck = fields.decks.iter().position(|deck| Some(deck.id.as_str()) == id).unwrap_or(0);
        fields.go_to_text();
        fields
    }

    /// Empty lines for another card of the same deck and kind; `added` was just written.
    pub(super) fn renew(&mut self, view: &View, added: Option<&QuestionKey>) {
        let (kind, title) = (self.kind, added.map(QuestionKey::deck));
        *self = Self { kind, ..Self::new(view, title) };
        self.at = self.rows().iter().position(|row| matches!(row, Row::Key(_))).unwrap_or(0);
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let title = (self.deck == self.decks.len()).then_some(Row::Title);
        let keys = Draft::keys(self.kind()).into_iter().map(Row::Key);
        [Row::Deck].into_iter().chain(title).chain([Row::Kind]).chain(keys).collect()
    }

    pub(super) fn kind(&self) -> &'static KindInfo {
        self.kinds.get(self.kind).copied().unwrap_or(&KINDS[0])
    }

    /// What is chosen in `row`, and nothing for one to type in.
    pub(super) fn chosen(&self, row: Row) -> Option<&str> {
        match row {
            Row::Deck => Some(self.decks.get(self.deck).map_or("a new deck", |deck| &deck.title)),
            Row::Kind => Some(self.kind().name),
            Row::Title | Row::Key(_) => None,
        }
    }

    /// The lines of `row`, if something was typed, and which of them has the cursor.
    pub(super) fn lines(&self, row: Row) -> Option<(&[Typing], usize)> {
        let (lines, at) = match row {
            Row::Title => (std::slice::from_ref(&self.title), 0),
            Row::Key(key) => self.typed.get(self.name(key)).map(|lines| (lines.lines(), lines.at()))?,
            Row::Deck | Row::Kind => return None,
        };
        lines.iter().any(|line| !line.value().is_empty()).then_some((lines, at))
    }

    pub(super) fn row(&self) -> Row {
        self.rows().get(self.at).copied().unwrap_or(Row::Deck)
    }

    pub(super) fn is_typing(&self) -> bool {
        matches!(self.row(), Row::Title | Row::Key(_))
    }

    /// Whether the key is one that walks among the lines of a text, which it does then.
    pub(super) fn walks(&mut self, key: Key) -> bool {
        matches!(key.code, Code::Up | Code::Down) && self.key(key)
    }

    /// Types or edits. Says whether the key was taken.
    pub(super) fn key(&mut self, key: Key) -> bool {
        match self.row() {
            Row::Title => self.title.key(key),
            Row::Key(name) => self.lines_mut(name).key(key),
            Row::Deck | Row::Kind => false,
        }
    }

    /// Begins a line, where there can be several.
    pub(super) fn new_line(&mut self) {
        if let Row::Key(key) = self.row()
            && (Draft::takes_lines(key) || Draft::takes_several(key))
        {
            self.lines_mut(key).new_line();
        }
    }

    /// Lets the card be of that kind.
    pub(super) fn choose(&mut self, kind: &KindInfo) {
        self.kind = self.kinds.iter().position(|known| known.name == kind.name).unwrap_or(self.kind);
    }

    /// Under which name the text of `key` is kept. What a kind needs first, a `front` or a `question`, is one text for all
    /// kinds, and so is what it needs next.
    fn name(&self, key: &CardKey) -> &'static str {
        let mut needed =
            self.kind().keys.iter().filter(|key| key.is_needed && !matches!(key.takes, Takes::Flag));
        let place = needed.position(|needed| needed.name == key.name);
        place.and_then(|place| SHARED.get(place)).copied().unwrap_or(key.name)
    }

    /// The lines of `key`, to be typed in.
    fn lines_mut(&mut self, key: &CardKey) -> &mut Lines {
        self.typed.entry(self.name(key)).or_default()
    }

    /// Whether nothing is typed, for whatever kind.
    pub(super) fn is_blank(&self) -> bool {
        self.title.answer().is_empty() && self.typed.values().all(|lines| lines.answer().is_empty())
    }

    /// Puts `text` in; each of its lines is an entry of its own where there can be several.
    pub(super) fn paste(&mut self, text: &str) {
        match self.row() {
            Row::Title => self.title.paste(text),
            Row::Key(key) if Draft::takes_lines(key) => self.lines_mut(key).paste(text),
            Row::Key(key) => {
                let text = with_plain_line_ends(text);
                let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
                let between = if Draft::takes_several(key) { "; " } else { " " };
                self.lines_mut(key).paste(&lines.join(between));
            }
            Row::Deck | Row::Kind => {}
        }
    }

    /// The next of what can be chosen, or the one before.
    pub(super) fn turn(&mut self, on: bool) {
        match self.row() {
            Row::Deck => self.deck = turned(self.deck, self.decks.len() + 1, on),
            Row::Kind => self.kind = turned(self.kind, self.kinds.len(), on),
            Row::Title | Row::Key(_) => {}
        }
    }

    pub(super) fn go_on(&mut self) {
        self.at = turned(self.at, self.rows().len(), true);
    }

    pub(super) fn go_back(&mut self) {
        self.at = turned(self.at, self.rows().len(), false);
    }

    /// To the next text, unless the cursor is in one.
    pub(super) fn go_to_text(&mut self) {
        let is_text = |row: &Row| matches!(row, Row::Title | Row::Key(_));
        self.at += self.rows().iter().skip(self.at).position(is_text).unwrap_or(0);
    }

    /// To the row with this label.
    pub(super) fn go_to(&mut self, label: &str) {
        if let Some(place) = self.rows().iter().position(|row| row.label() == label) {
            self.at = place;
        }
    }

    /// The card as far as it is typed.
    pub(super) fn draft(&self) -> Draft {
        let mut draft = Draft::new(self.kind());
        for key in Draft::keys(self.kind()) {
            let typed = self.typed.get(self.name(key)).map(Lines::answer).unwrap_or_default();
            let entries = if Draft::takes_several(key) {
                typed.lines().map(str::to_owned).collect()
            } else {
                vec![typed]
            };
            draft.set(key, entries);
        }
        draft
    }

    /// Where it goes; `None` for a new deck without a title.
    pub(super) fn home(&self) -> Option<Home> {
        match self.decks.get(self.deck) {
            Some(deck) => Some(deck.home.clone()),
            None => Some(self.title.answer()).filter(|title| !title.is_empty()).map(Home::New),
        }
    }
}

/// The decks that the learner can write into.
fn own(view: &View) -> Vec<Deck> {
    let mut own = Vec::new();
    for deck in &view.library.decks {
        if let Some(path) = deck.path() {
            let home = Home::File(path.to_path_buf());
            own.push(Deck { id: deck.id().to_owned(), title: deck.title().to_owned(), home });
        }
    }
    own
}
