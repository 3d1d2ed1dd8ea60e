//! `doctor`: checks everything and reports what is wrong.

use std::io::{self, BufRead, Write};

use serde::Serialize;

use super::context::CommandContext;
use super::failure::{Status, help, message};
use super::settings;
use crate::config::Config;
use crate::library::Library;
use crate::source::{Code, clean};
use crate::store::{Act, Error, Finding, Fix, Found, Store, examine_house};
use crate::trainer::{Overruled, Trainer, View};
use crate::words::count;

const EXAMPLES: &str = "\
Examples:
  examdrill doctor
  examdrill doctor --fix     mends what is safe, and asks before anything else
  examdrill doctor --json | jq -r '.findings[] | select(.ok | not) | .code'

Exit status: 0 all well, 1 something needs you.";

/// Check the log, its backups, the settings and the decks, and report what is wrong
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Doctor {
    /// Mend what can be mended, asking first where something could be missed
    #[arg(long)]
    fix: bool,
    /// Print a JSON object; with --fix, nothing is asked and only what is safe is mended
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shape<'a> {
    well: bool,
    /// What was done, one sentence each.
    mended: &'a [String],
    findings: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    code: &'static str,
    ok: bool,
    what: String,
    help: Option<String>,
    /// `safe`, `asks`, or nothing where only the learner can mend it.
    fix: Option<&'static str>,
}

impl Doctor {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (mut findings, log) = examine(context);
        let mut mended = Vec::new();
        if self.fix {
            for finding in findings.iter().filter(|finding| !finding.ok) {
                mended.extend(self.mend(finding, log.as_ref(), context)?);
            }
            drop(log);
            findings = examine(context).0;
        }
        let bad = findings.iter().filter(|finding| !finding.ok).count();
        if self.json {
            json(&findings, &mended, context)?;
        } else {
            sentences(&findings, &mended, bad, context)?;
        }
        Ok(if bad == 0 { Status::Fine } else { Status::Findings })
    }

    /// Mends one finding, if that can be done. Returns what was done.
    fn mend(
        &self,
        finding: &Finding,
        log: Option<&Trainer>,
        context: &mut CommandContext,
    ) -> anyhow::Result<Option<String>> {
        let Some(fix) = &finding.fix else { return Ok(None) };
        if let Some(question) = &fix.question
            && (self.json || !agreed(question, context)?)
        {
            return Ok(None);
        }
        // What could not be done is told by the finding, which is still there.
        Ok(fix.perform(log.map(Trainer::store), context.now()).ok())
    }
}

