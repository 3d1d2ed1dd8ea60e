//! Rows of fields: tabs or commas, Anki's notes in plain text, Quizlet's export.

mod header;
mod reader;
mod rows;
mod writer;

#[cfg(test)]
mod tests;

use super::Format;

/// Fields parted by tabs.
pub(super) const TSV: Format = Format {
    name: "tsv",
    endings: &["tsv"],
    about: "Rows with a front and a back, parted by a tab. Anki writes it as *Notes in Plain Text*, and its lines that \
begin with `#` are understood: separator, HTML, and which columns hold tags, decks and note types. Fields in double \
quotes may hold lines. A field with `{{c1::holes::hint}}` makes a cloze, the note type *reversed* a card that is asked both \
ways, *type in the answer* a typed one; further fields, and what stands below a line (`<hr>`), become the explanation. \
Simple HTML becomes Markdown; without a `#html:` line it is recognised. For Quizlet, which quotes nothing, say what stands \
between a term and its definition and between two rows, as you chose them there: `--between ' - ' --rows ';'`.",
    example: "#separator:tab\n#html:true\n#tags column:3\nWhat is a <i>lease</i>?\tAn address lent for a time\tdhcp basics\n\
{{c1::UDP 67}} is the port of the server.\t<b>Not</b> that of the client.\tdhcp\n",
    holds: 2,
    is_like: |text| text.starts_with("#separator:") || text.starts_with("#html:") || has_tabs(text),
    read: |text, reading| reader::read(text, reading, "\t"),
    write: Some(|cards, report| writer::write(cards, report, "tab", '\t')),
};

/// Fields parted by commas.
pub(super) const CSV: Format = Format {
    name: "csv",
    endings: &["csv"],
    about: "The same with commas, or with what `--separator` says. A first row of names such as `question,answer,tags` or \
`term,definition` says what the columns hold.",
    example: "front,back,tags\nWhat is a scope?,\"The range of addresses that a server hands out, \"\"pool\"\" for some\",dhcp\n",
    holds: 1,
    is_like: |text| {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(20).peekable();
        lines.peek().is_some() && lines.all(|line| line.contains(','))
    },
    read: |text, reading| reader::read(text, reading, ","),
    write: Some(|cards, report| writer::write(cards, report, "comma", ',')),
};

fn has_tabs(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(20).peekable();
    lines.peek().is_some() && lines.all(|line| line.contains('\t'))
}
