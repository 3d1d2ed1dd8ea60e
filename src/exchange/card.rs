//! A card on its way in or out: what the formats have in common with a deck.

use super::cloze::{Hole, Part};
use super::report::{Lost, Place, Report};
use crate::card::kinds::{Choice as ChoiceCard, Typed as TypedCard};
use crate::card::{Body, Question, Text};

/// A card between a deck and another format. Texts are our Markdown, unless it says plain.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What it asks.
    pub asks: Asks,
    /// Its tags.
    pub tags: Vec<String>,
    /// What is shown with the solution.
    pub explain: Option<String>,
    /// What is shown on request before it.
    pub hint: Option<String>,
    /// What a deck has of the keys that became the explanation; empty for a card that comes from elsewhere.
    pub explains: Vec<&'static str>,
    /// Where it was read, or what it is called.
    pub place: Place,
}

/// What a card asks: one variant per kind that can travel.
#[derive(Debug, Clone, PartialEq)]
pub enum Asks {
    /// Two sides; whether it is asked both ways.
    Flip {
        /// The side that is shown.
        front: String,
        /// The side that is recalled.
        back: String,
        /// Whether it is asked the other way round as well.
        both_ways: bool,
    },
    /// An answer to be typed.
    Typed {
        /// What is asked.
        question: String,
        /// What counts as right, the first as it is shown; plain.
        answers: Vec<String>,
        /// How far off a number may be.
        tolerance: Option<f64>,
        /// Whether only what is written counts.
        exact: bool,
    },
    /// Options to choose from.
    Choice(Options),
    /// A statement, and whether it holds.
    Truth {
        /// The statement.
        statement: String,
        /// Whether it holds.
        holds: bool,
    },
    /// A text with holes.
    Cloze {
        /// What stands above it; often empty.
        question: String,
        /// The text and its holes.
        parts: Vec<Part>,
    },
    /// Pairs, and right sides without partner.
    Match {
        /// What is asked.
        question: String,
        /// Left and right sides.
        pairs: Vec<(String, String)>,
        /// Right sides that belong to none.
        extra: Vec<String>,
    },
    /// Steps in their right order.
    Order {
        /// What is asked.
        question: String,
        /// The steps.
        steps: Vec<String>,
    },
    /// Bins with what belongs in them.
    Classify {
        /// What is asked.
        question: String,
        /// Each bin with its items.
        bins: Vec<(String, Vec<String>)>,
    },
}

/// A question with options.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// What is asked.
    pub question: String,
    /// The right ones.
    pub right: Vec<String>,
    /// Whether all that apply are asked for.
    pub many: bool,
    /// The wrong ones, each with the reason, if there is one.
    pub wrong: Vec<(String, Option<String>)>,
    /// The option that stays at the end; it may be among the right ones.
    pub last: Option<String>,
}

impl Card {
    /// A card without tags and notes.
    pub(super) fn new(asks: Asks, place: Place) -> Self {
        Self { asks, tags: Vec::new(), explain: None, hint: None, explains: Vec::new(), place }
    }

    /// The card that `question` of a deck belongs to. `None` for a generator, which no format knows.
    ///
    /// Mnemonic, practice and source join the explanation: they are shown together anyway.
    pub fn of(question: &Question, report: &mut Report) -> Option<Self> {
        let key = question.key.as_str();
        let card = key.strip_suffix(question.face.as_str()).unwrap_or(key);
        let place = Place::Card(card.trim_end_matches(['#', '.']).to_owned());
        let Some(asks) = asks(&question.body) else {
            report.lose(Lost::Kind, &place, Some(question.kind));
            return None;
        };
        let notes = &question.notes;
        let told = [
            ("explain", &notes.explain),
            ("mnemonic", &notes.mnemonic),
            ("practice", &notes.practice),
            ("source", &notes.source),
        ];
        let told = told.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?.as_str())));
        let (explains, told): (Vec<_>, Vec<_>) = told.unzip();
        if matches!(&*question.body, Body::Typed(typed) if typed.expected().any_order) {
            report.lose(Lost::Key, &place, Some("any_order"));
        }
        if !notes.look_alikes.is_empty() {
            report.lose(Lost::Key, &place, Some("look_alike"));
        }
        Some(Self {
            asks,
            tags: Vec::clone(&notes.tags),
            explain: (!told.is_empty()).then(|| told.join("\n\n")),
            explains,
            hint: notes.hint.as_ref().map(|hint| hint.as_str().to_owned()),
            place,
        })
    }

    /// The name of its kind.
    pub(super) const fn kind(&self) -> &'static str {
        match self.asks {
            Asks::Flip { .. } => "flip",
            Asks::Typed { .. } => "typed",
            Asks::Choice(_) => "choice",
            Asks::Truth { .. } => "truth",
            Asks::Cloze { .. } => "cloze",
            Asks::Match { .. } => "match",
            Asks::Order { .. } => "order",
            Asks::Classify { .. } => "classify",
        }
    }
}

