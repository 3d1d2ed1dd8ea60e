//! A question that is computed: values are drawn, and question, answer, wrong options, reason and hint follow from them.

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use crate::card::answers::{Choice, Input, Reveal};
use crate::card::compare::{Expected, Known, Notation, Slip};
use crate::card::kinds::one_of;
use crate::card::question::Posed;
use crate::card::text::Text;
use crate::formula::{Fault, Formula, Source, Template, Value};

/// Seeds that `check` tries a generator with: 0 and those that follow.
const SEEDS: u64 = 200;
/// Draws that are tried for one asking.
const TRIES: usize = 100;
/// Wrong options that an asking shows at most.
const MOST_WRONG: usize = 4;
/// Fewer wrong options than these make guessing pay.
const FEWEST_WRONG: usize = 2;

/// A generator whose questions are computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// What values are drawn from, in their order.
    pub draws: Vec<Source>,
    /// What is computed of them and named.
    pub lets: Vec<Formula>,
    /// The question as it is written, and as it is filled.
    pub question: (Text, Template),
    /// The answer in the same way.
    pub answer: (String, Template),
    /// The wrong options, where it is a choice.
    pub wrong: Vec<Reason>,
    /// Typical wrong answers, where it is typed.
    pub mistakes: Vec<Reason>,
    /// How the answer is to be written.
    pub notation: Option<Notation>,
    /// The working.
    pub explain: Option<Template>,
    /// What helps before the answer.
    pub hint: Option<Template>,
    /// Whether the answer may stand in the question, to be found there.
    pub is_read_off: bool,
    /// A seed whose draw can be asked.
    pub usable: u64,
}

/// A wrong answer, and why it is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The answer; nothing is made of an empty one.
    pub text: Template,
    /// Why it is wrong.
    pub why: Option<Template>,
}

/// Why a draw cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// Something in it has no value: the key, and why.
    Fault(&'static str, Fault),
    /// There is no answer.
    NoAnswer,
    /// The answer is not written in the form that is asked for.
    NotInForm(String, Notation),
    /// The answer stands in the question.
    Shown,
    /// No wrong option is left beside the answer.
    NoWrong,
}

/// What came of trying many seeds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tried {
    /// How many draws have no value, and why the first of them has none.
    pub failed: Option<(u64, Unusable)>,
    /// In how many the answer is a quotient that leaves a remainder out.
    pub rounded: u64,
    /// How many have fewer wrong options than a choice needs, and the first such seed.
    pub few: Option<(u64, u64)>,
}

/// What a draw asks.
#[derive(Debug)]
struct Drawn {
    question: String,
    expected: Expected,
    wrong: Vec<Choice>,
    /// Whether the answer is a quotient that leaves a remainder out.
    is_rounded: bool,
    explain: Option<Text>,
    hint: Option<Text>,
}

impl Unusable {
    /// Whether the author made a mistake; otherwise another draw is just as good.
    const fn is_mistake(&self) -> bool {
        !matches!(self, Self::Shown | Self::NoWrong)
    }

    /// The key of the generator that it is about.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Fault(key, _) => key,
            Self::NoAnswer | Self::NotInForm(..) | Self::Shown => "answer",
            Self::NoWrong => "wrong",
        }
    }

    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Fault(..) => "draw other values, or let an `if` in the formula decide",
            Self::NoAnswer => "let the formula give an answer for each draw",
            Self::NotInForm(..) => "write the answer in this form, or leave `form` out",
            Self::Shown => "where the answer is meant to be read off the question, write `read_off = true`",
            Self::NoWrong => "write wrong options that differ from the answer",
        }
    }

    /// What to tell of it.
    pub fn message(&self) -> String {
        match self {
            Self::Fault(key, Fault(message)) => format!("`{key}` has no value: {message}"),
            Self::NoAnswer => "the answer is empty".to_owned(),
            Self::NotInForm(answer, form) => format!("the answer `{answer}` is not written {}", form.words()),
            Self::Shown => "the answer stands in the question".to_owned(),
            Self::NoWrong => "no wrong option differs from the answer".to_owned(),
        }
    }
}

impl Computed {
    /// The prompt and the answer with their braces, as lists show them.
    pub(super) fn summary(&self) -> (Text, String) {
        (self.question.0.clone(), self.answer.0.clone())
    }

    /// Draws until it can be asked.
    pub(super) fn pose(&self, rng: &mut StdRng) -> Posed {
        let drawn = (0..TRIES).find_map(|_| self.draw(rng).ok());
        // One draw is known to be of use, so there is always a question.
        let drawn = drawn.or_else(|| self.draw(&mut StdRng::seed_from_u64(self.usable)).ok());
        let Some(drawn) = drawn else { return self.unfilled() };
        let Drawn { question, expected, mut wrong, explain, hint, .. } = drawn;
        let input = if wrong.is_empty() {
            Input::Text(expected)
        } else {
            wrong.shuffle(rng);
            wrong.truncate(MOST_WRONG);
            one_of(Text::new(expected.written()), wrong, rng)
        };
        Posed { prompt: Text::new(question), input, explain, hint }
    }

    /// Question and answer with their braces, to be turned over.
    fn unfilled(&self) -> Posed {
        let (prompt, back) = self.summary();
        Posed::new(prompt, Input::Reveal(Reveal { back: Text::new(back) }))
    }

    /// A seed whose draw can be asked; otherwise why the first one cannot, a mistake of the author before all else.
    pub fn usable_seed(&self) -> Result<u64, Unusable> {
        let mut first = None;
        for seed in 0..SEEDS {
            match self.draw(&mut StdRng::seed_from_u64(seed)) {
                Ok(_) => return Ok(seed),
                Err(why) if first.is_none() || why.is_mistake() => first = Some(why),
                Err(_) => {}
            }
            if first.as_ref().is_some_and(Unusable::is_mistake) && self.draws.is_empty() {
                break;
            }
        }
        Err(first.unwrap_or(Unusable::NoAnswer))
    }

