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

/// Letter, word, command and what it does. Help is made from this table.
pub(super) const COMMANDS: &[(&str, &str, Command, &str)] = &[
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

/// The command that `line` names. Where answers are typed it must begin with a colon, so that no answer is taken for
/// a command; elsewhere the letter alone will do. `Err` for a colon and a letter that mean nothing.
pub(super) fn command(line: &str, is_typed: bool) -> Option<Result<Command, String>> {
    let line = line.trim();
    let find = |name: &str, words: bool| {
        COMMANDS
            .iter()
            .find(|(letter, word, ..)| *letter == name || (words && *word == name))
            .map(|(_, _, command, _)| *command)
    };
    if let Some(name) = line.strip_prefix(':').map(str::trim) {
        if let Some(command) = find(name, true) {
            return Some(Ok(command));
        }
        // `::1` is an address, and so an answer.
        let is_meant = name.is_empty() || name.chars().all(|c| c.is_ascii_alphabetic());
        return is_meant.then(|| Err(format!("There is no command {line}. Type :? for help.")));
    }
    if is_typed { None } else { find(line, false).map(Ok) }
}

/// The lines of help.
pub(super) fn help(is_typed: bool) -> Vec<String> {
    let mut lines = vec![if is_typed {
        "Type the answer. Commands begin with a colon here, so that they are not taken for answers:"
            .to_owned()
    } else {
        "Commands, with or without a colon before them:".to_owned()
    }];
    let colon = if is_typed { ":" } else { "" };
    lines.extend(COMMANDS.iter().map(|(letter, _, _, about)| format!("  {colon}{letter}  {about}")));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answer_is_taken_for_a_command() {
        assert_eq!(command("h", true), None);
        assert_eq!(command("::1", true), None);
        assert_eq!(command(":67", true), None);
        assert_eq!(command(":h", true), Some(Ok(Command::Hint)));
        assert_eq!(command(" : redo ", true), Some(Ok(Command::Redo)));
        assert!(matches!(command(":x", true), Some(Err(_))));
    }

    #[test]
    fn a_letter_will_do_where_nothing_is_typed() {
        assert_eq!(command("u", false), Some(Ok(Command::Undo)));
        assert_eq!(command("U", false), Some(Ok(Command::Redo)));
        assert_eq!(command("1b 2a", false), None);
        assert_eq!(command("", false), None);
    }
}
