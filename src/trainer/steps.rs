//! Long work that can be looked on and stopped.

use std::ops::ControlFlow;

/// Someone who is told how far long work has come, and may stop it.
pub trait Steps {
    /// So many of so many steps are done. Gives whether to go on with the next; what stops early takes what it has.
    fn step(&self, done: usize, of: usize) -> ControlFlow<()>;
}

/// No one looks on, so that all is done.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Steps for Unwatched {
    fn step(&self, _: usize, _: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
