//! The rules of a quiz as they are chosen on the command line.

use std::time::Duration;

use super::Sit;
use crate::quiz::{Form, Terms, Timing};

/// What was chosen; the rest follows from the paper.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Rules {
    /// The clock; `None` for that of the form.
    timing: Option<Timing>,
    /// Everything else.
    switches: Terms,
}

impl Sit {
    pub(super) fn rules(&self) -> Rules {
        let minutes = self.minutes.map(|minutes| Timing::Whole(Duration::from_mins(minutes.into())));
        let each = self.each.map(|seconds| Timing::Each(Duration::from_secs(seconds.into())));
        Rules {
            timing: minutes.or(each).or(self.no_clock.then_some(Timing::None)),
            switches: Terms {
                timing: Timing::None,
                practice: self.practice,
                pausable: self.pausable,
                partial: self.partial,
                feeds: !self.no_feed,
            },
        }
    }
}

impl Rules {
    /// The rules for a paper of so many questions: the time of its form where it is one of an exam, otherwise a minute for
    /// each question.
    pub(in crate::cli) fn terms(&self, form: Option<&Form>, questions: usize) -> Terms {
        let whole = |minutes: u32| Timing::Whole(Duration::from_mins(minutes.into()));
        let usual = || match form {
            Some(Form { minutes, .. }) => minutes.map_or(Timing::None, whole),
            None => whole(questions as u32),
        };
        Terms { timing: self.timing.unwrap_or_else(usual), ..self.switches }
    }
}
