//! `preview`: decks as learners will see them, beside their findings.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use super::failure::{Failure, Status, tell};
use super::foreign;
use super::kit::Kit;
use super::screens;
use super::study::can_draw;
use super::tally::Tally;
use crate::config::Config;
use crate::library::{Inspected, Spot, Watch, inspect};
use crate::source::{Diagnostic, clean};
use crate::tui::Bench;
use crate::tui::screens::Preview as Screen;
use crate::tui::widgets::prose;

/// Columns of a prompt on lines.
const WIDTH: usize = 96;

const EXAMPLES: &str = "\
Examples:
  examdrill preview capitals.toml          beside your editor: it follows every save
  examdrill preview decks/ exams/          all of two folders
  examdrill preview --plain capitals.toml  each card and what is found in it, once

Nothing that is answered here is stored.

Exit status of --plain: 0 clean, 1 errors or warnings, 3 a file could not be read.";

/// Show decks as learners will see them, beside what `check` finds, again at every save
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Preview {
    /// Deck and exam files, and folders with their sub-folders
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Print every card with its findings once, without full-screen drawing
    #[arg(long)]
    plain: bool,
}

impl Preview {
    pub(super) fn run(self, plain: bool, kit: &mut Kit) -> anyhow::Result<Status> {
        self.files.iter().try_for_each(|path| foreign::refuse_as_deck(path))?;
        let inspected = inspect(&self.files, &kit.paths.decks());
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
            return lines(&inspected, kit);
        }
        self.screen(inspected, kit)
    }

    fn screen(self, inspected: Vec<Inspected>, kit: &mut Kit) -> anyhow::Result<Status> {
        let config = Config::load(&kit.paths.config)?;
        let own = kit.paths.decks();
        let watch = Watch::start(&[self.files.clone(), vec![own.clone()]].concat());
        let notice = watch.as_ref().err().map(|error| format!("Saves will not show by themselves: {error}."));
        let mut bench = Bench::new(inspected, self.files, own, config.accents).with_thread();
        let first = Box::new(Screen::new(notice));
        screens::show(&mut bench, first, &config, watch.ok(), None, kit)
    }
}

/// Prints everything once.
fn lines(inspected: &[Inspected], kit: &mut Kit) -> anyhow::Result<Status> {
    let (mut tally, mut is_unread) = (Tally::default(), false);
    for deck in inspected {
        if let Some(trouble) = &deck.trouble {
            is_unread = true;
            tell(&Failure::world(trouble.to_string()).into());
            continue;
        }
        tally.count_inspected(deck);
        let name = deck.files.first().map_or("", |file| &file.name);
        writeln!(kit.out, "{}: {}\n", clean(name), deck.title)?;
        let spots = deck.spots();
        let (mut places, mut is_told) = (HashSet::new(), vec![false; deck.findings.len()]);
        for (index, spot) in spots.iter().enumerate() {
            // What is found at a place that asks several questions is told with the first.
            let is_new = places.insert((spot.at.file, spot.at.range.start));
            if is_new {
                spot.findings.iter().for_each(|finding| is_told[*finding] = true);
            }
            card(deck, spot, is_new, (index + 1, spots.len()), kit)?;
        }
        let mut rest = (0..deck.findings.len()).filter(|index| !is_told[*index]).peekable();
        if rest.peek().is_some() {
            writeln!(kit.out, "Beside the cards")?;
            for index in rest {
                finding(deck, &deck.findings[index], kit)?;
            }
            writeln!(kit.out)?;
        }
    }
    writeln!(kit.out, "{}", tally.counts())?;
    Ok(match (is_unread, tally.is_clean()) {
        (true, _) => Status::World,
        (_, true) => Status::Fine,
        (_, false) => Status::Findings,
    })
}

fn card(
    deck: &Inspected,
    spot: &Spot,
    is_new: bool,
    (number, of): (usize, usize),
    kit: &mut Kit,
) -> anyhow::Result<()> {
    let line = deck.line(&spot.at);
    if let Some(question) = spot.question.and_then(|index| deck.questions.get(index)) {
        writeln!(kit.out, "{number} of {of}: {}, {}, line {line}", question.key, question.kind)?;
        for text in prose::plain(&question.prompt, WIDTH) {
            writeln!(kit.out, "  {text}")?;
        }
        writeln!(kit.out, "  = {}", question.answer)?;
    } else if spot.findings.is_empty() {
        return Ok(());
    } else {
        writeln!(kit.out, "{number} of {of}: left out, line {line}")?;
    }
    for &index in spot.findings.iter().filter(|_| is_new) {
        finding(deck, &deck.findings[index], kit)?;
    }
    Ok(writeln!(kit.out)?)
}

fn finding(deck: &Inspected, finding: &Diagnostic, kit: &mut Kit) -> anyhow::Result<()> {
    let line = match finding.span.file.0 {
        0 => format!("line {}", deck.line(&finding.span)),
        _ => {
            let name = deck.file(&finding.span).map_or("", |file| &file.name);
            format!("{}, line {}", clean(name), deck.line(&finding.span))
        }
    };
    let (severity, message) = (finding.severity.name(), clean(&finding.message));
    writeln!(kit.out, "  {severity}[{}] {line}: {message}", finding.code.name())?;
    if let Some(help) = &finding.help {
        writeln!(kit.out, "    help: {}", clean(help))?;
    }
    Ok(())
}
