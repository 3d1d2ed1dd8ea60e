//! Progress that follows its card: through rewording, and through reloading the decks.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::Trainer;
use super::carrying::{Carrying, Wording, carrying, texts, with_progress, wording};
use super::reading::{Changes, Found, Read};
use crate::card::{Question, QuestionKey};
use crate::deck::{Carried, Deck, Seen, is_successor};
use crate::library::Library;
use crate::schedule::Decision;
use crate::store;

/// What the learner is told once where it is not known how the questions read before.
const LOST_TEXTS: &str = "How your cards read before was lost, so a card without an `id` that was reworded since the last \
                          start cannot be recognised. Your reviews are all there.";

/// So many texts are kept between two keys at most.
const AT_ONCE: usize = 250;

/// How questions read that were reworded, where that is still to be kept, and the digests that their decks have then.
///
/// Until it is, those who were killed find the decks changed at their next start, and keep it then.
#[derive(Debug, Default)]
pub(super) struct Unkept {
    texts: Vec<Wording>,
    decks: Vec<(String, u64)>,
}

impl Trainer {
    /// Renames progress over to reworded cards, tells the learner, and keeps how the questions read now.
    ///
    /// Only decks whose id is `among` are looked at: the others read as they did.
    pub(super) fn carry_over(
        &mut self,
        among: impl Fn(&str) -> bool,
        now: Timestamp,
    ) -> Result<(), store::Error> {
        if self.memories.is_empty() || self.store.is_read_only() {
            return Ok(());
        }
        let remembered = self.store.remembered()?;
        let library = &self.view.library;
        let carrying = carrying(&self.view, library, among, &remembered, |deck| self.store.seen(deck))?;
        self.carry(carrying, now)
    }

    /// Does what was found to become of progress. Very many texts are left to [`Self::keep_some`].
    fn carry(&mut self, carrying: Carrying, now: Timestamp) -> Result<(), store::Error> {
        let Carrying { moves, replaced, doubts, texts, decks } = carrying;
        if !moves.is_empty() || !replaced.is_empty() {
            self.carry_all(&[replaced.as_slice(), &moves].concat(), now)?;
        }
        self.tell_of_replaced(&replaced);
        self.tell_of_carrying(&moves, &doubts);
        if self.store.take_lost_texts() {
            self.tell([LOST_TEXTS.to_owned()]);
        }
        if texts.len() <= AT_ONCE {
            return self.keep_texts(texts, &decks);
        }
        let unkept = self.unkept.get_mut();
        unkept.texts.extend(texts);
        unkept.decks.extend(decks);
        Ok(())
    }

    /// Whether [`Self::take`] left texts that are still to be kept.
    pub fn has_unkept(&self) -> bool {
        let unkept = self.unkept.borrow();
        !unkept.texts.is_empty() || !unkept.decks.is_empty()
    }

    /// Keeps some of the texts that [`Self::take`] left, no more than a key may wait for. Gives whether there are more.
    pub fn keep_some(&self) -> Result<bool, store::Error> {
        let mut unkept = self.unkept.borrow_mut();
        let rest = unkept.texts.len().saturating_sub(AT_ONCE);
        if let Some(some) = unkept.texts.get(rest..).filter(|some| !some.is_empty()) {
            self.store.remember(some)?;
            unkept.texts.truncate(rest);
        }
        if rest == 0 && !unkept.decks.is_empty() {
            self.keep_texts(Vec::new(), &unkept.decks)?;
            unkept.decks.clear();
        }
        Ok(rest > 0)
    }

    /// The same until all are kept.
    pub(super) fn keep_all(&self) -> Result<(), store::Error> {
        while self.keep_some()? {}
        Ok(())
    }

    /// Lets the progress go on under its new names, all of it or none.
    fn carry_all(&mut self, moves: &[Carried], now: Timestamp) -> Result<(), store::Error> {
        let decisions: Vec<_> =
            moves.iter().map(|one| (&one.from, Decision::Carry(one.to.clone()))).collect();
        self.store.decide_all(&decisions, now)?;
        // Each name leads to the last one: while the program runs, a card may be reworded again, and back.
        let goes_on: HashMap<_, _> = moves.iter().map(|one| (&one.from, &one.to)).collect();
        let names = Arc::make_mut(&mut self.view.moved);
        for name in names.values_mut() {
            if let Some(&to) = goes_on.get(name) {
                name.clone_from(to);
            }
        }
        names.extend(moves.iter().map(|one| (one.from.clone(), one.to.clone())));
        for Carried { to, .. } in moves {
            names.remove(to);
        }
        self.refresh()
    }

