//! `import`: makes decks of other programs' files.

mod changes;
mod package;
mod plan;
mod source;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use serde::Serialize;

use super::bar::Bar;
use super::context::CommandContext;
use super::explain::write_page;
use super::failure::{Failure, Status, status, tell};
use super::losses::Shape;
use crate::exchange::{FORMATS, Format, Lost, Reading, Report};
use crate::source::clean;
use crate::trainer::Steps;
use crate::words::count;
use plan::Plan;
use source::Source;

const EXAMPLES: &str = "\
Examples:
  examdrill import Biology.apkg                   decks, pictures and history of a package of Anki
  examdrill import biology.txt --dry-run          what would be imported, and what would not
  examdrill import biology.txt                    a deck in your decks folder
  examdrill import week2.gift --to biology        more cards for it; those it has are passed over
  examdrill import biology.txt --to biology --update    corrected ones are changed, and keep their progress
  examdrill import words.txt --between ' - ' --rows ';'    as exported from Quizlet
  examdrill import mine.csv --columns question,option,option,answer,explain,-    what the columns hold
  examdrill import --list                         all formats

Exit status: 0 fine, 1 something was left out, differs or nothing came, 2 usage, 3 a file could not be read or written.";

/// Bring over a collection of Anki, or make a deck of another program's text file
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Import {
    /// The files
    #[arg(value_name = "FILE", required_unless_present = "list")]
    files: Vec<PathBuf>,
    /// The format; without it, it is recognized by the ending of the name or by the content
    #[arg(long, value_parser = formats(|format| format.read.is_some(), &[]))]
    format: Option<String>,
    /// The deck that gets the cards, new or there already; without it, one per file in your decks folder
    #[arg(long, value_name = "DECK.toml")]
    to: Option<PathBuf>,
    /// Change cards that the deck already has to what the file says; their ids and progress stay. A text needs `--to`
    #[arg(long)]
    update: bool,
    /// The id of the new deck
    #[arg(long, value_name = "ID")]
    deck_id: Option<String>,
    /// The name of the new deck that is shown to people
    #[arg(long)]
    title: Option<String>,
    /// tsv and csv: what stands between two fields; `tab` and the like are understood
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    separator: Option<String>,
    /// tsv and csv: what stands between term and definition, where nothing is quoted
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, conflicts_with = "separator")]
    between: Option<String>,
    /// tsv and csv: what stands between two rows, where nothing is quoted
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, conflicts_with = "separator")]
    rows: Option<String>,
    /// tsv and csv: what each column holds: question, answer, option, wrong, explain, hint, tags, or - to skip one
    #[arg(long, value_name = "NAMES", value_delimiter = ',', allow_hyphen_values = true)]
    columns: Option<Vec<String>>,
    /// tsv and csv: how many rows come before the first card, such as names that are not known
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    skip: usize,
    /// Write nothing, but report what would be imported
    #[arg(long)]
    dry_run: bool,
    /// Print what was imported and what was not as a JSON array
    #[arg(long)]
    json: bool,
    /// List the formats
    #[arg(long, exclusive = true)]
    list: bool,
}

