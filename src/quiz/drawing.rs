//! Chooses the questions of a paper: the blueprint's counts, one question for a fact, few look-alikes.
//!
//! A greedy choice with second thoughts: topics with the least to choose from go first, and a topic that comes up short
//! has another one change a question that stands in its way.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::ask::Candidate;
use super::blueprint::{Exam, Form};
use crate::card::Part;

/// How strictly a question is chosen. What comes later gives up a wish, never a rule.
#[derive(Debug, Clone, Copy)]
enum Care {
    /// Only questions not seen lately, and few that are one question about many things.
    All,
    /// Few look-alikes, few questions with several answers, and nothing that is a part of another question.
    Families,
    /// Look-alikes may be many.
    Sorts,
    /// Both may be many.
    Facts,
}

/// A topic with so many times as many questions as are wanted of it has plenty.
const ENOUGH: usize = 4;
/// No more questions than so many times those that are wanted are looked at to know that.
const PART: usize = 40;

const CARES: [Care; 4] = [Care::All, Care::Families, Care::Sorts, Care::Facts];

/// A paper while it is drawn.
pub(super) struct Drawing<'a> {
    exam: &'a Exam,
    form: &'a Form,
    candidates: &'a [Candidate<'a>],
    /// The candidates, preferred ones first.
    order: Vec<usize>,
    /// Which candidates are preferred most.
    fresh: HashSet<usize>,
    /// How many questions of each topic are wanted, and how many could be asked of it.
    wanted: Vec<usize>,
    supply: Vec<usize>,
    taken: Vec<usize>,
}

