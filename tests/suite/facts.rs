//! Every number in the built-in decks stands on a fact.
//!
//! `tests/fixtures/facts.csv` has the facts with their sources, `ties.csv` says which facts each card stands on and
//! which numbers it shows; `further-*.csv` have the same for the decks beyond ports and protocols. A changed number on a
//! card, and a changed fact under it, fails here.

mod cards;
mod csv;
mod exams;
mod ties;
mod tokens;

use std::collections::BTreeSet;

use examdrill::deck;
use examdrill::library::BUILT_IN;
use examdrill::source::SourceFile;

use self::cards::Card;
pub(crate) use self::cards::built_in;
pub(crate) use self::csv::rows;
pub(crate) use self::ties::Facts;

fn expect_none(findings: &[String]) {
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

#[test]
fn every_number_on_every_card_stands_on_a_fact() {
    let facts = Facts::load();
    let findings: Vec<_> = built_in().iter().flat_map(|card| facts.check(card)).collect();
    expect_none(&findings);
}

#[test]
fn every_tie_belongs_to_a_card() {
    let cards = built_in();
    let names: BTreeSet<_> = cards.iter().map(|card| card.name.as_str()).collect();
    let facts = Facts::load();
    let lost = facts.ties.keys().filter(|name| !names.contains(name.as_str()));
    let lost: Vec<_> = lost.map(|name| format!("ties.csv ties `{name}`, but no card is called so")).collect();
    expect_none(&lost);
}

/// All texts and numbers in `value` that a learner gets to see; `key` is where it stands.
fn shown(key: &str, value: &toml::Value, seen: &mut Vec<String>) {
    const UNSEEN: &[&str] = &[
        "id",
        "deck",
        "tags",
        "source",
        "look_alike",
        "look_alikes",
        "columns",
        "key",
        "when",
        "count",
        "draw",
    ];
    match value {
        _ if UNSEEN.contains(&key) || key.ends_with("exams") => {}
        // Of a computed question a learner sees what its formulas give; the words around them are looked at.
        toml::Value::Table(table)
            if table.contains_key("draw")
                && table.contains_key("question")
                && table.contains_key("answer") =>
        {
            for key in ["question", "explain", "hint"] {
                if let Some(text) = table.get(key) {
                    shown(key, text, seen);
                }
            }
        }
        toml::Value::Table(table) => {
            let columns: Vec<_> =
                table.get("columns").and_then(|columns| columns.as_array()).into_iter().flatten().collect();
            let rows = table.get("rows").and_then(|rows| rows.as_array()).into_iter().flatten();
            for (column, cell) in
                rows.filter_map(|row| row.as_array()).flat_map(|row| columns.iter().zip(row))
            {
                shown(column.as_str().unwrap_or_default(), cell, seen);
            }
            table.iter().filter(|(key, _)| *key != "rows").for_each(|(key, value)| shown(key, value, seen));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| shown(key, value, seen)),
        toml::Value::String(text) => seen.push(text.clone()),
        toml::Value::Integer(number) => seen.push(number.to_string()),
        _ => {}
    }
}

/// `text` without the columns of a table that it names, `{port}`; the holes of a cloze, `{{67}}`, stay.
fn without_columns(text: &str) -> String {
    cards::without_formulas(&text.replace("{{", "").replace("}}", ""))
}

#[test]
fn no_number_in_a_deck_is_hidden_from_this_test() {
    let cards = built_in();
    let mut findings = Vec::new();
    for (deck, text) in BUILT_IN {
        let on_cards: BTreeSet<String> =
            cards.iter().filter(|card| card.deck() == *deck).flat_map(Facts::numbers).collect();
        let mut seen = Vec::new();
        shown("", &toml::Value::Table(text.parse().expect("a built-in deck is TOML")), &mut seen);
        let written = seen.iter().flat_map(|text| tokens::tokens(&without_columns(text)));
        let hidden = written.filter(|token| {
            !tokens::is_name(token) && !on_cards.iter().any(|own| tokens::contained(own).contains(token))
        });
        findings.extend(hidden.map(|token| format!("{deck}: `{token}` is on no card")));
    }
    expect_none(&findings);
}

#[test]
fn a_deck_with_a_changed_number_fails() {
    let facts = Facts::load();
    let (_, text) = BUILT_IN.iter().find(|(deck, _)| *deck == "dhcp").expect("there is a deck on DHCP");
    let check = |text: String| {
        let file = SourceFile { name: "dhcp.toml".into(), text };
        let (deck, _) = deck::parse(&[file]);
        cards::cards(deck.questions.iter()).iter().flat_map(|card| facts.check(card)).collect::<Vec<_>>()
    };
    assert_eq!(check((*text).to_owned()), Vec::<String>::new());
    for (right, wrong) in
        [("= 67", "= 68"), ("87.5 %", "87 %"), ("\"DHCPACK\"", "\"DHCPNAK\""), ("UDP", "TCP")]
    {
        let (head, cards) = text.split_at(text.find("[[card]]").expect("the deck has cards"));
        assert!(cards.contains(right), "the deck has no {right}");
        let changed = format!("{head}{}", cards.replacen(right, wrong, 1));
        assert_ne!(check(changed), Vec::<String>::new(), "{right} became {wrong}");
    }
}

#[test]
fn a_service_under_the_wrong_transport_is_found() {
    let facts = Facts::load();
    let mut card =
        built_in().into_iter().find(|card| card.name == "tcp-udp/services").expect("there is such a card");
    assert_eq!(facts.check(&card), Vec::<String>::new());
    for part in &mut card.parts {
        part.text = part.text.replace("TCP ← SSH", "TCP ← DHCP").replace("UDP ← DHCP", "UDP ← SSH");
    }
    let findings = facts.check(&card).join("\n");
    assert!(
        findings.contains("`SSH` does not use UDP") && findings.contains("`DHCP` does not use TCP"),
        "{findings}"
    );
}

#[test]
fn a_changed_number_anywhere_on_a_card_is_found() {
    let facts = Facts::load();
    let (mut tried, mut caught_by_facts) = (0, 0);
    let mut survivors = Vec::new();
    for card in built_in() {
        for at in 0..card.parts.len() {
            for text in tokens::mutants(&card.parts[at].text) {
                let mut mutant = card.clone();
                text.clone_into(&mut mutant.parts[at].text);
                tried += 1;
                caught_by_facts += usize::from(!facts.unbacked(&mutant, &facts.ties[&card.name]).is_empty());
                if facts.check(&mutant).is_empty() {
                    survivors.push(format!("{}: {text}", card.name));
                }
            }
        }
    }
    println!("{tried} changes, {caught_by_facts} of them caught by the facts alone");
    assert!(tried > 500, "only {tried} changes were tried");
    expect_none(&survivors);
}

/// What contradicts itself: a row of `tests/fixtures/agreements.csv` whose token one of its facts no longer says, an
/// exam's transport that is no real one, a port in the wrong range. Looks at the facts whose names begin with `about`.
fn contradictions(facts: &Facts, agreements: &[[String; 3]], about: &str) -> Vec<String> {
    let says = |fact: &str, token: &str| {
        let at = facts.facts.iter().position(|own| own.name == fact);
        at.is_some_and(|at| facts.stated(at).contains(token))
    };
    let is_about = |[fact, _, also]: &&[String; 3]| {
        fact.starts_with(about) || also.starts_with(about) || about.starts_with(also.as_str())
    };
    let is_broken = |[fact, token, also]: &&[String; 3]| !says(fact, token) || !facts.says(also, token);
    let broken = agreements.iter().filter(is_about).filter(is_broken);
    let mut findings: Vec<_> = broken
        .map(|[fact, token, also]| format!("`{fact}` and `{also}` should both say `{token}`"))
        .collect();
    for fact in facts.facts.iter().filter(|fact| fact.name.starts_with(about)) {
        let Some(service) = fact.name.strip_prefix("port.").and_then(|name| name.strip_suffix(".port"))
        else {
            continue;
        };
        let value = |key: &str| facts.value(&format!("port.{service}.{key}")).unwrap_or_default();
        if !tokens::tokens(value("transport_real")).contains(&value("transport_exam").to_owned()) {
            findings.push(format!("the exam's transport of `{service}` is none of the real ones"));
        }
        let is_permanent = fact.value.parse().is_ok_and(|port: u16| port < 1024);
        let (course, iana) = if is_permanent {
            ("non-ephemeral (0-1023)", "system (well-known)")
        } else {
            ("inside the course ephemeral range (1024-65535) although permanent", "user (registered)")
        };
        if value("range_course") != course || value("range_iana") != iana {
            findings.push(format!("`{service}` has port {}, so it is {course}, {iana}", fact.value));
        }
    }
    findings
}

fn agreements() -> Vec<[String; 3]> {
    let tables = ["agreements", "further-agreements"];
    tables.iter().flat_map(|table| rows(table, ["fact", "token", "also"])).collect()
}

#[test]
fn facts_do_not_contradict_each_other() {
    expect_none(&contradictions(&Facts::load(), &agreements(), ""));
}

#[test]
fn a_changed_fact_is_found() {
    let mut facts = Facts::load();
    let agreements = agreements();
    let cards = built_in();
    let mut survivors = Vec::new();
    let mut tried = 0;
    for at in 0..facts.facts.len() {
        let name = facts.facts[at].name.clone();
        // A service is one whole: its port, its transport and its range are told by several facts.
        let is_port = name.starts_with("port.");
        let about = if is_port { name.rsplit_once('.').map_or("", |(service, _)| service) } else { &name };
        let candidates: Vec<_> = cards.iter().filter(|card| facts.is_tied(&card.name, at)).collect();
        // The exams' lists have a test of their own.
        if candidates.is_empty() || name.ends_with(".objectives") {
            continue;
        }
        for value in tokens::mutants(&facts.facts[at].value) {
            let gone = gone(&facts.facts[at].value, &value);
            let is_shown =
                |card: &&&Card| is_port || Facts::numbers(card).iter().any(|token| gone.contains(token));
            let showing: Vec<_> = candidates.iter().filter(is_shown).collect();
            // What no card shows cannot mislead anybody.
            if showing.is_empty() || gone.is_empty() {
                continue;
            }
            let old = facts.replace(at, value.clone());
            tried += 1;
            let is_found = showing.iter().any(|card| !facts.check(card).is_empty());
            if !is_found && contradictions(&facts, &agreements, about).is_empty() {
                survivors.push(format!("{name}: {old} -> {value}"));
            }
            facts.replace(at, old);
        }
    }
    println!("{tried} changes of facts");
    assert!(tried > 200, "only {tried} changes were tried");
    expect_none(&survivors);
}

/// What `old` says and `new` no longer says. Names such as `POP3` are left out: they are known or they are not.
fn gone(old: &str, new: &str) -> BTreeSet<String> {
    let kept = tokens::tokens(new);
    let gone =
        tokens::tokens(old).into_iter().filter(|token| !kept.contains(token) && !tokens::is_name(token));
    gone.flat_map(|token| tokens::contained(&token)).collect()
}
