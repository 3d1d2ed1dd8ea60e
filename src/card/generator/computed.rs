//! A question that is computed: values are drawn, and question, answer, wrong options, reason and hint follow from them.

use std::ops::Range;

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use crate::card::answers::{Choice, Input, Reveal};
use crate::card::compare::{Expected, Known, Notation, Slip, is_number};
use crate::card::kinds::one_of_computed;
use crate::card::question::Posed;
use crate::card::text::Text;
use crate::formula::{Fault, Formula, Given, Place, Source, Template, Uneven, Value, Watch};
use crate::source::Span;

/// Seeds that `check` tries a generator with: 0 and those that follow.
const SEEDS: u64 = 200;
/// Draws that are tried for one asking.
const TRIES: usize = 100;
/// Wrong options that an asking shows at most.
const MOST_WRONG: usize = 4;
/// Fewer wrong options than these make guessing pay.
const FEWEST_WRONG: usize = 2;
/// Values that are told of a draw that cannot be asked.
const MOST_TOLD: usize = 6;

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
    /// Whether the answer is to be a number, with or without decimals and a unit.
    pub is_number: bool,
    /// The working.
    pub explain: Option<Template>,
    /// What helps before the answer.
    pub hint: Option<Template>,
    /// Whether the answer may stand in the question, to be found there.
    pub is_read_off: bool,
    /// A seed whose draw can be asked.
    pub usable: u64,
    /// How the values are called, in their order.
    pub names: Vec<String>,
    /// Where it is written.
    pub written: Vec<Written>,
}

/// A part of a generator, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its key, and which it is of several there.
    pub place: Place,
    /// What it is called, where it has a name.
    pub name: Option<String>,
    /// The bytes where it is written, counted from where the generator begins.
    pub range: Range<usize>,
}

impl Written {
    /// A part at `span` of the generator that is written at `whole`.
    pub fn new(place: Place, name: Option<String>, span: &Span, whole: &Span) -> Self {
        let [start, end] = [span.range.start, span.range.end].map(|at| at.saturating_sub(whole.range.start));
        Self { place, name, range: start..end }
    }

    /// Where it is written in the generator that stands at `whole`.
    pub fn span(&self, whole: &Span) -> Span {
        let start = whole.range.start;
        Span::new(whole.file, start + self.range.start..start + self.range.end)
    }
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
    /// Something in it has no value: where, and why.
    Fault(Place, Fault),
    /// There is no answer.
    NoAnswer,
    /// The answer is not written in the form that is asked for, which is named as in a sentence.
    NotInForm(String, &'static str),
    /// The answer stands in the question.
    Shown,
    /// No wrong option is left beside the answer.
    NoWrong,
}

/// What came of trying many seeds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tried {
    /// How many draws have no value, and why the first of them has none, with its values in words.
    pub failed: Option<(u64, Unusable, String)>,
    /// In how many a division leaves a remainder out, and the first that does.
    pub uneven: Option<(u64, Uneven)>,
    /// How many have fewer wrong options than a choice needs, and the first such seed.
    pub few: Option<(u64, u64)>,
    /// The first wrong answer that is left out of every draw.
    pub idle: Option<Place>,
    /// Whether all draws ask the same question.
    pub is_one: bool,
}

/// What a draw asks.
#[derive(Debug)]
struct Drawn {
    question: String,
    expected: Expected,
    wrong: Vec<Choice>,
    /// A bit for each of the wrong answers that are written: whether it is one in this draw.
    kept: u64,
    explain: Option<Text>,
    hint: Option<Text>,
}

impl Unusable {
    /// Whether the author made a mistake; otherwise another draw is just as good.
    const fn is_mistake(&self) -> bool {
        !matches!(self, Self::Shown | Self::NoWrong)
    }

