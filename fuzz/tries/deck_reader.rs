//! Reading a deck never panics, every finding points into the text, and a reader that is asked twice answers the same.

use examdrill::deck;
use examdrill::source::{SourceFile, line_and_column};

/// Fails where the sentence above does not hold for `bytes`.
pub(crate) fn try_it(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let files = [SourceFile { name: "fuzz.toml".to_owned(), text }];
    let (_, findings) = deck::parse(&files);
    for finding in &findings {
        let file = &files[usize::from(finding.span.file.0)];
        let range = &finding.span.range;
        assert!(file.text.get(range.clone()).is_some(), "{} points at {range:?}", finding.code.name());
        let (line, column) = line_and_column(&file.text, range.start);
        assert!(line >= 1 && column >= 1);
    }
    assert_eq!(findings, deck::parse(&files).1);
}
