//! The name a question keeps for ever.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// `deck/card#face`: the identity that a question's reviews are filed under.
///
/// The card part may hold slashes (`ports/port/Telnet#number`: row `Telnet` of table `port`); deck and face never do.
/// A card that asks one question has no face: `dhcp/server-port`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct QuestionKey {
    text: Arc<str>,
}

impl From<String> for QuestionKey {
    fn from(text: String) -> Self {
        Self::from_stored(&text)
    }
}

impl From<QuestionKey> for String {
    fn from(key: QuestionKey) -> Self {
        key.as_str().to_owned()
    }
}

impl QuestionKey {
    /// The key of face `face` (may be empty) of card `card` in deck `deck`.
    pub fn new(deck: &str, card: &str, face: &str) -> Self {
        let text = if face.is_empty() { format!("{deck}/{card}") } else { format!("{deck}/{card}#{face}") };
        Self { text: text.into() }
    }

    /// Reads back what [`Self::as_str`] gave. Takes any text: an unknown key simply names no question.
    pub fn from_stored(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// The key of what is called `name`, `card#face`, in deck `deck`.
    pub fn within(deck: &str, name: &str) -> Self {
        Self { text: format!("{deck}/{name}").into() }
    }

    /// The whole key, as it is stored and printed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The deck's id.
    pub fn deck(&self) -> &str {
        self.text.split_once('/').map_or("", |(deck, _)| deck)
    }

    /// The card's id within the deck.
    pub fn card(&self) -> &str {
        let rest = self.text.split_once('/').map_or(&*self.text, |(_, rest)| rest);
        rest.split_once('#').map_or(rest, |(card, _)| card)
    }

    /// Card and face: the key within its deck.
    pub fn name(&self) -> &str {
        self.text.split_once('/').map_or(&*self.text, |(_, name)| name)
    }

    /// Which question of the card; empty for a card that asks only one.
    pub fn face(&self) -> &str {
        self.text.split_once('#').map_or("", |(_, face)| face)
    }

    /// Whether both come from the same card or the same row of a table.
    pub fn is_sibling_of(&self, other: &Self) -> bool {
        let card = |key: &Self| key.text.split_once('#').map_or(key.text.len(), |(card, _)| card.len());
        self.text[..card(self)] == other.text[..card(other)]
    }
}

/// A number that stands for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyNumber(pub u64);

impl QuestionKey {
    /// TMP
    pub fn number(&self) -> KeyNumber {
        KeyNumber(self.text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        }))
    }
}

impl fmt::Display for QuestionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for QuestionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_gives_back_its_parts() {
        let key = QuestionKey::new("ports", "port/Telnet", "number");
        assert_eq!((key.deck(), key.card(), key.face()), ("ports", "port/Telnet", "number"));
        assert_eq!(QuestionKey::from_stored("dhcp/lease").face(), "");
        assert_eq!(QuestionKey::from_stored("dhcp/lease").card(), "lease");
    }

    #[test]
    fn siblings_share_the_card() {
        let key = QuestionKey::from_stored;
        assert!(key("d/lease").is_sibling_of(&key("d/lease#reverse")));
        assert!(!key("d/lease").is_sibling_of(&key("d/lease2")));
        assert!(!key("d/lease").is_sibling_of(&key("e/lease")));
    }
}
