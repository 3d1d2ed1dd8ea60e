//! The keys of a sitting.

use super::Sit;
use crate::quiz::{Sureness, Timing};
use crate::tui::event::Key;
use crate::tui::keys::{Binding, Help, Hint, behind_esc};
use crate::tui::widgets::answer::AnswerField;
use crate::tui::widgets::list;

/// What the keys do while a question is shown, as far as the way of answering leaves them.
pub(in super::super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('n'), Key::alt('n'), Key::RIGHT], Action::Next, "next"),
    Binding::new(&[Key::char('p'), Key::alt('p'), Key::LEFT], Action::Previous, "previous").hint(Hint::Never),
    Binding::new(&[Key::char('f'), Key::char('m'), Key::alt('m')], Action::Flag, "flag"),
    Binding::new(&[Key::char('r'), Key::alt('r')], Action::Review, "review, hand in").hint(Hint::First),
    Binding::new(&[Key::char('s'), Key::alt('s')], Action::Sure(Sureness::Sure), "I am sure")
        .hint(Hint::Never),
    Binding::new(&[Key::char('u'), Key::alt('u')], Action::Sure(Sureness::Unsure), "I am guessing")
        .hint(Hint::Never),
    Binding::new(&[Key::char('o'), Key::alt('o')], Action::NextOpen, "next open question").hint(Hint::Never),
    Binding::new(&[Key::char('c'), Key::alt('c')], Action::Clock, "hide or show the clock").hint(Hint::Never),
    Binding::new(&[Key::char('z'), Key::alt('z')], Action::Pause, "stop the clock").hint(Hint::Never),
    Binding::new(&[Key::PAGE_DOWN], Action::PageDown, "a page down").hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Action::PageUp, "a page up").hint(Hint::Never),
    Binding::new(&[Key::char('j'), Key::DOWN], Action::LineDown, "a line down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::UP], Action::LineUp, "a line up").hint(Hint::Never),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Leave, "leave").hint(Hint::First),
];

/// What the keys do on the review page.
pub(in super::super::super) const REVIEW: &[Binding<Look>] = &[
    Binding::new(&[Key::char('h')], Look::HandIn, "hand in").hint(Hint::First),
    Binding::new(&[Key::ENTER, Key::char(' ')], Look::Open, "to this question").hint(Hint::First),
    Binding::new(&[Key::char('o')], Look::NextOpen, "next open"),
    Binding::new(&[Key::char('f'), Key::char('m')], Look::Flag, "flag"),
    Binding::new(&[Key::char('r'), Key::char('q'), Key::ESC], Look::Back, "back").hint(Hint::First),
];

/// What the keys do once the quiz is found to be gone from the log.
pub(in super::super::super) const GONE: &[Binding<WhenGone>] = &[
    Binding::new(&[Key::char('s')], WhenGone::StoreAnew, "store it anew").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::ESC], WhenGone::Leave, "leave it").hint(Hint::First),
];

/// See [`GONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super::super) enum WhenGone {
    StoreAnew,
    Leave,
}

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super::super) enum Action {
    Next,
    Previous,
    Flag,
    Review,
    Sure(Sureness),
    NextOpen,
    Clock,
    Pause,
    PageDown,
    PageUp,
    LineDown,
    LineUp,
    Leave,
}

/// See [`REVIEW`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super::super) enum Look {
    HandIn,
    Open,
    NextOpen,
    Flag,
    Back,
}

impl Sit {
    /// The keys that mean something now.
    pub(super) fn help(&self) -> Vec<Help> {
        if self.gone.is_some() {
            return GONE.iter().map(Binding::help).collect();
        }
        if self.is_handed_in() {
            return vec![Help { hint: Hint::First, ..Help::written("any key", "try again") }];
        }
        if self.sitting().is_paused() {
            return vec![Help { hint: Hint::First, ..Help::written("any key", "go on") }];
        }
        if self.review.is_some() {
            return list::help(REVIEW);
        }
        let (told, types) = (self.is_told(), !self.is_told() && self.widget.types());
        let mut lines = if told { vec![going_on()] } else { ways(&self.widget, self.is_answered()) };
        let terms = self.sitting().terms();
        for binding in KEYS {
            let mut entry = binding.help();
            match binding.action {
                Action::Pause if !terms.pausable => continue,
                Action::Clock if terms.timing == Timing::None => continue,
                Action::LineDown | Action::LineUp if !told => continue,
                Action::Sure(_) if told => continue,
                Action::Review if told => entry.hint = Hint::Room,
                // The way of answering says it with enter.
                Action::Next if self.is_answered() => entry.hint = Hint::Never,
                _ => {}
            }
            lines.push(if types { behind_esc(entry) } else { entry });
        }
        lines
    }

    /// Whether the item before the learner needs nothing more.
    pub(super) fn is_answered(&self) -> bool {
        self.sitting().progress(self.sitting().at()) == crate::quiz::Progress::Answered
    }
}

fn going_on() -> Help {
    Help::of_way(("enter", "next"), Hint::First)
}

/// The keys of the way of answering. Once all is given, enter goes on.
fn ways(widget: &AnswerField, answered: bool) -> Vec<Help> {
    let first = if answered { Hint::Room } else { Hint::First };
    let mut lines = widget.help(|place| match place {
        0 => first,
        1 => Hint::Room,
        _ => Hint::Never,
    });
    if answered {
        lines.retain(|entry| entry.written != Some("enter"));
        lines.insert(0, going_on());
    }
    // In an exam nobody gives up: it stays open.
    lines.retain(|entry| entry.label != "don't know");
    lines
}