/// Asks, and takes everything but a yes for a no.
fn agreed(question: &str, context: &mut CommandContext) -> anyhow::Result<bool> {
    write!(context.out, "{} [y/N] ", clean(question))?;
    context.out.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if !answer.ends_with('\n') {
        writeln!(context.out)?;
    }
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn json(findings: &[Finding], mended: &[String], context: &mut CommandContext) -> anyhow::Result<()> {
    let well = findings.iter().all(|finding| finding.ok);
    let lines = findings.iter().map(|finding| Line {
        code: finding.code.name(),
        ok: finding.ok,
        what: finding.what.clone(),
        help: finding.help.clone(),
        fix: finding.fix.as_ref().map(|fix| if fix.question.is_some() { "asks" } else { "safe" }),
    });
    Ok(context.out.json(&Shape { well, mended, findings: lines.collect() })?)
}

fn sentences(
    findings: &[Finding],
    mended: &[String],
    bad: usize,
    context: &mut CommandContext,
) -> anyhow::Result<()> {
    for sentence in mended {
        writeln!(context.out, "mended: {}", clean(sentence))?;
    }
    if !mended.is_empty() {
        writeln!(context.out)?;
    }
    for finding in findings {
        writeln!(context.out, "{}  {}", if finding.ok { "ok  " } else { "BAD " }, clean(&finding.what))?;
        if let Some(help) = &finding.help {
            writeln!(context.out, "      help: {}", clean(help))?;
        }
    }
    writeln!(context.out)?;
    match bad {
        0 => writeln!(context.out, "All is well.")?,
        1 => writeln!(context.out, "1 thing needs you.")?,
        bad => writeln!(context.out, "{bad} things need you.")?,
    }
    Ok(())
}

/// Looks everything over; gives the log too, where it can be opened.
fn examine(context: &mut CommandContext) -> (Vec<Finding>, Option<Trainer>) {
    let (config, mut findings) = settings(context);
    findings.extend(decks(context));
    let (found, log) = log(config, context);
    findings.extend(found);
    findings.extend(examine_house(&context.paths, context.now()));
    (findings, log)
}

fn settings(context: &CommandContext) -> (Config, Vec<Finding>) {
    match settings::load(&context.paths.config) {
        Ok(config) => (config, vec![Finding::good(Code::SETTINGS, "the settings can be used")]),
        Err(error) => (Config::default(), vec![failed(Code::SETTINGS, error)]),
    }
}

fn decks(context: &CommandContext) -> Vec<Finding> {
    let library = Library::load(&context.paths.decks());
    let questions = count(library.len(), "question");
    let mut findings =
        vec![Finding::good(Code::DECKS, format!("{} with {questions}", count(library.decks.len(), "deck")))];
    findings.extend(library.troubles.iter().map(|trouble| {
        Finding::bad(Code::DECKS, trouble.to_string(), "mend the file, or move it out of the decks folder")
    }));
    findings.extend(library.index_agrees(&context.paths).map(|agrees| index(agrees, context)));
    for deck in library.decks.iter().filter(|deck| deck.errors() > 0) {
        let what = format!("{} in the deck `{}`", count(deck.errors(), "error"), deck.id());
        findings.push(Finding::bad(Code::DECKS, what, "run `examdrill check` to see each where it stands"));
    }
    findings
}

fn index(agrees: bool, context: &CommandContext) -> Finding {
    let path = context.paths.index();
    if agrees {
        return Finding::good(Code::DECK_INDEX, "what is kept of the decks is what they say");
    }
    let what = format!("`{}` tells of the decks what they do not say", path.display());
    Finding::bad(Code::DECK_INDEX, what, "delete that file: it is made again by itself")
}

fn log(config: Config, context: &mut CommandContext) -> (Vec<Finding>, Option<Trainer>) {
    match Store::find(&context.paths.data) {
        Ok(Found::Nothing) => {
            let what = "there is no log yet; the first review makes it";
            return (vec![Finding::good(Code::LOST_LOG, what)], None);
        }
        Ok(Found::Log) => {}
        Err(error) => return (vec![failed(Code::LOST_LOG, error)], None),
    }
    let (seed, now) = (context.device_seed(), context.now());
    let store = match Store::open(&context.paths.data, seed, now) {
        Ok(store) => store,
        Err(error @ Error::Lost { .. }) => return (vec![failed(Code::LOST_LOG, error)], None),
        Err(error) => return (vec![failed(Code::LOG, error)], None),
    };
    // Without decks, so that looking at the log carries nothing over.
    let (paths, library) = (context.paths.clone(), Library::default());
    let examined =
        Trainer::with_store(store, paths, config, library, context.zone.clone(), now).and_then(|trainer| {
            let folded = trainer.folded()?;
            let mut findings = trainer.store().examine(now, &trainer.model().fingerprint(), &folded);
            findings.extend(overruled(&trainer));
            Ok((findings, trainer))
        });
    match examined {
        Ok((findings, trainer)) => (findings, Some(trainer)),
        Err(error) => (vec![failed(Code::LOG, error)], None),
    }
}

/// Settings of the file that are not in force, because another machine recorded others later.
fn overruled(view: &View) -> Option<Finding> {
    let overruled = view.overruled();
    if overruled.is_empty() {
        return None;
    }
    let told = overruled.iter().map(|one| {
        format!("`{}` is {} in the log and {} in your settings", one.setting, one.in_force, one.wanted)
    });
    let told: Vec<String> = told.collect();
    let what = format!("{}: another machine changed it last, and its value counts", told.join(", "));
    let help =
        "write the log's value into the settings file, or record the file's with `examdrill doctor --fix`";
    let act = Act::Choose(overruled.iter().map(Overruled::insisting).collect());
    let fix = Fix::asking("Record the values of your settings file, so that they count from now on?", act);
    Some(Finding::bad(Code::OVERRULED_SETTINGS, what, help).mended_by(fix))
}

fn failed(code: Code, error: impl Into<anyhow::Error>) -> Finding {
    let error = error.into();
    let help = help(&error);
    Finding { help, ..Finding::bad(code, message(&error), "") }
}