    /// Lets the deck `new` take the place of the one that has its id, before it is read. Progress whose question is another
    /// one there goes to a name that no card can have; from there it finds a likely successor, also in the old deck, should
    /// that come back. Gives how many questions that is.
    pub fn hand_over(&mut self, new: &Deck, now: Timestamp) -> Result<usize, store::Error> {
        let asked: HashMap<&QuestionKey, &Question> =
            new.questions.iter().map(|question| (&question.key, question)).collect();
        let known = self.library.deck(&new.id).map_or(&[][..], |deck| &deck.whole().deck.questions);
        let known = known.iter().map(|Question { key, prompt, answer, .. }| Seen {
            key: key.clone(),
            prompt: prompt.plain(),
            answer: answer.clone(),
        });
        let mut old: Vec<Seen> = known.collect();
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
        Ok(with_progress(self, self.store.seen(deck)?))
    }

    /// Keeps how the questions with progress read now, so that they are known again when they are reworded: those of decks
    /// that changed, and those that were learned since this was last done.
    pub fn remember(&self) -> Result<(), store::Error> {
        self.keep_all()?;
        self.remember_in(|_| true)
    }

    /// The same in the decks whose id is `among`.
    pub(super) fn remember_in(&self, among: impl Fn(&str) -> bool) -> Result<(), store::Error> {
        let remembered = self.store.remembered()?;
        let (mut all, mut decks) = (Vec::new(), Vec::new());
        for deck in self.library.decks.iter().filter(|deck| among(deck.id())) {
            if remembered.decks.get(deck.id()) != Some(&deck.digest()) {
                decks.push((deck.id().to_owned(), deck.digest()));
                all.extend(texts(deck, |number| self.memories.contains(number), &HashMap::new()));
            }
        }
        self.keep_texts(all, &decks)
    }

    /// Keeps these texts, and those of what was learned since this was last done; `decks` are known by their digests then.
    fn keep_texts(&self, mut texts: Vec<Wording>, decks: &[(String, u64)]) -> Result<(), store::Error> {
        texts.extend(self.learned.borrow().iter().cloned());
        let lacking = self.store.unseen(self.store.remembered()?.generation)?;
        texts.extend(self.library.questions_of(&lacking).into_iter().map(wording));
        self.store.remember_decks(&texts, decks)?;
        self.learned.borrow_mut().clear();
        Ok(())
    }

    /// Reads the decks anew, the learner's own and those at the paths they came from, and takes them.
    pub fn reload(&mut self, extra: &[std::path::PathBuf], now: Timestamp) -> Result<(), store::Error> {
        let read = self.reading(extra).run();
        self.take(read, now)?;
        self.keep_all()
    }

    /// Lets decks that were read anew take the place of those there were: progress follows its cards. Gives whether anything
    /// is not as it was; otherwise all stays. How very many reworded cards read is left to [`Self::keep_some`].
    pub fn take(&mut self, read: Read, now: Timestamp) -> Result<bool, store::Error> {
        let Read { library, before, mut changes, mut carrying } = read;
        if !Arc::ptr_eq(&before, &self.library) {
            // Others were taken meanwhile.
            changes = Changes::between(&self.library, &library);
            carrying = None;
        }
        let has_changed = !changes.is_empty();
        if !has_changed && !self.has_refused {
            return Ok(false);
        }
        let carrying = carrying.filter(|found| !self.has_refused && self.is_still_so(found, &library));
        // What is studied now must be known before the files say otherwise.
        if !self.store.is_read_only() {
            self.remember_in(|deck| changes.decks.contains(deck))?;
        }
        let before = std::mem::replace(&mut self.view.library, Arc::new(library));
        self.reselect()?;
        self.miss(&before);
        let is_all = std::mem::replace(&mut self.has_refused, true);
        match carrying {
            Some(found) => self.carry(found.carrying, now)?,
            None => self.carry_over(|deck| is_all || changes.decks.contains(deck), now)?,
        }
        self.has_refused = false;
        Ok(has_changed)
    }

    /// Whether what was found beside the loop is still so: no other window stored anything since, and what was learned
    /// since reads as it did.
    fn is_still_so(&self, found: &Found, library: &Library) -> bool {
        found.heard == self.heard
            && self.learned.borrow().iter().all(|(key, prompt, answer)| {
                let now = library.question(key);
                now.is_some_and(|now| now.prompt.plain() == *prompt && now.answer == *answer)
            })
    }

    /// Keeps in mind which of the decks from `before` are empty or gone now, and says so once.
    fn miss(&mut self, before: &Library) {
        let mut notices = Vec::new();
        let library = Arc::clone(&self.library);
        let gone = Arc::make_mut(&mut self.view.gone);
        for deck in before.decks.iter().filter(|deck| deck.path().is_some()) {
            if !gone.contains_key(deck.id()) && library.lacks(deck) {
                notices.push(format!(
                    "“{}” is empty or gone: a session keeps its cards as they were until it can be read again.",
                    deck.title()
                ));
                gone.insert(deck.id().to_owned(), deck.clone());
            }
        }
        gone.retain(|_, deck| library.lacks(deck));
        self.tell(notices);
    }
}
