//! A card as it is given on the command line.

use crate::author::{Addition, Draft, Entry};
use crate::cli::failure::Failure;
use crate::source::suggestion;

/// The fields of a card. None of them given means: ask, or write an example.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "The card")]
pub(super) struct Fields {
    #[arg(long, help = kinds())]
    kind: Option<String>,
    /// What is asked
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    question: Option<String>,
    /// The right answer; several mean: choose all that apply
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    answer: Vec<String>,
    /// A wrong option, or `option :: why it is wrong`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    wrong: Vec<String>,
    /// What is shown
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    front: Option<String>,
    /// What is to be recalled
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    back: Option<String>,
    /// A text with holes: `The server hears on {{67}}.`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    cloze: Option<String>,
    /// Why it is so
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    explain: Option<String>,
    /// Any other key: `order='first; second'`, `match='IMAP = 143; SMTP = 25'`, `tags=exam`
    #[arg(long = "set", value_name = "KEY=VALUE", allow_hyphen_values = true)]
    set: Vec<String>,
}

/// What is to be added.
pub(super) enum Wish {
    /// An example.
    Template(Entry),
    /// A card.
    Card(Draft),
}

impl Wish {
    pub(super) fn addition(&self) -> Addition<'_> {
        match self {
            Self::Template(entry) => Addition::Template(*entry),
            Self::Card(draft) => Addition::Card(draft),
        }
    }
}

impl Fields {
    /// What is wished for; `None` where nothing is said.
    pub(super) fn wish(&self) -> Result<Option<Wish>, Failure> {
        let given = self.given()?;
        let entry = self.kind.as_deref().map(entry_named).transpose()?;
        let kind = match (entry, given.is_empty()) {
            (None, true) => return Ok(None),
            (Some(entry), true) => return Ok(Some(Wish::Template(entry))),
            (Some(Entry::Card(kind)), false) => kind,
            (Some(entry), false) => {
                return Err(Failure::usage(format!("a `{}` is too much for a command line", entry.name()))
                    .help("leave the fields out: you get an example to change in your editor"));
            }
            (None, false) => Draft::kind_of(&given).ok_or_else(|| {
                Failure::usage("these fields make no kind of card").help("say which with `--kind`")
            })?,
        };
        let mut draft = Draft::new(kind);
        for (name, values) in given {
            let Some(key) = Draft::key(kind, &name) else {
                let message = format!("a card of the kind `{}` has no `{name}`", kind.name);
                let names: Vec<_> = Draft::keys(kind).iter().map(|key| key.name).collect();
                let help = suggestion(&name, names.iter().copied());
                let help = help.unwrap_or_else(|| format!("it can have {}", names.join(", ")));
                return Err(Failure::usage(message).help(help));
            };
            draft.set(key, values);
        }
        Ok(Some(Wish::Card(draft)))
    }

    /// The keys that have a value, each once.
    fn given(&self) -> Result<Vec<(String, Vec<String>)>, Failure> {
        let given = [
            ("question", self.question.as_slice()),
            ("answer", self.answer.as_slice()),
            ("wrong", self.wrong.as_slice()),
            ("front", self.front.as_slice()),
            ("back", self.back.as_slice()),
            ("cloze", self.cloze.as_slice()),
            ("explain", self.explain.as_slice()),
        ];
        let mut given = given.map(|(key, values)| (key.to_owned(), values.to_vec())).to_vec();
        for pair in &self.set {
            let Some((key, value)) = pair.split_once('=') else {
                return Err(Failure::usage(format!("`--set {pair}` gives no value"))
                    .help("write `--set key=value`: `--set explain='Because.'`"));
            };
            let key = key.trim();
            match given.iter_mut().find(|(known, _)| known == key) {
                Some((_, values)) => values.push(value.to_owned()),
                None => given.push((key.to_owned(), vec![value.to_owned()])),
            }
        }
        given.retain(|(_, values)| !values.is_empty());
        Ok(given)
    }
}

/// What the help says about `--kind`.
fn kinds() -> String {
    let names: Vec<_> = Entry::all().map(Entry::name).collect();
    format!("The kind: {}; alone it writes an example", names.join(", "))
}

/// The entry of that name.
pub(super) fn entry_named(name: &str) -> Result<Entry, Failure> {
    Entry::named(name).map_err(|meant| {
        let names: Vec<_> = Entry::all().map(Entry::name).collect();
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the kinds are {}", names.join(", ")),
        };
        Failure::usage(format!("there is no kind of card named `{name}`")).help(help)
    })
}
