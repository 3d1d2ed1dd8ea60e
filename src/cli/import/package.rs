//! A package of Anki: decks, media and history.

mod told;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::Context;
use jiff::ToSpan;
use jiff::civil::Date;

use super::Import;
use crate::anki::{
    self, Agreement, Arranged, Asked, Clockwork, Collection, DEVICE, DeckPlan, History, OwnNotes, Package,
    Present, Trouble,
};
use crate::card::{KeyNumber, QuestionKey};
use crate::cli::bar::Bar;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::settings;
use crate::exchange::{Lost, Place, Report};
use crate::library::{Library, ListedDeck};
use crate::schedule::{Choice, Days, Decision, Settings, Subject};
use crate::store::{Imported, Store};
use crate::trainer::{Steps, Trainer};
use crate::words::count;

pub(super) use told::Printed;

/// Whether a file is a package, by its name.
pub(super) fn is_package(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        let ending = ending.to_string_lossy().to_lowercase();
        matches!(ending.as_str(), "apkg" | "colpkg")
    })
}

/// What a package brought.
pub(super) struct Brought {
    file: String,
    plans: Vec<DeckPlan>,
    /// What has no place in any deck.
    rest: Report,
    history: History,
    /// Reviews that are new in the log.
    new_reviews: usize,
    agreement: Agreement,
    /// What else became of it, each a sentence.
    notes: Vec<String>,
}

/// Imports the package at `path`.
pub(super) fn import(command: &Import, path: &Path, context: &mut CommandContext) -> anyhow::Result<Brought> {
    refuse_options(command)?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let clock = context.clock.clone();
    let bar = Bar::new("importing", &clock);
    let _ = bar.step(0, 100);
    let (mut package, collection, media) = read(path, context)?;
    let _ = bar.step(20, 100);
    let library = Library::open(&context.paths, &[]);
    let own_notes = own_notes(&collection, &library);
    let present = Present {
        own: &context.paths.decks(),
        is_free: &|id| library.deck(id).is_none(),
        updates: command.update,
        package: &file,
        own_notes: &own_notes,
    };
    let Arranged { mut plans, returned, report: mut rest } =
        anki::arrange(&collection, &media, &present).map_err(|error| trouble(&error))?;
    // Media of cards that come back lie here already, wherever their decks have them.
    lose_media(&media, returned.is_empty(), &plans, &mut rest);
    let _ = bar.step(50, 100);
    let asked: Vec<&Asked> = plans.iter().flat_map(|plan| &plan.cards).chain(&returned).collect();
    let log = Log::read(&collection, &asked, command.dry_run, context)?;
    let mut notes = log.notes(&collection);
    let mut new_reviews = log.history.reviews.len();
    if !command.dry_run {
        let staged: Result<Vec<_>, _> =
            plans.iter_mut().map(|plan| anki::stage(plan, &mut package, &media)).collect();
        let staged = staged?;
        new_reviews = log.write(context, &|done| {
            let _ = bar.step(60 + 35 * done / log.history.reviews.len().max(1), 100);
        })?;
        staged.into_iter().try_for_each(anki::StagedDeck::place)?;
    }
    plans.iter_mut().for_each(tell_sounds);
    notes.extend(log.decided());
    drop(bar);
    let Log { history, agreement, .. } = log;
    Ok(Brought {
        file: path.to_string_lossy().into_owned(),
        plans,
        rest,
        history,
        new_reviews,
        agreement,
        notes,
    })
}

/// Tells which media do not come: those that cannot, and where `names_all` those that no plan names.
fn lose_media(media: &anki::Media, names_all: bool, plans: &[DeckPlan], rest: &mut Report) {
    for name in &media.refused {
        rest.lose(Lost::Medium, &Place::Nowhere, Some(name));
    }
    let is_named = |name: &&String| plans.iter().any(|plan| plan.media.contains_key(*name));
    for name in media.entries.keys().filter(|name| names_all && !is_named(name)) {
        rest.lose(Lost::Unnamed, &Place::Nowhere, Some(name));
    }
}

/// Tells which media are only played.
fn tell_sounds(plan: &mut DeckPlan) {
    for (name, _) in plan.media.iter().filter(|(_, is_played)| **is_played) {
        plan.report.lose(Lost::Heard, &Place::Nowhere, Some(name));
    }
}

/// The notes that went to Anki from here. All decks are read for that, and only if the collection can have some.
fn own_notes(collection: &Collection, library: &Library) -> OwnNotes {
    if !collection.kinds.values().any(anki::is_own_kind) {
        return OwnNotes::new();
    }
    anki::own_notes(library.decks.iter().map(ListedDeck::whole))
}

