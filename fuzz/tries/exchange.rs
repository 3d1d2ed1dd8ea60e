//! Reading a file of another program never panics, and what it brings makes a deck without mistakes.

use examdrill::deck::{self, Deck};
use examdrill::exchange::{FORMATS, Head, Reading, Report, merged};
use examdrill::source::{Severity, SourceFile};

/// Fails where the sentence above does not hold for `bytes`.
pub(crate) fn try_it(bytes: &[u8]) {
    // The first byte chooses the format.
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let format = &FORMATS[usize::from(*choice) % FORMATS.len()];
    let brought = format.read(bytes, &Reading::default());
    let head = Head { id: "fuzz".to_owned(), title: "fuzz".to_owned(), origin: "fuzz".to_owned() };
    let text = merged(&head.toml(), &Deck::default(), &brought.cards, &mut Report::default());
    let (_, findings) = deck::parse(&[SourceFile { name: "fuzz.toml".to_owned(), text }]);
    assert!(findings.iter().all(|finding| finding.severity != Severity::Error), "{findings:?}");
    for other in FORMATS {
        other.write(&brought.cards, Report::default());
    }
}
