//! Puts cards into the text of a deck: a new one, or one that is there.

use std::collections::{HashMap, HashSet};

use super::card::{Card, arranged};
use super::entry;
use super::known::{DeckCard, Spoken, known, prompt, two_sided};
use super::prose::seen;
use super::report::{Change, KeyChange, Lost, Place, Report};
use super::same::{asks_same, shows_same};
use super::simpler::two_sides;
use super::update::Blocks;
use crate::card::kinds::Choice;
use crate::card::{Body, Text};
use crate::deck::{self, Deck, numbered};
use crate::source::{Edit, FileId, Severity, SourceFile, Span, clean, mended};

/// The beginning of a new deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Half of every question's key.
    pub id: String,
    /// The name shown to people.
    pub title: String,
    /// What the file it comes from is called.
    pub origin: String,
}

impl Head {
    /// The first lines of the deck.
    pub fn toml(&self) -> String {
        let origin = clean(&self.origin).replace('\n', " ");
        let (id, title) = (entry::text(&self.id), entry::text(&clean(&self.title).replace('\n', " ")));
        format!("# Brought in from `{origin}`.\n\n[deck]\nid    = {id}\ntitle = {title}\n")
    }
}

/// How cards are taken into a deck that has some.
#[derive(Debug, Clone, Copy, Default)]
pub struct Taking {
    /// Whether a card of the deck takes over what the file says of it.
    pub updates: bool,
    /// Optional keys of which the file says by silence that there are none: [`super::Format::says`].
    pub says: &'static [&'static str],
}

/// `text` with `cards` at its end; `deck` is what `text` holds now. See [`merged_into`].
pub fn merged(text: &str, deck: &Deck, cards: &[Card], report: &mut Report) -> String {
    let mut files = vec![SourceFile { name: String::new(), text: text.to_owned() }];
    merged_into(&mut files, deck, cards, Taking::default(), report);
    files.remove(0).text
}

/// Takes `cards` into `files`, which hold `deck` now: new ones stand at the end of the first.
///
/// Each card is read back as the deck reader will read it: what makes no card there, or one that asks something else, is
/// left out, and its id is the one the reader would make. A card that the deck has is left out as known, so that
/// importing twice changes nothing. One of which the deck has the prompt and something else besides is told with both
/// versions; [`Taking::updates`] takes the new one over, and its id and with it its progress stay. Two new cards of one
/// prompt both come where their answers differ, or what they show with it. Where only something differs that is not
/// seen beforehand, the first comes, and what the other one has besides is told.
pub fn merged_into(
    files: &mut [SourceFile],
    deck: &Deck,
    cards: &[Card],
    taking: Taking,
    report: &mut Report,
) {
    let (known, by_prompt) = known(deck);
    let two_sided = two_sided(&known);
    let spoken = Spoken::of(cards, taking.says);
    let mut matching = Matching::of(cards, &known, &by_prompt, &spoken);
    let mut addition = Addition::to(deck, files.first().map_or("", |file| &file.text));
    let mut updates = Updates::default();
    for (nth, card) in cards.iter().enumerate() {
        let read = match read_back(card) {
            Ok(read) => read,
            Err(reason) => {
                report.lose(Lost::Refused, &card.place, Some(&reason));
                continue;
            }
        };
        match matching.of_card(nth) {
            Match::Same => {
                report.lose(Lost::Known, &card.place, None);
                addition.know(&read, card);
            }
            Match::New => match as_two_sides(card, &two_sided) {
                None => addition.add(&read, card, report),
                Some((_, true)) => report.lose(Lost::Known, &card.place, None),
                Some((own, false)) => report.lose(Lost::OtherKind, &card.place, Some(own)),
            },
            Match::Other(_) if addition.is_repeated(&read, card) => {
                report.lose(Lost::Repeated, &card.place, None);
            }
            Match::Other(Own { place, is_only }) => {
                let own = &known[place];
                let target = own.with(card, &spoken);
                let changes = own.changes(&target);
                let is_taken = taking.updates && is_only && updates.take(files, own, &changes, &target);
                let lost = if taking.updates { Lost::Stuck } else { Lost::Differs };
                report_change(own, own.name(), card, changes, (!is_taken).then_some(lost), report);
                addition.know(&read, card);
            }
        }
    }
    updates.apply(files);
    if let Some(main) = files.first_mut() {
        main.text.push_str(&addition.text);
    }
}

/// Reports that `card` says something else of `keys` than the deck's `own` of that name, and that it is `lost` where it was not
/// taken over.
pub(super) fn report_change(
    own: &DeckCard,
    name: Option<&str>,
    card: &Card,
    keys: Vec<KeyChange>,
    lost: Option<Lost>,
    report: &mut Report,
) {
    match lost {
        None => report.updated += 1,
        Some(lost) => {
            let keys: Vec<_> = keys.iter().map(|change| change.key).collect();
            report.lose(lost, &card.place, Some(&keys.join(", ")));
        }
    }
    if let Some(name) = name {
        let (place, prompt) = (card.place.clone(), prompt(&own.card.body));
        report.changes.push(Change { place, card: name.to_owned(), prompt, keys, is_taken: lost.is_none() });
    }
}

