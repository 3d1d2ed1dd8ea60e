//! `config`: the settings in force, and where each is from.

use std::env;
use std::io::Write;

use serde::Serialize;
use serde_json::Value;

use super::context::{CommandContext, note};
use super::failure::Status;
use super::settings;
use super::table::Table;
use crate::config::{Entry, FILE};
use crate::source::clean;
use crate::trainer::Overruled;

const EXAMPLES: &str = "\
Examples:
  examdrill config
  examdrill config --json | jq '.settings[] | select(.from != \"default\")'
  examdrill schema config > ~/.config/examdrill/config.schema.json";

/// What moves a run and is no setting.
const VARIABLES: [&str; 4] =
    ["EXAMDRILL_CONFIG_DIR", "EXAMDRILL_DATA_DIR", "EXAMDRILL_NOW", "EXAMDRILL_SEED"];

/// Print the settings in force, and where each comes from
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Config {
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shape {
    /// The settings file, whether it is there or not.
    file: String,
    /// The folder of the log and the decks.
    data: String,
    settings: Vec<Line>,
    /// The minutes a day that were chosen in the plan: they count in place of the setting while an exam has a date.
    #[serde(skip)]
    planned: Option<u32>,
    environment: Vec<Variable>,
}

#[derive(Serialize)]
struct Line {
    setting: &'static str,
    value: Value,
    /// `default`, `file`, or `log` where another machine changed it last.
    from: &'static str,
    /// Where the file has it, from 1.
    line: Option<usize>,
    #[serde(skip)]
    written: String,
}

#[derive(Serialize)]
struct Variable {
    name: &'static str,
    value: String,
}

impl Config {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let (config, entries) = settings::load_with_entries(&context.paths.config)?;
        let (overruled, planned) = match context.log_alone(config) {
            Ok(log) => {
                log.map(|log| (log.overruled().to_vec(), log.agenda().calendar.minutes)).unwrap_or_default()
            }
            Err(error) => {
                note(&format!("what the log has of them is not known: {error:#}"));
                Default::default()
            }
        };
        let set = |name| env::var_os(name).map(|value| (name, value.to_string_lossy().into_owned()));
        let shape = Shape {
            file: context.paths.config.join(FILE).display().to_string(),
            data: context.paths.data.display().to_string(),
            settings: entries.iter().map(|entry| Line::new(entry, &overruled)).collect(),
            planned,
            environment: VARIABLES
                .into_iter()
                .filter_map(set)
                .map(|(name, value)| Variable { name, value })
                .collect(),
        };
        if self.json {
            serde_json::to_writer_pretty(&mut context.out, &shape)?;
            writeln!(context.out)?;
        } else {
            shape.write(context)?;
        }
        Ok(Status::Fine)
    }
}

impl Line {
    fn new(entry: &Entry, overruled: &[Overruled]) -> Self {
        let setting = entry.setting.key.name;
        let in_log = overruled.iter().find(|one| one.setting == setting);
        let written = in_log.map_or_else(|| entry.value.clone(), |one| entry.setting.as_toml(&one.in_force));
        let from = match (in_log, entry.line) {
            (Some(_), _) => "log",
            (None, Some(_)) => "file",
            (None, None) => "default",
        };
        Self { setting, value: json(&written), from, line: entry.line, written }
    }
}

/// A value of TOML as one of JSON.
fn json(toml: &str) -> Value {
    let table: Option<toml::Table> = format!("value = {toml}").parse().ok();
    let value = table.and_then(|mut table| table.remove("value"));
    value.and_then(|value| serde_json::to_value(value).ok()).unwrap_or_default()
}

impl Shape {
    fn write(&self, context: &mut CommandContext) -> anyhow::Result<()> {
        let is_there = context.paths.config.join(FILE).exists();
        let there = if is_there { "" } else { ", which is not there: all have their defaults" };
        writeln!(context.out, "Settings: `{}`{there}.", clean(&self.file))?;
        writeln!(context.out, "Log and decks: `{}`.\n", clean(&self.data))?;
        let mut table = Table::new(&["setting", "value", "from"]);
        for Line { setting, written, from, line, .. } in &self.settings {
            let place = line.filter(|_| *from == "file").map(|line| format!("line {line}"));
            let log = (*from == "log").then(|| "the log: another machine changed it last".to_owned());
            let mut from = place.or(log).unwrap_or_else(|| (*from).to_owned());
            if let Some(minutes) = self.planned.filter(|_| *setting == "minutes_per_day") {
                from += &format!("; the plan of an exam has {minutes}");
            }
            table.row([(*setting).to_owned(), written.replace('\n', " "), from]);
        }
        for Variable { name, value } in &self.environment {
            table.row([(*name).to_owned(), clean(value).replace('\n', " "), "environment".to_owned()]);
        }
        Ok(table.write(&mut context.out)?)
    }
}
