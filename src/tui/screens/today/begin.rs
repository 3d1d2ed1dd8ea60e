//! What is begun from Today, and why it asks fewer questions than are due.

use std::time::Duration;

use super::Today;
use crate::schedule::Mode;
use crate::trainer::{Outlook, Recent, Scope};
use crate::tui::ask::Ask;
use crate::tui::event::Code;
use crate::tui::screen::{Ctx, Effect, Go, Next};
use crate::tui::screens::Study;

/// What the learner wants to begin.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Begins {
    /// A session.
    Session(Mode, Scope),
    /// A quiz, or the one that waits.
    Quiz,
}

impl Today {
    pub(super) fn start(&mut self, mode: Mode, scope: Scope) -> Next {
        self.begins = Some(Begins::Session(mode, scope));
        Effect::Ask(Ask::Recent).into()
    }

    /// Begins the session, if there is anything to ask in it.
    pub(super) fn study(&self, mode: Mode, scope: &Scope, recent: &Recent, ctx: &mut Ctx<'_>) -> Next {
        let (session, outlook) = ctx.view.session(mode, scope, recent, ctx.now);
        if session.left() > 0 {
            if let Some(why) = self.why_fewer(mode, scope, outlook) {
                ctx.say(why);
            }
            return Go::Open(Box::new(Study::new(session, ctx.view, ctx.now))).into();
        }
        ctx.say(if self.decks().is_empty() {
            format!("There is no question yet. Press {} to write a card.", ctx.keys.here('+'))
        } else if mode == Mode::Drill {
            let (ahead, cram) = (ctx.keys.here('a'), ctx.keys.here('c'));
            format!(
                "Nothing is due now. Press {ahead} for what is due next, or {cram} for everything; both leave the \
                 schedule as it is."
            )
        } else {
            self.nothing_ahead(mode, scope, ctx)
        });
        Next::stay()
    }

    /// Why there is nothing to ask ahead of time, or to cram.
    fn nothing_ahead(&self, mode: Mode, scope: &Scope, ctx: &Ctx<'_>) -> String {
        let decks =
            self.decks().iter().filter(|deck| scope.decks.is_empty() || scope.decks.contains(&deck.id));
        let due: usize = decks.map(|deck| deck.counts.due).sum();
        let key = if scope.decks.is_empty() { ctx.keys.here(Code::Enter) } else { ctx.keys.here('s') };
        match (mode, due) {
            (Mode::Ahead, 1..) => format!("Nothing comes later here; {due} due now. Press {key} to study."),
            _ => "There is nothing to ask here yet. Study some new questions first.".to_owned(),
        }
    }

    /// Why a session of one deck asks fewer of its due questions than the list shows.
    fn why_fewer(&self, mode: Mode, scope: &Scope, outlook: Outlook) -> Option<String> {
        let [id] = scope.decks.as_slice() else { return None };
        let deck = self.decks().iter().find(|deck| deck.id == *id).filter(|_| mode == Mode::Drill)?;
        let mut reasons = Vec::new();
        if outlook.held_back > 0 {
            reasons.push(format!("{} are easily confused with questions of today", outlook.held_back));
        }
        if outlook.left_over > 0 {
            reasons.push(format!("{} do not fit into your minutes a day", outlook.left_over));
        }
        let due = deck.counts.due;
        (due > outlook.due && !reasons.is_empty()).then(|| {
            format!("{} of {due} due today; of the others, {}.", outlook.due, reasons.join(", and "))
        })
    }
}

/// All that is due, with so many new questions on top of a day's number; where an exam has a date, so many minutes more than
/// the day has.
pub(in super::super) fn with_more(more: usize, ctx: &Ctx<'_>) -> Scope {
    if ctx.view.is_planned(ctx.view.today(ctx.now)) {
        return Scope { more: Duration::from_mins(more as u64), ..Scope::default() };
    }
    Scope { new: Some(more), limit: Some(usize::MAX), ..Scope::default() }
}
