//! How much of something a card uses. What goes beyond is left aside and told; the card stays.

use crate::source::{Code, Diagnostic, Span};

/// Further right answers of a typed card.
pub const MOST_ACCEPTED: usize = 256;
/// Steps, pairs, items, bins, classes or options of a card.
pub const MOST_ITEMS: usize = 64;
/// Tags of a card, those of its deck and its table among them.
pub const MOST_TAGS: usize = 64;
/// Letters of a tag.
pub const LONGEST_TAG: usize = 80;
/// Cards that a card names as look-alikes.
pub const MOST_LOOK_ALIKES: usize = 64;
/// Cards whose place a card takes.
pub const MOST_WAS: usize = 64;
/// Letters of an answer in which slips are looked for.
pub const LONGEST_TYPED: usize = 2000;

/// Cuts `list` to the first `most`. Gives what to tell of it, where it was longer; `what` names its members.
pub fn cut<T>(list: &mut Vec<T>, most: usize, what: &str, span: Span) -> Option<Diagnostic> {
    let all = list.len();
    list.truncate(most);
    (all > most).then(|| excess(all, most, what, span))
}

/// The finding that only `most` of `all` are used.
pub fn excess(all: usize, most: usize, what: &str, span: Span) -> Diagnostic {
    let message = format!("there are {all} {what} here, and only the first {most} are used");
    Diagnostic::warning(Code::EXCESS, span, message)
        .help("leave out what nobody needs, or make several cards of it")
}

/// Whether `answer` has more letters than an answer in which slips are looked for.
pub fn is_too_long(answer: &str) -> bool {
    answer.len() > LONGEST_TYPED && answer.chars().nth(LONGEST_TYPED).is_some()
}

/// What to tell of an expected answer, if it is one that takes no slip for its length.
pub fn long_typed(answer: &str, span: Span) -> Option<Diagnostic> {
    is_too_long(answer).then(|| {
        let message =
            format!("an answer here has more than {LONGEST_TYPED} letters, so it is compared exactly");
        Diagnostic::warning(Code::LONG_TYPED, span, message)
            .help("nobody types that; ask for a part of it, or make a card to turn over")
    })
}
