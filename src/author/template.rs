//! Templates: what `new` writes into a deck for an author to change, with comments that teach.

use super::value::sample;
use crate::card::Notes;
use crate::card::kinds::{KINDS, KindInfo};
use crate::deck;
use crate::deck::keys::{
    COMPUTED, COMPUTED_EXAMPLE, GENERATE, GENERATE_EXAMPLE, TABLE, TABLE_EXAMPLE, TEMPLATE,
};
use crate::source::{Key, SourceFile, did_you_mean};

/// What an author can add to a deck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry {
    /// A card of a kind.
    Card(&'static KindInfo),
    /// A table of facts with its templates.
    Table,
    /// A rule that draws numbers.
    Generate,
    /// A rule that computes question and answer from what it draws.
    Computed,
}

impl Entry {
    /// Everything that can be added.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(Self::Card).chain([Self::Table, Self::Generate, Self::Computed])
    }

    /// The entry of that name; otherwise the name that was probably meant, if any.
    pub fn named(name: &str) -> Result<Self, Option<&'static str>> {
        let found = Self::all().find(|entry| entry.name() == name);
        found.ok_or_else(|| did_you_mean(name, Self::all().map(Self::name)))
    }

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card(kind) => kind.name,
            Self::Table => "table",
            Self::Generate => "generate",
            Self::Computed => "computed",
        }
    }

    /// One sentence: what it asks of the learner.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Card(kind) => kind.about,
            Self::Table => "Facts in rows; each template asks one question about every row.",
            Self::Generate => {
                "A rule instead of facts: a fresh number each time, and one place in the schedule."
            }
            Self::Computed => {
                "A question that is computed: fresh values each time, and the working for them."
            }
        }
    }

    /// What its example asks first, and the answer, on one line.
    pub fn sample(self) -> String {
        let text = format!("[deck]\nid = 'x'\n{}\n{}", self.header(), self.example());
        let (deck, _) = deck::parse(&[SourceFile { name: String::new(), text }]);
        let asked = deck.questions.first();
        asked.map_or_else(String::new, |question| format!("{} → {}", question.prompt.line(), question.answer))
    }

    const fn header(self) -> &'static str {
        match self {
            Self::Card(_) => "[[card]]",
            Self::Table => "[[table]]",
            Self::Generate | Self::Computed => "[[generate]]",
        }
    }

    const fn example(self) -> &'static str {
        match self {
            Self::Card(kind) => kind.example,
            Self::Table => TABLE_EXAMPLE,
            Self::Generate => GENERATE_EXAMPLE,
            Self::Computed => COMPUTED_EXAMPLE,
        }
    }

    /// Its own keys, and then those that any card may have where it is one.
    fn keys(self) -> (&'static [Key], &'static [Key]) {
        match self {
            Self::Card(kind) => (kind.keys, Notes::KEYS),
            Self::Table => (TABLE, TEMPLATE),
            Self::Generate => (GENERATE, Notes::KEYS),
            Self::Computed => (COMPUTED, Notes::KEYS),
        }
    }

    /// The example under its header with the id `id`: above it what each key means, and below it, behind `#`, the keys
    /// that it could have as well.
    pub fn template(self, id: &str) -> String {
        let (own, more) = self.keys();
        let example = self.example();
        let known = written(example);
        // The keys of a table cannot follow its templates, so all of them are told above.
        let is_table = matches!(self, Self::Table);
        let (mut told, below): (Vec<&Key>, Vec<&Key>) =
            own.iter().chain(more).partition(|key| is_table || key.name == "id" || known.contains(&key.name));
        told.retain(|key| key.name != "card");
        let width = told.iter().map(|key| key.name.len()).max().unwrap_or(0);
        let mut text = format!("# {}\n", self.about());
        for key in told {
            text.push_str(&format!("#   {:width$}  {}\n", key.name, key.about));
        }
        text.push_str(self.header());
        text.push('\n');
        let column = example.split_once('=').map_or(0, |(key, _)| key.len());
        let body = example.strip_prefix("id").and_then(|rest| rest.split_once('\n')).map(|(_, rest)| rest);
        text.push_str(&format!("{:column$}= \"{id}\"\n{}", "id ", body.unwrap_or(example)));
        if !is_table {
            text.push_str(&commented(&below));
        }
        text
    }
}

/// `text` with a `#` before each line that is none yet: an example is no card before its author makes one of it. An empty
/// line stands between what is said of it and what is to be taken over.
pub fn as_comment(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with("[[") && !(out.is_empty() || out.ends_with("\n\n")) {
            out.push('\n');
        }
        let sign = if line.is_empty() || line.starts_with('#') { "" } else { "# " };
        out.extend([sign, line, "\n"]);
    }
    out
}

/// Keys with a sample each behind `#`, and what they mean.
pub(super) fn commented(keys: &[&Key]) -> String {
    let width = keys.iter().map(|key| key.name.len()).max().unwrap_or(0);
    let samples: Vec<String> = keys.iter().map(|key| sample(&key.takes)).collect();
    let room = samples.iter().map(|sample| sample.chars().count()).max().unwrap_or(0);
    let line = |(key, sample): (&&Key, &String)| {
        format!("# {:width$} = {sample:room$}  # {}\n", key.name, key.about)
    };
    keys.iter().zip(&samples).map(line).collect()
}

/// The keys that an example has, those of its templates too.
fn written(example: &str) -> Vec<&str> {
    example.lines().filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim_end()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Severity;

    #[test]
    fn every_template_is_clean_under_its_id_and_tells_all_its_keys() {
        for entry in Entry::all() {
            let template = entry.template("mine");
            let text = format!("[deck]\nid = 'x'\ntitle = 'x'\nsource = 'x'\n\n{template}");
            let (deck, mut findings) = deck::parse(&[SourceFile { name: "x.toml".into(), text }]);
            findings.extend(crate::lint::advise(&deck));
            findings.retain(|finding| finding.severity != Severity::Note);
            assert_eq!(findings, [], "{template}");
            let card = deck.questions[0].key.card();
            assert!(card == "mine" || card.starts_with("mine/"), "{card}");
            let (own, more) = entry.keys();
            for key in own.iter().chain(more).filter(|key| key.name != "card") {
                assert!(template.contains(key.about), "{} of {}", key.name, entry.name());
            }
        }
    }

    #[test]
    fn every_entry_has_a_sample_on_one_line() {
        for entry in Entry::all() {
            let sample = entry.sample();
            assert!(sample.contains(" → ") && !sample.contains('\n'), "{}: {sample}", entry.name());
        }
    }

    #[test]
    fn what_stands_behind_the_sign_of_a_comment_is_toml() {
        for entry in Entry::all() {
            let template = entry.template("mine");
            let lines = template.lines().skip(1).filter(|line| !line.starts_with("#   "));
            let uncommented: Vec<&str> = lines.map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
            let uncommented = uncommented.join("\n");
            assert!(toml::from_str::<toml::Table>(&uncommented).is_ok(), "{uncommented}");
        }
    }
}
