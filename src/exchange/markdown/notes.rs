//! Cards as they stand in notes: task lists as options, and `term:: meaning` on one line.

use crate::card::Text;
use crate::card::kinds::Flip;
use crate::exchange::Brought;
use crate::exchange::card::Card;
use crate::exchange::report::{Lost, Place};
use crate::exchange::{prose, simpler};

/// The cards among `lines` that stand under no mark, each with its number; what is left is told.
pub(super) fn read(lines: &[(usize, &str)], brought: &mut Brought) {
    // The lines above that may be a question.
    let mut above: Vec<(usize, &str)> = Vec::new();
    let mut nth = 0;
    while let Some(&(number, line)) = lines.get(nth) {
        if tick(line).is_some() {
            let len = lines[nth..].iter().take_while(|(_, line)| belongs(line)).count();
            list(&lines[nth..nth + len], &std::mem::take(&mut above), brought);
            nth += len;
            continue;
        }
        nth += 1;
        if let Some(flip) = pair(line) {
            tell(&mut above, brought);
            brought.cards.push(Card::new(flip, Place::Line(number)));
        } else if !line.trim().is_empty() {
            let is_new = lines.get(nth.wrapping_sub(2)).is_none_or(|(_, before)| before.trim().is_empty());
            if is_new || line.starts_with('#') {
                tell(&mut above, brought);
            }
            above.push((number, line));
        }
    }
    tell(&mut above, brought);
}

/// Whether the line is a card of its own where it stands under no mark.
pub(super) fn is_pair(line: &str) -> bool {
    pair(line).is_some()
}

/// Tells of lines that are no cards.
fn tell(lines: &mut Vec<(usize, &str)>, brought: &mut Brought) {
    for (number, line) in lines.drain(..) {
        let is_heading = line.trim_start_matches('#').len() < line.len() && bare(line) != line.trim();
        let lost = if is_heading { Lost::Heading } else { Lost::Outside };
        brought.report.lose(lost, &Place::Line(number), Some(line));
    }
}

/// Whether a line goes on with the list above it.
fn belongs(line: &str) -> bool {
    tick(line).is_some() || line.starts_with("  ") && !line.trim().is_empty()
}

/// A task list with the question above it.
fn list(lines: &[(usize, &str)], above: &[(usize, &str)], brought: &mut Brought) {
    let (first, _) = lines[0];
    let question: Vec<&str> = above.iter().map(|(_, line)| bare(line)).collect();
    let text: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let place = Place::Line(above.first().map_or(first, |(number, _)| *number));
    let told = if question.is_empty() {
        Some("a list of options without a question above it")
    } else {
        let text = prose::verbatim(&format!("{}\n{}", question.join("\n"), text.join("\n")));
        match choice(&text, "", &place) {
            Some(card) => {
                brought.cards.push(card);
                None
            }
            None => Some("none of its options is ticked"),
        }
    };
    if let Some(told) = told {
        brought.report.lose(Lost::Unanswered, &place, Some(told));
    }
}

/// A question with options below it of which some are ticked. `None` where there is no such list.
pub(super) fn choice(question: &str, explain: &str, place: &Place) -> Option<Card> {
    let lines: Vec<&str> = question.lines().collect();
    let begin = lines.iter().position(|line| tick(line).is_some())?;
    let len = lines[begin..].iter().take_while(|line| belongs(line)).count();
    let mut options: Vec<(bool, String)> = Vec::new();
    for line in &lines[begin..begin + len] {
        match (tick(line), options.last_mut()) {
            (Some((is_right, text)), _) => options.push((is_right, text.to_owned())),
            (None, Some((_, text))) => text.push_str(&format!("\n{}", line.trim())),
            (None, None) => {}
        }
    }
    let asked = lines[..begin].join("\n").trim().to_owned();
    let after = lines[begin + len..].join("\n").trim().to_owned();
    let [right, wrong] = [true, false].map(|wanted| {
        let texts = options.iter().filter(|(is_right, _)| *is_right == wanted).map(|(_, text)| text.clone());
        texts.collect::<Vec<_>>()
    });
    if asked.is_empty() || right.is_empty() {
        return None;
    }
    // An answer that only says again what is ticked explains nothing.
    let repeats = prose::unmarked(explain).trim() == prose::unmarked(&right.join("\n")).trim();
    let explain = [after.as_str(), if repeats { "" } else { explain }];
    let explain: Vec<&str> = explain.into_iter().filter(|text| !text.is_empty()).collect();
    let last = options.last().map(|(_, text)| text.clone());
    let body = simpler::truth_or_choice(&asked, &right, wrong, last);
    let mut card = Card::new(body, place.clone());
    card.explain = (!explain.is_empty()).then(|| explain.join("\n\n"));
    Some(card)
}

/// An item of a task list: whether it is ticked, and its text.
pub(super) fn tick(line: &str) -> Option<(bool, &str)> {
    let item = line.trim();
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match item.chars().next()? {
        '-' | '*' | '+' => &item[1..],
        _ if (1..4).contains(&digits) => item[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    let ticked = rest.strip_prefix([' ', '\t'])?.trim_start().strip_prefix('[')?;
    let (is_right, text) = match ticked.as_bytes() {
        [b'x' | b'X', b']', ..] => (true, &ticked[2..]),
        [b' ', b']', ..] => (false, &ticked[2..]),
        _ => return None,
    };
    (text.starts_with([' ', '\t']) && !text.trim().is_empty()).then(|| (is_right, text.trim()))
}

/// `term:: meaning`, or `term::: meaning` for both ways. A blank behind the colons tells it from an address or a path.
fn pair(line: &str) -> Option<Flip> {
    let line = line.split("<!--SR:").next().unwrap_or(line).trim();
    let at = line.find(":: ").or_else(|| line.find("::\t"))?;
    let front = bare(&line[..at]);
    let reverse = front.ends_with(':');
    let front = front.trim_end_matches(':').trim();
    let back = line[at + 2..].trim();
    let is_code = front.matches('`').count() % 2 == 1;
    if front.is_empty() || back.is_empty() || is_code {
        return None;
    }
    let [front, back] = [front, back].map(|side| Text::new(prose::verbatim(side)));
    Some(Flip { front, back, reverse })
}

/// A line without the bullet, the number or the hashes it begins with.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match line.chars().next() {
        Some('-' | '*' | '+') => &line[1..],
        Some('#') => line.trim_start_matches('#'),
        _ if (1..4).contains(&digits) => line[digits..].strip_prefix(['.', ')']).unwrap_or(line),
        _ => line,
    };
    if rest.starts_with([' ', '\t']) { rest.trim() } else { line }
}
