//! Finds what TOML 1.1 allows and TOML 1.0 does not. The program reads it, the tools of most editors do not.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use super::{Code, Diagnostic, Edit, FileId, Span};

const HELP: &str = "many editors read TOML 1.0 only";

/// What is open around a token.
enum Open {
    /// A list, or the brackets of a header.
    List,
    /// A table in braces: where it begins, and what is not as 1.0 has it.
    Table { start: usize, edits: Vec<Edit>, has_comment: bool },
}

/// A warning for each table in braces, and each text, that TOML 1.0 does not have; `text` is otherwise well formed.
pub fn newer_syntax(file: FileId, text: &str) -> Vec<Diagnostic> {
    if is_plain(text) { Vec::new() } else { found(file, text) }
}

/// Whether `text` cannot have anything newer: so it is with nearly all decks, and taking them apart would take longer
/// than all advice on writing.
fn is_plain(text: &str) -> bool {
    // Without texts over several lines, each line begins outside of a text and can be looked at alone.
    !["\"\"\"", "'''", "\\e", "\\x"].iter().any(|part| text.contains(part))
        && text.lines().filter(|line| line.contains('{')).all(is_plain_line)
}

/// Whether all braces of a line close on it, and none after a comma.
fn is_plain_line(line: &str) -> bool {
    let (mut depth, mut after_comma, mut quote, mut is_escaped) = (0, false, None, false);
    for byte in line.bytes() {
        if let Some(end) = quote {
            if byte == end && !is_escaped {
                quote = None;
            }
            is_escaped = byte == b'\\' && end == b'"' && !is_escaped;
            continue;
        }
        match byte {
            b'"' | b'\'' => quote = Some(byte),
            b'#' => break,
            b'{' => depth += 1,
            b'}' if depth == 0 || after_comma => return false,
            b'}' => depth -= 1,
            _ => {}
        }
        after_comma = byte == b',' || (after_comma && byte.is_ascii_whitespace());
    }
    depth == 0 && quote.is_none()
}

fn found(file: FileId, text: &str) -> Vec<Diagnostic> {
    let tokens: Vec<Token> = Source::new(text).lex().collect();
    let (mut open, mut findings) = (Vec::new(), Vec::new());
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        let (start, end) = (token.span().start(), token.span().end());
        match (token.kind(), open.last_mut()) {
            (TokenKind::LeftSquareBracket, _) => open.push(Open::List),
            (TokenKind::LeftCurlyBracket, _) => {
                open.push(Open::Table { start, edits: Vec::new(), has_comment: false });
            }
            (TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket, _) => {
                if let Some(Open::Table { start, edits, has_comment }) = open.pop() {
                    findings.extend(table(file, start..end, edits, has_comment));
                }
            }
            (TokenKind::BasicString | TokenKind::MlBasicString, _) => {
                findings.extend(escapes(file, start, &text[start..end]));
            }
            (TokenKind::Comma, Some(Open::Table { edits, .. })) if ends_table(&tokens[place + 1..]) => {
                edits.push(Edit { span: Span::new(file, start..end), text: String::new() });
            }
            (kind, Some(Open::Table { edits, has_comment, .. })) if is_gap(kind) => {
                let gap = tokens[place..].iter().take_while(|token| is_gap(token.kind())).count();
                let gap = &tokens[place..place + gap];
                *has_comment |= gap.iter().any(|token| token.kind() == TokenKind::Comment);
                if gap.iter().any(|token| token.kind() == TokenKind::Newline) {
                    let end = gap.last().map_or(end, |token| token.span().end());
                    edits.push(Edit { span: Span::new(file, start..end), text: " ".to_owned() });
                }
                place += gap.len();
                continue;
            }
            _ => {}
        }
        place += 1;
    }
    findings
}

const fn is_gap(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment)
}

fn ends_table(rest: &[Token]) -> bool {
    rest.iter()
        .find(|token| !is_gap(token.kind()))
        .is_some_and(|token| token.kind() == TokenKind::RightCurlyBracket)
}

fn table(file: FileId, range: Range<usize>, edits: Vec<Edit>, has_comment: bool) -> Option<Diagnostic> {
    if edits.is_empty() {
        return None;
    }
    let message = "a table in braces that spans lines or ends in a comma is newer than TOML 1.0";
    let finding = Diagnostic::warning(Code::NEWER_TOML, Span::new(file, range), message);
    // A comment runs to the end of its line, so joining the lines would swallow what follows.
    Some(if has_comment {
        finding.help(format!("{HELP}: move the comment out and write the table on one line"))
    } else {
        finding.help(format!("{HELP}: write the table on one line, without a comma at its end")).fixes(edits)
    })
}

