//! Reads a question that is computed: what is drawn, what follows from it, and the texts that are filled with both.

use super::tables::Tables;
use crate::card::compare::Notation;
use crate::card::limits::{MOST_ITEMS, cut};
use crate::card::{Computed, Reason, Text};
use crate::deck::notes::shortened;
use crate::formula::{
    DRAWS, Formula, MOST_NAMES, Mistake, MistakeKind, Scope, Sort, Source, Template, is_name,
};
use crate::source::{Code, Diagnostic, Fields, Located, Span, Value, suggestion};

/// Reads a computed question, and finds a draw that can be asked.
pub(super) fn read(fields: &mut Fields<'_>, tables: &mut Tables<'_>) -> Option<Computed> {
    let mut scope = Scope::default();
    let draws = draws(fields, tables, &mut scope);
    let lets = lets(fields, &mut scope);
    let question = needed(fields, "question", &scope);
    let answer = needed(fields, "answer", &scope);
    let wrong = reasons(fields, "wrong", &scope);
    let mistakes = reasons(fields, "mistakes", &scope);
    if !wrong.is_empty() && !mistakes.is_empty() {
        let finding = Diagnostic::error(
            Code::MIXED_KINDS,
            fields.span_of("mistakes"),
            "`mistakes` are for answers that are typed, and with `wrong` one is chosen",
        );
        fields.report(finding.help("move them to `wrong`, or leave `wrong` out"));
    }
    let form = form(fields);
    let explain = optional(fields, "explain", &scope);
    let hint = optional(fields, "hint", &scope);
    let is_read_off = fields.flag("read_off");
    let mut computed = Computed {
        draws: draws?,
        lets: lets?,
        question: question.map(|(text, template)| (Text::new(text), template))?,
        answer: answer?,
        wrong,
        mistakes,
        notation: form,
        explain,
        hint,
        is_read_off,
        usable: 0,
    };
    if fields.failed() {
        return None;
    }
    match computed.usable_seed() {
        Ok(seed) => computed.usable = seed,
        Err(why) => {
            let message = format!("no draw of this generator can be asked: {}", why.message());
            let finding = Diagnostic::error(Code::NO_DRAW, fields.span_of(why.key()), message);
            fields.report(finding.help(format!("200 draws were tried; {}", why.help())));
            return None;
        }
    }
    Some(computed)
}

/// Reads `draw`, and declares its names.
fn draws(fields: &mut Fields<'_>, tables: &mut Tables<'_>, scope: &mut Scope) -> Option<Vec<Source>> {
    let Some(value) = fields.value("draw") else { return Some(Vec::new()) };
    let members =
        members(fields, &value, "draw", "a table: `{ ip = \"ipv4\", prefix = { from = 17, to = 30 } }`")?;
    let mut draws = Vec::new();
    for (name, value) in &members {
        check_name(fields, name, scope);
        if let Some((source, columns)) = source(fields, value, tables, scope) {
            source.declare(&name.value, &columns, scope);
            draws.push(source);
        } else {
            // So that no formula is told that it knows no such name.
            scope.add(&name.value, Sort::Text);
        }
    }
    (draws.len() == members.len()).then_some(draws)
}

/// The names of a table with what stands behind each.
fn members<'a>(
    fields: &mut Fields<'_>,
    value: &Value<'a>,
    key: &str,
    wanted: &str,
) -> Option<Vec<(Located<String>, Value<'a>)>> {
    let Some(table) = value.table() else {
        fields.mistyped(value, key, wanted);
        return None;
    };
    if table.len() > MOST_NAMES {
        let message = format!("`{key}` has more than {MOST_NAMES} names");
        fields.report(
            Diagnostic::error(Code::TOO_MANY, value.span(), message).help("make several generators of it"),
        );
        return None;
    }
    let file = value.span().file;
    let members = table.iter().map(|(key, inner)| {
        let name = crate::source::clean(key.get_ref()).into_owned();
        (Located { value: name, span: Span::new(file, key.span()) }, value.member(inner))
    });
    Some(members.collect())
}

fn check_name(fields: &mut Fields<'_>, name: &Located<String>, scope: &Scope) {
    let message = match &name.value {
        name if !is_name(name) => format!("`{}` cannot be a name", shortened(name)),
        name if scope.has(name) => format!("two values are called `{name}`"),
        _ => return,
    };
    fields.report(
        Diagnostic::error(Code::BAD_DRAW, name.span.clone(), message).help(
            "a name is made of letters, digits and `_`, begins with a letter, and stands once: `prefix`",
        ),
    );
}

type Declared = (Source, Vec<String>);

