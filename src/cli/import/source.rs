//! A file to be imported.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::cli::failure::Failure;
use crate::cli::foreign;
use crate::exchange::{Brought, FORMATS, Format, Reading, Refused};

/// The largest file that is read, in bytes. A collection of a million cards is a tenth of it.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A file with what it brings.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) format: &'static Format,
    pub(super) brought: Brought,
}

impl Source {
    /// Reads the file at `path`.
    pub(super) fn read(path: &Path, format: Option<&str>, reading: &Reading) -> anyhow::Result<Self> {
        foreign::refuse_by_name(path, format.is_some())?;
        let bytes = bytes(path)?;
        foreign::refuse_by_content(path, &bytes, format.is_some())?;
        // What parts the fields is only said of rows.
        let rows = reading.between.as_ref().or(reading.rows.as_ref()).or(reading.separator.as_ref());
        let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let of_rows = rows.map(|_| if is_csv { "csv" } else { "tsv" });
        let named = format.or(of_rows).and_then(Format::named);
        let is_of_rows = |format: &&Format| reading.columns.is_none() || matches!(format.name, "tsv" | "csv");
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let told = || Format::of(&name, &bytes[..bytes.len().min(64 * 1024)]);
        let csv = || Format::named("csv").filter(|_| reading.columns.is_some());
        let format = named.or_else(|| told().filter(is_of_rows)).or_else(csv).ok_or_else(|| {
            if bytes.iter().all(u8::is_ascii_whitespace) {
                return Failure::findings(format!(
                    "`{}` has no question that can be drilled",
                    path.display()
                ))
                .help("it is empty");
            }
            let all: Vec<_> = FORMATS
                .iter()
                .filter(|format| format.read.is_some())
                .map(|format| format!("`{}`", format.name))
                .collect();
            Failure::usage(format!("the format of `{}` is unclear", path.display())).help(format!(
                "say it with `--format`: {}; `examdrill import --list` tells more",
                all.join(", ")
            ))
        })?;
        let brought = format.read(&bytes, reading);
        match brought.refused {
            Some(Refused { what, help }) => {
                Err(Failure::usage(format!("`{}` {what}", path.display())).help(help).into())
            }
            None => Ok(Self { path: path.to_path_buf(), format, brought }),
        }
    }

    /// The name of the file without its ending.
    pub(super) fn stem(&self) -> String {
        self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let what = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string(),
    };
    Failure::world(format!("could not read `{}`: {what}", path.display()))
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let meta = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !meta.is_file() {
        // A pipe or a device would make the program wait for ever.
        return Err(Failure::world(format!("`{}` is no file", path.display())).into());
    }
    if meta.len() > LARGEST {
        let largest = LARGEST / 1024 / 1024;
        return Err(Failure::world(format!("`{}` is larger than {largest} MB", path.display()))
            .help("split it")
            .into());
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    fs::File::open(path)
        .map_err(|error| unreadable(path, &error))?
        .take(LARGEST)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}
