//! `new`: begins decks and exams that teach how to go on, and adds cards: asked for one by one in a terminal, or given
//! on the command line.

mod card;
mod deck;
mod dialogue;
mod fields;

use std::io::Write;
use std::path::Path;

use super::context::{CommandContext, note};
use super::failure::Status;
use super::findings;
use crate::author::Added;
use crate::source::clean;

const EXAMPLES: &str = "\
Examples:
  examdrill new capitals                       in your decks folder; in a terminal it asks what you want
  examdrill new ./capitals.toml --title 'Capitals of Europe'
  examdrill new card capitals                  asks for a card, field by field
  examdrill new card capitals --kind order     an example at the end of the deck, as a comment
  examdrill new card capitals --front France --back Paris
  examdrill new exam finals                    an exam that draws from your decks

A deck called `deck`, `card` or `exam` is begun with `examdrill new deck`.";

/// Begin a deck or an exam, or add a card to a deck
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct New {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    deck: deck::NewDeck,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Deck(deck::NewDeck),
    Card(card::NewCard),
    Exam(deck::NewExam),
}

impl New {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        match self.what {
            Some(What::Card(command)) => command.run(context),
            Some(What::Exam(command)) => command.run(context),
            Some(What::Deck(command)) => command.run(context),
            None => self.deck.run(context),
        }
    }
}

/// Says what was added where.
fn tell(path: &Path, added: &Added, context: &mut CommandContext) -> anyhow::Result<()> {
    let shown = path.to_string_lossy();
    let (shown, line) = (clean(&shown), added.line);
    if added.is_comment {
        writeln!(context.out, "Added an example to `{shown}`, line {line}, as a comment.")?;
        writeln!(context.out, "Take the `# ` away before its lines, from that one on, and it is asked.")?;
    } else {
        writeln!(context.out, "Added the card `{}` to `{shown}`, line {line}.", added.id)?;
    }
    Ok(())
}

/// Prints what was found in the deck with something new, and that nothing was written where there is a mistake in it.
fn tell_findings(added: &Added, context: &mut CommandContext) -> anyhow::Result<()> {
    findings::write(&added.files, &added.findings, findings::Format::Human, &mut context.out)?;
    if added.mistake().is_some() {
        context.out.flush()?;
        note("nothing was written: with this mistake the card would be left out");
    }
    Ok(())
}
