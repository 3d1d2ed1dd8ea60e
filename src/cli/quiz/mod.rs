//! `quiz`: a paper drawn and sat against the clock, the history of those that were, and their results.

mod history;
mod result;
mod shape;
mod wish;

use std::collections::HashSet;
use std::io::Write;

use super::arguments::DeckArguments;
use super::context::CommandContext;
use super::draw::{Rules, draw};
use super::failure::Status;
use super::named::Named;
use super::out::Out;
use super::start::Start;
use super::{named, plain, rescue, screens, study};
use crate::quiz::{Seed, SittingId};
use crate::trainer::{QuizWish, Trainer};

const EXAMPLES: &str = "\
Examples:
  examdrill quiz                                choose an exam; a quiz that waits goes on
  examdrill quiz --exam network-plus-n10-009    45 questions in 45 minutes
  examdrill quiz dhcp dns --questions 10        two decks, ten questions, ten minutes
  examdrill quiz --exam a-plus-1201 --weak      the topics below 70 %
  examdrill quiz dhcp --practice --no-clock     each answer told at once
  examdrill quiz result                         the last result once more

Exit status 1 when there is nothing to draw questions from.";

/// Sit a timed quiz: an exam, or questions of your choice
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub(super) struct Quiz {
    #[command(subcommand)]
    look: Option<Look>,
    #[command(flatten)]
    sit: Sit,
}

#[derive(Debug, clap::Subcommand)]
enum Look {
    History(history::History),
    Result(result::Result),
}

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
struct Sit {
    #[command(flatten)]
    named: DeckArguments,
    /// Sit this exam, such as `network-plus-n10-009`
    #[arg(long, value_name = "ID", conflicts_with_all = ["decks", "tags", "questions"])]
    exam: Option<String>,
    /// The form of the exam: `full`, `half` or `quick` [default: half]
    #[arg(long, value_name = "ID", requires = "exam")]
    form: Option<String>,
    /// Ask only cards with this tag, such as `net+n10-009`; several times for any of several
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Ask N questions, or as many as fit [default: 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500))]
    questions: Option<u16>,
    /// Give N minutes for the whole; otherwise those of the exam, or one for each question
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1440))]
    minutes: Option<u16>,
    /// Give each question so many seconds of its own
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=86400), conflicts_with = "minutes")]
    each: Option<u32>,
    /// Give as long as it takes
    #[arg(long, conflicts_with_all = ["minutes", "each"])]
    no_clock: bool,
    /// Ask only topics below 70 % in the last three quizzes
    #[arg(long, conflicts_with = "missed")]
    weak: bool,
    /// Ask only what was missed in the last quiz
    #[arg(long)]
    missed: bool,
    /// Draw the paper of this seed again
    #[arg(long, value_name = "S")]
    seed: Option<Seed>,
    /// Tell each answer at once; it is final then
    #[arg(long)]
    practice: bool,
    /// Let the clock be stopped, and stand while the program does not run
    #[arg(long)]
    pausable: bool,
    /// Give part of a point for part of a `choose two`
    #[arg(long)]
    partial: bool,
    /// Leave the schedule alone, whatever is answered
    #[arg(long)]
    no_feed: bool,
    /// Go line by line, without full-screen drawing
    #[arg(long)]
    plain: bool,
    /// Print the result as a JSON object once the quiz has ended; everything else goes to standard error
    #[arg(long)]
    json: bool,
}

impl Quiz {
    pub(super) fn run(self, plain: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
        match self.look {
            Some(Look::History(command)) => command.run(context),
            Some(Look::Result(command)) => command.run(context),
            None => self.sit.run(plain, context),
        }
    }
}

impl Sit {
    fn run(self, plain: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
        let draws = !(plain || self.plain) && study::can_draw();
        let (mut trainer, named) = rescue::trainer(&self.named.decks, draws, context)?;
        named::known_tags(&trainer.library, &self.tags)?;
        let (wish, rules) = (self.wish(&trainer, &named)?, self.rules());
        let before: HashSet<SittingId> = if self.json {
            trainer.past_quizzes()?.iter().map(|past| past.id).collect()
        } else {
            HashSet::new()
        };
        let status = if draws {
            full_screen(trainer, wish, &rules, named, context)?
        } else {
            context.back_up(&mut trainer);
            let now = context.now();
            context.syncing.begin(&context.paths, now);
            let mut aside = Out::stderr();
            let out = if self.json { &mut aside } else { &mut context.out };
            let status = plain::quiz(&mut trainer, wish, &rules, &context.clock, &mut context.rng, out);
            aside.flush()?;
            study::leave(&trainer, context);
            status?
        };
        if self.json {
            let (trainer, _) = context.onlooker(&[])?;
            let past = trainer.past_quizzes()?;
            if let Some(place) = past.iter().rposition(|past| !before.contains(&past.id)) {
                shape::write(&past, place, &trainer, &mut context.out)?;
            }
        }
        Ok(status)
    }
}

fn full_screen(
    trainer: Trainer,
    wish: Option<QuizWish>,
    rules: &Rules,
    named: Named,
    context: &mut CommandContext,
) -> anyhow::Result<Status> {
    let start = match (trainer.waiting_quiz(context.now())?, wish) {
        (Some(waiting), _) => Start::Resume(Box::new(waiting)),
        (None, None) => Start::Setup,
        (None, Some(wish)) => match draw(&trainer, &wish, rules, &context.clock, &mut context.rng)? {
            Ok((paper, terms)) => Start::Ready(Box::new(paper), terms),
            Err(sentence) => {
                writeln!(context.out, "{sentence}")?;
                return Ok(Status::Findings);
            }
        },
    };
    screens::run(trainer, &start, named, context)
}