/// What one name is drawn from, and the columns where that is a row.
fn source(
    fields: &mut Fields<'_>,
    value: &Value<'_>,
    tables: &mut Tables<'_>,
    scope: &Scope,
) -> Option<Declared> {
    if let Some(items) = value.list() {
        let texts: Option<Vec<_>> = items.iter().map(|item| fields.text_of(item, "draw")).collect();
        let texts = texts?;
        if texts.is_empty() || texts.len() > 10_000 {
            fields.report(bad_draw(value.span(), "a list to draw from has from 1 to 10000 values"));
            return None;
        }
        let texts: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
        return Some((Source::of_texts(&texts), Vec::new()));
    }
    if value.table().is_some() {
        return table_source(fields, value, tables, scope);
    }
    let Located { value: name, span } = fields.text_of(value, "draw")?;
    let source = Source::named(&name);
    if source.is_none() {
        let finding = Diagnostic::error(
            Code::BAD_DRAW,
            span,
            format!("nothing is drawn by the name `{}`", shortened(&name)),
        );
        let names = DRAWS.iter().map(|draw| draw.name);
        fields.report(finding.help(suggestion(&name, names.clone()).unwrap_or_else(|| {
            format!(
                "a number is `{{ from = 1, to = 9 }}`, one of several `[10, 100]`, a row `{{ table = \"…\" }}`; by name: {}",
                names.collect::<Vec<_>>().join(", ")
            )
        })));
    }
    source.map(|source| (source, Vec::new()))
}

fn bad_draw(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::BAD_DRAW, span, message)
        .help("write `{ from = 17, to = 30 }`, a list, `{ table = \"…\" }`, or a word such as `\"ipv4\"`")
}

/// A range of whole numbers, or a row of a table.
fn table_source(
    fields: &mut Fields<'_>,
    value: &Value<'_>,
    tables: &mut Tables<'_>,
    scope: &Scope,
) -> Option<Declared> {
    let mut inner = value.fields("draw")?;
    let table = inner.optional_text("table");
    for key in ["from", "to", "step", "when"].into_iter().filter(|key| (*key == "when") == table.is_none()) {
        if inner.value(key).is_some() {
            let help = "a row of a table has `table` and `when`, a range of numbers `from`, `to` and `step`";
            let message = format!("`{key}` does not belong here");
            inner.report(Diagnostic::error(Code::BAD_DRAW, inner.span_of(key), message).help(help));
        }
    }
    let drawn = match &table {
        Some(name) => rows(&mut inner, name, tables),
        None => range(&mut inner, scope).map(|source| (source, Vec::new())),
    };
    let drawn = drawn.filter(|_| !inner.failed());
    fields.report_all(inner.finish(&[]));
    drawn
}

fn range(fields: &mut Fields<'_>, scope: &Scope) -> Option<Source> {
    let step = fields.integer("step").map_or(1, |step| step.value);
    let (from, to) = (border(fields, "from", scope), border(fields, "to", scope));
    if step < 1 {
        fields.report(bad_draw(fields.span_of("step"), "`step` is less than 1"));
    }
    let (from, to) = (from?, to?);
    if let (Some(from), Some(to)) =
        (fields.peek("from").and_then(|v| v.integer()), fields.peek("to").and_then(|v| v.integer()))
        && from > to
    {
        fields.report(
            Diagnostic::error(
                Code::EMPTY_RANGE,
                fields.span_of("from"),
                "there is no number between `from` and `to`",
            )
            .help("`from` is the smallest number drawn, `to` the largest"),
        );
    }
    Some(Source::Whole(from, to, i128::from(step)))
}

/// A whole number, or a formula in quotes that gives one.
fn border(fields: &mut Fields<'_>, key: &'static str, scope: &Scope) -> Option<Formula> {
    let Located { value: text, .. } = fields.text_or_blank(key)?;
    let value = fields.peek(key)?;
    let formula = Formula::read(&text, scope).map_err(|mistake| fields.report(told(&value, mistake))).ok()?;
    if formula.sort() != Sort::Whole {
        let message = format!("`{key}` is a whole number, and this is {}", formula.sort().name());
        fields.report(
            Diagnostic::error(Code::WRONG_ARGUMENT, value.span(), message)
                .help("write a number, or a formula that gives one"),
        );
        return None;
    }
    Some(formula)
}

