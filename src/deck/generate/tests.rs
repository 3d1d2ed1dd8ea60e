//! What is read of computed questions, and what is told of mistakes in them.

use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::card::compare::Rivals;
use crate::card::{Answer, Input, Posed, Question, Verdict};
use crate::deck::keys::COMPUTED_EXAMPLE;
use crate::source::{Diagnostic, SourceFile};

fn read(body: &str) -> (Vec<Question>, Vec<Diagnostic>, String) {
    let text = format!("[deck]\nid = 'd'\ntitle = 'D'\n[[generate]]\n{body}\n");
    let (deck, findings) = super::super::parse(&[SourceFile { name: "d.toml".into(), text: text.clone() }]);
    (deck.questions, findings, text)
}

fn clean(body: &str) -> Question {
    let (mut questions, findings, _) = read(body);
    assert_eq!(findings, [], "{body}");
    questions.remove(0)
}

fn posed(question: &Question, seed: u64) -> Posed {
    question.pose(&mut StdRng::seed_from_u64(seed))
}

fn expected(posed: &Posed) -> &crate::card::compare::Expected {
    let Input::Text(expected) = &posed.input else { panic!("{:?}", posed.input) };
    expected
}

/// The codes of the findings with what they point at, and what they say.
fn told(body: &str) -> Vec<(&'static str, String, String)> {
    let (questions, findings, text) = read(body);
    assert!(questions.is_empty(), "{body}");
    let told = |finding: Diagnostic| {
        let words = format!("{}; {}", finding.message, finding.help.unwrap_or_default());
        (finding.code.name(), text[finding.span.range].to_owned(), words)
    };
    findings.into_iter().map(told).collect()
}

#[test]
fn a_question_its_answer_its_mistakes_and_the_working_are_of_one_draw() {
    let question = clean(COMPUTED_EXAMPLE);
    assert_eq!(question.key.as_str(), "d/network");
    assert_eq!(question.kind, "generate");
    assert_eq!(question.answer, "{net}");
    let posed = posed(&question, 1);
    assert_eq!(posed, super::tests::posed(&question, 1), "a seed fixes the numbers");
    let asked = posed.prompt.plain();
    let shown = asked.strip_prefix("Which network does ").unwrap().strip_suffix(" belong to?").unwrap();
    let (ip, prefix) = shown.split_once('/').unwrap();
    let (ip, prefix): (std::net::Ipv4Addr, u32) = (ip.parse().unwrap(), prefix.parse().unwrap());
    let network = std::net::Ipv4Addr::from_bits(ip.to_bits() >> (32 - prefix) << (32 - prefix));
    let right = expected(&posed);
    assert_eq!(right.written(), network.to_string());
    assert_eq!(right.mistakes[0].why.as_ref().unwrap().plain(), "That is the last address, the broadcast.");
    assert!(posed.explain.as_ref().unwrap().plain().starts_with("The mask is 255."));
    let judged = |given: &str| posed.input.judge(&Answer::Text(given.to_owned()), &Rivals::default());
    assert_eq!(judged(&network.to_string()), Verdict::Right);
    assert_eq!(judged(&format!("{network}/{prefix}")), Verdict::Wrong);
    assert_eq!(judged(&ip.to_string()), Verdict::Wrong, "the question's own text is never right");
    let why = |given: &str| right.why(given, &Rivals::default()).map(|why| why.plain());
    assert_eq!(why(&right.mistakes[0].answer).unwrap(), "That is the last address, the broadcast.");
    assert!(why(&format!("{network}/{prefix}")).unwrap().starts_with("The address is right"));
    assert_eq!(why(&network.to_string()), None);
}

