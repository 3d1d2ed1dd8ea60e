//! Which new question goes on with the progress of which old one: only where each is clearly the other's best.

use super::alike::{Likeness, likeness};
use super::pool::{Index, Pool};

/// How much more alike the best must be than the second.
const CLEARLY: f64 = 0.1;
/// Times that what is left is looked at again, when others have found their successors.
const ROUNDS: usize = 16;

/// What became of an old question, by the numbers of the new ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing that is known.
    Nothing,
    /// Its successor.
    Successor(usize),
    /// One of these, perhaps.
    Perhaps(Vec<usize>),
}

/// Two questions, by their numbers, that may be one.
#[derive(Debug, Clone, Copy)]
struct Pair {
    old: usize,
    new: usize,
    likeness: Likeness,
}

/// What became of each old question.
pub(super) fn pair(pool: &Pool<'_>) -> Vec<Found> {
    let mut pairs = pairs(pool);
    let mut found = vec![Found::Nothing; pool.old.len()];
    let mut is_taken = vec![false; pool.new.len()];
    for _ in 0..ROUNDS {
        let olds = Rank::of(pool.old.len(), &pairs, |pair| pair.old);
        let news = Rank::of(pool.new.len(), &pairs, |pair| pair.new);
        let clear = pairs.iter().filter(|Pair { old, new, likeness: Likeness { score, is_sure } }| {
            *is_sure && olds[*old].is_clearly(*score) && news[*new].is_clearly(*score)
        });
        let clear: Vec<Pair> = clear.copied().collect();
        for pair in &clear {
            found[pair.old] = Found::Successor(pair.new);
            is_taken[pair.new] = true;
        }
        pairs.retain(|pair| found[pair.old] == Found::Nothing && !is_taken[pair.new]);
        if clear.is_empty() {
            break;
        }
    }
    let best = Rank::of(pool.old.len(), &pairs, |pair| pair.old);
    for pair in pairs.iter().filter(|pair| best[pair.old].best - pair.likeness.score <= CLEARLY) {
        match &mut found[pair.old] {
            Found::Perhaps(several) => several.push(pair.new),
            nothing => *nothing = Found::Perhaps(vec![pair.new]),
        }
    }
    found
}

/// All pairs that may be one question.
fn pairs(pool: &Pool<'_>) -> Vec<Pair> {
    let mut index = Index::new(pool);
    let mut pairs = Vec::new();
    for (old, card) in pool.old.iter().enumerate() {
        for new in index.nearest(card).into_iter().map(|new| new as usize) {
            let likeness = likeness(pool, card, &pool.new[new]);
            pairs.extend(likeness.map(|likeness| Pair { old, new, likeness }));
        }
    }
    pairs
}

/// The two highest scores.
#[derive(Debug, Clone, Copy, Default)]
struct Rank {
    best: f64,
    second: f64,
}

impl Rank {
    fn of(count: usize, pairs: &[Pair], of: impl Fn(&Pair) -> usize) -> Vec<Self> {
        let mut ranks = vec![Self::default(); count];
        for pair in pairs {
            let (rank, score) = (&mut ranks[of(pair)], pair.likeness.score);
            rank.second = rank.second.max(score.min(rank.best));
            rank.best = rank.best.max(score);
        }
        ranks
    }

    /// Whether `score` is the best, and no other comes near it.
    fn is_clearly(self, score: f64) -> bool {
        score >= self.best && score - self.second > CLEARLY
    }
}
