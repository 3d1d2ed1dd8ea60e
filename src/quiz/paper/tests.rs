//! What every paper keeps, and what it says when it cannot.

use proptest::prelude::*;

use super::*;
use crate::card::Input;
use crate::deck::{self, Deck};
use crate::quiz::read;
use crate::source::SourceFile;

fn file(text: String) -> SourceFile {
    SourceFile { name: "x.toml".into(), text }
}

/// An exam on the tags `a` and `b`, two of `a` for one of `b`.
fn exam(form: &str) -> Exam {
    let text = format!(
        "[exam]\nid='x'\ntitle='X'\npass=50\n[[form]]\nid='f'\n{form}\n\
         [[topic]]\ntag='a'\nweight=2\n[[topic]]\ntag='b'\nweight=1\n"
    );
    let (exam, findings) = read(&file(text));
    assert_eq!(findings, []);
    exam.unwrap()
}

fn parsed(cards: &str) -> Deck {
    let (deck, findings) = deck::parse(&[file(format!("[deck]\nid='d'\ntitle='D'\n{cards}"))]);
    assert_eq!(findings, []);
    deck
}

fn choice(id: &str, tag: &str, question: &str, answer: &str, more: &str) -> String {
    format!(
        "[[card]]\nid='{id}'\nquestion='{question}'\nanswer='{answer}'\nwrong=['x','y','z']\ntags=['{tag}']\n{more}\n"
    )
}

/// `count` unlike questions of topic `tag`.
fn choices(tag: &str, count: usize) -> String {
    let one = |n| choice(&format!("{tag}{n}"), tag, &format!("{tag}{n}?"), &format!("answer {tag}{n}"), "");
    (0..count).map(one).collect()
}

fn order(id: &str, tag: &str) -> String {
    format!("[[card]]\nid='{id}'\nquestion='{id}?'\norder=['1','2','3']\ntags=['{tag}']\n")
}

fn drawn(exam: &Exam, deck: &Deck, seed: u32) -> Paper {
    let questions: Vec<&Question> = deck.questions.iter().collect();
    draw(exam, &exam.forms[0], &questions, Seed::first(seed))
}

fn ids(paper: &Paper) -> Vec<&str> {
    paper.items.iter().map(|item| item.key.card()).collect()
}

#[test]
fn the_same_seed_gives_the_same_paper_whatever_order_the_questions_come_in() {
    let (exam, deck) = (exam("questions=12"), parsed(&(choices("a", 20) + &choices("b", 20))));
    let mut backwards: Vec<&Question> = deck.questions.iter().collect();
    backwards.reverse();
    let again = draw(&exam, &exam.forms[0], &backwards, Seed::first(7));
    assert_eq!(drawn(&exam, &deck, 7), again);
    assert_ne!(ids(&drawn(&exam, &deck, 8)), ids(&again));
}

#[test]
fn topics_are_asked_by_their_weights_and_performance_comes_first() {
    let exam = exam("questions=12\nperformance=2");
    let cards =
        choices("a", 20) + &choices("b", 20) + &order("o1", "a") + &order("o2", "b") + &order("o3", "b");
    let paper = drawn(&exam, &parsed(&cards), 1);
    assert_eq!(paper.shortages, Vec::<String>::new());
    assert_eq!(paper.items.iter().filter(|item| item.topic == 0).count(), 8);
    let parts: Vec<_> = paper.items.iter().map(|item| item.part == Part::Performance).collect();
    assert_eq!(parts, [vec![true; 2], vec![false; 10]].concat());
}

#[test]
fn the_next_paper_of_a_series_asks_what_the_one_before_did_not() {
    let (exam, deck) = (exam("questions=6\nperformance=0"), parsed(&(choices("a", 8) + &choices("b", 4))));
    let first = drawn(&exam, &deck, 1);
    let questions: Vec<&Question> = deck.questions.iter().collect();
    let second = draw(&exam, &exam.forms[0], &questions, Seed { base: 1, nth: 2 });
    assert!(second.items.iter().all(|item| first.items.iter().all(|old| old.key != item.key)));
}

#[test]
fn one_fact_is_asked_once() {
    let port = |id: &str, question: &str, answer: &str| choice(id, "a", question, answer, "");
    let cards = [
        port("telnet", "Which port has Telnet?", "TCP 23"),
        port("clear", "A switch is managed in the clear. Which port is open?", "TCP 23"),
        port("what", "What listens on TCP 23?", "Telnet"),
        port(
            "gives-away",
            "A log is full of Telnet to TCP 23. What is wrong with it?",
            "All of it can be read on the way",
        ),
        port("story", "A firewall drops UDP 53. What will be heard?", "No page opens by its name any more"),
        port("zone", "What has to be open for a zone transfer?", "TCP 53"),
        port("renew", "When does a client renew its lease first?", "at half time"),
        port("renew-2", "When does a client first renew the lease?", "At half time"),
        port("ssh", "Which port has SSH?", "TCP 22"),
    ]
    .concat();
    for seed in 0..20 {
        let paper = drawn(&exam("questions=9\nperformance=0"), &parsed(&cards), seed);
        let ids = ids(&paper);
        let count = |names: &[&str]| names.iter().filter(|name| ids.contains(name)).count();
        assert_eq!(
            count(&["telnet", "clear", "what"]).max(count(&["telnet", "what", "gives-away"])),
            1,
            "{ids:?}"
        );
        assert_eq!(count(&["renew", "renew-2"]), 1, "{ids:?}");
        assert_eq!(count(&["story", "zone", "ssh"]), 3, "{ids:?}");
    }
}

