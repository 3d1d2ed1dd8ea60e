//! A sitting whose clock runs.
//!
//! How long is measured by the time since the program started, which never jumps: it stands while the machine sleeps, and
//! nobody who sets the clock gives or takes any. Only between two runs of the program the time of day has to tell.

use std::time::Duration;

use super::sitting::{Act, Sitting, Step};
use super::terms::Timing;

/// Nothing happens for so long before time alone is a step. What a power cut can take or give is less than that.
const BEAT: Duration = Duration::from_secs(15);
/// What is left when the learner is told, besides half of the time.
const MARKS: [Duration; 3] = [Duration::from_mins(10), Duration::from_mins(5), Duration::from_mins(1)];

/// A sitting and its clock. `elapsed` is always the time since the program started.
#[derive(Debug, Clone)]
pub struct Running {
    sitting: Sitting,
    /// The time used when the clock was set.
    used: Duration,
    /// When that was.
    since: Duration,
    /// The time used when the learner was last told of a mark.
    told: Duration,
}

/// What the clock has to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Half of the time is over.
    Half {
        /// Whether fewer than 45 % are answered.
        slow: bool,
    },
    /// So much is left.
    Left(Duration),
}

impl Running {
    /// Lets the clock of `sitting` run from `used` on.
    pub const fn new(sitting: Sitting, used: Duration, elapsed: Duration) -> Self {
        Self { sitting, used, since: elapsed, told: used }
    }

    /// Where it stands.
    pub const fn sitting(&self) -> &Sitting {
        &self.sitting
    }

    /// The time used by now.
    pub fn used(&self, elapsed: Duration) -> Duration {
        if self.sitting.is_paused() || self.sitting.end().is_some() {
            return self.used;
        }
        self.used + elapsed.saturating_sub(self.since)
    }

    /// What is left on the clock that runs now; `None` without a clock.
    pub fn left(&self, elapsed: Duration) -> Option<Duration> {
        self.sitting.left(self.used(elapsed))
    }

    /// Whether the time is over, so that only handing in is left.
    pub fn is_over(&self, elapsed: Duration) -> bool {
        self.sitting.is_time_over(self.used(elapsed))
    }

    /// Does something now, and gives the step to store.
    pub fn take(&mut self, act: Act, elapsed: Duration) -> Step {
        let step = Step { used: self.used(elapsed), act };
        self.follow(&step, elapsed);
        step
    }

    /// Follows a step that was taken elsewhere: the end of the sitting.
    pub fn follow(&mut self, step: &Step, elapsed: Duration) {
        (self.used, self.since) = (step.used, elapsed);
        self.sitting.apply(step);
    }

    /// Whether nothing was stored for so long that the time itself should be.
    pub fn is_beat_due(&self, elapsed: Duration) -> bool {
        self.used(elapsed).saturating_sub(self.sitting.used()) >= BEAT
    }

    /// The time until it should be.
    pub fn until_beat(&self, elapsed: Duration) -> Duration {
        BEAT.saturating_sub(self.used(elapsed).saturating_sub(self.sitting.used()))
    }

    /// The next mark that has been passed and not been told yet.
    pub fn news(&mut self, elapsed: Duration) -> Option<News> {
        let used = self.used(elapsed);
        let (mark, news) = self.marks().into_iter().rfind(|(mark, _)| (self.told..used).contains(mark))?;
        self.told = mark + Duration::from_millis(1);
        Some(news)
    }

    /// The time until the next mark.
    pub fn until_news(&self, elapsed: Duration) -> Option<Duration> {
        let used = self.used(elapsed);
        let next = self.marks().into_iter().map(|(mark, _)| mark).find(|mark| *mark >= used)?;
        Some(next.saturating_sub(used) + Duration::from_millis(1))
    }

    /// The marks in order of time: half, and what is left while that is less than half.
    fn marks(&self) -> Vec<(Duration, News)> {
        let Timing::Whole(all) = self.sitting.terms().timing else { return Vec::new() };
        let slow = self.sitting.is_slow_at_half(all / 2);
        let mut marks = vec![(all / 2, News::Half { slow })];
        let late = MARKS.into_iter().filter(|left| *left * 2 < all);
        marks.extend(late.map(|left| (all.saturating_sub(left), News::Left(left))));
        marks
    }
}
