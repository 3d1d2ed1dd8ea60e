//! `preview`: decks as learners will see them, beside their findings.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::context::CommandContext;
use super::deck_file::existing;
use super::failure::{Failure, Status, tell};
use super::foreign;
use super::named;
use super::screens;
use super::settings;
use super::study::can_draw;
use super::tally::Tally;
use crate::card::{Input, Question};
use crate::library::{Inspected, Library, Stop, Watch, inspect};
use crate::source::{Diagnostic, clean};
use crate::tui::PreviewWorld;
use crate::tui::screens::Preview as Screen;
use crate::tui::widgets::prose;

/// Columns of a prompt on lines.
const WIDTH: usize = 96;

const EXAMPLES: &str = "\
Examples:
  examdrill preview capitals.toml          beside your editor: it follows every save
  examdrill preview capitals               the deck of that id among your own
  examdrill preview decks/ exams/          all of two folders
  examdrill preview --plain capitals.toml  each card and what is found in it, once

Nothing that is answered here is stored.

Exit status of --plain: 0 clean, 1 errors or warnings, 3 a file could not be read.";

/// Show decks as learners will see them, beside what `check` finds, again at every save
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Preview {
    /// Deck and exam files, folders with their sub-folders, and ids of your own decks
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Print every card with its findings once, without full-screen drawing
    #[arg(long)]
    plain: bool,
}

impl Preview {
    pub(super) fn run(mut self, plain: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
        for path in &mut self.files {
            *path = file_of(path, context)?;
        }
        self.files.iter().try_for_each(|path| foreign::refuse_as_deck(path))?;
        let inspected = inspect(&self.files, &context.paths.decks());
        let mut troubles = inspected.iter().map(|deck| deck.trouble.as_ref());
        // A name that was mistyped needs no screen.
        if let Some(Some(trouble)) = troubles.next()
            && troubles.all(|trouble| trouble.is_some())
        {
            return Err(Failure::world(trouble.to_string()).into());
        }
        if inspected.is_empty() {
            let help = "a deck is a file that ends in `.toml`; `examdrill new` begins one";
            return Err(Failure::usage("there is no deck here").help(help).into());
        }
        if plain || self.plain || !can_draw() {
            return lines(&inspected, context);
        }
        self.screen(inspected, context)
    }

    fn screen(self, inspected: Vec<Inspected>, context: &mut CommandContext) -> anyhow::Result<Status> {
        let config = settings::load(&context.paths.config)?;
        let own = context.paths.decks();
        let watch = Watch::start(&[self.files.clone(), vec![own.clone()]].concat());
        let notice = watch.as_ref().err().map(|error| format!("Saves will not show by themselves: {error}."));
        let mut bench = PreviewWorld::new(inspected, self.files, own, config.accents).with_thread();
        let first = Box::new(Screen::new(notice));
        screens::show(&mut bench, first, &config, watch.ok(), None, context)
    }
}

/// The file that `path` means: itself, or that of the deck of this name.
fn file_of(path: &Path, context: &CommandContext) -> anyhow::Result<PathBuf> {
    if let Some(file) = existing(path, context).filter(|_| !path.exists()) {
        return Ok(file);
    }
    if path.exists() || named::is_path(path) {
        return Ok(path.to_path_buf());
    }
    let mut library = Library::open(&context.paths, &[]);
    let named = named::find(&mut library, &context.paths.decks(), &[path.to_path_buf()])?;
    let deck = named.ids.first().and_then(|id| library.deck(id));
    match (deck.and_then(|deck| deck.path()), deck) {
        (Some(file), _) => Ok(file.to_path_buf()),
        (None, Some(deck)) => {
            Err(Failure::usage(format!("the deck `{}` is built in and has no file", deck.id()))
                .help(format!("`examdrill decks copy {}` makes a copy of it that is yours", deck.id()))
                .into())
        }
        (None, None) => Ok(path.to_path_buf()),
    }
}

