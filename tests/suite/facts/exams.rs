//! The exams that list a port, and the tags of the cards that ask for it.

use std::collections::BTreeSet;

use super::cards::{Card, Role, built_in};
use super::ties::Facts;
use super::{expect_none, tokens};

/// The exams, as tags and as the column of objectives names them.
const EXAMS: &[(&str, &str)] = &[("a+1101", "220-1101"), ("a+1201", "220-1201"), ("net+n10-009", "N10-009")];

/// Cards that ask for a port beside the list of their exam, and why they may.
const BESIDE_THE_LIST: &[(&str, &str)] =
    &[("remote-files/sftp-or-ftps", "SFTP is on the list, and FTPS is what it is taken for")];

/// The services whose ports `card` asks for.
fn asked(facts: &Facts, card: &Card) -> Vec<String> {
    let answers: BTreeSet<String> = card.texts(Role::Answer).flat_map(tokens::tokens).collect();
    let is_answer = |service: &&String| {
        let port = facts.value(&format!("{service}.port")).unwrap_or_default();
        ["", "TCP/", "UDP/"].iter().any(|transport| answers.contains(&format!("{transport}{port}")))
    };
    facts.ties[&card.name]
        .facts
        .iter()
        .filter(|name| name.starts_with("port."))
        .filter(is_answer)
        .cloned()
        .collect()
}

#[test]
fn a_port_is_asked_for_exactly_the_exams_that_list_it() {
    let facts = Facts::load();
    let mut findings = Vec::new();
    let mut unused: BTreeSet<&str> = BESIDE_THE_LIST.iter().map(|(name, _)| *name).collect();
    for card in built_in() {
        let has = |tag: &str| card.tags.iter().any(|own| own == tag);
        let said = || card.texts(Role::Prompt).chain(card.texts(Role::Answer));
        let services = asked(&facts, &card);
        for (tag, exam) in EXAMS.iter().filter(|_| !has("extra")) {
            let unlisted = services.iter().filter(|service| {
                !facts.value(&format!("{service}.objectives")).unwrap_or_default().contains(exam)
            });
            let unlisted: Vec<_> = unlisted.map(String::as_str).collect();
            let is_off = has(tag) && !unlisted.is_empty();
            let is_beside = BESIDE_THE_LIST.iter().any(|(name, _)| *name == card.name);
            if is_off && is_beside {
                unused.remove(card.name.as_str());
            } else if is_off {
                findings.push(format!(
                    "{}: `{tag}` does not list {}; take the tag away, or add the tag `extra`",
                    card.name,
                    unlisted.join(", ")
                ));
            }
            if !has(tag) && unlisted.is_empty() && services.len() == 1 && card.deck() == "core-ports" {
                findings.push(format!("{}: `{tag}` lists {}; add the tag", card.name, services[0]));
            }
            let strangers: &[&str] = match *tag {
                "a+1201" => &["SNMP"],
                "net+n10-009" => &["POP3", "IMAP"],
                _ => &[],
            };
            for stranger in
                strangers.iter().filter(|stranger| has(tag) && said().any(|text| text.contains(**stranger)))
            {
                findings.push(format!(
                    "{}: `{tag}` does not know {stranger}, so it must not ask for it",
                    card.name
                ));
            }
        }
    }
    findings.extend(
        unused
            .iter()
            .map(|name| format!("{name} keeps to its exam's list; take it out of `BESIDE_THE_LIST`")),
    );
    expect_none(&findings);
}
