//! The facts, the ties of cards to them, and the check of a card against its tie.

use std::collections::{BTreeMap, BTreeSet};

use super::cards::{Card, Role};
use super::csv;
use super::tokens::{contained, is_name, tokens};

/// The tables of facts: those of the ports, protocols and services, and those of the decks beyond them.
const FACTS: &[&str] = &["facts", "further-facts"];

/// The tables of ties, parted as the facts are.
const TIES: &[&str] = &["ties", "further-ties"];

/// One fact, as `tests/fixtures/facts.csv` has it.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    /// Its name: `dhcp.port.server`. A name stands for everything below it too: `port.ssh`.
    pub(crate) name: String,
    /// What is true.
    pub(crate) value: String,
    /// Further truths about it.
    pub(crate) note: String,
}

/// What a card stands on, as `tests/fixtures/ties.csv` has it.
#[derive(Debug, Clone)]
pub(crate) struct Tie {
    /// The facts, by name.
    pub(crate) facts: Vec<String>,
    /// Everything on the card that a fact decides, text by text.
    pub(crate) numbers: Vec<String>,
    /// What no fact decides, with the reason why it may be there.
    pub(crate) extras: BTreeMap<String, String>,
}

/// All facts and all ties.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) facts: Vec<Fact>,
    /// For each fact what it backs.
    backed: Vec<BTreeSet<String>>,
    /// What any fact backs.
    known: BTreeSet<String>,
    /// For each tied card the places of its facts.
    tied: BTreeMap<String, BTreeSet<usize>>,
    pub(crate) ties: BTreeMap<String, Tie>,
}

impl Facts {
    /// Reads the tables.
    pub(crate) fn load() -> Self {
        let facts = FACTS
            .iter()
            .flat_map(|table| csv::rows(table, ["fact", "value", "source", "statements", "note"]));
        let facts = facts.map(|[name, value, _, _, note]| Fact { name, value, note }).collect();
        let mut ties = BTreeMap::new();
        let rows = TIES.iter().flat_map(|table| csv::rows(table, ["card", "facts", "numbers", "extras"]));
        for [card, facts, numbers, extras] in rows {
            let words = |cell: &str| cell.split_whitespace().map(str::to_owned).collect();
            let extra = |extra: &str| {
                let (token, reason) = extra.split_once('=').unwrap_or((extra, ""));
                assert!(
                    !reason.trim().is_empty(),
                    "ties.csv, {card}: `{token}` needs a reason, as in `7=a port of a switch`"
                );
                (token.trim().to_owned(), reason.trim().to_owned())
            };
            let extras = extras.split(';').filter(|extra| !extra.trim().is_empty()).map(extra).collect();
            let tie = Tie { facts: words(&facts), numbers: words(&numbers), extras };
            assert!(ties.insert(card.clone(), tie).is_none(), "ties.csv has two rows for {card}");
        }
        Self::new(facts, ties)
    }

    /// Ties cards to `facts`.
    pub(crate) fn new(facts: Vec<Fact>, ties: BTreeMap<String, Tie>) -> Self {
        let mut facts =
            Self { backed: Vec::new(), known: BTreeSet::new(), tied: BTreeMap::new(), facts, ties };
        facts.backed = facts.facts.iter().map(|fact| facts.backed_by(fact)).collect();
        facts.known = facts.backed.iter().flatten().cloned().collect();
        let places = |tie: &Tie| tie.facts.iter().flat_map(|name| facts.named(name)).collect();
        facts.tied = facts.ties.iter().map(|(card, tie)| (card.clone(), places(tie))).collect();
        facts
    }

    /// Writes another value into the fact at `at`, and gives back the old one.
    pub(crate) fn replace(&mut self, at: usize, value: String) -> String {
        let old = std::mem::replace(&mut self.facts[at].value, value);
        let group = self.facts[at].name.rsplit_once('.').map_or("", |(group, _)| group).to_owned();
        for other in self.named(&group) {
            self.backed[other] = self.backed_by(&self.facts[other]);
        }
        old
    }

