//! Draws the question, the clock and the map.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::{Sit, TOLD};
use crate::quiz::{Entry, Item, News, Part, Progress, Sureness};
use crate::tui::canvas::Canvas;
use crate::tui::screen::Ctx;
use crate::tui::screens::below;
use crate::tui::screens::stage::{Beside, Stage};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::{clipped, columns};
use crate::tui::widgets::{Sheet, bar, feedback, panel};
use crate::words;

/// From this height on, a gauge stands under the title; from the others on, air, and the map under the question.
const GAUGED: u16 = 10;
const AIRY: u16 = 14;
const MAPPED: u16 = 16;

impl Sit {
    pub(super) fn draw(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        let look = canvas.look;
        let Stage { question: whole, beside } = Stage::of(area);
        match beside {
            Beside::Nothing => {}
            Beside::Right(right) => {
                let mut sheet = self.map(right.width, look);
                sheet.gap();
                sheet.append(self.this_quiz(right.width, look));
                sheet.draw(right, canvas);
            }
            Beside::Both(left, right) => {
                self.this_quiz(left.width, look).draw(left, canvas);
                self.map(right.width, look).draw(right, canvas);
            }
        }
        let mut head = Sheet::default();
        self.head(&mut head, whole, look);
        let mut foot = Sheet::default();
        if beside == Beside::Nothing && whole.height >= MAPPED {
            self.strip(&mut foot, whole.width, look);
        }
        head.draw_from(0, whole, canvas);
        let rows = below(whole, head.height());
        let body = Rect { height: rows.height.saturating_sub(foot.height()), ..rows };
        foot.draw_from(0, below(rows, body.height), canvas);
        let air = whole.height >= GAUGED;
        let text = Sheet::fitting(body, |width| self.body(width, air, look));
        text.draw_at(self.scroll, body, canvas);
    }

    /// Scrolls the question from the row at the top, given the rows of a page.
    pub(super) fn scroll_by(&mut self, to: impl Fn(usize, usize) -> usize, ctx: &Ctx<'_>) {
        // All looks take the same room, and a row more or less of the head does no harm.
        let whole = Stage::of(ctx.area).question;
        let room = Rect { height: whole.height.saturating_sub(4), ..whole };
        let air = whole.height >= GAUGED;
        let text = Sheet::fitting(room, |width| self.body(width, air, &Look::measuring(&ctx.pictures)));
        self.scroll = Some(text.scrolled(self.scroll, room.height.max(1), to));
    }

    /// Which question it is, the clock, and what has to be said.
    fn head(&self, sheet: &mut Sheet, area: Rect, look: &Look) {
        let (sitting, dot) = (self.sitting(), look.glyphs.dot);
        let (number, all) = (sitting.at() + 1, sitting.entries().len());
        let mut title =
            if area.width < 50 { format!("{number}/{all}") } else { format!("Question {number} of {all}") };
        if let Some(entry) = sitting.entries().get(sitting.at()) {
            for mark in marks(entry, area.width < 50, look) {
                title = format!("{title} {dot} {mark}");
            }
        }
        let note = self.clock(area.width, look);
        let room = usize::from(area.width).saturating_sub(columns(&note) + 2);
        let title = clipped(&title, room.max(6), look);
        sheet.push(panel::titled(&title, look.theme.heading, &note, area.width, look));
        if area.height >= GAUGED {
            sheet.push(bar::bar(sitting.answered(), all, area.width, look));
        }
        for (words, style) in self.notices(area.width, look) {
            sheet.say(&words, area.width, style);
        }
        sheet.gap_if(area.height >= AIRY);
    }

    /// What is left, or was used, and how that compares with what is done.
    pub(super) fn clock(&self, width: u16, look: &Look) -> String {
        let used = self.running.used(self.at);
        if self.sitting().is_paused() {
            return "stopped".to_owned();
        }
        let time = match self.running.left(self.at) {
            None => words::clock(used),
            Some(_) if !self.has_clock => "clock hidden".to_owned(),
            Some(left) if width < 50 => words::countdown(left),
            Some(left) => format!("{} left", words::countdown(left)),
        };
        let pace = self.sitting().pace(used).filter(|_| self.has_clock && width >= 50);
        let behind = pace.map_or(0, |pace| pace.expected as i64 - pace.answered as i64);
        match behind {
            3.. => format!("{behind} behind {} {time}", look.glyphs.dot),
            ..=-3 => format!("{} ahead {} {time}", -behind, look.glyphs.dot),
            _ => time,
        }
    }

