//! Every page of a rule is its test.

use super::*;
use crate::source::{Severity, SourceFile};

fn deck(text: &str) -> Deck {
    let (deck, findings) = crate::deck::parse(&[SourceFile { name: "x.toml".into(), text: text.into() }]);
    assert_eq!(findings, [], "{text}");
    deck
}

fn codes(text: &str) -> Vec<&'static str> {
    advise(&deck(text)).iter().map(|finding| finding.code.name()).collect()
}

/// The fenced blocks of a page under the line `Bad:` or `Good:`, as whole decks.
fn examples(page: &str, heading: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let (mut under, mut lines) = ("", page.lines());
    while let Some(line) = lines.next() {
        if let Some(fence) = line.strip_suffix("toml").filter(|fence| fence.starts_with("```")) {
            let text: String =
                lines.by_ref().take_while(|line| *line != fence).flat_map(|line| [line, "\n"]).collect();
            let head = if text.contains("[deck]") {
                ""
            } else {
                "[deck]\nid = 'example'\ntitle = 'Example'\nsource = 'Course'\n\n"
            };
            if under == heading {
                examples.push(format!("{head}{text}"));
            }
        } else if !line.is_empty() {
            under = line;
        }
    }
    examples
}

#[test]
fn a_bad_example_breaks_its_rule_and_no_other() {
    for rule in RULES {
        let bad = examples(rule.page, "Bad:");
        assert!(!bad.is_empty(), "{} has no bad example", rule.name);
        for text in bad {
            assert_eq!(codes(&text), [rule.name], "{text}");
        }
    }
}

#[test]
fn a_good_example_breaks_no_rule() {
    for rule in RULES {
        let good = examples(rule.page, "Good:");
        assert!(!good.is_empty(), "{} has no good example", rule.name);
        for text in good {
            assert_eq!(codes(&text), [""; 0], "{}\n{text}", rule.name);
        }
    }
}

#[test]
fn a_page_is_headed_by_its_rule_and_says_what_and_why() {
    for rule in RULES {
        assert_eq!(rule.page.lines().next(), Some(&*format!("# {}", rule.name)));
        assert!(rule.about().ends_with(['.', '?']), "{}", rule.about());
        assert!(rule.page.contains("\n**Why.** "), "{}", rule.name);
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(rule.name.chars().all(kebab), "{}", rule.name);
        assert_eq!(RULES.iter().filter(|other| other.name == rule.name).count(), 1, "{}", rule.name);
    }
}

#[test]
fn what_a_deck_or_a_card_allows_is_not_told() {
    let card = "[[card]]\nquestion = 'SNMP:'\nanswer = 'a'\nwrong = ['b', 'c', 'd']\nexplain = 'x'\n";
    let head = "[deck]\nid = 'x'\ntitle = 'x'\nsource = 'x'\n";
    assert_eq!(codes(&format!("{head}{card}")), ["open-stem"]);
    assert_eq!(codes(&format!("{head}{card}allow = ['open-stem']")), [""; 0]);
    assert_eq!(codes(&format!("{head}[lint]\nallow = ['open-stem']\n{card}")), [""; 0]);
}

#[test]
fn an_unknown_rule_is_told_where_it_is_allowed_with_the_name_that_was_meant() {
    let text = "[deck]\nid = 'x'\ntitle = 'x'\nsource = 'x'\n[lint]\nallow = ['open-stm']\n\
        [[table]]\nid = 't'\ncolumns = ['a', 'b']\nrows = [['1', '2'], ['3', '4']]\n\
        [[table.card]]\nquestion = '{a}?'\nanswer = '{b}'\nexplain = 'x'\nallow = ['nothing-like-it']";
    let advice = advise(&deck(text));
    let helps: Vec<_> = advice.iter().map(|finding| (finding.code.name(), finding.help.as_deref())).collect();
    assert_eq!(
        helps,
        [
            ("unknown-rule", Some("did you mean `open-stem`?")),
            ("unknown-rule", Some("`examdrill explain` lists the rules"))
        ]
    );
}

#[test]
fn of_all_rows_of_a_template_a_rule_names_one() {
    let text = "[deck]\nid = 'x'\ntitle = 'x'\nsource = 'x'\n\
        [[table]]\nid = 't'\ncolumns = ['a', 'b']\nrows = [['1', '2'], ['3', '4']]\n\
        [[table.card]]\nquestion = 'What follows {a}? And what then?'\nanswer = '{b}'\nexplain = 'x'";
    let advice = advise(&deck(text));
    assert_eq!(advice.iter().map(|f| f.code).collect::<Vec<_>>(), ["double-question"]);
    assert_eq!(advice[0].severity, Severity::Note);
}

