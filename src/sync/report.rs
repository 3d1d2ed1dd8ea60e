//! What a sync came to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
    /// How many files are none of ours: copies that another program made, say.
    #[serde(default)]
    pub foreign: usize,
}

impl Moved {
    /// What went one way; `None` for nothing.
    fn said(self) -> Option<String> {
        let others = self.rows.saturating_sub(self.reviews);
        let others = (others > 0).then(|| count(others, "decision"));
        let reviews = (self.reviews > 0).then(|| count(self.reviews, "review"));
        match (reviews, others) {
            (Some(reviews), Some(others)) => Some(format!("{reviews} and {others}")),
            (one, other) => one.or(other),
        }
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
        match (self.taken.said(), self.sent.said()) {
            (None, None) => "Nothing new, neither there nor here.".to_owned(),
            (Some(taken), None) => format!("{first} {taken}; nothing new here."),
            (None, Some(sent)) => format!("{alone} {sent}; nothing new there."),
            (Some(taken), Some(sent)) => format!("{first} {taken}, {second} {sent}."),
        }
    }

    /// Whether there was nothing to do.
    pub fn is_nothing(&self) -> bool {
        self.sent == Moved::default() && self.taken == Moved::default() && self.renamed.is_none()
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
