//! When to ask what: ratings, reviews, the memory they fold to, study days, and the order of a day's questions.
//!
//! Everything here is a value: time comes in as an argument, and chance as a seed made from the question's key.

mod review;

pub use review::{Decision, DeviceId, Memory, Mode, Rating, Review, ReviewId, Step};
