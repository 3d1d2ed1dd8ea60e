//! What the learner decided about questions, apart from ratings.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::{Connection, Row};

use super::carries::Carries;
use super::log::id_in;
use super::reviews::unreadable;
use super::{Error, Store};
use crate::card::QuestionKey;

/// Where a question stands by the learner's decisions. The last of each sort counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Set aside until taken back.
    pub suspended: bool,
    /// Marked to be looked at.
    pub flagged: bool,
    /// Not before this study day.
    pub buried: Option<Date>,
    /// The names the question had before, whose progress it goes on with; sorted.
    pub carried_from: Vec<QuestionKey>,
}

impl Standing {
    /// Whether the question is not asked on that study day.
    pub fn is_away(&self, today: Date) -> bool {
        self.suspended || self.buried.is_some_and(|day| day > today)
    }
}

impl Store {
    /// Where each question stands that something was ever decided about, under its present name.
    ///
    /// What was decided under an older name was carried over with the progress.
    pub fn standing(&self) -> Result<HashMap<QuestionKey, Standing>, Error> {
        self.snapshot(|| self.read("read the decisions in", standing))
    }
}

fn standing(connection: &Connection) -> rusqlite::Result<HashMap<QuestionKey, Standing>> {
    let carries = Carries::read(connection)?;
    let mut standing: HashMap<QuestionKey, Standing> = HashMap::new();
    let sql = "SELECT key, sort, value, id FROM decision JOIN question ON number = question
               WHERE sort <> 'carry' ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = QuestionKey::from_stored(row.get_ref(0)?.as_str()?);
        let owner = carries.owner(&key, id_in(row, 3)?);
        decide(standing.entry(owner.clone()).or_default(), row)?;
    }
    for (old, owners) in carries.owners() {
        for owner in owners.into_iter().filter(|owner| *owner != old) {
            standing.entry(owner.clone()).or_default().carried_from.push(old.clone());
        }
    }
    for one in standing.values_mut() {
        one.carried_from.sort();
    }
    Ok(standing)
}

fn decide(standing: &mut Standing, row: &Row<'_>) -> rusqlite::Result<()> {
    match (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str_or_null()?) {
        ("suspend", Some(word)) => standing.suspended = word == "yes",
        ("flag", Some(word)) => standing.flagged = word == "yes",
        ("bury", None) => standing.buried = None,
        ("bury", Some(day)) => standing.buried = Some(day.parse().map_err(|_| unreadable(2, "a day"))?),
        _ => return Err(unreadable(1, "a decision")),
    }
    Ok(())
}
