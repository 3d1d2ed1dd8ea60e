//! Reads `[[generate]]`: a rule that draws, either a number that belongs to a class or what a question is computed from.

mod classes;
mod computed;
mod tables;

#[cfg(test)]
mod tests;

use super::draft::{Draft, has_error};
use super::identity;
use super::notes::{self, Inherited};
use crate::card::{Body, Generator};
use crate::source::{Code, Diagnostic, Fields};

pub(super) use tables::Tables;

/// Keys that only a computed question has.
const COMPUTED: [&str; 6] = ["draw", "let", "answer", "wrong", "mistakes", "form"];
/// Keys that only a generator with classes has.
const CLASSES: [&str; 2] = ["number", "classes"];

/// Reads one generator; `tables` are those of its file.
pub(super) fn read(
    mut fields: Fields<'_>,
    inherited: &Inherited,
    tables: &mut Tables<'_>,
) -> (Vec<Draft>, Vec<Diagnostic>) {
    let id = notes::id(&mut fields);
    let notes = notes::read(&mut fields, inherited);
    let [own, other] = [&COMPUTED[..], &CLASSES].map(|keys| keys.iter().find(|key| fields.has(key)));
    let generator = match (own, other) {
        (Some(own), Some(other)) => {
            fields.report(mixed(&fields, own, other));
            // What else it has is known to one of both.
            COMPUTED.into_iter().chain(CLASSES).chain(["question", "read_off"]).for_each(|key| {
                fields.value(key);
            });
            None
        }
        (Some(_), None) => computed::read(&mut fields, tables).map(|one| Generator::Computed(Box::new(one))),
        _ => classes::read(&mut fields).map(Generator::Classes),
    };
    let at = fields.span();
    let findings = fields.finish(&[]);
    let (Some(generator), Ok(id), false) = (generator, id, has_error(&findings)) else {
        return (Vec::new(), findings);
    };
    let unwritten = id.is_none().then(|| identity::slug(&generator.summary().0.plain()));
    let id = id.map(|id| id.value).or_else(|| unwritten.clone()).unwrap_or_default();
    (vec![Draft { id, template: None, body: Body::Generate(generator), notes, at, unwritten }], findings)
}

fn mixed(fields: &Fields<'_>, own: &str, other: &str) -> Diagnostic {
    let message = format!("a generator has `{own}` or `{other}`, not both");
    Diagnostic::error(Code::MIXED_KINDS, fields.span_of(other), message)
        .help("`number` and `classes` ask for the class of a number; `draw` and `answer` compute the answer")
}
