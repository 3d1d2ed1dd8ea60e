//! From rows to cards.

use super::choices::{self, Asked, Open, Ways};
use super::header::{self, Column, Header};
use super::layout;
use super::rows::{Marks, Row, Rows};
use crate::card::kinds::{Cloze, Flip, Typed};
use crate::card::{Body, Text};
use crate::exchange::card::Card;
use crate::exchange::report::{Lost, Place, Report};
use crate::exchange::{Brought, Reading, cloze, formula, html, letters, prose, simpler, tags};

/// Reads delimited text; `usual` parts the fields where neither the file nor the reader says otherwise.
pub(super) fn read(text: &str, reading: &Reading, usual: &str) -> Brought {
    let (mut header, body) = Header::of(text);
    let marks = marks(&header, body, reading, usual);
    if let Some(names) = header.names.clone() {
        let one = Marks { row: "\n".to_owned(), ..marks.clone() };
        for row in Rows::new(&names, 1, &one) {
            header.name(&row.fields.unwrap_or_default());
        }
    }
    let naming = match layout::columns(&mut header, body, &marks, reading) {
        Ok(naming) => naming.max(reading.skipped),
        Err(refused) => return Brought { refused: Some(refused), ..Brought::default() },
    };
    let markup = match header.html {
        Some(true) => Markup::Html,
        // Who writes tags by hand still means the line breaks.
        None if html::is_likely(body) => Markup::HtmlWithLines,
        _ => Markup::Literal,
    };
    let lines = header.lines;
    let mut reader = Reader {
        header,
        markup,
        brought: Brought::default(),
        decks: Vec::new(),
        ways: Ways::default(),
        most: None,
    };
    let rows = Rows::new(body, lines + 1, &marks)
        .filter(|row| row.fields.as_ref().is_none_or(|fields| layout::width(fields) > 0))
        .skip(naming);
    reader.look(rows.clone());
    for row in rows {
        if reader.header.is_ankis && row.is_comment {
            // A comment, which may name the columns.
            reader.header.name(row.fields.as_deref().unwrap_or_default());
            continue;
        }
        reader.row(row);
    }
    reader.finish()
}

/// How fields and rows are told apart.
fn marks(header: &Header, body: &str, reading: &Reading, usual: &str) -> Marks {
    let is_quizlet = reading.between.is_some() || reading.rows.is_some();
    let chosen = reading.between.as_ref().or(reading.separator.as_ref());
    let padding = header.padding.filter(|padding| body.contains(*padding)).map(String::from);
    let field =
        chosen.map(|chosen| header::separator(chosen)).or(padding).or_else(|| header.separator.clone());
    let row = reading.rows.as_ref().map_or_else(|| "\n".to_owned(), |rows| header::separator(rows));
    let field = field.filter(|field| !field.is_empty()).unwrap_or_else(|| likely(body, usual).to_owned());
    let row = if row.is_empty() { "\n".to_owned() } else { row };
    // A term and its definition are all that Quizlet has: what parts them may stand in the definition again.
    let is_paired = reading.between.is_some();
    Marks { field, row, quotes: !is_quizlet, is_paired }
}

/// What parts the fields: `usual`, unless the first row has only another one and most rows do without `usual`.
fn likely<'a>(body: &str, usual: &'a str) -> &'a str {
    let first = body.lines().next().unwrap_or("");
    let lines: Vec<_> = body.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
    let with_usual = lines.iter().filter(|line| line.contains(usual)).count();
    let mut others = ["\t", ";"].into_iter().filter(|other| first.contains(other));
    if first.contains(usual) || with_usual * 2 > lines.len() {
        usual
    } else {
        others.next_back().unwrap_or(usual)
    }
}

struct Reader {
    header: Header,
    markup: Markup,
    brought: Brought,
    /// The decks that rows name.
    decks: Vec<String>,
    /// How rows with options say which is right.
    ways: Ways,
    /// Fields of a row at most; `None` where a file of Anki does not tell.
    most: Option<usize>,
}

/// The fields of a row by what they hold.
#[derive(Default)]
struct Sorted {
    sides: [Option<String>; 2],
    extra: Vec<String>,
    hint: Option<String>,
    tags: Vec<String>,
    topics: Vec<String>,
    deck: Option<String>,
    note_type: Option<String>,
    asked: Asked,
}

impl Sorted {
    /// Puts a field on its side, or among what is left over where that has one.
    fn put(&mut self, side: usize, field: String) {
        match self.sides.get_mut(side) {
            Some(slot @ None) => *slot = Some(field),
            _ => self.extra.push(field),
        }
    }
}

impl Reader {
    /// Looks through all rows for how they say which option is right, and at the first for how many fields they have.
    fn look(&mut self, rows: impl Iterator<Item = Row> + Clone) {
        let named = self.header.columns.iter().map(|(place, _)| place + 1).max();
        self.most = if self.header.is_ankis {
            // Notes of Anki may have more fields than columns are named, unless the last one that is named ends the rows.
            let first = rows.clone().find(|row| !row.is_comment).and_then(|row| row.fields);
            named.filter(|named| first.is_some_and(|first| first.len() == *named))
        } else {
            Some(if self.header.columns.is_empty() { 2 } else { self.header.columns.len() })
        };
        if self.header.has_options() {
            let asked: Vec<Asked> = rows.filter_map(|row| Some(self.sort(row.fields?).asked)).collect();
            self.ways = Ways::of(&asked, self.header.has(Column::RightIndex));
        }
    }

