//! The pictures that the last drawing lacks: fetched one after the other, and left where that takes too long.

use std::time::Duration;

use super::App;
use crate::clock::Moment;
use crate::picture::Trouble;
use crate::tui::event::Event;
use crate::tui::jobs::{Job, Kind};
use crate::tui::pictures::{Pictures, Wanted};
use crate::tui::screen::{Done, Effect, World};

/// How long a picture may be decoded before its words stay.
const PATIENCE: Duration = Duration::from_secs(5);

impl App {
    /// The same with pictures.
    #[must_use]
    pub fn with_pictures(self, pictures: Pictures) -> Self {
        Self { pictures, ..self }
    }

    /// The pictures that are known so far.
    pub(in crate::tui) const fn pictures(&self) -> &Pictures {
        &self.pictures
    }

    /// Begins to fetch a picture that the last drawing lacks, one after the other. Gives whether one was begun.
    pub(in crate::tui) fn fetch(&mut self, world: &mut dyn World, at: Moment) -> bool {
        if self.fetching.is_some() {
            return false;
        }
        let Some(request) = self.pictures.lacking() else { return false };
        self.fetching = Some((request.wanted.clone(), at.elapsed));
        if world.perform(Effect::Start(Job::Picture(request.into())), at.now).is_err() {
            self.lose_picture(Trouble::Missing);
        }
        true
    }

    /// Whether a picture is being decoded.
    pub(in crate::tui) const fn is_fetching(&self) -> bool {
        self.fetching.is_some()
    }

    /// How long it may still take.
    pub(super) fn patience(&self, at: Moment) -> Option<Duration> {
        let (_, since) = self.fetching.as_ref()?;
        Some((*since + PATIENCE).saturating_sub(at.elapsed))
    }

    /// Lets a picture be that takes too long.
    pub(super) fn lose_patience(&mut self, world: &mut dyn World, at: Moment) {
        if self.patience(at) == Some(Duration::ZERO) {
            self.lose_picture(Trouble::Slow);
            // Nothing is heard of it any more, whatever is said to this.
            let _ = world.perform(Effect::Cancel(Kind::Picture), at.now);
        }
    }

    /// Takes in what `event` tells of pictures; returns what is left for others.
    pub(super) fn take_picture(&mut self, event: Event) -> Option<Event> {
        match event {
            Event::Done(Done::Fetched(fetched)) => {
                // One that came too late is of use all the same.
                self.fetching.take_if(|(wanted, _): &mut (Wanted, Duration)| wanted == fetched.wanted());
                self.pictures.take(*fetched);
                return None;
            }
            Event::JobFailed(Kind::Picture, _) => {
                self.lose_picture(Trouble::Damaged);
                return None;
            }
            // The files may be others. To read those in sight again takes a moment.
            Event::DecksChanged | Event::Done(Done::Reloaded) => self.pictures.forget(None),
            _ => {}
        }
        Some(event)
    }

    /// Nothing comes of the picture that is being fetched.
    fn lose_picture(&mut self, trouble: Trouble) {
        if let Some((wanted, _)) = self.fetching.take() {
            self.pictures.give_up(wanted, trouble);
        }
    }
}
