//! Progress that follows its card: through rewording, and through reloading the decks.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::Trainer;
use crate::card::{Question, QuestionKey};
use crate::deck::{Carried, Deck, Seen, Unclear, carry, is_successor};
use crate::library::{Library, ListedDeck, LoadedDeck};
use crate::schedule::Decision;
use crate::store;

/// What the learner is told once where it is not known how the questions read before.
const LOST_TEXTS: &str = "How your cards read before was lost, so a card without an `id` that was reworded since the last \
                          start cannot be recognised. Your reviews are all there.";

impl Trainer {
    /// Carries progress over to reworded cards, tells the learner, and keeps how the questions read now.
    pub(super) fn carry_over(&mut self, now: Timestamp) -> Result<(), store::Error> {
        if self.memories.is_empty() || self.store.is_read_only() {
            return Ok(());
        }
        let remembered = self.store.remembered()?;
        let (mut moves, mut doubts) = (Vec::new(), Vec::new());
        // What is only gone for a moment has not become anything else.
        let is_there = |deck: &&ListedDeck| !self.gone.contains_key(deck.id());
        let has_changed = |deck: &&ListedDeck| remembered.decks.get(deck.id()) != Some(&deck.digest());
        for deck in self.library.decks.iter().filter(is_there).filter(has_changed) {
            // A deck of which nothing was learned need not be read.
            if self.store.seen(deck.id())?.is_empty() {
                continue;
            }
            let (carried, unclear) = self.would_carry(deck.whole())?;
            moves.extend(carried);
            doubts.extend(unclear);
        }
        if !moves.is_empty() {
            self.carry_all(&moves, now)?;
        }
        self.tell_of_carrying(&moves, &doubts);
        if self.store.take_lost_texts() {
            self.notices.push(LOST_TEXTS.to_owned());
        }
        self.remember()
    }

    /// Lets the progress go on under its new names, all of it or none.
    fn carry_all(&mut self, moves: &[Carried], now: Timestamp) -> Result<(), store::Error> {
        let decisions: Vec<_> =
            moves.iter().map(|one| (&one.from, Decision::Carry(one.to.clone()))).collect();
        self.store.decide_all(&decisions, now)?;
        // Each name leads to the last one: while the program runs, a card may be reworded again, and back.
        let goes_on: HashMap<_, _> = moves.iter().map(|one| (&one.from, &one.to)).collect();
        for name in self.moved.values_mut() {
            if let Some(&to) = goes_on.get(name) {
                name.clone_from(to);
            }
        }
        self.moved.extend(moves.iter().map(|one| (one.from.clone(), one.to.clone())));
        for Carried { to, .. } in moves {
            self.moved.remove(to);
        }
        self.refresh()
    }

    /// What reading `deck` would move, and what it would leave in doubt. A deck with errors moves nothing: the card that
    /// seems to have vanished may just be left out.
    pub fn would_carry(&self, deck: &LoadedDeck) -> Result<(Vec<Carried>, Vec<Unclear>), store::Error> {
        if deck.errors() > 0 {
            return Ok((Vec::new(), Vec::new()));
        }
        Ok(carry(&self.seen(&deck.deck.id)?, &deck.deck.questions))
    }

    /// Lets the deck `new` take the place of the one that has its id, before it is read. Progress whose question is another
    /// one there goes to a name that no card can have; from there it finds a likely successor, also in the old deck, should
    /// that come back. Gives how many questions that is.
    pub fn hand_over(&mut self, new: &Deck, now: Timestamp) -> Result<usize, store::Error> {
        let asked: HashMap<&QuestionKey, &Question> =
            new.questions.iter().map(|question| (&question.key, question)).collect();
        let reads = |question: &Question| Seen {
            key: question.key.clone(),
            prompt: question.prompt.plain(),
            answer: question.answer.clone(),
        };
        let known = self.library.deck(&new.id).map_or(&[][..], |deck| &deck.whole().deck.questions);
        let mut old: Vec<Seen> = known.iter().map(reads).collect();
        let present: HashSet<QuestionKey> = old.iter().map(|seen| seen.key.clone()).collect();
        // What vanished before rests under its name, which may be taken now.
        old.extend(self.seen(&new.id)?.into_iter().filter(|seen| !present.contains(&seen.key)));
        let (mut moves, mut kept) = (Vec::new(), Vec::new());
        for seen in old {
            let is_other = asked.get(&seen.key).is_some_and(|question| !is_successor(&seen, question));
            if !is_other || !self.is_known(&seen.key)? {
                continue;
            }
            let card = format!("~{}/{}", now.as_millisecond(), seen.key.card());
            let name = QuestionKey::new(&new.id, &card, seen.key.face());
            moves.push((seen.key, Decision::Carry(name.clone())));
            kept.push((name, seen.prompt, seen.answer));
        }
        if !moves.is_empty() {
            let moves: Vec<_> = moves.iter().map(|(key, carry)| (key, carry.clone())).collect();
            self.store.decide_all(&moves, now)?;
            self.store.remember(&kept)?;
            self.refresh()?;
        }
        Ok(kept.len())
    }

