//! Counts comparisons, so that a test can hold against each other what a text costs and what one twice as long costs.
//! Outside of tests it is nothing.

/// Counts `steps` comparisons.
#[cfg(not(test))]
pub const fn count(_steps: usize) {}

#[cfg(test)]
pub use counter::{count, counted};

#[cfg(test)]
mod counter {
    use std::cell::Cell;

    thread_local! {
        static STEPS: Cell<u64> = const { Cell::new(0) };
    }

    /// Counts `steps` comparisons.
    pub fn count(steps: usize) {
        STEPS.set(STEPS.get() + steps as u64);
    }

    /// The comparisons that `work` takes on this thread.
    pub fn counted(work: impl FnOnce()) -> u64 {
        let before = STEPS.get();
        work();
        STEPS.get() - before
    }
}
