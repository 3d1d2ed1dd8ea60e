//! How a session moved the topics that it asked.

use jiff::civil::Date;

use crate::card::QuestionKey;
use crate::schedule::{Memory, Rating};
use crate::study::Session;
use crate::trainer::{TopicProgress, View};

/// One topic, or one deck where no exam sorts its questions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MovedTopic {
    pub(super) title: String,
    pub(super) answers: usize,
    pub(super) right: usize,
    /// Questions that were asked for the first time.
    pub(super) begun: usize,
    /// Where it stands now.
    pub(super) standing: TopicProgress,
    /// How many more of its questions are expected to be recalled than before.
    pub(super) gained: f64,
}

/// The topics that `session` asked, in the order in which it did.
pub(super) fn moved(session: &Session, view: &View, today: Date) -> Vec<MovedTopic> {
    let moves = session.moves();
    let key = |item: usize| view.present_name(&session.items()[item].question.key);
    let keys: Vec<&QuestionKey> = moves.iter().map(|(item, ..)| key(*item)).collect();
    let recall =
        |memory: Option<Memory>| memory.map_or(0.0, |memory| view.model().retrievability(&memory, today));
    let topic = |(title, places, standing): (String, Vec<usize>, TopicProgress)| {
        let items: Vec<usize> = places.iter().map(|place| moves[*place].0).collect();
        let given: Vec<_> = session.ratings().iter().filter(|given| items.contains(&given.item)).collect();
        MovedTopic {
            title,
            answers: given.len(),
            right: given.iter().filter(|given| given.rating != Rating::Again).count(),
            begun: given.iter().filter(|given| given.was_new).count(),
            standing,
            gained: places.iter().map(|place| recall(moves[*place].2) - recall(moves[*place].1)).sum(),
        }
    };
    view.topics_of(&keys, today).into_iter().map(topic).collect()
}
