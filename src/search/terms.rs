//! The terms of a search: what each is called, takes and means.

use jiff::civil::Date;

use super::Searchable;
use crate::card::folded;
use crate::card::kinds;
use crate::source::did_you_mean;

/// A term, for help and reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermHelp {
    /// What stands before the colon; empty for words.
    pub key: &'static str,
    /// How it is written.
    pub example: &'static str,
    /// What it finds.
    pub means: &'static str,
}

/// Study days within which a wrong answer makes a question one that was missed, today included: what [`TERMS`] say of `is:missed`.
pub const MISSED_DAYS: i32 = 7;

/// All terms. **Add a term here and in `condition`.**
pub const TERMS: &[TermHelp] = &[
    TermHelp {
        key: "",
        example: "lease",
        means: "questions with this text in their prompt, answer, tags, name or kind",
    },
    TermHelp {
        key: "",
        example: "\"two words\"",
        means: "questions with exactly this text; in quotes, signs have no meaning",
    },
    TermHelp { key: "", example: "-word", means: "none of those that `word` finds; works before every term" },
    TermHelp {
        key: "deck",
        example: "deck:dhcp",
        means: "questions of decks whose id or title begins so; `deck:=dhcp` only of the deck with that id",
    },
    TermHelp { key: "tag", example: "tag:dhcp", means: "questions with a tag that begins so" },
    TermHelp {
        key: "kind",
        example: "kind:choice",
        means: "cards of this kind; `kind:generate` finds what is drawn or computed",
    },
    TermHelp {
        key: "is",
        example: "is:due",
        means: "`due`, `new`, `leech`, `suspended`, `marked` or `missed` (answered wrong in the last 7 days)",
    },
    TermHelp {
        key: "due",
        example: "due:<7",
        means: "due in fewer days than that, what is overdue included; also `due:7`, `due:>=7`",
    },
    TermHelp {
        key: "lapses",
        example: "lapses:>3",
        means: "forgotten more often than that; also `lapses:0`, `lapses:<=3`",
    },
];

/// The states that `is:` takes.
pub(super) const STATES: &[(&str, State)] = &[
    ("due", State::Due),
    ("new", State::New),
    ("leech", State::Leech),
    ("suspended", State::Suspended),
    ("marked", State::Marked),
    ("missed", State::Missed),
];

/// What must hold of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    Text(String),
    /// Folded, as in the variants below.
    Deck(String),
    Tag(String),
    Kind(&'static str),
    Is(State),
    Due(Comparison, i64),
    Lapses(Comparison, i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Due,
    New,
    Leech,
    Suspended,
    Marked,
    Missed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

/// What `key:value` asks for; or what is wrong with it and what to do.
pub(super) fn condition(key: &str, value: &str) -> Result<Condition, (String, String)> {
    let key = key.to_lowercase();
    match key.as_str() {
        "deck" => named(&key, value).map(Condition::Deck),
        "tag" => named(&key, value).map(Condition::Tag),
        "kind" => {
            let kind = kinds::names().find(|kind| *kind == value.to_lowercase());
            kind.map(Condition::Kind).ok_or_else(|| unknown("there is no kind", value, kinds::names()))
        }
        "is" => {
            let state = STATES.iter().find(|(name, _)| *name == value.to_lowercase());
            let names = STATES.iter().map(|(name, _)| *name);
            state
                .map(|(_, state)| Condition::Is(*state))
                .ok_or_else(|| unknown("no question is", value, names))
        }
        "due" => number(&key, value).map(|(comparison, days)| Condition::Due(comparison, days)),
        "lapses" => number(&key, value).map(|(comparison, lapses)| Condition::Lapses(comparison, lapses)),
        _ => {
            let keys = TERMS.iter().map(|term| term.key).filter(|key| !key.is_empty());
            let (message, help) = unknown("there is no term", &key, keys);
            Err((message, format!("{help}; quotes search for it as it stands")))
        }
    }
}

fn named(key: &str, value: &str) -> Result<String, (String, String)> {
    if value.is_empty() {
        return Err((
            format!("`{key}:` needs a name"),
            format!("write `{key}:` and the beginning of a name"),
        ));
    }
    Ok(folded(value))
}

fn number(key: &str, value: &str) -> Result<(Comparison, i64), (String, String)> {
    let signs = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<", Comparison::Less),
        (">", Comparison::More),
        ("=", Comparison::Equal),
        ("", Comparison::Equal),
    ];
    let read = signs.iter().find_map(|(sign, comparison)| Some((*comparison, value.strip_prefix(sign)?)));
    let (comparison, digits) = read.unwrap_or((Comparison::Equal, value));
    match digits.parse() {
        Ok(number) => Ok((comparison, number)),
        Err(_) => Err((
            format!("`{key}:` takes a number, and `{value}` is none"),
            format!("write `{key}:3`, `{key}:<3` or `{key}:>=3`"),
        )),
    }
}

fn unknown(what: &str, name: &str, known: impl Iterator<Item = &'static str> + Clone) -> (String, String) {
    let help = match did_you_mean(&name.to_lowercase(), known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    (format!("{what} `{name}`"), help)
}

impl Condition {
    /// Whether it holds of the question.
    pub(super) fn holds(&self, subject: &Searchable<'_>) -> bool {
        let Searchable { row, memory, marks, today, .. } = subject;
        match self {
            Self::Text(text) => subject.text.contains(text),
            Self::Deck(name) => match name.strip_prefix('=') {
                Some(id) => row.deck().len() == id.len() && begins(row.deck(), id),
                None => begins(row.deck(), name) || begins(subject.deck_title, name),
            },
            Self::Tag(name) => row.tags().iter().any(|tag| begins(tag, name)),
            Self::Kind(kind) => row.kind() == *kind,
            Self::Is(State::Due) => !marks.is_suspended && memory.is_some_and(|memory| memory.due <= *today),
            Self::Is(State::New) => !marks.is_suspended && memory.is_none(),
            Self::Is(State::Leech) => marks.is_leech,
            Self::Is(State::Suspended) => marks.is_suspended,
            Self::Is(State::Marked) => marks.is_marked,
            Self::Is(State::Missed) => marks.is_missed,
            Self::Due(comparison, days) => {
                memory.is_some_and(|memory| comparison.holds(days_until(memory.due, *today), *days))
            }
            Self::Lapses(comparison, lapses) => {
                comparison.holds(memory.map_or(0, |memory| i64::from(memory.lapses)), *lapses)
            }
        }
    }
}

impl Comparison {
    const fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }
}

/// Whether `name` begins with `beginning`, which is folded.
fn begins(name: &str, beginning: &str) -> bool {
    if name.is_ascii() && beginning.is_ascii() {
        let start = name.as_bytes().get(..beginning.len());
        return start.is_some_and(|start| start.eq_ignore_ascii_case(beginning.as_bytes()));
    }
    folded(name).starts_with(beginning)
}

/// Days from `today` to `day`, below 0 for the past.
fn days_until(day: Date, today: Date) -> i64 {
    today.until(day).map_or(0, |span| i64::from(span.get_days()))
}
