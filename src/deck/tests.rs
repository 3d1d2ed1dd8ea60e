//! What a deck's text becomes, and what is said about a broken one.

use proptest::prelude::*;

use super::*;
use crate::source::{FileId, Severity, line_and_column};

fn file(text: &str) -> SourceFile {
    SourceFile { name: "decks/ports.toml".into(), text: text.into() }
}

fn read(text: &str) -> (Deck, Vec<Diagnostic>) {
    parse(&[file(text)])
}

fn clean(text: &str) -> Deck {
    let (deck, findings) = read(text);
    assert_eq!(findings, []);
    deck
}

fn keys(deck: &Deck) -> Vec<&str> {
    deck.questions.iter().map(|question| question.key.as_str()).collect()
}

/// Code and line of each finding.
fn told(text: &str) -> Vec<(&'static str, usize)> {
    read(text).1.iter().map(|f| (f.code.name(), line_and_column(text, f.span.range.start).0)).collect()
}

const HEAD: &str = "[deck]\nid = \"d\"\ntitle = \"D\"\n";

const TABLE: &str = r#"
[[table]]
id      = "port"
columns = ["service", "port", "transport", "secure"]
key     = "service"
rows    = [
  ["FTP control", 21, "TCP", "SFTP"],
  ["Telnet",      23, "TCP", "SSH"],
  ["DNS",         53, "UDP", ""],
]
look_alikes = [["Telnet", "FTP control"]]
[[table.card]]
id       = "number"
question = "Which port does **{service}** use?"
answer   = "{transport} {port}"
[[table.card]]
id       = "replacement"
when     = "secure"
question = "What replaces **{service}** where encryption is needed?"
answer   = "{secure}"
wrong    = { from = "service", count = 2 }
"#;

#[test]
fn questions_have_the_keys_that_the_format_promises() {
    let deck = clean(&format!(
        "{HEAD}{}{TABLE}",
        r#"
[[card]]
id = "lease"
front = "What is a lease?"
back = "Permission for a time."
reverse = true
[[card]]
id = "x"
cloze = "{{a}} and {{b}}"
[[card]]
question = "On which *UDP* port does a server listen?"
answer = 67
"#
    ));
    assert_eq!(
        keys(&deck),
        [
            "d/lease",
            "d/lease#reverse",
            "d/x#c1",
            "d/x#c2",
            "d/on-which-udp-port-does-a-server-listen",
            "d/port/FTP control#number",
            "d/port/FTP control#replacement",
            "d/port/Telnet#number",
            "d/port/Telnet#replacement",
            "d/port/DNS#number",
        ]
    );
    let telnet = &deck.questions[7];
    assert_eq!(telnet.answer, "TCP 23");
    assert_eq!(telnet.notes.look_alikes, ["port/FTP control"]);
    assert!(telnet.resembles(&deck.questions[5]) && !telnet.resembles(&deck.questions[9]));
}

#[test]
fn one_bad_card_never_hides_its_neighbours_and_all_findings_come_at_once() {
    let text = format!(
        "{HEAD}{}",
        r#"[[card]]
id = "good"
question = "q"
answer = "a"
[[card]]
id = "typo"
qestion = "q"
answer = "a"
[[card]]
id = "mixed"
front = "f"
back = "b"
answer = "a"
[[card]]
id = "good"
question = "again"
answer = "a"
[[card]]
id = "fine"
front = "f"
back = "b"
"#
    );
    let (deck, findings) = read(&text);
    assert_eq!(keys(&deck), ["d/good", "d/fine"]);
    assert_eq!(told(&text), [("unknown-key", 10), ("mixed-kinds", 16), ("duplicate-id", 17)]);
    assert!(findings[0].help.as_deref().is_some_and(|help| help.contains("`question`")), "{findings:#?}");
    assert_eq!(findings[2].related.len(), 1);
}

#[test]
fn a_syntax_error_costs_one_card_and_is_told_once() {
    for broken in
        ["answer = [\"x\"", "answer = \"\"\"never closed", "answer \"x\"", "answer = \"x", "answer = {a = 1"]
    {
        let card = |id: &str, answer: &str| format!("[[card]]\nid = \"{id}\"\nquestion = \"q\"\n{answer}\n");
        let good = "answer = \"a\"";
        let text = format!("{HEAD}{}{}{}", card("a", good), card("b", broken), card("c", good));
        let (deck, findings) = read(&text);
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["syntax"], "{broken}");
        assert!((9..=12).contains(&line_and_column(&text, findings[0].span.range.start).0), "{findings:?}");
        assert_eq!(keys(&deck), ["d/a", "d/c"], "{broken}");
    }
}

