//! What can be seen around the log, also when it cannot be opened: permissions, litter, backups.

use std::path::{Path, PathBuf};

use fs_err as fs;
use jiff::Timestamp;

use super::super::{FILE, Store, backup};
use super::finding::several;
use super::{Act, Finding, Fix};
use crate::paths::{Paths, SYNC_KEY, litter};
use crate::source::Code;

/// Looks over what lies around the log. Nothing is changed.
pub fn examine_house(paths: &Paths, now: Timestamp) -> Vec<Finding> {
    let mut findings = permissions(&paths.data);
    findings.extend(left_over(paths, now));
    findings.extend(backups(&paths.data));
    findings
}

/// Others must not read what somebody knows, and what not.
fn permissions(folder: &Path) -> Vec<Finding> {
    let backups = folder.join(backup::FOLDER);
    let logs = entries(folder).into_iter().filter(|path| {
        let is_one = |name: &str| name.starts_with(FILE) || name == SYNC_KEY;
        path.file_name().is_some_and(|name| is_one(&name.to_string_lossy())) && path.is_file()
    });
    let copies = entries(&backups).into_iter().filter(|path| path.is_file()).collect::<Vec<_>>();
    let groups = [(vec![folder.to_path_buf()], 0o700), (vec![backups], 0o700)].into_iter();
    let groups = groups.chain(logs.map(|path| (vec![path], 0o600))).chain([(copies, 0o600)]);
    let findings: Vec<_> = groups.filter_map(|(paths, wanted)| opened(paths, wanted)).collect();
    if !findings.is_empty() || !folder.exists() || cfg!(not(unix)) {
        return findings;
    }
    let what =
        format!("`{}` is readable by its owner only, and so are the log and its backups", folder.display());
    vec![Finding::good(Code::OPEN_TO_OTHERS, what)]
}

/// The finding that those of `paths` that others can read should have the mode `wanted`.
fn opened(paths: Vec<PathBuf>, wanted: u32) -> Option<Finding> {
    let open: Vec<_> = paths.into_iter().filter_map(|path| mode(&path).map(|mode| (path, mode))).collect();
    let open: Vec<_> = open.into_iter().filter(|(_, mode)| mode & 0o077 != 0).collect();
    let (first, mode) = open.first()?;
    let what = match open.len() {
        1 => format!("`{}` is open to others (mode {mode:o})", first.display()),
        _ => format!("{} are open to others", several(open.iter().map(|(path, _)| path).collect::<Vec<_>>())),
    };
    let help = match open.len() {
        1 => format!("run `examdrill doctor --fix`, or `chmod {wanted:o} '{}'`", first.display()),
        _ => "run `examdrill doctor --fix`".to_owned(),
    };
    let act = Act::Restrict(open.into_iter().map(|(path, _)| (path, wanted)).collect());
    Some(Finding::bad(Code::OPEN_TO_OTHERS, what, help).mended_by(Fix::safe(act)))
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::metadata(path).ok()?.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}

fn left_over(paths: &Paths, now: Timestamp) -> Option<Finding> {
    let found = litter::find(paths, now);
    if found.is_empty() {
        return None;
    }
    let what = format!("a write that was killed has left {}", several(&found));
    let help = "it is of no use; the next start removes it, and so does `examdrill doctor --fix`";
    Some(Finding::bad(Code::LITTER, what, help).mended_by(Fix::safe(Act::Remove(found))))
}

/// Opens each backup. One that is broken is named.
fn backups(folder: &Path) -> Vec<Finding> {
    let backups = match Store::backups_in(folder) {
        Ok(backups) => backups,
        Err(error) => return vec![Finding::failed(Code::BROKEN_BACKUP, &error)],
    };
    let broken = backups.iter().filter_map(|backup| {
        let error = backup.check().err()?;
        let help = "nothing else is affected; put a good copy in its place if you have one, or remove it";
        let question = format!("Remove `{}`, which cannot be restored?", backup.path.display());
        let fix = Fix::asking(question, Act::Remove(vec![backup.path.clone()]));
        Some(Finding::bad(Code::BROKEN_BACKUP, error.to_string(), help).mended_by(fix))
    });
    let findings: Vec<_> = broken.collect();
    match (findings.len(), backups.len()) {
        (0, 0) => findings,
        (0, 1) => vec![Finding::good(Code::BROKEN_BACKUP, "the backup there is can be used")],
        (0, count) => vec![Finding::good(Code::BROKEN_BACKUP, format!("all {count} backups can be used"))],
        _ => findings,
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
