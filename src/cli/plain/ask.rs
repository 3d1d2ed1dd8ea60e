//! How a question and its solution are put on lines.

use std::io;

use super::command::Bare;
use super::console::{Console, WIDTH};
use super::prose;
use crate::card::answers::Line;
use crate::card::{Input, Posed, Text};

/// Prints the prompt and what there is to choose from.
pub(super) fn ask(posed: &Posed, console: &mut Console<'_>) -> io::Result<()> {
    console.text("", &posed.prompt)?;
    print(&posed.input.asked(), console)
}

/// How commands are typed beside the answers to `input`, in a session: where words are typed, they need their colon.
pub(super) fn bare(input: &Input) -> Bare {
    if input.is_typed() { Bare::Nothing } else { Bare::Letters }
}

/// Prints the lines of a question or a solution.
pub(super) fn print(lines: &[Line<'_>], console: &mut Console<'_>) -> io::Result<()> {
    lines.iter().try_for_each(|line| match line {
        Line::Sentence(sentence) => console.say(sentence),
        Line::Labelled(label, text) => console.text(label, text),
        Line::Item(mark, text) => console.print(&item(&format!("  {mark}. "), text)),
        Line::Below(one) => console.print(&prose::wrapped(&format!("  {one}"), WIDTH, 4)),
        Line::Holes { text, filled, room } => {
            console.print(&prose::plain_filled(text, WIDTH, prose::Fill::new(filled, room)))
        }
    })
}

/// A text behind `lead`, all lines of it.
fn item(lead: &str, text: &Text) -> Vec<String> {
    let lines = prose::plain(text, WIDTH - lead.len()).into_iter().enumerate();
    lines
        .map(|(nth, line)| format!("{:width$}{line}", if nth == 0 { lead } else { "" }, width = lead.len()))
        .collect()
}
