//! What the learner decided about questions, apart from ratings.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::{Connection, Row};

use super::log::id_in;
use super::renames::Renames;
use super::reviews::unreadable;
use super::{Error, Store};
use crate::card::QuestionKey;
use crate::schedule::Decision;

/// Where a question stands by the learner's decisions. The last of each sort counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    /// Set aside until taken back.
    pub suspended: bool,
    /// Marked to be looked at.
    pub flagged: bool,
    /// Not before this study day.
    pub buried: Option<Date>,
    /// The names the question had before, whose progress it goes on with; sorted.
    pub carried_from: Vec<QuestionKey>,
}

impl Decisions {
    /// Lets `decision` count, which is newer than all before it. One that carries progress over is about two questions, and
    /// changes nothing here.
    pub fn apply(&mut self, decision: &Decision) {
        match decision {
            Decision::Suspend(yes) => self.suspended = *yes,
            Decision::Flag(yes) => self.flagged = *yes,
            Decision::Bury(day) => self.buried = *day,
            Decision::Carry(_) => {}
        }
    }

    /// Whether the question is not asked on that study day.
    pub fn is_away(&self, today: Date) -> bool {
        self.suspended || self.buried.is_some_and(|day| day > today)
    }
}

impl Store {
    /// Where each question stands that something was ever decided about, under its present name.
    ///
    /// What was decided under an older name was carried over with the progress.
    pub fn standing(&self) -> Result<HashMap<QuestionKey, Decisions>, Error> {
        self.snapshot(|| self.read("read the decisions in", standing))
    }
}

fn standing(connection: &Connection) -> rusqlite::Result<HashMap<QuestionKey, Decisions>> {
    let carries = Renames::read(connection)?;
    let mut standing: HashMap<QuestionKey, Decisions> = HashMap::new();
    let sql = "SELECT key, sort, value, id FROM decision JOIN question ON number = question
               WHERE sort <> 'carry' ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = QuestionKey::from_stored(row.get_ref(0)?.as_str()?);
        let owner = carries.owner(&key, id_in(row, 3)?);
        standing.entry(owner.clone()).or_default().apply(&decision(row)?);
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

fn decision(row: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(match (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str_or_null()?) {
        ("suspend", Some(word)) => Decision::Suspend(word == "yes"),
        ("flag", Some(word)) => Decision::Flag(word == "yes"),
        ("bury", None) => Decision::Bury(None),
        ("bury", Some(day)) => Decision::Bury(Some(day.parse().map_err(|_| unreadable(2, "a day"))?)),
        _ => return Err(unreadable(1, "a decision")),
    })
}
