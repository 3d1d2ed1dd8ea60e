//! The layout of a file: what of it carries no meaning and is the same in every deck.

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// Blank lines in a row that stay.
const MOST_BLANK: usize = 2;

/// `text`, which is well formed, without blanks at the ends of lines and without blank lines at its beginning, at its
/// end, or by the dozen. The last line is ended. Whatever stands in quotes stays as it is, and so does all other layout.
pub fn tidied(text: &str) -> String {
    let tokens: Vec<Token> = Source::new(text).lex().collect();
    let mut out = String::with_capacity(text.len() + 2);
    // Ends of lines that were read and are not written yet.
    let mut ends: Vec<&str> = Vec::new();
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        place += 1;
        let written = &text[token.span().start()..token.span().end()];
        match token.kind() {
            TokenKind::Newline => {
                ends.push(written);
                continue;
            }
            TokenKind::Whitespace if ends_line(tokens.get(place)) => continue,
            TokenKind::Eof => break,
            _ => {}
        }
        if !out.is_empty() {
            out.extend(ends.iter().take(MOST_BLANK + 1).copied());
        }
        ends.clear();
        out.push_str(if token.kind() == TokenKind::Comment { written.trim_end() } else { written });
    }
    if !out.is_empty() {
        out.push_str(ends.first().copied().unwrap_or(if out.contains("\r\n") { "\r\n" } else { "\n" }));
    }
    out
}

fn ends_line(next: Option<&Token>) -> bool {
    next.is_none_or(|next| matches!(next.kind(), TokenKind::Newline | TokenKind::Eof))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_that_nobody_sees_go_and_texts_stay() {
        let text = "\n\n# head  \n[deck]  # why \t\nid = \"d  \" \n\n\n\n\n\n[[card]]\r\n  front = \"\"\"  \n\n\n\n\n  x  \n\"\"\"\t\r\nrows = [ \n\n\n\n\n  1, \n]\n\n  ";
        let wanted = "# head\n[deck]  # why\nid = \"d  \"\n\n\n[[card]]\r\n  front = \"\"\"  \n\n\n\n\n  x  \n\"\"\"\r\nrows = [\n\n\n  1,\n]\n";
        assert_eq!(tidied(text), wanted);
        assert_eq!(tidied(wanted), wanted);
        for (text, wanted) in
            [("", ""), (" \n\n", ""), ("a = 1", "a = 1\n"), ("a = 1\r\nb = 2", "a = 1\r\nb = 2\r\n")]
        {
            assert_eq!(tidied(text), wanted);
        }
    }

    proptest::proptest! {
        #[test]
        fn tidying_changes_no_value_and_happens_once(lines in proptest::collection::vec(
            "( |\t|\r?\n|# c  |\\[\\[card\\]\\] ?|a = \"x  \"  |b = '''\n \n\n\n\n y'''|c = \\[ \n\n\n\n 1, # d \n\\]|d = \\{ e = \"f\" \\} )", 0..12)) {
            let text: String = lines.concat();
            let Ok(before) = toml::from_str::<toml::Table>(&text) else { return Ok(()) };
            let once = tidied(&text);
            proptest::prop_assert_eq!(toml::from_str::<toml::Table>(&once).unwrap(), before);
            proptest::prop_assert_eq!(tidied(&once), once);
        }
    }
}
