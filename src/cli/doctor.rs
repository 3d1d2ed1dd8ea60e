//! `doctor`: looks everything over and says what is odd.

use std::io::Write;

use super::failure::{Status, help, message};
use super::kit::Kit;
use super::table::count;
use crate::config::Config;
use crate::library::Library;
use crate::source::clean;
use crate::store::{Finding, Store};
use crate::trainer::Trainer;

const EXAMPLES: &str = "\
Examples:
  examdrill doctor

Exit status: 0 all well, 1 something needs you.";

/// Look after the log, the settings and the decks, and say what is odd
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Doctor;

impl Doctor {
    pub(super) fn run(kit: &mut Kit) -> anyhow::Result<Status> {
        let (config, mut findings) = settings(kit);
        findings.extend(decks(kit));
        findings.extend(log(config, kit));
        let bad = findings.iter().filter(|finding| !finding.ok).count();
        for finding in &findings {
            writeln!(kit.out, "{}  {}", if finding.ok { "ok  " } else { "BAD " }, clean(&finding.what))?;
            if let Some(help) = &finding.help {
                writeln!(kit.out, "      help: {}", clean(help))?;
            }
        }
        writeln!(kit.out)?;
        if bad == 0 {
            writeln!(kit.out, "All is well.")?;
            return Ok(Status::Fine);
        }
        writeln!(
            kit.out,
            "{} you.",
            if bad == 1 { "1 thing needs".into() } else { format!("{bad} things need") }
        )?;
        Ok(Status::Findings)
    }
}

fn settings(kit: &Kit) -> (Config, Vec<Finding>) {
    match Config::load(&kit.paths.config) {
        Ok(config) => (config, vec![Finding::good("the settings can be used")]),
        Err(error) => (Config::default(), vec![failed(error)]),
    }
}

fn decks(kit: &Kit) -> Vec<Finding> {
    let library = Library::load(&kit.paths.decks());
    let questions = count(library.questions().count(), "question");
    let mut findings =
        vec![Finding::good(format!("{} with {questions}", count(library.decks.len(), "deck")))];
    findings.extend(
        library.troubles.iter().map(|trouble| {
            Finding::bad(trouble.clone(), "mend the file, or move it out of the decks folder")
        }),
    );
    for deck in library.decks.iter().filter(|deck| deck.errors() > 0) {
        let what = format!("{} in the deck `{}`", count(deck.errors(), "error"), deck.deck.id);
        findings.push(Finding::bad(what, "run `examdrill check` to see each where it stands"));
    }
    findings
}

fn log(config: Config, kit: &mut Kit) -> Vec<Finding> {
    if !Store::is_in(&kit.paths.data) {
        let backups = Store::backups_in(&kit.paths.data).unwrap_or_default();
        return vec![match backups.first() {
            None => Finding::good("there is no log yet; the first review makes it"),
            Some(last) => Finding::bad(
                format!("the log is gone, but there is a backup of {}", last.day),
                format!("run `examdrill restore '{}'`", last.path.display()),
            ),
        }];
    }
    let (seed, now) = (kit.device_seed(), kit.now());
    let store = match Store::open(&kit.paths.data, seed, now) {
        Ok(store) => store,
        Err(error) => return vec![failed(error)],
    };
    // Without decks, so that looking at the log carries nothing over.
    let (paths, library) = (kit.paths.clone(), Library::default());
    let examined = Trainer::over(store, paths, config, library, kit.zone.clone(), now).and_then(|trainer| {
        let folded = trainer.folded()?;
        Ok(trainer.store().examine(now, &trainer.model().fingerprint(), &folded))
    });
    examined.unwrap_or_else(|error| vec![failed(error)])
}

fn failed(error: impl Into<anyhow::Error>) -> Finding {
    let error = error.into();
    Finding { ok: false, what: message(&error), help: help(&error) }
}
