//! The keys of the tables of a deck, those of the kinds of card excepted.

use crate::card::Notes;
use crate::card::compare::Notation;
use crate::source::{Key, Takes};

/// The keys of `[deck]`.
pub const DECK: &[Key] = &[
    Key::optional("id", Takes::Id, "half of the name of every question: never change it"),
    Key::optional("title", Takes::Text, "the name shown to people"),
    Key::optional("about", Takes::Text, "what the deck teaches, in a sentence"),
    Key::optional("tags", Takes::TEXTS, "topics and exams that every card inherits"),
    Key::optional("source", Takes::Text, "where the facts are from, for every card that names nothing else"),
    Key::optional(
        "accents",
        Takes::Word(&["count", "ignore"]),
        "`ignore` takes `Krakow` for `Kraków`, also where the learner's settings do not",
    ),
    Key::optional(
        "after",
        Takes::TEXTS,
        "ids of decks that are learned first: new questions wait until all of theirs were asked once",
    ),
    Key::optional("include", Takes::TEXTS, "further files of the deck, beside or below it: `more/*.toml`"),
];

/// The keys of `[lint]`.
pub const LINT: &[Key] = &[
    Key::optional(
        "lists",
        Takes::Word(&["english"]),
        "use the lists of English words that the program brings",
    ),
    Key::optional("absolutes", Takes::TEXTS, "words that promise too much: `always`"),
    Key::optional("vague", Takes::TEXTS, "words that promise nothing: `sometimes`"),
    Key::optional("negations", Takes::TEXTS, "words that turn a question round: `not`"),
    Key::optional("forbidden", Takes::TEXTS, "options that are about the other options: `all of the above`"),
    Key::optional(
        "families",
        Takes::List(&Takes::List(&Takes::Text)),
        "what is easily taken for one another: `[[67, 68]]`",
    ),
    Key::optional("exams", Takes::TEXTS, "tags of exams; every card has one of them"),
    Key::optional("allow", Takes::TEXTS, "rules of writing that this deck breaks on purpose"),
];

/// The keys of `[[table]]`; its `card`s are templates.
pub const TABLE: &[Key] = &[
    Key::needed("id", Takes::Id, "a part of the name of every question of the table: never change it"),
    Key::optional("columns", Takes::TEXTS, "the names of the columns; needed where `rows` is a list"),
    Key::optional(
        "key",
        Takes::Text,
        "the column that names the rows; the first one where nothing is written",
    ),
    Key::needed(
        "rows",
        Takes::Any(&[Takes::List(&Takes::List(&Takes::Text)), Takes::Text]),
        "the facts: in each row a cell for each column; or the name of another deck's table whose rows are asked, `deck/table`",
    ),
    Key::optional(
        "look_alikes",
        Takes::List(&Takes::List(&Takes::Text)),
        "groups of rows that are easily confused, by their names",
    ),
    Key::optional("tags", Takes::TEXTS, "topics and exams, added to those of the deck"),
    Key::optional("source", Takes::Text, "where the facts of the table are from"),
    Key::needed("card", Takes::List(&Takes::Map(&Takes::Text)), "a template: every row is asked with it"),
];

/// A `[[table]]` with its templates as an author would write it.
pub const TABLE_EXAMPLE: &str = r#"id      = "port"
columns = ["service", "port", "secure"]
key     = "service"                # the column that names the rows; the first one if you leave this out
rows    = [
  ["FTP",    "TCP 21", "SFTP"],
  ["SSH",    "TCP 22", ""],
  ["Telnet", "TCP 23", "SSH"],
  ["SMTP",   "TCP 25", ""],
  ["HTTP",   "TCP 80", "HTTPS"],
]
look_alikes = [["SSH", "Telnet"]]  # rows that are easily confused

[[table.card]]
id       = "number"
question = "Which port does **{service}** use?"
answer   = "{port}"

[[table.card]]
id       = "service"
question = "Which service uses **{port}**?"
answer   = "{service}"
wrong    = { from = "service", count = 3 }  # drawn from the other rows, look-alikes first

[[table.card]]
id       = "replacement"
when     = "secure"                # only rows where this column is not empty
question = "What replaces **{service}** where encryption is needed?"
answer   = "{secure}"
"#;

/// A `[[generate]]` as an author would write it.
pub const GENERATE_EXAMPLE: &str = r#"id       = "iana-range"
number   = { from = 1, to = 65535, edges = [1023, 1024, 49151, 49152] }
question = "Port {number}: which IANA range?"
explain  = "Compare {number} with the borders 1023 and 49151."
classes  = [
  { to = 1023, answer = "system" },
  { to = 49151, answer = "user" },
  { to = 65535, answer = "dynamic" },
]
"#;

