//! Choose the right option, or all that apply.

use std::collections::HashSet;

use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::pool::Draw;
use super::{Keys, Kind, Neighbours, Pool, Sign, Written};
use crate::card::answers::Choose;
use crate::card::limits::{MOST_ITEMS, excess};
use crate::card::{self, Input, Posed, Text};
use crate::source::{Code, Diagnostic, Fields, Key, Located, Takes, Value};

/// A wrong option that says why it is wrong.
const OPTION: &[Key] =
    &[Key::needed("text", Takes::Text, "the option"), Key::optional("why", Takes::Text, "why it is wrong")];
/// Wrong options from the other rows of a table.
const DRAW: &[Key] = &[
    Key::needed("from", Takes::Text, "the column, or a text with columns in braces"),
    Key::optional("count", Takes::WHOLE, "how many; three where nothing is written"),
    Key::optional(
        "where",
        Takes::Text,
        "a column: only rows are drawn from that have the same cell there as the row that is asked",
    ),
    Key::optional(
        "why",
        Takes::Text,
        "why it is wrong, with columns of the option's own row in braces; otherwise, which question it answers",
    ),
];

/// Fewer drawn options than these make guessing pay.
const FEWEST_DRAWN: usize = 2;

/// A question with options.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is asked.
    pub question: Text,
    /// The right options.
    pub right: Vec<Text>,
    /// Whether it asks for all that apply.
    pub many: bool,
    /// The wrong options, also those that only some askings show. The first `near` of them come first then.
    pub wrong: Vec<Wrong>,
    near: usize,
    shown: usize,
    /// The option that is pinned to the end; it may be among the right ones.
    pub last: Option<Text>,
}

/// A wrong option.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wrong {
    /// What it says.
    pub text: Text,
    /// Why it is wrong, where the author says so.
    pub why: Option<Text>,
}

impl Kind for Choice {
    const NAME: &'static str = "choice";
    const KEYS: &'static [Key] = &[
        Key::needed("question", Takes::Text, "what is asked"),
        Key::needed("answer", Takes::TEXTS, "the right option; a list means all that apply"),
        Key::optional(
            "wrong",
            Takes::Any(&[Takes::List(&Takes::Any(&[Takes::Text, Takes::Table(OPTION)])), Takes::Table(DRAW)]),
            "the wrong options; in a table they can be drawn: `{ from = \"column\", count = 3 }`, and `where = \"column\"` keeps to rows with the same cell there",
        ),
        Key::optional("last", Takes::Text, "an option that stays at the end"),
    ];
    const SIGNS: &'static [Sign] = &[Sign::Has("wrong"), Sign::IsList("answer")];
    const ABOUT: &'static str = "Choose the right option; a list of answers means all that apply.";
    const EXAMPLE: &'static str = r#"question = "Which message carries the server's confirmation?"
