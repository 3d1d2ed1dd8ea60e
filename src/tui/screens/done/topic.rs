//! How a session moved the topics that it asked.

use jiff::civil::Date;

use crate::schedule::Rating;
use crate::study::Session;
use crate::trainer::{Grouped, TopicProgress, View};

/// One topic, or one deck where no exam sorts its questions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MovedTopic {
    pub(super) title: String,
    pub(super) is_deck: bool,
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
    let (mut keys, mut items, mut gains) = (Vec::new(), Vec::new(), Vec::new());
    for (item, before, after) in session.moves() {
        keys.push(view.present_name(&session.items()[item].question.key));
        items.push(item);
        let [before, after] = [before, after]
            .map(|memory| memory.map_or(0.0, |memory| view.model().retrievability(&memory, today)));
        gains.push(after - before);
    }
    let mut topics = Vec::new();
    for Grouped { title, is_deck, places, standing } in view.topics_of(&keys, today) {
        let items: Vec<usize> = places.iter().map(|place| items[*place]).collect();
        let given: Vec<_> = session.ratings().iter().filter(|given| items.contains(&given.item)).collect();
        topics.push(MovedTopic {
            title,
            is_deck,
            answers: given.len(),
            right: given.iter().filter(|given| given.rating != Rating::Again).count(),
            begun: given.iter().filter(|given| given.was_new).count(),
            standing,
            gained: places.iter().map(|place| gains[*place]).sum(),
        });
    }
    topics
}
