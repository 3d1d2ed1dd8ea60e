//! What the learner says about a deck file that is at odds with that of another device.

use std::path::Path;

use fs_err as fs;

use super::versions::Verdict;
use super::{Beside, DeckSync, Difference, write};
use crate::source::clean;
use crate::sync::place::PlaceError;
use crate::sync::report::{DeckCase, HowDeck};
use crate::sync::segment::hash;

/// Which of two texts counts from now on, on all devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settle {
    /// That of this device; or it stays removed.
    Keep,
    /// That of the other; or it is removed here as well.
    Take,
}

/// Both texts of a file that is at odds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothTexts {
    /// How they are at odds.
    pub case: DeckCase,
    /// What is here; `None` where it was removed.
    pub here: Option<Vec<u8>>,
    /// What is on the other device; `None` where it was removed.
    pub there: Option<Vec<u8>>,
}

impl DeckSync<'_> {
    /// What is at odds with other devices.
    pub(in crate::sync) fn cases(&mut self) -> Vec<DeckCase> {
        self.at_odds(None).iter().map(|(_, case)| case.clone()).collect()
    }

    /// The deck files that go along, those that stay here and why, by name.
    pub(in crate::sync) fn files(&self) -> (Vec<String>, Vec<String>) {
        let there = self.known.files.iter().filter(|(_, file)| file.content.is_some());
        (there.map(|(name, _)| name.clone()).collect(), self.stay.clone())
    }

    /// Both texts of each case of the file `name`.
    pub(in crate::sync) fn texts(&mut self, name: &str) -> Result<Vec<BothTexts>, PlaceError> {
        let mut texts = Vec::new();
        for (found, case) in self.at_odds(Some(name)) {
            let here = fs::read(self.folder.join(name)).ok();
            let there = match found.theirs.content {
                Some(_) => self.fetched(&found)?,
                None => None,
            };
            texts.push(BothTexts { case, here, there });
        }
        Ok(texts)
    }

    fn at_odds(&mut self, name: Option<&str>) -> Vec<(Difference, DeckCase)> {
        let mut cases = Vec::new();
        for found in self.differences() {
            let how = match found.verdict {
                Verdict::TwoEdits => HowDeck::TwoEdits,
                Verdict::RemovedThere => HowDeck::RemovedThere,
                Verdict::RemovedHere => HowDeck::RemovedHere,
                Verdict::Same | Verdict::Older | Verdict::Newer => continue,
            };
            if name.is_none_or(|name| name == found.name) {
                let case = self.case(&found, how);
                cases.push((found, case));
            }
        }
        cases
    }

    /// Settles the cases of `name` with these devices. What no longer counts here goes to the folder `trash`, under its name
    /// and `stamp`. Gives how many there were; in the outer error the place failed, in the inner one a file.
    pub(in crate::sync) fn settle(
        &mut self,
        (name, device): (&str, Option<&str>),
        settle: Settle,
        (trash, stamp): (&Path, &str),
    ) -> Result<Result<usize, String>, PlaceError> {
        let mut count = 0;
        for (found, case) in self.at_odds(Some(name)) {
            if device.is_some_and(|device| device != case.device) {
                continue;
            }
            let done = match settle {
                Settle::Keep => self.keep_ours(&found, (trash, stamp)),
                Settle::Take => {
                    let content = match found.theirs.content {
                        Some(_) => self.fetched(&found)?,
                        None => None,
                    };
                    self.take_theirs(&found, content.as_deref(), (trash, stamp))
                }
            };
            if let Err(why) = done {
                return Ok(Err(why));
            }
            count += 1;
        }
        Ok(Ok(count))
    }

    fn keep_ours(&mut self, found: &Difference, place: (&Path, &str)) -> Result<(), String> {
        let path = super::beside(&found.name, found.device);
        if self.known.beside.contains_key(&path) {
            move_to(&self.folder.join(&path), place)?;
            self.known.beside.remove(&path);
        }
        if let Some(file) = self.known.files.get_mut(&found.name) {
            file.versions.join(&found.theirs.versions);
            file.versions.go_on(file.content.as_deref(), self.device, self.now_ms);
        }
        Ok(())
    }

    fn take_theirs(
        &mut self,
        found: &Difference,
        content: Option<&[u8]>,
        place: (&Path, &str),
    ) -> Result<(), String> {
        let name = &found.name;
        let path = self.folder.join(name);
        let ours = self.known.files.get(name).and_then(|file| file.content.clone());
        if found.theirs.content.is_some() && content.is_none() {
            return Err(format!("what is in `{}` is not there yet", clean(name)));
        }
        if ours.is_some() {
            let kept = fs::read(&path).map_err(|error| error.to_string())?;
            if Some(hash(&kept)) != ours {
                return Err(format!("`{}` was changed meanwhile", clean(name)));
            }
            keep_copy(&path, &kept, place)?;
        }
        match content {
            Some(content) => drop(write(self.folder, name, ours.as_deref(), content)?),
            None => fs::remove_file(&path).map_err(|error| error.to_string())?,
        }
        let mut taken = found.theirs.clone();
        if let Some(ours) = self.known.files.get(name) {
            taken.versions.join(&ours.versions);
        }
        self.known.files.insert(name.clone(), taken);
        self.known.stamps.remove(name);
        self.clear_beside(name);
        Ok(())
    }

    /// The case that a difference is, with the file that lies beside.
    fn case(&self, found: &Difference, how: HowDeck) -> DeckCase {
        let path = super::beside(&found.name, found.device);
        let is_there = |beside: &Beside| beside.name == found.name;
        let beside = self.known.beside.get(&path).is_some_and(is_there).then_some(path);
        DeckCase { deck: found.name.clone(), device: found.device.to_string(), how, beside }
    }
}

/// Puts a copy of what is in the file at `path` into the folder.
fn keep_copy(path: &Path, content: &[u8], (trash, stamp): (&Path, &str)) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("the trash could not be used: {error}");
    crate::paths::create_folder(trash).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    for number in 1.. {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        let place = trash.join(format!("{stem}-{stamp}{number}.{ending}"));
        let mut file = match std::fs::File::options().write(true).create_new(true).open(&place) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
            file => file.map_err(failed)?,
        };
        std::io::Write::write_all(&mut file, content).and_then(|()| file.sync_all()).map_err(failed)?;
        break;
    }
    Ok(())
}

fn move_to(path: &Path, place: (&Path, &str)) -> Result<(), String> {
    let content = fs::read(path).map_err(|error| error.to_string())?;
    keep_copy(path, &content, place)?;
    fs::remove_file(path).map_err(|error| error.to_string())
}
