//! GIFT, Moodle's text format for questions.

mod escape;
mod numeric;
mod reader;
mod record;
mod writer;

#[cfg(test)]
mod tests;

use super::{Format, Reader};

pub(super) const GIFT: Format = Format {
    name: "gift",
    endings: &["gift"],
    about: "Moodle's format: a question and its answers in braces, records between empty lines. Multiple choice, weighted or \
not, true or false, short answer, numbers with a tolerance or a range, matching and missing words come along; feedback becomes \
the reason of an option or the explanation, `$CATEGORY` and `[tag:…]` become tags. An essay comes as a card to turn over \
if it tells its answer (`{####…}`), and is left out otherwise; so are descriptions. Partial credit is not carried.",
    example: "$CATEGORY: Networks/DHCP\n\n::offer:: Who sends DHCPOFFER? {\n=The server\n~The client #It asks.\n~The relay\n####An \
offer answers a request.\n}\n\nA lease lasts for ever. {FALSE}\n\nThe server listens on UDP {=67} and waits.\n\n\
How many messages has an exchange? {#4}\n\n// [tag:ports]\nWho listens where? {\n=server -> 67\n=client -> 68\n= -> 161\n}\n\n\
Why are addresses lent? {####So that those of devices that left come back.}\n",
    read: Some(Reader {
        holds: 6,
        says: &["accept", "tolerance", "why"],
        fits: |content| recognises(content.text()),
        read: |content, _| reader::read(content.text()),
    }),
    write: Some(writer::write),
};

/// Stands in Markdown between the back of a card and what explains it.
const RULE: &str = "\n\n---\n\n";

fn recognises(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().take(400).map(str::trim).collect();
    lines.iter().any(|line| line.starts_with("::") || line.starts_with("$CATEGORY:"))
        || (lines.iter().any(|line| line.replace("{{", "").contains('{'))
            && lines.iter().any(|line| line.contains('}')))
}
