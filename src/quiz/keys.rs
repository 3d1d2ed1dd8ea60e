//! The keys of the tables of an exam file.

use super::reader::{LARGEST, MOST_MINUTES, MOST_QUESTIONS};
use crate::source::{Key, Takes};

/// The keys of `[exam]`.
pub const EXAM: &[Key] = &[
    Key::needed("id", Takes::Id, "its name in commands and in your history"),
    Key::needed("title", Takes::Text, "the name shown to people"),
    Key::needed("pass", Takes::Whole(0, LARGEST), "where on the scale passing begins"),
    Key::optional(
        "scale",
        Takes::Pair(&Takes::Whole(0, LARGEST)),
        "the lowest and the highest result; 0 to 100 where nothing is written",
    ),
    Key::optional("note", Takes::Text, "what a learner should know before sitting it"),
    Key::optional("tag", Takes::TEXTS, "a question must have one of these tags"),
    Key::optional("tags", Takes::TEXTS, "a question must have one of these tags"),
    Key::optional("without", Takes::TEXTS, "a question must have none of these tags"),
];

/// The keys of `[[form]]`.
pub const FORM: &[Key] = &[
    Key::needed("id", Takes::Id, "the name of this length of the exam: `half`"),
    Key::needed("questions", Takes::Whole(1, MOST_QUESTIONS), "how many questions it asks"),
    Key::optional(
        "minutes",
        Takes::Whole(1, MOST_MINUTES),
        "the time for all of them; without it there is no clock",
    ),
    Key::optional(
        "performance",
        Takes::Whole(0, MOST_QUESTIONS),
        "how many of them are performance-based: order, match, classify, label",
    ),
    Key::optional(
        "many",
        Takes::Whole(0, MOST_QUESTIONS),
        "how many of them may ask to choose all that apply",
    ),
];

/// The keys of `[[topic]]`; it needs `tag` or `tags`.
pub const TOPIC: &[Key] = &[
    Key::optional("tag", Takes::TEXTS, "a question with this tag belongs to the topic"),
    Key::optional("tags", Takes::TEXTS, "a question with one of these tags belongs to the topic"),
    Key::optional("title", Takes::Text, "the name shown to people"),
    Key::needed("weight", Takes::Whole(1, LARGEST), "its share of a form, relative to the other topics"),
];

/// An exam file as an author would write it.
pub const EXAMPLE: &str = r#"[exam]
id      = "network-basics"
title   = "Network basics, final test"
pass    = 70                      # on the scale
scale   = [0, 100]                # lowest and highest result; this is what you get without the line
note    = "Twenty questions, as in the course."
tags    = ["net+n10-009"]         # only questions with one of these tags
without = ["extra"]               # and with none of these

[[form]]
id          = "full"
questions   = 20
minutes     = 20                  # leave it out for a form without a clock
performance = 2                   # ordering, matching, sorting, labelling; 1 in 18 without the line
many        = 3                   # at most so many "choose two"; 11 in 90 without the line

[[topic]]
tag    = "dns"
title  = "Names"                  # shown with the result; the tag without the line
weight = 1                        # relative to the other topics

[[topic]]
tags   = ["dhcp", "sockets"]      # a question belongs to the first topic that has one of its tags
weight = 2
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn the_reader_takes_exactly_the_keys_of_its_tables() {
        for (header, keys) in [("[exam]", EXAM), ("[[form]]", FORM), ("[[topic]]", TOPIC)] {
            let text = format!("{header}\nnothing_like_it_is_known = 1\n");
            let (_, findings) = super::super::read(&SourceFile { name: "e.toml".into(), text });
            let finding = findings.iter().find(|finding| finding.code == "unknown-key").unwrap();
            let mut names: Vec<String> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
            names.sort();
            assert_eq!(finding.help, Some(format!("keys it can have: {}", names.join(", "))));
        }
    }
}
