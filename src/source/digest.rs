//! Numbers that stand for bytes: one to notice accidents, and one that is written into files and must stay for ever.

/// A number that stands for `bytes`, and for all that the number `before` stands for: against accidents and not against
/// attacks. Four sums that do not wait for each other are mixed in the end.
pub fn digest(before: u64, bytes: &[u8]) -> u64 {
    let [mut first, mut second, mut third, mut fourth] = [0x9e37_79b9_7f4a_7c15_u64, 1, 2, 3];
    let (quads, rest) = bytes.as_chunks::<32>();
    for quad in quads {
        first = stirred(first, word(quad, 0));
        second = stirred(second, word(quad, 1));
        third = stirred(third, word(quad, 2));
        fourth = stirred(fourth, word(quad, 3));
    }
    let rest = rest.iter().fold(rest.len() as u64, |sum, byte| stirred(sum, (*byte).into()));
    [first, second, third, fourth, before, bytes.len() as u64, rest].into_iter().fold(0, stirred)
}

fn word(quad: &[u8; 32], nth: usize) -> u64 {
    quad[8 * nth..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

const fn stirred(sum: u64, word: u64) -> u64 {
    let sum = (sum.rotate_left(23) ^ word).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    sum ^ (sum >> 29)
}

/// The 64-bit FNV-1a hash: the same on every machine, for ever.
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_hash_for_ever_is_the_published_one() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn a_digest_changes_with_each_bit_with_the_length_and_with_what_came_before() {
        let bytes: Vec<u8> = (0..100).collect();
        let mut digests: HashSet<u64> = (0..=bytes.len()).map(|length| digest(0, &bytes[..length])).collect();
        digests.extend((0..8 * bytes.len()).map(|bit| {
            let mut other = bytes.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            digest(0, &other)
        }));
        digests.insert(digest(1, &bytes));
        assert_eq!(digests.len(), 101 + 800 + 1);
    }
}
