//! Draws how a session went.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Done, Miss, MovedTopic, TALL};
use crate::schedule::{Mode, Rating};
use crate::trainer::{Overview, TopicProgress};
use crate::tui::screens::today::{self, Today};
use crate::tui::theme::Look;
use crate::tui::widgets::page::{self, Paged};
use crate::tui::widgets::prose::{clipped, columns, filled};
use crate::tui::widgets::{Sheet, bar, panel};
use crate::words;

/// Below this width rows are dear as well.
const NARROW: u16 = 40;
/// Below this height a question that is asked has all the room.
const LOW: u16 = 10;
/// From this width on, an answer stands behind a question, and a deck has columns.
const WIDE: u16 = 60;
/// From this width on, a bar tells what was right.
const GAUGED: u16 = 50;
/// From this width on, a topic has one row.
const COLUMNS: u16 = 76;
/// Columns of what stands behind the answers of a topic.
const STANDING: usize = 39;

/// Misses that stand above the topics where not everything has room.
const FIRST_MISSES: usize = 5;

impl Paged for Done {
    /// On a wide screen what was missed and the week ahead stand beside the rest.
    fn text(&self, width: u16, area: Rect, look: &Look) -> Sheet {
        let part = if area.width >= page::WIDE { Self::left } else { Self::sheet };
        part(self, width, area.height, look)
    }

    /// What was missed, and the week ahead.
    fn aside(&self, width: u16, _: Rect, look: &Look) -> Option<Sheet> {
        let mut sheet = Sheet::default();
        self.missed_heading(&mut sheet, width, look);
        for miss in &self.missed {
            miss.rows(&mut sheet, width, look);
        }
        self.week(&mut sheet, width, u16::MAX, look);
        Some(sheet)
    }
}

impl Done {
    /// All that is told. Where the screen cannot show it, the topics come before the rest of a long list of misses.
    fn sheet(&self, width: u16, height: u16, look: &Look) -> Sheet {
        let whole = self.sheet_with(usize::MAX, width, height, look);
        if whole.height() <= height || self.topics.is_empty() {
            return whole;
        }
        self.sheet_with(FIRST_MISSES, width, height, look)
    }

    /// The same with so many misses above the topics.
    fn sheet_with(&self, first_misses: usize, width: u16, height: u16, look: &Look) -> Sheet {
        let asked = self.asked(width, height, look);
        if height < LOW
            && let Some(asked) = asked
        {
            return asked;
        }
        let mut sheet = self.head(asked, width, look);
        self.misses(&mut sheet, first_misses, width, look);
        self.moved_topics(&mut sheet, width, look);
        self.other_misses(&mut sheet, first_misses, width, look);
        self.week(&mut sheet, width, height, look);
        sheet
    }

    /// What stands at the left of a wide screen: how it went, and the topics.
    fn left(&self, width: u16, height: u16, look: &Look) -> Sheet {
        let mut sheet = self.head(self.asked(width, height, look), width, look);
        self.moved_topics(&mut sheet, width, look);
        sheet
    }

    /// The question how many more there shall be, while it is asked.
    fn asked(&self, width: u16, height: u16, look: &Look) -> Option<Sheet> {
        let overview = self.overview.as_ref().filter(|_| self.asks_for_more)?;
        Some(today::ask_how_many(overview, Rect::new(0, 0, width, height), look))
    }

    /// How it went, what is `asked`, and what comes.
    fn head(&self, asked: Option<Sheet>, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let title = if self.left.0 == 0 { "Done for now" } else { "Stopped here" };
        sheet.push(panel::heading(title, "", width, look));
        self.headline(&mut sheet, width, look);
        if let Some(asked) = asked {
            sheet.append(asked);
        }
        self.facts(&mut sheet, width, look);
        sheet
    }

    fn week(&self, sheet: &mut Sheet, width: u16, height: u16, look: &Look) {
        if let Some(overview) = self.overview.as_ref().filter(|_| height >= TALL) {
            sheet.gap();
            sheet.append(Today::week(overview, width, look));
        }
    }

