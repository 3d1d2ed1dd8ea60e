//! From cards to rows, as Anki takes them.

use crate::card::Body;
use crate::card::kinds::Cloze;
use crate::exchange::card::Card;
use crate::exchange::report::Report;
use crate::exchange::{cloze, html, simpler};

/// Writes `cards` with Anki's header; fields are HTML.
pub(super) fn write(cards: &[&Card], report: &mut Report, name: &str, separator: char) -> Vec<u8> {
    let note_types: Vec<_> = cards.iter().map(|card| note_type(card)).collect();
    let has_types = note_types.iter().any(|note_type| *note_type != "Basic");
    let has_tags = cards.iter().any(|card| !card.tags.is_empty());
    let mut out = format!("#separator:{name}\n#html:true\n");
    if has_types {
        out.push_str("#notetype column:1\n");
    }
    if has_tags {
        out.push_str(&format!("#tags column:{}\n", if has_types { 4 } else { 3 }));
    }
    for (card, note_type) in cards.iter().zip(note_types) {
        let (front, back) = sides(card, report);
        let mut fields = Vec::new();
        fields.extend(has_types.then(|| note_type.to_owned()));
        fields.extend([front, back]);
        fields.extend(has_tags.then(|| card.tags.join(" ")));
        let fields: Vec<_> = fields.iter().map(|field| quoted(field, separator)).collect();
        out.push_str(&fields.join(&separator.to_string()));
        out.push('\n');
        report.cards += 1;
    }
    out.into_bytes()
}

/// What Anki calls the kind.
fn note_type(card: &Card) -> &'static str {
    match &card.body {
        Body::Cloze(_) => "Cloze",
        Body::Typed(_) => "Basic (type in the answer)",
        Body::Flip(flip) if flip.reverse => "Basic (and reversed card)",
        _ => "Basic",
    }
}

fn sides(card: &Card, report: &mut Report) -> (String, String) {
    simpler::drop_keys(card, &[("hint", card.hint.is_some())], report);
    let explain = card.explain.as_deref().map(html::of);
    if let Body::Cloze(Cloze { question, pieces, .. }) = &card.body {
        simpler::drop_keys(card, &[("accept", cloze::has_more(pieces))], report);
        let above = if question.is_empty() {
            String::new()
        } else {
            format!("{}<br><br>", html::of(question.as_str()))
        };
        return (above + &cloze::html(pieces, &mut html::of), explain.unwrap_or_default());
    }
    let (front, back) = simpler::anki_sides(card, report);
    let (front, back) = (html::of(&front), html::of(&back));
    (
        cloze::without_openings(&front),
        explain.map_or_else(|| back.clone(), |explain| format!("{back}<hr>{explain}")),
    )
}

/// The field in quotes, where it holds what would end it.
fn quoted(field: &str, separator: char) -> String {
    if field.contains(['"', '\n', '#']) || field.contains(separator) || field != field.trim() {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
