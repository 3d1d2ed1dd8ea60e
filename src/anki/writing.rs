//! Writes what was arranged so that a killed import leaves nothing half done: first everything under names of the moment,
//! then the log in one transaction by whoever calls, then one name after the other. Whatever is missing after a kill, the
//! next import finishes.

use std::path::{Path, PathBuf};

use fs_err as fs;
use tempfile::{NamedTempFile, TempDir};

use super::arrange::DeckPlan;
use super::beside::Beside;
use super::media::Media;
use super::package::Package;
use crate::exchange::{Lost, Place};
use crate::library::{Pending, WriteError};
use crate::paths::{self, litter};

/// A deck with its media, written and without its place.
#[derive(Debug)]
pub struct StagedDeck {
    /// A new folder of media, with the place it will have.
    folder: Option<(TempDir, PathBuf)>,
    /// Files that come into one that is there.
    media: Vec<(NamedTempFile, PathBuf)>,
    texts: Vec<Pending>,
    beside: Option<Pending>,
    is_new: bool,
}

/// Writes a deck and its media beside the places they will have. What of the media cannot be taken is told in its
/// report.
pub fn stage(plan: &mut DeckPlan, package: &mut Package, media: &Media) -> Result<StagedDeck, WriteError> {
    let home = plan.path.parent().unwrap_or(Path::new(".")).to_path_buf();
    paths::create_folder(&home).map_err(|error| WriteError::io(&home, &error))?;
    let (folder, files) = stage_media(plan, package, media, &home)?;
    let texts = match &plan.before {
        None => vec![Pending::new(&plan.path, &plan.deck.files[0].text)?],
        Some(before) => {
            let pairs =
                before.iter().zip(&plan.deck.files).filter(|(before, after)| before.text != after.text);
            let staged = pairs.map(|(before, after)| {
                Pending::instead_of(Path::new(&before.name), &before.text, &after.text)
            });
            staged.collect::<Result<_, _>>()?
        }
    };
    let place = Beside::place(&plan.path);
    let packed = plan.beside.packed().map_err(|error| WriteError::io(&place, &error))?;
    let is_kept = fs::read(&place).is_ok_and(|known| known == packed);
    let beside = if is_kept { None } else { Some(Pending::over(&place, packed)?) };
    Ok(StagedDeck { folder, media: files, texts, beside, is_new: plan.before.is_none() })
}

type StagedMedia = (Option<(TempDir, PathBuf)>, Vec<(NamedTempFile, PathBuf)>);

fn stage_media(
    plan: &mut DeckPlan,
    package: &mut Package,
    media: &Media,
    home: &Path,
) -> Result<StagedMedia, WriteError> {
    let place = plan.path.with_extension("media");
    let fault = |error| WriteError::io(&place, &error);
    let wanted: Vec<&String> =
        plan.media.keys().filter(|name| fs::symlink_metadata(place.join(name)).is_err()).collect();
    if wanted.is_empty() {
        return Ok((None, Vec::new()));
    }
    let is_there = place.is_dir();
    let folder = if is_there {
        None
    } else {
        let folder = tempfile::Builder::new().prefix(&litter::name(litter::ADDING)).tempdir_in(home);
        Some(folder.map_err(fault)?)
    };
    let mut files = Vec::new();
    for name in wanted {
        let root = folder.as_ref().map_or(place.as_path(), TempDir::path);
        let file = tempfile::Builder::new().prefix(&litter::name(litter::TEXT)).tempfile_in(root);
        let mut file = file.map_err(fault)?;
        if let Err(error) = media.copy(name, package, &mut file) {
            plan.report.lose(Lost::Medium, &Place::Nowhere, Some(&format!("{name}: {error}")));
            continue;
        }
        match &folder {
            Some(folder) => {
                let to = folder.path().join(name);
                file.persist_noclobber(&to).map_err(|failed| WriteError::io(&to, &failed.error))?;
            }
            None => files.push((file, place.join(name))),
        }
    }
    Ok((folder.map(|folder| (folder, place)), files))
}

impl StagedDeck {
    /// Gives everything its place. A new deck comes last, so that what is beside it without it can be told from a deck that was
    /// removed; for one that is there, what is kept beside it comes last.
    pub fn place(self) -> Result<(), WriteError> {
        if let Some((folder, place)) = self.folder {
            fs::rename(folder.path(), &place).map_err(|error| WriteError::io(&place, &error))?;
            // It is gone from there.
            let _ = folder.keep();
        }
        for (file, place) in self.media {
            file.persist(&place).map_err(|failed| WriteError::io(&place, &failed.error))?;
        }
        let (first, last): (Vec<Pending>, Vec<Pending>) = if self.is_new {
            (self.beside.into_iter().collect(), self.texts)
        } else {
            (self.texts, self.beside.into_iter().collect())
        };
        first.into_iter().chain(last).try_for_each(Pending::place)
    }
}
