//! `fit`: the memory model, fitted to the learner's own answers.

use std::io::Write;

use serde::Serialize;

use super::context::CommandContext;
use super::failure::Status;
use super::table::Table;
use crate::config::Config;
use crate::schedule::Parameters;
use crate::schedule::fit::{self, Score, Trial};
use crate::stats::grouped;
use crate::trainer::{Fitted, Trainer, percent};

const EXAMPLES: &str = "\
Examples:
  examdrill fit                what was tried, and what is kept
  examdrill fit --dry-run      the same, and changes nothing
  examdrill fit --undo         back to what was in force before

It is also done by itself: at the first start with 100 answers, and now and
then after that.";

/// Fit the schedule to your own answers
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Fit {
    /// Show what was found and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Go back to the parameters that were in force before
    #[arg(long, conflicts_with_all = ["dry_run", "json"])]
    undo: bool,
    /// Go back to the parameters of the average learner
    #[arg(long, conflicts_with_all = ["dry_run", "json", "undo"])]
    standard: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shape<'a> {
    answers: usize,
    /// What is kept; `null` where there was too little to tell.
    kept: Option<&'static str>,
    /// By what share that predicts better than the standard.
    better: f64,
    parameters: &'a [f32],
    candidates: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    parameters: Vec<f32>,
    newest: Figures,
    both: Figures,
}

#[derive(Serialize)]
struct Figures {
    answers: usize,
    log_loss: f64,
    calibration: f64,
}

impl Fit {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let config = Config::load(&context.paths.config)?;
        let Some(mut trainer) = context.log_alone(config)? else {
            writeln!(context.out, "There is no log yet, so there is nothing to fit.")?;
            return Ok(Status::Fine);
        };
        if self.undo || self.standard {
            return self.go_back(&mut trainer, context);
        }
        let now = context.now();
        let Some(fitted) = trainer.fitting(now)?.run()? else { return Ok(Status::Fine) };
        if self.json {
            context.out.json(&shape(&fitted.fit))?;
        } else {
            write(&fitted, &trainer, context)?;
        }
        if !self.dry_run && !trainer.take_fit(fitted, now)? {
            anyhow::bail!("something was stored while the schedule was fitted; try again");
        }
        Ok(Status::Fine)
    }

    fn go_back(&self, trainer: &mut Trainer, context: &mut CommandContext) -> anyhow::Result<Status> {
        let before = if self.standard { Some(Parameters::STANDARD) } else { trainer.parameters_before()? };
        let Some(before) = before.filter(|before| *before != trainer.model().parameters()) else {
            writeln!(context.out, "There is nothing to go back to.")?;
            return Ok(Status::Fine);
        };
        trainer.set_parameters(&before, context.now())?;
        let whose = if before.is_standard() { "the standard parameters" } else { "the parameters of before" };
        writeln!(context.out, "The schedule goes by {whose} again.")?;
        Ok(Status::Fine)
    }
}

fn shape(fit: &fit::Fit) -> Shape<'_> {
    Shape {
        answers: fit.rows,
        kept: fit.kept().map(|kept| kept.candidate.name()),
        better: fit.gain(),
        parameters: fit.parameters.values(),
        candidates: fit.trials.iter().map(line).collect(),
    }
}

fn line(trial: &Trial) -> Line {
    Line {
        name: trial.candidate.name(),
        parameters: trial.parameters.values().to_vec(),
        newest: figures(&trial.newest),
        both: figures(&trial.both),
    }
}

fn figures(score: &Score) -> Figures {
    Figures { answers: score.answers(), log_loss: score.log_loss(), calibration: score.calibration() }
}

fn write(fitted: &Fitted, trainer: &Trainer, context: &mut CommandContext) -> anyhow::Result<()> {
    let (fit, out) = (&fitted.fit, &mut context.out);
    let Some(kept) = fit.kept() else {
        writeln!(out, "{} answers are too few to tell: the schedule stays as it is.", grouped(fit.rows))?;
        return Ok(());
    };
    let mut table = Table::new(&["", ">log loss", ">calibration", ">of both", ">calibration", "kept"]);
    for trial in &fit.trials {
        let figures = [&trial.newest, &trial.both].map(|score| [score.log_loss(), score.calibration()]);
        let figures = figures.into_iter().flatten().map(|figure| format!("{figure:.4}"));
        let mark = if std::ptr::eq(trial, kept) { "yes" } else { "" };
        table.row([trial.candidate.name().to_owned()].into_iter().chain(figures).chain([mark.to_owned()]));
    }
    table.write(out)?;
    writeln!(out)?;
    let tried = [kept.newest.answers(), kept.both.answers()].map(grouped);
    writeln!(out, "Fitted to {} answers, tried on {} of the newest fifth", grouped(fit.rows), tried[0])?;
    writeln!(out, "and {} of the two newest. Less is better.", tried[1])?;
    let told = fitted.told(trainer.model()).unwrap_or_else(|| match fit.gain() {
        gain if gain > 0.0 => {
            format!("The schedule stays as it is: it predicts {} better than the standard.", percent(gain))
        }
        _ => "Nothing predicts you better than the standard schedule: it stays.".to_owned(),
    });
    writeln!(out, "{told}")?;
    Ok(())
}
