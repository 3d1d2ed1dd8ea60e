//! Writes deck files so that they appear whole or not at all. What only comes to the end of one is added in one write, since a
//! deck of a hundred thousand cards takes long to write anew.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;
use tempfile::NamedTempFile;

use super::files::{Error, read_deck, read_text};
use crate::author::{Added, Addition, EXAM_SCHEMA, Refusal, SCHEMA, added};
use crate::paths::{self, litter};
use crate::schema;
use crate::source::clean;

/// Why a deck was not written. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refused.
    #[error("could not write `{}`: {what}", clean(&path.to_string_lossy()))]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        what: String,
    },
    /// No room is left.
    #[error("could not write `{}`: the disk is full", clean(&path.to_string_lossy()))]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// A file of that name is there.
    #[error("`{}` is there already", clean(&path.to_string_lossy()))]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// The file is no longer as it was read.
    #[error("`{}` was changed by another program meanwhile", clean(&path.to_string_lossy()))]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The deck cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Error),
    /// The deck takes no card as it stands.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is nothing to copy.
    #[error("no built-in deck is called `{id}`")]
    NotBuiltIn {
        /// What was asked for.
        id: String,
    },
    /// The deck reader would leave the card out.
    #[error("{0}")]
    Mistaken(String),
}

impl WriteError {
    /// What the learner can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Io { .. } => "nothing was changed; make the file and its folder writable for you",
            Self::Full { .. } => "nothing was changed; free some space on that disk and try again",
            Self::Taken { .. } => "choose another name, or add a card to it with `examdrill new card`",
            Self::Changed { .. } => "that change was kept and nothing was written; do it again",
            Self::Unreadable(_) | Self::NotBuiltIn { .. } => "nothing was changed",
            Self::Refused(refusal) => refusal.help(),
            Self::Mistaken(_) => "mend the card; nothing was changed",
        }
    }

    /// The failure of the system at `path`.
    pub fn io(path: &Path, error: &io::Error) -> Self {
        let (path, what) = (path.to_path_buf(), error.to_string());
        if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            return Self::Full { path };
        }
        // The file that could not be made for a moment says nothing to the learner.
        Self::Io { path, what: what.split(" at path \"").next().unwrap_or_default().to_owned() }
    }
}

/// Replaces the text of the file at `path`, which was read as `before`; its permissions stay, and so do a link to it and
/// a byte order mark.
/// What another program has written since is not lost: then nothing is changed.
pub fn replace(path: &Path, before: &str, text: &str) -> Result<(), WriteError> {
    let now = read_text(path)?;
    if now == text {
        return Ok(());
    }
    if now != before {
        return Err(WriteError::Changed { path: path.to_path_buf() });
    }
    put(path, text)
}

/// Adds `more` at the end of the file at `path`, which was read as `before`. Where that fails the file is as it was; one that
/// another program has made longer or shorter since, or has put another in the place of, is told to have changed.
pub(super) fn append(path: &Path, before: &str, more: &str) -> Result<(), WriteError> {
    let changed = || WriteError::Changed { path: path.to_path_buf() };
    match append_to(path, before.len() as u64, more) {
        Ok(true) => Ok(()),
        Ok(false) => Err(changed()),
        Err(error) => Err(WriteError::io(path, &error)),
    }
}

/// Gives whether the file was so long before, without its byte order mark, and is still the one at `path` afterwards.
fn append_to(path: &Path, length: u64, more: &str) -> io::Result<bool> {
    let real = path.canonicalize()?;
    if fs::metadata(&real)?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mark = if has_mark(&real)? { MARK.len() as u64 } else { 0 };
    let mut file = fs::OpenOptions::new().append(true).open(&real)?;
    if file.metadata()?.len() != mark + length {
        return Ok(false);
    }
    if let Err(error) = file.write_all(more.as_bytes()).and_then(|()| file.sync_all()) {
        // A card of which a half was written would keep the deck from being read.
        file.set_len(mark + length)?;
        return Err(error);
    }
    // What was put in its place meanwhile has no such end.
    Ok(is_same(&file.metadata()?, &fs::metadata(path)?))
}

#[cfg(unix)]
fn is_same(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    one.len() == other.len()
}

/// Puts `text` in the place of whatever the file at `path` holds.
fn put(path: &Path, text: &str) -> Result<(), WriteError> {
    overwrite(path, text).map_err(|error| WriteError::io(path, &error))
}

