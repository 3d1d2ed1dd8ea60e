//! What the columns of a file hold: said by its head, by a row of names or by the learner, or else refused.

use super::header::{Column, Header};
use super::names;
use super::rows::{Marks, Rows};
use crate::exchange::{Reading, Refused};
use crate::source::clean;

/// Names for `--columns`, as they are told.
const NAMES: &str = "question, answer, option, wrong, explain, hint, tags, and - for one that is passed over";

/// Puts what the columns hold into `header`. Gives how many rows before the first card say so, or why the file is not
/// understood.
pub(super) fn columns(
    header: &mut Header,
    body: &str,
    marks: &Marks,
    reading: &Reading,
) -> Result<usize, Refused> {
    let rows = Rows::new(body, 1, marks).filter_map(|row| row.fields).filter(|fields| width(fields) > 0);
    let first = rows.clone().next().unwrap_or_default();
    let first = &first[..width(&first)];
    let found = names::columns(first);
    let is_naming = found.contains(&Some(Column::Front)) && found.iter().flatten().count() > 1;
    if let Some(chosen) = &reading.columns {
        let widest = rows.map(|fields| width(&fields)).max().unwrap_or(0);
        choose(header, chosen, widest)?;
    } else if header.is_ankis || marks.is_paired {
        return Ok(0);
    } else if is_naming {
        take(header, first, &found)?;
    } else {
        let (wide, all) = rows
            .clone()
            .fold((0, 0), |(wide, all), fields| (wide + usize::from(width(&fields) > 2), all + 1));
        if wide * 2 > all {
            let widest = rows.map(|fields| width(&fields)).max().unwrap_or(0);
            return Err(unnamed(widest, first));
        }
    }
    sufficient(header)?;
    Ok(usize::from(is_naming))
}

/// How many fields a row has up to the last that is not empty.
pub(super) fn width(fields: &[String]) -> usize {
    fields.iter().rposition(|field| !field.trim().is_empty()).map_or(0, |last| last + 1)
}

/// Whether a row that became a card looks like names of two columns, of which one is not known.
pub(super) fn is_half_naming(fields: &[String]) -> bool {
    let found = names::columns(fields);
    let is_side = |column: &Option<Column>| matches!(column, Some(Column::Front | Column::Back));
    fields.len() == 2 && found.iter().filter(|column| is_side(column)).count() == 1
}

/// Takes what the learner says of each column.
fn choose(header: &mut Header, chosen: &[String], widest: usize) -> Result<(), Refused> {
    let found = names::columns(chosen);
    if let Some(unknown) = found.iter().position(Option::is_none) {
        return Err(Refused {
            what: format!(
                "cannot be read by `{}`, which is no name of a column",
                clean(chosen[unknown].trim())
            ),
            help: format!("`--columns` takes one name for each column, parted by commas: {NAMES}"),
        });
    }
    if widest > chosen.len() {
        return Err(Refused {
            what: format!("has {widest} columns, and `--columns` names {}", chosen.len()),
            help: format!("name each, parted by commas: {NAMES}"),
        });
    }
    header.columns = found.into_iter().flatten().enumerate().collect();
    Ok(())
}

/// Takes the names of the first row, all of which must be known.
fn take(header: &mut Header, names: &[String], found: &[Option<Column>]) -> Result<(), Refused> {
    let unknown =
        names.iter().zip(found).filter(|(name, column)| column.is_none() && !name.trim().is_empty());
    let unknown: Vec<_> = unknown.map(|(name, _)| format!("`{}`", short(name))).collect();
    if !unknown.is_empty() {
        let (is, it) = if unknown.len() == 1 {
            ("a column that is", "it holds")
        } else {
            ("columns that are", "they hold")
        };
        let names = names.iter().zip(found).map(|(name, column)| match column {
            Some(_) => short(name).replace(',', " "),
            None => "-".to_owned(),
        });
        return Err(Refused {
            what: format!("has {is} not understood: {}", unknown.join(", ")),
            help: format!(
                "say what {it} with `--columns`, for example `--columns '{}'`; names are {NAMES}",
                names.collect::<Vec<_>>().join(",")
            ),
        });
    }
    header.columns.extend(found.iter().map(|column| column.unwrap_or(Column::Other)).enumerate());
    Ok(())
}

/// The refusal of a sheet in which no column holds `what`.
fn lacking(what: &str, help: &str) -> Refused {
    Refused {
        what: format!("has no column that holds {what}"),
        help: format!("{help}; `--columns` says it of each: {NAMES}"),
    }
}

/// Whether columns that have names make cards.
fn sufficient(header: &Header) -> Result<(), Refused> {
    if header.columns.is_empty() {
        return Ok(());
    }
    let has_key = header.has(Column::Right) || header.has(Column::RightIndex);
    if !header.has(Column::Front) {
        return Err(lacking("the question", "name one `question`"));
    }
    if !has_key && header.has_options() {
        return Err(lacking(
            "the right answer",
            "name one `correct`, with the letter, the number or the text of the right option",
        ));
    }
    if !has_key && !header.has(Column::Back) {
        return Err(lacking("the answer", "name one `answer`"));
    }
    Ok(())
}

/// Refuses a file of several columns that nothing names.
fn unnamed(columns: usize, first: &[String]) -> Refused {
    let row: Vec<_> = first.iter().map(|field| short(field)).collect();
    let guess: Vec<&str> = match columns {
        3 => vec!["question", "answer", "explain"],
        _ => {
            let options = std::iter::repeat_n("option", columns - 2);
            std::iter::once("question").chain(options).chain(["answer"]).collect()
        }
    };
    Refused {
        what: format!(
            "has {columns} columns and no row that names them; it begins with `{}`",
            row.join(" | ")
        ),
        help: format!(
            "say what they hold with `--columns`, for example `--columns {}`; names are {NAMES}",
            guess.join(",")
        ),
    }
}

/// A field as it is told: one line of at most 40 letters.
fn short(field: &str) -> String {
    let line = clean(field.trim()).replace(['\n', '`'], " ");
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
