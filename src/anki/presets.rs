//! Options of decks, where this program has the same.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::time::Duration;

use super::collection::{Collection, Preset};
use crate::schedule::Settings;

/// Minutes that a step may have here; a longer one leads into another day.
const LONGEST_STEP: f32 = 720.0;

/// The parameters of the preset that most of the cards are scheduled by; `None` where FSRS does not schedule them.
pub fn parameters(collection: &Collection) -> Option<Vec<f32>> {
    if !collection.is_fsrs {
        return None;
    }
    let is_sound = |values: &&Vec<f32>| {
        matches!(values.len(), 17 | 19 | 21) && values.iter().all(|value| value.is_finite())
    };
    by_use(collection).into_iter().map(|preset| &preset.parameters).find(is_sound).cloned()
}

/// What the preset of most of the cards says about the schedule; what it leaves open, or says beyond what is possible here, is
/// as it is here.
pub fn settings(collection: &Collection) -> Settings {
    let mut settings = Settings::default();
    let Some(preset) = by_use(collection).into_iter().next() else { return settings };
    // Without FSRS nothing goes by it.
    if let Some(retention) =
        preset.retention.filter(|share| collection.is_fsrs && (0.7..=0.99).contains(share))
    {
        settings.retention = retention;
    }
    if let Some(days) = preset.longest.filter(|days| (1..=settings.longest).contains(days)) {
        settings.longest = days;
    }
    for (own, theirs) in
        [(&mut settings.learning, &preset.learning), (&mut settings.relearning, &preset.relearning)]
    {
        if let Some(minutes) = theirs {
            let within = minutes.iter().filter(|minutes| (0.1..=LONGEST_STEP).contains(*minutes));
            *own = within.map(|minutes| Duration::from_millis((minutes * 60_000.0).round() as u64)).collect();
        }
    }
    settings
}

/// The presets, that of most cards first.
fn by_use(collection: &Collection) -> Vec<&Preset> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for card in &collection.cards {
        let preset = collection.decks.get(&card.home()).map_or(0, |deck| deck.preset);
        *counts.entry(preset).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(preset, count)| (Reverse(*count), *preset));
    counts.iter().filter_map(|(preset, _)| collection.presets.get(preset)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::collection::{Card, Deck};
    use super::*;

    fn collection(preset: Preset) -> Collection {
        let deck = |id, preset| (id, Deck { id, preset, ..Deck::default() });
        Collection {
            is_fsrs: true,
            decks: [deck(1, 5), deck(2, 6)].into(),
            presets: [(5, Preset { retention: Some(0.8), ..Preset::default() }), (6, preset)].into(),
            cards: [1, 2, 2].map(|did| Card { did, ..Card::default() }).to_vec(),
            ..Collection::default()
        }
    }

    #[test]
    fn what_the_preset_of_most_cards_says_counts_where_it_is_possible_here() {
        let preset = Preset {
            retention: Some(0.88),
            learning: Some(vec![0.5, 30.0, 1440.0]),
            relearning: Some(vec![]),
            longest: Some(365),
            ..Preset::default()
        };
        let found = settings(&collection(preset.clone()));
        let wanted = Settings {
            retention: 0.88,
            learning: vec![Duration::from_secs(30), Duration::from_mins(30)],
            relearning: vec![],
            longest: 365,
            ..Settings::default()
        };
        assert_eq!(found, wanted);
        let beyond = Preset { retention: Some(0.5), longest: Some(99_999), ..Preset::default() };
        assert_eq!(settings(&collection(beyond)), Settings::default());
        let without = Collection { is_fsrs: false, ..collection(preset) };
        assert_eq!(settings(&without).retention.to_bits(), Settings::default().retention.to_bits());
        assert_eq!(settings(&Collection::default()), Settings::default());
    }

    #[test]
    fn parameters_are_those_of_the_preset_of_most_cards_that_has_some() {
        let with = |values: Vec<f32>| collection(Preset { parameters: values, ..Preset::default() });
        assert_eq!(parameters(&with(vec![1.0; 21])), Some(vec![1.0; 21]));
        assert_eq!(parameters(&with(vec![1.0; 20])), None);
        assert_eq!(parameters(&with(vec![f32::NAN; 21])), None);
    }
}
