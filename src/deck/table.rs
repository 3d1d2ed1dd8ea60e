//! Reads `[[table]]`: facts in rows, and templates that ask about each of them.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::iter;
use std::sync::Arc;

use super::columns::{filled, listed, misnamed_column, misnamed_in_draw, unknown_column};
use super::draft::{Draft, has_error};
use super::drawn::Drawn;
use super::identity;
use super::notes::{self, Inherited};
use crate::card::kinds::{Neighbours, Pool, telling_keys};
use crate::card::{Body, Notes, Text};
use crate::source::{
    Code, Columns, Diagnostic, Fields, Located, Near, Span, Value, cost, nearest, placeholders, quoted,
};

/// Rows that can be look-alikes of one another.
const MOST_ALIKE: usize = 50;
/// Names that are looked up to say what was probably meant; each costs a comparison with every known one.
pub(super) const MOST_GUESSED: usize = 20;
/// Findings of one template.
const MOST_TOLD: usize = 20;
/// Bytes of text that the questions of one table may come to; a long text in a template stands in each of them.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// The rows of a table.
pub(super) struct Rows {
    columns: Columns,
    /// For each row its cells, column by column.
    cells: Vec<Vec<String>>,
    /// For each row its name within the table: `Telnet`.
    names: Vec<String>,
    /// For each row the rows that look like it.
    look_alikes: Vec<Vec<usize>>,
}

/// A table with its rows, which may be those of another deck.
struct Table {
    /// Its id within its deck.
    id: String,
    rows: Arc<Rows>,
    /// Deck and table that the rows are drawn from, `core-ports/port`; `None` where they are its own.
    origin: Option<String>,
}

/// Reads one table. A bad row or template is left out, and nothing else.
///
/// `room` is how many questions the deck still takes: rows times templates grows fast. The rows may be `drawn` from another
/// deck than `own`, the one it stands in; whether a generator of that draws them comes with its name.
pub(super) fn read(
    mut fields: Fields<'_>,
    inherited: &Inherited,
    room: usize,
    drawn: &mut Drawn<'_>,
    (own, is_drawn): (&str, bool),
) -> (Vec<Draft>, Vec<Diagnostic>) {
    let id = notes::id(&mut fields);
    if id == Ok(None) {
        let finding = Diagnostic::error(Code::MISSING_KEY, fields.span(), "this table has no `id`");
        let help = "add a line `id = \"…\"`: it is a part of the identity of every question of the table";
        fields.report(finding.help(help));
    }
    let tags = notes::tags(&mut fields);
    let source = fields.optional_text("source").map(|text| Text::new(text.value));
    let inherited = inherited.with(&tags, source);
    let templates = fields.value("card").and_then(|templates| templates.list());
    let table = id.ok().flatten().and_then(|id| Table::read(&mut fields, id.value, drawn, own));
    let mut drafts = Vec::new();
    let mut findings = Vec::new();
    match (table, templates) {
        (Some(table), Some(templates)) if table.rows.cells.len().saturating_mul(templates.len()) > room => {
            let (rows, templates) = (table.rows.cells.len(), templates.len());
            let message =
                format!("{rows} rows with {templates} templates are more questions than a deck can have");
            let finding = Diagnostic::error(Code::TOO_MANY, fields.span(), message);
            fields.report(finding.help("make several decks of it"));
        }
        (Some(table), Some(templates)) => {
            let mut room = MOST_TEXT;
            for template in &templates {
                let Some(left) = room.checked_sub(table.filled(template)) else {
                    findings.push(too_much_text(template));
                    break;
                };
                room = left;
                read_template(template, &table, &inherited, &mut drafts, &mut findings);
            }
        }
        (Some(_), None) if !is_drawn => fields.report(asks_nothing(fields.span())),
        _ => {}
    }
    findings.extend(fields.finish(&[]));
    // All questions of a row stand together, as an author would have written them card by card.
    let places = drafts.iter().enumerate().rev().map(|(place, draft)| (draft.id.clone(), place));
    let places: HashMap<String, usize> = places.collect();
    drafts.sort_by_key(|draft| places[&draft.id]);
    (drafts, findings)
}

