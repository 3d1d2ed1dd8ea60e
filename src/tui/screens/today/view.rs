//! Draws what is to be done, the decks, and how it has been going.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{HOW_MANY_MORE, MORE, Today, record, ways};
use crate::trainer::{DeckLine, Overview};
use crate::tui::canvas::Canvas;
use crate::tui::event::Key;
use crate::tui::keys::DIGITS;
use crate::tui::screens::stage::WIDE;
use crate::tui::screens::{Resume, below, column};
use crate::tui::theme::Look;
use crate::tui::widgets::heatmap::{self, Heatmap};
use crate::tui::widgets::page::{BETWEEN, halves};
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Sheet, bar, panel};
use crate::words;

/// No column is wider than this.
const WIDEST: u16 = 92;
/// Below this width, words are few.
pub(super) const NARROW: u16 = 40;
/// Below this height there is no air, no date and no welcome.
pub(super) const TIGHT: u16 = 10;
/// What stands above the decks.
const DECKS: &str = "Decks";
/// Exams that are told of at most.
const EXAMS: usize = 2;
/// Lines of notices that stand above the decks at most.
const NOTICES: usize = 6;

impl Today {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let Some(overview) = &self.overview else { return };
        if area.width < WIDE {
            return self.draw_one_column(overview, column(area, WIDEST), canvas);
        }
        let (whole, half) = halves(area, WIDEST);
        let left = Rect { width: half, ..whole };
        let right = Rect { x: left.right() + BETWEEN, ..left };
        let summary = self.summary(overview, left, look);
        summary.draw_from(0, left, canvas);
        self.draw_decks(&overview.decks, below(left, summary.height() + 1), canvas);
        self.looking_back(overview, right, look).draw_from(0, right, canvas);
    }

    /// How it has been going and what comes, as much as there is room for: the parts that matter most first.
    fn looking_back(&self, overview: &Overview, area: Rect, look: &Look) -> Sheet {
        let width = area.width;
        let mut sheet = Self::progress(overview, width, heatmap::HEIGHT + 1, look);
        let mut parts = vec![Self::week(overview, width, look)];
        if let Some(record) = &self.looking_back.record {
            parts.extend([record::quizzes(record, width, look), record::topics(record, width, look)]);
        }
        for part in parts {
            if part.height() > 0 && sheet.height() + 1 + part.height() <= area.height {
                sheet.gap();
                sheet.append(part);
            }
        }
        sheet
    }

    fn draw_one_column(&self, overview: &Overview, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let air = u16::from(area.height >= TIGHT);
        // The last row stays free above the keys.
        let area = Rect { height: area.height - u16::from(area.height >= 2 * TIGHT), ..area };
        let summary = self.summary(overview, area, look);
        summary.draw_from(0, area, canvas);
        let rest = below(area, summary.height() + air);
        // The heat map takes what the decks leave: what is to be done comes first.
        let decks = match overview.decks.len() as u16 {
            0 => rest.height,
            decks => (decks + 1).min(rest.height),
        };
        self.draw_decks(&overview.decks, Rect { height: decks, ..rest }, canvas);
        let rest = below(rest, decks + 1);
        if rest.height >= 3 || rest.height >= 1 && rest.width >= 40 {
            Self::progress(overview, rest.width, rest.height, look).draw_from(0, rest, canvas);
        }
    }

    /// What is to be done, in a line or a few.
    fn task(overview: &Overview, width: u16, look: &Look) -> Vec<String> {
        let (outlook, narrow) = (&overview.outlook, width < NARROW);
        if overview.decks.is_empty() {
            let words = if narrow { "No deck yet." } else { "There is no deck to study yet." };
            return vec![words.to_owned()];
        }
        if outlook.questions() == 0 {
            return done(overview, narrow, look);
        }
        let parts = outlook.parts(overview.is_planned);
        if narrow {
            return vec![parts.replace(" and ", ", ").replace(" you are learning", " learning")];
        }
        let lead = match (overview.is_planned, overview.done_today) {
            (false, _) => "",
            (true, 0) => "Planned for today: ",
            (true, _) => "Still to come today: ",
        };
        let words = outlook.words(overview.is_planned);
        let time = words::estimate(outlook.time);
        let wordings = [format!("{lead}{words}"), words, format!("{parts}: {time}")];
        let mut lines = vec![longest_fitting(wordings, usize::from(width))];
        lines.extend(why_others(overview, look));
        if !overview.any_review {
            let start = look.keys.on("Today", Key::ENTER);
            lines.push(format!("Welcome. Press {start} to start. Every answer is saved at once."));
        }
        lines
    }

    fn summary(&self, overview: &Overview, area: Rect, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let (width, is_tight) = (area.width, area.height < TIGHT);
        if is_tight && self.asks_for_more {
            return ask_how_many(overview, area, look);
        }
        if !is_tight {
            sheet.push(panel::heading("examdrill", &words::date(overview.today), width, look));
        }
        let mut lines = Self::task(overview, width, look);
        lines.truncate(if is_tight { 1 } else { lines.len() });
        for (index, line) in lines.iter().enumerate() {
            let style = if index == 0 { look.theme.accent } else { look.theme.dim };
            sheet.say(line, width, style);
        }
        let most = if is_tight { 1 } else { EXAMS };
        for [long, short] in self.exams.iter().take(most) {
            match is_tight {
                true if short.is_empty() => {}
                true => sheet.push(Line::styled(clipped(short, width.into(), look), look.theme.text)),
                false => sheet.say(long, width, look.theme.text),
            }
        }
        if self.asks_for_more {
            sheet.append(ask_how_many(overview, area, look));
        }
        if let Some(waiting) = &self.waiting {
            let key = look.keys.on("Today", 't');
            let words = match Resume::standing(waiting) {
                _ if width < 40 => format!("Quiz waits: press {key}."),
                standing => format!("A quiz waits: {standing}. Press {key} to go on."),
            };
            sheet.point((look.glyphs.cursor, look.theme.accent), &words, width, look.theme.text);
        }
        // Where there are decks, their heading says it.
        if let (decks @ 1.., due) = self.off
            && !is_tight
            && overview.decks.is_empty()
        {
            let due = if due > 0 { format!(", with {due} due in them") } else { String::new() };
            let words = format!(
                "{} off{due}. Press {} to choose what you study.",
                words::count(decks, "deck"),
                look.keys.on("Today", 'w')
            );
            sheet.say(&words, width, look.theme.dim);
        }
        sheet.append(self.noticed(width, NOTICES.min(usize::from(area.height) / 3), look));
        sheet
    }

    /// The notices, or how many there are where they would take more than `most` rows.
    fn noticed(&self, width: u16, most: usize, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let sign = (look.glyphs.close, look.theme.close);
        for notice in &self.notices {
            sheet.point(sign, notice, width, look.theme.text);
        }
        if usize::from(sheet.height()) <= most {
            return sheet;
        }
        let mut words = words::count(self.notices.len(), "notice");
        if width >= 40 {
            words.push_str(": see `examdrill check`");
        }
        let mut sheet = Sheet::default();
        let words = clipped(&words, usize::from(width).saturating_sub(2), look);
        sheet.point(sign, &words, width, look.theme.text);
        sheet
    }

    /// How many decks are off, for the heading of the others, in `room` columns.
    fn off_words(&self, room: usize, look: &Look) -> String {
        let (decks, due) = self.off;
        if decks == 0 {
            return String::new();
        }
        let (dot, key) = (look.glyphs.dot, look.keys.on("Today", 'w'));
        let due = if due > 0 { format!(", {due} due in them") } else { String::new() };
        let short = format!(" {dot} {decks} off");
        let wordings = [
            format!("{short}{due}; {key} chooses what you study"),
            format!("{short}; {key} chooses what you study"),
            format!("{short}; {key} to choose"),
            format!("{short} ({key})"),
            short,
        ];
        longest_fitting(wordings, room.saturating_sub(columns(DECKS)))
    }

    /// The decks below their title; the list scrolls with the cursor.
    fn draw_decks(&self, decks: &[DeckLine], area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        if decks.is_empty() {
            return ways::ways(&self.ways, self.off.0 > 0, area, look).draw_from(0, area, canvas);
        }
        let list = below(area, u16::from(area.height > 1));
        // One column is left for the signs that say that there is more.
        let width = area.width - u16::from(usize::from(list.height) < decks.len()).min(area.width);
        let table = Table::new(width);
        let mut sheet = Sheet::default();
        for (index, deck) in decks.iter().enumerate() {
            let is_here = index == self.cursor.at();
            sheet.item(table.row(deck, is_here, look), is_here);
            match DIGITS.get(index) {
                _ if is_here => sheet.click(index..index + 1, Key::char('s')),
                Some(digit) => sheet.click(index..index + 1, *digit),
                None => {}
            }
        }
        if list.height < area.height {
            canvas.frame.render_widget(
                Line::from(table.title(&self.off_words(table.name, look), look)),
                Rect { height: 1, ..area },
            );
        }
        sheet.draw(list, canvas);
    }

    fn progress(overview: &Overview, width: u16, height: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let streak = match overview.streak {
            0 if overview.any_review => "no streak now".to_owned(),
            0 => "no streak yet".to_owned(),
            1 => "1 day".to_owned(),
            days => format!("{days} days in a row"),
        };
        let today = words::count(overview.done_today as usize, "answer");
        let note = format!("{streak} {} {today} today", look.glyphs.dot);
        sheet.push(panel::ruled("Streak", &note, width, look));
        let days: Vec<_> = overview.activity.iter().map(|(day, count)| (*day, *count)).collect();
        for line in Heatmap::new(&days, overview.today).lines(width, height.saturating_sub(1), look) {
            sheet.push(line);
        }
        sheet
    }

    /// The reviews of the coming week, a bar for each day.
    pub(in super::super) fn week(overview: &Overview, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let what = if overview.is_planned { "questions by the plan" } else { "reviews due" };
        sheet.push(panel::ruled("The week ahead", what, width, look));
        let most = overview.forecast.iter().copied().max().unwrap_or(0).max(1);
        let mut day = overview.today;
        for &count in &overview.forecast {
            let style = if count > 0 { look.theme.text } else { look.theme.dim };
            let mut spans = vec![
                Span::styled(format!("{:<4}", day.strftime("%a").to_string()), look.theme.dim),
                Span::styled(format!("{count:>5}  "), style),
            ];
            let room = usize::from(width.saturating_sub(11).min(60));
            spans.push(Span::styled(
                look.glyphs.full.repeat((room * count).div_ceil(most).min(room)),
                look.theme.gauge,
            ));
            sheet.push(spans);
            day = day.tomorrow().unwrap_or(day);
        }
        sheet
    }
}

