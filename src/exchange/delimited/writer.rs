//! From cards to rows, as Anki takes them.

use crate::exchange::card::{Asks, Card};
use crate::exchange::report::Report;
use crate::exchange::{cloze, html, simpler};

/// Writes `cards` with Anki's header; fields are HTML.
pub(super) fn write(cards: &[&Card], report: &mut Report, name: &str, separator: char) -> String {
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
    out
}

/// What Anki calls the kind.
const fn note_type(card: &Card) -> &'static str {
    match card.asks {
        Asks::Cloze { .. } => "Cloze",
        Asks::Typed { .. } => "Basic (type in the answer)",
        Asks::Flip { both_ways: true, .. } => "Basic (and reversed card)",
        _ => "Basic",
    }
}

fn sides(card: &Card, report: &mut Report) -> (String, String) {
    simpler::drop_keys(card, &[("hint", card.hint.is_some())], report);
    let explain = card.explain.as_deref().map(html::of);
    if let Asks::Cloze { question, parts } = &card.asks {
        simpler::drop_keys(card, &[("accept", cloze::has_more(parts))], report);
        let above =
            if question.is_empty() { String::new() } else { format!("{}<br><br>", html::of(question)) };
        return (above + &html_of_cloze(parts), explain.unwrap_or_default());
    }
    let (front, back) = match &card.asks {
        Asks::Typed { question, answers, tolerance, exact } => {
            let keys = [("accept", answers.len() > 1), ("tolerance", tolerance.is_some()), ("exact", *exact)];
            simpler::drop_keys(card, &keys, report);
            let answer = answers.first().map_or("", String::as_str);
            (html::of(question), html::of(&crate::exchange::prose::literal(answer)))
        }
        asks => {
            if !matches!(asks, Asks::Flip { .. }) {
                simpler::change(card, report);
            }
            let (front, back) = simpler::two_sides(card);
            (html::of(&front), html::of(&back))
        }
    };
    (
        cloze::without_openings(&front),
        explain.map_or_else(|| back.clone(), |explain| format!("{back}<hr>{explain}")),
    )
}

/// The text around the holes as HTML, and in them what is typed.
fn html_of_cloze(parts: &[cloze::Part]) -> String {
    let mut holes = parts.iter().filter(|part| matches!(part, cloze::Part::Hole(_)));
    let mark = cloze::MARK.to_string();
    let marked: String = parts
        .iter()
        .map(|part| match part {
            cloze::Part::Text(text) => text.as_str(),
            cloze::Part::Hole(_) => mark.as_str(),
        })
        .collect();
    let mut out = String::new();
    for (nth, text) in html::of(&marked).split(cloze::MARK).enumerate() {
        if nth > 0
            && let Some(hole) = holes.next()
        {
            let cloze::Part::Hole(hole) = hole else { continue };
            let escaped = |text: &str| cloze::sealed(&html::of(&crate::exchange::prose::literal(text)));
            let hole = cloze::Hole {
                accept: Vec::new(),
                answer: escaped(&hole.answer),
                hint: hole.hint.as_deref().map(escaped),
                number: hole.number,
            };
            out.push_str(&cloze::numbered(&[cloze::Part::Hole(hole)]));
        }
        out.push_str(&cloze::without_openings(text));
    }
    out
}

/// The field in quotes, where it holds what would end it.
fn quoted(field: &str, separator: char) -> String {
    if field.contains(['"', '\n', '#']) || field.contains(separator) || field != field.trim() {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
