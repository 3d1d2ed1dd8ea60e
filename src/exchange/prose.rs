//! Running text on its way into our Markdown: what meant nothing special before must mean nothing special after.

use crate::card::{Block, Inline, Picture, Style, Text};
use crate::source::clean;

/// Text that was written as it is meant, as Markdown. Line breaks stay; what is indented is kept as drawn.
pub(crate) fn literal(text: &str) -> String {
    let text = clean(text.trim_matches('\n').trim_end());
    let mut blocks = Vec::new();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        let is_indented = |line: &str| line.starts_with("  ") && !line.trim().is_empty();
        blocks.push(if paragraph.lines().skip(1).any(is_indented) {
            Block::Fenced(paragraph.lines().map(str::to_owned).collect())
        } else {
            let lines: Vec<_> = paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            Block::Paragraph(plain(&lines.join("\n")).to_vec())
        });
    }
    markdown(&blocks)
}

/// Text that is Markdown already, made safe.
pub(super) fn verbatim(text: &str) -> String {
    clean(text.trim_matches('\n').trim_end()).into_owned()
}

/// What a reader sees of `markdown`, with its lines: for formats that know no marks.
pub(crate) fn unmarked(markdown: &str) -> String {
    let blocks = Text::new(markdown).blocks();
    let shown = blocks.iter().map(|block| match block {
        Block::Paragraph(inlines) => joined(inlines),
        Block::Item(depth, mark, inlines) => format!("{}{mark} {}", "  ".repeat(*depth), joined(inlines)),
        Block::Fenced(lines) => lines.join("\n"),
        Block::Picture(picture) => picture.words().to_owned(),
    });
    shown.collect::<Vec<_>>().join("\n")
}

/// The letters of a line without their styles.
fn joined(inlines: &[Inline]) -> String {
    inlines.iter().map(|inline| inline.text.as_str()).collect()
}

/// Whether `markdown` reads the same with and without its meaning: one line and no marks.
pub(super) fn is_unmarked(markdown: &str) -> bool {
    !markdown.contains(['\n', '<', '&']) && shows(markdown, &plain(markdown))
}

/// Markdown that shows `blocks`.
pub(super) fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut last_depth = None;
    for block in blocks {
        let depth = if let Block::Item(depth, ..) = block {
            // A list lies at most one deeper than the one it lies in.
            Some((*depth).min(last_depth.map_or(0, |last: usize| last + 1)))
        } else {
            None
        };
        if !out.is_empty() {
            out.push_str(if depth.is_some() && last_depth.is_some() { "\n" } else { "\n\n" });
        }
        match block {
            Block::Paragraph(inlines) => out.push_str(&paragraph(inlines)),
            Block::Item(_, mark, inlines) => {
                let indent = " ".repeat(4 * depth.unwrap_or(0));
                let mark = if mark == "•" { "-" } else { mark };
                let text = paragraph(inlines).replace('\n', &format!("\n{indent}  "));
                out.push_str(&format!("{indent}{mark} {text}"));
            }
            Block::Fenced(lines) => {
                let fence = "`".repeat(longest_run(lines).max(2) + 1);
                out.push_str(&format!("{fence}\n{}\n{fence}", lines.join("\n")));
            }
            Block::Picture(Picture { alt, file }) => {
                out.push_str(&format!("![{}](<{}>)", escaped(alt), escaped(file)));
            }
        }
        last_depth = depth;
    }
    out
}

/// One paragraph, with as few backslashes as do: none where the text means itself, and no marks where they would not
/// be read as such (`**"x"**y`).
fn paragraph(inlines: &[Inline]) -> String {
    let bare = plain(joined(inlines).trim());
    let attempts = [marked(inlines, str::to_owned), marked(inlines, escaped)];
    if let Some(attempt) = attempts.into_iter().find(|attempt| is_safe(attempt) && shows(attempt, inlines)) {
        return attempt;
    }
    let plain = marked(&bare, str::to_owned);
    if is_safe(&plain) && shows(&plain, &bare) { plain } else { marked(&bare, escaped) }
}

/// Whether no line begins like HTML, which could swallow the paragraphs behind it.
fn is_safe(markdown: &str) -> bool {
    !markdown.lines().any(|line| line.starts_with('<'))
}

/// `inlines` with marks for their styles; spaces stand outside of the marks, where Markdown wants them.
fn marked(inlines: &[Inline], written: fn(&str) -> String) -> String {
    let mut out = String::new();
    for Inline { text, style } in inlines {
        let inner = text.trim();
        if inner.is_empty() {
            out.push_str(text);
            continue;
        }
        let start = text.len() - text.trim_start().len();
        let (before, after) = (&text[..start], &text[start + inner.len()..]);
        out.push_str(before);
        let emphasis = match (style.bold, style.italic) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let code = if style.code { "`".repeat(longest_run(&[inner.to_owned()]) + 1) } else { String::new() };
        let inner = if style.code { inner.to_owned() } else { written(inner) };
        out.push_str(&format!("{emphasis}{code}{inner}{code}{emphasis}"));
        out.push_str(after);
    }
    let lines: Vec<_> = out.trim().lines().map(str::trim).collect();
    lines.join("\\\n")
}