#[test]
fn the_examples_of_the_kinds_need_no_mending() {
    for kind in crate::card::kinds::KINDS {
        let text = format!("[deck]\nid = 'x'\ntitle = 'x'\n[[card]]\n{}", kind.example);
        let advice = advise(&deck(&text));
        assert!(advice.iter().all(|finding| finding.severity == Severity::Note), "{advice:#?}");
    }
}

/// What is told of one card in a deck that uses the English lists.
fn of_card(card: &str) -> Vec<&'static str> {
    codes(&format!(
        "[deck]\nid = 'x'\ntitle = 'x'\nsource = 'x'\n\
        [lint]\nlists = 'english'\nfamilies = [[67, 68], [443, 445], [139, 445], ['trap', 'inform']]\n\
        [[card]]\nexplain = 'x'\n{card}"
    ))
}

#[test]
fn a_prompt_may_offer_its_answer_beside_another() {
    assert_eq!(of_card("question = 'Who sends it, client or server?'\nanswer = 'server'"), [""; 0]);
    assert_eq!(of_card("question = 'Who is the server?'\nanswer = 'server'"), ["prompt-with-answer"]);
    assert_eq!(of_card("front = 'server (noun)'\nback = 'a server'\nreverse = true"), [""; 0]);
    assert_eq!(of_card("cloze = 'A server is a {{server}}.'"), ["prompt-with-answer"]);
}

#[test]
fn a_hint_gives_away_numbers_and_telling_words_but_not_what_the_prompt_says() {
    let card = |answer: &str, hint: &str| {
        of_card(&format!("question = 'Which UDP port?'\nanswer = '{answer}'\nhint = '{hint}'"))
    };
    assert_eq!(card("UDP 53", "Of the UDP ports the one below 67."), [""; 0]);
    assert_eq!(card("UDP 53", "It is 53."), ["hint-with-answer"]);
    assert_eq!(card("A", "A letter."), [""; 0]);
    assert_eq!(card("routing table", "A kind of table."), ["hint-with-answer"]);
}

#[test]
fn a_negation_counts_in_the_question_and_in_small_letters() {
    let card = |stem: &str| of_card(&format!("question = '{stem}'\nanswer = 'a'\nwrong = ['b', 'c', 'd']"));
    assert_eq!(card("Which is not safe?"), ["negative-stem"]);
    assert_eq!(card("Which is NOT safe?"), [""; 0]);
    assert_eq!(card("A PC does not get an address. What helps?"), [""; 0]);
}

#[test]
fn a_look_alike_of_any_family_is_enough_and_a_situation_is_not_what_is_asked() {
    assert_eq!(of_card("question = 'SMB?'\nanswer = 445\nmnemonic = 'Not 139.'"), [""; 0]);
    assert_eq!(of_card("question = 'SMB?'\nanswer = 445"), ["unnamed-look-alike"]);
    assert_eq!(of_card("question = 'The log names 445. Which system is it?'\nanswer = 'PC'"), [""; 0]);
}

#[test]
fn options_of_one_form_are_left_alone() {
    let card = |right: &str, wrong: [&str; 3]| {
        of_card(&format!("question = 'Which?'\nanswer = '{right}'\nwrong = {wrong:?}"))
    };
    for (right, wrong) in [
        ("TCP 22", ["TCP 21", "UDP 22", "TCP/UDP 53"]),
        ("12 h", ["21 h", "24 h", "87.5 h"]),
        ("0-1023", ["1024-49151", "49152-65535", "32768-60999"]),
        ("POP3", ["IMAP4", "SMTP", "802.1X port control"]),
        ("Windows 7", ["Linux", "macOS", "Solaris"]),
    ] {
        assert_eq!(card(right, wrong), [""; 0], "{right}");
    }
    assert_eq!(card("22", ["TCP 23", "TCP 25", "TCP 80"]), ["mixed-options"]);
    assert_eq!(
        card("It asks the server.", ["It waits a while", "It gives up soon", "It asks again"]),
        ["mixed-options"]
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_looked_at_without_harm(text in "[a-z0-9.?!é –*`~\n-]*|.*") {
        words::Words::of(&text);
        let asked = words::last_sentence(&text);
        proptest::prop_assert!(text.contains(asked));
        proptest::prop_assert!(words::count(&text) <= text.split_whitespace().count());
    }
}
