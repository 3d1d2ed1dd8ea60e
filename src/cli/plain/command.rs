//! What a learner can type besides answers.

/// A wish of the learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Hint,
    GiveUp,
    Overrule,
    Undo,
    Redo,
    Bury,
    Suspend,
    Flag,
    Why,
    Quit,
}

/// Letter, word, command and what it does.
pub(super) type Row<C> = (&'static str, &'static str, C, &'static str);

/// How much of a command is understood without a colon before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// Nothing: answers are typed, and none may be taken for a command.
    Nothing,
    /// Its letter.
    Letters,
    /// Its letter and its word.
    Words,
}

/// What a line turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line<C> {
    /// The wish to see the commands.
    Help,
    Command(C),
    /// A colon and a word that mean nothing, as a sentence that says so.
    Unknown(String),
    /// No command.
    Answer,
}

/// The commands of a session. Help is made from this table.
pub(super) const COMMANDS: &[Row<Command>] = &[
    ("h", "hint", Command::Hint, "the hint"),
    ("d", "dunno", Command::GiveUp, "you don't know: show the answer"),
    ("o", "overrule", Command::Overrule, "you know better: turn the verdict round"),
    ("u", "undo", Command::Undo, "take the last step back, also that of the last session"),
    ("U", "redo", Command::Redo, "do it again"),
    ("b", "bury", Command::Bury, "not today: ask it tomorrow"),
    ("s", "suspend", Command::Suspend, "set it aside until you take it back"),
    ("m", "mark", Command::Flag, "mark it, or take the mark off"),
    ("w", "why", Command::Why, "why this is asked now"),
    ("q", "quit", Command::Quit, "leave; everything rated is stored"),
];

/// Letter, word and meaning of the command that every table has.
const HELP: (&str, &str, &str) = ("?", "help", "these lines");

/// What `line` says to someone who knows the commands of `table`.
pub(super) fn read<C: Copy>(table: &[Row<C>], line: &str, bare: Bare) -> Line<C> {
    let line = line.trim();
    if let Some(name) = line.strip_prefix(':').map(str::trim) {
        // `::1` is an address, and so an answer.
        let is_meant = name.is_empty() || name.chars().all(|c| c.is_ascii_alphabetic());
        return match find(table, name, true) {
            Line::Answer if is_meant => {
                Line::Unknown(format!("There is no command {line}. Type :? for help."))
            }
            found => found,
        };
    }
    if bare == Bare::Nothing { Line::Answer } else { find(table, line, bare == Bare::Words) }
}

/// The command of that letter, or word where words count.
fn find<C: Copy>(table: &[Row<C>], name: &str, words: bool) -> Line<C> {
    if HELP.0 == name || (words && HELP.1 == name) {
        return Line::Help;
    }
    let row = table.iter().find(|(letter, word, ..)| *letter == name || (words && *word == name));
    row.map_or(Line::Answer, |(_, _, command, _)| Line::Command(*command))
}

/// The lines of help.
pub(super) fn help<C>(table: &[Row<C>], bare: Bare) -> Vec<String> {
    let heading = if bare == Bare::Nothing {
        "Type the answer. Commands begin with a colon here, so that they are not taken for answers:"
    } else {
        "Commands, with or without a colon before them:"
    };
    let rows = table.iter().map(|(letter, word, _, about)| (*letter, *word, *about));
    let lines = [HELP].into_iter().chain(rows).map(|(letter, word, about)| match bare {
        Bare::Nothing => format!("  :{letter}  {about}"),
        Bare::Letters => format!("  {letter}  {about}"),
        Bare::Words => format!("  {letter} or {word}  {about}"),
    });
    [heading.to_owned()].into_iter().chain(lines).collect()
}

/// Whether a line says that the learner leaves; so does the end of the input.
pub(super) fn is_leaving(line: Option<&str>) -> bool {
    line.is_none_or(|line| matches!(line.trim(), "q" | ":q" | "quit" | ":quit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, bare: Bare) -> Line<Command> {
        super::read(COMMANDS, line, bare)
    }

    #[test]
    fn no_answer_is_taken_for_a_command() {
        for answer in ["h", "?", "::1", ":67"] {
            assert_eq!(read(answer, Bare::Nothing), Line::Answer, "{answer}");
        }
        assert_eq!(read(":h", Bare::Nothing), Line::Command(Command::Hint));
        assert_eq!(read(":?", Bare::Nothing), Line::Help);
        assert_eq!(read(" : redo ", Bare::Nothing), Line::Command(Command::Redo));
        assert!(matches!(read(":x", Bare::Nothing), Line::Unknown(_)));
    }

    #[test]
    fn a_letter_will_do_where_nothing_is_typed() {
        assert_eq!(read("u", Bare::Letters), Line::Command(Command::Undo));
        assert_eq!(read("U", Bare::Letters), Line::Command(Command::Redo));
        assert_eq!(read("1b 2a", Bare::Letters), Line::Answer);
        assert_eq!(read("", Bare::Letters), Line::Answer);
    }
}
