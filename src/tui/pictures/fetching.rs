//! The thread that reads and decodes pictures. It is begun with the first picture, so that starts are as quick as before, and left
//! to itself where one takes too long.

use std::path::PathBuf;
use std::time::Duration;

use super::{Fetched, Request, fetch};
use crate::tui::event::Event;
use crate::tui::jobs::{Jobs, Kind, Report};
use crate::tui::screen::Done;

/// Most pictures are there by then, and the frame that shows their words is never drawn.
const UNNOTICED: Duration = Duration::from_millis(10);

/// Pictures that are on their way.
#[derive(Debug, Default)]
pub(in crate::tui) struct Fetching {
    jobs: Option<Jobs<Fetched>>,
}

impl Fetching {
    /// Begins to fetch a picture of a card in the deck file `deck`, beside `others`, whose pipe is rung.
    pub(in crate::tui) fn start<T: Send + 'static>(
        &mut self,
        request: Request,
        deck: Option<PathBuf>,
        others: &Jobs<T>,
    ) {
        let jobs = self.jobs.get_or_insert_with(|| others.beside().unwrap_or_else(|_| Jobs::at_once()));
        jobs.start(Kind::Picture, Box::new(move |_| Ok(fetch(request, deck.as_deref()))));
        jobs.finish(UNNOTICED);
    }

    /// Pictures that are only fetched by [`Fetching::run_held`].
    #[cfg(test)]
    pub(in crate::tui) fn held() -> Self {
        Self { jobs: Some(Jobs::held()) }
    }

    #[cfg(test)]
    pub(in crate::tui) fn run_held(&self) {
        self.jobs.iter().for_each(Jobs::run_held);
    }

    /// What there is to say of the picture that was begun last.
    pub(in crate::tui) fn report(&self) -> Option<Event> {
        match self.jobs.as_ref()?.report()? {
            Report::Finished(_, fetched) => Some(Event::Done(Done::Fetched(Box::new(fetched)))),
            Report::Failed(kind, sentence) => Some(Event::JobFailed(kind, sentence)),
            Report::Progress(..) => None,
        }
    }

    /// Lets it be. Its thread ends when the decoder does; the next picture gets another.
    pub(in crate::tui) fn cancel(&mut self) {
        self.jobs = None;
    }
}