/// The first of these wordings that fits into `room` columns, else the last.
fn longest_fitting<const N: usize>(wordings: [String; N], room: usize) -> String {
    let mut last = String::new();
    for wording in wordings {
        last = wording;
        if columns(&last) <= room {
            break;
        }
    }
    last
}

/// Why today asks another number than is due.
fn why_others(overview: &Overview, look: &Look) -> Vec<String> {
    let (outlook, mut lines) = (&overview.outlook, Vec::new());
    let due: usize = overview.decks.iter().map(|deck| deck.counts.due).sum();
    if overview.is_planned && due != outlook.due + outlook.learning {
        lines.push(match overview.repeats_from {
            Some(day) => format!(
                "Due in all: {due}. The plan brings what is new first, and repeats most of it from {} on.",
                words::date(day)
            ),
            None => format!("Due in all: {due}. The plan asks what counts most on the day of the exam."),
        });
    }
    let new: usize = overview.decks.iter().map(|deck| deck.counts.new).sum();
    if !overview.is_planned && overview.any_review && outlook.new > 0 && new > outlook.new {
        let m = look.keys.on("Today", 'm');
        lines.push(format!("{} more new ones come on later days; {m} brings more today.", new - outlook.new));
    }
    if outlook.left_over > 0 {
        let days = words::count(outlook.spread, "day");
        lines.push(format!("{} more are due: they are spread over the next {days}.", outlook.left_over));
    }
    // New ones count among them, and a plan leaves these for its own reasons.
    if outlook.held_back > 0 && !overview.is_planned {
        let wait = match outlook.held_back {
            1 => "1 waits for another day, since it is easily confused with a question of today.".to_owned(),
            many => format!(
                "{many} wait for another day, since they are easily confused with questions of today."
            ),
        };
        lines.push(wait);
    }
    lines
}