fn overwrite(path: &Path, text: &str) -> io::Result<()> {
    let real = path.canonicalize()?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let meta = fs::metadata(&real)?;
    if meta.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut file = tempfile::Builder::new().prefix(&litter::name(litter::TEXT)).tempfile_in(folder)?;
    if has_mark(&real)? {
        file.write_all(MARK)?;
    }
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(meta.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&real).map(drop).map_err(|failed| failed.error)
}

/// What some editors put before a text. Reading drops it, so that no text has it.
const MARK: &[u8] = b"\xEF\xBB\xBF";

fn has_mark(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    fs::File::open(path)?.take(MARK.len() as u64).read_to_end(&mut start)?;
    Ok(start == MARK)
}

/// Writes a new file, and its folder, open to its owner only, where that is missing; one that is there is never touched.
pub fn create(path: &Path, content: impl AsRef<[u8]>) -> Result<(), WriteError> {
    create_with(path, |file| file.write_all(content.as_ref()))
}

/// Does as [`create`] does with what `write` puts into the file.
pub fn create_with(
    path: &Path,
    write: impl FnOnce(&mut std::fs::File) -> io::Result<()>,
) -> Result<(), WriteError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = unnamed(folder, write).map_err(|error| WriteError::io(path, &error))?;
    match file.persist_noclobber(path).map_err(|failed| failed.error) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(WriteError::Taken { path: path.to_path_buf() })
        }
        result => result.map(drop).map_err(|error| WriteError::io(path, &error)),
    }
}

/// A file that is whole and on the disk under a name of its own, and gets its place in one step. Dropped, it is gone.
#[derive(Debug)]
pub struct Pending {
    file: NamedTempFile,
    path: PathBuf,
    /// What must still be there then; `None` where nothing may be.
    before: Before,
}

/// What a pending file takes the place of.
#[derive(Debug)]
enum Before {
    Nothing,
    Text(String),
    Anything,
}

impl Pending {
    /// A new file.
    pub fn new(path: &Path, content: impl AsRef<[u8]>) -> Result<Self, WriteError> {
        Self::of(path, content.as_ref(), Before::Nothing)
    }

    /// The text of a file that was read as `before`.
    pub fn instead_of(path: &Path, before: &str, text: &str) -> Result<Self, WriteError> {
        let pending = Self::of(path, text.as_bytes(), Before::Text(before.to_owned()))?;
        let meta = fs::metadata(path).map_err(|error| WriteError::io(path, &error))?;
        let kept = pending.file.as_file().set_permissions(meta.permissions());
        kept.map_err(|error| WriteError::io(path, &error))?;
        Ok(pending)
    }

    /// A file that only this program writes, whether one is there or not.
    pub fn over(path: &Path, content: impl AsRef<[u8]>) -> Result<Self, WriteError> {
        Self::of(path, content.as_ref(), Before::Anything)
    }

    fn of(path: &Path, content: &[u8], before: Before) -> Result<Self, WriteError> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file =
            unnamed(folder, |file| file.write_all(content)).map_err(|error| WriteError::io(&path, &error))?;
        Ok(Self { file, path, before })
    }

    /// Gives it its place.
    pub fn place(self) -> Result<(), WriteError> {
        let Self { file, path, before } = self;
        let placed = match before {
            Before::Nothing => file.persist_noclobber(&path),
            Before::Text(before) if read_text(&path)? != before => return Err(WriteError::Changed { path }),
            Before::Text(_) | Before::Anything => file.persist(&path),
        };
        match placed.map_err(|failed| failed.error) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(WriteError::Taken { path }),
            result => result.map(drop).map_err(|error| WriteError::io(&path, &error)),
        }
    }
}

