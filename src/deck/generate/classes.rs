//! Reads a rule that draws numbers, which belong to classes.

use crate::card::limits::{MOST_ITEMS, excess};
use crate::card::{Class, Classes, Text};
use crate::source::{Code, Diagnostic, Fields, Value};

/// Reads a generator that asks for the class of a number.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<Classes> {
    let question = fields.text("question");
    let numbers = numbers(fields);
    let classes = classes(fields);
    let generator = question.zip(numbers).zip(classes).map(|((question, (range, edges)), classes)| {
        if !question.value.contains("{number}") {
            fields.report(
                Diagnostic::error(
                    Code::NO_NUMBER,
                    question.span.clone(),
                    "this question does not show the number it draws",
                )
                .help("write `{number}` where it should stand"),
            );
        }
        Classes { question: Text::new(question.value), range, edges, classes }
    });
    if let Some(generator) = &generator {
        check(generator, fields);
    }
    generator
}

type Numbers = ((i64, i64), Vec<i64>);

fn numbers(fields: &mut Fields<'_>) -> Option<Numbers> {
    let example = "a table: `{ from = 1, to = 65535, edges = [1023, 1024] }`";
    let Some(value) = fields.value("number") else {
        fields.report(
            Diagnostic::error(Code::MISSING_KEY, fields.span(), "this generator has no `number`")
                .help(format!("add `number = …` with {example}")),
        );
        return None;
    };
    let Some(mut table) = value.fields("number") else {
        fields.mistyped(&value, "number", example);
        return None;
    };
    let (from, to) = (table.integer("from"), table.integer("to"));
    let edges = table.value("edges").and_then(|edges| integers(&edges, &mut table)).unwrap_or_default();
    let failed = table.failed();
    fields.report_all(table.finish(&[]));
    let (Some(from), Some(to), false) = (from, to, failed) else {
        if !failed {
            fields.mistyped(&value, "number", example);
        }
        return None;
    };
    if from.value >= to.value {
        fields.report(
            Diagnostic::error(Code::EMPTY_RANGE, from.span, "there is no number between `from` and `to`")
                .help("`from` is the smallest number drawn, `to` the largest"),
        );
        return None;
    }
    Some(((from.value, to.value), edges))
}

fn integers(list: &Value<'_>, fields: &mut Fields<'_>) -> Option<Vec<i64>> {
    let numbers = list.list().and_then(|items| items.iter().map(Value::integer).collect());
    if numbers.is_none() {
        fields.mistyped(list, "edges", "a list of whole numbers");
    }
    numbers
}

fn classes(fields: &mut Fields<'_>) -> Option<Vec<Class>> {
    let example = "a list: `[ { to = 1023, answer = \"system\" }, … ]`";
    let Some(value) = fields.value("classes") else {
        fields.report(
            Diagnostic::error(Code::MISSING_KEY, fields.span(), "this generator has no `classes`")
                .help(format!("add `classes = …` with {example}")),
        );
        return None;
    };
    let Some(items) = value.list() else {
        fields.mistyped(&value, "classes", example);
        return None;
    };
    let mut classes = Vec::new();
    for item in &items {
        let Some(mut class) = item.fields("class") else {
            fields.mistyped(item, "classes", example);
            return None;
        };
        let (to, answer) = (class.integer("to"), class.text("answer"));
        fields.report_all(class.finish(&[]));
        if let (Some(to), Some(answer)) = (to, answer) {
            classes.push(Class { to: to.value, answer: Text::new(answer.value) });
        }
    }
    (classes.len() == items.len()).then_some(classes)
}

/// Every number drawn must have one class, and there must be something to tell apart.
fn check(generator: &Classes, fields: &mut Fields<'_>) {
    let Some(at) = fields.peek("classes").map(|classes| classes.span()) else { return };
    let classes = &generator.classes;
    if classes.len() > MOST_ITEMS {
        fields.report(excess(classes.len(), MOST_ITEMS, "classes", at.clone()));
    }
    if classes.len() < 2 || classes.windows(2).any(|pair| pair[0].to >= pair[1].to) {
        fields.report(
            Diagnostic::error(Code::BAD_CLASSES, at, "the borders of these classes do not ascend").help(
                "write at least two classes, each with the last number that belongs to it, smallest first",
            ),
        );
    } else if classes.last().is_some_and(|last| last.to < generator.range.1) {
        fields.report(
            Diagnostic::error(Code::BAD_CLASSES, at, "the last class ends before the largest number drawn")
                .help(format!("let it reach `to = {}`", generator.range.1)),
        );
    }
}
