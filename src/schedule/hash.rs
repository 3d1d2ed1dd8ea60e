//! A quick hash for tables in memory, and what spreads the bits of a number.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A table that looks its keys up quickly. A learner's own log is no place to defend against made-up collisions.
pub(super) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// As [`QuickMap`], without values.
pub(super) type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// Spreads the bits of a number over all others (the finisher of `SplitMix64`), so that its remainders are even.
pub(super) const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Takes eight bytes at a time, where the hasher of the standard library would take most of the time of a fold.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        self.write_u64(rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte)));
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        mix(self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn the_quick_hash_tells_keys_apart() {
        let build = BuildHasherDefault::<Quick>::default();
        let keys = (0..100_000).map(|nth| format!("ports/port/{nth}#number"));
        let hashes: HashSet<u64> = keys.map(|key| build.hash_one(&*key)).collect();
        assert_eq!(hashes.len(), 100_000);
        assert_ne!(build.hash_one(("ab", "c")), build.hash_one(("a", "bc")));
        assert_ne!(build.hash_one("a"), build.hash_one("\0a"));
    }
}