#[test]
fn a_slip_is_told_with_what_mends_it() {
    for (card, code, help) in [
        ("front = 'a'\nfront = 'b'\nback = 'c'", "syntax", "remove one of the two"),
        ("question = 'a'\nanswer = 'd'\nwrong = 'b; c'", "wrong-type", "write `[\"b\", \"c\"]`"),
        ("front = 'a'\nback = 2024-01-01", "wrong-type", "put it in quotes"),
        ("front = 'a'\nback = ''", "empty-text", "write something between the quotes"),
        ("front = ' '\nback = 'b'", "empty-text", "write something between the quotes"),
    ] {
        let (deck, findings) = read(&format!("{HEAD}[[card]]\nid = 'x'\n{card}\n"));
        let told: Vec<_> = findings.iter().map(|one| (one.code.name(), one.help.as_deref())).collect();
        assert_eq!(told, [(code, Some(help))]);
        assert!(deck.questions.is_empty());
    }
}

#[test]
fn a_finding_about_a_template_is_told_once_for_all_rows() {
    let text = format!("{HEAD}{}", TABLE.replace("answer   = \"{secure}\"", "anser = \"{secure}\""));
    let codes: Vec<_> = read(&text).1.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["unknown-key"]);
    let text = format!("{HEAD}{}", TABLE.replace("{service}** use", "{servce}** use"));
    let (_, findings) = read(&text);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].help.as_deref(), Some("did you mean `service`?"));
}

#[test]
fn ids_can_be_written_back_and_nothing_else_changes() {
    let text = "# my deck\n[deck]\ntitle = \"D\"\n\n[[card]] # first\nquestion = \"Which port?\"\nanswer = 1\n\n[[card]]\nid = \"kept\"\nfront = \"f\"\nback = \"b\"\n";
    let (deck, _) = read(text);
    let written = with_ids(text, FileId(0), &deck.unwritten);
    assert_eq!(
        written,
        "# my deck\n[deck]\nid = \"ports\"\ntitle = \"D\"\n\n[[card]] # first\nid = \"which-port\"\nquestion = \"Which port?\"\nanswer = 1\n\n[[card]]\nid = \"kept\"\nfront = \"f\"\nback = \"b\"\n"
    );
    let (again, findings) = read(&written);
    assert_eq!(findings, []);
    assert_eq!(again.unwritten, []);
    assert_eq!(keys(&again), keys(&deck));
}

#[test]
fn an_id_stands_below_aligned_keys_and_inside_braces() {
    let text = "card = [{ front = \"f\", back = \"b\" },\n  {front = \"g\", back = \"b\"}]\n[deck]\nid = \"d\"\n[[generate]]\nquestion = \"Is {number} low?\"\nnumber   = { from = 1, to = 9 }\nclasses  = [{ to = 5, answer = \"low\" }, { to = 9, answer = \"high\" }]\n[[table]]\nid = \"t\"\ncolumns = [\"a\", \"b\"]\nrows = [[\"x\", \"y\"], [\"z\", \"y\"]]\n[[ table . card ]]\nquestion = \"{a}?\"\nanswer   = \"{b}\"";
    let (deck, findings) = read(text);
    assert_eq!(findings, []);
    let written = with_ids(text, FileId(0), &deck.unwritten);
    for part in [
        "card = [{ id = \"f\", front",
        "{ id = \"g\",front",
        "[[generate]]\nid       = \"is-number-low\"\nquestion",
        "[[ table . card ]]\nid       = \"a\"\nquestion",
    ] {
        assert!(written.contains(part), "{part} is not in\n{written}");
    }
    let (again, findings) = read(&written);
    assert_eq!((findings, again.unwritten.len()), (vec![], 0));
    assert_eq!(keys(&again), keys(&deck));
}

#[test]
fn two_cards_of_one_prompt_are_given_one_id_and_dotted_keys_none() {
    let card = "[[card]]\nquestion = \"Which port?\"\nanswer = 1\n";
    let text = format!("deck.title = \"D\"\n{card}{card}");
    let (deck, findings) = read(&text);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["no-deck-id", "duplicate-id"]);
    assert_eq!(with_ids(&text, FileId(0), &deck.unwritten).matches("id = ").count(), 1);
}