#[test]
fn at_most_two_look_alikes_are_asked_where_there_is_choice() {
    let akin = |n: usize| {
        choice(&format!("k{n}"), "a", &format!("k{n}?"), &format!("like {n}"), "look_alike=['k0']")
    };
    let cards: String = (1..6).map(akin).collect::<String>()
        + &choice("k0", "a", "k0?", "like 0", "")
        + &choices("a", 12)
        + &choices("b", 5);
    let deck = parsed(&cards);
    for seed in 0..20 {
        let paper = drawn(&exam("questions=12\nperformance=0"), &deck, seed);
        let ids = ids(&paper);
        if ids.contains(&"k0") {
            assert!(ids.iter().filter(|id| id.starts_with('k')).count() <= 2, "{ids:?}");
        }
        assert_eq!(paper.shortages, Vec::<String>::new());
    }
}

#[test]
fn look_alikes_of_another_deck_are_its_wrong_options() {
    let typed = |deck: &str, id: &str, prompt: &str, more: &str| {
        let text = format!(
            "[deck]\nid='{deck}'\ntitle='{deck}'\n[[card]]\nid='{id}'\nquestion='{prompt}'\nanswer='{id}'\n{more}\n"
        );
        let (deck, findings) = deck::parse(&[file(text)]);
        assert_eq!(findings, []);
        deck.questions.into_iter().next().unwrap()
    };
    let names = "look_alike=['x/oak', 'y/elm', 'z/ash']\ntags=['a']";
    let questions = [
        typed("d", "fir", "A needle tree of the hills: its name?", names),
        typed("x", "oak", "This grows acorns.", ""),
        typed("y", "elm", "That one was felled by a beetle.", ""),
        typed("z", "ash", "Keys hang on it.", ""),
        typed("z", "fig", "It is eaten dried.", ""),
    ];
    let exam = exam("questions=1\nperformance=0");
    let paper = draw(&exam, &exam.forms[0], &questions.iter().collect::<Vec<_>>(), Seed::first(1));
    let Input::Choose(asked) = &paper.items[0].posed.input else { panic!("{:?}", paper.items[0].posed) };
    let mut options: Vec<_> = asked.options.iter().map(|option| option.text.plain()).collect();
    options.sort();
    assert_eq!(options, ["ash", "elm", "fir", "oak"]);
}

#[test]
fn typed_and_flip_cards_are_asked_as_choices_and_true_or_false_not_at_all() {
    let typed = |id: &str, port: u32| {
        format!("[[card]]\nid='{id}'\nquestion='Which port has {id}?'\nanswer='TCP {port}'\ntags=['a']\n")
    };
    let cards = [
        typed("ssh", 22),
        typed("telnet", 23),
        typed("smtp", 25),
        typed("http", 80),
        "[[card]]\nid='truth'\nquestion='So?'\nanswer=true\ntags=['b']\n".into(),
        "[[card]]\nid='alone'\nquestion='Who is it?'\nanswer='nobody'\ntags=['b']\n".into(),
    ]
    .concat();
    let paper = drawn(&exam("questions=6\nperformance=0"), &parsed(&cards), 1);
    assert_eq!(paper.items.len(), 4);
    for item in &paper.items {
        let options = item.posed.input.options();
        let texts: Vec<_> = options.iter().map(|option| option.text.plain()).collect();
        assert_eq!(texts, ["TCP 22", "TCP 23", "TCP 25", "TCP 80"], "ascending, and each once");
        assert_eq!(options.iter().filter(|option| option.right).count(), 1);
        let whys = options.iter().filter_map(|option| option.why.as_ref().map(Text::plain));
        let wanted = ["ssh", "telnet", "smtp", "http"].map(|id| format!("It answers “Which port has {id}?”"));
        let others = options.iter().zip(wanted).filter(|(option, _)| !option.right).map(|(_, why)| why);
        assert!(whys.eq(others), "each wrong one says what it is right for");
    }
}

#[test]
fn a_choice_of_several_says_how_many() {
    let card =
        "[[card]]\nid='m'\nquestion='Which are even?'\nanswer=['2','4']\nwrong=['3','5']\ntags=['a']\n";
    let told = card.replace("'m'", "'n'").replace("even?", "odd? Choose two.").replace("'2','4'", "'1','7'");
    let paper = drawn(&exam("questions=3\nmany=2\nperformance=0"), &parsed(&(card.to_owned() + &told)), 1);
    let mut prompts: Vec<_> = paper.items.iter().map(|item| item.posed.prompt.plain()).collect();
    prompts.sort();
    assert_eq!(prompts, ["Which are even? (Choose TWO.)", "Which are odd? Choose two."]);
    let network = card.replace("even?", "network devices?");
    let paper = drawn(&exam("questions=3\nmany=2\nperformance=0"), &parsed(&network), 1);
    assert_eq!(paper.items[0].posed.prompt.plain(), "Which are network devices? (Choose TWO.)");
}