/// Prints everything once.
fn lines(inspected: &[Inspected], context: &mut CommandContext) -> anyhow::Result<Status> {
    let (mut tally, mut is_unread) = (Tally::default(), false);
    for deck in inspected {
        if let Some(trouble) = &deck.trouble {
            is_unread = true;
            tell(&Failure::world(trouble.to_string()).into());
            continue;
        }
        let questions = (!deck.is_exam).then_some(deck.questions.as_slice());
        tally.count(deck.files.len(), questions, &deck.findings);
        let name = deck.files.first().map_or("", |file| &file.name);
        writeln!(context.out, "{}: {}\n", clean(name), deck.title)?;
        let spots = deck.stops();
        let (mut places, mut is_told) = (HashSet::new(), vec![false; deck.findings.len()]);
        for (index, stop) in spots.iter().enumerate() {
            // What is found at a place that asks several questions is told with the first.
            let is_new = places.insert((stop.at.file, stop.at.range.start));
            if is_new {
                stop.findings.iter().for_each(|finding| is_told[*finding] = true);
            }
            card(deck, stop, is_new, (index + 1, spots.len()), context)?;
        }
        let mut rest = (0..deck.findings.len()).filter(|index| !is_told[*index]).peekable();
        if rest.peek().is_some() {
            writeln!(context.out, "Beside the cards")?;
            for index in rest {
                finding(deck, &deck.findings[index], context)?;
            }
            writeln!(context.out)?;
        }
    }
    writeln!(context.out, "{}", tally.counts())?;
    Ok(Status::of(is_unread, tally.is_clean()))
}

fn card(
    deck: &Inspected,
    stop: &Stop,
    is_new: bool,
    (number, of): (usize, usize),
    context: &mut CommandContext,
) -> anyhow::Result<()> {
    let line = deck.line(&stop.at);
    if let Some(question) = stop.question.and_then(|index| deck.questions.get(index)) {
        writeln!(context.out, "{number} of {of}: {}, {}, line {line}", question.key, question.kind)?;
        for text in prose::plain(&question.prompt, WIDTH) {
            writeln!(context.out, "  {text}")?;
        }
        writeln!(context.out, "  = {}", question.answer)?;
        if question.is_drawn() {
            example(question, context)?;
        }
    } else if stop.findings.is_empty() {
        return Ok(());
    } else {
        writeln!(context.out, "{number} of {of}: left out, line {line}")?;
    }
    for &index in stop.findings.iter().filter(|_| is_new) {
        finding(deck, &deck.findings[index], context)?;
    }
    Ok(writeln!(context.out)?)
}

/// Prints one draw of a generator, always the same: the question, the answer and the working.
fn example(question: &Question, context: &mut CommandContext) -> anyhow::Result<()> {
    let posed = question.pose(&mut StdRng::seed_from_u64(1));
    for (place, text) in prose::plain(&posed.prompt, WIDTH).iter().enumerate() {
        writeln!(context.out, "  {} {text}", if place == 0 { "such as:" } else { "        " })?;
    }
    writeln!(context.out, "  = {}", posed.input.words(&posed.input.solution()).join(", "))?;
    if let Input::Text(expected) = &posed.input {
        for slip in &expected.mistakes {
            let why = slip.why.as_ref().map_or_else(String::new, |why| format!(": {}", why.plain()));
            writeln!(context.out, "  not {}{why}", slip.answer)?;
        }
    }
    for text in posed.explain.iter().flat_map(|explain| prose::plain(explain, WIDTH)) {
        writeln!(context.out, "  {text}")?;
    }
    Ok(())
}

fn finding(deck: &Inspected, finding: &Diagnostic, context: &mut CommandContext) -> anyhow::Result<()> {
    let line = match finding.span.file.0 {
        0 => format!("line {}", deck.line(&finding.span)),
        _ => {
            let name = deck.file(&finding.span).map_or("", |file| &file.name);
            format!("{}, line {}", clean(name), deck.line(&finding.span))
        }
    };
    let (severity, message) = (finding.severity.name(), clean(&finding.message));
    writeln!(context.out, "  {severity}[{}] {line}: {message}", finding.code.name())?;
    if let Some(help) = &finding.help {
        writeln!(context.out, "    help: {}", clean(help))?;
    }
    Ok(())
}
