//! What a learner can type besides answers.

/// A wish of the learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Hint,
    GiveUp,
    Overrule,
    Undo,
    Redo,
    Bury,
    Suspend,
    Flag,
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

/// The commands of a session. Help is made from this table.
pub(super) const COMMANDS: &[Row<Command>] = &[
    ("?", "help", Command::Help, "these lines"),
    ("h", "hint", Command::Hint, "the hint"),
    ("d", "dunno", Command::GiveUp, "you don't know: show the answer"),
    ("o", "overrule", Command::Overrule, "you know better: turn the verdict round"),
    ("u", "undo", Command::Undo, "take the last step back, also that of the last session"),
    ("U", "redo", Command::Redo, "do it again"),
    ("b", "bury", Command::Bury, "not today: ask it tomorrow"),
    ("s", "suspend", Command::Suspend, "set it aside until you take it back"),
    ("m", "mark", Command::Flag, "mark it, or take the mark off"),
    ("q", "quit", Command::Quit, "leave; everything rated is stored"),
];

/// The command of `table` that `line` names. `Err` for a colon and a letter that mean nothing.
pub(super) fn command<C: Copy>(table: &[Row<C>], line: &str, bare: Bare) -> Option<Result<C, String>> {
    let line = line.trim();
    let find = |name: &str, words: bool| {
        let is_meant = |(letter, word, ..): &&Row<C>| *letter == name || (words && *word == name);
        table.iter().find(is_meant).map(|(_, _, command, _)| *command)
    };
    if let Some(name) = line.strip_prefix(':').map(str::trim) {
        if let Some(command) = find(name, true) {
            return Some(Ok(command));
        }
        // `::1` is an address, and so an answer.
        let is_meant = name.is_empty() || name.chars().all(|c| c.is_ascii_alphabetic());
        return is_meant.then(|| Err(format!("There is no command {line}. Type :? for help.")));
    }
    match bare {
        Bare::Nothing => None,
        Bare::Letters => find(line, false).map(Ok),
        Bare::Words => find(line, true).map(Ok),
    }
}

/// The lines of help.
pub(super) fn help<C>(table: &[Row<C>], bare: Bare) -> Vec<String> {
    let mut lines = vec![if bare == Bare::Nothing {
        "Type the answer. Commands begin with a colon here, so that they are not taken for answers:"
            .to_owned()
    } else {
        "Commands, with or without a colon before them:".to_owned()
    }];
    let one = |(letter, word, _, about): &Row<C>| match bare {
        Bare::Nothing => format!("  :{letter}  {about}"),
        Bare::Letters => format!("  {letter}  {about}"),
        Bare::Words => format!("  {letter} or {word}  {about}"),
    };
    lines.extend(table.iter().map(one));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(line: &str, bare: Bare) -> Option<Result<Command, String>> {
        super::command(COMMANDS, line, bare)
    }

    #[test]
    fn no_answer_is_taken_for_a_command() {
        assert_eq!(command("h", Bare::Nothing), None);
        assert_eq!(command("::1", Bare::Nothing), None);
        assert_eq!(command(":67", Bare::Nothing), None);
        assert_eq!(command(":h", Bare::Nothing), Some(Ok(Command::Hint)));
        assert_eq!(command(" : redo ", Bare::Nothing), Some(Ok(Command::Redo)));
        assert!(matches!(command(":x", Bare::Nothing), Some(Err(_))));
    }

    #[test]
    fn a_letter_will_do_where_nothing_is_typed() {
        assert_eq!(command("u", Bare::Letters), Some(Ok(Command::Undo)));
        assert_eq!(command("U", Bare::Letters), Some(Ok(Command::Redo)));
        assert_eq!(command("1b 2a", Bare::Letters), None);
        assert_eq!(command("", Bare::Letters), None);
    }
}
