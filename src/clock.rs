//! The one place that asks what time it is and that draws a seed.
//!
//! Everything else takes the time as an argument and the randomness as `&mut StdRng`, so that any run can be
//! repeated: `EXAMDRILL_NOW` fixes the clock, `EXAMDRILL_SEED` the randomness.

use std::env;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

/// Why the environment gives no clock or no seed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `EXAMDRILL_NOW` is set to something else than a time.
    #[error("cannot read `EXAMDRILL_NOW`: `{text}` is not a time such as `2026-03-01T08:00:00Z`")]
    Now {
        /// What it is set to.
        text: String,
        /// What the reader of times says.
        source: jiff::Error,
    },
    /// `EXAMDRILL_SEED` is set to something else than a number.
    #[error("cannot read `EXAMDRILL_SEED`: `{text}` is not a number from 0 to {}", u64::MAX)]
    Seed {
        /// What it is set to.
        text: String,
        /// What the reader of numbers says.
        source: std::num::ParseIntError,
    },
}

/// One moment, told in the two ways that programs need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The time of day: for what is stored and shown. It may jump when someone sets the clock.
    pub now: Timestamp,
    /// Since the program started: for measuring how long something takes. It never jumps.
    pub elapsed: Duration,
}

/// A clock.
#[derive(Debug, Clone)]
pub struct Clock {
    fixed: Option<Timestamp>,
    started: Instant,
}

impl Clock {
    /// The machine's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the others are told to ask")]
    pub fn real() -> Self {
        Self { fixed: None, started: Instant::now() }
    }

    /// A clock that stands still at `now`: asking does not move it, and nothing ever takes any time.
    ///
    /// It stands still, rather than running on from `now`, so that two runs write the same log to the last byte.
    pub fn fixed(now: Timestamp) -> Self {
        Self { fixed: Some(now), ..Self::real() }
    }

    /// Fixed at `EXAMDRILL_NOW` (RFC 3339) where that is set and not empty, otherwise the machine's.
    pub fn from_environment() -> Result<Self, Error> {
        let Some(text) = variable("EXAMDRILL_NOW") else { return Ok(Self::real()) };
        text.parse().map(Self::fixed).map_err(|source| Error::Now { text, source })
    }

    /// Whether it stands still, so that waiting for a time on it would never end.
    pub const fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }

    /// The time of day.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the others are told to ask")]
    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }

    /// Time since the program started; always zero on a fixed clock.
    pub fn elapsed(&self) -> Duration {
        if self.fixed.is_some() { Duration::ZERO } else { self.started.elapsed() }
    }

    /// Both at once.
    pub fn moment(&self) -> Moment {
        Moment { now: self.now(), elapsed: self.elapsed() }
    }
}

/// Randomness: seeded from `EXAMDRILL_SEED` where that is set and not empty, otherwise by the operating system.
pub fn rng() -> Result<StdRng, Error> {
    let Some(text) = variable("EXAMDRILL_SEED") else { return Ok(rand::make_rng()) };
    text.parse().map(StdRng::seed_from_u64).map_err(|source| Error::Seed { text, source })
}

fn variable(name: &str) -> Option<String> {
    env::var_os(name).map(|text| text.to_string_lossy().into_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_still() {
        let now: Timestamp = "2026-03-01T08:00:00Z".parse().unwrap();
        let clock = Clock::fixed(now);
        assert_eq!(clock.moment(), Moment { now, elapsed: Duration::ZERO });
        assert_eq!(clock.moment(), clock.moment());
    }

    #[test]
    fn the_real_clock_never_goes_back() {
        let clock = Clock::real();
        assert!(clock.elapsed() <= clock.elapsed());
    }
}