answer   = "DHCPACK"
wrong    = ["DHCPOFFER", "DHCPREQUEST", { text = "DHCPNAK", why = "That is the refusal." }]
last     = "None of these"
"#;

    fn read(fields: &mut Fields<'_>, table: Option<&Neighbours<'_>>) -> Option<Self> {
        let question = fields.text("question");
        let many = fields.peek("answer").is_some_and(|answer| answer.list().is_some());
        let right = fields.texts("answer");
        let wrong = fields.value("wrong");
        let last = fields.optional_text("last").map(|text| Text::new(text.value));
        let right = right?.into_iter().map(|text| Text::new(text.value)).collect();
        let mut card = Self { many, ..Self::new(Text::new(question?.value), right, Vec::new(), last) };
        match wrong {
            Some(value) if value.table().is_some() => card.draw(&value, fields, table)?,
            Some(value) => card.list(&value, fields)?,
            None => {}
        }
        card.check(fields)?;
        card.cut(fields);
        Some(card)
    }

    fn written(&self) -> Keys {
        let answer = match self.right.as_slice() {
            [only] if !self.many => only.into(),
            right => Written::set(right),
        };
        let wrong = self.offered().iter().map(|option| match &option.why {
            None => (&option.text).into(),
            Some(why) => Written::Table(vec![("text", (&option.text).into()), ("why", why.into())]),
        });
        let wrong: Vec<_> = wrong.collect();
        let mut keys = vec![("question", (&self.question).into()), ("answer", answer)];
        keys.extend((!wrong.is_empty()).then_some(("wrong", Written::Set(wrong))));
        keys.extend(self.last.as_ref().map(|last| ("last", last.into())));
        keys
    }

    fn summary(&self, _: &str) -> (Text, String) {
        let right: Vec<_> = self.right.iter().map(Text::plain).collect();
        (self.question.clone(), right.join(", "))
    }

    fn pose(&self, _: &str, rng: &mut StdRng) -> Posed {
        let mut wrong = self.wrong.clone();
        let (near, far) = wrong.split_at_mut(self.near);
        near.shuffle(rng);
        far.shuffle(rng);
        wrong.truncate(self.shown);
        let is_last = |text: &Text| Some(text) == self.last.as_ref();
        let mut options: Vec<card::Choice> = self
            .right
            .iter()
            .map(|text| card::Choice { text: text.clone(), right: true, why: None })
            .chain(wrong.into_iter().map(|w| card::Choice { text: w.text, right: false, why: w.why }))
            .filter(|option| !is_last(&option.text))
            .collect();
        options.shuffle(rng);
        ascending(&mut options);
        if let Some(last) = &self.last {
            let right = self.right.contains(last);
            options.push(card::Choice { text: last.clone(), right, why: None });
        }
        Posed::new(self.question.clone(), Input::Choose(Choose { options, many: self.many }))
    }

    fn answers(&self) -> Vec<&str> {
        self.right.iter().chain(self.wrong.iter().map(|wrong| &wrong.text)).map(Text::as_str).collect()
    }
}

impl Choice {
    /// A choice that shows all its options; several right ones mean all that apply.
    pub fn new(question: Text, right: Vec<Text>, wrong: Vec<Wrong>, last: Option<Text>) -> Self {
        Self { question, many: right.len() > 1, right, near: 0, shown: wrong.len(), wrong, last }
    }

    /// As many wrong options as an asking shows at most, the pinned last one not counted.
    pub fn offered(&self) -> &[Wrong] {
        &self.wrong[..self.shown.min(self.wrong.len())]
    }

    /// Reads wrong options that are written out.
    fn list(&mut self, value: &Value<'_>, fields: &mut Fields<'_>) -> Option<()> {
        let Some(items) = value.list() else {
            let wanted = "a list of texts, or `{ from = \"column\", count = 3 }` in a table";
            let finding = Fields::wrong_type(value, "wrong", wanted);
            let help = value.text().map(|text| format!("write `{}`", as_list(&text.value)));
            fields.report(match help {
                Some(help) => finding.help(help),
                None => finding,
            });
            return None;
        };
        // All options are read before giving up, so that one run reports every bad one.
        let options: Vec<_> = items.iter().map(|item| read_wrong(item, fields)).collect();
        self.wrong = options.into_iter().collect::<Option<_>>()?;
        self.shown = self.wrong.len();
        Some(())
    }

