//! A deck as the library lists it. Its sheet is there at once; what it says is read when it is needed, and as much of it.

mod excerpt;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use hashbrown::HashTable;

use super::files::{Error, read_alone, read_text};
use super::index::Index;
use super::listing::{Listing, digest_of, mistake_in, successions, texts, with_drawn};
use super::{LoadedDeck, Original, builtin};
use crate::card::compare::Rivals;
use crate::card::{Question, QuestionKey};
use crate::deck::{Deck, Row, Sheet, Wordings};
use crate::source::{SourceFile, line_and_column};

/// A deck with its sheet. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ListedDeck {
    listing: Arc<Listing>,
    path: Option<PathBuf>,
    /// Where that path ended when it was found, through all links.
    pub(super) real: Option<PathBuf>,
    /// What was read of it so far.
    read: Arc<Parts>,
    /// Where its texts are kept.
    index: Option<Index>,
    /// The decks whose rows it asks.
    lenders: Arc<[Self]>,
}

#[derive(Debug, Default)]
struct Parts {
    whole: OnceLock<LoadedDeck>,
    wordings: OnceLock<Wordings>,
    rivals: OnceLock<Arc<Rivals>>,
    /// Places of the questions, by the numbers of their keys, which are spread evenly by themselves.
    places: OnceLock<HashTable<u32>>,
}

/// Of so many questions, one may be built by itself; for more the deck is read as a whole.
const FEW: usize = 8;

impl ListedDeck {
    /// Lists a deck that was read.
    pub fn of(deck: LoadedDeck) -> Self {
        let listing = Arc::new(Listing::of(&deck));
        let (path, real) = (deck.path.clone(), deck.real.clone());
        let known = Parts { whole: deck.into(), ..Parts::default() };
        Self { listing, path, real, read: Arc::new(known), index: None, lenders: Arc::default() }
    }

    /// A deck that was listed before and has not changed; its texts are kept in `index`.
    pub(super) fn known(
        listing: Arc<Listing>,
        path: Option<PathBuf>,
        real: Option<PathBuf>,
        index: Option<Index>,
    ) -> Self {
        Self { listing, path, real, read: Arc::default(), index, lenders: Arc::default() }
    }

    /// The same deck, which finds the rows that it asks of others in `lenders`.
    #[must_use]
    pub(super) fn drawing(self, lenders: Vec<Self>) -> Self {
        Self { lenders: lenders.into(), ..self }
    }

    /// The ids of decks whose rows it asks, each with the digest of that deck's own texts as it was read.
    pub(super) fn drawn(&self) -> &[(String, u64)] {
        &self.listing.drawn
    }

    /// The id: half of every question's key.
    pub fn id(&self) -> &str {
        &self.listing.id
    }

    /// The name shown to people.
    pub fn title(&self) -> &str {
        &self.listing.title
    }

    /// Its main file; `None` for a built-in deck.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How many findings keep something out of the deck.
    pub fn errors(&self) -> usize {
        self.listing.errors
    }

    /// Where the first mistake stands that keeps a card out, and what it is: `capitals.toml, line 12: …`.
    pub fn first_error(&self) -> Option<&str> {
        self.listing.first_error.as_deref()
    }

    /// Whether a file is not well formed, so that more than the one card may be left out.
    pub fn is_broken(&self) -> bool {
        self.listing.is_broken
    }

    /// Ids of the decks that are learned before it.
    pub fn after(&self) -> &[String] {
        &self.listing.after
    }

    /// Which of its questions take the place of others, in its order: the names of the one that goes and of the one that comes.
    pub fn successions(&self) -> &[(QuestionKey, QuestionKey)] {
        &self.listing.successions
    }

    /// What became of the built-in deck that this one replaces; `None` where it replaces none.
    pub fn original(&self) -> Option<Original> {
        self.path.as_ref().and(self.listing.original)
    }

    /// How many questions it asks.
    pub fn len(&self) -> usize {
        self.listing.sheet.len()
    }

    /// Whether it asks nothing.
    pub fn is_empty(&self) -> bool {
        self.listing.sheet.is_empty()
    }

    /// Its questions in short, in the author's order.
    pub fn sheet(&self) -> &Sheet {
        &self.listing.sheet
    }

