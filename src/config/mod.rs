//! What a learner may set: `config.toml` in the configuration folder. Every line is optional.

mod colours;
mod keys;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt::Write;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::deck::{add_clashes, without_broken_parts};
use crate::source::{Diagnostic, Fields, FileId, SourceFile, Span, Value, clean, line_and_column};

pub use colours::{COLOURS, Colour, Colours, reference as colours_reference};
pub use keys::KeyWish;
pub use settings::{Config, PictureChoice, SETTINGS, Scheme, Setting};

/// The name of the file in its folder.
pub const FILE: &str = "config.toml";
/// The largest file that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("could not read `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file is not TOML, or has settings that do not exist or cannot have their values.
    #[error("`{}` cannot be used: {}", file.name, first(file, findings))]
    Bad {
        /// The file.
        file: SourceFile,
        /// What is wrong with it, in the order of places.
        findings: Vec<Diagnostic>,
    },
}

impl Error {
    /// What the learner can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Io { .. } => {
                "make the file readable for you, or choose another folder with `EXAMDRILL_CONFIG_DIR`"
            }
            Self::Bad { .. } => "mend or remove these lines; every setting is optional",
        }
    }
}

/// The first finding with its line, and how many more there are.
fn first(file: &SourceFile, findings: &[Diagnostic]) -> String {
    let [first, more @ ..] = findings else { return String::new() };
    let line = line_and_column(&file.text, first.span.range.start).0;
    let more = match more.len() {
        0 => String::new(),
        1 => ", and 1 more mistake".to_owned(),
        more => format!(", and {more} more mistakes"),
    };
    format!("line {line}: {}{more}", first.message)
}

/// A setting with its value in force.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which.
    pub setting: &'static Setting,
    /// Its value, as it is written or would be.
    pub value: String,
    /// The line of the file it stands in, from 1; `None` for the default.
    pub line: Option<usize>,
}

impl Config {
    /// Reads the settings in `folder`; without a file they are the defaults.
    pub fn load(folder: &Path) -> Result<Self, Error> {
        Self::load_with_entries(folder, |_| Vec::new()).map(|(config, _)| config)
    }

    /// The same, with each setting in the order of the table. `check` finds what is wrong with the keys, which mean
    /// something to the front end alone.
    pub fn load_with_entries(
        folder: &Path,
        check: impl Fn(&[KeyWish]) -> Vec<Diagnostic>,
    ) -> Result<(Self, Vec<Entry>), Error> {
        let path = folder.join(FILE);
        let text = match read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            text => text.map_err(|source| Error::Io { path: path.clone(), source })?,
        };
        Self::parse_with(&text, check).map_err(|findings| {
            let name = clean(&path.to_string_lossy()).into_owned();
            Error::Bad { file: SourceFile { name, text }, findings }
        })
    }

    /// Reads the settings in `text`; or all that is wrong with it.
    pub fn parse(text: &str) -> Result<(Self, Vec<Entry>), Vec<Diagnostic>> {
        Self::parse_with(text, |_| Vec::new())
    }

    /// The same, with what `check` finds wrong with the keys beside all else.
    fn parse_with(
        text: &str,
        check: impl Fn(&[KeyWish]) -> Vec<Diagnostic>,
    ) -> Result<(Self, Vec<Entry>), Vec<Diagnostic>> {
        let (healthy, mut findings) = without_broken_parts(FileId(0), text, begins_a_setting);
        let (root, errors) = DeTable::parse_recoverable(&healthy);
        add_clashes(FileId(0), text, &errors, &mut findings);
        let mut fields = Fields::new(root.get_ref(), Span::default(), "settings file");
        let written: Vec<_> = SETTINGS.iter().map(|setting| fields.taken(&setting.key)).collect();
        let named = SETTINGS.iter().map(|setting| setting.key.name).zip(written.iter().copied());
        let values: HashMap<&str, Value<'_>> =
            named.filter_map(|(name, value)| Some((name, value?))).collect();
        let config = Self::new(|name| values.get(name).copied());
        let entry = |(setting, value): (_, &Option<Value<'_>>)| Entry::new(setting, value.as_ref(), text);
        let entries = SETTINGS.iter().zip(&written).map(entry).collect();
        findings.extend(fields.finish(&[]));
        findings.extend(values.get("colours").into_iter().flat_map(colours::mistakes));
        findings.extend(keys::mistakes(&config.keys));
        findings.extend(check(&config.keys));
        findings.sort_by_key(|finding| finding.span.range.start);
        if findings.is_empty() { Ok((config, entries)) } else { Err(findings) }
    }
}

impl Entry {
    fn new(setting: &'static Setting, written: Option<&Value<'_>>, text: &str) -> Self {
        let value = written.map_or_else(|| setting.default.to_owned(), |value| in_one_line(value, text));
        let line = written.map(|value| line_and_column(text, value.span().range.start).0);
        Self { setting, value: clean(&value).into_owned(), line }
    }
}

/// A value as it is written in `text`; of a table, its members in braces.
fn in_one_line(value: &Value<'_>, text: &str) -> String {
    let Some(table) = value.table() else { return text[value.span().range].to_owned() };
    let member = |(name, inner): (&toml::Spanned<_>, _)| {
        format!("{} = {}", &text[name.span()], in_one_line(&value.member(inner), text))
    };
    let members: Vec<String> = table.iter().map(member).collect();
    if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) }
}

/// The text of the file. A byte order mark is not part of it.
fn read(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other("it is larger than 1 MB, and settings are a few lines"));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        io::Error::other(format!("it is not UTF-8 text (byte {at}); save it as UTF-8"))
    })
}

/// Whether `line` is the first of a setting or of a table: what stands before can be read without it.
fn begins_a_setting(line: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || "_-\"'. \t".contains(c);
    let name = line.split_once('=').map(|(name, _)| name.trim());
    line.starts_with('[') || name.is_some_and(|name| !name.is_empty() && name.chars().all(is_name))
}

/// The README's table of the settings.
pub fn reference() -> String {
    let mut rows = "| setting | takes | means | without it |\n| --- | --- | --- | --- |\n".to_owned();
    for Setting { key, default, example, .. } in SETTINGS {
        let (name, takes, about) = (key.name, key.takes.words(), key.about);
        writeln!(rows, "| `{name} = {example}` | {takes} | {about} | `{default}` |")
            .expect("a text takes any text");
    }
    rows
}
