//! Decks by the same place: each device tells which deck files it has, and takes what others went on to write.
//!
//! With each file go the versions that it went through. So a text that another device went on from takes the place of that
//! one, and of two edits neither takes the place of the other. What was removed on one device stays on the others, until
//! the learner says so there. Nothing is written but in the decks folder, and nothing in it that the learner wrote is lost.

pub(super) mod compare;
mod names;
mod settling;
mod shelf;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use fs_err as fs;
use serde::{Deserialize, Serialize};

use super::place::{Place, PlaceError};
use super::report::{DeckCase, Decks, HowDeck};
use super::segment::hash;
use crate::library::Stamp;
use crate::paths::litter;
use crate::schedule::DeviceId;
use crate::source::clean;
use names::{beside, folded, place_for};
pub use settling::{BothTexts, Settle};
pub(super) use shelf::Listed;
use shelf::{ShelfName, fetch, packed, path_of};
use versions::{DeckFile, Verdict, judge};

/// The text of another device that lies beside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Beside {
    /// The file it is another text of.
    name: String,
    theirs: DeckFile,
}

/// What is remembered from one sync to the next. If it is lost, what differs from other devices counts as edited on both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    files: BTreeMap<String, DeckFile>,
    /// How each file looked on the disk when it held what is remembered.
    stamps: BTreeMap<String, Stamp>,
    /// By the names of the files that lie beside.
    beside: BTreeMap<String, Beside>,
    /// The shelves of other devices, as they were read: by device and hash.
    shelves: BTreeMap<String, BTreeMap<String, DeckFile>>,
    /// What this device wrote last: the hash of its shelf.
    own: Option<String>,
    /// The cases that were told, each with the version it is about.
    told: BTreeSet<(DeckCase, String)>,
}

/// The decks of this device on their way to and from a place.
pub(super) struct DeckSync<'a> {
    place: &'a dyn Place,
    device: DeviceId,
    folder: &'a Path,
    now_ms: i64,
    listed: &'a Listed,
    known: Remembered,
    /// Files of the decks folder that do not go along, and why, as sentences without an end.
    stay: Vec<String>,
    report: Decks,
}

/// What another device has, and what that means here.
struct Difference {
    name: String,
    device: DeviceId,
    theirs: DeckFile,
    verdict: Verdict,
}

