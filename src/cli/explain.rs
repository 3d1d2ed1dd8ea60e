//! `explain`: what a rule of writing asks for, and why; and the functions of computed questions.

use std::io::{self, Write};

use super::failure::{Failure, Status};
use super::out::Out;
use super::table::Table;
use crate::card::{Block, Inline, Text};
use crate::formula::FUNCTIONS;
use crate::lint::{RULES, Rule};
use crate::source::{Code, MISTAKES, did_you_mean};
use crate::store::CHECKUPS;

const EXAMPLES: &str = "\
Examples:
  examdrill explain                 all rules, one line each
  examdrill explain stem-clue       what, why, a bad and a good example
  examdrill explain functions       the functions of computed questions";

/// Explain a rule of writing: what it asks for, why, and examples
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// The name of a rule or of another finding, as `check` and `doctor --json` give it, or `functions` for those of computed
    /// questions; all rules are listed where none is named
    rule: Option<String>,
}

impl Explain {
    pub(super) fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        match self.rule {
            None => list(out)?,
            Some(name) if name == FUNCTIONS_PAGE => list_functions(out)?,
            Some(name) => explain(&name, out)?,
        }
        out.flush()?;
        Ok(Status::Fine)
    }
}

/// Codes that are no rules of writing, with a word on whose they are.
const CODES: [(&[Code], &str); 2] = [
    (
        MISTAKES,
        "This is a mistake that `check` finds, not a rule of writing, so `allow` does not silence it.",
    ),
    (CHECKUPS, "This is what `doctor` looks at; `examdrill doctor` tells how it is, and what to do."),
];

fn explain(name: &str, out: &mut Out) -> anyhow::Result<()> {
    for (codes, whose) in CODES {
        let Some(code) = codes.iter().find(|code| code.name() == name) else { continue };
        let about = code.about();
        writeln!(out, "{name}\n")?;
        write_wrapped(&format!("{}{}.", about[..1].to_uppercase(), &about[1..]), out)?;
        writeln!(out)?;
        return Ok(write_wrapped(whose, out)?);
    }
    Ok(write_page(rule_named(name)?.page, out)?)
}

fn rule_named(name: &str) -> Result<&'static Rule, Failure> {
    Rule::named(name).map_err(|meant| {
        let codes = CODES.iter().flat_map(|(codes, _)| *codes).map(|code| code.name());
        let help =
            meant.or_else(|| did_you_mean(name, codes)).map(|meant| format!("did you mean `{meant}`?"));
        Failure::usage(format!("there is no rule `{name}`"))
            .help(help.unwrap_or_else(|| "`examdrill explain` lists the rules".to_owned()))
    })
}

fn list(out: &mut Out) -> io::Result<()> {
    let mut table = Table::new(&["RULE", "WHAT IT ASKS FOR"]);
    for rule in RULES {
        table.row([rule.name.to_owned(), rule.about().to_owned()]);
    }
    table.write(out)
}

/// The name under which the functions of computed questions are listed.
const FUNCTIONS_PAGE: &str = "functions";

fn list_functions(out: &mut Out) -> io::Result<()> {
    let mut table = Table::new(&["FUNCTION", "EXAMPLE", "WHAT IT GIVES"]);
    for function in FUNCTIONS.iter() {
        let example = format!("{} = {}", function.example, function.result);
        table.row([function.signature(), example, function.about.replace('`', "")]);
    }
    table.write(out)
}

/// Columns of running text.
const WIDTH: usize = 80;

/// Prints Markdown as plain text of 80 columns.
pub(super) fn write_page(page: &str, out: &mut Out) -> io::Result<()> {
    for (place, block) in Text::new(page).blocks().iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Paragraph(inlines) => write_wrapped(&text(inlines), out)?,
            Block::Item(_, mark, inlines) => write_wrapped(&format!("{mark} {}", text(inlines)), out)?,
            Block::Fenced(lines) => {
                for line in lines {
                    writeln!(out, "{}", format!("    {line}").trim_end())?;
                }
            }
            Block::Picture(picture) => write_wrapped(&picture.in_brackets(), out)?,
        }
    }
    Ok(())
}

/// Running text without marks, except that what an author can write stands in backticks.
fn text(inlines: &[Inline]) -> String {
    let shown = |inline: &Inline| {
        if inline.style.code { format!("`{}`", inline.text) } else { inline.text.clone() }
    };
    inlines.iter().map(shown).collect()
}

fn write_wrapped(text: &str, out: &mut Out) -> io::Result<()> {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(out, "{line}")?;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_findings_have_one_name() {
        let codes = CODES.iter().flat_map(|(codes, _)| *codes).map(|code| code.name());
        let mut names: Vec<_> = codes.chain(RULES.iter().map(|rule| rule.name)).collect();
        names.sort_unstable();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert_eq!(twice, [[""; 0]; 0]);
    }
}
