//! Lines that begin a question, an answer or a text with holes, also behind blanks and bullets and in bold; and which lines
//! are code, where nothing begins.

/// What a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Question,
    Answer,
    Cloze,
    End,
}

/// A line that begins something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    pub(super) marker: Marker,
    /// What stands around the letter: bullets, bold; nothing where the line begins with it.
    pub(super) style: String,
    /// Blanks that lines below it may begin with and that mean nothing.
    pub(super) indent: usize,
    /// What stands behind it.
    pub(super) rest: &'a str,
    /// Where its colon stands in the line.
    colon: usize,
}

impl Mark<'_> {
    /// Whether the line begins with it.
    pub(super) fn is_plain(&self) -> bool {
        self.style.is_empty() && self.indent == 0
    }
}

/// What `line` begins, if it does.
pub(super) fn mark(line: &str) -> Option<Mark<'_>> {
    if line.trim() == "---" {
        let indent = line.len() - line.trim_start().len();
        return Some(Mark { marker: Marker::End, style: String::new(), indent, rest: "", colon: 0 });
    }
    let (decoration, at) = decoration(line);
    let (bold, inside) = match line[at..].strip_prefix("**").or_else(|| line[at..].strip_prefix("__")) {
        Some(inside) => (&line[at..at + 2], inside),
        None => ("", &line[at..]),
    };
    let marker = match inside.as_bytes().first()? {
        b'Q' => Marker::Question,
        b'A' => Marker::Answer,
        b'C' => Marker::Cloze,
        _ => return None,
    };
    let behind = &inside[1..];
    let (colon, rest) = if bold.is_empty() {
        (0, behind.strip_prefix(':')?)
    } else if let Some(rest) = behind.strip_prefix(':').and_then(|rest| rest.strip_prefix(bold)) {
        (0, rest)
    } else if let Some(rest) = behind.strip_prefix(bold).and_then(|rest| rest.strip_prefix(':')) {
        (2, rest)
    } else {
        // All of it is bold: `**Q: Which?**`
        (0, behind.strip_prefix(':')?.trim_end().strip_suffix(bold)?)
    };
    let colon = at + bold.len() + 1 + colon;
    Some(Mark { marker, style: format!("{decoration}{bold}"), indent: at, rest: rest.trim_start(), colon })
}

/// Bullets, numbers, headings and quotes at the beginning of a line, and where they end.
fn decoration(line: &str) -> (String, usize) {
    let (mut decoration, mut at) = (String::new(), 0);
    loop {
        let rest = line[at..].trim_start_matches([' ', '\t']);
        at = line.len() - rest.len();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let len = match rest.chars().next() {
            Some('-' | '*' | '+') => 1,
            Some('•') => '•'.len_utf8(),
            Some('>') if decoration.len() < 8 => {
                decoration.push('>');
                at += 1;
                continue;
            }
            Some('#') if hashes <= 6 => hashes,
            Some(_) if (1..4).contains(&digits) && rest[digits..].starts_with(['.', ')']) => digits + 1,
            _ => return (decoration, at),
        };
        if decoration.len() >= 8 || !rest[len..].starts_with([' ', '\t']) {
            return (decoration, at);
        }
        // A number is another one in the next item of its list.
        decoration.push(if digits > 0 { '1' } else { rest.chars().next().unwrap_or('-') });
        at += len;
    }
}

/// A line that is text and looks like a mark, so that it does not.
pub(super) fn unmarked(line: &str) -> Option<String> {
    let mark = mark(line)?;
    Some(match mark.marker {
        // A longer line of dashes is the same to a reader.
        Marker::End => line.replace("---", "-----"),
        _ => format!("{}\\{}", &line[..mark.colon], &line[mark.colon..]),
    })
}

/// The fence that `lines` open and never close, where they do: as long as it is, and up to what it stands behind.
pub(super) fn unclosed(lines: &[&str]) -> Option<String> {
    let fenced = fenced(lines);
    let mut open = lines.iter().zip(fenced).filter(|(_, fenced)| !fenced);
    let (letter, len) = open.find_map(|(line, _)| opening(line))?;
    Some(std::iter::repeat_n(letter, len).collect())
}

/// For each line whether it stands in a fence or is one. A fence that is never closed is none.
pub(super) fn fenced(lines: &[&str]) -> Vec<bool> {
    let mut fenced = vec![false; lines.len()];
    // The shortest fence of either sort of which it is known that nothing closes it.
    let mut open = [usize::MAX; 2];
    let mut nth = 0;
    while nth < lines.len() {
        let line = lines[nth];
        let Some((letter, len)) = opening(line) else {
            nth += 1;
            continue;
        };
        let sort = usize::from(letter == '~');
        let mut after = lines[nth + 1..].iter();
        let close = if len >= open[sort] { None } else { after.position(|line| closes(line, letter, len)) };
        match close {
            Some(close) => {
                fenced[nth..=nth + 1 + close].fill(true);
                // What begins on the line of the fence begins all the same.
                fenced[nth] = mark(line).is_none();
                nth += close + 2;
            }
            None => {
                open[sort] = open[sort].min(len);
                nth += 1;
            }
        }
    }
    fenced
}

/// Whether `line` closes a fence of `len` times `letter`.
fn closes(line: &str, letter: char, len: usize) -> bool {
    let line = line.trim();
    let fence = fence(line).filter(|(other, width)| *other == letter && *width >= len);
    fence.is_some() && line.chars().all(|c| c == letter)
}

/// The fence that `line` opens, also behind a mark.
fn opening(line: &str) -> Option<(char, usize)> {
    let begin = mark(line).map_or(line.trim_start(), |mark| mark.rest);
    fence(begin).filter(|(letter, _)| *letter == '~' || !begin.trim_start_matches('`').contains('`'))
}

/// The letter and the length of the fence that `line` begins with.
fn fence(line: &str) -> Option<(char, usize)> {
    let letter = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let len = line.len() - line.trim_start_matches(letter).len();
    (len >= 3).then_some((letter, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_may_stand_behind_blanks_and_bullets_and_in_bold() {
        for (line, marker, rest) in [
            ("Q: x", Marker::Question, "x"),
            ("  A:x", Marker::Answer, "x"),
            ("\tC: [x]", Marker::Cloze, "[x]"),
            ("- Q: x", Marker::Question, "x"),
            ("1. **Q:** x", Marker::Question, "x"),
            ("**A**: x", Marker::Answer, "x"),
            ("__A:__ x", Marker::Answer, "x"),
            ("**Q: x**", Marker::Question, "x"),
            ("## Q: x", Marker::Question, "x"),
            ("> - A: x", Marker::Answer, "x"),
            (" --- ", Marker::End, ""),
        ] {
            let found = mark(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.marker, found.rest), (marker, rest), "{line}");
        }
        for line in ["Q x", "-Q: x", "**Q** x", "Quiz: x", "----", "AQ: x", "#Q: x", "- ---"] {
            assert_eq!(mark(line), None, "{line}");
        }
    }

    #[test]
    fn what_looks_like_a_mark_can_be_written() {
        for line in ["Q: x", " - **A**: x", "**C:** y", " ---", "**Q: x**"] {
            let text = unmarked(line).unwrap();
            assert_eq!(mark(&text), None, "{line}: {text}");
        }
    }

    #[test]
    fn code_is_code_up_to_its_end_and_without_one_it_is_none() {
        let lines = ["a", "```", "Q: x", "```", "~~~", "Q: y", "A: ```", "A: z", "```"];
        let fenced = fenced(&lines);
        assert_eq!(fenced, [false, true, true, true, false, false, false, true, true]);
    }
}
