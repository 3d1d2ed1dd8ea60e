//! `sync decks`: how decks stand beside those of other devices, card by card where both were changed.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::cli::context::CommandContext;
use crate::cli::failure::{Failure, Status};
use crate::cli::out::Out;
use crate::source::clean;
use crate::sync::{BothTexts, CardDifference, DeckCase, DecksStand, HowDeck, Settle, Sync as Run, compare};
use crate::words::count;

const EXAMPLES: &str = "\
Examples:
  examdrill sync decks                     what is at odds
  examdrill sync decks ports.toml          both texts, card by card
  examdrill sync decks ports.toml --keep   yours counts, on all devices
  examdrill sync decks ports.toml --take   the other one counts

You may also write what you want into your deck and remove the file beside it: then your deck counts.";

/// Show how your decks stand beside those of your other devices, and settle where they are at odds
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Decks {
    /// The file, as the list shows it
    deck: Option<String>,
    /// What is here counts, on all devices; the text beside it goes to the trash
    #[arg(long, requires = "deck", conflicts_with = "take")]
    keep: bool,
    /// What the other device has counts, here as well; yours goes to the trash
    #[arg(long, requires = "deck")]
    take: bool,
    /// The other device, where there are several
    #[arg(long, value_name = "DEVICE", requires = "deck")]
    from: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct StandShape {
    files: Vec<String>,
    stay: Vec<String>,
    at_odds: Vec<DeckCase>,
}

#[derive(Serialize)]
struct CaseShape {
    #[serde(flatten)]
    case: DeckCase,
    /// What two texts of a deck do not have alike; of one that was removed, or of a picture, nothing.
    cards: Vec<CardDifference>,
}

impl Decks {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let settings = super::settings(context)?;
        if !settings.decks {
            return Err(Failure::usage("decks do not go along")
                .help("`examdrill sync set PLACE --decks` has them go along")
                .into());
        }
        let now = context.now();
        let own = super::store(context)?.device();
        let place = super::open(&settings, context)?;
        let run = Run::begin(&context.paths.data, &*place, &settings.place)?.with_decks(true);
        let Some(deck) = &self.deck else {
            let stand = run.decks(own, now)?;
            return list(stand, self.json, &mut context.out);
        };
        let mut texts = run.deck_texts(deck, own, now)?;
        texts.retain(|text| self.from.as_ref().is_none_or(|from| *from == text.case.device));
        if texts.is_empty() {
            return Err(Failure::usage(format!("`{}` is at odds with no other device", clean(deck)))
                .help("`examdrill sync decks` lists those that are")
                .into());
        }
        if self.take && texts.len() > 1 {
            let devices: Vec<_> = texts.iter().map(|text| format!("`--from {}`", text.case.device)).collect();
            return Err(Failure::usage("it is at odds with several devices")
                .help(format!("say which: {}", devices.join(" or ")))
                .into());
        }
        let settle = if self.keep { Some(Settle::Keep) } else { self.take.then_some(Settle::Take) };
        if let Some(settle) = settle {
            run.settle_deck((deck, self.from.as_deref()), settle, own, now)?;
            let said = if self.keep { "What is here" } else { "What the other device has" };
            writeln!(
                context.out,
                "{said} counts from now on, on all devices. What does not is in the trash."
            )?;
            return Ok(Status::Fine);
        }
        show(&texts, self.json, &mut context.out)
    }
}

fn list(stand: DecksStand, json: bool, out: &mut Out) -> anyhow::Result<Status> {
    if json {
        out.json(&StandShape { files: stand.files, stay: stand.stay, at_odds: stand.cases })?;
    } else {
        self::stand(&stand, out)?;
    }
    Ok(Status::Fine)
}

/// How decks stand, in sentences.
pub(super) fn stand(stand: &DecksStand, out: &mut Out) -> anyhow::Result<()> {
    writeln!(out, "Decks: {} along.", went(stand.files.len()))?;
    for case in &stand.cases {
        writeln!(out, "{}", case.sentence())?;
    }
    for stay in &stand.stay {
        writeln!(out, "{stay}, and stays on this device.")?;
    }
    Ok(())
}

fn went(files: usize) -> String {
    format!("{} {}", count(files, "file"), if files == 1 { "goes" } else { "go" })
}

fn show(texts: &[BothTexts], json: bool, out: &mut Out) -> anyhow::Result<Status> {
    if json {
        let shapes: Vec<_> = texts
            .iter()
            .map(|text| CaseShape { case: text.case.clone(), cards: cards(text).unwrap_or_default() })
            .collect();
        out.json(&shapes)?;
        return Ok(Status::Fine);
    }
    for text in texts {
        show_case(text, out)?;
    }
    Ok(Status::Fine)
}

fn show_case(text: &BothTexts, out: &mut Out) -> anyhow::Result<()> {
    let DeckCase { deck, device, how, .. } = &text.case;
    let name = clean(deck);
    match how {
        HowDeck::TwoEdits => writeln!(out, "`{name}` was changed here and on {device}.")?,
        HowDeck::RemovedThere => writeln!(
            out,
            "`{name}` was removed on {device} and stays here. `--take` removes it here as well, `--keep` brings it back there."
        )?,
        HowDeck::RemovedHere => writeln!(
            out,
            "`{name}` was removed here and changed on {device} since. `--take` brings it back, `--keep` leaves it removed."
        )?,
    }
    if *how != HowDeck::TwoEdits {
        return Ok(());
    }
    let Some(cards) = cards(text) else {
        let bytes = |text: &Option<Vec<u8>>| text.as_ref().map_or(0, Vec::len);
        writeln!(out, "{} bytes here, {} there.", bytes(&text.here), bytes(&text.there))?;
        return Ok(());
    };
    for CardDifference { card, here, there } in &cards {
        writeln!(out, "\n{}", clean(card))?;
        side("here", here.as_deref(), out)?;
        side(device, there.as_deref(), out)?;
    }
    writeln!(out, "\n`--keep` has yours count on all devices, `--take` the other.")?;
    Ok(())
}

fn side(whose: &str, text: Option<&str>, out: &mut Out) -> anyhow::Result<()> {
    let Some(text) = text else {
        writeln!(out, "  {whose}: not there")?;
        return Ok(());
    };
    writeln!(out, "  {whose}:")?;
    for line in text.lines() {
        writeln!(out, "    {}", clean(line))?;
    }
    Ok(())
}

/// What two texts do not have alike; `None` where they are no texts of a deck.
fn cards(text: &BothTexts) -> Option<Vec<CardDifference>> {
    let read = |bytes: &Option<Vec<u8>>| String::from_utf8(bytes.clone()?).ok();
    Some(&text.case)
        .filter(|case| Path::new(&case.deck).extension().is_some_and(|ending| ending == "toml"))?;
    Some(compare(&read(&text.here)?, &read(&text.there)?))
}
