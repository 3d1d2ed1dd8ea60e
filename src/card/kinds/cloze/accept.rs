//! Further right answers for holes.

use super::pieces::{Blank, Piece, blanks_mut as blanks};
use crate::card::limits::{MOST_ACCEPTED, cut, excess};
use crate::source::{Code, Diagnostic, Fields, Span, Value, clean, suggestion};

/// Gives the holes of `pieces` what `accept` says: a table that names each hole by its answer, or a list for the one hole.
/// What fits no hole is reported.
pub(super) fn read(accept: &Value<'_>, pieces: &mut [Piece], fields: &mut Fields<'_>) {
    let Some(table) = accept.table() else {
        let Some(texts) = fields.optional_texts("accept") else { return };
        let mut texts: Vec<String> = texts.into_iter().map(|text| text.value).collect();
        fields.report_all(cut(&mut texts, MOST_ACCEPTED, "right answers", accept.span()));
        let mut names: Vec<&str> = blanks(pieces).map(|blank| blank.answer()).collect();
        names.dedup();
        if names.len() > 1 {
            let name = names[0].to_owned();
            fields.report(
                Diagnostic::error(
                    Code::UNKNOWN_HOLE,
                    accept.span(),
                    "this list of answers belongs to no one hole",
                )
                .help(format!("name the hole by its answer: `accept = {{ \"{name}\" = [\"…\"] }}`")),
            );
            return;
        }
        blanks(pieces).for_each(|blank| add(blank, &texts));
        return;
    };
    let all = table.iter().count();
    if all > MOST_ACCEPTED {
        fields.report(excess(all, MOST_ACCEPTED, "holes", accept.span()));
    }
    for (key, value) in table.iter().take(MOST_ACCEPTED) {
        let name = accept.fill(&clean(key.get_ref()));
        let Some(texts) = texts(&accept.member(value), fields) else { continue };
        if blanks(pieces).all(|blank| blank.answer() != name.trim()) {
            let span = Span::new(accept.span().file, key.span());
            let message = format!("no hole of this card has the answer `{name}`");
            let names: Vec<&str> = blanks(pieces).map(|blank| blank.answer()).collect();
            let help = suggestion(&name, names.iter().copied())
                .unwrap_or_else(|| format!("a hole is named by its answer: `{}`", names.join("`, `")));
            fields.report(Diagnostic::error(Code::UNKNOWN_HOLE, span, message).help(help));
        }
        blanks(pieces).filter(|blank| blank.answer() == name.trim()).for_each(|blank| add(blank, &texts));
    }
}

/// The answers of one hole: a text, or a list of texts.
fn texts(value: &Value<'_>, fields: &mut Fields<'_>) -> Option<Vec<String>> {
    match value.list() {
        Some(mut items) => {
            fields.report_all(cut(&mut items, MOST_ACCEPTED, "right answers", value.span()));
            items.iter().map(|item| Some(fields.text_of(item, "accept")?.value)).collect()
        }
        None => Some(vec![fields.text_of(value, "accept")?.value]),
    }
}

/// In a table, a row without a second wording has an empty cell for it.
fn add(blank: &mut Blank, texts: &[String]) {
    for text in texts.iter().take(MOST_ACCEPTED) {
        if !text.trim().is_empty() && !blank.answers.contains(text) {
            blank.answers.push(text.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cloze;
    use crate::card::kinds::Kind;
    use crate::source::{Columns, Diagnostic, Fields, Span};

    fn read(text: &str) -> (Vec<String>, Vec<Diagnostic>) {
        let table = toml::de::DeTable::parse(text).unwrap();
        let (columns, cells) = (Columns::new(vec!["port".to_owned()]), ["67".to_owned()]);
        let row = columns.row(&cells);
        let mut fields = Fields::new(table.get_ref(), Span::default(), "card").with_row(row);
        let cloze = Cloze::read(&mut fields, None).unwrap();
        (cloze.answers().into_iter().map(str::to_owned).collect(), fields.finish(&[]))
    }

    #[test]
    fn each_hole_takes_what_stands_under_its_answer() {
        let (answers, findings) = read(
            "cloze = '{{IP}} and {{protocol|TCP or UDP}} and {{ IP }}'\naccept = { protocol = ['transport', 'L4'], IP = 'IPv4' }",
        );
        assert_eq!(answers, ["IP", "IPv4", "protocol", "transport", "L4", "IP", "IPv4"]);
        assert_eq!(findings, []);
    }

    #[test]
    fn a_list_belongs_to_the_only_hole() {
        assert_eq!(read("cloze = 'a {{b}}'\naccept = ['c', ' ']").0, ["b", "c"]);
        assert_eq!(read("cloze = 'a {{b}}'\naccept = 1").0, ["b", "1"]);
        assert_eq!(read("cloze = '{{a}} {{b}}'\naccept = ['c']").1[0].code, "unknown-hole");
    }

    #[test]
    fn in_a_table_the_name_of_a_hole_is_filled_in() {
        let text = "cloze = 'UDP {{{port}}}'\naccept = { '{port}' = 'udp {port}' }";
        assert_eq!(read(text).0, ["67", "udp 67"]);
    }

    #[test]
    fn what_belongs_to_no_hole_is_told() {
        let (answers, findings) = read("cloze = 'a {{transport}}'\naccept = { trasport = 'x' }");
        assert_eq!(
            (answers.as_slice(), findings[0].code.name()),
            (["transport".to_owned()].as_slice(), "unknown-hole")
        );
        assert_eq!(findings[0].help.as_deref(), Some("did you mean `transport`?"));
        assert_eq!(read("cloze = '{{a}}'\naccept = { a = true }").1[0].code, "wrong-type");
    }
}
