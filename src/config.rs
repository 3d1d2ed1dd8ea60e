//! What a learner may set: `config.toml` in the configuration folder. Every line is optional.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::{Time, time};
use serde::Deserialize;

use crate::card::compare::Accents;
use crate::schedule::{Buttons, Settings};

/// The name of the file in its folder.
pub const FILE: &str = "config.toml";

/// The settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// New questions a day.
    pub new_per_day: usize,
    /// How long the learner studies a day, reviews and new questions together; `None` for as long as it takes. What
    /// does not fit is spread over the coming days.
    pub time_per_day: Option<Duration>,
    /// When a study day begins, local time.
    pub day_start: Time,
    /// Two rating keys or four.
    pub buttons: Buttons,
    /// Dark, light, or as the terminal says.
    pub theme: ThemeChoice,
    /// Draw with ASCII characters only; `None` asks the locale.
    pub ascii: Option<bool>,
    /// Whether the mouse is the program's: then the terminal marks text only while Shift is held.
    pub mouse: bool,
    /// Whether accents tell typed words apart, in decks that do not say.
    pub accents: Accents,
    /// What moves the schedule.
    pub schedule: Settings,
}

/// The palette a learner wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// As the terminal says.
    #[default]
    Auto,
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("could not read `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file is not TOML, or has a setting that does not exist or cannot have that value.
    #[error("`{}` has a setting that cannot be used: {what}", path.display())]
    Bad {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its line.
        what: String,
    },
}

impl Error {
    /// What the learner can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Io { .. } => {
                "make the file readable for you, or choose another folder with `EXAMDRILL_CONFIG_DIR`"
            }
            Self::Bad { .. } => "mend or remove that line; every setting is optional",
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            new_per_day: 20,
            time_per_day: Some(Duration::from_mins(30)),
            day_start: time(4, 0, 0, 0),
            buttons: Buttons::Four,
            theme: ThemeChoice::Auto,
            ascii: None,
            mouse: true,
            accents: Accents::Count,
            schedule: Settings::default(),
        }
    }
}

/// The file as it is written. Its keys are explained to the learner in the README, and a test
/// compares the two.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    new_per_day: Option<usize>,
    minutes_per_day: Option<u64>,
    day_start: Option<String>,
    buttons: Option<u8>,
    theme: Option<ThemeChoice>,
    ascii: Option<bool>,
    mouse: Option<bool>,
    accents: Option<Accents>,
    retention: Option<f32>,
    learning_minutes: Option<Vec<f64>>,
    relearning_minutes: Option<Vec<f64>>,
    longest_days: Option<u32>,
    leech_lapses: Option<u32>,
}

impl Config {
    /// Reads the settings in `folder`; without a file they are the defaults.
    pub fn load(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text).map_err(|what| Error::Bad { path, what }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(Error::Io { path, source }),
        }
    }

    /// Reads the settings in `text`. The error names the line.
    fn parse(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| crate::source::line_and_column(text, span.start).0);
            let message = crate::source::clean(error.message()).replace('\n', ", ");
            format!("line {line}: {}", plainly(&message))
        })?;
        Self::of(written).map_err(|(setting, what)| {
            let is_it = |line: &str| line.split('=').next().is_some_and(|name| name.trim() == setting);
            let line = text.lines().position(is_it).map_or(1, |line| line + 1);
            format!("line {line}: `{setting}` {what}")
        })
    }

    /// The settings that `written` gives; or the one that cannot be, and why.
    fn of(written: Written) -> Result<Self, (&'static str, String)> {
        let mut config = Self::default();
        let schedule = &mut config.schedule;
        if let Some(retention) = written.retention {
            schedule.retention = within("retention", retention, 0.7, 0.99)?;
        }
        if let Some(minutes) = written.learning_minutes {
            schedule.learning = steps("learning_minutes", &minutes)?;
        }
        if let Some(minutes) = written.relearning_minutes {
            schedule.relearning = steps("relearning_minutes", &minutes)?;
        }
        if let Some(days) = written.longest_days {
            schedule.longest = within("longest_days", days, 1, 36_500)?;
        }
        if let Some(lapses) = written.leech_lapses {
            schedule.leech_first = lapses;
        }
        if let Some(start) = written.day_start {
            config.day_start = start
                .parse()
                .map_err(|_| ("day_start", format!("is `{start}`, but should be a time such as `04:00`")))?;
        }
        config.buttons = match written.buttons {
            None | Some(4) => Buttons::Four,
            Some(2) => Buttons::Two,
            Some(other) => return Err(("buttons", format!("is {other}, but should be 2 or 4"))),
        };
        config.new_per_day = written.new_per_day.unwrap_or(config.new_per_day);
        config.time_per_day = match written.minutes_per_day {
            None => config.time_per_day,
            Some(0) => None,
            Some(minutes) => Some(Duration::from_mins(within("minutes_per_day", minutes, 1, 1440)?)),
        };
        config.theme = written.theme.unwrap_or_default();
        config.ascii = written.ascii;
        config.mouse = written.mouse.unwrap_or(config.mouse);
        config.accents = written.accents.unwrap_or_default();
        Ok(config)
    }
}