#[test]
fn what_equals_the_answer_is_no_mistake_and_no_option_and_is_not_shown() {
    let question = clean(
        "draw = { n = { from = 1, to = 4 } }\nquestion = '{n}?'\nanswer = '{n * n}'\nwrong = ['{n + n}', '4', '{n * n}', '{n + 10}', '', '{if n == 3 then 7 else \"\"}']",
    );
    for seed in 0..100 {
        let posed = posed(&question, seed);
        let Input::Choose(choose) = &posed.input else { panic!() };
        let texts: Vec<String> = choose.options.iter().map(|option| option.text.plain()).collect();
        let mut once = texts.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), texts.len(), "{texts:?}");
        assert!(texts.len() >= 2 && choose.options.iter().filter(|option| option.right).count() == 1);
        assert_ne!(posed.prompt.plain(), "1?", "the answer 1 would stand in the question");
        assert_eq!(texts.contains(&"7".to_owned()), posed.prompt.plain() == "3?");
    }
}

#[test]
fn an_answer_in_the_question_is_drawn_again_unless_it_is_meant_to_be_read_off() {
    let log = "draw = { a = 'ipv4-private', b = 'ipv4-public' }\nquestion = '`{a} > {b}`: who asks?'\nanswer = '{a}'\n";
    let found = told(log);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "no-draw");
    assert!(
        found[0].2.contains("the answer stands in the question") && found[0].2.contains("read_off = true")
    );
    let question = clean(&format!("{log}read_off = true"));
    let posed = posed(&question, 3);
    assert!(posed.prompt.plain().starts_with(expected(&posed).written()));
    // A part of a longer address is no answer that stands there.
    clean(
        "draw = { n = [24, 25] }\nquestion = 'What of 10.{n}.0.0, {n}24 and fe80::{n}?'\nanswer = '{48 - n}'",
    );
}

#[test]
fn rows_of_a_table_are_drawn_with_their_columns() {
    let table = "\n[[table]]\nid = 't'\ncolumns = ['name', 'key size', 'note']\nrows = [['a', 8, ''], ['b', 16, 'x'], ['c', 32, 'y']]\n[[table.card]]\nid = 'size'\nquestion = '{name}?'\nanswer = '{key size}'";
    let (questions, findings, _) = read(&format!(
        "id = 'g'\ndraw = {{ row = {{ table = 't', when = 'note' }} }}\nquestion = '{{row.name}}?'\nanswer = '{{row.key_size * 2}}'{table}"
    ));
    assert_eq!(findings, []);
    let own = questions.iter().find(|question| question.key.card() == "g").unwrap();
    let asked: std::collections::BTreeSet<(String, String)> = (0..50)
        .map(|seed| posed(own, seed))
        .map(|posed| (posed.prompt.plain(), expected(&posed).written().to_owned()))
        .collect();
    let wanted = [("b?", "32"), ("c?", "64")].map(|(one, other)| (one.to_owned(), other.to_owned()));
    assert_eq!(asked.into_iter().collect::<Vec<_>>(), wanted);
    for (draw, help) in [("table = 'u'", "table `u`"), ("table = 't', when = 'nota'", "did you mean `note`?")]
    {
        let body = format!("id = 'g'\ndraw = {{ row = {{ {draw} }} }}\nquestion = '?'\nanswer = 'x'{table}");
        let (questions, findings, _) = read(&body);
        assert_eq!((questions.len(), findings.len()), (3, 1), "{findings:?}");
        let told = format!("{} {}", findings[0].message, findings[0].help.as_deref().unwrap_or_default());
        assert!(told.contains(help), "{told}");
    }
}

