//! The precision of the tables: double to be exact, single to be small and quick.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Mul, Sub, SubAssign};

/// A number of a table.
pub trait Real:
    Copy
    + Debug
    + Default
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + AddAssign
    + SubAssign
    + Send
    + Sync
    + 'static
{
    /// Questions on a node that are too few to be carried on: they wait.
    const NEGLIGIBLE: Self;
    /// Where the logistic function of less than this counts as 0.
    const FAINT: Self;

    /// The nearest number to it.
    fn of(number: f64) -> Self;

    /// The same in double precision.
    fn to_f64(self) -> f64;

    /// 1/(1 + exp(-number)).
    #[must_use]
    fn logistic(self) -> Self;
}

impl Real for f64 {
    const NEGLIGIBLE: Self = 0.0;
    const FAINT: Self = Self::NEG_INFINITY;

    fn of(number: f64) -> Self {
        number
    }

    fn to_f64(self) -> f64 {
        self
    }

    fn logistic(self) -> Self {
        1.0 / (1.0 + (-self).exp())
    }
}

impl Real for f32 {
    const NEGLIGIBLE: Self = 1e-9;
    const FAINT: Self = -18.0;

    fn of(number: f64) -> Self {
        number as Self
    }

    fn to_f64(self) -> f64 {
        self.into()
    }

    fn logistic(self) -> Self {
        1.0 / (1.0 + (-self).exp())
    }
}