    fn row(&mut self, row: Row) {
        let place = Place::Line(row.line);
        let Some(fields) = row.fields else {
            return self.brought.report.lose(Lost::TooLong, &place, None);
        };
        if fields.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        if row.is_open {
            self.brought.report.lose(Lost::Quote, &place, None);
        }
        if self.most.is_some_and(|most| layout::width(&fields) > most) {
            return self.brought.report.lose(Lost::Columns, &place, Some(&fields.join(" | ")));
        }
        if self.header.columns.is_empty() && self.brought.cards.is_empty() && layout::is_half_naming(&fields)
        {
            self.brought.report.lose(Lost::Naming, &place, Some(&fields.join(" | ")));
        }
        let sorted = self.sort(fields);
        let asks = if sorted.asked == Asked::default() {
            self.asks(&sorted, &place)
        } else {
            self.choice(&sorted, &place).map(|asks| (asks, String::new()))
        };
        let Some((asks, below)) = asks else { return };
        let report = &mut self.brought.report;
        let mut card = Card::new(asks, place.clone());
        let mut extra = vec![below];
        extra.extend(sorted.extra.iter().map(|extra| converted(extra, self.markup, report, &place)));
        extra.retain(|extra| !extra.is_empty());
        card.explain = (!extra.is_empty()).then(|| extra.join("\n\n"));
        card.hint = sorted.hint.map(|hint| converted(&hint, self.markup, report, &place));
        card.hint = card.hint.filter(|hint| !hint.is_empty());
        card.tags.clone_from(&self.header.tags);
        for tag in sorted.tags {
            if !card.tags.contains(&tag) {
                card.tags.push(tag);
            }
        }
        for topic in &sorted.topics {
            tags::add(&mut card, topic);
        }
        self.decks.push(sorted.deck.unwrap_or_default());
        self.brought.cards.push(card);
    }

    fn sort(&self, fields: Vec<String>) -> Sorted {
        let mut sorted = Sorted { note_type: self.header.note_type.clone(), ..Sorted::default() };
        let mut next = 0;
        for (place, field) in fields.into_iter().enumerate() {
            match self.header.column(place) {
                Column::Field => {
                    sorted.put(next, field);
                    next += 1;
                }
                Column::Front => sorted.put(0, field),
                Column::Back => sorted.put(1, field),
                Column::Extra => sorted.extra.push(field),
                Column::Hint => sorted.hint = Some(field),
                Column::Tags => sorted.tags.extend(tags::listed(&field)),
                Column::Topic => sorted.topics.push(field),
                Column::Option => sorted.asked.options.push(field),
                Column::Options => sorted.asked.options.extend(choices::listed(&field)),
                Column::Wrong if field.trim().is_empty() => {}
                Column::Wrongs => sorted.asked.wrong.extend(choices::listed(&field)),
                Column::Wrong => sorted.asked.wrong.push(field),
                Column::Right | Column::RightIndex => sorted.asked.key = field,
                Column::Deck => sorted.deck = Some(field.trim().to_owned()).filter(|deck| !deck.is_empty()),
                Column::NoteType => sorted.note_type = Some(field),
                Column::Other | Column::Answers => {}
            }
        }
        sorted
    }

    /// What a row with options asks.
    fn choice(&mut self, sorted: &Sorted, place: &Place) -> Option<Body> {
        let Asked { options, wrong, key } = &sorted.asked;
        let (markup, ways, report) = (self.markup, self.ways, &mut self.brought.report);
        let question = converted(sorted.sides[0].as_deref().unwrap_or(""), markup, report, place);
        let has_options = options.iter().any(|option| !option.trim().is_empty());
        let right = right(&sorted.asked, has_options, ways);
        let right =
            right.and_then(|right| if question.is_empty() { Err(Some(key.clone())) } else { Ok(right) });
        let right = match right {
            Ok(right) => right,
            Err(told) => {
                let told = told.unwrap_or_else(|| prose::unmarked(&question));
                report.lose(Lost::Unanswered, place, Some(&told));
                return None;
            }
        };
        if !has_options && wrong.is_empty() {
            let (front, back) = (Text::new(question), Text::new(converted(key, markup, report, place)));
            return Some(Flip { front, back, reverse: false }.into());
        }
        let rights: Vec<String> = if has_options {
            right.iter().map(|nth| converted(&options[*nth], markup, report, place)).collect()
        } else {
            vec![converted(key, markup, report, place)]
        };
        let others = options.iter().enumerate();
        let others = others.filter(|(place, option)| !right.contains(place) && !option.trim().is_empty());
        let wrong = others.map(|(_, option)| option).chain(wrong);
        let wrong: Vec<String> = wrong.map(|text| converted(text, markup, report, place)).collect();
        let last = options.iter().rfind(|option| !option.trim().is_empty());
        let last = last.map(|last| converted(last, markup, &mut Report::default(), place));
        Some(simpler::truth_or_choice(&question, &rights, wrong, last))
    }