    /// The one large line: new, right, time, streak.
    fn headline(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        let all: usize = self.ratings.iter().sum();
        let mut parts = vec![format!("{} of {all} right", all - self.ratings[0])];
        if self.was_new > 0 {
            parts.insert(0, format!("{} new", self.was_new));
        }
        parts.push(self.spent.clone());
        if let Some(days @ 2..) = self.overview.as_ref().map(|overview| overview.streak) {
            parts.push(format!("{days} days in a row"));
        }
        sheet.gap_if(width >= NARROW);
        let style = look.theme.accent.add_modifier(ratatui::style::Modifier::BOLD);
        sheet.say(&parts.join(&format!(" {} ", look.glyphs.dot)), width, style);
        if width >= GAUGED {
            let share = words::percent((all - self.ratings[0]) as f64 / all.max(1) as f64);
            let mut gauge = vec![Span::raw("right  ")];
            gauge.extend(bar::bar(all - self.ratings[0], all, width.min(WIDE) - 14, look).spans);
            gauge.push(Span::raw(format!("  {share}")));
            sheet.push(gauge);
        }
        sheet.gap_if(width >= NARROW);
    }

    /// What is still to come where the session was stopped: of a drill what is left of today, by the same figure as everywhere.
    fn still_to_come(&self) -> Option<String> {
        let (left, answers) = self.left;
        if left == 0 {
            return None;
        }
        if self.mode != Mode::Drill {
            return Some(format!("{} left.", words::questions(left, answers)));
        }
        let Overview { outlook, is_planned, .. } = self.overview.as_ref()?;
        Some(match outlook.questions() {
            0 => format!("{} left of this session.", words::questions(left, answers)),
            _ => format!("Still to come today: {}.", outlook.words(*is_planned)),
        })
    }

    /// What is left, what comes tomorrow, and how it was rated.
    fn facts(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        if let Some(left) = self.still_to_come() {
            sheet.say(&left, width, look.theme.text);
        }
        if let Some(rest) = self.rest_of_today().and_then(|overview| rest_of_today(overview, look)) {
            sheet.say(&rest, width, look.theme.accent);
        }
        if let Some(outlook) = self.overview.as_ref().and_then(outlook) {
            sheet.say(&outlook, width, look.theme.text);
        }
        if !self.mode.schedules() {
            sheet.say("The schedule stays as it was.", width, look.theme.dim);
        }
        let counts =
            Rating::ALL.iter().zip(self.ratings).map(|(rating, count)| format!("{count} {}", rating.name()));
        let counts: Vec<_> = counts.collect();
        sheet.say(&counts.join(&format!(" {} ", look.glyphs.dot)), width, look.theme.dim);
    }

    /// The first of the misses, and how many more there are.
    fn misses(&self, sheet: &mut Sheet, first: usize, width: u16, look: &Look) {
        self.missed_heading(sheet, width, look);
        for miss in self.missed.iter().take(first) {
            sheet.push(miss.row(width, width >= WIDE, look));
        }
        let more = self.missed.len().saturating_sub(first);
        if more > 0 {
            sheet.say(&format!("  and {more} more, at the end"), width, look.theme.dim);
        }
    }

    fn missed_heading(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        sheet.gap();
        if self.missed.is_empty() {
            let sign = Span::styled(format!("{} ", look.glyphs.right), look.theme.right);
            sheet.push(Line::from(vec![sign, Span::raw("Nothing was missed.")]));
            return;
        }
        sheet.push(panel::ruled(
            "Missed",
            &format!("press {} for only these", look.keys.on("Done", 'r')),
            width,
            look,
        ));
    }

    /// The misses that did not stand above the topics.
    fn other_misses(&self, sheet: &mut Sheet, first: usize, width: u16, look: &Look) {
        if self.missed.len() <= first {
            return;
        }
        sheet.gap();
        sheet.push(panel::ruled("Missed as well", "", width, look));
        for miss in &self.missed[first..] {
            sheet.push(miss.row(width, width >= WIDE, look));
        }
    }

    fn moved_topics(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        let mut note = if width < WIDE { "" } else { "recall: expected tomorrow, of all its questions" };
        let (decks, topics): (Vec<_>, Vec<_>) = self.topics.iter().partition(|topic| topic.is_deck);
        let others = if topics.is_empty() { "Decks" } else { "Decks of no exam" };
        for (title, topics) in [("Topics", topics), (others, decks)] {
            if topics.is_empty() {
                continue;
            }
            sheet.gap();
            sheet.push(panel::ruled(title, std::mem::take(&mut note), width, look));
            for topic in topics {
                topic.rows(sheet, width, look);
            }
        }
    }
}