    /// Whether `card` is tied to the fact at `at`.
    pub(crate) fn is_tied(&self, card: &str, at: usize) -> bool {
        self.tied.get(card).is_some_and(|tied| tied.contains(&at))
    }

    /// Whether one of the facts called `names` says `token`, in its value or name and not just in a note.
    pub(crate) fn says(&self, names: &str, token: &str) -> bool {
        let bare = |at: usize| Fact { note: String::new(), ..self.facts[at].clone() };
        names
            .split_whitespace()
            .flat_map(|name| self.named(name))
            .any(|at| self.backed_by(&bare(at)).contains(token))
    }

    /// What the value of the fact at `at` says by itself.
    pub(crate) fn stated(&self, at: usize) -> BTreeSet<String> {
        tokens(&self.facts[at].value).iter().flat_map(|token| contained(token)).collect()
    }

    /// The value of the fact called `name`.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.as_str())
    }

    fn backed_by(&self, fact: &Fact) -> BTreeSet<String> {
        let said = [&fact.name, &fact.value, &fact.note].map(|text| tokens(text)).concat();
        let mut backed: BTreeSet<String> = said.iter().flat_map(|token| contained(token)).collect();
        backed.extend(
            ["TCP", "UDP"]
                .iter()
                .filter(|side| fact.name.ends_with(&format!(".{}", side.to_lowercase())))
                .map(|side| (*side).to_owned()),
        );
        if let Some(service) = fact.name.strip_prefix("port.").and_then(|name| name.strip_suffix(".port")) {
            for transport in ["transport_exam", "transport_real"] {
                let transports = self.value(&format!("port.{service}.{transport}")).unwrap_or_default();
                backed
                    .extend(tokens(transports).iter().map(|transport| format!("{transport}/{}", fact.value)));
            }
        }
        backed
    }

    /// The places of the facts that `tied` names: the fact itself, or those below it.
    fn named(&self, tied: &str) -> Vec<usize> {
        let is_below =
            |name: &str| name.strip_prefix(tied).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        (0..self.facts.len()).filter(|&at| is_below(&self.facts[at].name)).collect()
    }

    /// Everything on `card` that a fact decides, text by text.
    pub(crate) fn numbers(card: &Card) -> Vec<String> {
        let of_part = |(role, text): (Role, &str)| match (role, text) {
            (Role::Answer, "True" | "False") => vec![text.to_lowercase()],
            _ => tokens(text),
        };
        card.parts.iter().flat_map(|part| of_part((part.role, &part.text))).collect()
    }

    /// What is wrong with `card`, in sentences that tell its author what to do.
    pub(crate) fn check(&self, card: &Card) -> Vec<String> {
        let Some(tie) = self.ties.get(&card.name) else {
            return vec![format!(
                "{0}: no tie; add a row to tests/fixtures/ties.csv, with the names of the facts it stands on:\n    \
                 {0},FACTS,{1},",
                card.name,
                Self::numbers(card).join(" ")
            )];
        };
        let mut findings = self.unbacked(card, tie);
        let numbers = Self::numbers(card);
        if numbers != tie.numbers {
            findings.push(format!(
                "its numbers are no longer those of its tie; compare each with its fact, then write them into the \
                 column `numbers`\n    tie:  {}\n    card: {}",
                tie.numbers.join(" "),
                numbers.join(" ")
            ));
        }
        findings.iter().map(|finding| format!("{}: {finding}", card.name)).collect()
    }

    /// What stands on `card` without a fact: the half of the check that knows no numbers by heart.
    pub(crate) fn unbacked(&self, card: &Card, tie: &Tie) -> Vec<String> {
        let mut findings = Vec::new();
        if tie.facts.is_empty() {
            findings.push("its tie names no fact; name at least one".to_owned());
        }
        let unknown = tie.facts.iter().filter(|name| self.named(name).is_empty());
        findings.extend(unknown.map(|name| {
            format!("no fact is called `{name}`; see the column `fact` of tests/fixtures/facts.csv")
        }));
        let tied = &self.tied[&card.name];
        let mut unused: BTreeSet<&str> = tie.extras.keys().map(String::as_str).collect();
        for (role, token) in
            card.parts.iter().flat_map(|part| tokens(&part.text).into_iter().map(|t| (part.role, t)))
        {
            if tie.extras.contains_key(&token) {
                unused.remove(token.as_str());
            } else if role == Role::Wrong || is_name(&token) {
                // A wrong option is true of something else, and a name such as `POP3` is known or it is not.
                let parts = contained(&token);
                let is_made_of_known =
                    parts.len() > 2 && parts[1..].iter().all(|part| self.known.contains(part));
                if !self.known.contains(&token) && !is_made_of_known {
                    findings.push(format!(
                        "`{token}` is in no fact; correct it, or list it in `extras` with a reason"
                    ));
                }
            } else if !tied.iter().any(|&at| self.backed[at].contains(&token)) {
                findings.push(format!(
                    "`{token}` ({role:?}) is in none of its facts ({}); correct the card, name the fact, or list it in \
                     `extras` with a reason",
                    tie.facts.join(" ")
                ));
            }
        }
        findings
            .extend(unused.iter().map(|token| format!("the extra `{token}` is not on the card; remove it")));
        findings.extend(self.unstated(card, tie));
        findings.extend(card.texts(Role::Answer).filter_map(|answer| self.misplaced(answer)));
        findings
    }

    /// What is wrong with the answers of `card` that are a number, a port or a message and nothing else: each has to be
    /// the value of a fact, and the only one the value of the first.
    fn unstated(&self, card: &Card, tie: &Tie) -> Vec<String> {
        let bare: BTreeSet<String> = card.texts(Role::Answer).filter_map(bare).collect();
        let facts = if bare.len() == 1 { &tie.facts[..tie.facts.len().min(1)] } else { &tie.facts };
        let tied: BTreeSet<usize> = facts.iter().flat_map(|name| self.named(name)).collect();
        let wrong =
            bare.iter().filter(|token| !tie.extras.contains_key(*token) && !self.is_stated(&tied, token));
        wrong
            .map(|token| {
                format!(
                    "the answer `{token}` is not the value of {}; correct it, or let the tie begin with its fact",
                    facts.join(" or ")
                )
            })
            .collect()
    }

    /// What is wrong with an answer such as `UDP ← HTTPS`, which puts a service under a transport.
    fn misplaced(&self, answer: &str) -> Option<String> {
        let (transport, item) = answer.split_once(" ← ")?;
        let other = match transport {
            "TCP" => "tcp-udp.classify.UDP",
            "UDP" => "tcp-udp.classify.TCP",
            _ => return None,
        };
        let is_listed = |service: &str| {
            item.strip_prefix(service).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let is_wrong = self.value(other)?.split("; ").any(is_listed);
        is_wrong.then(|| format!("`{item}` does not use {transport}: `{other}` lists it"))
    }

    /// Whether `token` is the value of one of the `tied` facts: the port with the transport of the exam, the number
    /// alone, the end of a range, the message.
    fn is_stated(&self, tied: &BTreeSet<usize>, token: &str) -> bool {
        tied.iter().map(|&at| &self.facts[at]).any(|fact| {
            let own = tokens(&fact.value);
            let port = fact.name.strip_suffix(".port").zip(token.split_once('/'));
            let is_port = port.is_some_and(|(service, (transport, number))| {
                let exam = self.value(&format!("{service}.transport_exam"));
                fact.value == number && exam == Some(transport)
            });
            is_port || (own.len() == 1 && contained(&own[0]).iter().any(|part| part == token))
        })
    }
}

/// The token that `text` is, if it is nothing else, and more than a name or a transport.
fn bare(text: &str) -> Option<String> {
    let [token] = &tokens(text)[..] else { return None };
    let is_all = text == token || text.replacen(' ', "/", 1) == *token;
    (is_all && !is_name(token) && !matches!(token.as_str(), "TCP" | "UDP")).then(|| token.clone())
}
