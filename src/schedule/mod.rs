//! When to ask what: ratings, reviews, the memory they fold to, study days, and the order of a day's questions.
//!
//! Everything here is a value: time comes in as an argument, and chance as a seed made from the question's key.

mod calendar;
pub mod calibration;
mod choice;
mod days;
mod expected;
pub mod fit;
mod hash;
mod interval;
mod load;
mod memories;
mod model;
pub mod pace;
mod parameters;
mod queue;
mod review;
mod settings;
mod steps;
mod suggest;

pub use calendar::{Calendar, DaysOff, NoDay, NoDays, NoWeekday, WEEKDAYS, WeekdayMinutes, When};
pub use calibration::Calibration;
pub use choice::{Choice, Choices, Subject};
pub use days::{Days, days_between};
pub use expected::{Expected, Shares};
pub use load::Load;
pub use memories::Memories;
pub use model::{Model, Outcome, Wait};
pub use parameters::Parameters;
pub use queue::{Budget, Candidate, DayQueue, ExamBudget, Offer, day_queue, spread};
pub use review::{Decision, DeviceId, Memory, Mode, Moment, Prediction, Rating, Review, RowId, Stamp, Step};
pub use settings::{Buttons, Settings};
pub use suggest::suggest;
