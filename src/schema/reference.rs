//! The reference page of what decks and exams may hold.

use std::fmt::Write;

use crate::deck::keys::{COMPUTED, DECK, GENERATE, LINT, TABLE, TEMPLATE};
use crate::quiz::keys::{EXAM, FORM, TOPIC};
use crate::source::{Key, Takes};

const DECKS: &str = include_str!("reference.md");

const EXAMS: &str = "
## Exams

An exam has one `[exam]`, and at least one form and one topic.

```toml
[exam]
id      = \"ports-test\"
title   = \"Ports, the test at the end of the week\"
pass    = 80
scale   = [0, 100]
note    = \"Ten questions, as in class.\"
tags    = [\"net+n10-009\"]
without = [\"extra\"]

[[form]]
id          = \"all\"
questions   = 10
minutes     = 10
performance = 1
many        = 1

[[topic]]
tags   = [\"core-ports\", \"sockets\"]
title  = \"Ports and sockets\"
weight = 2

[[topic]]
tag    = \"dns\"
weight = 1
```
";

/// The page `docs/reference/files.md`.
pub fn reference() -> String {
    let mut page = DECKS.to_owned();
    section(&mut page, "[deck]", DECK);
    section(&mut page, "[lint]", LINT);
    section(&mut page, "[[table]]", TABLE);
    section(&mut page, "[[table.card]], beside the keys of a card", TEMPLATE);
    section(&mut page, "[[generate]] with `number` and `classes`, beside the keys of every card", GENERATE);
    section(&mut page, "[[generate]] that computes its answer, beside the keys of every card", COMPUTED);
    page.push_str(EXAMS);
    section(&mut page, "[exam]", EXAM);
    section(&mut page, "[[form]]", FORM);
    section(&mut page, "[[topic]], which needs `tag` or `tags`", TOPIC);
    page
}

/// The keys of a table, and beneath each of those that are tables themselves theirs.
fn section(page: &mut String, title: &str, keys: &[Key]) {
    write!(page, "\n### {title}\n\n| key | takes | means |\n| --- | --- | --- |\n")
        .expect("a text takes any text");
    rows(page, "", keys);
}

fn rows(page: &mut String, above: &str, keys: &[Key]) {
    for key in keys {
        let star = if key.is_needed { "*" } else { "" };
        let name = format!("{above}{}", key.name);
        writeln!(page, "| `{name}`{star} | {} | {} |", key.takes.words(), key.about)
            .expect("a text takes any text");
        if let Takes::Table(inner) | Takes::List(Takes::Table(inner)) = &key.takes {
            rows(page, &format!("{name}."), inner);
        }
    }
}