#[test]
fn the_right_answer_stands_at_every_place_about_equally_often() {
    let paper =
        drawn(&exam("questions=40\nperformance=0"), &parsed(&(choices("a", 40) + &choices("b", 20))), 3);
    let mut places = [0; 4];
    for item in &paper.items {
        places[right_place(&item.posed).unwrap()] += 1;
    }
    assert!(places.iter().all(|&count| (8..=12).contains(&count)), "{places:?}");
}

#[test]
fn a_computed_question_is_a_choice_between_its_answer_and_its_mistakes_and_its_seed_fixes_the_numbers() {
    let computed = "[[generate]]\nid='g'\ntags=['b']\ndraw={ n={ from=3, to=900 } }\nquestion='Twice {n}?'\nanswer='{n * 2}'\n\
                    mistakes=[{ text='{n + 2}', why='That is {n} and 2.' }, '{n * n}']\nexplain='{n} and {n}'\n";
    let deck = parsed(&(choices("a", 8) + computed));
    let exam = exam("questions=9\nperformance=0");
    let asked = |seed| -> Item {
        let paper = drawn(&exam, &deck, seed);
        assert_eq!(paper, drawn(&exam, &deck, seed));
        paper.items.into_iter().find(|item| item.key.card() == "g").expect("it is asked")
    };
    let mut seen = std::collections::HashSet::new();
    for seed in 0..20 {
        let Item { posed, part, why, .. } = asked(seed);
        let prompt = posed.prompt.plain();
        let n: u32 = prompt.trim_start_matches("Twice ").trim_end_matches('?').parse().unwrap();
        let (_, right) = posed.input.right_option().unwrap();
        assert_eq!((part, right.text.plain()), (Part::Single, (2 * n).to_string()));
        let options: Vec<String> = posed.input.options().iter().map(|option| option.text.plain()).collect();
        assert_eq!(options.len(), 3, "{options:?}");
        assert!(
            options.contains(&(n + 2).to_string()) && options.contains(&(n * n).to_string()),
            "{options:?}"
        );
        let told = posed.input.options().iter().find_map(|option| option.why.as_ref()).unwrap();
        assert_eq!(told.plain(), format!("That is {n} and 2."));
        assert_eq!(why.unwrap().plain(), format!("{n} and {n}"), "the working for this number");
        seen.insert(n);
    }
    assert!(seen.len() > 10, "another seed, other numbers: {seen:?}");
}

#[test]
fn a_shortage_is_told_and_filled_from_other_topics() {
    let deck = parsed(&(choices("a", 9) + &choices("b", 2)));
    let paper = drawn(&exam("questions=9\nperformance=1"), &deck, 1);
    assert_eq!(paper.items.len(), 9);
    assert_eq!(
        paper.shortages,
        [
            "`b`: 2 of 3 questions could be drawn.",
            "In their place, other topics have 1 more.",
            "0 of 1 performance-based questions could be drawn."
        ]
    );
    let paper = drawn(&exam("questions=90\nperformance=0"), &deck, 1);
    assert_eq!(paper.items.len(), 11);
    assert!(
        paper.shortages.iter().any(|told| told.contains("11 questions instead of 90")),
        "{:?}",
        paper.shortages
    );
    assert_eq!(drawn(&exam("questions=9"), &parsed(""), 1).items, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_paper_never_asks_siblings_nor_more_than_wanted(
        seed: u32, asked in 1_usize..60, rows in 2_usize..25, plain in 0_usize..20, orders in 0_usize..5,
    ) {
        let rows: Vec<String> = (0..rows).map(|n| format!("['name{n}', {}]", 100 + n)).collect();
        let table = format!(
            "[[table]]\nid='t'\ncolumns=['name','port']\nrows=[{}]\ntags=['a']\n\
             [[table.card]]\nid='port'\nquestion='Port of {{name}}?'\nanswer='TCP {{port}}'\n\
             [[table.card]]\nid='name'\nquestion='Who has TCP {{port}}?'\nanswer='{{name}}'\nwrong={{from='name',count=3}}\n",
            rows.join(",")
        );
        let orders: String = (0..orders).map(|n| order(&format!("o{n}"), "b")).collect();
        let deck = parsed(&(table + &choices("b", plain) + &orders));
        let exam = exam(&format!("questions={asked}"));
        let paper = drawn(&exam, &deck, seed);
        prop_assert!(paper.items.len() <= asked);
        prop_assert!(paper.items.len() == asked || !paper.shortages.is_empty());
        for (i, item) in paper.items.iter().enumerate() {
            prop_assert!(paper.items[..i].iter().all(|other| !other.key.is_sibling_of(&item.key)));
        }
        let performance = paper.items.iter().filter(|item| item.part == Part::Performance).count();
        prop_assert!(performance <= exam.forms[0].performance);
        prop_assert_eq!(&drawn(&exam, &deck, seed), &paper);
    }
}