    /// Collects wrong options from the other rows of the table.
    fn draw(
        &mut self,
        value: &Value<'_>,
        fields: &mut Fields<'_>,
        table: Option<&Neighbours<'_>>,
    ) -> Option<()> {
        let Some(table) = table else {
            fields.report(
                Diagnostic::error(
                    Code::NO_TABLE,
                    value.span(),
                    "only a card of a table can draw wrong options",
                )
                .help("list the wrong options: `wrong = [\"…\", \"…\"]`"),
            );
            return None;
        };
        let mut drawn = value.fields("draw of wrong options")?;
        let from = drawn.peek("from").and_then(|from| from.table().is_none().then_some(from));
        // The text must not be filled with this row's cells: it is filled with the others'.
        let from = from.and_then(|from| from.unfilled());
        drawn.value("from");
        let count = drawn.integer("count").map_or(3, |count| usize::try_from(count.value).unwrap_or(0));
        let same = drawn.optional_text("where");
        // Filled with the others' cells as well.
        let why = drawn.peek("why").and_then(|why| why.unfilled());
        drawn.optional_text("why");
        let findings = drawn.finish(&[]);
        let whole = findings.is_empty();
        fields.report_all(findings);
        let Some(from) = from.filter(|_| whole) else {
            if whole {
                fields.mistyped(value, "wrong", "a draw with `from`: `{ from = \"column\", count = 3 }`");
            }
            return None;
        };
        let pool = table.pool.get_or_init(|| {
            let from = if from.contains('{') { from } else { format!("{{{from}}}") };
            let answer = fields.peek("answer").and_then(|answer| answer.unfilled());
            let is_answer = answer.is_some_and(|answer| answer.trim() == from.trim());
            let why = why.or_else(|| is_answer.then(|| answers(table.question)).flatten());
            Pool::of(&Draw { from, same: same.as_ref().map(|same| same.value.as_str()), why }, table)
        });
        (self.wrong, self.near) = pool.drawn(table, &self.right);
        self.shown = count.min(self.wrong.len());
        if let Some(column) = same.filter(|_| self.shown < count.min(FEWEST_DRAWN)) {
            fields.report(few_share(&column));
        }
        Some(())
    }

    /// Leaves as many options as a card shows: of right ones no more than leave room for a wrong one.
    fn cut(&mut self, fields: &mut Fields<'_>) {
        let pinned = usize::from(self.last.is_some());
        let all = self.right.len() + self.shown + pinned;
        if all <= MOST_ITEMS {
            return;
        }
        self.right.truncate(MOST_ITEMS - pinned - usize::from(self.shown > 0));
        let room = MOST_ITEMS - pinned - self.right.len();
        if self.shown == self.wrong.len() {
            self.wrong.truncate(room);
        }
        self.shown = self.shown.min(room);
        let key = if self.many && self.right.len() > self.shown { "answer" } else { "wrong" };
        let at = fields.span_of(key);
        fields.report(excess(all, MOST_ITEMS, "options", at));
    }

    fn check(&self, fields: &mut Fields<'_>) -> Option<()> {
        let at = fields.peek("wrong").or(fields.peek("answer"))?.span();
        if self.right.is_empty() || self.right.iter().any(Text::is_empty) {
            fields.report(
                Diagnostic::error(Code::EMPTY_ANSWER, at, "this card's answer is empty")
                    .help("write at least one right answer"),
            );
            return None;
        }
        let right: HashSet<&Text> = self.right.iter().collect();
        let clash = self.wrong.iter().find(|wrong| right.contains(&wrong.text));
        if let Some(clash) = clash {
            let message = format!("`{}` is both an answer and a wrong option", clash.text.plain());
            fields.report(
                Diagnostic::error(Code::RIGHT_AND_WRONG, at, message).help("remove it from one of the two"),
            );
            return None;
        }
        if self.shown == 0 && (self.last.is_none() || !self.many) {
            fields.report(
                Diagnostic::error(Code::TOO_FEW, at, "there is nothing to choose between here")
                    .help("add wrong options: `wrong = [\"…\", \"…\", \"…\"]`"),
            );
            return None;
        }
        Some(())
    }
}

/// Reports rows for which `where` leaves next to nothing to draw.
fn few_share(column: &Located<String>) -> Diagnostic {
    let message = format!(
        "there is a row for which fewer than {FEWEST_DRAWN} wrong options have the same cell in `{}`",
        column.value
    );
    Diagnostic::warning(Code::FEW_OPTIONS, column.span.clone(), message)
        .help("add rows that share their cell, or leave `where` out")
}

