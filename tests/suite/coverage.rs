//! Every statement of the notes has its cards.
//!
//! `tests/fixtures/statements.csv` has what the notes say, statement by statement, and what is true of it; `coverage.csv`
//! says which cards teach or correct it.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, built_in, rows};

const STATEMENTS: [&str; 5] = ["statement", "line", "says", "verdict", "fact"];
const FACTS: [&str; 5] = ["fact", "value", "source", "statements", "note"];

/// What a statement can be.
const VERDICTS: &[&str] = &["right", "simplified", "exam convention", "wrong", "gap", "not a fact"];

#[test]
fn every_statement_has_its_cards() {
    let cards: BTreeSet<String> = built_in().into_iter().map(|card| card.name).collect();
    let mut coverage = BTreeMap::new();
    let mut findings = Vec::new();
    for [statement, role, names] in rows("coverage", ["statement", "role", "cards"]) {
        let names: Vec<String> = names.split(';').map(|name| name.trim().to_owned()).collect();
        for name in names.iter().filter(|name| !cards.contains(*name)) {
            findings.push(format!("coverage.csv, {statement}: no card is called `{name}`"));
        }
        if !matches!(role.as_str(), "teaches" | "corrects") {
            findings.push(format!(
                "coverage.csv, {statement}: a card `teaches` or `corrects`, it does not `{role}`"
            ));
        }
        let taught = names.iter().any(|name| cards.contains(name));
        if coverage.insert((statement.clone(), role.clone()), taught).is_some() {
            findings.push(format!("coverage.csv has two rows for {statement}, {role}; make them one"));
        }
    }
    let mut known = BTreeSet::new();
    for [statement, line, says, verdict, fact] in rows("statements", STATEMENTS) {
        let needed = match verdict.as_str() {
            "not a fact" => None,
            "wrong" => Some("corrects"),
            _ => Some("teaches"),
        };
        let is_covered = |role: &str| coverage.get(&(statement.clone(), role.to_owned())) == Some(&true);
        if let Some(role) = needed.filter(|role| !is_covered(role)) {
            findings.push(format!(
                "{statement} ({says}) is {verdict}, and no card {role} it; write one, and name it in \
                 tests/fixtures/coverage.csv"
            ));
        }
        if !VERDICTS.contains(&verdict.as_str()) {
            findings.push(format!("statements.csv, {statement}: `{verdict}` is no verdict"));
        }
        if fact.is_empty() && needed.is_some() {
            findings.push(format!(
                "statements.csv, {statement} (line {line}): the column `fact` should say what is true"
            ));
        }
        known.insert(statement);
    }
    let strangers = coverage.keys().filter(|(statement, _)| !known.contains(statement));
    findings.extend(
        strangers.map(|(statement, _)| format!("coverage.csv names {statement}, which is no statement")),
    );
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

#[test]
fn the_cards_of_a_statement_stand_on_its_facts() {
    let facts = Facts::load();
    let mut cards: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [statement, _, names] in rows("coverage", ["statement", "role", "cards"]) {
        cards.entry(statement).or_default().extend(names.split(';').map(|name| name.trim().to_owned()));
    }
    let mut own: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, [_, _, _, statements, _]) in rows("facts", FACTS).iter().enumerate() {
        for statement in statements.split_whitespace() {
            own.entry(statement.to_owned()).or_default().push(at);
        }
    }
    let mut findings = Vec::new();
    for [statement, _, _, verdict, _] in rows("statements", STATEMENTS) {
        let (cards, own) =
            (cards.remove(&statement).unwrap_or_default(), own.remove(&statement).unwrap_or_default());
        let is_told = |at: &&usize| cards.iter().any(|card| facts.is_tied(card, **at));
        let told = own.iter().filter(is_told).count();
        // A gap names the very facts that were missing, so each of them needs its card.
        let is_enough =
            if verdict == "gap" { !own.is_empty() && told == own.len() } else { told > 0 || own.is_empty() };
        if !is_enough && verdict != "not a fact" {
            let untold = own.iter().filter(|at| !is_told(at)).map(|&at| facts.facts[at].name.as_str());
            let untold: Vec<_> = untold.collect();
            findings.push(format!("{statement}: none of its cards stands on {}", untold.join(", ")));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn every_difference_from_the_registry_is_about_a_port_we_teach() {
    let facts = Facts::load();
    for [port, transport, service, registered, reason] in
        rows("iana", ["port", "transport", "service", "registered", "reason"])
    {
        assert_eq!(facts.value(&format!("{service}.port")), Some(port.as_str()), "iana.csv, {service}");
        let exam = facts.value(&format!("{service}.transport_exam"));
        assert_eq!(exam, Some(transport.as_str()), "iana.csv, {service}");
        assert!(
            !registered.is_empty() && !reason.is_empty(),
            "iana.csv, {service}: say what is registered, and why"
        );
    }
}

#[test]
fn every_fact_belongs_to_known_statements() {
    let statements = rows("statements", STATEMENTS);
    let known: BTreeSet<&str> = statements.iter().map(|[statement, ..]| statement.as_str()).collect();
    let facts = rows("facts", FACTS);
    let lost = facts.iter().flat_map(|[fact, _, _, statements, _]| {
        statements
            .split_whitespace()
            .filter(|statement| !known.contains(statement))
            .map(move |lost| (fact, lost))
    });
    let lost: Vec<_> =
        lost.map(|(fact, lost)| format!("facts.csv, {fact}: no statement is called {lost}")).collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    let names: BTreeSet<&String> = facts.iter().map(|[fact, ..]| fact).collect();
    assert_eq!(names.len(), facts.len(), "facts.csv has two facts of one name");
    assert!(
        facts.iter().all(|[_, value, source, ..]| !value.is_empty() && !source.is_empty()),
        "a fact without source"
    );
}
