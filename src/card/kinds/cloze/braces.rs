//! Braces that are only text, in a text with holes: they must not open one.

use super::Piece;

/// The texts among `pieces` as a deck has them: no `{{` opens a hole in them, and no backslash keeps a hole from opening.
pub(super) fn texts(pieces: &[Piece]) -> Vec<String> {
    let mut texts = Vec::new();
    for (nth, piece) in pieces.iter().enumerate() {
        if let Piece::Text(text) = piece {
            texts.push(escaped(text, matches!(pieces.get(nth + 1), Some(Piece::Hole(_)))));
        }
    }
    texts
}

/// `text` with a backslash before each pair of braces. What stands right before a hole is written so that it stays apart.
fn escaped(text: &str, is_before_hole: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // Backslashes in a row: an odd number of them escapes what follows.
    let mut backslashes = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_escaped = backslashes % 2 == 1;
        if rest.starts_with("{{") {
            out.push_str(if is_escaped { "{{" } else { "\\{{" });
            rest = &rest[2..];
            backslashes = 0;
            continue;
        }
        if rest == "{" && is_before_hole {
            // A third brace before two would be taken for one of them.
            if is_escaped {
                out.pop();
            }
            out.push_str("&#123;");
        } else {
            out.push(c);
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        rest = &rest[c.len_utf8()..];
    }
    if is_before_hole && backslashes % 2 == 1 {
        out.push('\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn double_braces_that_are_text_get_a_backslash_and_single_ones_stay() {
        for (text, wanted) in [
            ("a {b} {{ c }}", "a {b} \\{{ c }}"),
            ("{{{", "\\{{{"),
            ("{{{{", "\\{{\\{{"),
            ("\\{{ \\\\{{", "\\{{ \\\\\\{{"),
            ("```\n{{ x }}\n```", "```\n\\{{ x }}\n```"),
        ] {
            assert_eq!(escaped(text, false), wanted, "{text}");
        }
    }

    #[test]
    fn what_stands_before_a_hole_stays_apart_from_it() {
        for (text, wanted) in
            [("\\frac{", "\\frac&#123;"), ("{{{", "\\{{&#123;"), ("\\", "\\\\"), ("\\\\", "\\\\"), ("a", "a")]
        {
            assert_eq!(escaped(text, true), wanted, "{text}");
        }
    }
}
