//! A session, line by line. Each review is stored before the next question is printed.

use rand::rngs::StdRng;

use super::command::{Bare, COMMANDS, Command, Row, is_leaving};
use super::console::Console;
use super::dialogue::{Dialogue, Heard, Turn};
use super::feedback::Reasons;
use super::{ask, feedback};
use crate::card::{Answer, Input};
use crate::clock::Clock;
use crate::schedule::{Mode, Rating, RowId};

use crate::study::{Phase, Session};
use crate::trainer::Trainer;
use crate::words::{self, count};

pub(super) struct Drill<'a> {
    pub(super) trainer: &'a mut Trainer,
    pub(super) session: Session,
    pub(super) clock: &'a Clock,
    pub(super) rng: &'a mut StdRng,
    pub(super) console: Console<'a>,
    /// The answer as far as it was typed, and how many lines that were.
    begun: Option<Answer>,
    lines: usize,
    /// The review of an earlier day that was asked about before it is taken back.
    pub(super) asked_of: Option<RowId>,
    /// Whether the learner wants no more of it.
    pub(super) has_left: bool,
    /// Why the last rating could not be stored, where the learner left without it.
    lost: Option<anyhow::Error>,
}

impl<'a> Drill<'a> {
    pub(super) fn new(
        trainer: &'a mut Trainer,
        session: Session,
        clock: &'a Clock,
        rng: &'a mut StdRng,
        console: Console<'a>,
    ) -> Self {
        Self {
            trainer,
            session,
            clock,
            rng,
            console,
            begun: None,
            lines: 0,
            asked_of: None,
            has_left: false,
            lost: None,
        }
    }

    /// Asks until nothing is left, the learner leaves, or the input ends.
    pub(super) fn run(mut self) -> anyhow::Result<()> {
        self.go_through()?;
        self.summary()?;
        self.lost.map_or(Ok(()), Err)
    }

    /// Whether an answer is wanted, and not yet its rating.
    pub(super) fn is_asking(&self) -> bool {
        self.session.asked().is_some_and(|asked| asked.phase == Phase::Asking)
    }

    /// How an answer to the question before the learner is given.
    fn input(&self) -> Option<&Input> {
        self.session.asked().map(|asked| &asked.posed.input)
    }

    /// Prints the question.
    fn question(&mut self) -> anyhow::Result<()> {
        (self.begun, self.lines) = (None, 0);
        self.console.blank()?;
        let Some((item, asked)) = self.session.item().zip(self.session.asked()) else { return Ok(()) };
        let deck = self.trainer.library.deck(item.question.key.deck());
        let title = deck.map_or("", |deck| deck.title());
        let number = self.session.ratings().len() + 1;
        let new = if item.memory.is_none() { ", new" } else { "" };
        let flag = if item.flagged { ", marked" } else { "" };
        let left = count(self.session.left() - 1, "more question");
        let today = self.trainer.today(self.clock.now());
        let answers = match self.session.answers_left(today).saturating_sub(1) {
            answers if answers + 1 > self.session.left() => format!(", about {}", count(answers, "answer")),
            _ => String::new(),
        };
        self.console.say(&format!("Question {number}, {left} to come{answers}. {title}{new}{flag}."))?;
        Ok(ask::ask(&asked.posed, &mut self.console)?)
    }

    /// Prints what came of the answer.
    fn solution(&mut self) -> anyhow::Result<()> {
        let Some((item, asked)) = self.session.item().zip(self.session.asked()) else { return Ok(()) };
        let Phase::Answered { answer, verdict, .. } = &asked.phase else { return Ok(()) };
        let reasons = Reasons::of_card(&item.question.notes, &asked.posed);
        Ok(feedback::solution(&asked.posed, answer.as_ref(), verdict, &reasons, &mut self.console)?)
    }

    /// Takes a line as an answer, or as the next part of one.
    fn reply(&mut self, line: &str) -> anyhow::Result<Turn> {
        let Some(input) = self.input() else { return Ok(Turn::On) };
        let begun = self.begun.clone().unwrap_or_else(|| input.nothing());
        match input.read(line, self.lines, begun) {
            Ok(answer) => {
                let is_whole = self.lines + 1 >= input.lines();
                self.lines += 1;
                if is_whole {
                    return self.give(Some(answer));
                }
                self.begun = Some(answer);
                Ok(Turn::Again)
            }
            Err(sentence) => {
                self.console.say(&sentence)?;
                Ok(Turn::Again)
            }
        }
    }

