//! The memories of all questions, looked up by the numbers of their keys.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::Memory;
use crate::card::{KeyNumber, QuestionKey};

/// What the reviews of each question fold to.
///
/// A hundred thousand are read at each start, so they take little room: they lie close to each other in one list, and a
/// small table says where.
#[derive(Debug, Clone, Default)]
pub struct Memories {
    all: Vec<(KeyNumber, Memory)>,
    /// Places in `all`, by the number of the key, which is spread evenly by itself.
    places: HashTable<u32>,
}

impl Memories {
    /// None yet, with room for `count`.
    pub fn with_capacity(count: usize) -> Self {
        Self { all: Vec::with_capacity(count), places: HashTable::with_capacity(count) }
    }

    /// The memory of a question; `None` while it is new.
    pub fn get(&self, key: &QuestionKey) -> Option<&Memory> {
        self.of(key.number())
    }

    /// The memory of the question whose key has that number; `None` while it is new.
    pub fn of(&self, number: KeyNumber) -> Option<&Memory> {
        let place = self.places.find(number.0, |place| self.number_at(*place) == number)?;
        self.all.get(*place as usize).map(|(_, memory)| memory)
    }

    /// Whether the question was ever learned.
    pub fn contains(&self, number: impl Into<KeyNumber>) -> bool {
        self.of(number.into()).is_some()
    }

    /// Puts a memory in the place of the one there is.
    pub fn insert(&mut self, number: impl Into<KeyNumber>, memory: Memory) {
        let number = number.into();
        let Self { all, places } = self;
        let entry = places.entry(
            number.0,
            |place| all[*place as usize].0 == number,
            |place| all[*place as usize].0.0,
        );
        match entry {
            Entry::Occupied(place) => all[*place.get() as usize].1 = memory,
            Entry::Vacant(free) => {
                free.insert(all.len() as u32);
                all.push((number, memory));
            }
        }
    }

    /// Takes a memory out: the question is new again.
    pub fn remove(&mut self, number: impl Into<KeyNumber>) -> Option<Memory> {
        let number = number.into();
        let found = self.places.find_entry(number.0, |place| self.all[*place as usize].0 == number).ok()?;
        let (place, _) = found.remove();
        let (_, memory) = self.all.swap_remove(place as usize);
        // The last one lies in its place now.
        if let Some((moved, _)) = self.all.get(place as usize) {
            let was = self.all.len() as u32;
            if let Some(at) = self.places.find_mut(moved.0, |place| *place == was) {
                *at = place;
            }
        }
        Some(memory)
    }

    /// Lets the question have that memory, or none.
    pub fn set(&mut self, number: impl Into<KeyNumber>, memory: Option<Memory>) {
        match memory {
            Some(memory) => self.insert(number, memory),
            None => {
                self.remove(number);
            }
        }
    }

    /// How many questions have one.
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was ever learned.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All memories, in no particular order.
    pub fn values(&self) -> impl Iterator<Item = &Memory> {
        self.all.iter().map(|(_, memory)| memory)
    }

    /// All memories with the numbers of their questions' keys, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (KeyNumber, &Memory)> {
        self.all.iter().map(|(number, memory)| (*number, memory))
    }

    fn number_at(&self, place: u32) -> KeyNumber {
        self.all[place as usize].0
    }
}

impl Extend<(KeyNumber, Memory)> for Memories {
    fn extend<T: IntoIterator<Item = (KeyNumber, Memory)>>(&mut self, more: T) {
        more.into_iter().for_each(|(number, memory)| self.insert(number, memory));
    }
}

impl FromIterator<(KeyNumber, Memory)> for Memories {
    fn from_iter<T: IntoIterator<Item = (KeyNumber, Memory)>>(all: T) -> Self {
        let all = all.into_iter();
        let mut memories = Self::with_capacity(all.size_hint().0);
        memories.extend(all);
        memories
    }
}

impl PartialEq for Memories {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(number, memory)| other.of(number) == Some(memory))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::Moment;
    use super::*;

    fn memory(reps: u32) -> Memory {
        let day = date(2026, 11, 27);
        Memory {
            stability: 1.0,
            difficulty: 5.0,
            last: Moment::default(),
            last_day: day,
            due: day,
            step: None,
            reps,
            lapses: 0,
        }
    }

    #[test]
    fn a_memory_is_found_by_key_and_by_number() {
        let key = QuestionKey::from_stored("dhcp/lease");
        let mut memories = Memories::default();
        memories.insert(&key, memory(1));
        assert_eq!(memories.get(&key), Some(&memory(1)));
        assert_eq!(memories.of(key.number()), Some(&memory(1)));
        assert_eq!(memories.get(&QuestionKey::from_stored("dhcp/offer")), None);
    }

    #[test]
    fn a_memory_takes_little_room_and_goes_to_other_threads() {
        const fn is_shared<T: Send + Sync + Clone>() {}
        const { is_shared::<Memories>() }
        assert!(size_of::<(KeyNumber, Memory)>() <= 56);
    }

    proptest! {
        /// Few numbers, so that the same one comes in and goes out again and again, also those that share a place.
        #[test]
        fn it_holds_what_a_plain_table_would(changes in prop::collection::vec((0_u64..40, prop::option::of(0_u32..9)), 0..300)) {
            let (mut memories, mut plain) = (Memories::default(), HashMap::new());
            for (number, change) in changes {
                let number = KeyNumber((number << 56) | (number % 4));
                match change {
                    Some(reps) => {
                        memories.insert(number, memory(reps));
                        plain.insert(number, memory(reps));
                    }
                    None => prop_assert_eq!(memories.remove(number), plain.remove(&number)),
                }
                prop_assert_eq!(memories.len(), plain.len());
            }
            prop_assert!(memories.iter().all(|(number, memory)| plain.get(&number) == Some(memory)));
            prop_assert!(plain.iter().all(|(number, memory)| memories.of(*number) == Some(memory)));
            let turned: Memories = plain.into_iter().collect();
            prop_assert_eq!(memories, turned);
        }
    }
}