/// A `[[generate]]` whose question is computed, as an author would write it.
pub const COMPUTED_EXAMPLE: &str = r#"id       = "network"
draw     = { ip = "ipv4", prefix = { from = 17, to = 30 } }
let      = { net = "network(ip, prefix)" }
question = "Which network does **{ip}/{prefix}** belong to?"
answer   = "{net}"
form     = "address"
mistakes = [
  { text = "{broadcast(ip, prefix)}", why = "That is the last address, the broadcast." },
  { text = "{network(ip, prefix - 1)}", why = "That is the block of /{prefix - 1}." },
]
explain  = "The mask is {mask(prefix)}: in octet {octet(prefix)} networks begin every {block(prefix)}, so this one begins at {octet_of(net, octet(prefix))}."
"#;

/// What a `[[table.card]]` has beside the keys of a card.
pub const TEMPLATE: &[Key] =
    &[Key::optional("when", Takes::Text, "only rows are asked where this column is not empty")];

/// The keys of a `[[generate]]` that asks for the class of a number, those of every card excepted.
pub const GENERATE: &[Key] = &[
    Key::needed("question", Takes::Text, "what is asked, with `{number}` where the number stands"),
    Key::needed("number", Takes::Table(NUMBER), "which numbers are drawn"),
    Key::needed(
        "classes",
        Takes::List(&Takes::Table(CLASS)),
        "the answers with their borders, smallest first",
    ),
];

/// The keys of a `[[generate]]` whose question is computed, those of every card excepted.
pub const COMPUTED: &[Key] = &[
    Key::needed("question", Takes::Text, "what is asked, with formulas in braces: `{ip}/{prefix}`"),
    Key::needed("answer", Takes::Text, "the answer, in the same way: `{network(ip, prefix)}`"),
    Key::optional("draw", Takes::Map(&DRAWN), "what is drawn at each asking, by names"),
    Key::optional("let", Takes::Map(&Takes::Text), "formulas with a name, each of what stands before it"),
    Key::optional(
        "wrong",
        Takes::List(&Takes::Any(&[Takes::Text, Takes::Table(REASON)])),
        "makes a choice of it; options that equal the answer or one another are left out, and four are shown at most",
    ),
    Key::optional(
        "mistakes",
        Takes::List(&Takes::Any(&[Takes::Text, Takes::Table(REASON)])),
        "typical wrong answers where it is typed, each with its own reason",
    ),
    Key::optional(
        "form",
        Takes::Word(Notation::NAMES),
        "how the answer is to be written; values are compared within it",
    ),
    Key::optional(
        "read_off",
        Takes::Flag,
        "`true` where the answer is to be found in the question; otherwise such a draw is drawn again",
    ),
];

/// What is drawn under a name.
const DRAWN: Takes = Takes::Any(&[Takes::Text, Takes::List(&Takes::Text), Takes::Table(RANGE)]);

/// The keys of a range of numbers, and of a row of a table.
const RANGE: &[Key] = &[
    Key::optional("from", Takes::Text, "the smallest number drawn, or a formula that gives it"),
    Key::optional("to", Takes::Text, "the largest number drawn, or a formula that gives it"),
    Key::optional("step", Takes::Whole(1, i64::MAX), "the distance between the numbers that are drawn"),
    Key::optional("table", Takes::Text, "the id of a table of the same file, a row of which is drawn"),
    Key::optional("when", Takes::Text, "only rows are drawn where this column is not empty"),
];

/// The keys of a wrong answer that says why it is wrong.
const REASON: &[Key] = &[
    Key::needed("text", Takes::Text, "the answer; where it comes out empty it is left out"),
    Key::optional("why", Takes::Text, "why it is wrong; formulas in braces here as well"),
];

/// The keys of `number` in a generator.
const NUMBER: &[Key] = &[
    Key::needed("from", Takes::WHOLE, "the smallest number drawn"),
    Key::needed("to", Takes::WHOLE, "the largest number drawn"),
    Key::optional(
        "edges",
        Takes::List(&Takes::WHOLE),
        "numbers where mistakes happen: a third is drawn close by",
    ),
];

/// The keys of a class of a generator.
const CLASS: &[Key] = &[
    Key::needed("to", Takes::WHOLE, "the last number that belongs to the class"),
    Key::needed("answer", Takes::Text, "what the class is called"),
];

