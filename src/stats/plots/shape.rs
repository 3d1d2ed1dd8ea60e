//! What a plot is made of, whoever draws it.

use jiff::civil::Date;

use crate::stats::answers::SURE_FROM;

/// A plot, and what it is called.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// Its name.
    pub title: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// It in figures, each on a line: for where there is no room to draw.
    pub figures: Vec<String>,
    /// Answers it stands on; `None` where it stands on none.
    pub answers: Option<usize>,
    /// What is drawn.
    pub shape: Shape,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Shares beside each other.
    Bars(Vec<Bar>),
    /// Columns that rise from nothing.
    Columns(Vec<Column>),
    /// Points and lines between two axes.
    Lines(Lines),
    /// Answers on each day.
    Days(Vec<(Date, u32)>, Date),
}

/// A share of something.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What of.
    pub name: String,
    /// How much, 0 to 1; `None` where it is not known.
    pub share: Option<f64>,
    /// How much was expected, 0 to 1.
    pub expected: Option<f64>,
    /// Answers that the share stands on; `None` where it needs none.
    pub answers: Option<usize>,
    /// What else there is to say of it.
    pub note: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands beneath; empty where that is told by its neighbours.
    pub label: String,
    /// Its height.
    pub value: f64,
}

/// Points and lines between two axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// From left to right.
    pub across: Axis,
    /// From the bottom up.
    pub up: Axis,
    /// What is drawn, the last on top.
    pub series: Vec<Series>,
}

/// An axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Where it begins and ends.
    pub bounds: [f64; 2],
    /// What stands along it, evenly from its beginning to its end.
    pub labels: Vec<String>,
}

/// What belongs together.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name in the legend.
    pub name: &'static str,
    /// Its points, from left to right.
    pub points: Vec<(f64, f64)>,
    /// How it is drawn.
    pub style: Style,
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A line: what came.
    Line,
    /// A faint line: what was expected, or would be ideal.
    Ideal,
    /// Points.
    Points,
    /// Faint points: from fewer than [`SURE_FROM`] answers.
    Unsure,
}

impl Plot {
    /// Whether it stands on enough answers to say much.
    pub fn is_sure(&self) -> bool {
        is_sure(self.answers)
    }

    /// Its meaning, and that it says little where it does.
    pub fn words(&self) -> String {
        match self.answers.filter(|answers| *answers < SURE_FROM) {
            Some(answers) => format!("{} Only {answers} so far: this says little.", self.meaning),
            None => self.meaning.to_owned(),
        }
    }
}

impl Bar {
    /// Whether it stands on enough answers to say much.
    pub fn is_sure(&self) -> bool {
        is_sure(self.answers)
    }
}

fn is_sure(answers: Option<usize>) -> bool {
    answers.is_none_or(|answers| answers >= SURE_FROM)
}