    /// The part of the generator that it is about.
    pub const fn place(&self) -> Place {
        match self {
            Self::Fault(place, _) => *place,
            Self::NoAnswer | Self::NotInForm(..) | Self::Shown => ("answer", None),
            Self::NoWrong => ("wrong", None),
        }
    }

    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Fault(..) => {
                "draw only what has a value, by `from`, `to` or a shorter list, or let an `if` in the formula decide"
            }
            Self::NoAnswer => "let the formula give an answer for each draw",
            Self::NotInForm(..) => "write the answer in this form, or leave `form` out",
            Self::Shown => "where the answer is meant to be read off the question, write `read_off = true`",
            Self::NoWrong => "write wrong options that differ from the answer",
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
            one_of_computed(Text::new(expected.written()), wrong, rng)
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
        let watch = Watch::over(self.formulas());
        let mut tried = Tried { is_one: true, ..Tried::default() };
        let (mut kept, mut first) = (0, None);
        for seed in 0..SEEDS {
            let mut values = Vec::new();
            let drawn = self.draw_values(&mut values, &mut StdRng::seed_from_u64(seed), Some(&watch));
            let drawn = drawn.and_then(|()| self.asked(&values, Some(&watch)));
            let uneven = watch.found();
            match drawn {
                Err(why) if why.is_mistake() => {
                    tried.failed.get_or_insert_with(|| (0, why, self.drawn_words(&values))).0 += 1;
                }
                Err(Unusable::NoWrong) => tried.few.get_or_insert((0, seed)).0 += 1,
                Err(_) => {}
                Ok(drawn) => {
                    if !self.wrong.is_empty() && drawn.wrong.len() < FEWEST_WRONG {
                        tried.few.get_or_insert((0, seed)).0 += 1;
                    }
                    if let Some(uneven) = uneven {
                        tried.uneven.get_or_insert((0, uneven)).0 += 1;
                    }
                    kept |= drawn.kept;
                    tried.is_one &= *first.get_or_insert_with(|| drawn.question.clone()) == drawn.question;
                }
            }
        }
        let (key, reasons) = self.reasons();
        let idle = (0..reasons.len().min(64)).find(|nth| kept & 1 << nth == 0);
        tried.idle = idle.filter(|_| first.is_some()).map(|nth| (key, Some(nth)));
        tried
    }

    /// The wrong answers that it has, and their key.
    fn reasons(&self) -> (&'static str, &[Reason]) {
        if self.wrong.is_empty() { ("mistakes", &self.mistakes) } else { ("wrong", &self.wrong) }
    }

    /// All formulas but those of the draws.
    fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let reasons = self.wrong.iter().chain(&self.mistakes);
        let texts = reasons.flat_map(|reason| [Some(&reason.text), reason.why.as_ref()]).flatten();
        let texts = texts.chain([&self.question.1, &self.answer.1]).chain(&self.explain).chain(&self.hint);
        self.lets.iter().chain(texts.flat_map(Template::formulas))
    }

    /// The first of these values by their names, in words: `a = 3, b = 0`.
    fn drawn_words(&self, values: &[Value]) -> String {
        let short = |value: &Value| value.to_string().chars().take(40).collect::<String>();
        let named = self.names.iter().zip(values).take(MOST_TOLD);
        named.map(|(name, value)| format!("{name} = {}", short(value))).collect::<Vec<_>>().join(", ")
    }

    /// What `place` is called in a sentence.
    pub fn words(&self, (key, nth): Place) -> String {
        let name = self.written_at((key, nth)).and_then(|written| written.name.as_ref());
        match (name, nth) {
            (Some(name), _) => format!("`{name}` in `{key}`"),
            (None, Some(nth)) if key != "let" && key != "draw" => format!("number {} of `{key}`", nth + 1),
            _ => format!("`{key}`"),
        }
    }

    /// Where `place` of the generator that is written at `whole` stands, as near as that is known.
    pub fn span(&self, (key, nth): Place, whole: &Span) -> Span {
        let written = self.written_at((key, nth)).or_else(|| self.written_at((key, None)));
        written.map_or_else(|| whole.clone(), |written| written.span(whole))
    }

    fn written_at(&self, place: Place) -> Option<&Written> {
        self.written.iter().find(|written| written.place == place)
    }

    /// Why a draw cannot be asked, as a sentence tells it.
    pub fn message(&self, why: &Unusable) -> String {
        match why {
            Unusable::Fault(place, Fault(message)) => {
                format!("{} has no value: {message}", self.words(*place))
            }
            Unusable::NoAnswer => "the answer is empty".to_owned(),
            Unusable::NotInForm(answer, form) => format!("the answer `{answer}` is not written {form}"),
            Unusable::Shown => "the answer stands in the question".to_owned(),
            Unusable::NoWrong => "no wrong option differs from the answer".to_owned(),
        }
    }

    /// One draw, or why it cannot be asked.
    fn draw(&self, rng: &mut StdRng) -> Result<Drawn, Unusable> {
        let mut values: Vec<Value> = Vec::with_capacity(self.names.len());
        self.draw_values(&mut values, rng, None)?;
        self.asked(&values, None)
    }

    /// Draws, and computes what has a name.
    fn draw_values(
        &self,
        values: &mut Vec<Value>,
        rng: &mut StdRng,
        watch: Option<&Watch<'_>>,
    ) -> Result<(), Unusable> {
        for (nth, source) in self.draws.iter().enumerate() {
            source.draw(values, rng).map_err(at(("draw", Some(nth))))?;
        }
        for (nth, formula) in self.lets.iter().enumerate() {
            let place = ("let", Some(nth));
            let value = formula.value(Given::watched(values, watch, place)).map_err(at(place))?;
            values.push(value);
        }
        Ok(())
    }

    /// What is asked where the names have these values.
    fn asked(&self, values: &[Value], watch: Option<&Watch<'_>>) -> Result<Drawn, Unusable> {
        let given = |place| Given::watched(values, watch, place);
        let filled = |place: Place, text: &Template| text.fill(given(place)).map_err(at(place));
        let optional = |key, text: &Option<Template>| {
            text.as_ref().map(|text| filled((key, None), text).map(Text::new)).transpose()
        };
        let answer = filled(("answer", None), &self.answer.1)?;
        let known = Known::of(self.expected(&answer)?);
        let asked = ("question", None);
        let (question, holes) = self.question.1.fill_with_holes(given(asked)).map_err(at(asked))?;
        if !self.is_read_off && holes.into_iter().any(|hole| stands_in(&known, &question[hole])) {
            return Err(Unusable::Shown);
        }
        let (slips, kept) = self.others(&known, &filled)?;
        let mut drawn = Drawn {
            question,
            explain: optional("explain", &self.explain)?,
            hint: optional("hint", &self.hint)?,
            wrong: Vec::new(),
            kept,
            expected: known.into_expected(),
        };
        if self.wrong.is_empty() {
            drawn.expected.mistakes = slips;
        } else if slips.is_empty() {
            return Err(Unusable::NoWrong);
        } else {
            let wrong = |Slip { answer, why }| Choice { text: Text::new(answer), right: false, why };
            drawn.wrong = slips.into_iter().map(wrong).collect();
        }
        Ok(drawn)
    }

    /// The wrong answers of this draw: those that are there, are not right, and each once; and a bit for each of them.
    fn others(
        &self,
        right: &Known,
        filled: &impl Fn(Place, &Template) -> Result<String, Unusable>,
    ) -> Result<(Vec<Slip>, u64), Unusable> {
        let (key, reasons) = self.reasons();
        let mut others: Vec<(Known, Option<Text>)> = Vec::with_capacity(reasons.len());
        let mut kept = 0;
        for (nth, reason) in reasons.iter().enumerate() {
            let filled = |text: &Template| filled((key, Some(nth)), text);
            let (text, why) = (filled(&reason.text)?, reason.why.as_ref().map(filled).transpose()?);
            let answer = text.trim();
            let mut given = others.iter().map(|(other, _)| other);
            let is_known = is_it(right, answer) || given.any(|other| is_it(other, answer));
            if !answer.is_empty() && !is_known {
                let answer = Expected { notation: self.notation, ..Expected::of(answer) };
                others.push((Known::of(answer), why.map(Text::new)));
                kept |= 1 << nth.min(63);
            }
        }
        let slip = |(known, why): (Known, _)| Slip { answer: known.expected().written().to_owned(), why };
        Ok((others.into_iter().map(slip).collect(), kept))
    }

    /// What counts as right where `answer` is.
    fn expected(&self, answer: &str) -> Result<Expected, Unusable> {
        let answer = answer.trim();
        if answer.is_empty() {
            return Err(Unusable::NoAnswer);
        }
        let is_typed = self.wrong.is_empty();
        match self.notation {
            Some(form) if is_typed && !form.is_of(answer) => {
                Err(Unusable::NotInForm(answer.to_owned(), form.words()))
            }
            None if is_typed && self.is_number && !is_number(answer) => {
                Err(Unusable::NotInForm(answer.to_owned(), "as a number"))
            }
            notation => Ok(Expected { notation, ..Expected::of(answer) }),
        }
    }
}

fn at(place: Place) -> impl Fn(Fault) -> Unusable {
    move |fault| Unusable::Fault(place, fault)
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