/// What says how a text is read says nothing about a package.
fn refuse_options(command: &Import) -> anyhow::Result<()> {
    let is_given = command.to.is_some()
        || command.deck_id.is_some()
        || command.title.is_some()
        || command.format.is_some()
        || command.separator.is_some()
        || command.between.is_some()
        || command.rows.is_some()
        || command.columns.is_some();
    if is_given {
        return Err(Failure::usage("a package of Anki takes `--update`, `--dry-run` and `--json` only")
            .help("each of its decks becomes one here, and a later import finds them again")
            .into());
    }
    Ok(())
}

fn read(path: &Path, context: &CommandContext) -> anyhow::Result<(Package, Collection, anki::Media)> {
    let failed =
        |error: &anki::Error| Failure::world(format!("`{}` {error}", path.display())).help(error.help());
    let data = &context.paths.data;
    let folder = if data.is_dir() { data.clone() } else { std::env::temp_dir() };
    let mut package = Package::open(path).map_err(|error| failed(&error))?;
    let collection = anki::read(&mut package, &folder).map_err(|error| failed(&error))?;
    let media = anki::media(&mut package).map_err(|error| failed(&error))?;
    Ok((package, collection, media))
}

fn trouble(error: &Trouble) -> Failure {
    Failure::world(error.to_string()).help("nothing was changed")
}

/// What is to be written into the log.
struct Log {
    history: History,
    agreement: Agreement,
    decisions: Vec<(QuestionKey, Decision)>,
    choices: Vec<Choice>,
    parameters: Option<Vec<f32>>,
    /// The learner's days, as they count from now on.
    days: Days,
}

impl Log {
    fn read(
        collection: &Collection,
        asked: &[&Asked],
        is_dry: bool,
        context: &mut CommandContext,
    ) -> anyhow::Result<Self> {
        let trainer = trainer(is_dry, context)?;
        let now = context.now();
        let mut days = trainer.as_ref().map_or_else(
            || Days { zone: context.zone.clone(), start: Days::START },
            |trainer| trainer.days().clone(),
        );
        let store = trainer.as_ref().map(Trainer::store);
        let is_new = store.map_or(Ok(true), Store::is_empty)?;
        let own =
            trainer.as_ref().map_or_else(Settings::default, |trainer| trainer.model().settings().clone());
        // In a log that holds nothing yet no review can fall on another day by it; what the learner chose stays.
        let choices = if is_new { choices(collection, &own, &days) } else { Vec::new() };
        for Choice { what, value, .. } in &choices {
            Settings::default().set(&mut days.start, what, value.as_deref().unwrap_or_default());
        }
        let has_parameters = store.map_or(Ok(None), Store::parameters)?.is_some();
        let parameters = anki::parameters(collection).filter(|_| !has_parameters);
        let standing = store.map_or(Ok(HashMap::default()), Store::standing)?;
        let today = days.of(now);
        let decisions = asked.iter().flat_map(|asked| {
            let own = standing.get(&asked.key).cloned().unwrap_or_default();
            decided(asked, &own, today, &days)
        });
        let decisions = decisions.collect();
        let mut history = anki::history(collection, asked, &Clockwork { days: days.clone(), now });
        let agreement = anki::agreement(collection, asked, &history);
        if let Some(store) = store {
            history.leave_out(&given_here(store)?);
        }
        Ok(Self { history, agreement, decisions, choices, parameters, days })
    }

    /// Appends all of it to the log. Gives how many reviews were new.
    fn write(&self, context: &mut CommandContext, step: &dyn Fn(usize)) -> anyhow::Result<usize> {
        let Some(trainer) = trainer(false, context)? else { return Ok(0) };
        let imported = Imported {
            reviews: &self.history.reviews,
            decisions: &self.decisions,
            choices: &self.choices,
            parameters: self.parameters.as_deref(),
            device: DEVICE,
        };
        trainer.store().take_in(imported, context.now(), step).context("the history could not be stored")
    }