/// The name of the card of another kind that `card` is with two sides, as files have it that cannot say more; and whether the
/// second side is that card's as well.
fn as_two_sides<'a>(card: &Card, two_sided: &HashMap<String, &'a Card>) -> Option<(&'a str, bool)> {
    let Body::Flip(flip) = &card.body else { return None };
    let own = two_sided.get(&seen(flip.front.as_str()))?;
    let Place::Card(name) = &own.place else { return None };
    Some((name, shows_same(&two_sides(own).1, flip.back.as_str())))
}

/// What a card of the file is to the deck.
#[derive(Clone, Copy)]
enum Match {
    /// It has none of that prompt, or only such as other cards of the file are.
    New,
    /// The deck has it.
    Same,
    /// The deck has one of that prompt that differs.
    Other(Own),
}

/// The card of the deck that one of the file seems to be.
#[derive(Clone, Copy)]
struct Own {
    place: usize,
    /// Whether it can be no other.
    is_only: bool,
}

/// Which cards of a file are which of a deck.
struct Matching<'a> {
    /// For each card of the file the cards of the deck with its prompt.
    alike: Vec<&'a [usize]>,
    /// For each whether one of them is the same.
    is_same: Vec<bool>,
    /// The cards of the deck that are no other card of the file any more.
    taken: HashSet<usize>,
}

impl<'a> Matching<'a> {
    fn of(
        cards: &[Card],
        known: &[DeckCard],
        by_prompt: &'a HashMap<String, Vec<usize>>,
        spoken: &Spoken,
    ) -> Self {
        let mut matching = Self { alike: Vec::new(), is_same: Vec::new(), taken: HashSet::new() };
        for card in cards {
            let alike = if by_prompt.is_empty() { None } else { by_prompt.get(&prompt(&card.body)) };
            let alike = alike.map_or(&[][..], Vec::as_slice);
            let is_same =
                |place: &&usize| known[**place].changes(&known[**place].with(card, spoken)).is_empty();
            let same = alike.iter().find(is_same);
            matching.alike.push(alike);
            matching.is_same.push(same.is_some());
            matching.taken.extend(same);
        }
        matching
    }

    /// What the `nth` card is; the card of the deck that it is, no later one is.
    fn of_card(&mut self, nth: usize) -> Match {
        if self.is_same[nth] {
            return Match::Same;
        }
        let mut free = self.alike[nth].iter().copied().filter(|place| !self.taken.contains(place));
        let Some(place) = free.next() else { return Match::New };
        let is_only = free.next().is_none();
        self.taken.insert(place);
        Match::Other(Own { place, is_only })
    }
}

/// The edits of cards that are there, for each file.
#[derive(Default)]
pub(super) struct Updates {
    blocks: HashMap<FileId, Blocks>,
    edits: HashMap<FileId, Vec<Vec<Edit>>>,
}

impl Updates {
    /// Notes what makes `own` into `target`; `false` where a program cannot.
    pub(super) fn take(
        &mut self,
        files: &[SourceFile],
        own: &DeckCard,
        changes: &[KeyChange],
        target: &Card,
    ) -> bool {
        let Span { file, range } = &own.at;
        let Some(text) = files.get(usize::from(file.0)).map(|file| file.text.as_str()) else { return false };
        let blocks = self.blocks.entry(*file).or_insert_with(|| Blocks::of(text));
        let Some(edits) = blocks.edits(text, range.start, changes, target) else { return false };
        self.edits.entry(*file).or_default().push(edits);
        true
    }

    /// Makes all edits.
    pub(super) fn apply(self, files: &mut [SourceFile]) {
        for (FileId(number), edits) in self.edits {
            if let Some(file) = files.get_mut(usize::from(number)) {
                file.text = mended(&file.text, edits.iter().map(Vec::as_slice)).0;
            }
        }
    }
}

/// New cards, as they will stand at the end of a deck.
struct Addition<'a> {
    text: String,
    newline: &'static str,
    /// Whether something stands before what comes next.
    is_begun: bool,
    taken: HashSet<String>,
    /// For each prompt and answer the cards of the file.
    cards: HashMap<(String, String), Vec<&'a Card>>,
    /// For each id that was wanted how often it was.
    wanted: HashMap<String, usize>,
}

impl<'a> Addition<'a> {
    fn to(deck: &Deck, text: &str) -> Self {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let is_open = !text.is_empty() && !text.ends_with('\n');
        Self {
            text: if is_open { newline.to_owned() } else { String::new() },
            newline,
            is_begun: !text.is_empty(),
            taken: deck.questions.iter().map(|question| question.key.card().to_owned()).collect(),
            cards: HashMap::new(),
            wanted: HashMap::new(),
        }
    }