/// `text` with a backslash before everything that Markdown could take for a mark.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (nth, line) in text.lines().enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        let start = line.trim_start();
        let number = start.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = number.len() < start.len() && number.starts_with(['.', ')']);
        for (at, c) in line.char_indices() {
            let is_mark = match c {
                // Inside of a word, an underscore is one.
                '_' => {
                    !(line[..at].ends_with(char::is_alphanumeric)
                        && line[at + 1..].starts_with(char::is_alphanumeric))
                }
                '\\' | '`' | '*' | '[' | ']' | '<' | '&' | '~' => true,
                '#' | '>' | '-' | '+' | '=' => at == line.len() - start.len(),
                '.' | ')' => is_numbered && at == line.len() - number.len(),
                _ => false,
            };
            if is_mark {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// Whether `markdown` is shown as one paragraph of `inlines`.
fn shows(markdown: &str, inlines: &[Inline]) -> bool {
    match Text::new(markdown).blocks().as_slice() {
        [] => inlines.iter().all(|inline| inline.text.trim().is_empty()),
        [Block::Paragraph(shown)] => letters(shown) == letters(inlines),
        _ => false,
    }
}

/// The characters with their styles; runs of spaces count as one, and their style not at all.
fn letters(inlines: &[Inline]) -> Vec<(char, Style)> {
    let mut letters: Vec<(char, Style)> = Vec::new();
    for Inline { text, style } in inlines {
        for c in text.chars() {
            let is_space = c.is_whitespace();
            match letters.last_mut() {
                Some((last, _)) if is_space && last.is_whitespace() => {
                    if c == '\n' {
                        *last = c;
                    }
                }
                None if is_space => {}
                _ => letters.push((c, if is_space { Style::default() } else { *style })),
            }
        }
    }
    if letters.last().is_some_and(|(last, _)| last.is_whitespace()) {
        letters.pop();
    }
    letters
}

/// What `markdown` shows, however it is spelled: equal where two texts look the same.
pub(super) fn seen(markdown: &str) -> String {
    let mut out = String::new();
    for block in Text::new(markdown).blocks() {
        // No text holds these: they are control characters, and texts are clean.
        out.push('\u{1}');
        let inlines = match block {
            Block::Paragraph(inlines) => inlines,
            Block::Item(depth, mark, inlines) => {
                out.push_str(&format!("\u{2}{depth}{mark}"));
                inlines
            }
            Block::Fenced(lines) => {
                out.push_str(&format!("\u{3}{}", lines.join("\n")));
                continue;
            }
            // Most formats have only its words.
            Block::Picture(picture) => plain(picture.words()).to_vec(),
        };
        let mut last = Style::default();
        for (letter, style) in letters(&inlines) {
            if style != last && !letter.is_whitespace() {
                let Style { bold, italic, code } = style;
                out.push_str(&format!("\u{4}{}", u8::from(bold) + 2 * u8::from(italic) + 4 * u8::from(code)));
                last = style;
            }
            out.push(letter);
        }
    }
    out
}

fn plain(text: &str) -> [Inline; 1] {
    [Inline { text: text.to_owned(), style: Style::default() }]
}

/// The longest run of backticks.
fn longest_run(lines: &[String]) -> usize {
    lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_nothing_special_gets_no_backslash() {
        for text in ["snake_case", "2 * 3", "a < b", "C# & C++", "1.5", "[x", "Was? – Ja: 50 %"] {
            assert_eq!(literal(text), text);
        }
    }

    #[test]
    fn what_would_be_a_mark_is_escaped() {
        assert_eq!(literal("2*3*4"), "2\\*3\\*4");
        assert_eq!(literal("# no heading"), "\\# no heading");
        assert_eq!(literal("1. no list"), "1\\. no list");
        assert_eq!(literal("a\nb\n\nc"), "a\\\nb\n\nc");
    }

    #[test]
    fn what_is_indented_is_kept_as_drawn() {
        assert_eq!(literal("def f():\n    return 1"), "```\ndef f():\n    return 1\n```");
    }

    #[test]
    fn a_style_that_marks_cannot_show_is_dropped() {
        let bold = Style { bold: true, ..Style::default() };
        let inlines = vec![
            Inline { text: "a".into(), style: Style::default() },
            Inline { text: "(b)".into(), style: bold },
            Inline { text: "c".into(), style: Style::default() },
        ];
        assert_eq!(markdown(&[Block::Paragraph(inlines)]), "a(b)c");
    }

    proptest::proptest! {
        #[test]
        fn literal_text_is_shown_as_it_is(text in "[ -~äß\\n]{0,30}") {
            let shown = unmarked(&literal(&text));
            let [shown, words] = [&shown, &text].map(|text| text.split_whitespace().collect::<Vec<_>>());
            proptest::prop_assert_eq!(shown, words, "{}", literal(&text));
        }

        #[test]
        fn any_text_is_literal_without_harm(text in ".*") {
            proptest::prop_assert!(crate::source::is_clean(&literal(&text)));
        }
    }
}
