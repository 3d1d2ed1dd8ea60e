//! How far a long command has come: one line on standard error, where that is a terminal, which goes when it is done.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::time::Duration;

use crate::clock::Clock;
use crate::trainer::Steps;

/// What is done by then needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// The bar is not drawn more often than this.
const PAUSE: Duration = Duration::from_millis(50);
/// Columns of the bar itself.
const WIDTH: usize = 20;

/// The bar of one piece of work.
pub(super) struct Bar<'a> {
    /// What is done: `drawing the paper`.
    doing: &'static str,
    clock: &'a Clock,
    is_seen: bool,
    /// Since the program started, when it was begun, and when it was drawn last.
    begun: Duration,
    drawn: Cell<Option<Duration>>,
}

impl<'a> Bar<'a> {
    /// A bar for what begins now.
    pub(super) fn new(doing: &'static str, clock: &'a Clock) -> Self {
        let is_seen = io::stderr().is_terminal();
        Self { doing, clock, is_seen, begun: clock.elapsed(), drawn: Cell::new(None) }
    }

    /// Takes it away until the next step, so that something else can be written.
    pub(super) fn clear(&self) {
        if self.drawn.take().is_some() {
            // Nobody may be looking any more, and the work goes on all the same.
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }

    /// Whether it is to be drawn at `at`, since the program started.
    fn is_due(&self, at: Duration) -> bool {
        self.is_seen
            && at.saturating_sub(self.begun) >= PATIENCE
            && self.drawn.get().is_none_or(|drawn| at.saturating_sub(drawn) >= PAUSE)
    }
}

impl Steps for Bar<'_> {
    fn step(&self, done: usize, of: usize) -> ControlFlow<()> {
        let at = self.clock.elapsed();
        if self.is_due(at) {
            self.drawn.set(Some(at));
            let _ = write!(io::stderr(), "\r{}\u{1b}[K", line(self.doing, done, of));
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Bar<'_> {
    fn drop(&mut self) {
        self.clear();
    }
}

/// `drawing the paper [######..............] 4 of 12`.
fn line(doing: &str, done: usize, of: usize) -> String {
    let full = (WIDTH * done).checked_div(of).unwrap_or(0).min(WIDTH);
    format!("{doing} [{}{}] {done} of {of}", "#".repeat(full), ".".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_as_far_as_the_work_is_done() {
        assert_eq!(line("drawing the paper", 3, 12), "drawing the paper [#####...............] 3 of 12");
        assert_eq!(line("importing", 2, 2), "importing [####################] 2 of 2");
        assert_eq!(line("importing", 0, 0), "importing [....................] 0 of 0");
    }

    #[test]
    fn what_is_short_has_no_bar_and_what_is_long_has_not_more_than_the_eye_sees() {
        let clock = Clock::real();
        let mut bar = Bar::new("importing", &clock);
        (bar.is_seen, bar.begun) = (true, Duration::from_secs(1));
        assert!(!bar.is_due(Duration::from_millis(1499)));
        assert!(bar.is_due(Duration::from_millis(1500)));
        bar.drawn.set(Some(Duration::from_millis(1500)));
        assert!(!bar.is_due(Duration::from_millis(1549)));
        assert!(bar.is_due(Duration::from_millis(1550)));
        bar.drawn.set(None);
    }

    #[test]
    fn without_a_terminal_nothing_is_drawn() {
        let clock = Clock::real();
        let mut bar = Bar::new("importing", &clock);
        bar.is_seen = false;
        assert!(!bar.is_due(Duration::from_hours(1)));
    }
}