    fn alike(&mut self, read: &Read) -> &mut Vec<&'a Card> {
        self.cards.entry((read.prompt.clone(), read.answer.clone())).or_default()
    }

    /// Remembers a card that the deck has.
    fn know(&mut self, read: &Read, card: &'a Card) {
        self.alike(read).push(card);
    }

    fn is_repeated(&mut self, read: &Read, card: &Card) -> bool {
        self.alike(read).iter().any(|other| differences(card, other).is_empty())
    }

    fn add(&mut self, read: &Read, card: &'a Card, report: &mut Report) {
        if self.is_repeated(read, card) {
            return report.lose(Lost::Repeated, &card.place, None);
        }
        let alike = self.alike(read);
        if let Some(other) = alike.iter().find(|other| !is_told_apart(card, other)) {
            return report.lose(Lost::Alike, &card.place, Some(&differences(card, other).join(" and ")));
        }
        alike.push(card);
        let id = free(&read.id, &self.taken, &mut self.wanted);
        let entry = entry::toml(card, Some(&id));
        self.taken.insert(id);
        if self.is_begun {
            self.text.push_str(self.newline);
        }
        self.is_begun = true;
        self.text.push_str(&entry.replace('\n', self.newline));
        report.cards += 1;
    }
}

/// Whether the learner sees which of two cards of one prompt is asked: they are answered in another way, or offer
/// something else to choose from.
fn is_told_apart(one: &Card, other: &Card) -> bool {
    fn offered(body: &Body) -> Vec<&str> {
        let mut offered: Vec<&str> = match body {
            Body::Choice(choice) => arranged(choice).into_iter().map(|(text, _, _)| text).collect(),
            Body::Matching(matching) => matching.extra.iter().map(Text::as_str).collect(),
            _ => Vec::new(),
        };
        offered.sort_unstable();
        offered
    }
    one.body.kind() != other.body.kind() || offered(&one.body) != offered(&other.body)
}

/// What `card` has otherwise than `other`, in words; nothing where they are the same but for their places.
fn differences(card: &Card, other: &Card) -> Vec<&'static str> {
    let mut differences = match (&card.body, &other.body) {
        (Body::Typed(one), Body::Typed(two)) => {
            let (one, two) = (&one.expected, &two.expected);
            chosen(&[
                ("another answer", one.answers != two.answers),
                ("tolerance", one.tolerance != two.tolerance),
                ("exactness", one.exact != two.exact),
            ])
        }
        (Body::Choice(one), Body::Choice(two)) => {
            let texts =
                |choice: &Choice| choice.wrong.iter().map(|wrong| wrong.text.clone()).collect::<Vec<_>>();
            let offers_same = texts(one) == texts(two);
            chosen(&[
                ("another answer", one.right != two.right),
                ("feedback", offers_same && one.wrong != two.wrong),
                ("other options", !offers_same),
            ])
        }
        (Body::Flip(one), Body::Flip(two)) => chosen(&[("the other way round", one.reverse != two.reverse)]),
        _ => Vec::new(),
    };
    if differences.is_empty() && card.body != other.body {
        differences.push("what it asks");
    }
    differences.extend(chosen(&[
        ("explanation", card.explain != other.explain),
        ("hint", card.hint != other.hint),
        ("tags", card.tags != other.tags),
    ]));
    differences
}

fn chosen(names: &[(&'static str, bool)]) -> Vec<&'static str> {
    names.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect()
}

/// `id`, or with the next number that is free: those before are not tried again for every card.
fn free(id: &str, taken: &HashSet<String>, wanted: &mut HashMap<String, usize>) -> String {
    if !taken.contains(id) {
        return id.to_owned();
    }
    let number = wanted.entry(id.to_owned()).or_insert(1);
    loop {
        *number += 1;
        let name = numbered(id, *number);
        if !taken.contains(&name) {
            return name;
        }
    }
}

/// A card as the deck reader sees it.
struct Read {
    id: String,
    prompt: String,
    answer: String,
}

/// The card as the deck reader sees it, or why it sees none.
fn read_back(card: &Card) -> Result<Read, String> {
    let text = format!("[deck]\nid = 'x'\ntitle = 'x'\n{}", entry::toml(card, None));
    let (deck, findings) = deck::parse(&[SourceFile { name: String::new(), text }]);
    if let Some(error) = findings.iter().find(|finding| finding.severity == Severity::Error) {
        return Err(error.message.clone());
    }
    let question = deck.questions.first().ok_or("it asks nothing")?;
    let prompt = question.prompt.plain();
    if prompt.is_empty() {
        return Err("its prompt is empty".to_owned());
    }
    let answers: Vec<_> = deck.questions.iter().map(|question| question.answer.as_str()).collect();
    if answers.concat().trim().is_empty() {
        return Err("its answer is empty".to_owned());
    }
    if !Card::of(question, &mut Report::default()).is_some_and(|read| asks_same(&read.body, &card.body)) {
        return Err("a deck would ask something else".to_owned());
    }
    Ok(Read { id: question.key.card().to_owned(), prompt, answer: answers.join("\n") })
}