fn within<T: PartialOrd + Copy + std::fmt::Display>(
    setting: &'static str,
    value: T,
    least: T,
    most: T,
) -> Result<T, (&'static str, String)> {
    if value >= least && value <= most {
        return Ok(value);
    }
    Err((setting, format!("is {value}, but should be from {least} to {most}")))
}

/// `message` of the TOML reader without the names of Rust's types.
fn plainly(message: &str) -> String {
    let types = [
        ("usize", "a whole number"),
        ("u64", "a whole number"),
        ("u32", "a whole number"),
        ("u8", "a whole number"),
        ("f32", "a number"),
        ("f64", "a number"),
        ("unknown variant", "unknown value"),
        ("unknown field", "unknown setting"),
    ];
    types.iter().fold(message.to_owned(), |message, (name, plain)| message.replace(name, plain))
}

fn steps(name: &'static str, minutes: &[f64]) -> Result<Vec<Duration>, (&'static str, String)> {
    minutes
        .iter()
        .map(|&minutes| within(name, minutes, 0.1, 720.0).map(|m| Duration::from_secs_f64(60.0 * m)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_file_everything_has_its_default() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Config::load(folder.path()).unwrap(), Config::default());
    }

    #[test]
    fn settings_are_read_and_what_cannot_be_is_named_with_its_line() {
        let config = Config::parse(
            "new_per_day = 5\nminutes_per_day = 0\nbuttons = 2\nlearning_minutes = []\nday_start = '03:30'\ntheme = 'light'",
        )
        .unwrap();
        assert_eq!(
            (config.new_per_day, config.buttons, config.day_start),
            (5, Buttons::Two, time(3, 30, 0, 0))
        );
        assert!(config.schedule.learning.is_empty());
        assert_eq!(config.time_per_day, None, "no minutes are no limit");
        let told = |text| Config::parse(text).unwrap_err();
        assert!(
            told("\nnew_a_day = 5").starts_with("line 2: unknown setting `new_a_day`"),
            "{}",
            told("\nnew_a_day = 5")
        );
        assert_eq!(told("retention = 1.5"), "line 1: `retention` is 1.5, but should be from 0.7 to 0.99");
        assert_eq!(told("\nbuttons = 3"), "line 2: `buttons` is 3, but should be 2 or 4");
        assert!(told("learning_minutes = [-1]").contains("from 0.1 to 720"));
        assert_eq!(Config::parse("accents = 'ignore'\nmouse = false").unwrap().accents, Accents::Ignore);
        assert!(
            told("accents = 'no'").starts_with("line 1: unknown value `no`"),
            "{}",
            told("accents = 'no'")
        );
        assert!(told("learning_minutes = [nan]").contains("from 0.1 to 720"));
    }

    #[test]
    fn the_readme_explains_every_setting_with_its_default() {
        let readme = include_str!("../README.md");
        let table = readme.split("## Settings").nth(1).unwrap().split("\n## ").next().unwrap();
        let lines: Vec<&str> =
            table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        let config = Config::parse(&lines.join("\n")).unwrap();
        assert_eq!(config, Config { ascii: Some(false), ..Config::default() });
        assert_eq!(lines.len(), 13, "a setting is missing in the table, or this number is old");
    }
}