/// One warning for the escapes of a text that 1.0 does not know: `\e` and `\xHH`.
fn escapes(file: FileId, base: usize, text: &str) -> Option<Diagnostic> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        let start = at + found;
        let rest = &text[start + 1..];
        let written = match rest.chars().next() {
            Some('e') => Some((2, "\\u001b".to_owned())),
            Some('x') => rest.get(1..3).map(|digits| (4, format!("\\u00{digits}"))),
            _ => None,
        };
        if let Some((length, text)) = written {
            let range = base + start..base + start + length;
            edits.push(Edit { span: Span::new(file, range), text });
        }
        at = start + 1 + rest.chars().next().map_or(0, char::len_utf8);
    }
    let first = edits.first()?.span.clone();
    let message = "the escapes `\\e` and `\\x` are newer than TOML 1.0";
    Some(
        Diagnostic::warning(Code::NEWER_TOML, first, message)
            .help(format!("{HELP}: write `\\u001b`, `\\u00e9`"))
            .fixes(edits),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::mended;

    fn mend(text: &str) -> (usize, String) {
        let findings = newer_syntax(FileId(0), text);
        (findings.len(), mended(text, findings.iter().map(|finding| finding.fix.as_slice())).0)
    }

    #[test]
    fn what_is_newer_than_1_0_is_told_and_written_the_old_way() {
        for (text, told, wanted) in [
            ("a = {\n  b = 1,\n  c = { d = [\n 1,\n], },\n}\n", 2, "a = { b = 1, c = { d = [\n 1,\n] } }\n"),
            ("a = { b = 1, }", 1, "a = { b = 1 }"),
            ("a = \"\\e[1m \\x41\"", 1, "a = \"\\u001b[1m \\u0041\""),
            ("a = {\r\n b = 1\r\n}", 1, "a = { b = 1 }"),
            ("a = { # why\n b = 1 }", 1, "a = { # why\n b = 1 }"),
        ] {
            assert_eq!(mend(text), (told, wanted.to_owned()), "{text}");
            if wanted != text {
                assert_eq!(newer_syntax(FileId(0), wanted), [], "{wanted}");
                assert_eq!(toml::from_str::<toml::Table>(text).unwrap(), toml::from_str(wanted).unwrap());
            }
        }
    }

    #[test]
    fn what_1_0_has_is_left_alone() {
        let text =
            "# {\n[[a]]\nb = [\n  { c = \"{\\\\e\\n,}\" }, # },\n]\nd = '\\e'\ne = \"\"\"\n{\n,}\"\"\"\n";
        assert_eq!(newer_syntax(FileId(0), text), []);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(\\{|\\}|\\[|\\]|,|\n|#|\"|'|\\\\|[a-z=ü ]){0,40}") {
            for finding in found(FileId(0), &text) {
                proptest::prop_assert!(text.get(finding.span.range).is_some());
            }
        }

        #[test]
        fn what_is_passed_over_has_nothing_newer(
            parts in proptest::collection::vec("(a = |\\{ ?|[ \t]?\\} ?|\\[|\\]|,|\n| #|\"x[{},#']?\"|'[{},#\"]?'|\"\\\\\\\\\"|\"\\\\\"\"| b = 1 ?){1,9}", 1..6),
        ) {
            let text = parts.concat();
            let is_sound = toml::from_str::<toml::Table>(&text).is_ok();
            proptest::prop_assert!(!(is_sound && is_plain(&text)) || found(FileId(0), &text).is_empty(), "{text}");
        }

        #[test]
        fn a_table_in_braces_is_never_passed_over_for_its_looks(
            gaps in proptest::collection::vec("( |\n|,|, |\t)", 3),
            inside in "(\"[{},#]?\"|'[{},#\"]?'|[0-9]|\\[1, 2\\])",
        ) {
            let text = format!("a = [{{{}b = {inside}{}}}{}]\n", gaps[0], gaps[1], gaps[2]);
            if toml::from_str::<toml::Table>(&text).is_ok() {
                proptest::prop_assert_eq!(newer_syntax(FileId(0), &text), found(FileId(0), &text));
            }
        }
    }
}
