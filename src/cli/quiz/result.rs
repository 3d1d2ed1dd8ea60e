//! `quiz result`: what came of a quiz.

use super::shape;
use crate::cli::arguments::JsonArgument;
use crate::cli::context::CommandContext;
use crate::cli::failure::{Failure, Status};
use crate::cli::plain;

const EXAMPLES: &str = "\
Examples:
  examdrill quiz result           the last quiz
  examdrill quiz result 3         the third of `examdrill quiz history`
  examdrill quiz result --json | jq .share";

/// Print the result of a quiz: percent, topics, and every question again
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Result {
    /// Its number in `examdrill quiz history`; without it, the last
    #[arg(value_name = "N")]
    number: Option<usize>,
    #[command(flatten)]
    format: JsonArgument,
}

impl Result {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (trainer, _) = context.onlooker(&[])?;
        let past = trainer.past_quizzes()?;
        if past.is_empty() {
            return Err(Failure::usage("no quiz has ended yet").help("`examdrill quiz` begins one").into());
        }
        let number = self.number.unwrap_or(past.len());
        if !(1..=past.len()).contains(&number) {
            let help = format!("their numbers go from 1 to {}; see `examdrill quiz history`", past.len());
            return Err(Failure::usage(format!("there is no quiz {number}")).help(help).into());
        }
        if self.format.json {
            shape::write(&past, number - 1, &trainer, &mut context.out)?;
        } else {
            plain::print_result(&past, number - 1, &trainer, &mut context.out)?;
        }
        Ok(Status::Fine)
    }
}