impl Miss {
    /// The question on one row and its answer on the next: where the column is narrow and rows are many.
    fn rows(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        sheet.push(self.row(width, false, look));
        let answer = format!("  {} {}", look.glyphs.arrow, self.answer);
        sheet.push(Line::styled(clipped(&answer, width.into(), look), look.theme.dim));
    }

    /// The question on one row, with its answer behind it or not.
    fn row(&self, width: u16, with_answer: bool, look: &Look) -> Line<'static> {
        let times = if self.times > 1 { format!(" ({} times)", self.times) } else { String::new() };
        let room = usize::from(width).saturating_sub(2 + columns(&times));
        let answer = format!(" {} {}", look.glyphs.arrow, self.answer);
        let answer = if with_answer { clipped(&answer, room / 2, look) } else { String::new() };
        let prompt = clipped(&self.prompt, room.saturating_sub(columns(&answer)).max(4), look);
        Line::from(vec![
            Span::styled(format!("{} ", look.glyphs.wrong), look.theme.wrong),
            Span::styled(prompt, look.theme.text),
            Span::styled(times, look.theme.text),
            Span::styled(answer, look.theme.dim),
        ])
    }
}

impl MovedTopic {
    /// The topic on one row, or on two where it is narrow: the answers, how many of its questions are seen, and how much of
    /// it is expected to be recalled.
    fn rows(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        let answers = format!("{} of {} right", self.right, self.answers);
        let stands = self.standing();
        if width < COLUMNS {
            let room = usize::from(width).saturating_sub(2);
            sheet.push(clipped(&self.title, usize::from(width), look));
            let words = if width < NARROW { answers } else { format!("{answers}, {stands}") };
            return sheet.push(Line::styled(format!("  {}", clipped(&words, room, look)), look.theme.dim));
        }
        let room = usize::from(width).saturating_sub(16 + STANDING);
        let figures = Span::styled(format!("{answers:>15} {stands:>STANDING$}"), look.theme.dim);
        sheet.push(vec![Span::raw(filled(&self.title, room, look)), figures]);
    }
}

impl MovedTopic {
    /// `12 of 40 seen (+3), recall 31 % (+2)`.
    fn standing(&self) -> String {
        let TopicProgress { questions, seen, recalled } = self.standing;
        let begun = if self.begun > 0 { format!(" (+{})", self.begun) } else { String::new() };
        let [now, before] = [recalled, recalled - self.gained]
            .map(|recalled| (100.0 * recalled / questions.max(1) as f64).round() as i32);
        let moved = if now == before { String::new() } else { format!(" ({:+})", now - before) };
        format!("{seen} of {questions} seen{begun}, recall {now} %{moved}")
    }
}

/// What today still has, where nothing is left of the session, and the key that goes on with it.
fn rest_of_today(overview: &Overview, look: &Look) -> Option<String> {
    let on = look.keys.on("Done", 'g');
    if overview.outlook.questions() == 0 {
        return Some(format!("{} Press {on} to go on.", today::spare_minutes(overview)?));
    }
    let left = overview.outlook.words(overview.is_planned);
    Some(format!("More to come today: {left}. Press {on} to go on."))
}

/// What the coming days bring, as far as it is known.
fn outlook(overview: &Overview) -> Option<String> {
    let week: usize = overview.forecast.get(1..)?.iter().sum();
    let time = words::estimate(overview.tomorrow);
    Some(match (overview.tomorrow_words(), week) {
        (None, _) if overview.is_planned => "The plan asks nothing tomorrow.".to_owned(),
        (Some(asked), _) if overview.is_planned => format!("Tomorrow by the plan: {asked}, {time}."),
        (None, 0) => "Nothing is due in the next six days.".to_owned(),
        (None, week) => format!("Nothing is due tomorrow; {week} in the next six days."),
        (Some(asked), 0) => format!("Tomorrow: {asked}, {time}."),
        (Some(asked), week) if overview.new_tomorrow > 0 => {
            format!("Tomorrow: {asked}, {time}; {} in the next six days.", words::count(week, "review"))
        }
        (Some(asked), week) => format!("Tomorrow: {asked}, {time}; {week} in the next six days."),
    })
}
