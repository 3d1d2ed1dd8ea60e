//! Rows of fields: tabs or commas, Anki's notes in plain text, Quizlet's export.

mod choices;
mod header;
mod layout;
mod names;
mod reader;
mod rows;
mod writer;

#[cfg(test)]
mod tests;

use self::header::Header;
use self::rows::{Marks, Rows};
use super::{Format, Reader};

/// Fields parted by tabs.
pub(super) const TSV: Format = Format {
    name: "tsv",
    endings: &["tsv"],
    about: "Rows with a front and a back, parted by a tab. Anki writes it as *Notes in Plain Text*, and its lines that \
begin with `#` are understood: separator, HTML, and which columns hold tags, decks and note types. Fields in double \
quotes may hold lines. A field with `{{c1::holes::hint}}` makes a cloze, the note type *reversed* a card that is asked both \
ways, *type in the answer* a typed one; further fields, and what stands below a line (`<hr>`), become the explanation. \
Simple HTML becomes Markdown; without a `#html:` line it is recognised. For Quizlet, which quotes nothing, say what stands \
between a term and its definition and between two rows, as you chose them there: `--between ' - ' --rows ';'`. The first \
`--between` in a row parts it; what follows belongs to the definition.",
    example: "#separator:tab\n#html:true\n#tags column:3\nWhat is a <i>lease</i>?\tAn address lent for a time\tdhcp basics\n\
{{c1::UDP 67}} is the port of the server.\t<b>Not</b> that of the client.\tdhcp\n",
    read: Some(Reader {
        holds: 2,
        says: &[],
        fits: |content| is_tabbed(content.text()),
        read: |content, reading| reader::read(content.text(), reading, "\t"),
    }),
    write: Some(|cards, report| writer::write(cards, report, "tab", '\t')),
};

/// Fields parted by commas.
pub(super) const CSV: Format = Format {
    name: "csv",
    endings: &["csv"],
    about: "The same with commas, or with semicolons or what `--separator` says. A first row of names such as `question,answer,tags`, \
`term,definition` or `question,option a,option b,correct` says what the columns hold, and so does `--columns`; a file of more than \
two columns that has neither is refused. A row with more fields than there are columns is left out and named. Heads that went \
through a spreadsheet, `sep=;` among them, are understood.",
    example: "front,back,tags\nWhat is a scope?,\"The range of addresses that a server hands out, \"\"pool\"\" for some\",dhcp\n",
    read: Some(Reader {
        holds: 1,
        says: &[],
        fits: |content| [",", ";"].iter().any(|separator| are_rows(content.text(), separator)),
        read: |content, reading| reader::read(content.text(), reading, ","),
    }),
    write: Some(|cards, report| writer::write(cards, report, "comma", ',')),
};

/// Whether the first line is one of Anki's header, or the rows are tabbed.
fn is_tabbed(text: &str) -> bool {
    text.starts_with("#separator:") || text.starts_with("#html:") || are_tabbed(text)
}

/// Whether most of the first rows have several fields parted by tabs, and the same number of them. Nobody writes tabs
/// by chance, so that a few other rows do not make it doubtful.
fn are_tabbed(text: &str) -> bool {
    let mut counts = counts(text, "\t");
    counts.retain(|count| *count > 0);
    let most = counts.iter().map(|count| counts.iter().filter(|other| *other == count).count());
    let usual = counts.iter().zip(most).max_by_key(|(count, often)| (*often, **count));
    usual.is_some_and(|(count, often)| *count > 1 && often * 2 > counts.len())
}

/// Whether the first rows have several fields, and each the same number of them.
fn are_rows(text: &str, separator: &str) -> bool {
    let counts = counts(text, separator);
    counts.first().is_some_and(|first| *first > 1 && counts.iter().all(|count| count == first))
}

/// How many fields each of the first rows has; none where it is empty.
fn counts(text: &str, separator: &str) -> Vec<usize> {
    let marks = Marks { field: separator.to_owned(), row: "\n".to_owned(), quotes: true, is_paired: false };
    let rows = Rows::new(Header::of(text).1, 1, &marks).take(20);
    let counts = rows.map(|row| match row.fields {
        Some(fields) if fields.iter().any(|field| !field.trim().is_empty()) => fields.len(),
        _ => 0,
    });
    counts.collect()
}
