//! A package of Anki: decks, media and history.

use std::collections::HashMap;
use std::env;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use jiff::Timestamp;
use serde::Serialize;

use super::{Export, taken};
use crate::anki::{self, Beside, Layout, Learned, Outgoing, Packed};
use crate::card::QuestionKey;
use crate::cli::bar::Bar;
use crate::cli::context::{CommandContext, note};
use crate::cli::failure::{Failure, Status};
use crate::cli::losses::Shape;
use crate::exchange::Report;
use crate::library::LoadedDeck;
use crate::schedule::Review;
use crate::source::clean;
use crate::trainer::{Steps, Trainer};
use crate::words::count;

/// What the format is called.
pub(super) const NAME: &str = "apkg";

#[derive(Serialize)]
struct Printed {
    file: String,
    format: &'static str,
    notes: usize,
    unchanged_notes: usize,
    anki_cards: usize,
    reviews: usize,
    media: usize,
    #[serde(flatten)]
    carried: Shape,
}

impl Export {
    /// Writes a package of Anki.
    pub(super) fn package(&self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let Some(path) = &self.output else {
            return Err(Failure::usage("a package is a file: say which by `-o FILE`").into());
        };
        if path.exists() {
            return Err(taken(path).into());
        }
        let clock = context.clock.clone();
        let bar = Bar::new("exporting", &clock);
        let _ = bar.step(0, 100);
        let (trainer, named) = context.onlooker(&self.decks)?;
        let decks: Vec<LoadedDeck> = named
            .ids
            .iter()
            .filter_map(|id| trainer.library.deck(id))
            .map(|deck| deck.whole().clone())
            .collect();
        let mut outgoing = Vec::new();
        for deck in &decks {
            if deck.findings.iter().any(|finding| finding.severity == crate::source::Severity::Error) {
                note(&format!(
                    "some cards of `{}` cannot be read; `examdrill check` shows why",
                    deck.deck.id
                ));
            }
            outgoing.push(outgoing_of(deck)?);
        }
        let learned = learned(&trainer, &decks, context.now())?;
        let _ = bar.step(30, 100);
        let mut report = Report::default();
        let packed = anki::pack(&outgoing, &learned, &mut report);
        let _ = bar.step(60, 100);
        let layout = if self.legacy { Layout::Legacy } else { Layout::New };
        let data = &context.paths.data;
        let folder = if data.is_dir() { data.clone() } else { env::temp_dir() };
        anki::create(&packed, layout, &folder, path)?;
        drop(bar);
        self.tell_package(path, &packed, &report, context)?;
        Ok(if report.is_whole() { Status::Fine } else { Status::Findings })
    }

    fn tell_package(
        &self,
        path: &Path,
        packed: &Packed,
        report: &Report,
        context: &mut CommandContext,
    ) -> anyhow::Result<()> {
        let file = path.to_string_lossy();
        let collection = &packed.collection;
        if self.json {
            context.out.json(&Printed {
                file: file.into_owned(),
                format: NAME,
                notes: collection.notes.len(),
                unchanged_notes: packed.unchanged,
                anki_cards: collection.cards.len(),
                reviews: collection.reviews.len(),
                media: packed.media.len(),
                carried: Shape::of(report),
            })?;
            return Ok(());
        }
        let out = &mut context.out;
        let (cards, reviews) =
            (count(collection.cards.len(), "card"), count(collection.reviews.len(), "review"));
        let notes = count(collection.notes.len(), "note");
        writeln!(out, "Wrote {notes} with {cards} and {reviews} to `{}`.", clean(&file))?;
        if packed.unchanged > 0 {
            writeln!(out, "As they came from Anki: {}.", count(packed.unchanged, "note"))?;
        }
        for loss in report.losses() {
            writeln!(out, "{loss}")?;
        }
        Ok(())
    }
}

/// A deck with what was kept beside it.
fn outgoing_of(deck: &LoadedDeck) -> anyhow::Result<Outgoing<'_>> {
    // The built-in decks are as old as the program.
    let file = deck.path.clone().or_else(|| env::current_exe().ok());
    let changed = file.and_then(|file| fs_err::metadata(file).ok()?.modified().ok());
    let modified =
        changed.and_then(|changed| Timestamp::try_from(changed).ok()).map_or(0, Timestamp::as_second);
    let beside = match &deck.path {
        Some(path) => Beside::read(path).with_context(|| {
            format!("`{}`, which keeps what came from Anki, cannot be read", Beside::place(path).display())
        })?,
        None => None,
    };
    Ok(Outgoing { deck, beside, modified })
}

/// What the learner did in `decks`.
fn learned(trainer: &Trainer, decks: &[LoadedDeck], now: Timestamp) -> anyhow::Result<Learned> {
    let keys: Vec<QuestionKey> =
        decks.iter().flat_map(|deck| &deck.deck.questions).map(|question| question.key.clone()).collect();
    let mut reviews: HashMap<QuestionKey, Vec<Review>> = HashMap::new();
    let wanted: std::collections::HashSet<&QuestionKey> = keys.iter().collect();
    trainer.store().reviews(|logged| {
        if !logged.retracted && wanted.contains(&logged.owner) {
            reviews.entry(logged.owner).or_default().push(logged.review);
        }
    })?;
    Ok(Learned {
        now,
        days: trainer.days().clone(),
        decay: trainer.model().parameters().values()[20],
        memories: trainer.memories().clone(),
        standing: trainer.store().standing()?,
        reviews,
    })
}
