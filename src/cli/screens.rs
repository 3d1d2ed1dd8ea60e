//! Starts the full-screen program.

use anyhow::Context;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::context::{CommandContext, note};
use super::failure::Status;
use super::named::Named;
use super::plain;
use super::start::Start;
use crate::config::Config;
use crate::library::{Unwatched, Watch};
use crate::trainer::Trainer;
use crate::tui::pictures::Pictures;
use crate::tui::screens::{Ready, Resume, Setup, Study, Today};
use crate::tui::theme::Look;
use crate::tui::{self, Ended, Keymap, LearnerWorld, Manner, Screen, World, cell_size};

/// Runs the full-screen program until the learner leaves. `named` says which files were loaded for this run only.
pub(super) fn run(
    mut trainer: Trainer,
    start: &Start,
    named: Named,
    context: &mut CommandContext,
) -> anyhow::Result<Status> {
    let now = context.now();
    let places: Vec<_> = [trainer.paths.decks()].into_iter().chain(named.files.iter().cloned()).collect();
    let watch = Watch::start(&places);
    if let Err(error) = &watch {
        trainer.tell([unwatched(error)]);
    }
    trainer.take_up_plan(now);
    let first: Box<dyn Screen> = match start {
        Start::Today if trainer.is_untouched()? => Box::new(Today::default().welcoming()),
        Start::Today => Box::new(Today::default()),
        Start::Study(mode, scope) => {
            let (session, _) = trainer.session(*mode, scope, now)?;
            if session.left() == 0 {
                // One sentence on why there is nothing to ask needs no screen.
                return plain::run(&mut trainer, start, context);
            }
            Box::new(Study::new(session, &trainer, now).telling())
        }
        Start::Setup => Box::new(Setup::default()),
        Start::Ready(paper, terms) => Box::new(Ready::new((**paper).clone(), *terms)),
        Start::Resume(waiting) => Box::new(Resume::new((**waiting).clone())),
    };
    // Today and a session tell them by themselves.
    let tells = matches!(start, Start::Today | Start::Study(..));
    let greeting = Some(trainer.greeting().join(" ")).filter(|words| !tells && !words.is_empty());
    let config = trainer.config.clone();
    let mut desk = LearnerWorld::new(trainer, named.files).with_thread();
    let status = show(&mut desk, first, &config, watch.ok(), greeting, context)?;
    if let Err(error) = desk.leave(context.now()) {
        note(&error.to_string());
    }
    Ok(status)
}

/// Shows `first`, and all that it leads to, until the learner leaves.
pub(super) fn show(
    world: &mut impl World,
    first: Box<dyn Screen>,
    config: &Config,
    watch: Option<Watch>,
    greeting: Option<String>,
    context: &mut CommandContext,
) -> anyhow::Result<Status> {
    let rng = StdRng::from_rng(&mut context.rng);
    let ended = tui::run(world, first, &manner(config), &context.clock, rng, watch, greeting)
        .context("could not use the terminal")?;
    Ok(match ended {
        Ended::Signal(_) => Status::Signal(ended.exit_status()),
        Ended::Quit => Status::Fine,
    })
}

/// How this terminal is used, as the learner set it.
fn manner(config: &Config) -> Manner {
    let mut look = Look::detect(&variable, config);
    look.pictures = Pictures::detect(&variable, config, &look, cell_size());
    let on_light = Look::detect_on_light(&variable, config)
        .map(|on_light| Look { pictures: look.pictures.clone(), ..on_light });
    // They were checked where the settings were read.
    let keymap = Keymap::new(&config.keys).unwrap_or_default();
    Manner { look, on_light, has_mouse: config.mouse, keymap }
}

/// The variable of the environment that is called so.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// What the learner is told when changes will not be noticed.
fn unwatched(error: &Unwatched) -> String {
    format!("What changes on disk will not show by itself; r on Today reads the decks anew. Reason: {error}.")
}
