//! Whoever chooses a wrong option of a built-in deck is told why it is wrong.

use std::path::Path;

use examdrill::card::{Body, Question};
use examdrill::library::Library;
use rand::SeedableRng;
use rand::rngs::StdRng;

/// Askings of each question that are looked at: options may be drawn.
const ASKINGS: u64 = 10;

#[test]
fn every_wrong_option_of_a_built_in_choice_has_its_reason() {
    let library = Library::load(Path::new("/nowhere"));
    let (mut options, mut findings) = (0, Vec::new());
    let is_choice = |question: &&Question| matches!(&*question.body, Body::Choice(_) | Body::Generate(_));
    for question in library.questions().iter().filter(is_choice) {
        for seed in 0..ASKINGS {
            let posed = question.pose(&mut StdRng::seed_from_u64(seed));
            let wrong: Vec<_> = posed.input.options().iter().filter(|option| !option.right).collect();
            options += wrong.len();
            let silent = wrong.iter().filter(|option| option.why.is_none());
            findings.extend(
                silent.map(|option| format!("{}: “{}” has no `why`", question.key, option.text.as_str())),
            );
        }
    }
    findings.sort();
    findings.dedup();
    assert!(options > 10_000, "only {options} wrong options were looked at");
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}