    /// What the row asks, and what it says below the answer.
    fn asks(&mut self, sorted: &Sorted, place: &Place) -> Option<(Body, String)> {
        let report = &mut self.brought.report;
        let [front, back] = &sorted.sides;
        let front = front.as_deref().unwrap_or("");
        let note_type = sorted.note_type.as_deref().unwrap_or("").to_lowercase();
        let (marked, mut holes, nested) = cloze::holes(front);
        // A picture with covered places, which is nothing without it.
        if holes.iter().any(|hole| hole.answer().starts_with("image-occlusion:")) {
            report.lose(Lost::Occlusion, place, None);
            return None;
        }
        if !holes.is_empty() {
            for _ in 0..nested {
                report.lose(Lost::Nested, place, None);
            }
            for hole in &mut holes {
                hole.answers = vec![plain(hole.answer(), self.markup, report, place)];
                hole.hint = hole.hint.as_ref().map(|hint| plain(hint, self.markup, report, place));
            }
            let pieces = cloze::parts(&converted(&marked, self.markup, report, place), holes);
            let below = converted(back.as_deref().unwrap_or(""), self.markup, report, place);
            return Some((Cloze::new(Text::default(), pieces).into(), below));
        }
        // The line between an answer and its explanation has to survive the conversion.
        let back = back.as_deref().unwrap_or("");
        let ruled = if self.markup == Markup::Literal { back.to_owned() } else { ruled(back) };
        let (front, back) =
            (converted(front, self.markup, report, place), converted(&ruled, self.markup, report, place));
        // Anki draws a line between an answer and what explains it.
        let (back, below) = back.split_once(RULE).unwrap_or((&back, ""));
        let (back, below) = (back.trim().to_owned(), below.trim().to_owned());
        if front.is_empty() || back.is_empty() {
            let name = prose::unmarked(if front.is_empty() { &back } else { &front });
            report.lose(Lost::Unanswered, place, Some(&name));
            return None;
        }
        let front = Text::new(front);
        let body = if note_type.contains("type in") {
            Typed::new(front, back.split("\n\n").map(prose::unmarked)).into()
        } else {
            Flip { front, back: Text::new(back), reverse: note_type.contains("reversed") }.into()
        };
        Some((body, below))
    }

    /// Names the deck where all cards come from one, and tags them with their decks otherwise.
    fn finish(mut self) -> Brought {
        let named = self.decks.iter().any(|deck| !deck.is_empty());
        let is_one = self.decks.windows(2).all(|two| two[0] == two[1]);
        let title = if is_one && named { self.decks.first().cloned() } else { self.header.deck };
        self.brought.title = title.filter(|title| !title.is_empty()).map(|title| title.replace("::", ": "));
        if !is_one {
            for (card, deck) in self.brought.cards.iter_mut().zip(&self.decks) {
                tags::add_path(card, deck, "::");
            }
        }
        self.brought
    }
}

/// The places of the right options; none where only what is wrong is listed, or nothing. `Err` says why they are open, in
/// words where the question alone would not tell.
fn right(asked: &Asked, has_options: bool, ways: Ways) -> Result<Vec<usize>, Option<String>> {
    let key = asked.key.trim();
    if key.is_empty() {
        return Err(None);
    }
    if !has_options {
        // A letter of options that are not there is no answer.
        let is_open = asked.wrong.is_empty() && letters::by_letters(key).is_some();
        return if is_open { Err(Some("it has no options".to_owned())) } else { Ok(Vec::new()) };
    }
    ways.right(asked).map_err(|open| match open {
        Open::Unsaid => None,
        Open::None => Some(format!("`{key}` is none of the options")),
        Open::Either(one, other) => Some(format!("`{key}` may mean `{one}` or `{other}`")),
    })
}

/// Stands for the line that Anki draws below an answer.
const RULE: char = '\u{e001}';

fn ruled(back: &str) -> String {
    let back = back.replace(RULE, "");
    let at = ["<hr>", "<hr />", "<hr/>", "<hr id=answer>", "<hr id=\"answer\">"]
        .into_iter()
        .filter_map(|rule| back.find(rule).map(|at| (at, rule.len())))
        .min();
    match at {
        Some((at, len)) => format!("{}<p>{RULE}</p>{}", &back[..at], &back[at + len..]),
        None => back,
    }
}

/// How the fields are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Markup {
    Literal,
    Html,
    HtmlWithLines,
}

fn converted(field: &str, markup: Markup, report: &mut Report, place: &Place) -> String {
    match markup {
        Markup::Literal => {
            formula::tell(field, report, place);
            prose::literal(field)
        }
        Markup::Html => html::markdown(field, report, place),
        Markup::HtmlWithLines => html::markdown(&field.trim().replace('\n', "<br>"), report, place),
    }
}

fn plain(field: &str, markup: Markup, report: &mut Report, place: &Place) -> String {
    prose::unmarked(&converted(field, markup, report, place)).replace('\n', " ")
}