/// Why an option is wrong that is right to another `question`, which stands on one line.
pub fn answers(question: &str) -> Option<String> {
    let question = question.trim();
    let is_line = !question.is_empty() && !question.contains('\n');
    is_line.then(|| format!("It answers “{question}”"))
}

fn read_wrong(item: &Value<'_>, fields: &mut Fields<'_>) -> Option<Wrong> {
    let Some(mut option) = item.fields("wrong option") else {
        return fields.text_of(item, "wrong").map(|text| Wrong { text: Text::new(text.value), why: None });
    };
    let (text, why) = (option.text("text"), option.optional_text("why"));
    fields.report_all(option.finish(&[]));
    Some(Wrong { text: Text::new(text?.value), why: why.map(|why| Text::new(why.value)) })
}

/// A choice of the option `right` among `wrong` ones, in an order that tells nothing.
pub fn one_of(right: Text, wrong: impl IntoIterator<Item = card::Choice>, rng: &mut StdRng) -> Input {
    let right = card::Choice { text: right, right: true, why: None };
    let mut options: Vec<card::Choice> = wrong.into_iter().chain([right]).collect();
    options.shuffle(rng);
    ascending(&mut options);
    Input::Choose(Choose { options, many: false })
}

/// Puts options that all are short and have a number in ascending order: a shuffled list of numbers only costs reading time.
fn ascending(options: &mut [card::Choice]) {
    if options.iter().all(|option| number(option).is_some()) {
        options
            .sort_by(|a, b| f64::total_cmp(&number(a).unwrap_or_default(), &number(b).unwrap_or_default()));
    }
}

/// The first number in an option of at most 16 bytes.
fn number(option: &card::Choice) -> Option<f64> {
    let text = option.text.as_str();
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
    (text.len() <= 16).then(|| digits[..end].trim_end_matches('.').parse().ok())?
}

