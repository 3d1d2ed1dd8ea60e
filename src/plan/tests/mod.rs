//! Promises of the plan as a whole.

mod properties;
mod vectors;
