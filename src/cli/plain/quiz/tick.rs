//! What the clock does by itself while a line is waited for.

use std::time::Duration;

use super::sit::{Sit, Stage};
use crate::cli::plain::dialogue::Turn;
use crate::quiz::{Act, End, News, Progress, Timing};
use crate::words;
use crate::words::count;

impl Sit<'_, '_> {
    /// The time until the clock has something to do; `None` where it never has.
    pub(super) fn wait(&self) -> Option<Duration> {
        if self.clock.is_fixed() || self.running.sitting().is_paused() {
            return None;
        }
        let elapsed = self.clock.elapsed();
        // A question whose time is over waits for the learner.
        let left = self.running.left(elapsed).filter(|left| !left.is_zero());
        let beat = self.running.until_beat(elapsed).max(Duration::from_millis(1));
        [left, self.running.until_news(elapsed), Some(beat)].into_iter().flatten().min()
    }

    /// Does what the clock has to do by now.
    pub(super) fn tick(&mut self) -> anyhow::Result<Option<Turn>> {
        let elapsed = self.clock.elapsed();
        if self.running.is_over(elapsed) {
            self.console.forget()?;
            self.console.say("The time is over.")?;
            return Ok(Some(self.turn_to(Stage::Ended(End::TimeOver))));
        }
        let is_each = matches!(self.running.sitting().terms().timing, Timing::Each(_));
        let is_left = self.running.left(elapsed).is_none_or(|left| !left.is_zero());
        if is_each && !is_left && !self.is_closed() {
            let number = self.at() + 1;
            // Its time is used from here on, so that it is told once.
            self.take(Act::Beat)?;
            if self.running.sitting().progress(self.at()) == Progress::Answered {
                return Ok(None);
            }
            self.console.forget()?;
            self.console.say(&format!("The time for question {number} is over."))?;
            if self.running.sitting().terms().practice {
                self.tell()?;
            }
            return self.advance().map(Some);
        }
        if self.running.is_beat_due(elapsed) {
            self.take_quietly(Act::Beat)?;
        }
        if let Some(news) = self.running.news(elapsed) {
            let sentence = self.told(news, elapsed);
            self.console.say(&sentence)?;
            self.console.prompt("")?;
        }
        Ok(None)
    }

    fn told(&self, news: News, elapsed: Duration) -> String {
        match news {
            News::Half { slow } => {
                let left = self.running.left(elapsed).map_or_else(String::new, words::countdown);
                let slow = if slow {
                    " Fewer than 45 % are answered: leave open what takes long, and come back to it."
                } else {
                    ""
                };
                format!("Half of the time is over, {left} left.{slow}")
            }
            News::Left(left) => format!("{} left.", count((left.as_secs() / 60) as usize, "minute")),
        }
    }
}
