//! Tells what an import or an export did not carry: for people and for programs.

use serde::Serialize;

use crate::exchange::{Change, KeyChange, Loss, Place, Report};

/// A report as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct Shape {
    cards: usize,
    #[serde(skip_serializing_if = "is_none")]
    updated: usize,
    losses: Vec<LossShape>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<ChangeShape>,
}

/// A card that the deck and the file do not have alike, in both versions, as they are written in a deck.
#[derive(Debug, Serialize)]
struct ChangeShape {
    line: Option<usize>,
    card: String,
    prompt: String,
    taken: bool,
    keys: Vec<KeyShape>,
}

#[derive(Debug, Serialize)]
struct KeyShape {
    key: &'static str,
    deck: Option<String>,
    file: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

#[derive(Debug, Serialize)]
struct LossShape {
    kind: &'static str,
    count: usize,
    told: String,
    places: Vec<PlaceShape>,
}

#[derive(Debug, Serialize)]
struct PlaceShape {
    line: Option<usize>,
    card: Option<String>,
    what: Option<String>,
}

impl Shape {
    pub(super) fn of(report: &Report) -> Self {
        let losses = report.losses().into_iter().map(LossShape::of).collect();
        let changes = report.changes.iter().map(ChangeShape::of).collect();
        Self { cards: report.cards, updated: report.updated, losses, changes }
    }
}

impl ChangeShape {
    fn of(change: &Change) -> Self {
        let keys = change.keys.iter().map(|KeyChange { key, before, after }| KeyShape {
            key,
            deck: before.clone(),
            file: after.clone(),
        });
        Self {
            line: if let Place::Line(line) = change.place { Some(line) } else { None },
            card: change.card.clone(),
            prompt: change.prompt.clone(),
            taken: change.is_taken,
            keys: keys.collect(),
        }
    }
}

impl LossShape {
    fn of(loss: &Loss) -> Self {
        let places = loss.places.iter().map(|(place, what)| PlaceShape {
            line: if let Place::Line(line) = place { Some(*line) } else { None },
            card: if let Place::Card(card) = place { Some(card.clone()) } else { None },
            what: what.clone(),
        });
        Self { kind: loss.lost.name(), count: loss.count, told: loss.to_string(), places: places.collect() }
    }
}
