//! Cards of many kinds as cards of few: for formats that know no more.

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::card::{Card, arranged, choice};
use super::prose;
use super::report::{Lost, Report};
use crate::card::kinds::{Classify, Flip, Matching, Order, Truth, Typed};
use crate::card::{Body, Notes, Text};

/// What is told where a hole loses its hint.
pub(super) const HOLE_HINT: &str = "hint of a hole";

/// Two sides that ask what `card` asks: options and items are listed on the front. Of a kind that is not known here, they
/// are what lists show.
pub(crate) fn two_sides(card: &Card) -> (String, String) {
    let (prompt, answer) = card.body.summary("");
    let prompt = prompt.as_str();
    match &card.body {
        Body::Flip(Flip { front, back, .. }) => (front.as_str().to_owned(), back.as_str().to_owned()),
        Body::Typed(typed) => {
            let answers = typed.expected.answers.iter().map(|answer| prose::literal(answer));
            (prompt.to_owned(), answers.collect::<Vec<_>>().join("\n\n"))
        }
        Body::Choice(choice) => {
            let options = list(arranged(choice).into_iter().map(|(text, _, _)| text));
            let right: Vec<_> = choice.right.iter().map(Text::as_str).collect();
            (format!("{prompt}\n{options}"), right.join("\n\n"))
        }
        Body::Cloze(cloze) => {
            let shown = cloze.shown_with(|_| "…".into());
            (format!("{}\n\n{shown}", cloze.question.as_str()).trim().to_owned(), cloze.filled())
        }
        Body::Matching(Matching { pairs, extra, .. }) => {
            let left = list_of(pairs.iter().map(|(left, _)| left));
            let mut right: Vec<_> = pairs.iter().map(|(_, right)| right).chain(extra).collect();
            right.sort_unstable();
            right.dedup();
            let solved = pairs.iter().map(|(left, right)| format!("{} = {}", left.as_str(), right.as_str()));
            let solved: Vec<_> = solved.collect();
            let solved = list(solved.iter().map(String::as_str));
            (format!("{prompt}\n{left}\n\n→\n{}", list_of(right)), solved.trim().to_owned())
        }
        Body::Order(Order { steps, .. }) => {
            let mut shown: Vec<_> = steps.iter().collect();
            shown.sort_unstable();
            let solved =
                steps.iter().zip(1..).map(|(step, nth)| format!("{nth}. {}", indented(step.as_str())));
            (format!("{prompt}\n{}", list_of(shown)), solved.collect::<Vec<_>>().join("\n"))
        }
        Body::Classify(Classify { bins, .. }) => {
            let mut shown: Vec<_> = bins.iter().flat_map(|(_, items)| items).collect();
            shown.sort_unstable();
            let solved = bins.iter().map(|(bin, items)| {
                let items: Vec<_> = items.iter().map(Text::as_str).collect();
                format!("**{}**: {}", bin.as_str(), items.join(", "))
            });
            (format!("{prompt}\n{}", list_of(shown)), solved.collect::<Vec<_>>().join("\n\n"))
        }
        _ => by_options(card).unwrap_or_else(|| (prompt.to_owned(), prose::literal(&answer))),
    }
}

/// The options that there are to choose from, and the right ones.
fn by_options(card: &Card) -> Option<(String, String)> {
    // What is shuffled is shuffled in one way each time.
    let posed = card.body.pose("", &Notes::default(), &mut StdRng::seed_from_u64(0));
    let options = posed.input.options();
    let front = format!("{}\n{}", posed.prompt.as_str(), list_of(options.iter().map(|option| &option.text)));
    let right = options.iter().filter(|option| option.right).map(|option| option.text.as_str());
    (!options.is_empty()).then(|| (front, right.collect::<Vec<_>>().join("\n\n")))
}

/// The matching that classifying or ordering comes down to.
pub(super) fn matching(body: &Body) -> Option<Matching> {
    let (question, pairs) = match body {
        Body::Order(Order { question, steps }) => {
            let pair = |(step, nth): (&Text, usize)| (Text::new(nth.to_string()), step.clone());
            (question, steps.iter().zip(1..).map(pair).collect())
        }
        Body::Classify(Classify { question, bins, .. }) => {
            let pairs =
                bins.iter().flat_map(|(bin, items)| items.iter().map(|item| (item.clone(), bin.clone())));
            (question, pairs.collect())
        }
        _ => return None,
    };
    Some(Matching { question: question.clone(), pairs, extra: Vec::new() })
}

/// Both sides of a card that is no text with holes, as Anki has them, in Markdown. What they do not say is told.
pub(crate) fn anki_sides(card: &Card, report: &mut Report) -> (String, String) {
    match &card.body {
        Body::Typed(Typed { question, expected }) => {
            let keys = [
                ("accept", expected.answers.len() > 1),
                ("tolerance", expected.tolerance.is_some()),
                ("exact", expected.exact),
            ];
            drop_keys(card, &keys, report);
            (question.as_str().to_owned(), prose::literal(expected.written()))
        }
        Body::Flip(_) => two_sides(card),
        _ => {
            change(card, report);
            two_sides(card)
        }
    }
}

/// Tells that `card` is written as one of another kind.
pub(super) fn change(card: &Card, report: &mut Report) {
    report.lose(Lost::Changed, &card.place, Some(card.body.kind()));
}

/// Tells which keys of `card` a format has no place for. What became the explanation goes by the names it had.
pub(crate) fn drop_keys(card: &Card, keys: &[(&str, bool)], report: &mut Report) {
    for (key, _) in keys.iter().filter(|(_, is_there)| *is_there) {
        let own = if *key == "explain" { card.explains.as_slice() } else { &[] };
        let written = [*key];
        for key in if own.is_empty() { &written[..] } else { own } {
            report.lose(Lost::Key, &card.place, Some(key));
        }
    }
}

/// Whether an option says true or false.
pub(super) fn truth(option: &str) -> Option<bool> {
    match option.to_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// A statement where the options are true and false, and otherwise a choice; `last` is the option that came last.
pub(super) fn truth_or_choice(
    question: &str,
    right: &[String],
    wrong: Vec<String>,
    last: Option<String>,
) -> Body {
    if let ([right], [wrong]) = (right, wrong.as_slice())
        && let Some(holds) = truth(right).filter(|holds| truth(wrong) == Some(!holds))
    {
        return Truth { statement: Text::new(question), holds }.into();
    }
    choice(question, right, wrong.into_iter().map(|text| (text, None)).collect(), last).into()
}

/// [`list`] of texts.
fn list_of<'a>(items: impl IntoIterator<Item = &'a Text>) -> String {
    list(items.into_iter().map(Text::as_str))
}

/// Each item on a line of its own, with a line break before the first.
fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    items.into_iter().flat_map(|item| ["\n- ".to_owned(), indented(item)]).collect()
}

fn indented(item: &str) -> String {
    item.replace('\n', "\n  ")
}