impl Table {
    /// Reads the rows of the table `id` of the deck `own`, or finds them in the deck that they are `drawn` from.
    fn read(fields: &mut Fields<'_>, id: String, drawn: &mut Drawn<'_>, own: &str) -> Option<Self> {
        let name =
            fields.peek("rows").and_then(|rows| Some(Located { value: rows.unfilled()?, span: rows.span() }));
        Some(match name {
            Some(name) => Self { id, rows: drawn.rows(fields, &name, own)?, origin: Some(name.value) },
            None => Self { id, rows: Arc::new(read_rows(fields)?), origin: None },
        })
    }

    /// The name of a row within the deck: `port/Telnet`.
    fn row(&self, row: usize) -> String {
        format!("{}/{}", self.id, self.rows.names[row])
    }

    /// The names of what is easily confused with a row: rows that look like it and, where they are another deck's, those
    /// there, this one among them.
    fn look_alikes(&self, row: usize) -> impl Iterator<Item = String> + '_ {
        let alike = &self.rows.look_alikes[row];
        let there = self.origin.iter().flat_map(move |origin| {
            [row]
                .into_iter()
                .chain(alike.iter().copied())
                .map(move |row| format!("{origin}/{}", self.rows.names[row]))
        });
        alike.iter().map(|&other| self.row(other)).chain(there)
    }

    /// The bytes of text that the questions of `template` come to, at most.
    fn filled(&self, template: &Value<'_>) -> usize {
        let rows = &self.rows;
        let counted = filled(template, &rows.columns);
        let origin = self.origin.as_ref().map_or(0, String::len);
        let names: Vec<usize> = rows.names.iter().map(|name| self.id.len() + 1 + name.len()).collect();
        let sizes = rows.cells.iter().enumerate().map(|(row, cells)| {
            let cells = counted.cells.iter().map(|(column, times)| {
                cells.get(*column).map_or(0, |cell| cell.len().saturating_mul(*times))
            });
            let alike = rows.look_alikes[row].iter().map(|&other| 2 * names[other] + origin);
            cells.sum::<usize>() + counted.own + names[row] + alike.sum::<usize>()
        });
        sizes.fold(0, usize::saturating_add)
    }
}

impl Rows {
    /// The columns that a mistyped name may have meant. After some mistakes nothing is guessed any more.
    fn names_to_guess(&self, findings: &[Diagnostic]) -> &[String] {
        if findings.len() < MOST_GUESSED { self.columns.names() } else { &[] }
    }
}

fn asks_nothing(at: Span) -> Diagnostic {
    Diagnostic::error(Code::MISSING_KEY, at, "this table asks nothing: it has no `[[table.card]]`")
        .help("add a template: `[[table.card]]`, `question = \"Which port does {service} use?\"`, `answer = \"{port}\"`; or draw its rows in a `[[generate]]`")
}

fn too_much_text(template: &Value<'_>) -> Diagnostic {
    let most = MOST_TEXT / 1024 / 1024;
    let message =
        format!("with the templates up to this one, the questions of this table come to over {most} MB");
    Diagnostic::error(Code::TOO_MANY, template.span(), message)
        .help("shorten its texts, or make several tables of it")
}

/// Reads the rows that a table has itself.
pub(super) fn read_rows(fields: &mut Fields<'_>) -> Option<Rows> {
    let columns = fields.texts("columns");
    let key = fields.optional_text("key");
    let list = fields.value("rows");
    let groups = fields.value("look_alikes");
    let columns = Columns::new(columns?.into_iter().map(|column| column.value).collect());
    let key_column = match &key {
        None => 0,
        Some(key) => {
            let place = columns.place(&key.value);
            if place.is_none() {
                fields.report(misnamed_column(key, columns.names()));
            }
            place?
        }
    };
    let Some(items) = list.and_then(|list| list.list()) else {
        let finding = Diagnostic::error(Code::MISSING_KEY, fields.span(), "this table has no list of `rows`");
        fields.report(finding.help("add `rows = [ [\"…\", …], … ]`"));
        return None;
    };
    let mut rows = Rows { columns, cells: Vec::new(), names: Vec::new(), look_alikes: Vec::new() };
    let mut places: HashMap<String, usize> = HashMap::new();
    for item in &items {
        let Some(cells) = read_row(item, &rows.columns, fields) else { continue };
        // A table without columns has no rows either.
        let name = identity::part(cells.get(key_column).map_or("", String::as_str));
        if places.contains_key(&name) || name.is_empty() {
            let message = if name.is_empty() {
                "this row has no name in its key column".to_owned()
            } else {
                format!("two rows are called `{}`", notes::shortened(&name))
            };
            fields.report(
                Diagnostic::error(Code::DUPLICATE_ID, item.span(), message)
                    .help("the cells of the key column must differ: they name the rows for ever"),
            );
            continue;
        }
        rows.names.push(name.clone());
        places.insert(name, rows.cells.len());
        rows.cells.push(cells);
    }
    rows.look_alikes = vec![Vec::new(); rows.cells.len()];
    if let Some(groups) = groups {
        read_look_alikes(&groups, &places, &mut rows.look_alikes, fields);
    }
    Some(rows)
}

