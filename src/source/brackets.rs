//! Refuses a file of nothing but brackets before it is parsed.

use super::{Code, Diagnostic, FileId, Span};

/// Brackets and braces of a file, those in texts among them: of each, the parser makes a value before any is read, and of some
/// millions within each other that takes gigabytes.
const MOST: usize = 2_000_000;

/// What is wrong with a file that has too many.
pub fn too_many_brackets(file: FileId, text: &str) -> Option<Diagnostic> {
    let at = memchr::memchr2_iter(b'[', b'{', text.as_bytes()).nth(MOST)?;
    let message = format!("the file has more than {MOST} brackets: nothing of it is read");
    let finding = Diagnostic::error(Code::TOO_MANY, Span::new(file, at..at + 1), message);
    Some(finding.help("divide it into several files, or several decks"))
}