/// A new file in `folder`, whole and on the disk, that is gone if it gets no name.
fn unnamed(
    folder: &Path,
    write: impl FnOnce(&mut std::fs::File) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    paths::create_folder(folder)?;
    let name = litter::name(litter::TEXT);
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.prefix(&name).tempfile_in(folder)?;
    write(file.as_file_mut())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The deck at `path`, read now, with `addition` at its end; written by nobody yet.
pub fn with_addition(path: &Path, addition: Addition<'_>) -> Result<Added, WriteError> {
    Ok(added(&read_deck(path)?.files, addition)?)
}

/// Writes what [`with_addition`] gave to `path`, unless the deck reader would leave the new card out or the file has
/// changed since.
pub fn write_addition(path: &Path, added: &Added) -> Result<(), WriteError> {
    if let Some(mistake) = added.mistake() {
        return Err(WriteError::Mistaken(mistake.to_owned()));
    }
    replace(path, &added.before, added.files.first().map_or("", |file| &file.text))
}

/// Writes the schema of decks, for editors, beside the deck at `deck`. One of an earlier version is renewed; a file that
/// is not ours stays.
pub fn write_schema(deck: &Path) -> Result<(), WriteError> {
    write_schema_file(&deck.with_file_name(SCHEMA), &schema::written(&schema::deck()), schema::DECK_TITLE)
}

/// The same for exams, beside the exam at `exam`.
pub fn write_exam_schema(exam: &Path) -> Result<(), WriteError> {
    write_schema_file(
        &exam.with_file_name(EXAM_SCHEMA),
        &schema::written(&schema::exam()),
        schema::EXAM_TITLE,
    )
}

fn write_schema_file(path: &Path, text: &str, title: &str) -> Result<(), WriteError> {
    match fs::read_to_string(path) {
        Ok(known) if known == text => Ok(()),
        Ok(known) if known.contains(title) => put(path, text),
        Ok(_) => Ok(()),
        Err(_) => create(path, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::author::Entry;
    use crate::card::kinds::KINDS;

    const DECK: &str = "[deck]\nid = 'd'\n";

    #[test]
    fn what_an_editor_saves_between_reading_and_writing_is_never_lost() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("d.toml");
        fs::write(&path, DECK).unwrap();
        let addition = Addition::Template(Entry::Card(&KINDS[0]));
        let added = with_addition(&path, addition).unwrap();
        let saved = format!("{DECK}[[card]]\nfront = 'typed meanwhile'\nback = 'b'\n");
        fs::write(&path, &saved).unwrap();
        assert!(matches!(write_addition(&path, &added), Err(WriteError::Changed { .. })));
        assert!(matches!(replace(&path, DECK, "anything"), Err(WriteError::Changed { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), saved);
        write_addition(&path, &with_addition(&path, addition).unwrap()).unwrap();
        assert!(fs::read_to_string(&path).unwrap().starts_with(&saved));
    }

    #[test]
    fn what_comes_to_the_end_of_a_file_leaves_the_rest_and_its_links_and_mode_as_they_were() {
        let home = tempfile::tempdir().unwrap();
        let (path, link) = (home.path().join("d.toml"), home.path().join("link.toml"));
        for mark in ["", "\u{feff}"] {
            fs::write(&path, format!("{mark}{DECK}")).unwrap();
            let _ = fs::hard_link(&path, &link);
            append(&path, DECK, "# more\n").unwrap();
            assert_eq!(fs::read_to_string(&link).unwrap(), format!("{mark}{DECK}# more\n"));
        }
    }

    #[test]
    fn nothing_comes_to_the_end_of_a_file_that_is_not_as_it_was_read() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("d.toml");
        let saved = format!("{DECK}# saved meanwhile\n");
        fs::write(&path, &saved).unwrap();
        assert!(matches!(append(&path, DECK, "# more\n"), Err(WriteError::Changed { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), saved);
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(append(&path, &saved, "# more\n"), Err(WriteError::Io { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), saved);
    }

    #[test]
    fn a_byte_order_mark_is_no_change() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("d.toml");
        fs::write(&path, format!("\u{feff}{DECK}")).unwrap();
        replace(&path, DECK, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}new");
    }

    #[test]
    fn a_byte_order_mark_stays_where_it_was_and_comes_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        for (before, after) in [("\u{feff}a", "\u{feff}b"), ("a", "b"), ("", "b")] {
            let path = folder.path().join("d.toml");
            fs::write(&path, before).unwrap();
            replace(&path, before.trim_start_matches('\u{feff}'), "b").unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), after);
        }
    }

    /// What is told of an error of that kind in our own file.
    fn told(kind: io::ErrorKind) -> String {
        let error = io::Error::new(kind, "no luck at path \"/x/.examdrill-1\"");
        let error = WriteError::io(Path::new("d.toml"), &error);
        format!("{error}; {}", error.help())
    }

    #[test]
    fn a_full_disk_is_told_with_advice_that_helps_and_without_our_own_file() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let told = told(kind);
            assert!(
                told.contains("`d.toml`: the disk is full") && told.contains("free some space"),
                "{told}"
            );
            assert!(!told.contains(".examdrill-"), "{told}");
        }
        let told = told(io::ErrorKind::PermissionDenied);
        assert!(told.contains("no luck; ") && told.contains("writable"), "{told}");
    }

    #[cfg(unix)]
    #[test]
    fn the_folders_of_a_new_deck_are_open_to_the_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        create(&home.path().join("data/decks/d.toml"), "").unwrap();
        for folder in ["data", "data/decks"] {
            let mode = fs::metadata(home.path().join(folder)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{folder}");
        }
    }
}
