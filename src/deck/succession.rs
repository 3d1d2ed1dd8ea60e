//! Cards that take the place of others: `was`.

use std::collections::{HashMap, HashSet};

use super::identity::part;
use super::notes::{is_id, shortened};
use crate::card::limits::{MOST_WAS, cut};
use crate::card::{Question, QuestionKey};
use crate::source::{Code, Diagnostic, Fields, Located, Span};

/// A question that takes the place of another, by the word of its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The name of the one that goes, in whatever deck it was.
    pub from: QuestionKey,
    /// The name of the one that comes.
    pub to: QuestionKey,
    /// Where that is written.
    pub at: Span,
}

/// Findings of one deck about what its cards were.
const MOST_TOLD: usize = 20;

/// Reads `was`. A name that cannot be one is reported and left out.
pub(super) fn read(fields: &mut Fields<'_>) -> Vec<Located<String>> {
    let Some(value) = fields.value("was") else { return Vec::new() };
    let (mut names, mut findings) = (Vec::new(), Vec::new());
    for item in value.list().unwrap_or_else(|| vec![value]) {
        // A cell is written as it is in the name of a row.
        match item.text_with(part) {
            Some(name) if is_whole(&name.value) => names.push(name),
            Some(name) => findings.push(misnamed(&name)),
            None => fields.mistyped(&item, "was", "a list of texts"),
        }
    }
    findings.extend(cut(&mut names, MOST_WAS, "names", value.span()));
    fields.report_all(findings);
    names
}

fn misnamed(name: &Located<String>) -> Diagnostic {
    let message = format!("`{}` is not the whole name of a card", shortened(&name.value));
    Diagnostic::warning(Code::BAD_WAS, name.span.clone(), message)
        .help("write the id of its deck as well, as `examdrill cards` does: `was = [\"mail/way-ports\"]`")
}

/// Whether it names a deck and a card in it, and perhaps a question of that.
fn is_whole(name: &str) -> bool {
    let key = QuestionKey::from_stored(name);
    is_id(key.deck()) && !key.card().is_empty() && !name.ends_with('#')
}

/// What the `questions` of one card take the place of. A name without `#` stands for all questions of the old card: each
/// goes on in the one of its face. One that has no face here goes on in the first question.
pub(super) fn of_card(was: &[Located<String>], questions: &[Question]) -> Vec<Succession> {
    let Some(first) = questions.first() else { return Vec::new() };
    let mut all = Vec::new();
    for Located { value, span } in was {
        let old = QuestionKey::from_stored(value);
        let own = questions.iter().find(|question| question.key.face() == old.face());
        let faced = questions.iter().filter(|question| !question.key.face().is_empty());
        let faced = faced.filter(|_| old.face().is_empty());
        let faced = faced.map(|one| (QuestionKey::new(old.deck(), old.card(), one.key.face()), one));
        let pairs = [(old.clone(), own.unwrap_or(first))].into_iter().chain(faced);
        all.extend(pairs.map(|(from, to)| Succession { from, to: to.key.clone(), at: span.clone() }));
    }
    all
}

/// What is wrong with `successions`, of which all are in one deck: an old card that is among its `questions` still, and one
/// that two cards were.
pub(super) fn findings(successions: &[Succession], questions: &[Question]) -> Vec<Diagnostic> {
    if successions.is_empty() {
        return Vec::new();
    }
    let present: HashSet<&QuestionKey> = questions.iter().map(|question| &question.key).collect();
    let mut heirs: HashMap<&QuestionKey, &QuestionKey> = HashMap::new();
    let (mut told, mut findings) = (HashSet::new(), Vec::new());
    for Succession { from, to, at } in successions {
        let heir = *heirs.entry(from).or_insert(to);
        let finding = if present.contains(from) {
            still_there(from, at)
        } else if heir != to {
            taken_twice(from, heir, at)
        } else {
            continue;
        };
        if findings.len() < MOST_TOLD && told.insert((at, finding.code)) {
            findings.push(finding);
        }
    }
    findings
}