    /// What the learner is to know of days and parameters.
    fn notes(&self, collection: &Collection) -> Vec<String> {
        let mut notes = Vec::new();
        let (own, theirs) = (self.days.start, anki::day_start(collection));
        let (days, others): (Vec<&Choice>, Vec<&Choice>) =
            self.choices.iter().partition(|choice| choice.what == "day_start");
        if !others.is_empty() {
            let others: Vec<String> = others.into_iter().map(shown).collect();
            notes.push(format!("Settings that are as in Anki from now on: {}.", others.join(", ")));
        }
        if !days.is_empty() {
            let start = own.strftime("%H:%M");
            notes.push(format!("Your days begin at {start} from now on, as in Anki."));
        } else if own != theirs && self.history.other_days > 0 {
            let others = count(self.history.other_days, "answer");
            let [own, theirs] = [own, theirs].map(|time| time.strftime("%H:%M").to_string());
            notes.push(format!(
                "Days begin at {own} here and at {theirs} in Anki, so {others} fall on another day."
            ));
        }
        if self.parameters.is_some() {
            notes.push(
                "The parameters of your memory come from Anki, since you had none of your own here."
                    .to_owned(),
            );
        }
        if self.agreement.compared > 0 {
            let Agreement { compared, same } = self.agreement;
            let share = 100.0 * same as f64 / compared as f64;
            notes.push(format!(
                "Memories that Anki keeps: {compared}. Within 0.5 % of what their reviews come to here by Anki's parameters: {same} ({share:.0} %).",
            ));
        }
        notes
    }

    /// How many cards came set aside or marked.
    fn decided(&self) -> Option<String> {
        let (mut suspended, mut flagged, mut buried) = (0, 0, 0);
        for (_, decision) in &self.decisions {
            match decision {
                Decision::Suspend(true) => suspended += 1,
                Decision::Flag(true) => flagged += 1,
                Decision::Bury(Some(_)) => buried += 1,
                _ => {}
            }
        }
        let parts = [(suspended, "suspended"), (flagged, "marked"), (buried, "buried until tomorrow")];
        let parts: Vec<_> = parts
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{number} {what}"))
            .collect();
        (!parts.is_empty())
            .then(|| format!("Questions set aside or marked as in Anki: {}.", parts.join(", ")))
    }
}

/// What is taken over from the options of the collection: what is another there, and as it always was here.
fn choices(collection: &Collection, own: &Settings, days: &Days) -> Vec<Choice> {
    let theirs = anki::settings(collection).recorded(anki::day_start(collection));
    let own = own.recorded(days.start);
    let usual = Settings::default().recorded(Days::START);
    let all = theirs.into_iter().zip(own).zip(usual);
    let wanted = all.filter(|((theirs, own), usual)| own == usual && theirs != own);
    let wanted = wanted.map(|(((what, value), _), _)| Choice {
        subject: Subject::Schedule,
        what: what.to_owned(),
        value: Some(value),
    });
    wanted.collect()
}

/// A setting with its value, for a sentence.
fn shown(choice: &Choice) -> String {
    format!("`{}` {}", choice.what, choice.value.as_deref().unwrap_or_default())
}

/// The reviews that were given here, also those taken back since, each by its question and the millisecond.
fn given_here(store: &Store) -> anyhow::Result<HashSet<(KeyNumber, i64)>> {
    let mut given = HashSet::new();
    store.reviews(|logged| {
        if logged.review.device != DEVICE {
            given.insert((logged.owner.number(), logged.review.at.as_millisecond()));
        }
    })?;
    Ok(given)
}

/// The learner's log, without decks, so that nothing is carried over; for a trial only where there is one.
fn trainer(is_dry: bool, context: &mut CommandContext) -> anyhow::Result<Option<Trainer>> {
    let config = settings::load(&context.paths.config)?;
    if is_dry {
        return context.log_alone(config);
    }
    let (seed, now) = (context.device_seed(), context.now());
    let (paths, zone) = (context.paths.clone(), context.zone.clone());
    let trainer = Trainer::open(paths, config, Library::default(), zone, seed, now)?;
    Ok(Some(trainer))
}

/// What is decided about a card by what was said in Anki since the last import.
fn decided(
    asked: &Asked,
    own: &crate::store::Decisions,
    today: Date,
    days: &Days,
) -> Vec<(QuestionKey, Decision)> {
    let (now, before) = (asked.now, asked.before);
    let mut decisions = Vec::new();
    if now.suspended != before.suspended && now.suspended != own.suspended {
        decisions.push(Decision::Suspend(now.suspended));
    }
    if now.flagged != before.flagged && now.flagged != own.flagged {
        decisions.push(Decision::Flag(now.flagged));
    }
    // Anki asks it again tomorrow, as counted from when it was buried.
    let is_today = |seconds: i64| jiff::Timestamp::from_second(seconds).is_ok_and(|at| days.of(at) == today);
    let tomorrow = today.checked_add(1.day()).ok();
    if now.buried.is_some_and(is_today) && own.buried != tomorrow {
        decisions.push(Decision::Bury(tomorrow));
    }
    decisions.into_iter().map(|decision| (asked.key.clone(), decision)).collect()
}
