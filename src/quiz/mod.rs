//! A timed quiz: the blueprint of an exam, and the paper that is drawn by it.
//!
//! A blueprint says how many questions a form has and how they are spread over topics; the questions themselves come
//! from decks, by tag. The same seed draws the same paper.

mod ask;
mod blueprint;
mod drawing;
mod facts;
mod fit;
mod lures;
mod paper;
mod reader;
mod shares;

pub use ask::Part;
pub use blueprint::{Exam, Form, Topic};
pub use fit::fit;
pub use paper::{Item, Paper, draw};
pub use reader::{is_exam, read};
pub use shares::shares;
