//! The columns of a table, as templates and keys name them.

use super::notes;
use crate::source::{Diagnostic, Located, Span, did_you_mean, nearest, quoted};

/// The names in single braces.
pub(super) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty())
}

/// The same for a text that is the name alone, so that it can be mended.
pub(super) fn misnamed_column(name: &Located<String>, columns: &[String]) -> Diagnostic {
    let finding = unknown_column(name.span.clone(), &name.value, columns);
    match nearest(&name.value, columns.iter().map(String::as_str)) {
        Some(near) if near.is_only => finding.fix(name.span.clone(), quoted(near.name)),
        _ => finding,
    }
}

/// Reports the name of a column that the table does not have.
pub(super) fn unknown_column(span: Span, name: &str, columns: &[String]) -> Diagnostic {
    let message = format!("this table has no column `{}`", notes::shortened(name));
    let finding = Diagnostic::error("unknown-column", span, message);
    match did_you_mean(name, columns.iter().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("columns: {}", columns.join(", "))),
    }
}
