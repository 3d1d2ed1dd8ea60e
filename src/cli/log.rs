//! `log`: every review there is.

use std::io::{self, Write};

use super::context::CommandContext;
use super::failure::Status;
use super::out::Out;
use crate::source::clean;
use crate::store::Logged;

const EXAMPLES: &str = "\
Examples:
  examdrill log | tail
  examdrill log --json > reviews.jsonl";

/// Print every review, the newest last
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Log {
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

impl Log {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let store = context.log()?;
        let out = &mut context.out;
        let (mut result, mut reviews) = (Ok(()), 0);
        store.reviews(|logged| {
            if result.is_ok() {
                result = if self.json { line(&logged, out) } else { sentence(&logged, reviews == 0, out) };
            }
            reviews += 1;
        })?;
        result?;
        if reviews == 0 && !self.json {
            writeln!(out, "There is no review yet; `examdrill study` gives the first.")?;
        }
        Ok(Status::Fine)
    }
}

fn line(logged: &Logged, out: &mut Out) -> io::Result<()> {
    serde_json::to_writer(&mut *out, logged)?;
    writeln!(out)
}

/// Not a table of measured columns: a log of a million reviews is printed as it is read.
fn sentence(Logged { review, owner, retracted }: &Logged, is_first: bool, out: &mut Out) -> io::Result<()> {
    if is_first {
        writeln!(out, "{:<16}  {:<6}  {:>7}  {:<5}  question", "when", "rating", "took", "mode")?;
    }
    writeln!(
        out,
        "{:<16}  {:<6}  {:>5} s  {:<5}  {}{}",
        review.offset.to_datetime(review.at).strftime("%Y-%m-%d %H:%M").to_string(),
        review.rating.name(),
        review.took.as_secs(),
        review.mode.name(),
        // Whatever was once the id of a card.
        clean(owner.as_str()).replace('\n', "␊"),
        if *retracted { " (taken back)" } else { "" },
    )
}
