//! How a question was rated, and how a session goes: a mark for each rating, the newest at the end.

use jiff::civil::Date;
use ratatui::text::Span;

use super::{Sheet, bar, panel};
use crate::schedule::{Mode, Rating, Review};
use crate::tui::theme::Look;
use crate::words;

/// Columns of a day and a rating.
const RATED: usize = 20;

/// The sign that stands for a rating, in its colour.
pub fn mark(rating: Rating, look: &Look) -> Span<'static> {
    let (theme, glyphs) = (&look.theme, look.glyphs);
    match rating {
        Rating::Again => Span::styled(glyphs.wrong, theme.wrong),
        Rating::Hard => Span::styled(glyphs.close, theme.close),
        Rating::Good => Span::styled(glyphs.right, theme.right),
        Rating::Easy => Span::styled(glyphs.up, theme.right),
    }
}

/// A mark for each of `ratings`, oldest first, on rows of `width` columns and at most `rows` of them: the newest stay.
pub fn marks(
    ratings: impl DoubleEndedIterator<Item = Rating> + ExactSizeIterator,
    width: u16,
    rows: usize,
    look: &Look,
) -> Sheet {
    let row = usize::from(width.div_ceil(2)).max(1);
    let room = row * rows;
    let hidden = ratings.len().saturating_sub(room);
    let shown: Vec<Span<'static>> =
        ratings.skip(hidden).flat_map(|rating| [mark(rating, look), Span::raw(" ")]).collect();
    let mut sheet = Sheet::default();
    for line in shown.chunks(2 * row) {
        sheet.push(line.to_vec());
    }
    sheet
}

/// The reviews of a question, newest first and at most `most` of them: the day, the rating, and how long it had been.
pub fn history(reviews: &[Review], most: usize, width: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    if reviews.is_empty() {
        return sheet;
    }
    sheet.push(panel::ruled("Reviews", &reviews.len().to_string(), width, look));
    let days: Vec<Date> = reviews.iter().map(|review| review.offset.to_datetime(review.at).date()).collect();
    for (place, review) in reviews.iter().enumerate().rev().take(most) {
        let before = place.checked_sub(1).map(|place| days[place]);
        let mut spans = vec![Span::styled(format!("{}  ", days[place]), look.theme.dim)];
        spans.push(mark(review.rating, look));
        spans.push(Span::raw(format!(" {:<6}", review.rating.name())));
        let words = said(review.mode, days[place], before);
        if usize::from(width) >= RATED + words.len() {
            spans.push(Span::styled(words, look.theme.dim));
        }
        sheet.push(spans);
    }
    let older = reviews.len().saturating_sub(most);
    if older > 0 {
        sheet.push(Span::styled(format!("and {older} before"), look.theme.dim));
    }
    sheet
}

/// Where the rating was given, if not in the drill; otherwise how long after the one before.
fn said(mode: Mode, day: Date, before: Option<Date>) -> String {
    if mode != Mode::Drill {
        return mode.name().to_owned();
    }
    let Some(before) = before else { return "first".to_owned() };
    match before.until(day).map_or(0, |span| span.get_days()) {
        ..=0 => "same day".to_owned(),
        days => format!("after {}", words::days(days.unsigned_abs())),
    }
}

/// How many were rated each way, with the share of all as a bar.
pub fn shares(counts: [usize; 4], width: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    let all: usize = counts.iter().sum();
    let room = width.saturating_sub(14);
    for (rating, count) in Rating::ALL.into_iter().zip(counts) {
        let mut spans = vec![mark(rating, look), Span::raw(format!(" {:<6}{count:>4}  ", rating.name()))];
        if all > 0 {
            spans.extend(bar::bar(count, all, room, look).spans);
        }
        sheet.push(spans);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_marks_stay_where_not_all_have_room() {
        let ratings = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];
        assert_eq!(marks(ratings.into_iter(), 5, 1, &Look::plain()).height(), 1);
        let shown: Vec<_> =
            ratings.map(|rating| mark(rating, &Look::plain()).content.into_owned()).into_iter().collect();
        assert_eq!(shown, ["x", "~", "+", "^"], "each rating has a sign of its own, without colours too");
    }

    #[test]
    fn a_review_tells_how_long_it_had_been_and_where_it_was_given() {
        let [second, ninth] = [2, 9].map(|day| jiff::civil::date(2026, 3, day));
        assert_eq!(said(Mode::Drill, second, None), "first");
        assert_eq!(said(Mode::Drill, second, Some(second)), "same day");
        assert_eq!(said(Mode::Drill, ninth, Some(second)), "after 7 d");
        assert_eq!(said(Mode::Quiz, ninth, Some(second)), "quiz");
    }
}