#[test]
fn mistakes_are_told_at_their_place() {
    let n = "draw = { n = { from = 1, to = 9 } }\n";
    for (body, code, at, words) in [
        ("question = 'a {m}?'\nanswer = '{n + 1}'", "unknown-name", "m", "names: `n`"),
        ("question = '{n}?'\nanswer = '{hots(n)}'", "unknown-function", "hots(n)", "did you mean `hosts`?"),
        ("question = '{n}?'\nanswer = \"{mask(n, 1)}\"", "wrong-argument", "mask(n, 1)", "takes 1 value"),
        ("question = '{n}?'\nanswer = '{mask(1 == 2)}'", "wrong-argument", "1 == 2", "true or false"),
        ("question = '''\n{n'''\nanswer = 'x'", "bad-formula", "{n", "not closed"),
        (
            "question = '{n}?'\nanswer = '{n + 1}'\nlet = { k = 'n +' }",
            "bad-formula",
            "",
            "a value is missing",
        ),
        (
            "question = '{n}?'\nanswer = '{n + 1}'\nform = 'binry'",
            "bad-form",
            "'binry'",
            "did you mean `binary`?",
        ),
        ("question = '{n}?'\nanswer = 'x{n}'\nform = 'dec'", "no-draw", "'x{n}'", "not written in decimal"),
        ("question = '{n}?'\nanswer = '{n / 0}'", "no-draw", "'{n / 0}'", "divided by 0"),
        (
            "question = '{n}?'\nanswer = '{if n > 0 then \"\" else 1}'",
            "no-draw",
            "'{if n > 0 then \"\" else 1}'",
            "the answer is empty",
        ),
        (
            "question = '{n}?'\nanswer = '{n + 1}'\nwrong = ['{n + 1}']",
            "no-draw",
            "['{n + 1}']",
            "no wrong option",
        ),
        (
            "question = '{n}?'\nanswer = 'a'\nwrong = ['b', 'c']\nmistakes = ['d']",
            "mixed-kinds",
            "['d']",
            "with `wrong` one is chosen",
        ),
        ("question = '{n}?'\nanswer = '{n + 1}'\nlet = { if = '1' }", "bad-draw", "if", "cannot be a name"),
        (
            "question = '{n}?'\nanswer = '{n + 1}'\nlet = { n = '1' }",
            "bad-draw",
            "n",
            "two values are called `n`",
        ),
        (
            "question = '{n}?'\nanswer = 'a'\nnumber = { from = 1, to = 2 }",
            "mixed-kinds",
            "{ from = 1, to = 2 }",
            "not both",
        ),
        ("question = '{n}?'\nanswer = '{n + 1}'\nwhy = 'x'", "unknown-key", "why", ""),
        ("question = '{n}?'\nanswer = '{n + 1}'\ntolerance = 1", "unknown-key", "1", "has no `tolerance`"),
        ("question = '{n}?'\nanswer = '{n + 1}'\nwrong = []", "too-few", "[]", "has nothing in it"),
        (
            "question = '{n}?'\nanswer = '{n} x'\nform = 'number'",
            "no-draw",
            "'{n} x'",
            "not written as a number",
        ),
        (
            "question = '{n}?'\nanswer = '{k}'\nlet = { k = 'j + 1', j = 'k + 1' }",
            "unknown-name",
            "j",
            "`j` stands further down",
        ),
        (
            "question = '{n}?'\nanswer = '{k + n}'\nlet = { k = 'k + n' }",
            "unknown-name",
            "k",
            "`k` is made of itself",
        ),
        (
            "question = '{n}?'\nanswer = '{k}'\nlet = { k = 'n / 0' }",
            "no-draw",
            "'n / 0'",
            "`k` in `let` has no value",
        ),
    ] {
        let found = told(&format!("{n}{body}"));
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert_eq!((found[0].0, found[0].1.as_str()), (code, at), "{body}: {found:?}");
        assert!(found[0].2.contains(words), "{body}: {found:?}");
    }
}

