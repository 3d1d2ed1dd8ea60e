//! A session, line by line. Each review is stored before the next question is printed.

use rand::rngs::StdRng;

use super::command::{self, Bare, COMMANDS, Command};
use super::console::Console;
use super::told::Reasons;
use super::{ask, told};
use crate::cli::table::count;
use crate::clock::Clock;
use crate::schedule::Rating;
use crate::study::{Phase, Session};
use crate::trainer::Trainer;

pub(super) struct Drill<'a> {
    pub(super) trainer: &'a mut Trainer,
    pub(super) session: Session,
    pub(super) clock: &'a Clock,
    pub(super) rng: &'a mut StdRng,
    pub(super) console: Console<'a>,
    /// Why the last rating could not be stored, where the learner left without it.
    lost: Option<anyhow::Error>,
}

/// How a session goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// With the same prompt.
    Again,
    /// With whatever the session shows now.
    On,
    /// Not at all.
    Leave,
}

impl<'a> Drill<'a> {
    pub(super) fn new(
        trainer: &'a mut Trainer,
        session: Session,
        clock: &'a Clock,
        rng: &'a mut StdRng,
        console: Console<'a>,
    ) -> Self {
        Self { trainer, session, clock, rng, console, lost: None }
    }

    /// Asks until nothing is left, the learner leaves, or the input ends.
    pub(super) fn run(mut self) -> anyhow::Result<()> {
        loop {
            for notice in self.trainer.take_notices() {
                self.console.say(&format!("Note: {notice}"))?;
            }
            self.catch_up();
            self.session.advance(self.clock.now(), self.rng);
            let Some(asked) = self.session.asked() else { break };
            let turn = if asked.phase == Phase::Asking { self.ask()? } else { self.rate()? };
            if turn == Turn::Leave {
                break;
            }
        }
        self.summary()?;
        self.lost.map_or(Ok(()), Err)
    }

    /// Prints the question and takes the answer.
    fn ask(&mut self) -> anyhow::Result<Turn> {
        self.console.blank()?;
        let Some((item, asked)) = self.session.item().zip(self.session.asked()) else { return Ok(Turn::On) };
        let deck = self.trainer.library.deck(item.question.key.deck());
        let title = deck.map_or("", |deck| deck.title());
        let number = self.session.given().len() + 1;
        let new = if item.memory.is_none() { ", new" } else { "" };
        let flag = if item.flagged { ", marked" } else { "" };
        let left = count(self.session.left() - 1, "more question");
        self.console.say(&format!("Question {number}, {left} to come. {title}{new}{flag}."))?;
        ask::ask(&asked.posed, &mut self.console)?;
        let input = asked.posed.input.clone();
        let (mut begun, mut lines) = (input.nothing(), 0);
        loop {
            let Some(line) = self.console.ask(&input.wanted(lines))? else {
                return Ok(Turn::Leave);
            };
            let answer = match command::command(COMMANDS, &line, ask::bare(&input)) {
                Some(Ok(Command::GiveUp)) => None,
                Some(command) => match self.obey(command, ask::bare(&input))? {
                    Turn::Again => continue,
                    turn => return Ok(turn),
                },
                None => match input.read(&line, lines, begun.clone()) {
                    Ok(answer) => {
                        lines += 1;
                        if lines < input.lines() {
                            begun = answer;
                            continue;
                        }
                        Some(answer)
                    }
                    Err(sentence) => {
                        self.console.say(&sentence)?;
                        continue;
                    }
                },
            };
            if self.catch_up() {
                self.console.say("That question was rated in another window meanwhile. Here is the next.")?;
            } else {
                self.session.answer(answer, self.clock.now());
            }
            return Ok(Turn::On);
        }
    }

    /// Takes in what another window stored. Gives whether the question before the learner is asked no more for that.
    fn catch_up(&mut self) -> bool {
        if !self.trainer.catch_up() {
            return false;
        }
        let (trainer, now) = (&*self.trainer, self.clock.now());
        self.session.catch_up(|key| trainer.current(trainer.present_name(key), now))
    }

