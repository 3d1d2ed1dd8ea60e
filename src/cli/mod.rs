//! The command line: one file per subcommand. The only room that prints.

mod arguments;
mod backup;
mod bar;
mod cards;
mod check;
mod choose;
mod completions;
mod config;
mod daily;
mod deck_file;
mod decks;
mod draw;
mod context;
mod doctor;
mod excerpt;
mod explain;
mod export;
mod failure;
mod findings;
mod fit;
mod fmt;
mod foreign;
mod import;
mod log;
mod losses;
mod man;
mod new;
mod out;
mod patch;
mod plain;
mod plan;
mod preview;
mod quiz;
mod rescue;
mod restore;
mod schema;
mod secret;
mod named;
mod screens;
mod settings;
mod start;
mod stats;
mod study;
mod sync;
mod syncing;
mod table;
mod tally;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use context::CommandContext;
use failure::Status;
use out::Out;

const EXAMPLES: &str = "\
Examples:
  examdrill                       what is due today; one key starts
  examdrill study dhcp            drill one deck
  examdrill quiz                  a timed quiz, with its result by topic
  examdrill new capitals          begin a deck of your own
  examdrill check                 find mistakes in your decks

Exit status: 0 fine, 1 findings, 2 usage, 3 the outside world (files, the log)";

/// Drill for an exam: decks in TOML, asked when you are about to forget.
///
/// Without a command it opens Today: what is due, and how long it will take.
#[derive(Debug, Parser)]
#[command(name = "examdrill", version, after_help = EXAMPLES)]
struct CommandLine {
    /// Go line by line, without full-screen drawing: for screen readers, pipes and plain terminals
    #[arg(long)]
    plain: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// **Add a subcommand here, in [`dispatch`], and in one new file.**
#[derive(Debug, Subcommand)]
enum Command {
    Study(study::Study),
    Quiz(quiz::Quiz),
    Choose(choose::Choose),
    Plan(plan::Plan),
    Decks(decks::Decks),
    Cards(cards::Cards),
    Check(check::Check),
    Preview(preview::Preview),
    Explain(explain::Explain),
    Fmt(fmt::Fmt),
    New(Box<new::New>),
    Import(import::Import),
    Export(export::Export),
    Schema(schema::Schema),
    Config(config::Config),
    Log(log::Log),
    Stats(stats::Stats),
    Fit(fit::Fit),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Doctor(doctor::Doctor),
    Sync(sync::Sync),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the program and reports what went wrong.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let line = match CommandLine::try_parse_from(arguments) {
        Ok(line) => line,
        Err(error) => {
            // A reader that is gone needs no help.
            let _ = error.print();
            return if error.use_stderr() { Status::Usage } else { Status::Fine }.into();
        }
    };
    dispatch(line).unwrap_or_else(|error| failure::report(&error)).into()
}

fn dispatch(line: CommandLine) -> anyhow::Result<Status> {
    // These need no home folder.
    match line.command {
        Some(Command::Completions(command)) => return command.run(&mut Out::stdout()),
        Some(Command::Man(command)) => return command.run(&mut Out::stdout()),
        Some(Command::Explain(command)) => return command.run(&mut Out::stdout()),
        Some(Command::Schema(command)) => return command.run(&mut Out::stdout()),
        _ => {}
    }
    let mut context = CommandContext::new()?;
    let context = &mut context;
    let status = match line.command {
        None => study::today(line.plain, context),
        Some(Command::Study(command)) => command.run(line.plain, context),
        Some(Command::Quiz(command)) => command.run(line.plain, context),
        Some(Command::Choose(command)) => command.run(context),
        Some(Command::Plan(command)) => command.run(context),
        Some(Command::Decks(command)) => command.run(context),
        Some(Command::Cards(command)) => command.run(context),
        Some(Command::Check(command)) => command.run(context),
        Some(Command::Preview(command)) => command.run(line.plain, context),
        Some(Command::Fmt(command)) => command.run(context),
        Some(Command::New(command)) => command.run(context),
        Some(Command::Import(command)) => command.run(context),
        Some(Command::Export(command)) => command.run(context),
        Some(Command::Config(command)) => command.run(context),
        Some(Command::Log(command)) => command.run(context),
        Some(Command::Stats(command)) => command.run(context),
        Some(Command::Fit(command)) => command.run(context),
        Some(Command::Backup(command)) => command.run(context),
        Some(Command::Restore(command)) => command.run(context),
        Some(Command::Doctor(command)) => command.run(context),
        Some(Command::Sync(command)) => command.run(context),
        Some(Command::Completions(_) | Command::Man(_) | Command::Explain(_) | Command::Schema(_)) => {
            Ok(Status::Fine)
        }
    };
    // What was written stands before the error, also where both go to one place.
    context.out.flush()?;
    status
}
