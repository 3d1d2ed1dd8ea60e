//! What it costs to look at a deck: twice the text is about twice the work, whatever it is made of.

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::{Inspected, LoadedDeck};
use crate::card::{Answer, Input};
use crate::deck::formatted;
use crate::source::SourceFile;
use crate::source::cost::counted;

/// So much more may twice the text cost, in tenths.
const MOST: u64 = 25;
/// How often the smaller text of a shape has what it repeats.
const FEW: usize = 300;

/// A text by how often it repeats something.
type Shape = fn(usize) -> String;

/// What decks are made of that cost a second for each megabyte, or more.
const SHAPES: &[(&str, Shape)] = &[
    ("accepted answers", |n| card(&format!("answer = 'alpha'\naccept = {}", list(n, |i| letters(i + 9))))),
    ("accepted ports", |n| card(&format!("answer = 'tcp 1'\naccept = {}", list(n, |i| format!("udp {i}"))))),
    ("one answer again and again", |n| {
        card(&format!("answer = 'alpha'\naccept = {}", list(n, |_| "same".into())))
    }),
    ("steps", |n| card(&format!("order = {}", list(n, letters)))),
    ("equal steps", |n| card(&format!("order = ['a', {}", &list(n, |_| "b".into())[1..]))),
    ("pairs", |n| card(&format!("match = [{}]", repeated(n, |i| format!("['l{i}', 'r{i}'],"))))),
    ("partners without a pair", |n| {
        card(&format!("match = [['a', 'b'], ['c', 'd']]\nextra = {}", list(n, letters)))
    }),
    ("items of bins", |n| card(&format!("classify = {{ a = {}, b = ['x'] }}", list(n, letters)))),
    ("bins", |n| {
        card(&format!(
            "classify = {{ {} }}",
            repeated(n, |i| format!("b{i} = ['i{i}'],")).trim_end_matches(',')
        ))
    }),
    ("wrong options", |n| card(&format!("hint = 'a b'\nanswer = 'alpha b'\nwrong = {}", list(n, letters)))),
    ("right options", |n| {
        card(&format!(
            "answer = {}\nwrong = {}",
            list(n, |i| format!("{} which", letters(i))),
            list(n, |i| format!("which {i}"))
        ))
    }),
    ("last options", |n| {
        cards(n, |i| format!("question = 'q?'\nanswer = 'a'\nwrong = ['b']\nlast = 'l{i}'"))
    }),
    ("holes", |n| card(&format!("cloze = '{}'", repeated(n, |i| format!("{{{{h{i}}}}} "))))),
    ("text around holes", |n| card(&format!("cloze = '{{{{a}}}} {{{{b}}}} {}'", "words ".repeat(n * 100)))),
    ("faulty cards", |n| cards(n, |i| format!("front = 'f{i}'"))),
    ("cards of no kind", |n| cards(n, |i| format!("hint = 'h{i}'"))),
    ("cards with a slip in a key", |n| cards(n, |i| format!("front = 'f{i}'\nback = 'b'\nbakc = 'c'"))),
    ("unknown keys", |n| card(&format!("answer = 'a'\n{}", repeated(n, |i| format!("k{i} = 1\n"))))),
    ("unknown tables", |n| repeated(n, |i| format!("[[crad{i}]]\na = 1\n"))),
    ("cards that are no TOML", |n| repeated(n, |i| format!("[[card]]\nfront = 'f{i}\n"))),
    ("equal cards", |n| cards(n, |_| "question = 'q?'\nanswer = 'alphabet'".into())),
    ("cards of one id", |n| cards(n, |_| "id = 'a'\nquestion = 'q?'\nanswer = 'alphabet'".into())),
    ("cards with one prompt", |n| cards(n, |i| format!("id = 'c{i}'\nquestion = 'q?'\nanswer = 'alphabet'"))),
    ("different cards", |n| cards(n, |i| format!("question = 'q {i}?'\nanswer = '{}'", letters(i)))),
    ("the letters of an answer", |n| card(&format!("answer = '{}'", "y".repeat(n)))),
    ("the letters of an accepted answer", |n| {
        card(&format!("answer = 'a'\naccept = ['{}']", "y".repeat(n * 9)))
    }),
    ("the letters of a hole", |n| card(&format!("cloze = '{{{{{}}}}}'", "y".repeat(n * 9)))),
    ("digits", |n| card(&format!("answer = '{}'", "1,".repeat(n)))),
    ("the words of an answer and its prompt", |n| {
        let text = repeated(n, |i| letters(i) + " ");
        format!("[[card]]\nquestion = '{text}or?'\nhint = '{text}'\nanswer = '{text}'\n")
    }),
    ("a word again and again", |n| {
        let text = "client or ".repeat(n);
        format!("[[card]]\nquestion = '{text}?'\nhint = '{text}'\nanswer = '{text}server'\n")
    }),
    ("words of options", |n| {
        let text = repeated(n, |i| letters(i) + " ");
        card(&format!("hint = '{text}'\nanswer = '{text}'\nwrong = ['{text}', 'b']"))
    }),
    ("tags", |n| card(&format!("answer = 'a'\ntags = {}", list(n, letters)))),
    ("tags of all cards", |n| {
        format!("[deck]\ntags = {}\n", list(n, letters))
            + &cards(n, |i| format!("front = 'f{i}'\nback = 'b'"))
    }),
    ("exams", |n| {
        format!("[lint]\nexams = {}\n", list(n, letters))
            + &cards(n, |i| format!("front = 'f{i}'\nback = 'b'"))
    }),
    ("words to look for", |n| {
        format!("[lint]\nvague = {0}\nabsolutes = {0}\nforbidden = {0}\nnegations = {0}\n", list(n, letters))
            + &cards(n, |i| format!("question = 'q{i}'\nanswer = 'one a'\nwrong = ['two a']"))
    }),
    ("families", |n| {
        format!("[lint]\nfamilies = [{}]\n", repeated(n, |i| format!("['one', 'f{i}'],")))
            + &cards(n, |i| format!("question = 'f{i} one?'\nanswer = 'one'"))
    }),
    ("a large family", |n| {
        format!("[lint]\nfamilies = [{}]\n", list(n, |i| format!("f{i}")))
            + &cards(n, |i| format!("question = 'f{i}?'\nanswer = 'f{i}'"))
    }),
    ("allowed rules", |n| card(&format!("answer = 'a'\nallow = {}", list(n, |i| format!("big-dock{i}"))))),
    ("look-alikes", |n| card(&format!("answer = 'a'\nlook_alike = {}", list(n, letters)))),
    ("cards that name each other", |n| {
        cards(n, |i| format!("id = 'c{i}'\nfront = 'f'\nback = 'b'\nlook_alike = ['c{}', 'd{i}']", i + 1))
    }),
    ("rows", |n| table(n, "id = 'a'\nquestion = '{a}?'\nanswer = '{b}'")),
    ("rows that draw from each other", |n| {
        table(n, "id = 'a'\nquestion = '{a}?'\nanswer = '{b}'\nwrong = { from = 'b', count = 3 }")
    }),
    ("rows that give one option", |n| {
        table(n, "id = 'a'\nquestion = '{a}?'\nanswer = '{b}'\nwrong = { from = 'c', count = 3 }")
    }),
    ("rows with too few cells", |n| {
        let columns = list(n, |i| format!("c{i}"));
        format!("[[table]]\nid = 't'\ncolumns = {columns}\nrows = [{}]\n", "['x'],".repeat(n))
    }),
    ("columns", |n| {
        let (columns, cells) = (list(n, |i| format!("c{i}")), list(n, |i| format!("v{i}")));
        let asked = repeated(n, |i| format!("{{c{i}}} "));
        format!(
            "[[table]]\nid = 't'\ncolumns = {columns}\nrows = [{cells}]\n[[table.card]]\nid = 'a'\nquestion = '{asked}'\nanswer = '{{c1}}'\n"
        )
    }),
    ("templates", |n| {
        let template =
            |i: usize| format!("[[table.card]]\nid = 'a{i}'\nquestion = '{{a}} {i}?'\nanswer = '{{b}}'\n");
        table(1, "id = 'a'\nquestion = '{a}?'\nanswer = '{b}'") + &repeated(n, template)
    }),
    ("templates that name no column", |n| {
        let template =
            |i: usize| format!("[[table.card]]\nid = 'a{i}'\nquestion = '{{x{i}}}?'\nanswer = '{{b}}'\n");
        table(1, "id = 'a'\nquestion = '{a}?'\nanswer = '{b}'") + &repeated(n, template)
    }),
    ("braces", |n| table(20, &format!("id = 'a'\nquestion = '{{a}}{}'\nanswer = '{{b}}'", "{".repeat(n)))),
    ("groups of rows that are alike", |n| {
        let groups = repeated(n, |i| format!("['r0', 'r1', 'r{i}', 'x{i}'],"));
        table(n, "id = 'a'\nquestion = '{a}?'\nanswer = '{b}'")
            .replace("[[table.card]]", &format!("look_alikes = [{groups}]\n[[table.card]]"))
    }),
    ("classes", |n| {
        let classes = repeated(n, |i| format!("{{ to = {i}, answer = '{}' }},", letters(i)));
        format!(
            "[[generate]]\nid = 'g'\nquestion = '{{number}}'\nnumber = {{ from = 1, to = {} }}\nclasses = [{classes}]\n",
            n - 1
        )
    }),
    ("question marks", |n| card(&format!("explain = '{0}'\nanswer = '{0}'", "?* ".repeat(9 * n)))),
    ("empty lines", |n| "\n".repeat(n) + &cards(1, |_| "front = 'f'\nback = 'b'".into())),
];

