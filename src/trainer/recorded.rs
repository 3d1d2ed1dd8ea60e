//! The settings that move the fold, as the log records them, so that it folds the same elsewhere.
//!
//! They are chosen in `config.toml`. A value is recorded when the file's differs from the one this device recorded last,
//! never because another device's does; of all records the newest counts.

use jiff::Timestamp;

use crate::config::Config;
use crate::schedule::{Choice, Choices, Days, Settings, Subject};
use crate::store::{self, Store};

/// A setting whose value in force is not the file's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    /// Its name in the file.
    pub setting: &'static str,
    /// The file's value.
    pub wanted: String,
    /// The value that the log folds by.
    pub in_force: String,
}

/// Records what the file says anew, where the log can be written to.
pub(super) fn record(store: &Store, config: &Config, now: Timestamp) -> Result<(), store::Error> {
    if store.is_read_only() {
        return Ok(());
    }
    let recorded = store.own_choices()?;
    let wanted = config.schedule().recorded(config.day_start).into_iter();
    let new = wanted.filter(|(setting, value)| in_force(&recorded, setting) != *value);
    store.choose(&new.map(choice).collect::<Vec<_>>(), now)
}

impl Overruled {
    /// The choice that puts the file's value in force, whatever another device recorded.
    pub fn insisting(&self) -> Choice {
        choice((self.setting, self.wanted.clone()))
    }
}

/// Lets `config` have the values in force. Gives those that are not the file's.
pub(super) fn apply(store: &Store, config: &mut Config) -> Result<Vec<Overruled>, store::Error> {
    let choices = store.choices()?;
    let mut overruled = Vec::new();
    let mut schedule = config.schedule();
    for (setting, wanted) in schedule.recorded(config.day_start) {
        let in_force = in_force(&choices, setting);
        if wanted != in_force && schedule.set(&mut config.day_start, setting, &in_force) {
            overruled.push(Overruled { setting, wanted, in_force });
        }
    }
    config.follow(schedule);
    Ok(overruled)
}

/// The recorded value; without a record the standard one, by which a log is folded that says nothing.
fn in_force(recorded: &Choices, setting: &str) -> String {
    if let Some(value) = recorded.get(&Subject::Schedule, setting) {
        return value.to_owned();
    }
    let standard = Settings::default().recorded(Days::START).into_iter().find(|(name, _)| *name == setting);
    standard.map(|(_, value)| value).unwrap_or_default()
}

fn choice((setting, value): (&str, String)) -> Choice {
    Choice { subject: Subject::Schedule, what: setting.to_owned(), value: Some(value) }
}
