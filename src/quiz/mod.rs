//! A timed quiz: the blueprint of an exam, the paper drawn by it, the sitting, and its marks.
//!
//! A blueprint says how many questions a form has and how they are spread over topics; the questions themselves come
//! from decks, by tag. The same seed draws the same paper. A sitting is folded from its steps.

mod advice;
mod ask;
mod blueprint;
mod distractors;
mod drawing;
mod facts;
mod feed;
mod fit;
pub mod keys;
mod mark;
mod number;
mod paper;
mod profile;
mod reader;
mod rivals;
mod running;
mod sample;
mod seed;
mod shares;
mod sitting;
mod terms;
mod words;

pub use crate::card::Part;
pub use advice::{Advice, WEAK};
pub use blueprint::{Exam, Form, Topic, Topics};
pub use feed::{Lesson, knew};
pub use fit::fit;
pub use mark::{Mark, Report, TopicReport, topic_trends};
pub use paper::{Item, Paper, Pool, Scale, draw};
pub use reader::{is_exam, read};
pub use running::{News, Running};
pub use sample::{Askable, Sampling};
pub use seed::{BadSeed, Seed};
pub use shares::shares;
pub use sitting::{Act, End, Entry, Pace, Progress, Sitting, SittingId, Step, Sureness};
pub use terms::{Terms, Timing};