/// What an author meant who wrote several texts into one; a long one is only hinted at.
fn as_list(text: &str) -> String {
    let between = if text.contains(';') { ';' } else { ',' };
    let parts = text.split(between).map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.map(|part| format!("\"{}\"", part.replace(['"', '\\', '`'], ""))).collect();
    let list = format!("[{}]", parts.join(", "));
    if list.chars().count() > 60 { "[\"…\", \"…\"]".to_owned() } else { list }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use std::cell::OnceCell;

    use super::*;
    use crate::source::{Columns, Span};

    fn read(source: &str, table: Option<&Neighbours<'_>>) -> Choice {
        let parsed = toml::de::DeTable::parse(source).unwrap();
        let mut fields = Fields::new(parsed.get_ref(), Span::default(), "card");
        let card = Choice::read(&mut fields, table);
        assert_eq!(fields.finish(&[]), []);
        card.unwrap()
    }

    fn shown(card: &Choice, seed: u64) -> Vec<String> {
        let Input::Choose(Choose { options, .. }) = card.pose("", &mut StdRng::seed_from_u64(seed)).input
        else {
            panic!()
        };
        options.iter().map(|option| option.text.plain()).collect()
    }

    #[test]
    fn the_last_option_stays_last_and_the_right_one_moves() {
        let card = read(Choice::EXAMPLE, None);
        let places: std::collections::HashSet<_> =
            (0..40).map(|seed| shown(&card, seed).iter().position(|text| text == "DHCPACK")).collect();
        assert_eq!(places.len(), 4);
        assert!((0..40).all(|seed| shown(&card, seed)[4] == "None of these"));
    }

    #[test]
    fn numbers_stand_in_ascending_order() {
        let card =
            read("question = 'Port?'\nanswer = 'TCP 443'\nwrong = ['TCP 80', 'TCP 8080', 'TCP 22']", None);
        assert_eq!(shown(&card, 3), ["TCP 22", "TCP 80", "TCP 443", "TCP 8080"]);
    }

    #[test]
    fn drawn_options_can_be_of_rows_that_share_a_cell_alone() {
        let columns = Columns::new(["person", "year", "century"].map(str::to_owned).to_vec());
        let rows = [
            ["Dürer", "1471", "15th"],
            ["Goya", "1746", "18th"],
            ["Leonardo", "1452", "15th"],
            ["Raphael", "1483", "15th"],
            ["Turner", "1775", "18th"],
        ]
        .map(|cells| cells.map(str::to_owned).to_vec());
        let question = "Who was born in {year}?";
        let source =
            "question = 'q'\nanswer = 'Dürer'\nwrong = { from = 'person', count = 2, where = 'century' }";
        let pool = OnceCell::new();
        let table =
            Neighbours { columns: &columns, rows: &rows, row: 0, look_alikes: &[1], question, pool: &pool };
        let mut options = shown(&read(source, Some(&table)), 1);
        options.sort();
        assert_eq!(options, ["Dürer", "Leonardo", "Raphael"], "and no look-alike from elsewhere");
    }

    #[test]
    fn drawn_options_take_look_alikes_first_and_never_another_right_answer() {
        let columns = Columns::new(["service", "port"].map(str::to_owned).to_vec());
        let rows = [["SSH", "22"], ["DNS", "53"], ["SFTP", "22"], ["Telnet", "23"], ["HTTP", "80"]]
            .map(|cells| cells.map(str::to_owned).to_vec());
        let question = "Which service has port {port}?";
        let pool = OnceCell::new();
        let table =
            Neighbours { columns: &columns, rows: &rows, row: 0, look_alikes: &[3], question, pool: &pool };
        let source = "question = 'Which service has port 22?'\nanswer = 'SSH'\nwrong = { from = 'service', count = 2 }";
        let card = read(source, Some(&table));
        for seed in 0..20 {
            let shown = shown(&card, seed);
            assert_eq!(shown.len(), 3);
            assert!(shown.contains(&"Telnet".to_owned()) && !shown.contains(&"SFTP".to_owned()), "{shown:?}");
        }
    }

    #[test]
    fn a_drawn_option_says_which_question_it_answers_or_what_the_author_wrote() {
        let columns = Columns::new(["service", "port"].map(str::to_owned).to_vec());
        let row = |service: &str, port: &str| vec![service.to_owned(), port.to_owned()];
        let rows =
            [row("SSH", "22"), row("DNS", "53"), row("SFTP", "22"), row("SFTP", "2022"), row("HTTP", "")];
        let question = "Which service has port {port}?";
        let whys = |wrong: &str| {
            let source = format!("question = 'q'\nanswer = '{{service}}'\nwrong = {wrong}");
            let pool = OnceCell::new();
            let table = Neighbours {
                columns: &columns,
                rows: &rows,
                row: 0,
                look_alikes: &[],
                question,
                pool: &pool,
            };
            let wrong = read(&source, Some(&table)).wrong;
            let why = |one: Wrong| (one.text.plain(), one.why.map(|why| why.plain()));
            wrong.into_iter().map(why).collect::<Vec<_>>()
        };
        let told = |why: &str| vec![("DNS".to_owned(), Some(why.to_owned())), ("HTTP".to_owned(), None)];
        // SFTP has port 22 as well, so it is right too, though another of its rows has another port.
        assert_eq!(whys("{ from = 'service' }"), told("It answers “Which service has port 53?”"));
        let own = "{ from = 'service', why = 'That has {port}.' }";
        assert_eq!(whys(own), told("That has 53."), "and nothing where a cell is empty");
        let other = "{ from = 'the {service}' }";
        assert_eq!(whys(other)[0], ("the DNS".to_owned(), None), "it is not what that row answers");
    }
}
