//! What a sync came to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::source::clean;
use crate::words::count;

/// Rows that went one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Moved {
    /// Files.
    pub files: usize,
    /// Rows in them; of those that were taken, the ones that were new here.
    pub rows: usize,
    /// How many of the rows are reviews.
    pub reviews: usize,
}

/// Deck files that went one way or the other, by their names in the decks folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Decks {
    /// What was written into the place.
    pub sent: Vec<String>,
    /// What was taken from it.
    pub taken: Vec<String>,
    /// What is at odds with another device, as far as it was not told before.
    pub cases: Vec<DeckCase>,
    /// What is left for later, and why.
    pub left: Vec<String>,
}

/// A deck file that is at odds with that of another device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeckCase {
    /// Its name in the decks folder.
    pub deck: String,
    /// The other device, 8 digits.
    pub device: String,
    /// In which way.
    pub how: HowDeck,
    /// The file beside it that holds the other text.
    pub beside: Option<String>,
}

/// How a deck file can be at odds with that of another device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowDeck {
    /// It was changed on both.
    TwoEdits,
    /// It was removed there and is here.
    RemovedThere,
    /// It was removed here, and changed there since.
    RemovedHere,
}

impl DeckCase {
    /// What is the matter, and what can be done about it.
    pub fn sentence(&self) -> String {
        let (deck, device) = (clean(&self.deck), &self.device);
        let command = format!("`examdrill sync decks {deck}`");
        match (self.how, &self.beside) {
            (HowDeck::TwoEdits, Some(beside)) => format!(
                "`{deck}` was changed here and on {device}: yours stays, theirs is in `{}`. {command} shows both.",
                clean(beside)
            ),
            (HowDeck::TwoEdits, None) => {
                format!("`{deck}` was changed here and on {device}: yours stays. {command} shows both.")
            }
            (HowDeck::RemovedThere, _) => {
                format!("`{deck}` was removed on {device} and stays here. {command} shows what can be done.")
            }
            (HowDeck::RemovedHere, _) => format!(
                "`{deck}` was removed here and changed on {device} since. {command} shows what can be done."
            ),
        }
    }
}

/// What a sync came to, or would come to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// When it began, in milliseconds since 1970.
    pub at_ms: i64,
    /// What was written into the place.
    pub sent: Moved,
    /// What was taken from it.
    pub taken: Moved,
    /// The new id of this device, 8 digits, where its old one is in use elsewhere.
    #[serde(default)]
    pub renamed: Option<String>,
    /// Files that are left for later, and why. Nothing of them is lost.
    #[serde(default)]
    pub left: Vec<String>,
    /// What became of decks, where they go along.
    #[serde(default)]
    pub decks: Decks,
    /// How many files are none of ours: copies that another program made, say.
    #[serde(default)]
    pub foreign: usize,
}

impl Moved {
    /// What went one way, with so many deck files; `None` for nothing.
    fn said(self, decks: usize) -> Option<String> {
        let others = self.rows.saturating_sub(self.reviews);
        let parts = [(self.reviews, "review"), (others, "decision"), (decks, "deck file")];
        let mut said: Vec<_> =
            parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(n, noun)).collect();
        let last = said.pop()?;
        Some(if said.is_empty() { last } else { format!("{} and {last}", said.join(", ")) })
    }
}

impl Report {
    /// When it began.
    pub fn at(&self) -> Timestamp {
        Timestamp::from_millisecond(self.at_ms).unwrap_or_default()
    }

    /// What was sent and taken, as a sentence.
    pub fn sentence(&self) -> String {
        self.said(["Took", "sent", "Sent"])
    }

    /// What would be sent and taken, as a sentence.
    pub fn rehearsed(&self) -> String {
        self.said(["Would take", "would send", "Would send"])
    }

    fn said(&self, [first, second, alone]: [&str; 3]) -> String {
        match (self.taken.said(self.decks.taken.len()), self.sent.said(self.decks.sent.len())) {
            (None, None) => "Nothing new, neither there nor here.".to_owned(),
            (Some(taken), None) => format!("{first} {taken}; nothing new here."),
            (None, Some(sent)) => format!("{alone} {sent}; nothing new there."),
            (Some(taken), Some(sent)) => format!("{first} {taken}, {second} {sent}."),
        }
    }

    /// What a learner is told who did not ask for a sync.
    pub fn told(&self) -> Vec<String> {
        let synced = format!("Synced. {}", self.sentence());
        let cases = self.decks.cases.iter().map(DeckCase::sentence);
        let left = self.left.iter().map(|left| format!("The sync left for later: {left}."));
        [synced].into_iter().chain(cases).chain(left).collect()
    }

    /// Whether there was nothing to do.
    pub fn is_nothing(&self) -> bool {
        let is_even = self.sent == Moved::default() && self.taken == Moved::default();
        let Decks { sent, taken, cases, .. } = &self.decks;
        is_even && self.renamed.is_none() && sent.is_empty() && taken.is_empty() && cases.is_empty()
    }
}

/// A device that wrote into the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeviceInPlace {
    /// Its id, 8 digits.
    pub device: String,
    /// Whether it is this one.
    pub is_this: bool,
    /// Its files there.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many of the files are not taken yet.
    pub waiting: usize,
}
