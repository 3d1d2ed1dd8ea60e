//! Whether a question is what another one became.

use std::cmp::Ordering;

use super::pool::{Card, Pool};

/// How alike two questions must be for progress to move, from 0 to 1.
const ALIKE: f64 = 0.6;
/// How alike their prompts must be at least, whatever the answers are.
const LEAST: f64 = 0.3;
/// How alike two answers must be to be wordings of one.
const SAME_ANSWER: f64 = 0.5;
/// What the answer counts of the whole, and what it counts where hardly another question has it.
const ANSWER: f64 = 0.3;
const RARE_ANSWER: f64 = 0.5;
/// What is taken off where the rare words stand in another order.
const DISORDER: f64 = 0.12;
/// Words between a like beginning and a like end in which two questions may differ by a name.
const LONGEST_NAME: usize = 3;
/// Letters of a word at least of which one may be a slip.
const SLIP: usize = 5;
const SLIP_IF_ANSWERED: usize = 3;
/// Words that one prompt has alone in which slips are looked for.
const MOST_SLIPS: usize = 6;

/// A question that another one may have become.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likeness {
    /// How alike they are, from 0 to 1.
    pub(super) score: f64,
    /// Whether the progress may go on; otherwise a person has to look.
    pub(super) is_sure: bool,
}

/// How two prompts compare.
struct Prompts {
    /// From 0 to 1.
    alike: f64,
    /// Whether the words that both have stand in another order.
    disorder: bool,
    differ: Differ,
}

/// How the words of two prompts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Differ {
    /// Not at all.
    Nowise,
    /// One has some besides, or there are slips.
    ByMore,
    /// Each has some that the other has not.
    ByOthers,
    /// They ask of different numbers or names.
    ByName,
}

/// How alike `new` is to `old`; `None` where it is not what `old` became.
pub(super) fn likeness(pool: &Pool<'_>, old: &Card<'_>, new: &Card<'_>) -> Option<Likeness> {
    let answers = answers(pool, old, new);
    let (is_equal, is_same) = (old.whole == new.whole, answers >= SAME_ANSWER);
    let is_rare = is_equal && pool.is_rare_answer(old);
    let Prompts { alike, disorder, differ } = prompts(pool, old, new, is_rare);
    let share = if is_rare && pool.is_large() { RARE_ANSWER } else { ANSWER };
    let whole = (1.0 - share) * alike + share * answers;
    let score = if disorder { whole - DISORDER } else { whole };
    let is_other = match differ {
        Differ::ByName => !is_rare,
        // Among many cards, what reads otherwise and is answered otherwise is another one.
        Differ::ByOthers => pool.is_large() && !is_same,
        Differ::Nowise | Differ::ByMore => false,
    };
    if is_other || score < ALIKE || alike < LEAST {
        return None;
    }
    let is_turned = disorder && differ == Differ::Nowise && !is_rare;
    Some(Likeness { score, is_sure: differ != Differ::ByName && !is_turned && is_same })
}

/// Whether the one asks of another number or name than the other, and is answered otherwise.
pub(super) fn asks_of_another(pool: &Pool<'_>, old: &Card<'_>, new: &Card<'_>) -> bool {
    answers(pool, old, new) < SAME_ANSWER && prompts(pool, old, new, false).differ == Differ::ByName
}

/// How alike the answers are: by words, since `increase` and `decrease` have most of their letters in common.
fn answers(pool: &Pool<'_>, old: &Card<'_>, new: &Card<'_>) -> f64 {
    if old.whole == new.whole {
        return 1.0;
    }
    let Parted { shared, left, right } = parted(&old.answer_sorted, &new.answer_sorted);
    if both_have(&left, &right, |word| pool.answers.is_number(word)) {
        return 0.0;
    }
    let rest = pool.answer_weight(&left) + pool.answer_weight(&right);
    let alike = part(2.0 * pool.answer_weight(&shared), rest);
    // The same, and something besides.
    let is_within = !shared.is_empty() && (left.is_empty() || right.is_empty());
    if is_within { alike.max(SAME_ANSWER) } else { alike }
}