/// The keys of every card and `own`.
pub fn with_notes(own: &'static [Key]) -> impl Iterator<Item = &'static Key> {
    Notes::KEYS.iter().chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::kinds::KINDS;
    use crate::deck::parse;
    use crate::source::SourceFile;

    const NO_KEY: &str = "nothing_like_it_is_known = 1";

    /// What the reader tells of the keys that the table with [`NO_KEY`] in it can have.
    fn known(text: &str) -> Vec<String> {
        let (_, findings) = parse(&[SourceFile { name: "d.toml".into(), text: text.into() }]);
        let finding = findings.iter().find(|finding| finding.code == "unknown-key");
        let help =
            finding.and_then(|finding| finding.help.as_deref()).unwrap_or_else(|| panic!("{findings:#?}"));
        let keys = help.strip_prefix("keys it can have: ").unwrap();
        keys.split(", ").map(|key| key.trim_matches('`').to_owned()).collect()
    }

    fn names<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Vec<String> {
        let mut names: Vec<String> = keys.into_iter().map(|key| key.name.to_owned()).collect();
        names.sort();
        names
    }

    /// A deck with one table, with more keys inside of it and of its template.
    fn table(inside: &str, template: &str) -> String {
        format!(
            "[[table]]\nid = \"t\"\ncolumns = [\"a\"]\nrows = [[\"x\"]]\n{inside}\n[[table.card]]\nquestion = \"{{a}}\"\nanswer = \"x\"\n{template}\n"
        )
    }

    /// A deck with a generator of classes, with more keys for its number, its class and inside of it.
    fn generator(number: &str, class: &str, inside: &str) -> String {
        format!(
            "[[generate]]\nquestion = \"{{number}}\"\nnumber = {{ from = 1, to = 2{number} }}\nclasses = [{{ to = 2, answer = \"x\"{class} }}]\n{inside}\n"
        )
    }

    /// A deck with a computed generator, with more keys for its draw, its reason and inside of it.
    fn computed(draw: &str, reason: &str, inside: &str) -> String {
        format!(
            "[[generate]]\nquestion = \"{{n}}\"\nanswer = \"{{n + 1}}\"\ndraw = {{ n = {{ from = 1, to = 2{draw} }} }}\nwrong = [{{ text = \"{{n - 1}}\"{reason} }}]\n{inside}\n"
        )
    }

    #[test]
    fn each_reader_takes_exactly_the_keys_of_its_table() {
        let more = format!(", {NO_KEY}");
        let typed = KINDS.iter().find(|kind| kind.name == "typed").unwrap();
        assert_eq!(known(&format!("[deck]\n{NO_KEY}")), names(DECK));
        assert_eq!(known(&format!("[lint]\n{NO_KEY}")), names(LINT));
        assert_eq!(known(&table(NO_KEY, "")), names(TABLE));
        assert_eq!(known(&table("", NO_KEY)), names(with_notes(TEMPLATE).chain(typed.keys)));
        assert_eq!(known(&generator("", "", NO_KEY)), names(with_notes(GENERATE)));
        assert_eq!(known(&computed("", "", NO_KEY)), names(with_notes(COMPUTED)));
        assert_eq!(known(&computed(&more, "", "")), names(RANGE));
        assert_eq!(known(&computed("", &more, "")), names(REASON));
        assert_eq!(known(&generator(&more, "", "")), names(NUMBER));
        assert_eq!(known(&generator("", &more, "")), names(CLASS));
        for kind in KINDS {
            let card = format!("[[card]]\n{}{NO_KEY}\n", kind.example);
            assert_eq!(known(&card), names(with_notes(kind.keys)), "{}", kind.name);
        }
        let choice = |wrong: &str| format!("[[card]]\nquestion = \"q\"\nanswer = \"a\"\nwrong = {wrong}\n");
        let wrong = KINDS.iter().flat_map(|kind| kind.keys).find(|key| key.name == "wrong").unwrap();
        let Takes::Any([Takes::List(Takes::Any([_, Takes::Table(option)])), Takes::Table(draw)]) =
            wrong.takes
        else {
            panic!("{wrong:?}")
        };
        assert_eq!(known(&choice(&format!("[{{ text = \"b\", {NO_KEY} }}]"))), names(*option));
        let drawn = format!("wrong = {{ from = \"a\", {NO_KEY} }}");
        assert_eq!(known(&table("", &drawn)), names(*draw));
    }
}