/// The names of the formats that are `wanted`, and `more`, for the command line.
pub(super) fn formats(wanted: fn(&&Format) -> bool, more: &[&'static str]) -> PossibleValuesParser {
    let names = FORMATS.iter().filter(wanted).map(|format| format.name);
    PossibleValuesParser::new(names.chain(more.iter().copied()))
}

#[derive(Serialize)]
struct Printed<'a> {
    file: String,
    format: &'a str,
    deck: String,
    deck_id: &'a str,
    #[serde(flatten)]
    came: Shape,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Any<'a> {
    Text(Printed<'a>),
    Package(package::Printed<'a>),
}

impl Import {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        if self.list {
            list(context)?;
            return Ok(Status::Fine);
        }
        let (packages, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
            self.files.iter().partition(|file| package::is_package(file));
        if self.update && self.to.is_none() && !files.is_empty() {
            return Err(Failure::usage("`--update` needs `--to` with the deck whose cards are to change")
                .help("only a package of Anki is known again by itself")
                .into());
        }
        let clock = context.clock.clone();
        let bar = Bar::new("importing", &clock);
        let (sources, mut has_trouble) = self.sources(&files, &bar)?;
        let is_empty = sources.len() < files.len();
        let plans = self.plans(sources, &bar, context)?;
        // Nothing is written before all of it is known to be right.
        if !self.dry_run {
            for plan in &plans {
                plan.write()?;
            }
        }
        drop(bar);
        let mut brought = Vec::new();
        for file in packages {
            match package::import(&self, file, context) {
                Ok(package) => brought.push(package),
                Err(error) if status(&error) == Status::Usage => return Err(error),
                Err(error) => {
                    tell(&error);
                    has_trouble = true;
                }
            }
        }
        self.tell_all(&plans, &brought, context)?;
        let mut reports = plans.iter().flat_map(|plan| &plan.came).map(|(_, report)| report);
        let is_whole = reports.all(|report| report.is_whole() && brings_any(report))
            && brought.iter().all(package::Brought::is_whole);
        Ok(Status::of(has_trouble, is_whole && !is_empty))
    }

    /// The `files`, as they are to be read, but for those that cannot: why is told. Gives whether that is the system's fault.
    fn sources(&self, files: &[&PathBuf], bar: &Bar<'_>) -> anyhow::Result<(Vec<Source>, bool)> {
        let reading = Reading {
            separator: self.separator.clone(),
            between: self.between.clone(),
            rows: self.rows.clone(),
            columns: self.columns.clone(),
            skipped: self.skip,
        };
        let (mut sources, mut has_trouble) = (Vec::new(), false);
        for (read, file) in files.iter().enumerate() {
            let _ = bar.step(read, 2 * files.len());
            match Source::read(file, self.format.as_deref(), &reading) {
                Ok(source) => sources.push(source),
                Err(error) if status(&error) == Status::Usage => return Err(error),
                Err(error) => {
                    bar.clear();
                    tell(&error);
                    has_trouble |= status(&error) == Status::World;
                }
            }
        }
        Ok((sources, has_trouble))
    }

    /// What came of all files and packages.
    fn tell_all(
        &self,
        plans: &[Plan],
        brought: &[package::Brought],
        context: &mut CommandContext,
    ) -> anyhow::Result<()> {
        if self.json {
            let packages = brought.iter().map(|package| Any::Package(package.printed()));
            let printed: Vec<_> = plans.iter().flat_map(printed).map(Any::Text).chain(packages).collect();
            return Ok(context.out.json(&printed)?);
        }
        for plan in plans {
            self.tell(plan, context)?;
        }
        for package in brought {
            package.tell(self, context)?;
        }
        Ok(())
    }

    /// What is written where: one deck for all files, or one for each.
    fn plans(
        &self,
        sources: Vec<Source>,
        bar: &Bar<'_>,
        context: &mut CommandContext,
    ) -> anyhow::Result<Vec<Plan>> {
        let mut plans: Vec<Plan> = Vec::new();
        if let Some(to) = &self.to {
            let _ = bar.step(sources.len(), 2 * sources.len());
            if !sources.is_empty() {
                plans.push(Plan::of(self, Some(to), sources, &plans, context)?);
            }
            return Ok(plans);
        }
        let files = sources.len();
        for (planned, source) in sources.into_iter().enumerate() {
            // The first half was to read them.
            let _ = bar.step(files + planned, 2 * files);
            let plan = Plan::of(self, None, vec![source], &plans, context)?;
            plans.push(plan);
        }
        Ok(plans)
    }

    fn tell(&self, plan: &Plan, context: &mut CommandContext) -> anyhow::Result<()> {
        let deck = shown(&plan.path);
        for (source, report) in &plan.came {
            let file = shown(&source.path);
            writeln!(
                context.out,
                "`{file}` ({}) {}.",
                source.format.name,
                told(report, &deck, self.dry_run)
            )?;
            for loss in report.losses() {
                writeln!(context.out, "{loss}")?;
            }
            changes::tell(&report.changes, self.update, &mut context.out)?;
        }
        if plan.changes() && !self.dry_run {
            // Only the learner's own decks are known by their ids.
            let name = if is_own(&plan.path, context) { &plan.deck.deck.id } else { &deck };
            writeln!(context.out, "Then `examdrill check {deck}` and `examdrill study {name}`.")?;
        }
        plan.tell_findings(&mut context.out)?;
        Ok(())
    }
}

fn printed(plan: &Plan) -> Vec<Printed<'_>> {
    let printed = plan.came.iter().map(|(source, report)| Printed {
        file: source.path.to_string_lossy().into_owned(),
        format: source.format.name,
        deck: plan.path.to_string_lossy().into_owned(),
        deck_id: &plan.deck.deck.id,
        came: Shape::of(report),
    });
    printed.collect()
}

/// What a file did to the deck, for a sentence.
fn told(report: &Report, deck: &str, is_trial: bool) -> String {
    let (new, changed) = (count(report.cards, "card"), count(report.updated, "card"));
    let (bring, change) = if is_trial { ("would bring", "would change") } else { ("brought", "changed") };
    match (report.cards, report.updated) {
        (0, 0) if brings_any(report) => "brings nothing new".to_owned(),
        (0, 0) => "has no question that can be drilled".to_owned(),
        (0, _) => format!("{change} {changed} in `{deck}`"),
        (_, 0) => format!("{bring} {new} to `{deck}`"),
        _ => format!("{bring} {new} to `{deck}` and {change} {changed} there"),
    }
}

/// Whether a file has cards, new or not.
fn brings_any(report: &Report) -> bool {
    let known = [Lost::Known, Lost::Repeated, Lost::Alike];
    report.cards > 0 || !report.changes.is_empty() || known.iter().any(|lost| report.count(*lost) > 0)
}

/// Whether a deck that was written is among the learner's own.
fn is_own(path: &Path, context: &CommandContext) -> bool {
    let own = context.paths.decks();
    match (path.canonicalize(), own.canonicalize()) {
        (Ok(path), Ok(own)) => path.starts_with(own),
        _ => path.starts_with(own),
    }
}

fn shown(path: &Path) -> String {
    clean(&path.to_string_lossy()).into_owned()
}

fn list(context: &mut CommandContext) -> io::Result<()> {
    for (nth, format) in FORMATS.iter().enumerate() {
        if nth > 0 {
            writeln!(context.out)?;
        }
        let endings: Vec<_> = format.endings.iter().map(|ending| format!("`.{ending}`")).collect();
        let ways = format.ways();
        writeln!(context.out, "{}: {ways}, {}\n", format.name, endings.join(" or "))?;
        write_page(format.about, &mut context.out)?;
    }
    Ok(())
}
