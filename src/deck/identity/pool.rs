//! The cards among which successors are looked for, and how rare their words are.

use std::cell::OnceCell;
use std::cmp::Ordering;

use super::normalised;
use super::words::{Lexicon, Sort, letter_pairs};

/// Cards that stayed in the deck and are looked at, to know its common words.
const STAYED: usize = 1000;
/// New cards of like words that are held against one that vanished.
const NEAREST: usize = 12;
/// Places of words that are looked at for one card at least, and for all of them together at most.
const PLACES: usize = 1000;
const ALL_PLACES: usize = 10_000_000;
/// Cards from which on counting tells which words are rare.
const LARGE: usize = 20;
/// A rare word is in one of ten cards at most, a rare number in one of two.
const RARE: f64 = 0.1;
const RARE_NUMBER: f64 = 0.5;
/// Cards with one answer, of one time, up to which the answer is a rare one.
const FEW: u32 = 2;
/// What a word weighs that all cards have.
const COMMON: f64 = 0.2;

/// A question with the words that tell it from others.
#[derive(Debug)]
pub(super) struct Card<'a> {
    pub(super) prompt: Vec<u32>,
    pub(super) prompt_sorted: Vec<u32>,
    pub(super) answer_sorted: Vec<u32>,
    /// The answer as a whole.
    pub(super) whole: u32,
    text: &'a str,
    pairs: OnceCell<Vec<u64>>,
}

impl Card<'_> {
    /// The pairs of letters of its prompt.
    pub(super) fn pairs(&self) -> &[u64] {
        self.pairs.get_or_init(|| letter_pairs(&normalised(self.text)))
    }
}

/// The questions of one face: those that vanished, and those that are new.
#[derive(Debug)]
pub(super) struct Pool<'a> {
    pub(super) prompts: Lexicon,
    pub(super) answers: Lexicon,
    /// What vanished.
    pub(super) old: Vec<Card<'a>>,
    /// What is new.
    pub(super) new: Vec<Card<'a>>,
    prompt_rates: Vec<f64>,
    answer_rates: Vec<f64>,
    /// How many of the old and of the new have an answer.
    wholes: Vec<[u32; 2]>,
    size: usize,
}

/// A question as it reads: prompt and answer.
pub(super) type Reading<'a> = (&'a str, &'a str);

impl<'a> Pool<'a> {
    /// `stayed` are those that have their old name.
    pub(super) fn new(old: &[Reading<'a>], new: &[Reading<'a>], stayed: &[Reading<'a>]) -> Self {
        let mut words = Words::default();
        let old: Vec<_> = old.iter().map(|reading| words.card(reading)).collect();
        let new: Vec<_> = new.iter().map(|reading| words.card(reading)).collect();
        let step = stayed.len().div_ceil(STAYED).max(1);
        let stayed: Vec<_> = stayed.iter().step_by(step).map(|reading| words.card(reading)).collect();
        let Words { prompts, answers, wholes } = words;
        let groups = [&old[..], &new[..], &stayed[..]];
        let prompt_rates = rates(prompts.len(), groups, |card| &card.prompt_sorted);
        let answer_rates = rates(answers.len(), groups, |card| &card.answer_sorted);
        let mut counts = vec![[0; 2]; wholes.len()];
        for (time, cards) in [&old, &new].into_iter().enumerate() {
            for card in cards {
                counts[card.whole as usize][time] += 1;
            }
        }
        let size = old.len() + new.len() + stayed.len();
        Self { prompts, answers, old, new, prompt_rates, answer_rates, wholes: counts, size }
    }

    /// What words of a prompt weigh: the more, the rarer they are.
    pub(super) fn weight(&self, words: &[u32]) -> f64 {
        words.iter().map(|&word| COMMON - self.prompt_rates[word as usize].ln()).sum()
    }

    /// The same for words of an answer.
    pub(super) fn answer_weight(&self, words: &[u32]) -> f64 {
        words.iter().map(|&word| COMMON - self.answer_rates[word as usize].ln()).sum()
    }

    /// Whether a word of a prompt tells a question from most others.
    pub(super) fn tells(&self, word: u32) -> bool {
        let rate = self.prompt_rates[word as usize];
        rate <= if self.prompts.sort(word) == Sort::Plain { RARE } else { RARE_NUMBER }
    }

    /// Whether hardly another question has the answer of `card`.
    pub(super) fn is_rare_answer(&self, card: &Card<'_>) -> bool {
        self.wholes[card.whole as usize].iter().all(|&count| count <= FEW)
    }

    /// Whether there are so many cards that counting tells which words are rare.
    pub(super) const fn is_large(&self) -> bool {
        self.size >= LARGE
    }

    /// How far the weights of words can be relied on, from 0 to 1: not at all among two cards.
    pub(super) fn certainty(&self) -> f64 {
        1.0 - 1.0 / (1.0 + (self.size.max(2) as f64 / 2.0).ln())
    }
}

/// The words of all cards that are read.
#[derive(Default)]
struct Words {
    prompts: Lexicon,
    answers: Lexicon,
    wholes: Lexicon,
}

impl Words {
    fn card<'a>(&mut self, &(text, answer): &Reading<'a>) -> Card<'a> {
        let prompt = self.prompts.read(text);
        Card {
            prompt_sorted: sorted(prompt.clone()),
            prompt,
            answer_sorted: sorted(self.answers.read(answer)),
            whole: self.wholes.whole(answer),
            text,
            pairs: OnceCell::new(),
        }
    }
}

