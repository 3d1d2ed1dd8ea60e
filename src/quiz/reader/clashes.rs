//! What is fine on its own and clashes with something else in an exam file.

use std::collections::HashMap;

use crate::quiz::blueprint::{Form, Topic};
use crate::source::{Code, Diagnostic, Span};

/// Reports forms of one name.
pub(super) fn same_forms(forms: &[Form], findings: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, &Form> = HashMap::new();
    for form in forms {
        if let Some(first) = first.insert(&form.id, form) {
            findings.push(
                Diagnostic::error(
                    Code::DUPLICATE_ID,
                    form.at.clone(),
                    format!("the id `{}` is used twice", form.id),
                )
                .related(first.at.clone(), "first used here")
                .help("give each form its own `id`"),
            );
        }
    }
}

/// Reports tags that belong to more than one topic.
pub(super) fn overlapping(topics: &[Topic], findings: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, &Span> = HashMap::new();
    for tag in topics.iter().flat_map(|topic| &topic.tags) {
        if let Some(first) = first.get(tag.value.as_str()) {
            findings.push(
                Diagnostic::warning(
                    Code::OVERLAPPING_TOPICS,
                    tag.span.clone(),
                    format!("`{}` is in two topics", tag.value),
                )
                .related((*first).clone(), "its questions are drawn here")
                .help("give each tag to one topic"),
            );
        } else {
            first.insert(&tag.value, &tag.span);
        }
    }
}