fn letters(mut number: usize) -> String {
    let mut word = "word".to_owned();
    loop {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return word;
        }
    }
}

fn repeated(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    format!("[{}]", repeated(count, |i| format!("'{}', ", item(i))))
}

fn card(rest: &str) -> String {
    if rest.starts_with("cloze") {
        format!("[[card]]\n{rest}\n")
    } else {
        format!("[[card]]\nquestion = 'q?'\n{rest}\n")
    }
}

fn cards(count: usize, card: impl Fn(usize) -> String) -> String {
    repeated(count, |i| format!("[[card]]\n{}\n", card(i)))
}

fn table(rows: usize, template: &str) -> String {
    let rows = repeated(rows, |i| format!("['r{i}', '{}', 'same'],", letters(i)));
    format!("[[table]]\nid = 't'\ncolumns = ['a', 'b', 'c']\nrows = [{rows}]\n[[table.card]]\n{template}\n")
}

/// Reads `text`, looks for all that there is to say of it, walks through it, formats it, and asks some of its questions.
fn work(text: String) {
    let files = vec![SourceFile { name: "d.toml".into(), text }];
    let deck = LoadedDeck::new(None, files, Vec::new());
    let inspected = Inspected::of_deck(&deck);
    assert!(!inspected.stops().is_empty());
    formatted(&deck.deck, &deck.files, &deck.findings);
    let mut rng = StdRng::seed_from_u64(1);
    for question in deck.deck.questions.iter().take(3) {
        let input = question.pose(&mut rng).input;
        let answer = match &input {
            Input::Text(expected) => Answer::Text(format!("{}x", expected.written())),
            other => other.solution(),
        };
        input.judge(&answer, &question.rivals);
    }
}

#[test]
fn twice_the_text_is_at_most_two_and_a_half_times_the_work() {
    let mut dear = Vec::new();
    for (name, shape) in SHAPES {
        let (once, twice) = (shape(FEW), shape(2 * FEW));
        // What is cut off for its size costs nothing more.
        let text = (once.len() + twice.len()) as u64;
        let (once, twice) = (counted(|| work(once)), counted(|| work(twice)));
        if twice * 10 > once * MOST + text / 10 {
            dear.push(format!("{name}: {once} comparisons, and twice the text {twice}"));
        }
    }
    assert!(dear.is_empty(), "{}", dear.join("\n"));
}