fn read_row(item: &Value<'_>, columns: &Columns, fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let columns = columns.names();
    let cells = item.list().unwrap_or_default();
    if cells.len() != columns.len() {
        let message =
            format!("this row has {} cells, but the table has {} columns", cells.len(), columns.len());
        fields.report(
            Diagnostic::error(Code::ROW_LENGTH, item.span(), message)
                .help(format!("columns: {}; an empty cell is `\"\"`", listed(columns))),
        );
        return None;
    }
    let texts: Option<Vec<_>> = cells.iter().map(|cell| fields.text_of(cell, "rows")).collect();
    Some(texts?.into_iter().map(|text| text.value.trim().to_owned()).collect())
}

fn read_look_alikes(
    groups: &Value<'_>,
    places: &HashMap<String, usize>,
    look_alikes: &mut [Vec<usize>],
    fields: &mut Fields<'_>,
) {
    let Some(list) = groups.list() else {
        fields.mistyped(groups, "look_alikes", "a list of lists of row names");
        return;
    };
    let mut missing = 0;
    let mut marks = Marks { marks: vec![0; look_alikes.len()], turn: 0 };
    for group in list {
        let names = group.list().unwrap_or_default();
        if names.len() > MOST_ALIKE {
            let message = format!("this group of look-alikes has more than {MOST_ALIKE} rows");
            fields.report(
                Diagnostic::error(Code::TOO_MANY, group.span(), message)
                    .help("rows that are all alike need no group; name those that are really confused"),
            );
            continue;
        }
        let mut members = Vec::new();
        for name in names {
            let Some(text) = fields.text_of(&name, "look_alikes") else { continue };
            match places.get(&identity::part(&text.value)) {
                Some(&row) => members.push(row),
                None => {
                    let near = (missing < MOST_GUESSED)
                        .then(|| nearest(&text.value, places.keys().map(String::as_str)));
                    missing += 1;
                    fields.report(unknown_row(text, near.flatten()));
                }
            }
        }
        for &row in &members {
            marks.join(row, &members, &mut look_alikes[row]);
        }
    }
}

/// For which turn each row was last known to be alike.
struct Marks {
    marks: Vec<usize>,
    turn: usize,
}

impl Marks {
    /// Takes the `members` of a group into what is alike to the `row`, each once.
    fn join(&mut self, row: usize, members: &[usize], alike: &mut Vec<usize>) {
        self.turn += 1;
        cost::count(members.len() + alike.len());
        for &known in iter::once(&row).chain(&*alike) {
            self.marks[known] = self.turn;
        }
        for &other in members {
            if self.marks[other] != self.turn && alike.len() < MOST_ALIKE {
                self.marks[other] = self.turn;
                alike.push(other);
            }
        }
    }
}

fn unknown_row(name: Located<String>, near: Option<Near<'_>>) -> Diagnostic {
    let message = format!("no row is called `{}`", notes::shortened(&name.value));
    let finding = Diagnostic::error(Code::UNKNOWN_ROW, name.span.clone(), message);
    match near {
        Some(near) => {
            let finding = finding.help(format!("did you mean `{}`?", near.name));
            if near.is_only { finding.fix(name.span, quoted(near.name)) } else { finding }
        }
        None => finding.help("`look_alikes` takes names from the key column"),
    }
}

