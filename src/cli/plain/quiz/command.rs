//! What can be typed in a quiz besides answers.

use crate::card::Input;
use crate::cli::plain::command::{self, Bare, Line, Row};

/// A wish of the learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Next,
    Back,
    /// To a question, by its number from 1, if one was typed.
    Go(Option<usize>),
    Flag,
    Sure,
    Unsure,
    Clear,
    Time,
    List,
    Hand,
    Pause,
    Quit,
}

/// The commands of a quiz. Help is made from this table.
pub(super) const COMMANDS: &[Row<Command>] = &[
    ("n", "next", Command::Next, "the next question; Enter alone, when this one is answered"),
    ("p", "back", Command::Back, "the question before"),
    ("g", "go", Command::Go(None), "go to a question, such as: g 12"),
    ("m", "mark", Command::Flag, "mark it to come back to, or take the mark off"),
    ("s", "sure", Command::Sure, "you are sure of the answer"),
    ("u", "unsure", Command::Unsure, "you guess, or nearly"),
    ("e", "clear", Command::Clear, "take the answer away"),
    ("c", "time", Command::Time, "the time used and left"),
    ("r", "list", Command::List, "which questions are answered, open and marked"),
    ("h", "hand", Command::Hand, "hand in; it is asked once more"),
    ("z", "pause", Command::Pause, "stop the clock, where that is allowed"),
    ("q", "quit", Command::Quit, "leave; everything answered is stored"),
];

/// How commands are typed beside the answers to `input`; `None` for the review of a paper.
pub(super) fn bare(input: Option<&Input>) -> Bare {
    if input.is_some_and(Input::is_typed) { Bare::Nothing } else { Bare::Words }
}

/// What a line says beside the answers to `input`. An option may have the name of a command, and is meant then.
pub(super) fn read(line: &str, input: Option<&Input>) -> Line<Command> {
    let line = line.trim();
    if input.is_some_and(|input| input.options().iter().any(|option| option.text.plain() == line)) {
        return Line::Answer;
    }
    // `g 12`, `:g 12`, `go 12`, `g12`.
    let name = line.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Ok(number) = line[name.len()..].parse()
        && command::read(COMMANDS, name.trim_end(), bare(input)) == Line::Command(Command::Go(None))
    {
        return Line::Command(Command::Go(Some(number)));
    }
    command::read(COMMANDS, line, bare(input))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::answers::Choose;
    use crate::card::compare::Expected;
    use crate::card::{Choice, Text};

    fn options(options: &[&str]) -> Input {
        let option = |text: &&str| Choice { text: Text::new(text), right: false, why: None };
        Input::Choose(Choose { options: options.iter().map(option).collect(), many: false })
    }

    #[test]
    fn a_number_names_a_question_to_go_to() {
        let choice = options(&["x", "y"]);
        for line in ["g 12", "g12", "go 12", ":g 12", ":go12"] {
            assert_eq!(read(line, Some(&choice)), Line::Command(Command::Go(Some(12))), "{line}");
        }
        assert_eq!(read("g", Some(&choice)), Line::Command(Command::Go(None)));
        assert_eq!(read("2", Some(&choice)), Line::Answer);
    }

    #[test]
    fn where_answers_are_typed_a_command_begins_with_a_colon() {
        let typed = Input::Text(Expected::of("67"));
        for line in ["n", "next", "g 12", "67"] {
            assert_eq!(read(line, Some(&typed)), Line::Answer, "{line}");
        }
        assert_eq!(read(":next", Some(&typed)), Line::Command(Command::Next));
        assert_eq!(read(":g 3", Some(&typed)), Line::Command(Command::Go(Some(3))));
    }

    #[test]
    fn an_option_with_the_name_of_a_command_can_be_chosen() {
        assert_eq!(read("list", Some(&options(&["list", "get"]))), Line::Answer);
        assert_eq!(read(":list", Some(&options(&["list", "get"]))), Line::Command(Command::List));
    }
}