/// Asks how many more there shall be. Where the foot has no room for all answers, they stand below one another.
pub(in super::super) fn ask_how_many(overview: &Overview, area: Rect, look: &Look) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.say(&how_many_more(overview, area.width), area.width, look.theme.text);
    if area.width >= NARROW && area.height >= TIGHT {
        return sheet;
    }
    for binding in MORE {
        let row = usize::from(sheet.height());
        let key = Span::styled(look.keys.on(HOW_MANY_MORE, binding.keys[0]), look.theme.key);
        sheet.push(vec![key, Span::styled(format!(" {}", binding.label), look.theme.text)]);
        sheet.click(row..row + 1, binding.keys[0]);
    }
    sheet
}

/// Asks how many more new questions there shall be, and says what they cost.
fn how_many_more(overview: &Overview, width: u16) -> String {
    let cost = words::cost(overview.cost.of(10), overview.each);
    if overview.is_planned {
        if width < NARROW { "How many minutes?" } else { "How many more minutes today?" }.to_owned()
    } else if width < NARROW {
        "How many more?".to_owned()
    } else {
        format!("How many more new questions? 10 take {cost}.")
    }
}

/// That nothing is left for today, and what tomorrow asks, as far as it is known.
fn done(overview: &Overview, narrow: bool, look: &Look) -> Vec<String> {
    let done = match overview.done_today as usize {
        0 => "Nothing is due today.".to_owned(),
        _ if narrow => "Done for today.".to_owned(),
        done => format!("Done for today, after {}.", words::count(done, "answer")),
    };
    let tomorrow = (overview.forecast.len() > 1).then(|| tomorrow(overview));
    let spare = spare_minutes(overview).filter(|_| !narrow);
    let on = look.keys.on("Today", Key::ENTER);
    let spare = spare.map(|minutes| format!("{minutes} Press {on} to go on."));
    std::iter::once(done).chain(spare).chain(tomorrow).collect()
}