    /// Prints what came of the answer and takes the rating.
    fn rate(&mut self) -> anyhow::Result<Turn> {
        let Some((item, asked)) = self.session.item().zip(self.session.asked()) else { return Ok(Turn::On) };
        let Phase::Answered { answer, verdict, .. } = &asked.phase else { return Ok(Turn::On) };
        let reasons = Reasons::of_card(&item.question.notes, &asked.posed);
        told::solution(&asked.posed, answer.as_ref(), verdict, &reasons, &mut self.console)?;
        let buttons = self.trainer.config.buttons;
        let now = self.clock.now();
        let outcomes = self.session.outcomes(self.trainer.model(), now, self.trainer.days().offset(now));
        let suggested = self.session.suggested(buttons).unwrap_or(Rating::Good);
        let prompt = told::rating(buttons.ratings(), outcomes, suggested);
        loop {
            let Some(line) = self.console.ask(&prompt)? else { return Ok(Turn::Leave) };
            let rating = match command::command(COMMANDS, &line, Bare::Letters) {
                Some(command) => match self.obey(command, Bare::Letters)? {
                    Turn::Again => continue,
                    turn => return Ok(turn),
                },
                None => rating(line.trim(), buttons.ratings(), suggested),
            };
            match rating {
                Some(rating) => return self.record(rating),
                None => self.console.say("Type the number or the name of a rating, or ? for help.")?,
            }
        }
    }

    /// Stores the rating; if that fails, the review is kept until it can be stored.
    fn record(&mut self, rating: Rating) -> anyhow::Result<Turn> {
        let stamp = self.trainer.stamp(self.clock.now());
        let Some(review) = self.session.rate(rating, stamp, self.trainer.model()) else {
            return Ok(Turn::On);
        };
        while let Err(error) = self.trainer.record(&review) {
            let error = anyhow::Error::from(error);
            self.complain(&error)?;
            let prompt = "Your rating is kept here. Press Enter to try again, or type q to leave without it.";
            let line = self.console.ask(prompt)?;
            if line.is_none_or(|line| matches!(line.trim(), "q" | ":q")) {
                self.session.undo();
                self.lost = Some(error);
                return Ok(Turn::Leave);
            }
        }
        if let Some(item) = self.session.leech(self.trainer.model()) {
            let lapses = item.memory.map_or(0, |memory| memory.lapses);
            let place = self.trainer.library.place(&item.question.key);
            let place = place.map_or_else(String::new, |(path, line)| {
                format!(" It is in {}, line {line}.", path.display())
            });
            let times = count(lapses as usize, "time");
            self.console.say(&format!(
                "You have forgotten this one {times}. Rewriting or splitting its card helps more than repeating it; s sets it aside.{place}"
            ))?;
        }
        Ok(Turn::On)
    }

    pub(super) fn complain(&mut self, error: &anyhow::Error) -> anyhow::Result<()> {
        Ok(self.console.complain(error)?)
    }

    fn summary(&mut self) -> anyhow::Result<()> {
        let given = self.session.given();
        self.console.blank()?;
        if given.is_empty() {
            self.console.say("Nothing was rated.")?;
            return Ok(());
        }
        let missed = given.iter().filter(|given| given.rating == Rating::Again).count();
        let new = given.iter().filter(|given| given.was_new).count();
        let seconds: u64 = given.iter().map(|given| given.took.as_secs()).sum();
        let time = if seconds < 90 {
            count(seconds as usize, "second")
        } else {
            format!("{} minutes", (seconds + 30) / 60)
        };
        let answers = count(given.len(), "answer");
        let sentence =
            format!("Done: {answers} in {time}, {missed} rated again, {new} seen for the first time.");
        self.console.say(&sentence)?;
        let left = self.session.left();
        if left > 0 {
            self.console.say(&format!("{} left for later.", count(left, "question")))?;
        }
        if let Some(&tomorrow) = self.trainer.overview(self.clock.now())?.forecast.get(1) {
            self.console.say(&format!("Tomorrow: {tomorrow} due."))?;
        }
        Ok(())
    }
}

/// The rating that was typed: its number among those offered, or the beginning of its name.
fn rating(line: &str, ratings: &[Rating], suggested: Rating) -> Option<Rating> {
    if line.is_empty() {
        return Some(suggested);
    }
    if let Ok(number) = line.parse::<usize>() {
        return ratings.get(number.checked_sub(1)?).copied();
    }
    ratings.iter().copied().find(|rating| rating.name().starts_with(&line.to_lowercase()))
}
