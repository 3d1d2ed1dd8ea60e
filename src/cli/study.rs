//! `study`, and what happens without a command.

use std::time::Duration;

use std::io::{self, IsTerminal};

use super::arguments::{AllArgument, DeckArguments, WhereArgument};
use super::context::{CommandContext, note};
use super::failure::Status;
use super::named::{self, Named};
use super::plain;
use super::rescue;
use super::screens;
use super::start::Start;
use crate::schedule::Mode;
use crate::trainer::{Scope, Trainer};

const EXAMPLES: &str = "\
Examples:
  examdrill study                    everything that is due, with today's new questions
  examdrill study dhcp snmp          two decks
  examdrill study --tag net+n10-009  what one exam asks
  examdrill study capitals.toml      a deck file of your own
  examdrill study dhcp --cram        all of it, without touching the schedule";

/// Study what is due, and some new questions
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Study {
    #[command(flatten)]
    named: DeckArguments,
    /// Ask only cards with this tag, such as `net+n10-009`; several times for any of several
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Ask no card with this tag; several times for several
    #[arg(long, value_name = "TAG")]
    without: Vec<String>,
    #[command(flatten)]
    search: WhereArgument,
    #[command(flatten)]
    all: AllArgument,
    /// Ask at most N questions
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Show up to N new questions, whatever the day's number
    #[arg(long, value_name = "N")]
    new: Option<usize>,
    /// So many minutes more than today has, for an exam that has a date
    #[arg(long, value_name = "MINUTES", default_value_t = 0, hide_default_value = true, value_parser = clap::value_parser!(u32).range(0..=1440))]
    more: u32,
    /// Ask everything, the riskiest first, and leave the schedule alone
    #[arg(long)]
    cram: bool,
    /// Practise what is not due yet, and leave the schedule alone
    #[arg(long, conflicts_with = "cram")]
    ahead: bool,
    /// Go line by line, without full-screen drawing
    #[arg(long)]
    plain: bool,
}

impl Study {
    pub(super) fn run(self, plain: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
        let mode = match (self.cram, self.ahead) {
            (true, _) => Mode::Cram,
            (_, true) => Mode::Ahead,
            _ => Mode::Drill,
        };
        let plain = plain || self.plain;
        let (trainer, named) = rescue::trainer(&self.named.decks, !plain && can_draw(), context)?;
        named::known_tags(&trainer.library, &self.tags)?;
        named::known_tags(&trainer.library, &self.without)?;
        let query = self.search.query(&trainer.library)?;
        let scope = Scope {
            decks: named.ids.clone(),
            tags: self.tags,
            limit: self.limit,
            new: self.new,
            without: self.without,
            all: self.all.all,
            query,
            more: Duration::from_mins(self.more.into()),
        };
        begin(trainer, &Start::Study(mode, scope), named, plain, context)
    }
}

/// What happens without a command.
pub(super) fn today(plain: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
    let (trainer, named) = rescue::trainer(&[], !plain && can_draw(), context)?;
    begin(trainer, &Start::Today, named, plain, context)
}

fn begin(
    mut trainer: Trainer,
    start: &Start,
    named: Named,
    plain: bool,
    context: &mut CommandContext,
) -> anyhow::Result<Status> {
    if !plain && can_draw() {
        return screens::run(trainer, start, named, context);
    }
    context.back_up(&mut trainer);
    let now = context.now();
    context.syncing.begin(&context.paths, now);
    trainer.take_up_plan(now);
    if trainer.planned().is_none_or(|planned| planned.day() != trainer.today(now)) {
        trainer.plan(now)?;
    }
    let status = plain::run(&mut trainer, start, context)?;
    leave(&trainer, context);
    Ok(status)
}

/// Keeps what is worth keeping when the learner leaves; the reviews are stored already.
pub(super) fn leave(trainer: &Trainer, context: &mut CommandContext) {
    if trainer.store().is_read_only() {
        return;
    }
    if let Err(error) = trainer.remember() {
        note(&error.to_string());
    }
    // At the beginning of the first session there was nothing to back up.
    let now = context.now();
    if let Err(error) = context.daily.finish(trainer.store(), now) {
        // A session is worth more than its backup.
        note(&format!("The backup of today could not be made: {error}."));
    }
    for told in context.syncing.finish(&context.paths, now) {
        note(&told);
    }
}

/// Whether there is a terminal that can be drawn on, at both ends.
pub(super) fn can_draw() -> bool {
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !(is_dumb && cfg!(unix))
}