fn read_template(
    template: &Value<'_>,
    table: &Table,
    inherited: &Inherited,
    drafts: &mut Vec<Draft>,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(mut head) = template.fields("table card") else {
        findings.push(
            Diagnostic::error(Code::WRONG_TYPE, template.span(), "`card` should be a table")
                .help("begin each template with `[[table.card]]`"),
        );
        return;
    };
    let rows = &*table.rows;
    // Read once without a row for what is the same in all of them.
    let Ok(id) = notes::id(&mut head) else { return findings.extend(head.give_up()) };
    let when = head.optional_text("when");
    if let Some(when) = when.as_ref().filter(|when| rows.columns.place(&when.value).is_none()) {
        findings.push(misnamed_column(when, rows.names_to_guess(findings)));
        return;
    }
    let question = head.peek("question").and_then(|question| question.unfilled()).unwrap_or_default();
    let unknown = placeholders(&question).find(|name| rows.columns.place(name).is_none());
    if let Some((name, at)) = unknown.zip(head.peek("question")) {
        findings.push(unknown_column(at.span(), name, rows.names_to_guess(findings)));
        return;
    }
    if let Some(finding) = misnamed_in_draw(&head, &rows.columns, rows.names_to_guess(findings)) {
        return findings.push(finding);
    }
    let (id, when) = (id.map(|id| id.value), when.map(|when| when.value));
    let template = Template { value: template, id, when, question, pool: OnceCell::new() };
    findings.append(&mut template.fill(table, inherited, drafts));
}

/// What a card asks of each row of its table.
struct Template<'a, 'v> {
    value: &'a Value<'v>,
    id: Option<String>,
    /// The column that is not empty in the rows that are asked.
    when: Option<String>,
    /// Its prompt, without a row.
    question: String,
    pool: OnceCell<Pool>,
}

impl Template<'_, '_> {
    /// Asks of each row. Gives what is found, once for all rows: what is wrong with the template is wrong in each.
    fn fill(&self, table: &Table, inherited: &Inherited, drafts: &mut Vec<Draft>) -> Vec<Diagnostic> {
        let (rows, mut told) = (&*table.rows, Vec::<Diagnostic>::new());
        for (row, cells) in rows.cells.iter().enumerate() {
            let cells = rows.columns.row(cells);
            if self.when.as_ref().is_some_and(|when| cells.cell(when) == Some("")) {
                continue;
            }
            let Some(fields) = self.value.fields("table card").map(|fields| fields.with_row(cells)) else {
                break;
            };
            let neighbours = Neighbours {
                columns: &rows.columns,
                rows: &rows.cells,
                row,
                look_alikes: &rows.look_alikes[row],
                question: &self.question,
                pool: &self.pool,
            };
            let (read, findings) = filled_in(fields, table, &neighbours, inherited);
            for finding in findings {
                if !told.iter().any(|t| t.code == finding.code && t.span == finding.span) {
                    told.push(finding);
                }
                if told.len() == MOST_TOLD {
                    return told;
                }
            }
            let Some((body, notes)) = read else { continue };
            let unwritten = self.id.is_none().then(|| identity::slug(&self.question));
            let template = self.id.clone().or_else(|| unwritten.clone());
            let (id, at) = (table.row(row), self.value.span());
            drafts.push(Draft { id, template, body, notes, at, unwritten });
        }
        told
    }
}

/// What a template asks of one row, with its notes, and what is found in it; nothing where there is a mistake.
fn filled_in(
    mut fields: Fields<'_>,
    table: &Table,
    neighbours: &Neighbours<'_>,
    inherited: &Inherited,
) -> (Option<(Body, Notes)>, Vec<Diagnostic>) {
    // They were read for all rows.
    for read_before in ["id", "when"] {
        fields.value(read_before);
    }
    let mut notes = notes::read(&mut fields, inherited);
    notes.look_alikes.extend(table.look_alikes(neighbours.row));
    let body = Body::read(&mut fields, Some(neighbours));
    let findings = fields.finish(telling_keys());
    (body.filter(|_| !has_error(&findings)).map(|body| (body, notes)), findings)
}
