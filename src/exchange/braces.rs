//! Braces that are only text, in a text with holes: they must not open one.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::cloze::{MARK, Part};
use super::prose;

/// A stretch of Markdown that is shown as it is written.
struct Code {
    range: Range<usize>,
    /// Whether it stands in a line, and not in lines of its own.
    is_span: bool,
}

/// The texts among `parts` as a deck has them: `{{` opens no hole in them.
pub(super) fn texts(parts: &[Part]) -> Vec<String> {
    let text = |part: &Part| match part {
        Part::Text(text) => Some(text.clone()),
        Part::Hole(_) => None,
    };
    if !parts.iter().any(|part| matches!(part, Part::Text(text) if text.contains('{'))) {
        return parts.iter().filter_map(text).collect();
    }
    let marked = marked(parts);
    let code = code(&marked);
    let mut texts = Vec::new();
    let mut at = 0;
    for part in parts {
        match part {
            Part::Hole(_) => at += MARK.len_utf8(),
            Part::Text(text) => {
                texts.push(escaped(&marked, at..at + text.len(), &code));
                at += text.len();
            }
        }
    }
    texts
}

/// `parts` without the marks of code in lines that hold `{{`, for a deck reader that knows no escape there. `None` where
/// there are none.
pub(super) fn without_code(parts: &[Part]) -> Option<Vec<Part>> {
    let marked = marked(parts);
    let mut out = String::new();
    let mut done = 0;
    for Code { range, .. } in code(&marked).into_iter().filter(|code| code.is_span) {
        let written = &marked[range.clone()];
        let ticks = written.len() - written.trim_start_matches('`').len();
        let inside = &written[ticks..written.len() - ticks];
        if !inside.contains("{{") && !inside.contains(&format!("{{{MARK}")) {
            continue;
        }
        out.push_str(&marked[done..range.start]);
        out.push_str(&prose::escaped(inside));
        done = range.end;
    }
    if done == 0 {
        return None;
    }
    out.push_str(&marked[done..]);
    let holes = parts.iter().filter_map(|part| match part {
        Part::Hole(hole) => Some(hole.clone()),
        Part::Text(_) => None,
    });
    Some(super::cloze::parts(&out, holes.collect()))
}

/// The whole text with a mark for each hole.
fn marked(parts: &[Part]) -> String {
    let piece = |part: &Part| match part {
        // A mark in a text would count as a hole.
        Part::Text(text) => text.replace(MARK, "\u{fffd}"),
        Part::Hole(_) => MARK.to_string(),
    };
    parts.iter().map(piece).collect()
}

fn code(marked: &str) -> Vec<Code> {
    let events = Parser::new_ext(marked, Options::empty()).into_offset_iter();
    let code = |(event, range): (Event<'_>, Range<usize>)| match event {
        Event::Code(_) => Some(Code { range, is_span: true }),
        Event::Start(Tag::CodeBlock(_)) => Some(Code { range, is_span: false }),
        _ => None,
    };
    events.filter_map(code).collect()
}

/// The text at `range` with its double braces escaped: by a backslash before each brace, in code by one before each pair.
fn escaped(marked: &str, range: Range<usize>, code: &[Code]) -> String {
    let mut out = String::with_capacity(range.len() + 8);
    let (mut backslashes, mut at) = (0, range.start);
    let mut code = code.iter().skip_while(|code| code.range.end <= range.start).peekable();
    while at < range.end {
        let Some(c) = marked[at..].chars().next() else { break };
        while code.peek().is_some_and(|code| code.range.end <= at) {
            code.next();
        }
        let is_code = code.peek().is_some_and(|code| code.range.contains(&at));
        let after = &marked[at + c.len_utf8()..];
        let (is_pair, is_before_hole) = (after.starts_with('{'), after.starts_with(MARK));
        if c == '{' && is_code && is_pair && at + 1 < range.end {
            out.push_str("\\{{");
            at += 2;
            continue;
        }
        let is_escaped = backslashes % 2 == 1;
        if c == '{' && !is_code && is_before_hole {
            // A backslash would leave it in the way of the braces behind it.
            if is_escaped {
                out.pop();
            }
            out.push_str("&#123;");
        } else {
            let is_double = is_pair || marked[range.start..at].ends_with('{');
            if c == '{' && !is_code && !is_escaped && is_double {
                out.push('\\');
            }
            out.push(c);
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        at += c.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::cloze::Hole;

    fn written(parts: &[&str]) -> String {
        let hole = || Part::Hole(Hole { number: 1, answer: "x".into(), hint: None });
        let mut all: Vec<Part> = Vec::new();
        for (nth, text) in parts.iter().enumerate() {
            if nth > 0 {
                all.push(hole());
            }
            all.push(Part::Text((*text).into()));
        }
        texts(&all).join("_")
    }

    #[test]
    fn double_braces_that_are_text_get_a_backslash_and_single_ones_stay() {
        for (text, wanted) in [
            ("a {b} {{ c }}", "a {b} \\{\\{ c }}"),
            ("{{{", "\\{\\{\\{"),
            ("\\{\\{ \\{{ \\\\{{", "\\{\\{ \\{\\{ \\\\\\{\\{"),
            ("```\n{{ x }} {{{{\n```", "```\n\\{{ x }} \\{{\\{{\n```"),
        ] {
            assert_eq!(written(&[text]), wanted, "{text}");
        }
    }

    #[test]
    fn a_brace_before_a_hole_is_named_by_its_number() {
        assert_eq!(written(&["\\frac{", "}{2}"]), "\\frac&#123;_}{2}");
        assert_eq!(written(&["{{", ""]), "\\{&#123;_");
    }
}
