//! Whoever chooses a wrong option of a built-in deck is told why it is wrong.

use std::path::Path;

use examdrill::card::Body;
use examdrill::library::Library;

/// Options drawn from the other rows of a table have no reason of their own: the row that is asked tells what sets it
/// apart from its look-alikes.
#[test]
fn every_wrong_option_of_a_built_in_choice_has_its_reason() {
    let library = Library::load(Path::new("/nowhere"));
    let (mut options, mut findings) = (0, Vec::new());
    for question in library.questions() {
        let Body::Choice(choice) = &*question.body else { continue };
        if choice.wrong.len() > choice.offered().len() {
            continue;
        }
        options += choice.wrong.len();
        let silent = choice.wrong.iter().filter(|wrong| wrong.why.is_none()).map(|wrong| &wrong.text);
        let last = choice.last.iter().filter(|last| !choice.right.contains(last));
        findings.extend(
            silent.chain(last).map(|text| format!("{}: “{}” has no `why`", question.key, text.as_str())),
        );
    }
    assert!(options > 400, "only {options} wrong options were looked at");
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}
