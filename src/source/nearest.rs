//! What a mistyped name was probably meant to be.

use super::cost;

/// A known name that resembles what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'a> {
    /// The known name.
    pub name: &'a str,
    /// Whether no other name is as near, so that a program may write it by itself.
    pub is_only: bool,
}

/// The one of `known` that `name` was probably meant to be.
pub fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest(name, known).map(|near| near.name)
}

/// The same as advice: to write the name that was probably meant.
pub fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    did_you_mean(name, known).map(|near| format!("did you mean `{near}`?"))
}

/// The same, with whether it is the only one that can be meant.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<Near<'a>> {
    // A name of thousands of characters is no slip of the pen, and comparing it would be slow.
    if name.len() > 40 {
        return None;
    }
    let mut near: Vec<(usize, &str)> = known
        .filter(|candidate| least_distance(name, candidate) <= most(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= most(candidate))
        .collect();
    near.sort_unstable();
    near.dedup();
    let (distance, name) = *near.first()?;
    Some(Near { name, is_only: near.get(1).is_none_or(|(second, _)| *second > distance) })
}

/// How far off a name may be that was meant to be `candidate`.
const fn most(candidate: &str) -> usize {
    1 + candidate.len() / 4
}

/// What the distance of two names is at least: the letters that one has and the other does not. Nearly all names are told
/// apart by this, in a small part of the time that the distance takes.
fn least_distance(name: &str, candidate: &str) -> usize {
    cost::count(name.len());
    // So long a name is no slip of the other.
    if candidate.len() > 2 * (name.len() + 1) * 4 {
        return usize::MAX;
    }
    let mut surplus = [0_i32; 64];
    for byte in name.bytes().filter(u8::is_ascii) {
        surplus[usize::from(byte % 64)] += 1;
    }
    for byte in candidate.bytes().filter(u8::is_ascii) {
        surplus[usize::from(byte % 64)] -= 1;
    }
    let [more, fewer] = [1, -1].map(|sign| surplus.iter().map(|count| (count * sign).max(0)).sum::<i32>());
    usize::try_from(more.max(fewer)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_name_is_farther_than_it_is(name in "[a-eä]{0,9}", other in "[a-eä]{0,30}") {
            let distance = strsim::damerau_levenshtein(&name, &other);
            let least = least_distance(&name, &other);
            proptest::prop_assert!(least <= distance || distance > most(&other));
        }
    }

    #[test]
    fn two_names_that_are_equally_near_leave_it_open() {
        for (name, known, near) in [
            ("bakc", vec!["back", "front", "back"], Some(Near { name: "back", is_only: true })),
            ("lint", vec!["tint", "hint"], Some(Near { name: "hint", is_only: false })),
            ("nothing", vec!["tint", "hint"], None),
        ] {
            assert_eq!(nearest(name, known.into_iter()), near, "{name}");
        }
    }
}