    /// Tries the fixed seeds.
    pub fn tried(&self) -> Tried {
        let mut tried = Tried::default();
        for seed in 0..SEEDS {
            let drawn = self.draw(&mut StdRng::seed_from_u64(seed));
            tried.rounded += u64::from(drawn.as_ref().is_ok_and(|drawn| drawn.is_rounded));
            match drawn {
                Err(why) if why.is_mistake() => tried.failed.get_or_insert((0, why)).0 += 1,
                Err(Unusable::NoWrong) => tried.few.get_or_insert((0, seed)).0 += 1,
                Ok(drawn) if !self.wrong.is_empty() && drawn.wrong.len() < FEWEST_WRONG => {
                    tried.few.get_or_insert((0, seed)).0 += 1;
                }
                _ => {}
            }
        }
        tried
    }

    /// One draw, or why it cannot be asked.
    fn draw(&self, rng: &mut StdRng) -> Result<Drawn, Unusable> {
        let mut values: Vec<Value> = Vec::with_capacity(self.draws.len() + self.lets.len());
        for source in &self.draws {
            source.draw(&mut values, rng).map_err(in_key("draw"))?;
        }
        for formula in &self.lets {
            let value = formula.value(&values).map_err(in_key("let"))?;
            values.push(value);
        }
        let filled = |key, text: &Template| text.fill(&values).map_err(in_key(key));
        let optional = |key, text: &Option<Template>| text.as_ref().map(|text| filled(key, text)).transpose();
        let answer = filled("answer", &self.answer.1)?;
        let known = Known::of(self.expected(&answer)?);
        let (question, holes) = self.question.1.fill_with_holes(&values).map_err(in_key("question"))?;
        if !self.is_read_off && holes.into_iter().any(|hole| stands_in(&known, &question[hole])) {
            return Err(Unusable::Shown);
        }
        let wrong = self.others("wrong", &self.wrong, &known, &values)?;
        if wrong.is_empty() && !self.wrong.is_empty() {
            return Err(Unusable::NoWrong);
        }
        let mistakes = self.others("mistakes", &self.mistakes, &known, &values)?;
        let wrong = wrong.into_iter().map(|slip| Choice {
            text: Text::new(slip.answer),
            right: false,
            why: slip.why,
        });
        Ok(Drawn {
            question,
            explain: optional("explain", &self.explain)?.map(Text::new),
            hint: optional("hint", &self.hint)?.map(Text::new),
            wrong: wrong.collect(),
            is_rounded: self.answer.1.leaves_remainder(&values, &self.lets),
            expected: Expected { mistakes, ..known.into_expected() },
        })
    }

    /// The wrong answers of this draw: those that are there, are not right, and each once.
    fn others(
        &self,
        key: &'static str,
        reasons: &[Reason],
        right: &Known,
        values: &[Value],
    ) -> Result<Vec<Slip>, Unusable> {
        let mut others: Vec<(Known, Option<Text>)> = Vec::with_capacity(reasons.len());
        for reason in reasons {
            let filled = |text: &Template| text.fill(values).map_err(in_key(key));
            let (text, why) = (filled(&reason.text)?, reason.why.as_ref().map(filled).transpose()?);
            let answer = text.trim();
            let mut given = others.iter().map(|(other, _)| other);
            let is_known = is_it(right, answer) || given.any(|other| is_it(other, answer));
            if !answer.is_empty() && !is_known {
                let answer = Expected { notation: self.notation, ..Expected::of(answer) };
                others.push((Known::of(answer), why.map(Text::new)));
            }
        }
        let slip = |(known, why): (Known, _)| Slip { answer: known.expected().written().to_owned(), why };
        Ok(others.into_iter().map(slip).collect())
    }

    /// What counts as right where `answer` is.
    fn expected(&self, answer: &str) -> Result<Expected, Unusable> {
        let answer = answer.trim();
        if answer.is_empty() {
            return Err(Unusable::NoAnswer);
        }
        match self.notation {
            Some(form) if self.wrong.is_empty() && !form.is_of(answer) => {
                Err(Unusable::NotInForm(answer.to_owned(), form))
            }
            notation => Ok(Expected { notation, ..Expected::of(answer) }),
        }
    }
}

fn in_key(key: &'static str) -> impl Fn(Fault) -> Unusable {
    move |fault| Unusable::Fault(key, fault)
}

/// Whether `given` is that answer and no slip of it: what differs in a letter may be another name.
fn is_it(known: &Known, given: &str) -> bool {
    known.expected().written() == given || known.accepts(given)
}

/// Whether the answer is `shown`, or stands in it as a word of its own: `10.3.64.0` in `10.3.64.0/20`.
fn stands_in(known: &Known, shown: &str) -> bool {
    let answer = known.expected().written();
    let is_word = shown
        .match_indices(answer)
        .any(|(at, _)| ends_word(&shown[..at], true) && ends_word(&shown[at + answer.len()..], false));
    is_word || known.counts(shown)
}

/// Whether a word ends where `beside` it is the rest of the text, which comes before or behind.
fn ends_word(beside: &str, is_before: bool) -> bool {
    let mut rest: Box<dyn Iterator<Item = char>> =
        if is_before { Box::new(beside.chars().rev()) } else { Box::new(beside.chars()) };
    match rest.next() {
        Some(c) if c.is_alphanumeric() || c == '_' => false,
        // A point or a colon between letters holds an address together.
        Some('.' | ':' | '-') => !rest.next().is_some_and(|c| c.is_alphanumeric() || c == ':'),
        _ => true,
    }
}