impl<'a> Drawing<'a> {
    /// An empty paper; `order` holds the candidates, preferred ones first, of which the first `fresh` are preferred
    /// most.
    pub(super) fn new(
        exam: &'a Exam,
        form: &'a Form,
        candidates: &'a [Candidate<'a>],
        order: Vec<usize>,
        fresh: usize,
    ) -> Self {
        let fresh = order[..fresh].iter().copied().collect();
        let wanted = exam.shares(form);
        let supply = (0..wanted.len()).map(|topic| supply(candidates, topic, wanted[topic])).collect();
        Self { exam, form, candidates, order, fresh, wanted, supply, taken: Vec::new() }
    }

    /// Draws. Gives the candidates that are asked, and what fell short as sentences.
    pub(super) fn drawn(mut self) -> (Vec<usize>, Vec<String>) {
        self.performance();
        self.many();
        let topics = self.scarce_first();
        for &topic in &topics {
            self.fill(topic);
        }
        for &topic in &topics {
            while self.is_short(topic) && self.swap(topic) {}
        }
        let shortages = self.shortages();
        (self.taken, shortages)
    }

    /// Takes the performance-based questions, first where a topic cannot do without them, and spread over the topics.
    fn performance(&mut self) {
        let mut order: Vec<usize> = self.order.clone();
        order.retain(|&i| self.candidates[i].part == Part::Performance);
        let need = |topic: usize| self.wanted[topic].saturating_sub(self.supply[topic]);
        let needs: Vec<usize> = (0..self.wanted.len()).map(need).collect();
        order.sort_by_key(|&i| Reverse(needs[self.candidates[i].topic]));
        for most in 1..=3 {
            for &i in &order {
                let topic = self.candidates[i].topic;
                let in_topic = self.count(|one| one.topic == topic);
                let is_room = in_topic < most.max(needs[topic]) && in_topic < self.wanted[topic];
                if is_room && self.count(|_| true) < self.form.performance && self.fits(i, Care::Families) {
                    self.taken.push(i);
                }
            }
        }
    }

    /// Takes the questions with several answers, spread over the topics. A quiz of one's own has as many as there happen to
    /// be.
    fn many(&mut self) {
        if self.exam.is_own() {
            return;
        }
        let order: Vec<usize> =
            self.order.iter().copied().filter(|&i| self.candidates[i].part == Part::Many).collect();
        for most in 1..=3 {
            for &i in &order {
                let topic = self.candidates[i].topic;
                let in_topic = self.count(|one| one.topic == topic);
                let many = self.count(|one| one.topic == topic && one.part == Part::Many);
                let is_room = in_topic < self.wanted[topic] && many < most;
                if is_room && self.fits(i, Care::Families) {
                    self.taken.push(i);
                }
            }
        }
    }

    /// The topics, those first that have the least to choose from.
    fn scarce_first(&self) -> Vec<usize> {
        let mut topics: Vec<usize> = (0..self.wanted.len()).collect();
        topics.sort_by_cached_key(|&topic| self.supply[topic] * 1000 / self.wanted[topic].max(1));
        topics
    }

    /// Takes what is still wanted of `topic`.
    fn fill(&mut self, topic: usize) {
        for care in CARES {
            for place in 0..self.order.len() {
                let i = self.order[place];
                let candidate = &self.candidates[i];
                if self.count(|one| one.topic == topic) >= self.wanted[topic] {
                    return;
                }
                let is_sought = candidate.topic == topic && candidate.part != Part::Performance;
                if is_sought && self.fits(i, care) {
                    self.taken.push(i);
                }
            }
        }
    }

    /// Makes room for one more of `topic`: another topic gives up a question that stands in its way, and takes
    /// another. Gives whether that could be done.
    fn swap(&mut self, topic: usize) -> bool {
        for place in 0..self.order.len() {
            let i = self.order[place];
            if self.candidates[i].topic != topic || self.taken.contains(&i) {
                continue;
            }
            for given_up in self.in_the_way(i) {
                if self.exchange(given_up, i) {
                    return true;
                }
            }
        }
        false
    }

    /// The taken questions of which one has to go before candidate `i` can be taken. None where one would not be enough.
    fn in_the_way(&self, i: usize) -> Vec<usize> {
        let new = &self.candidates[i];
        let taken = self.taken.iter().copied();
        if new.part == Part::Performance {
            return taken.filter(|&other| self.candidates[other].part == Part::Performance).collect();
        }
        let clashing: Vec<usize> =
            taken.filter(|&other| self.candidates[other].facts.clash(&new.facts)).collect();
        if clashing.len() == 1 { clashing } else { Vec::new() }
    }

    /// Takes candidate `i` instead of `given_up`, whose topic takes another question, if there is one.
    fn exchange(&mut self, given_up: usize, i: usize) -> bool {
        let before = self.taken.clone();
        self.taken.retain(|&other| other != given_up);
        let giver = self.candidates[given_up].topic;
        if giver != self.candidates[i].topic && self.fits(i, Care::Facts) {
            self.taken.push(i);
            let other = self.order.iter().copied().find(|&j| {
                let candidate = &self.candidates[j];
                let is_sought = candidate.topic == giver && candidate.part != Part::Performance;
                j != given_up && is_sought && self.fits(j, Care::Facts)
            });
            if let Some(other) = other {
                self.taken.push(other);
                return true;
            }
        }
        self.taken = before;
        false
    }

    fn is_short(&self, topic: usize) -> bool {
        self.count(|one| one.topic == topic) < self.wanted[topic]
    }

    /// Fills up with whatever there is, and says so.
    fn shortages(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        for (place, topic) in self.exam.topics.iter().enumerate() {
            let (got, wanted) = (self.count(|one| one.topic == place), self.wanted[place]);
            if got < wanted {
                told.push(format!("`{}`: {got} of {wanted} questions could be drawn.", topic.title));
            }
        }
        let before = self.taken.len();
        for care in CARES {
            for place in 0..self.order.len() {
                let i = self.order[place];
                let is_sought = self.candidates[i].part != Part::Performance;
                if self.taken.len() < self.form.questions && is_sought && self.fits(i, care) {
                    self.taken.push(i);
                }
            }
        }
        if let more @ 1.. = self.taken.len() - before {
            told.push(format!("In their place, other topics have {more} more."));
        }
        if self.taken.len() < self.form.questions {
            let (got, wanted) = (self.taken.len(), self.form.questions);
            let why = if self.exam.is_own() {
                "the decks hold no more"
            } else {
                "the decks hold no more that can be asked so; typed and flip cards need the answers of others as wrong options"
            };
            told.push(format!("The paper has {got} questions instead of {wanted}: {why}."));
        }
        let got = self.count(|one| one.part == Part::Performance);
        if got < self.form.performance {
            told.push(format!(
                "{got} of {} performance-based questions could be drawn.",
                self.form.performance
            ));
        }
        told
    }

    /// Whether candidate `i` may be added to what is taken.
    fn fits(&self, i: usize, care: Care) -> bool {
        let new = &self.candidates[i];
        if self.taken.contains(&i) || self.taken().any(|one| one.facts.clash(&new.facts)) {
            return false;
        }
        let is_seen =
            || !self.fresh.contains(&i) || self.count(|one| one.is_repeating(new)) >= self.most_akin();
        let is_many = new.part == Part::Many && self.count(|one| one.part == Part::Many) >= self.form.many;
        match care {
            Care::All if is_seen() => false,
            Care::All | Care::Families => {
                self.is_rare(new) && !is_many && !self.taken().any(|one| one.facts.is_part(&new.facts))
            }
            Care::Sorts => !is_many,
            Care::Facts => true,
        }
    }

    /// Whether the families of `new` still have room: its own, and those of its look-alikes.
    fn is_rare(&self, new: &Candidate<'_>) -> bool {
        let mut akin = self.taken().filter(|one| one.is_akin(new));
        let room = self.most_akin();
        self.akin_to(new) < room && akin.all(|one| self.akin_to(one) + 1 < room)
    }

    /// How many of what is taken are akin to `one`, itself not counted.
    fn akin_to(&self, one: &Candidate<'_>) -> usize {
        self.count(|other| other.question.key != one.question.key && one.is_akin(other))
    }

    /// How many of one family may be asked: two in 45 questions.
    fn most_akin(&self) -> usize {
        (self.form.questions * 2 / 45).max(2)
    }

    fn taken(&self) -> impl Iterator<Item = &Candidate<'a>> {
        self.taken.iter().map(|&i| &self.candidates[i])
    }

    fn count(&self, is_counted: impl Fn(&Candidate<'_>) -> bool) -> usize {
        self.taken().filter(|one| is_counted(one)).count()
    }
}

/// How many questions of `topic` could be asked beside each other without its performance-based ones. Where some more than
/// are `wanted` can be, or very many had to be looked at, that is told from a part of them.
pub(super) fn supply(candidates: &[Candidate<'_>], topic: usize, wanted: usize) -> usize {
    let of_topic = candidates.iter().filter(|one| one.topic == topic && one.part != Part::Performance);
    let mut apart: Vec<&Candidate<'_>> = Vec::new();
    for candidate in of_topic.take(PART * wanted) {
        if apart.len() >= ENOUGH * wanted {
            break;
        }
        if apart.iter().all(|other| !other.facts.clash(&candidate.facts)) {
            apart.push(candidate);
        }
    }
    apart.len()
}
