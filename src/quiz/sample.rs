//! Chooses a part of very many questions that a paper is drawn from, so that the others need not be looked at.
//!
//! Each seed puts the questions of a topic in an order of its own and takes a stretch of it. A later paper of a series
//! takes the next stretch, and so asks what the ones before it did not.

use super::blueprint::{Exam, Form};
use super::seed::Seed;
use crate::card::KeyNumber;

/// Of a topic, so many times as many questions are looked at as are wanted of it, and some more.
const SPARE: usize = 4;
const MORE: usize = 8;

/// A question that could be asked, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Askable {
    /// The number of its key.
    pub number: KeyNumber,
    /// The topic it belongs to.
    pub topic: usize,
    /// Whether its card is of a kind that exams count as performance-based.
    pub is_performance: bool,
}

/// Very many questions, of which each seed looks at a part.
#[derive(Debug)]
pub struct Sampling {
    groups: Vec<Group>,
}

/// The questions of a topic; in an exam, the performance-based ones apart.
#[derive(Debug, Default)]
struct Group {
    wanted: usize,
    numbers: Vec<(KeyNumber, usize)>,
}

/// A question with its rank under a seed.
type Ranked = (u64, usize);

impl Sampling {
    /// Groups the `askable` questions by what `form` of `exam` asks of them.
    pub fn new(exam: &Exam, form: &Form, askable: &[Askable]) -> Self {
        let shares = exam.shares(form);
        let mut groups: Vec<Group> = Vec::new();
        for share in shares {
            // Rounded up, since they are spread over the topics as it comes.
            let performance = (form.performance * share).div_ceil(form.questions.max(1));
            groups.push(Group { wanted: share, ..Group::default() });
            groups.push(Group { wanted: performance, ..Group::default() });
        }
        for (place, one) in askable.iter().enumerate() {
            // A quiz of one's own has as many performance-based questions as there happen to be.
            let is_apart = one.is_performance && !exam.is_own();
            groups[2 * one.topic + usize::from(is_apart)].numbers.push((one.number, place));
        }
        groups.retain(|group| group.wanted > 0 && !group.numbers.is_empty());
        Self { groups }
    }

    /// The places of the questions that the paper of `seed` asks if they go together; they mostly do.
    pub fn first(&self, seed: Seed) -> Vec<usize> {
        let first = |group: &Group| group.stretch(seed, group.size(1), group.wanted);
        self.groups.iter().flat_map(first).collect()
    }

    /// The places of the questions that the paper of `seed` is drawn from, those first that are preferred; `scale` times as
    /// many as are mostly enough.
    pub fn part(&self, seed: Seed, scale: usize) -> Vec<usize> {
        let mut part: Vec<(usize, usize)> = Vec::new();
        for group in &self.groups {
            let stretch = group.stretch(seed, group.size(1), group.size(scale));
            part.extend(stretch.into_iter().zip(0..).map(|(place, nth)| (nth * 1000 / group.wanted, place)));
        }
        // All topics in turn.
        part.sort_by_key(|(turn, _)| *turn);
        part.into_iter().map(|(_, place)| place).collect()
    }
}

impl Group {
    /// How many questions are looked at.
    fn size(&self, scale: usize) -> usize {
        ((SPARE * self.wanted + MORE) * scale).min(self.numbers.len())
    }

    /// The first `length` questions of the stretch of `seed`; stretches are `size` long. Behind the last question comes the
    /// first.
    fn stretch(&self, seed: Seed, size: usize, length: usize) -> Vec<usize> {
        let all = self.numbers.len();
        // Three papers in a row have nothing in common, as far as there is enough.
        let step = if all >= 3 * size { size } else { self.wanted };
        let start = (seed.nth.saturating_sub(1) as usize * step) % all;
        let length = length.min(all);
        let mut ranked: Vec<Ranked> =
            self.numbers.iter().map(|(number, place)| (rank(*number, seed), *place)).collect();
        let end = (start + length).min(all);
        let mut stretch = between(&mut ranked, start, end);
        stretch.extend(between(&mut ranked, 0, start + length - end));
        stretch
    }
}

/// The places of those that stand from `start` to `end` when all are in order, in order.
fn between(ranked: &mut [Ranked], start: usize, end: usize) -> Vec<usize> {
    if start >= end {
        return Vec::new();
    }
    ranked.select_nth_unstable(start);
    let (part, length) = (&mut ranked[start..], end - start);
    part.select_nth_unstable(length - 1);
    part[..length].sort_unstable();
    part[..length].iter().map(|(_, place)| *place).collect()
}

/// Where the seed of a series puts a question. It stays where it is when other questions come or go.
const fn rank(number: KeyNumber, seed: Seed) -> u64 {
    // The finisher of SplitMix64.
    let mixed = number.0 ^ (seed.base as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn sampling(sizes: &[usize], questions: usize) -> Sampling {
        let names: Vec<String> = (0..sizes.len()).map(|topic| format!("d{topic}")).collect();
        let decks: Vec<(&str, &str, u32)> =
            names.iter().zip(sizes).map(|(name, size)| (name.as_str(), "", *size as u32)).collect();
        let (exam, form) = Exam::own(&decks, questions);
        let mut askable = Vec::new();
        for (topic, size) in sizes.iter().enumerate() {
            for card in 0..*size {
                let number = KeyNumber::of(&format!("d{topic}/c{card}"));
                askable.push(Askable { number, topic, is_performance: false });
            }
        }
        Sampling::new(&exam, &form, &askable)
    }

    proptest! {
        #[test]
        fn a_part_begins_with_what_is_asked_and_has_each_question_once(
            sizes in prop::collection::vec(1_usize..200, 1..6),
            questions in 1_usize..40,
            (base, nth) in (any::<u32>(), 1..=Seed::LONGEST),
            scale in 1_usize..9,
        ) {
            prop_assume!(questions <= sizes.iter().sum());
            let (sampling, seed) = (sampling(&sizes, questions), Seed { base, nth });
            let (first, part) = (sampling.first(seed), sampling.part(seed, scale));
            let unique: HashSet<usize> = part.iter().copied().collect();
            prop_assert_eq!(unique.len(), part.len());
            prop_assert_eq!(first.len(), questions);
            prop_assert!(first.iter().all(|place| unique.contains(place)));
            prop_assert!(part.len() <= (SPARE * questions + MORE * sizes.len()) * scale);
        }
    }

    #[test]
    fn three_papers_of_a_series_in_a_row_have_no_question_in_common() {
        let sampling = sampling(&[3000, 900], 20);
        for nth in 1..Seed::LONGEST - 1 {
            let papers = [nth, nth + 1, nth + 2].map(|nth| sampling.part(Seed { base: 7, nth }, 1));
            let questions: HashSet<usize> = papers.iter().flatten().copied().collect();
            assert_eq!(questions.len(), papers.iter().map(Vec::len).sum::<usize>(), "{nth}");
        }
    }

    #[test]
    fn a_seed_asks_much_the_same_when_a_question_is_added() {
        let seed = Seed::first(4711);
        let (few, more): (HashSet<usize>, HashSet<usize>) = [sampling(&[5000], 20), sampling(&[5001], 20)]
            .map(|it| it.first(seed).into_iter().collect())
            .into();
        assert!(few.intersection(&more).count() >= 19);
    }
}