/// What is left of a plan's minutes where nothing is left to do in them: `Unused of today's 20 minutes: 15 minutes, room for 24 new.`.
pub(in super::super) fn spare_minutes(overview: &Overview) -> Option<String> {
    let (spare, (left, whole)) = overview.spare.zip(overview.minutes)?;
    let (left, whole) = (words::minutes(left), words::minutes(whole));
    Some(format!("Unused of today's {whole}: {left}, room for {}.", spare.parts(true)))
}

/// How much there is to do tomorrow.
fn tomorrow(overview: &Overview) -> String {
    match overview.tomorrow_words() {
        Some(asked) => format!("Tomorrow: {asked}."),
        None if overview.is_planned => "The plan asks nothing tomorrow.".to_owned(),
        None => "Nothing falls due tomorrow.".to_owned(),
    }
}

/// Which columns of the list of decks there is room for.
struct Table {
    name: usize,
    has_new: bool,
    has_recall: bool,
    gauge: usize,
}

impl Table {
    fn new(width: u16) -> Self {
        let (has_new, has_recall) = (width >= 28, width >= 44);
        let gauge = match width {
            64.. => 16,
            // As much as its heading takes.
            52.. => 10,
            _ => 0,
        };
        let numbers =
            5 + 6 * usize::from(has_new) + 7 * usize::from(has_recall) + gauge + 2 * usize::from(gauge > 0);
        Self { name: usize::from(width).saturating_sub(numbers + 2), has_new, has_recall, gauge }
    }

    /// The heading; `off` says how many decks there are besides.
    fn title(&self, off: &str, look: &Look) -> Vec<Span<'static>> {
        let gap = (self.name + 2).saturating_sub(columns(DECKS) + columns(off));
        let mut title = format!("{}{:>5}", " ".repeat(gap), "due");
        if self.has_new {
            title.push_str("   new");
        }
        if self.has_recall {
            title.push_str(" recall");
        }
        if self.gauge > 0 {
            // One figure: the number, and its bar.
            title.push_str(" of all, now");
        }
        let heading = look.theme.heading;
        vec![
            Span::styled(DECKS, heading),
            Span::styled(off.to_owned(), look.theme.dim),
            Span::styled(title, heading),
        ]
    }

    fn row(&self, deck: &DeckLine, is_here: bool, look: &Look) -> Vec<Span<'static>> {
        let theme = &look.theme;
        let counts = deck.counts;
        let name = clipped(&deck.title, self.name.saturating_sub(1), look);
        let space = " ".repeat(self.name - columns(&name));
        let mut spans = vec![
            Span::styled(format!("{} ", look.cursor(is_here)), theme.accent),
            Span::styled(name, look.row(is_here)),
            Span::raw(space),
            count(counts.due, 5, theme.accent, look),
        ];
        if self.has_new {
            spans.push(count(counts.new, 6, theme.text, look));
        }
        if self.has_recall {
            let share = (100 * counts.recalled).checked_div(counts.questions).unwrap_or(0);
            spans.push(Span::styled(format!("{share:>5} %"), theme.dim));
        }
        if self.gauge > 0 {
            spans.push(Span::raw("  "));
            spans.extend(bar::bar(counts.recalled, counts.questions, self.gauge as u16, look).spans);
        }
        spans
    }
}

/// How many questions there are, at the right end of so many columns; a dot where there are none.
fn count(questions: usize, columns: usize, style: Style, look: &Look) -> Span<'static> {
    match questions {
        0 => Span::styled(format!("{:>columns$}", look.glyphs.dot), look.theme.dim),
        _ => Span::styled(format!("{questions:>columns$}"), style),
    }
}
