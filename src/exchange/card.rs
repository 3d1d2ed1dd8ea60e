//! A card on its way in or out: what the formats have in common with a deck.

use super::report::{Lost, Place, Report};
use crate::card::kinds::{Choice, Wrong};
use crate::card::{Body, Question, Text};

/// A card between a deck and another format.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What it asks.
    pub body: Body,
    /// Its tags.
    pub tags: Vec<String>,
    /// What is shown with the solution.
    pub explain: Option<String>,
    /// What is shown on request before it.
    pub hint: Option<String>,
    /// What a deck has of the keys that became the explanation; empty for a card that comes from elsewhere.
    pub explains: Vec<&'static str>,
    /// What a deck alone has of its notes, by key: mnemonic, practice and source. Other formats have them in the explanation.
    pub notes: Vec<(&'static str, String)>,
    /// Where it was read, or what it is called.
    pub place: Place,
}

impl Card {
    /// A card without tags and notes.
    pub(super) fn new(body: impl Into<Body>, place: Place) -> Self {
        Self {
            body: body.into(),
            tags: Vec::new(),
            explain: None,
            hint: None,
            explains: Vec::new(),
            notes: Vec::new(),
            place,
        }
    }

    /// As [`Self::of`], for another deck: mnemonic, practice and source stay what they are.
    pub fn of_deck(question: &Question, report: &mut Report) -> Option<Self> {
        let card = Self::of(question, report)?;
        let notes = &question.notes;
        let own = [("mnemonic", &notes.mnemonic), ("practice", &notes.practice), ("source", &notes.source)];
        let own = own.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?.as_str().to_owned())));
        let explain = notes.explain.as_ref().map(|explain| explain.as_str().to_owned());
        Some(Self { explain, notes: own.collect(), ..card })
    }

    /// The card that `question` of a deck belongs to. `None` for a generator, which no format knows.
    ///
    /// Mnemonic, practice and source join the explanation: they are shown together anyway.
    pub fn of(question: &Question, report: &mut Report) -> Option<Self> {
        let key = question.key.as_str();
        let card = key.strip_suffix(question.face.as_str()).unwrap_or(key);
        let place = Place::Card(card.trim_end_matches(['#', '.']).to_owned());
        if matches!(*question.body, Body::Generate(_)) {
            report.lose(Lost::Kind, &place, Some(question.kind));
            return None;
        }
        let mut body = Body::clone(&question.body);
        let notes = &question.notes;
        let told = [
            ("explain", &notes.explain),
            ("mnemonic", &notes.mnemonic),
            ("practice", &notes.practice),
            ("source", &notes.source),
        ];
        let told = told.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?.as_str())));
        let (explains, told): (Vec<_>, Vec<_>) = told.unzip();
        if let Body::Typed(typed) = &mut body
            && std::mem::take(&mut typed.expected.any_order)
        {
            report.lose(Lost::Key, &place, Some("any_order"));
        }
        if !notes.look_alikes.is_empty() {
            report.lose(Lost::Key, &place, Some("look_alike"));
        }
        Some(Self {
            body,
            tags: Vec::clone(&notes.tags),
            explain: (!told.is_empty()).then(|| told.join("\n\n")),
            explains,
            notes: Vec::new(),
            hint: notes.hint.as_ref().map(|hint| hint.as_str().to_owned()),
            place,
        })
    }
}

/// A choice. `final_option` is the one that came last: where it speaks of the others, it stays there.
pub(super) fn choice(
    question: &str,
    right: &[String],
    wrong: Vec<(String, Option<String>)>,
    final_option: Option<String>,
) -> Choice {
    let last = final_option.filter(|option| {
        let option = option.to_lowercase();
        let speaks = ["all of the", "none of the", "all of these", "none of these", "both of", "neither of"];
        speaks.iter().any(|start| option.starts_with(start))
    });
    let (same, others): (Vec<_>, Vec<_>) =
        wrong.into_iter().partition(|(text, why)| Some(text) == last.as_ref() && why.is_none());
    // A card must still have something to choose from besides its last option.
    let keeps = !others.is_empty();
    let wrong = if keeps { others } else { same };
    let last = last.filter(|last| keeps && !wrong.iter().any(|(text, _)| text == last)).map(Text::new);
    let wrong = wrong.into_iter().map(|(text, why)| Wrong { text: Text::new(text), why: why.map(Text::new) });
    Choice::new(Text::new(question), right.iter().map(Text::new).collect(), wrong.collect(), last)
}

/// All options in an order that gives nothing away: the right ones stand where the length of the question puts them.
pub(super) fn arranged(choice: &Choice) -> Vec<(&str, bool, Option<&str>)> {
    let last = choice.last.as_ref().map(Text::as_str);
    let mut options = Vec::new();
    for Wrong { text, why } in choice.offered() {
        options.push((text.as_str(), false, why.as_ref().map(Text::as_str)));
    }
    for (nth, right) in choice.right.iter().filter(|right| Some(right.as_str()) != last).enumerate() {
        let place = (choice.question.as_str().len() + nth * 2) % (options.len() + 1);
        options.insert(place, (right.as_str(), true, None));
    }
    options.retain(|(text, _, _)| Some(*text) != last);
    if let Some(last) = &choice.last {
        options.push((last.as_str(), choice.right.contains(last), None));
    }
    options
}
