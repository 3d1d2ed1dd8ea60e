//! What an import will write, and where.

use std::io;
use std::path::{Path, PathBuf};

use super::Import;
use super::source::Source;
use crate::author;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::cli::{deck_file, findings};
use crate::deck::Deck;
use crate::exchange::{Head, Report, Taking, merged_into};
use crate::library::{self, LARGEST, Library, LoadedDeck, read_deck};
use crate::source::{Severity, SourceFile};

/// One deck as it will be.
pub(super) struct Plan {
    pub(super) path: PathBuf,
    /// The deck, read back from the new text.
    pub(super) deck: LoadedDeck,
    /// The files, with what came from each.
    pub(super) came: Vec<(Source, Report)>,
    /// The texts that its files have now.
    before: Option<Vec<SourceFile>>,
    /// Findings that the deck had before.
    old_findings: usize,
}

impl Plan {
    /// Plans to bring `sources` into the deck at `to`, or into a new one named after the file.
    pub(super) fn of(
        command: &Import,
        to: Option<&Path>,
        sources: Vec<Source>,
        others: &[Self],
        context: &CommandContext,
    ) -> anyhow::Result<Self> {
        let stem = to.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_else(|| sources.first().map(Source::stem).unwrap_or_default());
        let (path, old) = match to {
            Some(to) => match deck_file::existing(to, context) {
                Some(path) => (path.clone(), Some(whole_deck(&path)?)),
                None => (deck_file::target(to, context), None),
            },
            None => (deck_file::target(Path::new(&format!("{stem}.toml")), context), None),
        };
        if old.is_none() && (path.exists() || others.iter().any(|other| other.path == path)) {
            return Err(Failure::usage(format!("`{}` is there already", path.display()))
                .help("`--to` with its name adds to it, with another name begins another deck")
                .into());
        }
        if old.is_some() && (command.deck_id.is_some() || command.title.is_some()) {
            let message = format!("`{}` has an id and a title already", path.display());
            return Err(Failure::usage(message).help("leave out `--deck-id` and `--title`").into());
        }
        let (files, known) = match &old {
            Some(old) => (old.files.clone(), old.deck.clone()),
            None => {
                let text = head(command, &stem, &sources, others, context)?.toml();
                (vec![SourceFile { name: path.to_string_lossy().into_owned(), text }], Deck::default())
            }
        };
        Self::bring(path, old, files, known, sources, command.update)
    }

    fn bring(
        path: PathBuf,
        old: Option<LoadedDeck>,
        mut files: Vec<SourceFile>,
        mut known: Deck,
        sources: Vec<Source>,
        updates: bool,
    ) -> anyhow::Result<Self> {
        let mut came = Vec::new();
        for mut source in sources {
            let mut report = std::mem::take(&mut source.brought.report);
            let taking = Taking { updates, says: source.format.says() };
            merged_into(&mut files, &known, &source.brought.cards, taking, &mut report);
            // The next file must know the cards of this one.
            known = crate::deck::parse(&files).0;
            came.push((source, report));
        }
        if files[0].text.len() as u64 > LARGEST {
            let message = format!("`{}` would be larger than {} MB", path.display(), LARGEST / 1024 / 1024);
            return Err(Failure::world(message).help("split the file into several").into());
        }
        let deck = LoadedDeck::new(Some(path.clone()), files, Vec::new());
        if let Some(error) = deck.findings.iter().find(|finding| finding.severity == Severity::Error) {
            let failure = Failure::usage(error.message.clone());
            return Err(match &error.help {
                Some(help) => failure.help(help.clone()),
                None => failure,
            }
            .into());
        }
        let old_findings = old.as_ref().map_or(0, |old| old.findings.len());
        let before = old.map(|old| old.files);
        Ok(Self { path, deck, came, before, old_findings })
    }

    /// Whether there is anything to write.
    pub(super) fn changes(&self) -> bool {
        self.came.iter().any(|(_, report)| report.cards + report.updated > 0)
    }

    /// Writes the deck, with those of the files it includes that change.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        let Some(before) = &self.before else {
            if self.changes() {
                library::create(&self.path, &self.deck.files[0].text)?;
            }
            return Ok(());
        };
        for (before, after) in before.iter().zip(&self.deck.files) {
            if before.text != after.text {
                library::replace(Path::new(&before.name), &before.text, &after.text)?;
            }
        }
        Ok(())
    }

    /// Prints what the reader of decks found that it did not find before.
    pub(super) fn tell_findings(&self, out: &mut Out) -> io::Result<()> {
        if self.deck.findings.len() <= self.old_findings {
            return Ok(());
        }
        findings::write(&self.deck.files, &self.deck.findings, findings::Format::Human, out)
    }
}

/// The deck at `path`, if nothing in it has to be mended first.
fn whole_deck(path: &Path) -> anyhow::Result<LoadedDeck> {
    let deck = read_deck(path)?;
    if deck.errors() > 0 {
        let message = format!("`{}` has mistakes, so cards in it could be missed", path.display());
        return Err(Failure::world(message).help("mend them first; `examdrill check` shows them").into());
    }
    Ok(deck)
}

fn head(
    command: &Import,
    stem: &str,
    sources: &[Source],
    others: &[Plan],
    context: &CommandContext,
) -> anyhow::Result<Head> {
    let id = command.deck_id.clone().unwrap_or_else(|| author::id_of(stem));
    let library = Library::open(&context.paths, &[]);
    if library.free_id(&id, |id| others.iter().all(|other| other.deck.deck.id != id)) != id {
        return Err(Failure::usage(format!("there is a deck with the id `{id}` already"))
            .help("give the new one another with `--deck-id`")
            .into());
    }
    let told = sources.iter().find_map(|source| source.brought.title.clone());
    let title = command.title.clone().or(told).unwrap_or_else(|| stem.replace(['-', '_'], " "));
    let names: Vec<_> = sources
        .iter()
        .filter_map(|source| source.path.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    Ok(Head { id, title, origin: names.join("`, `") })
}
