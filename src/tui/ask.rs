//! What screens ask the log for, and what it tells them: they cannot look into it themselves.

use jiff::Timestamp;

use crate::card::QuestionKey;
use crate::quiz::{Advice, SittingId};
use crate::schedule::Review;
use crate::store::{self, Unreadable};
use crate::trainer::{Missed, Overview, Past, Recent, TrackRecord, Trainer, Waiting};
use crate::tui::jobs::Kind;

/// Something that only the log knows.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// How everything stands.
    Overview,
    /// How quizzes and topics have gone.
    TrackRecord,
    /// What a session is made by.
    Recent,
    /// Which questions were answered wrong lately.
    Missed,
    /// The reviews of a question.
    History(QuestionKey),
    /// The quiz that has not ended.
    WaitingQuiz,
    /// The quizzes that were sat.
    Quizzes,
    /// A quiz that has ended.
    Quiz(SittingId),
    /// What a quiz and those of its exam before it say.
    Advice(Box<Past>),
}

/// What the log told.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// How everything stands.
    Overview(Box<Overview>),
    /// How quizzes and topics have gone.
    TrackRecord(Box<TrackRecord>),
    /// What a session is made by.
    Recent(Box<Recent>),
    /// The questions that were answered wrong lately.
    Missed(Missed),
    /// The reviews of this question that count, oldest first.
    History(QuestionKey, Vec<Review>),
    /// The quiz that has not ended, if there is one.
    WaitingQuiz(Option<Box<Waiting>>),
    /// The quizzes that have ended, oldest first, and those that cannot be read.
    Quizzes(Vec<Past>, Vec<Unreadable>),
    /// The quiz of this name; `None` where it was thrown away.
    Quiz(SittingId, Option<Box<Past>>),
    /// The advice; `None` where no exam was sat.
    Advice(Option<Advice>),
}

/// What comes of asking the log.
pub(super) enum Answer {
    /// It told.
    Told(Told),
    /// It told what there is to compute: each of a hundred thousand questions, which takes longer than a key may.
    ToCompute(Kind, Box<dyn FnOnce() -> Told + Send>),
}

/// Asks the log of `trainer`.
pub(super) fn answer(trainer: &Trainer, ask: Ask, now: Timestamp) -> Result<Answer, store::Error> {
    Ok(Answer::Told(match ask {
        Ask::Overview => {
            let looking = trainer.looking_over(now)?;
            let compute = Box::new(move || Told::Overview(Box::new(looking.run())));
            return Ok(Answer::ToCompute(Kind::Overview, compute));
        }
        Ask::TrackRecord => {
            let looking = trainer.looking_back(now)?;
            let compute = Box::new(move || Told::TrackRecord(Box::new(looking.run())));
            return Ok(Answer::ToCompute(Kind::TrackRecord, compute));
        }
        Ask::Recent => Told::Recent(Box::new(trainer.recent(now)?)),
        Ask::Missed => Told::Missed(trainer.missed(trainer.today(now))?),
        Ask::History(key) => {
            let reviews = trainer.history(&key)?;
            Told::History(key, reviews)
        }
        Ask::WaitingQuiz => Told::WaitingQuiz(trainer.waiting_quiz(now)?.map(Box::new)),
        Ask::Quizzes => Told::Quizzes(trainer.past_quizzes()?, trainer.unreadable_quizzes()?),
        Ask::Quiz(id) => Told::Quiz(id, trainer.past_quiz(id)?.map(Box::new)),
        Ask::Advice(past) => Told::Advice(trainer.advice(&past)?),
    }))
}