fn rows(fields: &mut Fields<'_>, table: &Located<String>, tables: &mut Tables<'_>) -> Option<Declared> {
    let when = fields.optional_text("when");
    let Some(rows) = tables.rows(&table.value) else {
        let finding = Diagnostic::error(
            Code::BAD_DRAW,
            table.span.clone(),
            format!("this file has no table `{}`", shortened(&table.value)),
        );
        let names = tables.names();
        let help = suggestion(&table.value, names.iter().map(String::as_str))
            .unwrap_or_else(|| "`table` takes the id of a `[[table]]` of the same file".to_owned());
        fields.report(finding.help(help));
        return None;
    };
    let place = match &when {
        None => None,
        Some(when) => match rows.columns.iter().position(|column| *column == when.value) {
            Some(place) => Some(place),
            None => {
                fields.report(crate::deck::columns::unknown_column(
                    when.span.clone(),
                    &when.value,
                    &rows.columns,
                ));
                return None;
            }
        },
    };
    let is_taken = |row: &&Vec<String>| place.is_none_or(|place| !row[place].is_empty());
    let taken: Vec<&[String]> = rows.cells.iter().filter(is_taken).map(Vec::as_slice).collect();
    if taken.is_empty() {
        fields.report(bad_draw(table.span.clone(), "there is no row to draw"));
        return None;
    }
    let named = |column: &String| column.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    Some((Source::of_rows(&taken), rows.columns.iter().map(named).collect()))
}

/// Reads `let`, and declares its names.
fn lets(fields: &mut Fields<'_>, scope: &mut Scope) -> Option<Vec<Formula>> {
    let Some(value) = fields.value("let") else { return Some(Vec::new()) };
    let members = members(fields, &value, "let", "a table: `{ net = \"network(ip, prefix)\" }`")?;
    let mut lets = Vec::new();
    for (name, value) in &members {
        check_name(fields, name, scope);
        let formula = fields.text_of(value, "let").and_then(|text| {
            Formula::read(&text.value, scope).map_err(|mistake| fields.report(told(value, mistake))).ok()
        });
        scope.add(&name.value, formula.as_ref().map_or(Sort::Text, Formula::sort));
        lets.extend(formula);
    }
    (lets.len() == members.len()).then_some(lets)
}

fn needed(fields: &mut Fields<'_>, key: &'static str, scope: &Scope) -> Option<(String, Template)> {
    let text = fields.text(key)?;
    let value = fields.peek(key)?;
    let template = template(fields, &value, &text.value, scope)?;
    Some((text.value, template))
}

/// A text that `notes` has read already.
fn optional(fields: &mut Fields<'_>, key: &'static str, scope: &Scope) -> Option<Template> {
    let value = fields.value(key)?;
    let text = value.text()?;
    template(fields, &value, &text.value, scope)
}

fn template(fields: &mut Fields<'_>, value: &Value<'_>, text: &str, scope: &Scope) -> Option<Template> {
    let read = Template::read(text, scope);
    read.map_err(|mistakes| fields.report_all(mistakes.into_iter().map(|mistake| told(value, mistake)))).ok()
}

/// Reads a list of wrong answers.
fn reasons(fields: &mut Fields<'_>, key: &'static str, scope: &Scope) -> Vec<Reason> {
    let Some(value) = fields.value(key) else { return Vec::new() };
    let Some(mut items) = value.list() else {
        fields.mistyped(&value, key, "a list: `[\"{…}\", { text = \"{…}\", why = \"…\" }]`");
        return Vec::new();
    };
    fields.report_all(cut(&mut items, MOST_ITEMS - 1, "wrong answers", value.span()));
    items.iter().filter_map(|item| reason(fields, item, key, scope)).collect()
}

fn reason(fields: &mut Fields<'_>, item: &Value<'_>, key: &'static str, scope: &Scope) -> Option<Reason> {
    let Some(mut inner) = item.fields("wrong answer") else {
        let text = fields.text_of(item, key)?;
        return Some(Reason { text: template(fields, item, &text.value, scope)?, why: None });
    };
    let text = needed(&mut inner, "text", scope);
    let why = optional(&mut inner, "why", scope);
    fields.report_all(inner.finish(&[]));
    Some(Reason { text: text?.1, why })
}

/// Reads `form`.
fn form(fields: &mut Fields<'_>) -> Option<Notation> {
    let Located { value, span } = fields.optional_text("form")?;
    if !Notation::NAMES.contains(&value.as_str()) {
        let message = format!("`form` cannot be `{}`", shortened(&value));
        let finding = Diagnostic::error(Code::BAD_FORM, span, message);
        let help = suggestion(&value, Notation::NAMES.iter().copied());
        fields.report(finding.help(help.unwrap_or_else(|| format!("forms: {}", Notation::NAMES.join(", ")))));
    }
    Notation::named(&value)
}

/// The finding of a mistake in a formula that stands in `value`.
fn told(value: &Value<'_>, mistake: Mistake) -> Diagnostic {
    let code = match mistake.fault {
        MistakeKind::Syntax => Code::BAD_FORMULA,
        MistakeKind::Name => Code::UNKNOWN_NAME,
        MistakeKind::Function => Code::UNKNOWN_FUNCTION,
        MistakeKind::Argument => Code::WRONG_ARGUMENT,
    };
    let finding = Diagnostic::error(code, value.part(mistake.range), mistake.message);
    match mistake.help {
        Some(help) => finding.help(help),
        None => finding,
    }
}
