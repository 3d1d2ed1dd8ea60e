//! Promises of the plan as a whole.

mod properties;
mod rolls;
mod vectors;