#[test]
fn names_are_mended_where_only_one_can_be_meant() {
    let mend = |text: &str| {
        let fixes: Vec<_> = read(text).1.into_iter().map(|finding| finding.fix).collect();
        crate::source::mended(text, fixes.iter().map(Vec::as_slice)).0
    };
    let card = "front = \"f\"\nback = \"b\"\n";
    let text = format!("{HEAD}[[cards]]\n{card}[[ cards ]]\n{card}");
    assert_eq!(mend(&text), text.replace("cards", "card"));
    let table = TABLE
        .replace("key     = \"service\"", "key = \"servce\"")
        .replace("[[\"Telnet\"", "[[\"Tellnet\"")
        .replace("when     = \"secure\"", "when = 'secur'");
    let mended = mend(&mend(&format!("{HEAD}{table}")));
    assert_eq!(read(&mended).1, []);
    // What would have to be changed in more than one place, or would clash, stays.
    for left in ["[[tabel]]\nid = 1\n[[tabel.card]]\nid = 1\n", "[dekc]\nid = 1\n", "crad = 1\n"] {
        let text = format!("{left}{HEAD}");
        assert_eq!(mend(&text), text);
    }
}

#[test]
fn a_generator_must_cover_what_it_draws() {
    let generator = |classes: &str| {
        format!(
            "{HEAD}[[generate]]\nid = \"g\"\nquestion = \"Port {{number}}?\"\nnumber = {{ from = 1, to = 9, edges = [5] }}\nclasses = [{classes}]\n"
        )
    };
    assert_eq!(keys(&clean(&generator("{ to = 5, answer = 'low' }, { to = 9, answer = 'high' }"))), ["d/g"]);
    for bad in [
        "{ to = 5, answer = 'low' }",
        "{ to = 5, answer = 'low' }, { to = 8, answer = 'high' }",
        "{ to = 9, answer = 'a' }, { to = 5, answer = 'b' }",
    ] {
        assert_eq!(told(&generator(bad)), [("bad-classes", 8)], "{bad}");
    }
}

#[test]
fn a_reworded_card_keeps_its_progress_and_doubt_moves_nothing() {
    let card =
        |prompt: &str, answer: &str| format!("[[card]]\nquestion = \"{prompt}\"\nanswer = \"{answer}\"\n");
    let seen = |deck: &Deck| -> Vec<Seen> {
        deck.questions
            .iter()
            .map(|q| Seen { key: q.key.clone(), prompt: q.prompt.plain(), answer: q.answer.clone() })
            .collect()
    };
    let before = clean(&format!(
        "{HEAD}{}{}",
        card("Which port does SSH use?", "22"),
        card("What is a lease?", "time")
    ));
    let after = clean(&format!(
        "{HEAD}{}{}",
        card("Which TCP port does SSH use?", "22"),
        card("What is a lease?", "time")
    ));
    let (carried, unclear) = carry(&seen(&before), &after.questions);
    assert_eq!(
        carried,
        [Carried { from: before.questions[0].key.clone(), to: after.questions[0].key.clone() }]
    );
    assert_eq!(unclear, []);

    let two = clean(&format!(
        "{HEAD}{}{}",
        card("Which TCP port does SSH use?", "22"),
        card("Which UDP port does SSH use?", "22")
    ));
    let (carried, unclear) = carry(&seen(&before)[..1], &two.questions);
    assert_eq!(carried, []);
    assert_eq!(unclear[0].candidates.len(), 2);

    let other = clean(&format!("{HEAD}{}", card("Name the layers of the OSI model in order.", "seven")));
    assert_eq!(carry(&seen(&before), &other.questions), (vec![], vec![]));
}

#[test]
fn hostile_text_is_made_harmless() {
    let text = format!(
        "{HEAD}[[card]]\nid = \"x\"\nquestion = \"\\u001b[2J\\u202e?\"\nanswer = \"a\"\n\"\\u001b[31m\" = 1\n"
    );
    let (deck, findings) = read(&text);
    assert!(deck.questions.is_empty());
    assert!(findings.iter().all(|f| crate::source::is_clean(&f.message)), "{findings:?}");
}