#[test]
fn what_cannot_be_drawn_is_told_at_its_place() {
    for (draw, at, words) in [
        ("'ipv5'", "'ipv5'", "did you mean `ipv4`?"),
        ("{ from = 1 }", "{ from = 1 }", "no `to`"),
        ("{ from = 1, to = 9, step = 0 }", "0", "`step` is how far"),
        ("{ from = 1, to = 9, edges = [1] }", "[1]", "has no `edges`"),
        ("{ from = 1.5, to = 9 }", "1.5", "`from` is 1.5, and takes a whole number"),
        ("{ from = '0', to = 'power(2, 90)' }", "{ from = '0', to = 'power(2, 90)' }", "more than 2^64"),
        ("{ from = 'n', to = 9 }", "n", "`n` is made of itself"),
        ("{ from = 9, to = 1 }", "9", "no number between"),
        ("{ from = \"'a'\", to = 1 }", "\"'a'\"", "is a text"),
        ("{ from = 1, to = 9, when = 'x' }", "'x'", "does not belong here"),
        ("[]", "[]", "from 1 to 10000 values"),
    ] {
        let found = told(&format!("draw = {{ n = {draw} }}\nquestion = '{{n}}?'\nanswer = 'x'"));
        assert_eq!(found.len(), 1, "{draw}: {found:?}");
        assert_eq!(found[0].1, at, "{draw}: {found:?}");
        assert!(found[0].2.contains(words), "{draw}: {found:?}");
    }
}

#[test]
fn a_draw_that_has_no_answer_is_drawn_again() {
    let question = clean("draw = { n = { from = 0, to = 1 } }\nquestion = '{n}?'\nanswer = '{12 / n}'");
    for seed in 0..50 {
        assert_eq!(expected(&posed(&question, seed)).written(), "12");
    }
}

#[test]
fn a_table_may_be_there_to_be_drawn_from_and_its_columns_are_known_by_name() {
    let table = "\n[[table]]\nid = 't'\ncolumns = ['name', 'at no']\nrows = [['C', 6], ['O', 8]]\n";
    let read = |drawn: &str, formula: &str| {
        super::tests::read(&format!(
            "id = 'g'\ndraw = {{ e = {{ {drawn} }} }}\nquestion = '{{e.name}}?'\nanswer = '{{{formula}}}'{table}"
        ))
    };
    assert_eq!(read("table = 't'", "e.at_no").1, []);
    for (drawn, formula, told) in [
        ("table = 't'", "e.at no", "this column is written `e.at_no`"),
        ("table = 't'", "e.at_mo", "did you mean `e.at_no`?"),
        ("table = 't'", "e.mass", "its columns: `e.name`, `e.at_no`"),
        ("table = 't', when = 'nam'", "e.at_no", "did you mean `name`?"),
    ] {
        let (_, findings, _) = read(drawn, formula);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].help.as_deref(), Some(told));
    }
    // What follows from one mistake is no other.
    let (_, findings, _) = read("table = 'u'", "e.at_no + 1");
    let codes: Vec<_> = findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["bad-draw", "missing-key"], "nothing draws the table");
}

#[test]
fn what_is_drawn_for_nothing_and_what_joins_is_told_and_asked_all_the_same() {
    for (draw, answer, code, at) in [
        ("n = [1, 2], m = 'ipv4'", "n + 1", "unused-name", "'ipv4'"),
        ("n = [1, 'two', 3]", "n + 1", "joined-numbers", "n + 1"),
    ] {
        let (questions, findings, text) =
            read(&format!("draw = {{ {draw} }}\nquestion = '{{n}}?'\nanswer = '{{{answer}}}'"));
        assert_eq!((questions.len(), findings.len()), (1, 1), "{findings:?}");
        assert_eq!((findings[0].code.name(), &text[findings[0].span.range.clone()]), (code, at));
    }
}

#[test]
fn the_place_of_an_option_that_is_computed_tells_nothing() {
    let question = clean(
        "draw = { n = { from = 20, to = 90 } }\nquestion = '{n}?'\nanswer = '{n * 2}'\nwrong = ['{n - 1}', '{n - 2}', '{n - 3}']",
    );
    let mut places = [0; 4];
    for seed in 0..200 {
        let Input::Choose(choose) = posed(&question, seed).input else { panic!() };
        places[choose.options.iter().position(|option| option.right).unwrap()] += 1;
    }
    assert!(places.iter().all(|count| *count > 25), "{places:?}");
}
