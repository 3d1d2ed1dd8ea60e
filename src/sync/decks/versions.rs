//! Which of two texts of a deck file goes on from the other.

use serde::{Deserialize, Serialize};

use crate::schedule::DeviceId;
use crate::sync::segment::hash;

/// How many versions are remembered that a text goes on from: one that is older still counts as another edit.
const MOST: usize = 200;
/// Digits of a version.
const DIGITS: usize = 16;

/// The versions that a file has gone through, each a name that no other edit has; the last is the one it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Versions(Vec<String>);

impl Versions {
    /// The one it is.
    pub(super) fn current(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// Whether it is that version, or goes on from it.
    pub(super) fn has(&self, version: &str) -> bool {
        self.0.iter().any(|own| own == version)
    }

    /// Goes on with what `device` made of it: a text with this hash, or nothing.
    pub(super) fn go_on(&mut self, content: Option<&str>, device: DeviceId, now_ms: i64) {
        let edit = format!("{} {} {device} {now_ms}", self.current(), content.unwrap_or("removed"));
        let mut version = hash(edit.as_bytes());
        version.truncate(DIGITS);
        self.0.push(version);
        self.trim();
    }

    /// Goes on from those of `other` as well, and stays the version it is.
    pub(super) fn join(&mut self, other: &Self) {
        let new: Vec<_> = other.0.iter().filter(|version| !self.has(version)).cloned().collect();
        let end = self.0.len().saturating_sub(1);
        self.0.splice(end..end, new);
        self.trim();
    }

    fn trim(&mut self) {
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }
}

/// A file of a device as it stands, or as it was removed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeckFile {
    /// The SHA-256 of what it holds; `None` where it was removed.
    pub(super) content: Option<String>,
    /// How many bytes that are.
    pub(super) bytes: u64,
    /// The hash in the name of the file of the place that holds it.
    pub(super) file: Option<String>,
    pub(super) versions: Versions,
}

/// What the file of another device means for that of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They are alike.
    Same,
    /// This one goes on from it.
    Older,
    /// It goes on from this one, or is new here.
    Newer,
    /// Both were changed.
    TwoEdits,
    /// It was removed there, and is here.
    RemovedThere,
    /// It was removed here, and changed there since.
    RemovedHere,
}

/// What `theirs` means for `ours`, which may never have been there.
pub(super) fn judge(ours: Option<&DeckFile>, theirs: &DeckFile) -> Verdict {
    let Some(ours) = ours else {
        return if theirs.content.is_some() { Verdict::Newer } else { Verdict::Older };
    };
    if ours.content == theirs.content {
        return Verdict::Same;
    }
    if ours.versions.has(theirs.versions.current()) {
        return Verdict::Older;
    }
    let goes_on = theirs.versions.has(ours.versions.current());
    match (&ours.content, &theirs.content) {
        (_, None) => Verdict::RemovedThere,
        (_, Some(_)) if goes_on => Verdict::Newer,
        (None, Some(_)) => Verdict::RemovedHere,
        (Some(_), Some(_)) => Verdict::TwoEdits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(content: Option<&str>, versions: &[&str]) -> DeckFile {
        let versions = Versions(versions.iter().map(|&version| version.to_owned()).collect());
        DeckFile { content: content.map(str::to_owned), versions, ..DeckFile::default() }
    }

    #[test]
    fn what_goes_on_from_the_other_takes_its_place_and_two_edits_stand_side_by_side() {
        let first = file(Some("1"), &["a"]);
        let second = file(Some("2"), &["a", "b"]);
        let other = file(Some("3"), &["a", "c"]);
        let gone = file(None, &["a", "d"]);
        assert_eq!(judge(None, &first), Verdict::Newer);
        assert_eq!(judge(None, &gone), Verdict::Older);
        assert_eq!(judge(Some(&first), &second), Verdict::Newer);
        assert_eq!(judge(Some(&second), &first), Verdict::Older);
        assert_eq!(judge(Some(&second), &other), Verdict::TwoEdits);
        assert_eq!(judge(Some(&other), &second), Verdict::TwoEdits);
        assert_eq!(judge(Some(&first), &gone), Verdict::RemovedThere);
        assert_eq!(judge(Some(&second), &gone), Verdict::RemovedThere);
        assert_eq!(judge(Some(&gone), &first), Verdict::Older);
        assert_eq!(judge(Some(&gone), &second), Verdict::RemovedHere);
        assert_eq!(judge(Some(&gone), &file(Some("1"), &["a", "d", "e"])), Verdict::Newer);
        assert_eq!(judge(Some(&second), &file(Some("2"), &["x"])), Verdict::Same);
    }

    #[test]
    fn a_text_that_was_there_before_is_a_new_version_when_it_comes_back() {
        let mut versions = Versions::default();
        for content in ["1", "2", "1"] {
            versions.go_on(Some(content), DeviceId(1), 0);
        }
        assert_eq!(versions.0.len(), 3);
        assert!(versions.0[0] != versions.0[2] && versions.0[0].len() == DIGITS);
    }

    #[test]
    fn joined_versions_stay_the_one_they_are() {
        let mut versions = file(None, &["a", "b"]).versions;
        versions.join(&file(None, &["a", "c"]).versions);
        assert_eq!((versions.current(), versions.has("c")), ("b", true));
        for nth in 0..300 {
            versions.go_on(None, DeviceId(1), nth);
        }
        assert_eq!(versions.0.len(), MOST);
    }
}
