//! What a mistyped name was probably meant to be.

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

/// The same, with whether it is the only one that can be meant.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<Near<'a>> {
    // A name of thousands of characters is no slip of the pen, and comparing it would be slow.
    if name.len() > 40 {
        return None;
    }
    let mut near: Vec<(usize, &str)> = known
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .collect();
    near.sort_unstable();
    near.dedup();
    let (distance, name) = *near.first()?;
    Some(Near { name, is_only: near.get(1).is_none_or(|(second, _)| *second > distance) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_that_are_equally_near_leave_it_open() {
        let near = |name, known: &[&'static str]| nearest(name, known.iter().copied());
        assert_eq!(near("bakc", &["back", "front", "back"]), Some(Near { name: "back", is_only: true }));
        assert_eq!(near("lint", &["tint", "hint"]), Some(Near { name: "hint", is_only: false }));
        assert_eq!(near("nothing", &["tint", "hint"]), None);
    }
}