impl Options {
    /// A choice. `final_option` is the one that came last: where it speaks of the others, it stays there.
    pub(super) fn new(
        question: String,
        right: Vec<String>,
        mut wrong: Vec<(String, Option<String>)>,
        final_option: Option<String>,
    ) -> Self {
        let last = final_option.filter(|option| {
            let option = option.to_lowercase();
            let speaks =
                ["all of the", "none of the", "all of these", "none of these", "both of", "neither of"];
            speaks.iter().any(|start| option.starts_with(start))
        });
        let is_last = |(text, why): &(String, Option<String>)| Some(text) == last.as_ref() && why.is_none();
        // A card must still have something to choose from besides its last option.
        let keeps = wrong.iter().any(|option| !is_last(option));
        if keeps {
            wrong.retain(|option| !is_last(option));
        }
        let last = last.filter(|last| keeps && !wrong.iter().any(|(text, _)| text == last));
        Self { question, many: right.len() > 1, right, wrong, last }
    }

    /// All options in an order that gives nothing away: the right ones stand where the length of the question puts
    /// them.
    pub(super) fn arranged(&self) -> Vec<(&str, bool, Option<&str>)> {
        let is_last = |text: &str| self.last.as_deref() == Some(text);
        let mut options: Vec<_> =
            self.wrong.iter().map(|(text, why)| (text.as_str(), false, why.as_deref())).collect();
        for (nth, right) in self.right.iter().filter(|right| !is_last(right)).enumerate() {
            let place = (self.question.len() + nth * 2) % (options.len() + 1);
            options.insert(place, (right, true, None));
        }
        options.retain(|(text, _, _)| !is_last(text));
        if let Some(last) = &self.last {
            options.push((last, self.right.contains(last), None));
        }
        options
    }
}

fn asks(body: &Body) -> Option<Asks> {
    let texts = |texts: &[Text]| texts.iter().map(own).collect::<Vec<_>>();
    let question = own(&body.summary("").0);
    Some(match body {
        Body::Flip(flip) => Asks::Flip {
            front: own(flip.front()),
            back: own(flip.back()),
            both_ways: flip.is_asked_both_ways(),
        },
        Body::Typed(typed) => of_typed(typed, question),
        Body::Choice(choice) => Asks::Choice(of_choice(choice, question)),
        Body::Truth(truth) => Asks::Truth { statement: question, holds: truth.holds() },
        Body::Cloze(cloze) => {
            let text = |text: &str| Part::Text(text.to_owned());
            let hole = |number, answers: &[String], hint: Option<&str>| {
                let (answer, accept) =
                    answers.split_first().map_or((String::new(), &[][..]), |(one, rest)| (one.clone(), rest));
                Part::Hole(Hole { number, answer, accept: accept.to_vec(), hint: hint.map(str::to_owned) })
            };
            let parts = cloze.told(text, hole).filter(|part| *part != Part::Text(String::new())).collect();
            Asks::Cloze { question: own(cloze.question()), parts }
        }
        Body::Matching(matching) => Asks::Match {
            question,
            pairs: matching.pairs().iter().map(|(left, right)| (own(left), own(right))).collect(),
            extra: texts(matching.extra()),
        },
        Body::Order(order) => Asks::Order { question, steps: texts(order.steps()) },
        Body::Classify(classify) => Asks::Classify {
            question,
            bins: classify.bins().iter().map(|(bin, items)| (own(bin), texts(items))).collect(),
        },
        Body::Generate(_) => return None,
    })
}

fn own(text: &Text) -> String {
    text.as_str().to_owned()
}

fn of_typed(typed: &TypedCard, question: String) -> Asks {
    let expected = typed.expected();
    Asks::Typed {
        question,
        answers: expected.answers.clone(),
        tolerance: expected.tolerance,
        exact: expected.exact,
    }
}

fn of_choice(choice: &ChoiceCard, question: String) -> Options {
    Options {
        question,
        right: choice.right().iter().map(own).collect(),
        many: choice.is_many(),
        wrong: choice.wrong_with_reasons().map(|(text, why)| (own(text), why.map(own))).collect(),
        last: choice.last().map(own),
    }
}