#[test]
fn deep_nesting_is_refused_without_harm() {
    let text = format!("{HEAD}x = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let (_, findings) = read(&text);
    assert!(findings.iter().any(|finding| finding.severity == Severity::Error));
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\[\\[?(deck|card|table|generate|table.card)\\]?\\]\n|[a-z]+ = [\"'\\[{0-9a-z, =\\]}]*\n|\\PC{0,12}\n){0,30}") {
        let (deck, findings) = read(&text);
        prop_assert!(findings.iter().all(|f| text.is_char_boundary(f.span.range.start)));
        let mut seen = std::collections::HashSet::new();
        prop_assert!(deck.questions.iter().all(|q| seen.insert(q.key.clone())), "two questions share a key");
    }

    #[test]
    fn any_prompt_gives_an_id_that_can_be_written_back(prompt in "\\PC{1,80}") {
        let id = super::identity::slug(&prompt);
        let text = format!("{HEAD}[[card]]\nid = \"{id}\"\nfront = \"f\"\nback = \"b\"\n");
        let (deck, findings) = read(&text);
        prop_assert_eq!(findings, []);
        prop_assert_eq!(deck.questions.len(), 1);
    }
}

#[test]
fn what_would_grow_with_the_square_of_the_file_is_refused() {
    let list = |count: usize, part: &dyn Fn(usize) -> String| (0..count).map(part).collect::<String>();
    let rows = list(1_000, &|nth| format!("[\"r{nth}\"],"));
    let templates =
        list(101, &|nth| format!("[[table.card]]\nid = \"t{nth}\"\nquestion = \"{{a}}\"\nanswer = \"x\"\n"));
    let names = list(51, &|nth| format!("\"r{nth}\","));
    let table = format!("[[table]]\nid = \"t\"\ncolumns = [\"a\"]\nrows = [{rows}]\n");
    for hostile in [
        format!("{table}{templates}"),
        format!("{table}look_alikes = [[{names}]]\n[[table.card]]\nquestion = \"{{a}}\"\nanswer = \"x\"\n"),
    ] {
        let text = format!("[deck]\nid = \"d\"\n{hostile}");
        let (_, findings) = parse(&[SourceFile { name: "d.toml".to_owned(), text }]);
        assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["too-many"]);
    }
}

#[test]
fn what_is_far_too_much_is_not_read_to_its_end() {
    let last = |card: &str, count: usize| {
        let (deck, findings) = parse(&[SourceFile { name: "d.toml".to_owned(), text: card.repeat(count) }]);
        let last = findings.last().map(|finding| (finding.code, finding.message.clone())).unwrap();
        (deck.questions.len(), findings.len(), last)
    };
    let (_, findings, (code, message)) = last("[[card]]\n", 50_100);
    assert!(findings < 50_010 && code == "too-many", "{findings} findings, {message}");
    let long = "t".repeat(200);
    let card = |nth: usize| format!("[[card]]\nid='c{nth}'\nfront='f'\nback='b'\ntags=['{long}']\n");
    let warned: Vec<_> = (0..50_100).map(card).collect();
    let (questions, findings, _) = last(&warned.concat(), 1);
    assert!(questions == 50_100 && findings >= 50_100, "advice keeps no card out: {questions}");
    let holes = "{{a}} ".repeat(64);
    let cards: Vec<_> = (0..2_500).map(|nth| format!("[[card]]\nid='c{nth}'\ncloze='{holes}'\n")).collect();
    let (questions, _, (code, _)) = last(&cards.concat(), 1);
    assert!((150_000..150_100).contains(&questions) && code == "too-many", "{questions}");
}

#[test]
fn a_file_of_nothing_but_brackets_is_refused_before_it_takes_gigabytes() {
    let nested = format!("{}{},\n", "[".repeat(70), "]".repeat(70));
    let braces = format!("{}1{},\n", "{a = ".repeat(70), "}".repeat(70));
    for (many, few) in [(nested.repeat(28_600), nested), (braces.repeat(28_600), braces)] {
        let [read, refused] = [few, many].map(|lists| {
            let text = format!("[deck]\nid = 'd'\nx = [{lists}]\n[[card]]\nfront = 'f'\nback = 'b'\n");
            parse(&[SourceFile { name: "d.toml".to_owned(), text }])
        });
        assert_eq!(read.0.questions.len(), 1);
        assert_eq!(refused.0.questions.len(), 0);
        assert_eq!(refused.1.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["too-many"]);
    }
}

#[test]
fn what_was_meant_is_guessed_for_the_first_few_only() {
    let cards: Vec<String> = (0..60)
        .map(|nth| {
            format!("[[card]]\nid = \"c{nth}\"\nfront = \"f\"\nback = \"b\"\nlook_alike = [\"c{nth}x\"]\n")
        })
        .collect();
    let text = format!("[deck]\nid = \"d\"\n{}", cards.concat());
    let (_, findings) = parse(&[SourceFile { name: "d.toml".to_owned(), text }]);
    let guessed =
        |finding: &&Diagnostic| finding.help.as_ref().is_some_and(|help| help.contains("did you mean"));
    assert_eq!((findings.len(), findings.iter().filter(guessed).count()), (60, 20));
}
