//! Looks on while formulas are computed, for divisions that leave a remainder out.

use std::cell::{Cell, RefCell};

use super::Formula;
use super::check::Node;
use super::syntax::Operator;
use super::value::Value;

/// Numbers taken apart that a generator is known for; what is taken apart beyond them counts as divided.
const MOST_PARTED: usize = 64;

/// What a formula is computed from: the values of the names, and who looks on.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub(super) values: &'a [Value],
    watch: Option<&'a Watch<'a>>,
}

/// Looks on while the formulas of a generator are computed.
pub struct Watch<'a> {
    /// What is taken apart with `%`, so that a division of it leaves nothing out.
    parted: Vec<&'a Node>,
    place: Cell<Place>,
    found: RefCell<Option<Uneven>>,
}

/// A key of a generator, and which of the things in it.
pub type Place = (&'static str, Option<usize>);

/// A division that does not come out even.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uneven {
    /// Where it stands.
    pub place: Place,
    /// The number that is divided.
    pub number: i128,
    /// What it is divided by.
    pub by: i128,
}

impl<'a> From<&'a [Value]> for Given<'a> {
    fn from(values: &'a [Value]) -> Self {
        Self { values, watch: None }
    }
}

impl<'a> Given<'a> {
    /// These values for what stands at `place`; `watch` looks on, if there is one.
    pub fn watched(values: &'a [Value], watch: Option<&'a Watch<'a>>, place: Place) -> Self {
        if let Some(watch) = watch {
            watch.place.set(place);
        }
        Self { values, watch }
    }

    /// The same, and nobody looks on.
    pub(super) fn unwatched(self) -> Self {
        Self { watch: None, ..self }
    }

    /// Tells that the first of `two`, which is `number`, is divided by the second.
    pub(super) fn divided(&self, [left, _]: &[Node; 2], number: i128, by: i128) {
        let Some(watch) = self.watch else { return };
        let is_even = number.checked_rem(by).is_none_or(|rest| rest == 0);
        let mut found = watch.found.borrow_mut();
        if !is_even && found.is_none() && !watch.parted.contains(&dividend(left)) {
            *found = Some(Uneven { place: watch.place.get(), number, by });
        }
    }
}

impl<'a> Watch<'a> {
    /// Looks on while `formulas`, all those of one generator, are computed.
    pub fn over(formulas: impl Iterator<Item = &'a Formula>) -> Self {
        let mut parted = Vec::new();
        let mut open: Vec<&Node> = formulas.map(|formula| &formula.root).collect();
        while let Some(node) = open.pop() {
            if let (Node::Binary(Operator::Modulo, two), ..MOST_PARTED) = (node, parted.len()) {
                parted.push(dividend(&two[0]));
            }
            open.extend(node.parts());
        }
        Self { parted, place: Cell::new(("", None)), found: RefCell::new(None) }
    }

    /// The first division since this was last asked that left a remainder out.
    pub fn found(&self) -> Option<Uneven> {
        self.found.take()
    }
}

impl Operator {
    /// Whether rounding on its left side is meant: numbers are only compared, or a digit is taken, `n / 10 % 10`.
    pub(super) fn rounds_within(self, left: &Node) -> bool {
        match self {
            Self::Modulo => matches!(left, Node::Binary(Self::Over, _)),
            _ => self.compares(),
        }
    }
}

/// What is divided in the end: `n` in `n / 10 / 10`.
fn dividend(mut node: &Node) -> &Node {
    while let Node::Binary(Operator::Over, two) = node {
        node = &two[0];
    }
    node
}