    /// Whether the log holds anything of a question.
    fn is_known(&self, key: &QuestionKey) -> Result<bool, store::Error> {
        Ok(self.standing.contains_key(key) || self.memories.contains(key) || !self.history(key)?.is_empty())
    }

    /// The questions of a deck that have progress, as they read when they were last loaded.
    pub fn seen(&self, deck: &str) -> Result<Vec<Seen>, store::Error> {
        let seen = self.store.seen(deck)?.into_iter();
        let with_progress = seen.filter(|(key, ..)| self.memories.contains(key));
        Ok(with_progress.map(|(key, prompt, answer)| Seen { key, prompt, answer }).collect())
    }

    /// Keeps how the questions with progress read now, so that they are known again when they are reworded: those of decks
    /// that changed, and those that were learned since this was last done.
    pub fn remember(&self) -> Result<(), store::Error> {
        let remembered = self.store.remembered()?;
        let mut texts = Vec::new();
        let mut decks = Vec::new();
        for deck in &self.library.decks {
            if remembered.decks.get(deck.id()) == Some(&deck.digest()) {
                continue;
            }
            decks.push((deck.id(), deck.digest()));
            let known = deck.rows().filter(|row| self.memories.contains(row.number()));
            for row in known {
                let wordings = deck.wordings();
                let (prompt, answer) = (wordings.prompt(row.place()), wordings.answer(row.place()));
                texts.push((row.key(), prompt.plain(), answer.to_owned()));
            }
        }
        let lacking = self.store.unseen(remembered.generation)?;
        for question in self.library.questions_of(&lacking) {
            texts.push((question.key, question.prompt.plain(), question.answer));
        }
        self.store.remember_decks(&texts, &decks)
    }

    /// Reads the decks anew, the learner's own and those at the paths they came from. Gives what to tell the learner.
    pub fn reload(&mut self, extra: &[std::path::PathBuf], now: Timestamp) -> Result<(), store::Error> {
        let library = Library::open(&self.paths, extra);
        self.take(library, now)
    }

    /// The same where the files may be as they were. Gives whether they are not.
    pub fn follow(&mut self, extra: &[std::path::PathBuf], now: Timestamp) -> Result<bool, store::Error> {
        let library = Library::open(&self.paths, extra);
        let has_changed = !library.reads_as(&self.library);
        if has_changed {
            self.take(library, now)?;
        }
        Ok(has_changed)
    }

    fn take(&mut self, library: Library, now: Timestamp) -> Result<(), store::Error> {
        // What is studied now must be known before the files say otherwise.
        if !self.store.is_read_only() {
            self.remember()?;
        }
        let before = std::mem::replace(&mut self.library, library);
        self.miss(before);
        self.library.judge_accents(self.config.accents);
        self.carry_over(now)
    }

    /// Keeps in mind which of the decks from `before` are empty or gone now, and says so once.
    fn miss(&mut self, before: Library) {
        let own = before.decks.into_iter().filter(|deck| deck.path().is_some());
        for deck in own {
            if !self.gone.contains_key(deck.id()) && self.library.lacks(&deck) {
                self.notices.push(format!(
                    "“{}” is empty or gone: a session keeps its cards as they were until it can be read again.",
                    deck.title()
                ));
                self.gone.insert(deck.id().to_owned(), deck);
            }
        }
        let library = &self.library;
        self.gone.retain(|_, deck| library.lacks(deck));
    }

    /// `question` as its deck has it now, under its present name; `None` when the deck no longer has it. While a mistake
    /// may hide it, it is as it was.
    pub fn present(&self, question: &Question) -> Option<Question> {
        let key = self.present_name(&question.key);
        let is_gone = self.gone.contains_key(key.deck());
        // A built-in deck of that id is not the one that is gone.
        let is_other = is_gone && self.library.deck(key.deck()).is_some_and(|deck| deck.path().is_none());
        if let Some(present) = self.library.question(key).filter(|_| !is_other) {
            return Some(present);
        }
        if is_gone {
            return Some(question.clone());
        }
        let is_hidden = match self.library.deck(key.deck()) {
            Some(deck) => deck.errors() > 0,
            // A mistake in `[deck]` hides its id, and what cannot be read hides everything.
            None => self.library.errors() > 0 || !self.library.troubles.is_empty(),
        };
        is_hidden.then(|| question.clone())
    }

    /// The name that a question goes on under since its card was reworded while the program ran.
    pub fn present_name<'a>(&'a self, key: &'a QuestionKey) -> &'a QuestionKey {
        self.moved.get(key).unwrap_or(key)
    }
}
