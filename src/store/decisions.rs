//! What the learner decided about questions, and under which name a question's progress goes on.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::Connection;

use super::reviews::{keys, unreadable};
use super::{Error, Store};
use crate::card::QuestionKey;
use crate::schedule::Decision;

/// Where a question stands by the learner's decisions. The last of each sort counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Set aside until taken back.
    pub suspended: bool,
    /// Marked to be looked at.
    pub flagged: bool,
    /// Not before this study day.
    pub buried: Option<Date>,
    /// The names the question had before, whose reviews count for it; sorted.
    pub carried_from: Vec<QuestionKey>,
}

impl Store {
    /// Where each question stands that something was ever decided about, under its present name.
    ///
    /// What was decided under an older name counts like what was decided under the present one.
    pub fn standing(&self) -> Result<HashMap<QuestionKey, Standing>, Error> {
        let decisions = self.decisions()?;
        let carries = resolved(&decisions);
        let mut standing: HashMap<QuestionKey, Standing> = HashMap::new();
        for (key, decision) in &decisions {
            let present = standing.entry(carries.get(key).unwrap_or(key).clone()).or_default();
            match decision {
                Decision::Suspend(yes) => present.suspended = *yes,
                Decision::Flag(yes) => present.flagged = *yes,
                Decision::Bury(day) => present.buried = *day,
                Decision::Carry(_) => {}
            }
        }
        for (old, new) in carries {
            standing.entry(new).or_default().carried_from.push(old);
        }
        standing.values_mut().for_each(|standing| standing.carried_from.sort());
        Ok(standing)
    }

    /// For each name that a question once had, its present one. Chains are followed to their end, and where names
    /// go in a ring, the last decision broke it: carrying back what was carried over just undoes it.
    pub fn carries(&self) -> Result<HashMap<QuestionKey, QuestionKey>, Error> {
        Ok(resolved(&self.decisions()?))
    }

    /// The key and all older names whose reviews count for it; nothing for a name that was given up.
    pub fn names_of(&self, key: &QuestionKey) -> Result<Vec<QuestionKey>, Error> {
        let carries = self.carries()?;
        if carries.contains_key(key) {
            return Ok(Vec::new());
        }
        let mut names: Vec<_> =
            carries.into_iter().filter(|(_, new)| new == key).map(|(old, _)| old).collect();
        names.push(key.clone());
        names.sort();
        Ok(names)
    }

    /// All decisions in the order they were made in.
    fn decisions(&self) -> Result<Vec<(QuestionKey, Decision)>, Error> {
        self.snapshot(|| self.read("read the decisions in", decisions))
    }
}

fn decisions(connection: &Connection) -> rusqlite::Result<Vec<(QuestionKey, Decision)>> {
    let keys = keys(connection)?;
    let mut statement =
        connection.prepare_cached("SELECT question, sort, value FROM decision ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut decisions = Vec::new();
    while let Some(row) = rows.next()? {
        let key = keys.get(row.get::<_, u32>(0)? as usize).cloned().flatten();
        let decision = match (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str_or_null()?) {
            ("suspend", Some(value)) => Some(Decision::Suspend(value == "yes")),
            ("flag", Some(value)) => Some(Decision::Flag(value == "yes")),
            ("bury", None) => Some(Decision::Bury(None)),
            ("bury", Some(day)) => day.parse().ok().map(|day| Decision::Bury(Some(day))),
            ("carry", Some(key)) => Some(Decision::Carry(QuestionKey::from_stored(key))),
            _ => None,
        };
        decisions.push((
            key.ok_or_else(|| unreadable(0, "a question's number"))?,
            decision.ok_or_else(|| unreadable(1, "a decision"))?,
        ));
    }
    Ok(decisions)
}

/// The last name of every name that progress was carried away from.
fn resolved(decisions: &[(QuestionKey, Decision)]) -> HashMap<QuestionKey, QuestionKey> {
    let mut next: HashMap<&QuestionKey, &QuestionKey> = HashMap::new();
    for (old, decision) in decisions {
        if let Decision::Carry(new) = decision {
            next.insert(old, new);
            // The new name holds the progress from now on, so that no ring can come about.
            next.remove(new);
        }
    }
    let last = |mut key| {
        while let Some(&new) = next.get(key) {
            key = new;
        }
        key.clone()
    };
    next.keys().map(|&old| (old.clone(), last(old))).collect()
}
