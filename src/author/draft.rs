//! A card on its way from what was typed to its lines of TOML.

use super::value::{self, fits_a_line, flag, manner, takes_several};
use crate::card::kinds::{KINDS, KindInfo, Sign};
use crate::card::{Notes, Question};
use crate::deck::{self, Deck};
use crate::exchange::entry;
use crate::lint::advise;
use crate::source::{Code, Diagnostic, Key, SourceFile, Takes};

/// What any card may carry and is asked for; the rest is for an editor.
const NOTES: [&str; 4] = ["explain", "hint", "source", "tags"];

/// The deck that a card stands in while it is looked at alone.
const HEAD: &str = "[deck]\nid = 'x'\ntitle = 'x'\n";

/// A card as far as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    kind: &'static KindInfo,
    /// In the order of [`Draft::keys`]; a key that has nothing is not written.
    values: Vec<(&'static Key, Vec<String>)>,
}

/// The kind of that name.
pub fn kind_named(name: &str) -> Option<&'static KindInfo> {
    KINDS.iter().find(|kind| kind.name == name)
}

impl Draft {
    /// A card of `kind` of which nothing is typed yet.
    pub fn new(kind: &'static KindInfo) -> Self {
        Self { kind, values: Vec::new() }
    }

    /// The kind that keys with these values make, by the rule of the deck reader.
    pub fn kind_of(given: &[(String, Vec<String>)]) -> Option<&'static KindInfo> {
        KINDS.iter().find(|kind| kind.signs.iter().any(|sign| holds(sign, given)))
    }

    /// The keys that a card of `kind` is asked for: its own, those it needs first, and what any card may carry.
    pub fn keys(kind: &'static KindInfo) -> Vec<&'static Key> {
        let (needed, optional): (Vec<_>, Vec<_>) = kind.keys.iter().partition(|key| key.is_needed);
        let notes = NOTES.iter().filter_map(|name| Notes::KEYS.iter().find(|key| key.name == *name));
        needed.into_iter().chain(optional).chain(notes).collect()
    }

    /// Any key that a card of `kind` may have, by its name.
    pub fn key(kind: &'static KindInfo, name: &str) -> Option<&'static Key> {
        kind.keys.iter().chain(Notes::KEYS).find(|key| key.name == name && name != "id")
    }

    /// Whether everything that a card of `kind` needs can be typed on one line each, as in a form.
    pub fn fits_a_form(kind: &KindInfo) -> bool {
        kind.keys.iter().filter(|key| key.is_needed).all(|key| fits_a_line(&key.takes))
    }

    /// Whether several values can be typed for `key`.
    pub fn takes_several(key: &Key) -> bool {
        takes_several(&key.takes)
    }

    /// Whether `key` is a text that may have several lines.
    pub fn takes_lines(key: &Key) -> bool {
        matches!(key.takes, Takes::Text)
    }

    /// How a value of `key` is typed, in a few words; empty for plain text.
    pub fn manner(key: &Key) -> &'static str {
        manner(&key.takes)
    }

    /// What `key` means, as short as it can be told.
    pub fn meaning(key: &Key) -> String {
        key.about.split(';').next().unwrap_or_default().replace('`', "")
    }

    /// The kind.
    pub const fn kind(&self) -> &'static KindInfo {
        self.kind
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// What was typed for `key`.
    pub fn entries(&self, key: &Key) -> &[String] {
        let typed = self.values.iter().find(|(known, _)| known.name == key.name);
        typed.map_or(&[], |(_, entries)| entries)
    }

    /// Takes what was typed for `key`; nothing typed takes the key away.
    pub fn set(&mut self, key: &'static Key, entries: Vec<String>) {
        self.values.retain(|(known, _)| known.name != key.name);
        if entries.iter().any(|entry| !entry.trim().is_empty()) {
            self.values.push((key, entries));
        }
    }

    /// The id that the deck reader would give it.
    pub fn own_id(&self) -> String {
        let (deck, _) = self.alone();
        deck.questions
            .first()
            .map_or_else(|| self.kind.name.to_owned(), |question| question.key.card().to_owned())
    }

    /// The questions that the card alone would ask, and what the deck reader and the advice say about it.
    pub fn look(&self) -> (Vec<Question>, Vec<Diagnostic>) {
        let (deck, mut findings) = self.alone();
        findings.extend(advise(&deck));
        // What is said of the deck as a whole is no matter of the card.
        findings.retain(|finding| finding.code != Code::NO_ID && finding.span.range.start >= HEAD.len());
        if let Some(question) = deck.questions.first().filter(|question| question.kind != self.kind.name) {
            let message = format!("so far this is a card of the kind `{}`", question.kind);
            let finding = Diagnostic::error(Code::OTHER_KIND, question.at.clone(), message);
            let more =
                self.lacking().map_or_else(String::new, |key| format!("give it `{}` as well", key.name));
            findings.push(finding.help(more));
        }
        (deck.questions, findings)
    }

    /// What the card needs and nothing is typed for.
    pub fn needed(&self) -> Vec<&'static str> {
        let needed = self.kind.keys.iter().filter(|key| key.is_needed && self.entries(key).is_empty());
        needed.map(|key| key.name).collect()
    }

    /// The first key of its kind that nothing is typed for, one that it needs before others.
    fn lacking(&self) -> Option<&'static Key> {
        let mut lacking = self.kind.keys.iter().filter(|key| self.entries(key).is_empty());
        lacking.clone().find(|key| key.is_needed).or_else(|| lacking.next())
    }

    fn alone(&self) -> (Deck, Vec<Diagnostic>) {
        let text = format!("{HEAD}{}", self.toml(None));
        deck::parse(&[SourceFile { name: String::new(), text }])
    }

    /// Its lines under a `[[card]]` header, with `id` first where there is one, laid out as a person would.
    pub fn toml(&self, id: Option<&str>) -> String {
        let names: Vec<&str> = self.kind.keys.iter().chain(Notes::KEYS).map(|key| key.name).collect();
        let place = |key: &Key| names.iter().position(|name| *name == key.name);
        let mut values = self.values.clone();
        values.sort_by_key(|(key, _)| place(key));
        let mut keys: Vec<_> = id.map(|id| ("id", entry::text(id))).into_iter().collect();
        let value = |(key, entries): &(&Key, Vec<String>)| {
            (key.name, value::value(&key.takes, entries, key.is_needed))
        };
        keys.extend(values.iter().map(value));
        entry::laid_out(&keys)
    }
}

