//! The reference page of the search, made from the table of terms.

use std::fmt::Write as _;

use super::{Order, TERMS};

/// The page, in Markdown.
pub fn reference() -> String {
    let mut page = "# Searching\n\n\
        The search in Browse and the `--where` of `cards` and `study` speak one language. A question is found when every\n\
        term holds. Capital and small letters are the same.\n\n\
        Both commands look through what is switched off where the search names a deck or a tag, or with `--all`.\n\n\
        | write | to find |\n| --- | --- |\n"
        .to_owned();
    for term in TERMS {
        let _ = writeln!(page, "| `{}` | {} |", term.example, term.means);
    }
    page.push_str("\n`o` in Browse and `cards --sort` put what is found in an order:\n\n| order | what stands where |\n| --- | --- |\n");
    for order in Order::ALL {
        let _ = writeln!(page, "| `{}` | {} |", order.name(), order.words());
    }
    page.push_str(
        "\nTerms add up: `tag:dhcp is:due -kind:order lapses:>=2` finds the due questions on DHCP that were forgotten twice or\n\
         more and ask for no order. On the command line, put the search in quotes:\n\n\
         ```console\n$ examdrill cards --where 'deck:dns is:new'\n$ examdrill study --where 'tag:snmp lapses:>3'\n```\n",
    );
    page
}