impl<'a> DeckSync<'a> {
    /// Looks at the decks of `folder` and at what lies in the place. `kept` is what [`Self::kept`] gave last, and `later` the
    /// stamp of a file that was written just now.
    pub(super) fn begin(
        place: &'a dyn Place,
        listed: &'a Listed,
        (device, folder): (DeviceId, &'a Path),
        (kept, later): (Option<&str>, Option<Stamp>),
        now_ms: i64,
    ) -> Result<Self, PlaceError> {
        let known = kept.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let (stay, report) = (Vec::new(), Decks::default());
        let mut sync = Self { place, device, folder, now_ms, listed, known, stay, report };
        sync.note_settled();
        sync.note_own(later);
        sync.read_shelves()?;
        Ok(sync)
    }

    /// What is to be remembered.
    pub(super) fn kept(&self) -> String {
        serde_json::to_string(&self.known).unwrap_or_default()
    }

    /// What came of it so far.
    pub(super) fn report_so_far(&mut self) -> &mut Decks {
        &mut self.report
    }

    /// What came of it.
    pub(super) fn report(self) -> Decks {
        self.report
    }

    /// Where the text of another device that lay beside a file is gone, the learner has settled it: the file goes on from both.
    fn note_settled(&mut self) {
        let folder = self.folder;
        let is_gone = |file: &String| folder.join(file).symlink_metadata().is_err();
        let gone: Vec<_> = self.known.beside.extract_if(.., |file, _| is_gone(file)).collect();
        for (_, Beside { name, theirs }) in gone {
            if let Some(file) = self.known.files.get_mut(&name) {
                file.versions.join(&theirs.versions);
                file.versions.go_on(file.content.as_deref(), self.device, self.now_ms);
            }
        }
    }

    /// Notes what the learner changed here, added and removed since the last sync.
    fn note_own(&mut self, later: Option<Stamp>) {
        let found = names::find(self.folder);
        self.stay = found.stay;
        for name in found.files.keys() {
            let path = self.folder.join(name);
            let stamp = Stamp::of(&path);
            if stamp.is_some() && stamp.as_ref() == self.known.stamps.get(name) {
                continue;
            }
            // What cannot be read now, or is empty while it is saved, is as it was.
            let Ok(content) = fs::read(&path) else { continue };
            let file = self.known.files.entry(name.clone()).or_default();
            let new = Some(hash(&content));
            if file.content != new && !(content.is_empty() && file.content.is_some()) {
                file.versions.go_on(new.as_deref(), self.device, self.now_ms);
                (file.content, file.file, file.bytes) = (new, None, content.len() as u64);
            }
            let settled = stamp.filter(|stamp| later.is_some_and(|later| stamp.is_settled_before(later)));
            match settled.filter(|_| file.content == Some(hash(&content))) {
                Some(stamp) => drop(self.known.stamps.insert(name.clone(), stamp)),
                None => drop(self.known.stamps.remove(name)),
            }
        }
        // A folder that is not there is no folder from which all was removed.
        if self.folder.is_dir() {
            for (name, file) in &mut self.known.files {
                let is_there = || self.folder.join(name).symlink_metadata().is_ok();
                if file.content.is_some() && !found.files.contains_key(name) && !is_there() {
                    file.versions.go_on(None, self.device, self.now_ms);
                    (file.content, file.file, file.bytes) = (None, None, 0);
                    self.known.stamps.remove(name);
                }
            }
        }
    }

    /// Reads the shelves that are new, and forgets those that are gone.
    fn read_shelves(&mut self) -> Result<(), PlaceError> {
        let mut shelves = BTreeMap::new();
        for name in &self.listed.shelves {
            if name.device == self.device && Some(&name.hash) == self.known.own.as_ref() {
                continue;
            }
            let key = key(name);
            let read = match self.known.shelves.remove(&key) {
                Some(files) => Ok(files),
                None => shelf::read(name, self.place)?,
            };
            match read {
                Ok(files) => drop(shelves.insert(key, files)),
                Err(why) => self.report.left.push(why),
            }
        }
        self.known.shelves = shelves;
        Ok(())
    }

    /// All that other devices have and this one has not, pictures before the decks that show them.
    fn differences(&mut self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (shelf, files) in &self.known.shelves {
            let Some(device) = shelf.get(..8).and_then(super::segment::device_of) else { continue };
            for (name, theirs) in files {
                let verdict = judge(self.known.files.get(name), theirs);
                if !matches!(verdict, Verdict::Older) {
                    found.push(Difference { name: name.clone(), device, theirs: theirs.clone(), verdict });
                }
            }
        }
        for Difference { name, theirs, .. } in found.extract_if(.., |found| found.verdict == Verdict::Same) {
            if let Some(ours) = self.known.files.get_mut(&name) {
                ours.versions.join(&theirs.versions);
            }
        }
        found.sort_by_key(|found| Path::new(&found.name).extension().is_some_and(|ending| ending == "toml"));
        found
    }

    /// Takes what is newer elsewhere, and puts the other text beside a file of which there are two.
    pub(super) fn take(&mut self) -> Result<(), PlaceError> {
        for found in self.differences() {
            // Another device may have had the same, or a newer one.
            match judge(self.known.files.get(&found.name), &found.theirs) {
                Verdict::Same | Verdict::Older => {}
                Verdict::Newer => self.take_newer(&found)?,
                Verdict::TwoEdits => self.put_beside(&found)?,
                Verdict::RemovedThere => self.tell(&found, HowDeck::RemovedThere, None),
                Verdict::RemovedHere => self.tell(&found, HowDeck::RemovedHere, None),
            }
        }
        Ok(())
    }

    /// What [`Self::take`] and [`Self::send`] would do.
    pub(super) fn rehearse(&mut self) {
        for Difference { name, device, verdict, .. } in self.differences() {
            let how = match verdict {
                Verdict::Same | Verdict::Older => continue,
                Verdict::Newer => {
                    self.report.taken.push(name);
                    continue;
                }
                Verdict::TwoEdits => HowDeck::TwoEdits,
                Verdict::RemovedThere => HowDeck::RemovedThere,
                Verdict::RemovedHere => HowDeck::RemovedHere,
            };
            let beside = (how == HowDeck::TwoEdits).then(|| beside(&name, device));
            self.report.cases.push(DeckCase { deck: name, device: device.to_string(), how, beside });
        }
        self.report.sent = self.unsent();
    }

    fn take_newer(&mut self, found: &Difference) -> Result<(), PlaceError> {
        let Difference { name, theirs, .. } = found;
        let Some(content) = self.fetched(found)? else { return Ok(()) };
        let fold = folded(name);
        let is_rival = |(other, file): (&String, &DeckFile)| {
            other != name && file.content.is_some() && folded(other) == fold
        };
        if self.known.files.iter().any(is_rival) {
            self.report
                .left
                .push(format!("`{}`: a file of that name is here, but for capitals", clean(name)));
            return Ok(());
        }
        let ours = self.known.files.get(name).and_then(|file| file.content.as_deref());
        if let Err(why) = write(self.folder, name, ours, &content) {
            self.report.left.push(why);
            return Ok(());
        }
        let mut taken = theirs.clone();
        if let Some(ours) = self.known.files.get(name) {
            taken.versions.join(&ours.versions);
        }
        self.known.files.insert(name.clone(), taken);
        self.known.stamps.remove(name);
        self.report.taken.push(name.clone());
        self.clear_beside(name);
        Ok(())
    }

    /// Removes the texts beside a file that it goes on from now, but for those that the learner has changed.
    fn clear_beside(&mut self, name: &str) {
        let Some(file) = self.known.files.get(name) else { return };
        let folder = self.folder;
        let is_over =
            |other: &mut Beside| other.name == name && file.versions.has(other.theirs.versions.current());
        for (path, other) in self.known.beside.extract_if(.., |_, other| is_over(other)) {
            let path = folder.join(path);
            if fs::read(&path).is_ok_and(|content| Some(hash(&content)) == other.theirs.content) {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn put_beside(&mut self, found: &Difference) -> Result<(), PlaceError> {
        let Difference { name, device, theirs, .. } = found;
        let path = beside(name, *device);
        let before = self.known.beside.get(&path).map(|other| other.theirs.content.clone());
        if before.as_ref() != Some(&theirs.content) {
            let Some(content) = self.fetched(found)? else { return Ok(()) };
            let before = before.flatten();
            if let Err(why) = write(self.folder, &path, before.as_deref(), &content) {
                self.report.left.push(why);
                return Ok(());
            }
        }
        self.known.beside.insert(path.clone(), Beside { name: name.clone(), theirs: theirs.clone() });
        self.tell(found, HowDeck::TwoEdits, Some(path));
        Ok(())
    }

    /// Tells of a case, once.
    fn tell(&mut self, found: &Difference, how: HowDeck, beside: Option<String>) {
        let device = found.device.to_string();
        let case = DeckCase { deck: found.name.clone(), device, how, beside };
        let version = found.theirs.versions.current().to_owned();
        if self.known.told.insert((case.clone(), version)) {
            self.report.cases.push(case);
        }
    }

    /// What is in a file of another device; `None` where that is left for later.
    fn fetched(&mut self, found: &Difference) -> Result<Option<Vec<u8>>, PlaceError> {
        match fetch(&found.theirs, self.listed, self.place)? {
            Ok(content) => Ok(Some(content)),
            Err(why) => {
                self.report.left.push(format!("`{}`: {why}", clean(&found.name)));
                Ok(None)
            }
        }
    }

    /// The files whose content lies nowhere in the place.
    fn unsent(&self) -> Vec<String> {
        let is_there =
            |file: &DeckFile| file.file.as_ref().is_some_and(|hash| self.listed.files.contains_key(hash));
        let unsent = self.known.files.iter().filter(|(_, file)| file.content.is_some() && !is_there(file));
        unsent.map(|(name, _)| name.clone()).collect()
    }

    /// Writes what is in the files of this device, then the shelf that names them, and removes what no shelf needs any more.
    pub(super) fn send(&mut self) -> Result<(), PlaceError> {
        for name in self.unsent() {
            let Ok(content) = fs::read(self.folder.join(&name)) else { continue };
            let Some(file) = self.known.files.get_mut(&name) else { continue };
            // It was saved meanwhile: the next sync sends it.
            if Some(hash(&content)) != file.content {
                continue;
            }
            let bytes = packed(&content);
            let in_place = self.place.hash(&bytes);
            self.place.write(&path_of(self.device, &in_place), &bytes)?;
            file.file = Some(in_place);
            self.report.sent.push(name);
        }
        // What is not in the place cannot be named there.
        let is_sent = |file: &DeckFile| file.content.is_none() || file.file.is_some();
        let sent = self.known.files.iter().filter(|(_, file)| is_sent(file));
        let files = sent.map(|(name, file)| (name.clone(), file.clone())).collect();
        let (own, bytes) = shelf::shelf(self.device, &files, self.place);
        if files.is_empty() && self.known.own.is_none()
            || self.listed.shelves.contains(&own) && self.is_own(&own)
        {
            return Ok(());
        }
        self.place.write(&own.path(), &bytes)?;
        self.known.own = Some(own.hash.clone());
        self.clear(&own, &files)
    }

    fn is_own(&self, name: &ShelfName) -> bool {
        self.known.own.as_ref() == Some(&name.hash)
    }

    /// Removes the shelves of this device but `own`, and what it holds of files that no shelf names.
    fn clear(&mut self, own: &ShelfName, files: &BTreeMap<String, DeckFile>) -> Result<(), PlaceError> {
        // A shelf that could not be read may need anything.
        let is_read =
            |shelf: &ShelfName| shelf.device == self.device || self.known.shelves.contains_key(&key(shelf));
        if !self.listed.shelves.iter().all(is_read) {
            return Ok(());
        }
        let needed: BTreeSet<&String> = self
            .known
            .shelves
            .iter()
            .filter(|(shelf, _)| !shelf.starts_with(&self.device.to_string()))
            .flat_map(|(_, files)| files.values())
            .chain(files.values())
            .filter_map(|file| file.file.as_ref())
            .collect();
        for old in self.listed.shelves.iter().filter(|shelf| shelf.device == self.device && *shelf != own) {
            self.place.remove(&old.path())?;
        }
        for (hash, devices) in &self.listed.files {
            if devices.contains(&self.device) && !needed.contains(hash) {
                self.place.remove(&path_of(self.device, hash))?;
            }
        }
        let device = self.device.to_string();
        self.known.shelves.retain(|shelf, _| !shelf.starts_with(&device));
        Ok(())
    }
}

fn key(name: &ShelfName) -> String {
    format!("{}/{}", name.device, name.hash)
}

/// Writes a file of the decks folder whole, if it still holds what has the hash `before`, or is not there; otherwise says why
/// not.
fn write(folder: &Path, name: &str, before: Option<&str>, content: &[u8]) -> Result<PathBuf, String> {
    let failed = |error: std::io::Error| format!("`{}` could not be written: {error}", clean(name));
    crate::paths::create_folder(folder).map_err(failed)?;
    let path = place_for(folder, name)?;
    let home = path.parent().unwrap_or(folder);
    let mut file =
        tempfile::Builder::new().prefix(&litter::name(litter::TEXT)).tempfile_in(home).map_err(failed)?;
    file.write_all(content).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    let now = fs::read(&path).ok().map(|content| hash(&content));
    if now.as_deref() != before {
        return Err(format!("`{}` was changed meanwhile", clean(name)));
    }
    let kept = match before {
        Some(_) => file.persist(&path),
        None => file.persist_noclobber(&path),
    };
    kept.map_err(|error| failed(error.error))?;
    Ok(path)
}