fn sorted(mut words: Vec<u32>) -> Vec<u32> {
    words.sort_unstable();
    words
}

/// Words of a card: of its prompt, or of its answer.
type WordsOf = for<'a> fn(&'a Card<'_>) -> &'a [u32];

/// How large a part of the cards has each word: of those of one time, where that is more, since a change of wording makes
/// words common that are not in the whole deck. What one card has says nothing about its time.
fn rates(words: usize, [old, new, stayed]: [&[Card<'_>]; 3], of: WordsOf) -> Vec<f64> {
    let least = 1.0 / (old.len() + new.len() + stayed.len()).max(1) as f64;
    let mut rates = vec![least; words];
    for time in [&[old][..], &[new], &[new, stayed]] {
        let size: usize = time.iter().map(|cards| cards.len()).sum();
        let mut counts = vec![0_u32; words];
        time.iter().copied().flatten().flat_map(of).for_each(|&word| counts[word as usize] += 1);
        for (rate, count) in rates.iter_mut().zip(counts).filter(|(_, count)| *count > 1) {
            *rate = rate.max(f64::from(count) / (size + 2) as f64);
        }
    }
    rates
}

/// Finds the new cards that share rare words, numbers or the answer with an old one.
pub(super) struct Index<'a> {
    pool: &'a Pool<'a>,
    /// The new cards with each word of a prompt, of an answer, and with each answer.
    places: [Vec<Vec<u32>>; 3],
    most: usize,
    /// What each new card shares with the one that is looked at, by weight.
    shared: Vec<f64>,
}

impl<'a> Index<'a> {
    pub(super) fn new(pool: &'a Pool<'a>) -> Self {
        let sizes = [pool.prompts.len(), pool.answers.len(), pool.wholes.len()];
        let mut places = sizes.map(|size| vec![Vec::new(); size]);
        for (card, number) in pool.new.iter().zip(0..) {
            for (sort, words) in features(card).into_iter().enumerate() {
                for &word in words {
                    places[sort][word as usize].push(number);
                }
            }
        }
        let most = (ALL_PLACES / pool.old.len().max(1)).max(PLACES);
        Self { pool, places, most, shared: vec![0.0; pool.new.len()] }
    }

    /// The nearest new cards to `old`. Words that too many cards have are passed over: they tell none from another.
    pub(super) fn nearest(&mut self, old: &Card<'_>) -> Vec<u32> {
        let words = features(old).into_iter().enumerate();
        let mut words: Vec<(usize, u32)> =
            words.flat_map(|(sort, words)| words.iter().map(move |&word| (sort, word))).collect();
        words.retain(|&(sort, word)| !self.places[sort][word as usize].is_empty());
        words.sort_by_key(|&(sort, word)| self.places[sort][word as usize].len());
        let (mut found, mut looked_at) = (Vec::new(), 0);
        for (sort, word) in words {
            let places = &self.places[sort][word as usize];
            let most = if found.is_empty() { 5 * self.most } else { self.most };
            looked_at += places.len();
            if looked_at > most {
                break;
            }
            let weight = (1.0 + self.pool.new.len() as f64 / places.len() as f64).ln();
            for &card in places {
                let shared = &mut self.shared[card as usize];
                if *shared == 0.0 {
                    found.push(card);
                }
                *shared += weight;
            }
        }
        let shares = found.into_iter().map(|card| (std::mem::take(&mut self.shared[card as usize]), card));
        let mut nearest: Vec<(f64, u32)> = shares.collect();
        if nearest.len() > NEAREST {
            nearest.select_nth_unstable_by(NEAREST, by_share);
            nearest.truncate(NEAREST);
        }
        nearest.sort_by(by_share);
        nearest.into_iter().map(|(_, card)| card).collect()
    }
}

/// The card that shares most first, and of two that share as much the one that stands first.
fn by_share(one: &(f64, u32), other: &(f64, u32)) -> Ordering {
    other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
}

/// What a card is found by: the words of the prompt, those of the answer, and the answer.
fn features<'a>(card: &'a Card<'_>) -> [&'a [u32]; 3] {
    [&card.prompt_sorted, &card.answer_sorted, std::slice::from_ref(&card.whole)]
}
