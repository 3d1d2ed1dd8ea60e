//! Tells what an import or an export did not carry: for people and for programs.

use serde::Serialize;

use crate::exchange::{Loss, Place, Report};

/// A report as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct Shape {
    cards: usize,
    losses: Vec<LossShape>,
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
        Self { cards: report.cards, losses }
    }
}

impl LossShape {
    fn of(loss: &Loss) -> Self {
        let place = |(place, what): &(Place, Option<String>)| PlaceShape {
            line: if let Place::Line(line) = place { Some(*line) } else { None },
            card: if let Place::Card(card) = place { Some(card.clone()) } else { None },
            what: what.clone(),
        };
        Self {
            kind: loss.lost.name(),
            count: loss.count,
            told: loss.to_string(),
            places: loss.places.iter().map(place).collect(),
        }
    }
}
