//! What a package brought, as people and as programs read it.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::Brought;
use crate::anki::{Agreement, History};
use crate::cli::context::CommandContext;
use crate::cli::findings;
use crate::cli::import::{Import, brings_any, changes, shown, told};
use crate::cli::losses::Shape;
use crate::exchange::Report;
use crate::words::count;

/// A package as programs read it.
#[derive(Serialize)]
pub(in crate::cli::import) struct Printed<'a> {
    file: &'a str,
    format: &'static str,
    decks: Vec<PrintedDeck<'a>>,
    reviews: PrintedReviews,
    memories: Agreement,
    notes: &'a [String],
    #[serde(flatten)]
    rest: Shape,
}

#[derive(Serialize)]
struct PrintedDeck<'a> {
    name: &'a str,
    deck: String,
    deck_id: &'a str,
    media: usize,
    #[serde(flatten)]
    came: Shape,
}

#[derive(Serialize)]
struct PrintedReviews {
    new: usize,
    known: usize,
    of_cards_left_out: usize,
    in_the_future: usize,
    unreadable: usize,
    on_another_day: usize,
    cards_without: usize,
}

impl Brought {
    /// Whether all of it came that can be learned.
    pub(in crate::cli::import) fn is_whole(&self) -> bool {
        let History { homeless, broken, unlearned, .. } = self.history;
        let reports = || self.plans.iter().map(|plan| &plan.report).chain([&self.rest]);
        reports().all(Report::is_whole) && homeless + broken + unlearned == 0 && reports().any(brings_any)
    }

    /// As programs read it.
    pub(in crate::cli::import) fn printed(&self) -> Printed<'_> {
        let decks = self.plans.iter().map(|plan| PrintedDeck {
            name: &plan.name,
            deck: plan.path.to_string_lossy().into_owned(),
            deck_id: &plan.deck.deck.id,
            media: plan.media.len(),
            came: Shape::of(&plan.report),
        });
        let History { homeless, ahead, broken, other_days, unlearned, .. } = self.history;
        Printed {
            file: &self.file,
            format: "anki",
            decks: decks.collect(),
            reviews: PrintedReviews {
                new: self.new_reviews,
                known: self.known_reviews(),
                of_cards_left_out: homeless,
                in_the_future: ahead,
                unreadable: broken,
                on_another_day: other_days,
                cards_without: unlearned,
            },
            memories: self.agreement,
            notes: &self.notes,
            rest: Shape::of(&self.rest),
        }
    }

    /// Reviews that the log has already.
    const fn known_reviews(&self) -> usize {
        let History { returned, .. } = self.history;
        returned + self.history.reviews.len().saturating_sub(self.new_reviews)
    }

    /// As people read it.
    pub(in crate::cli::import) fn tell(
        &self,
        command: &Import,
        context: &mut CommandContext,
    ) -> anyhow::Result<()> {
        let file = shown(Path::new(&self.file));
        let out = &mut context.out;
        for plan in &self.plans {
            let deck = shown(&plan.path);
            writeln!(out, "`{file}` ({}) {}.", plan.name, told(&plan.report, &deck, command.dry_run))?;
            for loss in plan.report.losses() {
                writeln!(out, "{loss}")?;
            }
            changes::tell(&plan.report.changes, command.update, out)?;
            if plan.before.is_none() {
                findings::write(&plan.deck.files, &plan.deck.findings, findings::Format::Human, out)?;
            }
        }
        for loss in self.rest.losses() {
            writeln!(out, "{loss}")?;
        }
        for line in self.history_lines(command.dry_run).iter().chain(&self.notes) {
            writeln!(out, "{line}")?;
        }
        if let Some(first) = self.plans.first().filter(|_| !command.dry_run) {
            writeln!(out, "Then `examdrill study {}`.", first.deck.deck.id)?;
        }
        Ok(())
    }

    fn history_lines(&self, is_dry: bool) -> Vec<String> {
        let History { homeless, ahead, broken, unlearned, .. } = &self.history;
        let known = self.known_reviews();
        let verb = if is_dry { "would come" } else { "came" };
        let mut lines = Vec::new();
        if self.new_reviews + known > 0 {
            let new = count(self.new_reviews, "review");
            let known = if known > 0 { format!("; {known} were there already") } else { String::new() };
            lines.push(format!("{new} {verb}{known}."));
        }
        let others = [
            (*homeless, "review", "left out, of cards that did not come"),
            (*ahead, "review", "left out for now, since the clock said a time to come"),
            (*broken, "review", "left out that cannot be read"),
            (*unlearned, "card", "begun anew: learned in Anki, but the package has no review of them"),
        ];
        let others = others.into_iter().filter(|(number, ..)| *number > 0);
        lines.extend(others.map(|(number, what, why)| format!("{} {why}.", count(number, what))));
        lines
    }
}