    /// Has an answer judged; `None` for one who does not know.
    pub(super) fn give(&mut self, answer: Option<Answer>) -> anyhow::Result<Turn> {
        if self.catch_up() {
            self.console.say("That question was rated in another window meanwhile. Here is the next.")?;
        } else {
            self.session.answer(answer, self.clock.now());
        }
        Ok(Turn::On)
    }

    /// Leaves; what is rated is stored.
    pub(super) const fn leave(&mut self) -> Turn {
        self.has_left = true;
        Turn::On
    }

    /// Takes in what another window stored. Gives whether the question before the learner is asked no more for that.
    fn catch_up(&mut self) -> bool {
        if !self.trainer.catch_up() {
            return false;
        }
        let (trainer, now) = (&*self.trainer, self.clock.now());
        self.session.catch_up(|key| trainer.current(trainer.present_name(key), now))
    }

    /// The rating to take for Enter alone.
    fn suggested(&self) -> Rating {
        self.session.suggested(self.trainer.config.buttons).unwrap_or(Rating::Good)
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
            if is_leaving(line.as_deref()) {
                self.session.undo();
                self.lost = Some(error);
                return Ok(self.leave());
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
        let given = self.session.ratings();
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
        let sentence = format!("Done: {answers} in {time}, {missed} rated again, {new} new.");
        self.console.say(&sentence)?;
        self.outlook()
    }

    /// What is left of today, by the same figure as everywhere, and what comes tomorrow.
    fn outlook(&mut self) -> anyhow::Result<()> {
        let overview = self.trainer.overview(self.clock.now())?;
        let (left, today) = (self.session.left(), overview.outlook);
        if self.session.mode() == Mode::Drill && today.questions() > 0 {
            self.console.say(&format!("Still to come today: {}.", today.words(overview.is_planned)))?;
        } else if left > 0 {
            let answers = self.session.answers_left(overview.today);
            self.console.say(&format!("Left for later: {}.", words::questions(left, answers)))?;
        }
        let what = if overview.is_planned { "question" } else { "review" };
        let tomorrow = overview.tomorrow_words().map_or_else(
            || format!("Tomorrow: no {what}."),
            |asked| format!("Tomorrow: {asked}, {}.", words::estimate(overview.tomorrow)),
        );
        Ok(self.console.say(&tomorrow)?)
    }
}

impl<'a> Dialogue<'a> for Drill<'a> {
    type Command = Command;
    const COMMANDS: &'static [Row<Command>] = COMMANDS;

    fn console(&mut self) -> &mut Console<'a> {
        &mut self.console
    }

    fn show(&mut self) -> anyhow::Result<bool> {
        if self.has_left {
            return Ok(false);
        }
        for notice in self.trainer.take_notices() {
            self.console.say(&format!("Note: {notice}"))?;
        }
        self.catch_up();
        self.session.advance(self.clock.now(), self.rng);
        if self.is_asking() {
            self.question()?;
        } else {
            self.solution()?;
        }
        Ok(self.session.asked().is_some())
    }

    fn wanted(&self) -> String {
        if let Some(input) = self.input().filter(|_| self.is_asking()) {
            return input.wanted(self.lines);
        }
        let now = self.clock.now();
        let view = self.trainer.view();
        let outcomes = self.session.item().and_then(|item| {
            let outcomes = self.session.outcomes(view.model(), now, view.days().offset(now))?;
            Some(view.shown_waits(view.present_name(&item.question.key), outcomes, now))
        });
        feedback::rating(self.trainer.config.buttons.ratings(), outcomes, self.suggested())
    }

    fn bare(&self) -> Bare {
        self.input().filter(|_| self.is_asking()).map_or(Bare::Letters, ask::bare)
    }

    fn hear(&mut self, wanted: &str) -> anyhow::Result<Heard> {
        let line = self.console.ask(wanted)?;
        Ok(line.map_or_else(|| Heard::Turn(self.leave()), Heard::Line))
    }

    fn obey(&mut self, command: Command) -> anyhow::Result<Turn> {
        self.run_command(command)
    }

    fn answer(&mut self, line: &str) -> anyhow::Result<Turn> {
        if self.is_asking() {
            return self.reply(line);
        }
        let ratings = self.trainer.config.buttons.ratings();
        match rating(line.trim(), ratings, self.suggested()) {
            Some(rating) => self.record(rating),
            None => {
                self.console.say("Type the number or the name of a rating, or ? for help.")?;
                Ok(Turn::Again)
            }
        }
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
