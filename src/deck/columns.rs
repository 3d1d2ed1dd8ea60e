//! The columns of a table, as templates and keys name them.

use std::collections::HashMap;

use super::notes;
use crate::source::{
    Code, Columns, Diagnostic, Fields, Located, Span, Value, nearest, placeholders, quoted, suggestion,
};

/// Columns that are named where one is missing.
const MOST_LISTED: usize = 20;

/// What filling a template takes from a row.
#[derive(Debug, Default)]
pub(super) struct Filled {
    /// Bytes of the template's own texts.
    pub(super) own: usize,
    /// How often each column is named in them.
    pub(super) cells: HashMap<usize, usize>,
}

/// What filling `template` takes from a row with `columns`.
pub(super) fn filled(template: &Value<'_>, columns: &Columns) -> Filled {
    let mut counted = Filled::default();
    let mut open = vec![*template];
    while let Some(value) = open.pop() {
        open.extend(value.list().unwrap_or_default());
        open.extend(value.table().into_iter().flat_map(|table| table.values().map(|one| value.member(one))));
        let Some(text) = value.unfilled() else { continue };
        counted.own += text.len();
        for column in placeholders(&text).filter_map(|name| columns.place(name)) {
            *counted.cells.entry(column).or_default() += 1;
        }
    }
    counted
}

/// The names of columns for a message: all of them, or the first ones.
pub(super) fn listed(columns: &[String]) -> String {
    let names: Vec<_> = columns.iter().take(MOST_LISTED).map(|name| notes::shortened(name)).collect();
    let more = if columns.len() > MOST_LISTED { ", …" } else { "" };
    names.join(", ") + more
}

/// The same for a text that is the name alone, so that it can be mended.
pub(super) fn misnamed_column(name: &Located<String>, columns: &[String]) -> Diagnostic {
    let finding = unknown_column(name.span.clone(), &name.value, columns);
    match nearest(&name.value, columns.iter().map(String::as_str)) {
        Some(near) if near.is_only => finding.fix(name.span.clone(), quoted(near.name)),
        _ => finding,
    }
}

/// Reports a column that the draw of wrong options in a template names and the table does not have.
pub(super) fn misnamed_in_draw(
    template: &Fields<'_>,
    columns: &Columns,
    names: &[String],
) -> Option<Diagnostic> {
    let draw = template.peek("wrong")?.fields("draw of wrong options")?;
    for key in ["from", "where", "why"] {
        let Some(value) = draw.peek(key) else { continue };
        let Some(text) = value.unfilled() else { continue };
        if let Some(name) = placeholders(&text).find(|name| columns.place(name).is_none()) {
            return Some(unknown_column(value.span(), name, names));
        }
        if key != "why" && !text.contains('{') && columns.place(&text).is_none() {
            return Some(misnamed_column(&Located { value: text, span: value.span() }, names));
        }
    }
    None
}

/// Reports the name of a column that the table does not have.
pub(super) fn unknown_column(span: Span, name: &str, columns: &[String]) -> Diagnostic {
    let message = format!("this table has no column `{}`", notes::shortened(name));
    let finding = Diagnostic::error(Code::UNKNOWN_COLUMN, span, message);
    match suggestion(name, columns.iter().map(String::as_str)) {
        Some(help) => finding.help(help),
        None if columns.is_empty() => finding.help("`columns` of the table has the names"),
        None => finding.help(format!("columns: {}", listed(columns))),
    }
}

#[cfg(test)]
mod tests {
    use crate::deck::parse;
    use crate::source::SourceFile;

    /// Codes and help of the findings on a draw, and how many questions are left.
    fn told(draw: &str) -> (Vec<(&'static str, String)>, usize) {
        let text = format!(
            "[deck]\nid='d'\ntitle='D'\n[[table]]\nid='t'\ncolumns=['person', 'born', 'century']\n\
             rows=[['a', 1, '15'], ['b', 2, '15'], ['c', 3, '16'], ['d', 4, '16'], ['e', 5, '16']]\n\
             [[table.card]]\nid='c'\nquestion='Who was born in {{born}}?'\nanswer='{{person}}'\nwrong={draw}\n"
        );
        let (deck, findings) = parse(&[SourceFile { name: "d.toml".into(), text }]);
        let told =
            findings.into_iter().map(|finding| (finding.code.name(), finding.help.unwrap_or_default()));
        (told.collect(), deck.questions.len())
    }

    #[test]
    fn a_draw_from_a_column_that_is_not_there_is_told_with_what_was_meant() {
        for (draw, help) in [
            ("{ from='persn' }", "did you mean `person`?"),
            ("{ from='{persn}, {born}' }", "did you mean `person`?"),
            ("{ from='person', where='centry' }", "did you mean `century`?"),
            ("{ from='person', why='That was {bron}.' }", "did you mean `born`?"),
        ] {
            assert_eq!(told(draw), (vec![("unknown-column", help.to_owned())], 0), "{draw}");
        }
        assert_eq!(told("{ from='person', count=1, where='century' }"), (vec![], 5));
    }

    #[test]
    fn a_row_that_shares_its_cell_with_one_other_is_asked_and_told_and_one_alone_is_left_out() {
        for (column, expected, left) in
            [("century", vec!["few-options"], 5), ("person", vec!["few-options", "too-few"], 0)]
        {
            let (told, questions) = told(&format!("{{ from='person', where='{column}' }}"));
            let mut codes: Vec<_> = told.into_iter().map(|(code, _)| code).collect();
            codes.sort_unstable();
            assert_eq!((codes, questions), (expected, left), "{column}");
        }
    }
}