fn prompts(pool: &Pool<'_>, old: &Card<'_>, new: &Card<'_>, is_answered: bool) -> Prompts {
    let Parted { shared, mut left, mut right } = parted(&old.prompt_sorted, &new.prompt_sorted);
    let is_same_words = left.is_empty() && right.is_empty();
    let rest = pool.weight(&left) + pool.weight(&right);
    drop_slips(pool, &mut left, &mut right, if is_answered { SLIP_IF_ANSWERED } else { SLIP });
    let rest_without_slips = pool.weight(&left) + pool.weight(&right);
    let both = 2.0 * pool.weight(&shared) + (rest - rest_without_slips);
    let (by_words, by_letters) = (part(both, rest_without_slips), by_letters(old.pairs(), new.pairs()));
    let certainty = pool.certainty();
    let differ = match (left.is_empty(), right.is_empty()) {
        _ if is_same_words => Differ::Nowise,
        (false, false) if are_other_numbers(pool, &left, &right) => Differ::ByName,
        (false, false) if is_other_name(pool, old, new, &left, &right) => Differ::ByName,
        (false, false) => Differ::ByOthers,
        _ => Differ::ByMore,
    };
    Prompts {
        alike: certainty * by_words + (1.0 - certainty) * by_letters,
        disorder: is_disordered(pool, old, new, &shared),
        differ,
    }
}

/// Takes off the words of either side that a slip of the pen would make of one on the other.
fn drop_slips(pool: &Pool<'_>, left: &mut Vec<u32>, right: &mut Vec<u32>, shortest: usize) {
    // What differs in so much differs by more than slips.
    if left.len() > MOST_SLIPS || right.len() > MOST_SLIPS {
        return;
    }
    left.retain(|&one| {
        let slip = right.iter().position(|&other| is_slip(pool, one, other, shortest));
        if let Some(slip) = slip {
            right.remove(slip);
        }
        slip.is_none()
    });
}

fn is_slip(pool: &Pool<'_>, one: u32, other: u32, shortest: usize) -> bool {
    let texts = [one, other].map(|word| pool.prompts.word(word));
    ![one, other].iter().any(|&word| pool.prompts.is_number(word))
        && texts.iter().all(|text| text.chars().nth(shortest - 1).is_some())
        && texts[0].len().abs_diff(texts[1].len()) <= 4
        && strsim::osa_distance(texts[0], texts[1]) == 1
}

/// Whether either asks of a number, or of signs, that the other does not ask of.
fn are_other_numbers(pool: &Pool<'_>, left: &[u32], right: &[u32]) -> bool {
    both_have(left, right, |word| pool.prompts.is_number(word) && pool.tells(word))
}

/// Whether the prompts are the same but for a name.
fn is_other_name(pool: &Pool<'_>, old: &Card<'_>, new: &Card<'_>, left: &[u32], right: &[u32]) -> bool {
    if !both_have(left, right, |word| pool.tells(word)) {
        return false;
    }
    let (one, other) = (&old.prompt, &new.prompt);
    let shorter = one.len().min(other.len());
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let behind = one.iter().rev().zip(other.iter().rev()).take(shorter - before).take_while(|(a, b)| a == b);
    let frame = before + behind.count();
    frame * 2 >= shorter && one.len().max(other.len()) - frame <= LONGEST_NAME
}

/// Whether the telling words that both prompts have stand in another order.
fn is_disordered(pool: &Pool<'_>, old: &Card<'_>, new: &Card<'_>, shared: &[u32]) -> bool {
    let told: Vec<u32> = shared.iter().copied().filter(|&word| pool.tells(word)).collect();
    let [old, new] =
        [old, new].map(|card| card.prompt.iter().filter(|word| told.binary_search(word).is_ok()));
    told.len() > 1 && old.ne(new)
}

/// Whether there are such words on either side.
fn both_have(left: &[u32], right: &[u32], is_such: impl Fn(u32) -> bool) -> bool {
    [left, right].iter().all(|words| words.iter().any(|&word| is_such(word)))
}

/// What two sorted lists have in common, and what either has alone.
struct Parted {
    shared: Vec<u32>,
    left: Vec<u32>,
    right: Vec<u32>,
}

fn parted(one: &[u32], other: &[u32]) -> Parted {
    let (mut shared, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(&&a), Some(&&b)) = (one.peek(), other.peek()) {
        if a <= b {
            one.next();
        }
        if b <= a {
            other.next();
        }
        match a.cmp(&b) {
            Ordering::Less => left.push(a),
            Ordering::Equal => shared.push(a),
            Ordering::Greater => right.push(b),
        }
    }
    left.extend(one);
    right.extend(other);
    Parted { shared, left, right }
}

/// How many pairs of letters two texts have in common, from 0 to 1.
pub(super) fn by_letters(one: &[u64], other: &[u64]) -> f64 {
    let (mut shared, mut at) = (0.0, 0);
    for pair in one {
        at += other[at..].partition_point(|known| known < pair);
        if other.get(at) == Some(pair) {
            shared += 1.0;
            at += 1;
        }
    }
    part(2.0 * shared, (one.len() + other.len()) as f64 - 2.0 * shared)
}

/// `some` of what it and the `rest` are together. Nothing of nothing is all of it.
fn part(some: f64, rest: f64) -> f64 {
    if some + rest > 0.0 { some / (some + rest) } else { 1.0 }
}
