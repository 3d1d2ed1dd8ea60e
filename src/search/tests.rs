//! What a search finds, and what it says where it is not understood.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::card::Question;
use crate::deck::{Deck, Sheet, parse};
use crate::source::SourceFile;

const DECK: &str = "[deck]\nid = 'net'\ntitle = 'Network: first steps'\ntags = ['Ports']\n\
    [[card]]\nid = 'ssh'\nquestion = 'Which port does SSH use?'\nanswer = 'TCP 22'\n\
    [[card]]\nid = 'dns'\nfront = 'Straße des Namens'\nback = 'DNS 53'\ntags = ['names']\n";

fn deck() -> (Deck, Vec<SourceFile>) {
    let files = vec![SourceFile { name: "net.toml".into(), text: DECK.into() }];
    let (deck, findings) = parse(&files);
    assert_eq!(findings, []);
    (deck, files)
}

fn read(question: &Question) -> String {
    folded(&format!("{} {}", question.prompt.plain(), question.answer))
}

fn memory(due: Date, lapses: u32) -> Memory {
    let last = "2026-11-01T08:00:00Z".parse::<jiff::Timestamp>().unwrap();
    Memory {
        stability: 10.0,
        difficulty: 5.0,
        last: last.into(),
        last_day: date(2026, 11, 1),
        due,
        step: None,
        reps: 3,
        lapses,
    }
}

/// The ids of the cards that are found; the first is due in two days and was forgotten four times, the second is new and
/// marked.
fn found(text: &str) -> Vec<&'static str> {
    let (deck, files) = deck();
    let sheet = Sheet::of(&deck, &files, true);
    let memory = memory(date(2026, 11, 25), 4);
    let query = Query::parse(text);
    let mut found = Vec::new();
    for (place, id) in ["ssh", "dns"].into_iter().enumerate() {
        let text = read(&deck.questions[place]);
        let subject = Searchable {
            row: sheet.row(&deck.id, place),
            deck_title: &deck.title,
            text: &text,
            memory: (place == 0).then_some(&memory),
            today: date(2026, 11, 23),
            marks: Marks { is_marked: place == 1, is_leech: place == 0, ..Marks::default() },
        };
        if query.finds(&subject) {
            found.push(id);
        }
    }
    found
}

#[test]
fn each_term_finds_what_the_reference_says() {
    let both = ["ssh", "dns"].as_slice();
    for (text, wanted) in [
        ("", both),
        ("port", &["ssh"]),
        ("PORT ssh", &["ssh"]),
        ("port 53", &[]),
        ("STRASSE", &["dns"]),
        ("\"des namens\"", &["dns"]),
        ("\"namens des\"", &[]),
        ("-port", &["dns"]),
        ("-\"des Namens\"", &["ssh"]),
        ("deck:NET", both),
        ("deck:\"network: f\"", both),
        ("deck:work", &[]),
        ("tag:port", both),
        ("-tag:names", &["ssh"]),
        ("kind:flip", &["dns"]),
        ("kind:generate", &[]),
        ("is:new", &["dns"]),
        ("-is:new", &["ssh"]),
        ("is:due", &[]),
        ("is:leech", &["ssh"]),
        ("is:marked tag:names", &["dns"]),
        ("is:suspended", &[]),
        ("is:missed", &[]),
        ("due:2", &["ssh"]),
        ("due:<2", &[]),
        ("due:<=2", &["ssh"]),
        ("due:>-1", &["ssh"]),
        ("lapses:>3", &["ssh"]),
        ("lapses:0", &["dns"]),
        ("lapses:=4", &["ssh"]),
        ("- \"\"", both),
    ] {
        assert_eq!(found(text), wanted, "{text}");
        assert_eq!(Query::parse(text).mistakes, [], "{text}");
    }
}

#[test]
fn what_is_not_understood_is_told_and_searched_for_as_it_stands() {
    for (text, message, help) in [
        ("tga:x", "there is no term `tga`", "did you mean `tag`?; quotes search for it as it stands"),
        ("is:leach", "no question is `leach`", "did you mean `leech`?"),
        ("kind:chioce", "there is no kind `chioce`", "did you mean `choice`?"),
        ("due:soon", "`due:` takes a number, and `soon` is none", "write `due:3`, `due:<3` or `due:>=3`"),
        ("deck:", "`deck:` needs a name", "write `deck:` and the beginning of a name"),
    ] {
        let mistakes = Query::parse(&format!("a {text} b")).mistakes;
        assert_eq!(mistakes.len(), 1, "{text}");
        assert_eq!((mistakes[0].message.as_str(), mistakes[0].help.as_str()), (message, help));
        assert_eq!(mistakes[0].at, 2..2 + text.len());
        assert_eq!(found(text), [""; 0], "{text}");
    }
    assert_eq!(Query::parse("\"10:30\" :x").mistakes, [], "quotes, and a colon at the beginning, are text");
}

#[test]
fn the_last_word_is_completed_by_what_there_is() {
    let names = Names { decks: vec!["dhcp", "dns", "my own"], tags: vec!["ports", "ports", "dhcp"] };
    for (text, wanted) in [
        ("", &[][..]),
        ("ssh d", &["ssh deck:", "ssh due:"]),
        ("deck:D", &["deck:dhcp", "deck:dns"]),
        ("deck:my", &["deck:\"my own\""]),
        ("-tag:po", &["-tag:ports"]),
        ("tag:ports", &[]),
        ("is:s", &["is:suspended"]),
        ("nothing:x", &[]),
    ] {
        assert_eq!(completions(text, &names, 3), wanted, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_search_and_its_mistakes_lie_in_it(text in "(is:|deck:|due:|-|\"|<|[a-zé ]){0,12}") {
        let query = Query::parse(&text);
        for mistake in &query.mistakes {
            prop_assert!(text.get(mistake.at.clone()).is_some_and(|part| !part.is_empty()));
        }
        prop_assert!(completions(&text, &Names::default(), 5).len() <= 5);
    }

    #[test]
    fn what_has_a_text_is_only_found_where_that_text_is(text in "[a-z]{1,3}( is:new| -b)?") {
        let query = Query::parse(&text);
        let has = query.text().map(str::to_owned);
        prop_assert_eq!(has.as_deref(), Some(text.split(' ').next().unwrap_or_default()));
        prop_assert!(query.reads_text());
        prop_assert_eq!(query.is_text_alone(), !text.contains(' '));
    }
}

#[test]
fn only_who_asks_for_a_deck_or_a_tag_by_name_looks_beyond_what_is_switched_on() {
    let has_names = |text: &str| Query::parse(text).has_names();
    assert!(has_names("deck:net") && has_names("is:new tag:names"));
    assert!(!has_names("is:new") && !has_names("-tag:names kind:flip") && !has_names("names"));
}
