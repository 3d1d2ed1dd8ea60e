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

    /// The number of this key: what tables look it up by.
    pub fn number(&self) -> KeyNumber {
        KeyNumber::of(&self.text)
    }

    /// Whether both come from the same card or the same row of a table.
    pub fn is_sibling_of(&self, other: &Self) -> bool {
        self.text.split('#').next() == other.text.split('#').next()
    }
}

/// The cards, as deck and id, that `name` can stand for where a card of `deck` names it as a look-alike: one of its own deck,
/// or by the id of its deck before the first slash one of another. A row of a table has one slash in its name, so a name
/// with one may be either, and one with more is another deck's.
pub fn cards_named<'a>(deck: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let other = name.split_once('/');
    let own = (!is_row_of_another(name)).then_some((deck, name));
    own.into_iter().chain(other)
}

/// Whether `name`, as a look-alike, can only be the row of a table in another deck: `core-ports/port/SSH`.
pub fn is_row_of_another(name: &str) -> bool {
    name.bytes().filter(|byte| *byte == b'/').nth(1).is_some()
}

/// 64 bits that stand for the text of a [`QuestionKey`], the same on every machine and for ever.
///
/// It is read eight bytes at a time, the lowest first and the last filled up with zeros. Each word is mixed into the
/// number by exclusive or, a multiplication and a shift, which loses nothing of either; the number begins with the length of
/// the text and ends with the finisher of `SplitMix64`.
///
/// Among a million keys, two share a number by chance once in 37 million libraries. Somebody can write a deck whose keys
/// share numbers with others on purpose. Those questions then share a memory, so that some come too early or too late, until
/// the deck is gone. No review can be lost or counted elsewhere by that: they are filed under the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyNumber(pub u64);

impl KeyNumber {
    /// The number of a key that is written so.
    pub fn of(text: &str) -> Self {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        let mixed = words.iter().chain([&last]).fold(text.len() as u64, |number, word| {
            let number = (number ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            number ^ (number >> 32)
        });
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self(mixed ^ (mixed >> 31))
    }
}

impl From<&QuestionKey> for KeyNumber {
    fn from(key: &QuestionKey) -> Self {
        key.number()
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
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_key_gives_back_its_parts() {
        let key = QuestionKey::new("ports", "port/Telnet", "number");
        assert_eq!((key.deck(), key.card(), key.face()), ("ports", "port/Telnet", "number"));
        assert_eq!(QuestionKey::from_stored("dhcp/lease").face(), "");
        assert_eq!(QuestionKey::from_stored("dhcp/lease").card(), "lease");
    }

    #[test]
    fn a_number_is_the_same_for_ever() {
        for (text, number) in [
            ("", 0x0000_0000_0000_0000),
            ("a", 0x3069_6779_209d_d0e5),
            ("dhcp/lease", 0xb043_4dbd_68ae_9cde),
            ("12345678", 0x941f_4625_21a9_6cd6),
            ("ports/port/Telnet#number", 0x5e83_e80d_bbb9_d7d0),
            ("städte/ä", 0x9cf9_9bf8_419f_90bb),
        ] {
            assert_eq!(QuestionKey::from_stored(text).number(), KeyNumber(number), "{text}");
        }
    }

    #[test]
    fn keys_that_are_much_alike_have_numbers_of_their_own() {
        let rows = (0..100_000).map(|row| format!("ports/port/{row}#number"));
        let faces = (0..100_000).map(|face| format!("d/{:03}#{face:05}", face % 1000));
        let blanks = (0..64).map(|blanks| "\0".repeat(blanks));
        let all: Vec<String> = rows.chain(faces).chain(blanks).collect();
        let numbers: HashSet<KeyNumber> = all.iter().map(|text| KeyNumber::of(text)).collect();
        assert_eq!(numbers.len(), all.len());
        // Tables take the lowest bits for the place, and the highest to compare.
        for shift in [0, 57] {
            let mut places = [0_u32; 128];
            for number in &numbers {
                places[(number.0 >> shift) as usize % 128] += 1;
            }
            let (least, most) = (places.iter().min().unwrap(), places.iter().max().unwrap());
            assert!(*least > 1300 && *most < 1850, "{least} to {most}");
        }
    }

    #[test]
    fn a_look_alike_is_named_within_its_deck_or_with_the_id_of_another() {
        let names = [
            ("lease", vec![("d", "lease")]),
            ("port/SSH", vec![("d", "port/SSH"), ("port", "SSH")]),
            ("core-ports/port/SSH", vec![("core-ports", "port/SSH")]),
        ];
        for (name, cards) in names {
            assert_eq!(cards_named("d", name).collect::<Vec<_>>(), cards);
        }
    }

    #[test]
    fn siblings_share_the_card() {
        let key = QuestionKey::from_stored;
        assert!(key("d/lease").is_sibling_of(&key("d/lease#reverse")));
        assert!(!key("d/lease").is_sibling_of(&key("d/lease2")));
        assert!(!key("d/lease").is_sibling_of(&key("e/lease")));
    }
}