/// Whether keys with these values have `sign`.
fn holds(sign: &Sign, given: &[(String, Vec<String>)]) -> bool {
    let (Sign::Has(key) | Sign::IsFlag(key) | Sign::IsList(key)) = sign;
    let Some((_, values)) = given.iter().find(|(name, _)| name == key) else { return false };
    match sign {
        Sign::Has(_) => true,
        Sign::IsFlag(_) => matches!(values.as_slice(), [one] if is_flag(one)),
        Sign::IsList(_) => values.len() > 1,
    }
}

fn is_flag(typed: &str) -> bool {
    // A typed answer may well be `no`: only the words of TOML make a statement of it.
    matches!(typed, "true" | "false") && flag(typed).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(kind: &str, values: &[(&str, &[&str])]) -> String {
        let kind = kind_named(kind).unwrap();
        let mut draft = Draft::new(kind);
        for (name, entries) in values {
            draft.set(Draft::key(kind, name).unwrap(), entries.iter().map(|e| (*e).to_owned()).collect());
        }
        draft.toml(None)
    }

    #[test]
    fn what_is_typed_becomes_what_the_key_takes() {
        for (kind, values, wanted) in [
            (
                "flip",
                &[("back", &["b \"q\""][..]), ("front", &["f"]), ("reverse", &["y"])][..],
                "front   = \"f\"\nback    = 'b \"q\"'\nreverse = true\n",
            ),
            (
                "typed",
                &[
                    ("question", &["q"]),
                    ("answer", &["67"]),
                    ("accept", &["udp 67"]),
                    ("tolerance", &["0.5"]),
                ],
                "question  = \"q\"\nanswer    = 67\naccept    = [\"udp 67\"]\ntolerance = 0.5\n",
            ),
            ("truth", &[("question", &["q"]), ("answer", &["no"])], "question = \"q\"\nanswer   = false\n"),
            (
                "choice",
                &[("question", &["q"]), ("answer", &["a"]), ("wrong", &["b; c \\; d", "e :: No."])],
                "question = \"q\"\nanswer   = \"a\"\nwrong    = [\"b\", \"c ; d\", { text = \"e\", why = \"No.\" }]\n",
            ),
            (
                "choice",
                &[("question", &["q"]), ("answer", &["a; b"]), ("wrong", &["c"])],
                "question = \"q\"\nanswer   = [\"a\", \"b\"]\nwrong    = [\"c\"]\n",
            ),
            (
                "order",
                &[("question", &["q"]), ("order", &["1; 2", "c"])],
                "question = \"q\"\norder    = [1, 2, \"c\"]\n",
            ),
            (
                "match",
                &[("question", &["q"]), ("match", &["POP3 = 110; a=b = c=d"]), ("extra", &["161"])],
                "question = \"q\"\nmatch    = [[\"POP3\", 110], [\"a=b\", \"c=d\"]]\nextra    = [161]\n",
            ),
            (
                "classify",
                &[("question", &["q"]), ("classify", &["TCP = SSH; HTTP", "my bin = DHCP"])],
                "question = \"q\"\nclassify = { TCP = [\"SSH\", \"HTTP\"], \"my bin\" = [\"DHCP\"] }\n",
            ),
            (
                "cloze",
                &[("cloze", &["a {{b}}"]), ("holes", &[" "]), ("tags", &["x"])],
                "cloze = \"a {{b}}\"\ntags  = [\"x\"]\n",
            ),
            (
                "cloze",
                &[
                    ("cloze", &["{{Hadley v Baxendale}}, {{1854}}"]),
                    ("accept", &["Hadley v Baxendale = Hadley"]),
                ],
                "cloze  = \"{{Hadley v Baxendale}}, {{1854}}\"\naccept = { \"Hadley v Baxendale\" = [\"Hadley\"] }\n",
            ),
        ] {
            assert_eq!(draft(kind, values), format!("[[card]]\n{wanted}"), "{kind}");
        }
    }

    /// The name of the kind that keys with these values make.
    fn kind(given: &[(&str, &[&str])]) -> Option<&'static str> {
        let given = given
            .iter()
            .map(|(key, values)| ((*key).to_owned(), values.iter().map(|v| (*v).to_owned()).collect()));
        Draft::kind_of(&given.collect::<Vec<_>>()).map(|kind| kind.name)
    }

    #[test]
    fn the_kind_follows_from_the_keys_as_in_a_deck() {
        assert_eq!(kind(&[("front", &["a"])]), Some("flip"));
        assert_eq!(kind(&[("question", &["a"]), ("answer", &["b"])]), Some("typed"));
        assert_eq!(kind(&[("question", &["a"]), ("answer", &["true"])]), Some("truth"));
        assert_eq!(kind(&[("question", &["a"]), ("answer", &["b", "c"])]), Some("choice"));
        assert_eq!(kind(&[("question", &["a"]), ("answer", &["b"]), ("wrong", &["c"])]), Some("choice"));
        assert_eq!(kind(&[("question", &["a"]), ("match", &["b = c"])]), Some("match"));
        assert_eq!(kind(&[("hint", &["a"])]), None);
    }

    #[test]
    fn what_is_typed_on_a_line_fits_a_form_and_bins_do_not() {
        let fitting =
            ["flip", "match", "choice", "classify"].map(|name| Draft::fits_a_form(kind_named(name).unwrap()));
        assert_eq!(fitting, [true, true, true, false]);
    }
}
