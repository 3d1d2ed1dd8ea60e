//! What cards say of those in other decks: whose place they take (`was`), and what they are easily confused with.

use std::collections::{HashMap, HashSet};

use super::{Library, ListedDeck};
use crate::card::{QuestionKey, cards_named};
use crate::deck::{Carried, Deck, still_there, taken_twice, unknown_card};
use crate::source::Diagnostic;

impl Library {
    /// Which questions take the place of others that are gone, of those that are `wanted`. Of several that name one, the
    /// first counts, in the order of the decks. From a deck with mistakes nothing goes: what seems to be gone may just be
    /// left out.
    pub fn successions(&self, wanted: impl Fn(&QuestionKey) -> bool) -> Vec<Carried> {
        let mut heirs: HashMap<&QuestionKey, &QuestionKey> = HashMap::new();
        let mut moves = Vec::new();
        for (from, to) in self.decks.iter().flat_map(ListedDeck::successions) {
            let is_broken = || self.deck(from.deck()).is_some_and(|deck| deck.errors() > 0);
            if !wanted(from) || self.row(from).is_some() || is_broken() || heirs.insert(from, to).is_some() {
                continue;
            }
            moves.push(Carried { from: from.clone(), to: to.clone() });
        }
        moves
    }

    /// What is wrong with what the cards of `deck` say of those in other decks.
    pub fn faults_across(&self, deck: &Deck) -> Vec<Diagnostic> {
        let mut told = HashSet::new();
        let faults = self.faulty_successions(deck).into_iter().chain(self.unknown_look_alikes(deck));
        faults.filter(|fault| told.insert(fault.span.clone())).collect()
    }

    fn faulty_successions(&self, deck: &Deck) -> Vec<Diagnostic> {
        if deck.successions.is_empty() {
            return Vec::new();
        }
        let before = self.decks.iter().take_while(|other| other.id() != deck.id);
        let earlier: HashMap<_, _> =
            before.flat_map(ListedDeck::successions).map(|(from, to)| (from, to)).collect();
        let others = deck.successions.iter().filter(|one| one.from.deck() != deck.id);
        let faults = others.filter_map(|one| match earlier.get(&one.from) {
            _ if self.row(&one.from).is_some() => Some(still_there(&one.from, &one.at)),
            Some(heir) => Some(taken_twice(&one.from, heir, &one.at)),
            None => None,
        });
        faults.collect()
    }

    fn unknown_look_alikes(&self, deck: &Deck) -> Vec<Diagnostic> {
        if deck.elsewhere.is_empty() {
            return Vec::new();
        }
        let named: HashSet<&str> =
            deck.elsewhere.iter().filter_map(|name| Some(name.value.split_once('/')?.0)).collect();
        let rows = self.decks.iter().filter(|other| named.contains(other.id())).flat_map(ListedDeck::rows);
        let cards: HashSet<(&str, &str)> = rows.map(|row| (row.deck(), row.card())).collect();
        let is_there = |name: &str| cards_named(&deck.id, name).any(|card| cards.contains(&card));
        let unknown = deck.elsewhere.iter().filter(|name| !is_there(&name.value));
        unknown.map(|name| unknown_card(&name.value, &name.span, None)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::LoadedDeck;
    use crate::source::SourceFile;

    fn deck(id: &str, cards: &str) -> LoadedDeck {
        let text = format!("[deck]\nid='{id}'\ntitle='{id}'\n{cards}");
        LoadedDeck::new(None, vec![SourceFile { name: format!("{id}.toml"), text }], Vec::new())
    }

    fn card(id: &str, was: &str) -> String {
        format!("[[card]]\nid='{id}'\nfront='{id}?'\nback='{id}!'\nwas=[{was}]\n")
    }

    fn moves(decks: &[LoadedDeck]) -> Vec<String> {
        let library: Library = decks.iter().cloned().collect();
        let moves = library.successions(|key| key.card() != "unknown");
        moves.iter().map(|one| format!("{} > {}", one.from, one.to)).collect()
    }

    #[test]
    fn what_is_gone_goes_to_the_first_card_that_names_it_in_whatever_deck() {
        let (old, new) = (deck("old", ""), deck("new", &card("n", "'old/o', 'old/unknown', 'nowhere/x'")));
        for decks in [[old.clone(), new.clone()], [new.clone(), old]] {
            assert_eq!(moves(&decks), ["old/o > new/n", "nowhere/x > new/n"]);
        }
        let second = deck("second", &card("s", "'old/o'"));
        assert_eq!(moves(&[second.clone(), new.clone()]), ["old/o > second/s", "nowhere/x > new/n"]);
        let library: Library = [new, second.clone()].into_iter().collect();
        let codes: Vec<_> = library.faults_across(&second.deck).iter().map(|one| one.code.name()).collect();
        assert_eq!(codes, ["taken-twice"]);
    }

    #[test]
    fn what_is_there_or_may_just_be_left_out_goes_nowhere() {
        let new = deck("new", &card("n", "'old/o'"));
        let still = deck("old", &card("o", ""));
        assert_eq!(moves(&[still.clone(), new.clone()]), Vec::<String>::new());
        assert_eq!(
            moves(&[deck("old", "[[card]]\nid='o'\nfrnt='slip'\n"), new.clone()]),
            Vec::<String>::new()
        );
        let library: Library = [still, new.clone()].into_iter().collect();
        let codes: Vec<_> = library.faults_across(&new.deck).iter().map(|one| one.code.name()).collect();
        assert_eq!(codes, ["still-there"]);
    }

    #[test]
    fn a_look_alike_in_another_deck_is_known_by_its_whole_name() {
        let [all, gone, known] = ["'old/o', 'old/x', 'gone/o'", "'old/x'", "'old/o'"].map(|names| {
            deck("new", &format!("[[card]]\nid='n'\nfront='f'\nback='b'\nlook_alike=[{names}]\n"))
        });
        assert_eq!(all.findings, []);
        let library: Library = [deck("old", &card("o", "")), all.clone()].into_iter().collect();
        let told: Vec<_> = library.faults_across(&gone.deck).iter().map(|one| one.message.clone()).collect();
        assert_eq!(told, ["there is no card `old/x`"]);
        assert_eq!(library.faults_across(&known.deck), []);
        let [one, other] = [("old/o", "new/n"), ("new/n", "old/o")]
            .map(|(one, other)| {
                [one, other].map(|key| library.question(&QuestionKey::from_stored(key)).unwrap())
            })
            .map(|[one, other]| one.resembles(&other));
        assert!(one && other);
    }
}