    /// The same, one after the other.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + Clone {
        (0..self.len()).map(|place| self.row(place))
    }

    /// The question at `place`, in short.
    pub fn row(&self, place: usize) -> Row<'_> {
        self.listing.sheet.row(&self.listing.id, place)
    }

    /// The place of the question of that name.
    pub fn place_of(&self, key: &QuestionKey) -> Option<usize> {
        let sheet = &self.listing.sheet;
        let places = self.read.places.get_or_init(|| {
            let mut places = HashTable::with_capacity(sheet.len());
            for (number, place) in sheet.numbers().zip(0_u32..) {
                places.insert_unique(number.0, place, |&place| sheet.number(place as usize).0);
            }
            places
        });
        let number = key.number();
        let place = *places.find(number.0, |&place| sheet.number(place as usize) == number)? as usize;
        self.row(place).is_called(key).then_some(place)
    }

    /// The whole deck with its texts and findings, read now if it was not before. Where that fails it is empty.
    pub fn whole(&self) -> &LoadedDeck {
        self.read.whole.get_or_init(|| self.read_whole().unwrap_or_else(|_| self.nothing()))
    }

    /// How its questions read.
    pub fn wordings(&self) -> &Wordings {
        self.read.wordings.get_or_init(|| {
            let is_read = self.read.whole.get().is_some();
            let kept = self
                .index
                .as_ref()
                .filter(|_| !is_read)
                .and_then(|index| index.wordings(&self.listing.files.first()?.name, self.listing.digest));
            let sound = kept.filter(|wordings| wordings.is_sound(self.len()));
            sound.unwrap_or_else(|| self.wordings_of_whole())
        })
    }

    /// The questions at `places`, built of as little of the deck as is needed; `None` for one that is gone meanwhile.
    pub fn questions(&self, places: &[usize]) -> Vec<Option<Question>> {
        if self.read.whole.get().is_none()
            && places.len() * FEW <= self.len().max(FEW * FEW)
            && let Some(questions) = self.excerpted(places)
        {
            return questions.into_iter().map(Some).collect();
        }
        places.iter().map(|&place| self.in_whole(place)).collect()
    }

    /// The file and the line, from 1, that the card of the question at `place` is written at; `None` for a built-in deck.
    pub fn place(&self, place: usize) -> Option<(PathBuf, usize)> {
        self.path.as_ref()?;
        let at = self.row(place).at();
        let number = usize::from(at.file.0);
        let name = &self.listing.files.get(number)?.name;
        let text = match self.read.whole.get().and_then(|whole| whole.files.get(number)) {
            Some(file) => file.text.clone(),
            None => read_text(Path::new(name)).ok()?,
        };
        Some((PathBuf::from(name), line_and_column(&text, at.range.start).0))
    }

    /// The file and the line, from 1, of the first mistake that keeps a card out; `None` where there is none, and for a
    /// built-in deck.
    pub fn place_of_mistake(&self) -> Option<(PathBuf, usize)> {
        self.path.as_ref()?;
        let (_, file, line) = mistake_in(self.whole())?;
        Some((PathBuf::from(&file.name), line))
    }

    /// A number that stands for its texts.
    pub fn digest(&self) -> u64 {
        self.listing.digest
    }

    /// A number that stands for its own texts alone.
    pub(super) fn own_digest(&self) -> u64 {
        self.listing.own_digest
    }

    /// Its own texts, the main file first; `None` where they cannot be read.
    pub(super) fn texts(&self) -> Option<Vec<SourceFile>> {
        if let Some(whole) = self.read.whole.get() {
            return Some(whole.files.clone());
        }
        let files = self.listing.files.iter().map(|file| {
            let text = match &self.path {
                Some(_) => read_text(Path::new(&file.name)).ok(),
                None => builtin::text(&file.name).map(str::to_owned),
            };
            Some(SourceFile { name: file.name.clone(), text: text? })
        });
        files.collect()
    }

    /// Whether it was read as `other` was, word for word.
    pub fn reads_as(&self, other: &Self) -> bool {
        self.path == other.path && self.listing == other.listing
    }

    /// Its files, the main file first, each with whether it is empty.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, bool)> {
        self.listing.files.iter().map(|file| (file.name.as_str(), file.is_blank))
    }

    /// The name of its main file.
    pub(super) fn main_file(&self) -> &str {
        self.listing.files.first().map_or("", |file| &file.name)
    }

    /// Whether `text` is what it was read from, alone.
    pub(super) fn is_read_from(&self, text: &str) -> bool {
        let mut files = self.listing.files.iter();
        let only = files.next().filter(|_| files.next().is_none());
        only.is_some_and(|file| digest_of([(file.name.as_str(), text)].into_iter()) == self.own_digest())
    }

    /// The deck with one more `card` at its end, which begins at `start` of `text` and reads like `added`. It was read alone,
    /// where it began at `read_at`.
    pub(super) fn with_card(
        &self,
        card: &Deck,
        added: &Wordings,
        read_at: usize,
        start: usize,
        text: &str,
    ) -> Self {
        let mut listing = Listing::clone(&self.listing);
        listing.files.iter_mut().for_each(|file| file.is_blank = false);
        listing.successions.extend(successions(card));
        listing.sheet.append(&card.questions, read_at, start, text);
        listing.own_digest = digest_of(listing.files.iter().map(|file| (file.name.as_str(), text)));
        listing.digest = with_drawn(listing.own_digest, &listing.drawn);
        let read = Parts::default();
        // Where they were not needed so far, they are read when they are.
        if let Some(mut wordings) = self.read.wordings.get().cloned() {
            wordings.append(added);
            let _ = read.wordings.set(wordings);
        }
        Self { listing: Arc::new(listing), read: Arc::new(read), ..self.clone() }
    }

    pub(super) fn listing(&self) -> &Arc<Listing> {
        &self.listing
    }

    /// The question at `place` out of the whole deck.
    fn in_whole(&self, place: usize) -> Option<Question> {
        let questions = &self.whole().deck.questions;
        let own = questions.get(place).filter(|question| question.key.number() == self.row(place).number());
        // The file may have changed since it was listed.
        own.cloned().or_else(|| {
            let key = self.row(place).key();
            questions.iter().find(|question| question.key == key).cloned()
        })
    }

    /// The answers of the deck, which are read when a slip is first judged.
    fn rivals(&self) -> Arc<Rivals> {
        let rivals = self.read.rivals.get_or_init(|| {
            let deck = self.clone();
            Arc::new(Rivals::later(move || deck.wordings().rivals().to_vec()))
        });
        Arc::clone(rivals)
    }

    fn wordings_of_whole(&self) -> Wordings {
        let questions = &self.whole().deck.questions;
        if questions.iter().map(|question| question.key.number()).eq(self.listing.sheet.numbers()) {
            let wordings = Wordings::of(questions.iter().map(Some));
            self.keep(&wordings);
            return wordings;
        }
        // The file changed after it was listed.
        let present: Vec<_> = (0..self.len()).map(|place| self.in_whole(place)).collect();
        Wordings::of(present.iter().map(Option::as_ref))
    }

    /// Keeps the wordings of a deck that was known while they were lost.
    fn keep(&self, wordings: &Wordings) {
        let is_as_listed = digest_of(texts(&self.whole().files)) == self.own_digest();
        if let (Some(index), Some(main), true) = (&self.index, self.listing.files.first(), is_as_listed) {
            index.keep_wordings(&main.name, self.listing.digest, wordings);
        }
    }

    fn read_whole(&self) -> Result<LoadedDeck, Error> {
        let alone = match &self.path {
            Some(path) => read_alone(path, read_text(path)?, &[]),
            None => self.built_in().unwrap_or_else(|| self.nothing()),
        };
        Ok(alone.drawing(&self.lenders))
    }

    fn built_in(&self) -> Option<LoadedDeck> {
        let name = &self.listing.files.first()?.name;
        let text = builtin::text(name)?.to_owned();
        Some(LoadedDeck::new(None, vec![SourceFile { name: name.clone(), text }], Vec::new()))
    }

    fn nothing(&self) -> LoadedDeck {
        let mut nothing = LoadedDeck::new(self.path.clone(), Vec::new(), Vec::new());
        nothing.deck.id.clone_from(&self.listing.id);
        nothing.deck.title.clone_from(&self.listing.title);
        nothing
    }
}

impl From<LoadedDeck> for ListedDeck {
    fn from(deck: LoadedDeck) -> Self {
        Self::of(deck)
    }
}