/// The finding where the card `from` is asked still.
pub fn still_there(from: &QuestionKey, at: &Span) -> Diagnostic {
    let message = format!("`{}` is still there, so its progress stays with it", shortened(from.as_str()));
    Diagnostic::warning(Code::STILL_THERE, at.clone(), message)
        .help("remove that card, or take its name out of `was`")
}

/// The finding where `heir`, an earlier card, takes the place of `from` already.
pub fn taken_twice(from: &QuestionKey, heir: &QuestionKey, at: &Span) -> Diagnostic {
    let message = format!(
        "the progress of `{}` goes to `{}`, which names it first",
        shortened(from.as_str()),
        shortened(heir.as_str())
    );
    Diagnostic::warning(Code::TAKEN_TWICE, at.clone(), message)
        .help("take its name out of `was` in one of the two")
}

#[cfg(test)]
mod tests {
    use crate::deck::parse;
    use crate::source::SourceFile;

    /// What becomes what, and the findings by their codes.
    fn read(cards: &str) -> (Vec<String>, Vec<&'static str>) {
        let text = format!("[deck]\nid='d'\ntitle='D'\n{cards}");
        let (deck, findings) = parse(&[SourceFile { name: "d.toml".into(), text }]);
        let moves = deck.successions.iter().map(|one| format!("{} > {}", one.from, one.to)).collect();
        (moves, findings.iter().map(|finding| finding.code.name()).collect())
    }

    fn card(id: &str, more: &str) -> String {
        format!("[[card]]\nid='{id}'\nfront='{id}?'\nback='{id}!'\n{more}\n")
    }

    #[test]
    fn a_card_takes_the_place_of_one_by_its_whole_name_face_by_face() {
        assert_eq!(read(&card("new", "was=['mail/old']")), (vec!["mail/old > d/new".to_owned()], vec![]));
        let (both, _) = read(&card("new", "reverse=true\nwas='mail/old'"));
        assert_eq!(both, ["mail/old > d/new", "mail/old#reverse > d/new#reverse"]);
        let (one, _) = read(&card("new", "reverse=true\nwas=['mail/old#reverse', 'mail/row#port']"));
        assert_eq!(one, ["mail/old#reverse > d/new#reverse", "mail/row#port > d/new"]);
    }

    #[test]
    fn a_template_names_the_old_card_of_each_row_as_keys_are_written() {
        let (moves, findings) = read(
            "[[table]]\nid='t'\ncolumns=['s', 'p']\nrows=[['SMB/CIFS', 445], ['SSH', 22]]\n\
             [[table.card]]\nid='port'\nquestion='{s}?'\nanswer='{p}'\nwas=['old/row/{s}', 'old/ask-{p}']\n",
        );
        assert_eq!(findings, Vec::<&str>::new());
        assert_eq!(
            moves[..3],
            [
                "old/row/SMB-CIFS > d/t/SMB-CIFS#port",
                "old/row/SMB-CIFS#port > d/t/SMB-CIFS#port",
                "old/ask-445 > d/t/SMB-CIFS#port"
            ]
        );
        assert_eq!(moves.len(), 8);
    }

    #[test]
    fn a_card_that_is_still_there_and_one_that_two_cards_were_are_told_where_they_are_named() {
        assert_eq!(read(&(card("new", "was=['d/old']") + &card("old", ""))).1, ["still-there"]);
        assert_eq!(read(&card("new", "was=['d/new']")).1, ["still-there"]);
        assert_eq!(read(&(card("a", "was=['x/y']") + &card("b", "was=['x/y']"))).1, ["taken-twice"]);
        assert_eq!(read(&card("a", "was=['x/y', 'x/z']")).1, Vec::<&str>::new());
    }

    #[test]
    fn a_name_without_a_deck_is_no_name() {
        for name in ["old", "/old", "mail/", "mail/old#", "a b/c", ""] {
            assert_eq!(read(&card("new", &format!("was=['{name}']"))), (vec![], vec!["bad-was"]), "{name}");
        }
    }
}
