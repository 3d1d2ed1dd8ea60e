//! Asks once before a built-in deck is copied to the learner's own.

use crate::card::QuestionKey;
use crate::library::built_in;
use crate::tui::screen::{Ctx, Effect, Next};

/// What was asked and is not answered yet.
#[derive(Debug, Default)]
pub(super) struct Offer {
    /// The deck that the next press of the same key copies.
    deck: Option<String>,
    /// The card that is opened in the editor once its deck is copied.
    edit: Option<QuestionKey>,
}

impl Offer {
    /// Copies the deck `id` if that was asked `before`, and asks otherwise. The card `edit` is opened then.
    pub(super) fn ask_or_copy(
        &mut self,
        before: &Self,
        id: &str,
        edit: Option<QuestionKey>,
        ctx: &mut Ctx<'_>,
    ) -> Next {
        let library = &ctx.view.library;
        let deck = library.deck(id);
        if deck.is_none_or(|deck| deck.path().is_some()) {
            let edit = ctx.keys.on("Browse", 'e');
            return ctx.say_only(format!(
                "This deck is your own already. Press {edit} in Browse to open it in your editor."
            ));
        }
        if built_in(id).is_none() {
            return ctx.say_only("This card is built in; only your own decks can be edited.");
        }
        self.edit = edit;
        if before.deck.as_deref() == Some(id) {
            return Effect::CopyDeck(id.to_owned()).into();
        }
        self.deck = Some(id.to_owned());
        let title = deck.map_or_else(String::new, |deck| deck.title().to_owned());
        ctx.say_only(format!(
            "“{title}” is built in. The same key again copies it to your decks, to be changed as you like; your copy \
             replaces it, and progress goes on."
        ))
    }

    /// The deck is copied, under this name: says so, or opens the editor at the card.
    pub(super) fn copied(&mut self, id: &str, name: &str, ctx: &mut Ctx<'_>) -> Next {
        let library = &ctx.view.library;
        let place = self.edit.take().and_then(|key| library.place(&key));
        if let Some((path, line)) = place {
            return Effect::Edit(path, line).into();
        }
        let title = library.deck(id).map_or(id, |deck| deck.title()).to_owned();
        ctx.say_only(format!(
            "“{title}” is yours now. `examdrill decks remove {name}` brings the built-in one back."
        ))
    }
}
