//! How a question is put on lines.

use super::command::Bare;
use super::console::{Console, WIDTH};
use super::prose;
use crate::card::{Hole, Input, Posed, Text};

/// Prints the prompt and what there is to choose from.
pub(super) fn ask(posed: &Posed, console: &mut Console<'_>) -> std::io::Result<()> {
    console.text("", &posed.prompt)?;
    match &posed.input {
        Input::Reveal { .. } | Input::Text(_) => Ok(()),
        Input::Choose { options, .. } => {
            numbered(&options.iter().map(|option| &option.text).collect::<Vec<_>>(), number, console)
        }
        Input::Order { items, .. } => numbered(&items.iter().collect::<Vec<_>>(), number, console),
        Input::Match { left, right, .. } => {
            numbered(&left.iter().collect::<Vec<_>>(), number, console)?;
            console.say("To be matched with:")?;
            numbered(&right.iter().collect::<Vec<_>>(), letter, console)
        }
        Input::Sort { items, bins, .. } => {
            let bins = bins.iter().enumerate().map(|(i, bin)| format!("{} {}", number(i), bin.plain()));
            console.say(&format!("Groups: {}.", bins.collect::<Vec<_>>().join(", ")))?;
            console.say("To be sorted:")?;
            numbered(&items.iter().collect::<Vec<_>>(), number, console)
        }
        Input::Blanks { text, holes } => {
            let fill = |index: usize, is_drawn: bool| hole(index, holes, is_drawn);
            let rooms: Vec<usize> = holes.iter().map(|hole| hole.width).collect();
            console.print(&prose::plain_filled(text, WIDTH, prose::Fill::new(&fill, &rooms)))
        }
    }
}

/// What to type, as a sentence. `filled` blanks are filled in already.
pub(super) fn wanted(input: &Input, filled: usize) -> String {
    match input {
        Input::Reveal { .. } => "Recall the answer, then press Enter.".to_owned(),
        Input::Text(_) => "Type the answer.".to_owned(),
        Input::Choose { many: false, .. } => "Type the number of the right answer.".to_owned(),
        Input::Choose { many: true, .. } => "Type the numbers of all right answers, such as: 1 3.".to_owned(),
        Input::Order { .. } => "Type the numbers in the right order, such as: 2 1 3.".to_owned(),
        Input::Match { .. } => "Type a letter for each number, such as: 1b 2a.".to_owned(),
        Input::Sort { .. } => {
            "Type the number of a group for each item, one after the other, such as: 1 2 1.".to_owned()
        }
        Input::Blanks { holes, .. } => {
            let hint = holes.get(filled).and_then(|hole| hole.hint.as_ref());
            let hint = hint.map_or_else(String::new, |hint| format!(" ({})", hint.plain()));
            if holes.len() == 1 {
                format!("Type what belongs in the blank{hint}.")
            } else {
                format!("Type what belongs in blank {} of {}{hint}.", filled + 1, holes.len())
            }
        }
    }
}

/// Whether answers are typed words, so that commands need their colon.
pub(super) fn is_typed(input: &Input) -> bool {
    matches!(input, Input::Text(_) | Input::Blanks { .. })
}

/// How commands are typed beside the answers to `input`, in a session.
pub(super) fn bare(input: &Input) -> Bare {
    if is_typed(input) { Bare::Nothing } else { Bare::Letters }
}

/// Columns inside an empty hole of a diagram.
const DRAWN: usize = 8;

/// An empty hole. In a diagram all are equally wide: they do not tell how long an answer is.
fn hole(index: usize, holes: &[Hole], is_drawn: bool) -> String {
    let mark = if holes.len() == 1 { String::new() } else { number(index) };
    let room = if is_drawn { DRAWN } else { 3 + mark.len() };
    format!("[{mark:_<room$}]")
}

/// The number shown before the item `index`.
pub(super) fn number(index: usize) -> String {
    (index + 1).to_string()
}

/// The letters shown before the right side `index`: a to z, then aa, ab, …
pub(super) fn letter(index: usize) -> String {
    let last = char::from(b'a' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { format!("{}{last}", letter(index / 26 - 1)) }
}

fn numbered(items: &[&Text], mark: fn(usize) -> String, console: &mut Console<'_>) -> std::io::Result<()> {
    for (index, item) in items.iter().enumerate() {
        let lead = format!("  {}. ", mark(index));
        let mut lines = prose::plain(item, WIDTH - lead.len());
        for (line, text) in lines.iter_mut().enumerate() {
            *text =
                if line == 0 { format!("{lead}{text}") } else { format!("{}{text}", " ".repeat(lead.len())) };
        }
        console.print(&lines)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["a", "z", "aa", "az", "ba"]);
    }
}
