//! The names that a formula may use.

use std::cell::{Cell, RefCell};

use super::check::Node;
use super::value::{Sort, Value};
use super::{Formula, Mistake};

/// The names that a formula may use, in the order in which they get their values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    names: Vec<Name>,
    /// Those that are yet to be declared, the next one first.
    later: Vec<String>,
    /// Those of which nothing is known, since what declares them is wrong.
    broken: Vec<String>,
    /// What was found since it was last asked for, and is no mistake for certain.
    doubts: RefCell<Vec<Mistake>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Name {
    name: String,
    sort: Sort,
    texts: Option<Texts>,
    is_used: Cell<bool>,
}

/// What is known of texts that can be drawn and are not all whole numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Texts {
    /// One that is no whole number.
    pub(super) odd: String,
    /// Whether there are numbers among them, with decimals or without.
    pub(super) has_numbers: bool,
}

impl Texts {
    fn of<'a>(values: impl Iterator<Item = &'a Value>) -> Option<Self> {
        let texts: Vec<String> = values.map(Value::to_string).collect();
        let odd = texts.iter().find(|text| Sort::Whole.read(text).is_err())?;
        Some(Self { odd: odd.clone(), has_numbers: texts.iter().any(|text| is_number(text)) })
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['-', '+']);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.parse::<f64>().is_ok()
}

impl Scope {
    /// Adds a name, whose value comes behind those there are.
    pub fn add(&mut self, name: impl Into<String>, sort: Sort) {
        self.push(name.into(), sort, None);
    }

    /// Adds the name of what is one of `values`, all of one sort.
    pub(super) fn add_one_of<'a>(
        &mut self,
        name: impl Into<String>,
        values: impl Iterator<Item = &'a Value> + Clone,
    ) {
        let sort = values.clone().next().map_or(Sort::Text, Value::sort);
        let texts = if sort == Sort::Text { Texts::of(values) } else { None };
        self.push(name.into(), sort, texts);
    }

    /// Adds the name of what `formula` gives.
    pub fn add_formula(&mut self, name: impl Into<String>, formula: &Formula) {
        let texts = self.texts(&formula.root).cloned();
        self.push(name.into(), formula.sort, texts);
    }

    /// Adds a name of which nothing is known: formulas that use it are not told of.
    pub fn add_broken(&mut self, name: &str) {
        self.broken.push(name.to_owned());
        self.add(name, Sort::Text);
    }

    /// Says which names are to be declared next, in their order.
    pub fn expect(&mut self, names: impl Iterator<Item = String>) {
        self.later = names.collect();
    }

    /// Goes on to the next name that is declared; what stands before it is known.
    pub fn go_on(&mut self) {
        self.later.drain(..1.min(self.later.len()));
    }

    fn push(&mut self, name: String, sort: Sort, texts: Option<Texts>) {
        self.names.push(Name { name, sort, texts, is_used: Cell::new(false) });
    }

    /// The place and the sort of the value called `name`.
    pub(super) fn find(&self, name: &str) -> Option<(usize, Sort)> {
        let place = self.names.iter().position(|known| known.name == name)?;
        self.names[place].is_used.set(true);
        Some((place, self.names[place].sort))
    }

    /// What is known of the texts that `node` can be, where it is a name.
    pub(super) fn texts(&self, node: &Node) -> Option<&Texts> {
        let Node::Named(place) = node else { return None };
        self.names.get(*place)?.texts.as_ref()
    }

    /// How `node` is called, where it is a name.
    pub(super) fn name(&self, node: &Node) -> Option<&str> {
        let Node::Named(place) = node else { return None };
        self.names.get(*place).map(|known| known.name.as_str())
    }

    /// Whether something is called so.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.name == name)
    }

    /// Whether a formula uses `name`, or one of its columns.
    pub fn is_used(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.is_used.get() && row(&known.name) == name)
    }

    /// Whether what declares `name` is wrong.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.broken.iter().any(|broken| broken == row(name))
    }

    /// How many names further down `name` is declared; 0 where it is just being declared.
    pub(super) fn place_later(&self, name: &str) -> Option<usize> {
        self.later.iter().position(|later| later == row(name))
    }

    /// Takes down what may be meant otherwise.
    pub(super) fn doubt(&self, doubt: Mistake) {
        self.doubts.borrow_mut().push(doubt);
    }

    /// What may be meant otherwise in the formulas that were read since this was last asked.
    pub fn doubts(&self) -> Vec<Mistake> {
        self.doubts.take()
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|known| known.name.as_str())
    }
}

/// The name before the point: that of the row where `name` is that of a column.
fn row(name: &str) -> &str {
    name.split_once('.').map_or(name, |(row, _)| row)
}