    /// What the clock had to tell just now, and what could not be stored.
    fn notices(&self, width: u16, look: &Look) -> Vec<(String, Style)> {
        let narrow = width < 40;
        let mut notices = Vec::new();
        if let Some((sentence, _)) = &self.trouble {
            let words = if narrow {
                "Not stored yet.".to_owned()
            } else {
                format!("Not stored yet: {sentence} You can go on: it is kept here and will be tried again.")
            };
            notices.push((words, look.theme.wrong));
        }
        let news = self.news.filter(|(_, at)| self.at.saturating_sub(*at) < TOLD);
        if let Some((news, _)) = news {
            notices.push((news_in_words(news, narrow), look.theme.close));
        }
        notices
    }

    fn body(&self, width: u16, air: bool, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        if self.is_handed_in() {
            sheet.push(Line::styled("The quiz is over but not stored yet.", look.theme.accent));
            return sheet;
        }
        if self.gone.is_some() {
            sheet.push(Line::styled("This quiz is no longer in the log.", look.theme.accent));
            let why = "A backup was restored, or the quiz was thrown away in another window. All your answers are still here.";
            sheet.say(why, width, look.theme.text);
            return sheet;
        }
        if self.sitting().is_paused() {
            sheet.push(Line::styled("The clock is stopped.", look.theme.accent));
            sheet.push("Press any key to go on.");
            return sheet;
        }
        let Some(item) = self.item() else { return sheet };
        let look = &look.of_deck(item.key.deck());
        if !item.posed.prompt.is_empty() {
            sheet.prose(&item.posed.prompt, width, look, look.theme.text);
            sheet.gap_if(air);
        }
        if self.is_told() {
            let entry = &self.sitting().entries()[self.sitting().at()];
            solution(&mut sheet, item, entry, self.sitting().terms().partial, width, look);
        } else {
            sheet.append(self.widget.sheet(width, look));
        }
        sheet
    }

    /// A sign for every question, on as many rows as it takes, and above it a flag where one is set.
    fn strip(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        const GROUP: usize = 10;
        let groups = (usize::from(width) / (GROUP + 1)).max(1);
        let places: Vec<usize> = (0..self.sitting().entries().len()).collect();
        for (number, row) in places.chunks(GROUP * groups).enumerate() {
            let blank = if number == 0 { look.glyphs.rule } else { " " };
            let (mut flags, mut signs) = (Vec::new(), Vec::new());
            for (index, &place) in row.iter().enumerate() {
                if index > 0 && index % GROUP == 0 {
                    flags.push(Span::styled(blank, look.theme.border));
                    signs.push(Span::raw(" "));
                }
                let is_flagged = self.is_flagged(place);
                let (flag, style) = if is_flagged {
                    (look.glyphs.flag, look.theme.close)
                } else {
                    (blank, look.theme.border)
                };
                flags.push(Span::styled(flag, style));
                let (sign, style) = progress_sign(self.sitting().progress(place), look);
                let here = place == self.sitting().at();
                let style =
                    if here { style.add_modifier(Modifier::REVERSED | Modifier::BOLD) } else { style };
                signs.push(Span::styled(sign, style));
            }
            if number == 0 {
                let rest = usize::from(width).saturating_sub(flags.len());
                flags.push(Span::styled(blank.repeat(rest), look.theme.border));
            }
            if number == 0 || row.iter().any(|&place| self.is_flagged(place)) {
                sheet.push(flags);
            }
            sheet.push(signs);
        }
    }

    fn is_flagged(&self, place: usize) -> bool {
        self.sitting().entries().get(place).is_some_and(|entry| entry.flagged)
    }

    /// The map beside the question.
    fn map(&self, width: u16, look: &Look) -> Sheet {
        let (sitting, theme, glyphs) = (self.sitting(), &look.theme, look.glyphs);
        let mut sheet = Sheet::default();
        sheet.push(panel::ruled("Questions", "", width, look));
        let places: Vec<usize> = (0..sitting.entries().len()).collect();
        let digits = places.len().to_string().len();
        for row in places.chunks((usize::from(width) / (digits + 5)).max(1)) {
            let mut spans = Vec::new();
            for &place in row {
                let here = place == sitting.at();
                let (sign, style) = progress_sign(sitting.progress(place), look);
                let cursor = look.cursor(here);
                let number = format!("{cursor}{:>digits$} ", place + 1);
                spans.push(Span::styled(number, if here { theme.selected } else { theme.dim }));
                spans.push(Span::styled(sign, style));
                let flag = if self.is_flagged(place) { glyphs.flag } else { " " };
                spans.push(Span::styled(format!("{flag} "), theme.close));
            }
            sheet.push(spans);
        }
        sheet
    }

    /// What the signs of the map mean with how many there are of each, and what quiz it is.
    fn this_quiz(&self, width: u16, look: &Look) -> Sheet {
        let (sitting, theme, glyphs) = (self.sitting(), &look.theme, look.glyphs);
        let mut sheet = Sheet::default();
        sheet.push(panel::ruled("This quiz", "", width, look));
        let all = sitting.entries().len();
        let flagged = sitting.flagged().len();
        let begun = (0..all).filter(|place| sitting.progress(*place) == Progress::Begun).count();
        let open = sitting.open().len() - begun;
        for (sign, count, word) in [
            (glyphs.on, sitting.answered(), "answered"),
            (glyphs.half, begun, "begun"),
            (glyphs.off, open, "open"),
            (glyphs.flag, flagged, "flagged"),
        ] {
            sheet.push(Line::styled(format!("{count:>4} {sign} {word}"), theme.dim));
        }
        sheet.gap();
        let paper = sitting.paper();
        sheet.say(&paper.title, width, theme.dim);
        sheet.push(Line::styled(format!("seed {}", paper.seed), theme.dim));
        sheet
    }
}

/// How far a question is answered, as a sign.
pub(in super::super) fn progress_sign(progress: Progress, look: &Look) -> (&'static str, Style) {
    match progress {
        Progress::Answered => (look.glyphs.on, look.theme.accent),
        Progress::Begun => (look.glyphs.half, look.theme.accent),
        Progress::Open => (look.glyphs.off, look.theme.dim),
    }
}

/// What the learner said of an item.
fn marks(entry: &Entry, narrow: bool, look: &Look) -> Vec<String> {
    let mut marks = Vec::new();
    if entry.flagged {
        marks.push(if narrow {
            look.glyphs.flag.to_owned()
        } else {
            format!("{} flagged", look.glyphs.flag)
        });
    }
    match entry.sure {
        Some(Sureness::Sure) => marks.push("sure".to_owned()),
        Some(Sureness::Unsure) => marks.push(if narrow { "guess" } else { "guessing" }.to_owned()),
        None => {}
    }
    marks
}

fn news_in_words(news: News, narrow: bool) -> String {
    match news {
        News::Half { .. } if narrow => "Half time.".to_owned(),
        News::Half { slow: true } => {
            "Half of the time is gone and less than 45 % is answered. Skip what takes long and come back to it."
                .to_owned()
        }
        News::Half { slow: false } => "Half of the time is gone.".to_owned(),
        News::Left(left) => format!("{} left.", words::minutes(left)),
    }
}

/// The judged answer with everything the card has to say.
pub(in super::super) fn solution(
    sheet: &mut Sheet,
    item: &Item,
    entry: &Entry,
    partial: bool,
    width: u16,
    look: &Look,
) {
    let mark = item.mark(entry.answer.as_ref(), partial);
    if let Some((words, style)) = feedback::verdict(mark.verdict.as_ref(), "Not answered.", look) {
        let points = if item.part == Part::Single { String::new() } else { points(mark.points, mark.of) };
        sheet.say(&format!("{words}{points}"), width, style);
        sheet.gap();
    }
    let rivals = item.rivals();
    let given = entry.answer.clone().unwrap_or_else(|| item.posed.input.nothing());
    sheet.append(
        crate::tui::widgets::answer::AnswerField::new(&item.posed).solved(&given, &rivals, width, look),
    );
    let rest = [item.mnemonic.as_ref(), item.practice.as_ref(), item.source.as_ref()];
    feedback::reasons(sheet, item.why.as_ref(), rest, width, look);
}

fn points(points: f64, of: f64) -> String {
    format!(" {} of {of:.0} points.", words::points(points))
}
