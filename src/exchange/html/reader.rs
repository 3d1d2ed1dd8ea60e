//! From HTML to the blocks that our Markdown has.

use super::entity;
use super::lines;
use super::tag::{self, Tag};
use super::{MARKS, Medium};
use crate::card::{Block, Inline, Style};
use crate::exchange::report::{Lost, Place, Report};
use crate::source::clean;

/// The blocks that `html` shows.
pub(super) fn blocks(html: &str, report: &mut Report, place: &Place) -> Vec<Block> {
    blocks_with_media(html, report, place, &mut |_| None)
}

/// The same with the mark that `kept` gives for a picture, a sound or a video in its place. What it gives none for is
/// counted.
pub(super) fn blocks_with_media(
    html: &str,
    report: &mut Report,
    place: &Place,
    kept: Kept<'_>,
) -> Vec<Block> {
    let reader = Reader {
        kept,
        report,
        place,
        done: Vec::new(),
        line: Vec::new(),
        breaks: 0,
        depths: [0; 3],
        shift: None,
        lists: Vec::new(),
        mark: None,
        pre: None,
        silent: None,
        lead: String::new(),
        row: None,
    };
    reader.read(html)
}

/// Gives the mark that stands for a file of its own.
type Kept<'a> = &'a mut dyn FnMut(Medium<'_>) -> Option<char>;

struct Reader<'a> {
    kept: Kept<'a>,
    report: &'a mut Report,
    place: &'a Place,
    done: Vec<Block>,
    line: Vec<Inline>,
    /// Line breaks that wait for text: one breaks the line, two end the paragraph.
    breaks: usize,
    /// How many bold, italic and code tags are open.
    depths: [usize; 3],
    /// Whether text is raised or lowered.
    shift: Option<Shift>,
    /// For each open list the next number; `None` for bullets.
    lists: Vec<Option<usize>>,
    mark: Option<(usize, String)>,
    /// What is kept as drawn.
    pre: Option<String>,
    /// The tag whose content is not for people.
    silent: Option<&'static str>,
    /// Blanks that a line begins with and that are meant: [`FIXED`] is among them.
    lead: String,
    /// The row of a table that is open.
    row: Option<Row>,
}

/// A row of a table while it is read.
#[derive(Clone, Copy, Default)]
struct Row {
    /// Line breaks before it at most.
    most: usize,
    cells: usize,
    /// Cells that began since something was shown; before all but the first, a dot stands.
    waiting: usize,
}

/// A blank at which no line breaks: at the beginning of one it is an indent.
pub(super) const FIXED: char = '\u{a0}';

#[derive(Clone, Copy)]
enum Shift {
    Raised,
    Lowered,
}

impl Reader<'_> {
    fn read(mut self, html: &str) -> Vec<Block> {
        let mut rest = html;
        let mut comments_end = true;
        while let Some(c) = rest.chars().next() {
            if c == '<' {
                if let Some(tag) = tag::of(rest) {
                    rest = &rest[tag.len..];
                    self.tag(&tag);
                    continue;
                }
                if comments_end && rest.starts_with("<!--") {
                    if let Some(end) = rest.find("-->") {
                        rest = &rest[end + 3..];
                        continue;
                    }
                    comments_end = false;
                }
            }
            if c == '&'
                && let Some((len, c)) = entity::of(rest)
            {
                self.text(c.encode_utf8(&mut [0; 4]));
                rest = &rest[len..];
                continue;
            }
            if let Some((len, name)) = sound(rest) {
                let lost = if is_video(name) { Lost::Video } else { Lost::Sound };
                self.medium(lost, name, "");
                rest = &rest[len..];
                continue;
            }
            let end = rest[c.len_utf8()..].find(['<', '&', '[']).map_or(rest.len(), |end| end + c.len_utf8());
            self.text(&rest[..end]);
            rest = &rest[end..];
        }
        self.end_block();
        self.end_pre();
        self.done
    }

    fn text(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        let text = clean(text).replace(|c| MARKS.contains(&c), "");
        if let Some(pre) = &mut self.pre {
            return pre.push_str(&text);
        }
        let [bold, italic, code] = self.depths.map(|depth| depth > 0);
        let style = Style { bold, italic, code };
        let is_head = self.line.is_empty() || self.breaks > 0;
        let shown = if is_head { text.trim_start() } else { &text };
        if is_head {
            let blanks = text[..text.len() - shown.len()].replace('\n', " ");
            // What stands before the first fixed blank is the layout of the HTML itself.
            let from = if self.lead.is_empty() { blanks.find(FIXED).unwrap_or(blanks.len()) } else { 0 };
            self.lead.push_str(&blanks[from..]);
        }
        if shown.trim().is_empty() && is_head {
            return;
        }
        if !shown.trim().is_empty() {
            self.begin_text();
        }
        let text = shown.replace(['\n', FIXED], " ");
        match self.shift {
            Some(shift) => self.push(&shifted(&text, shift), style),
            None => self.push(&text, style),
        }
    }

    /// Breaks the line as it was asked for since the last text, and begins the next with its indent.
    fn begin_text(&mut self) {
        let waiting = self.row.as_mut().map_or(0, |row| std::mem::take(&mut row.waiting));
        let is_first = self.row.is_some_and(|row| row.cells == waiting);
        if waiting > 0 && !is_first {
            // A cell goes on with its row, whatever it holds.
            self.breaks = 0;
        } else if waiting > 0 {
            self.breaks = self.breaks.min(self.row.map_or(2, |row| row.most));
        }
        let lead = std::mem::take(&mut self.lead);
        match std::mem::take(&mut self.breaks) {
            0 => {}
            1 if self.line.is_empty() => {}
            1 => self.push("\n", Style::default()),
            _ => self.end_block(),
        }
        for _ in usize::from(is_first)..waiting {
            let is_parted = self.line.last().is_none_or(|last| last.text.ends_with(' '));
            let dot = if is_parted { "· " } else { " · " };
            self.push(dot, Style::default());
        }
        if waiting == 0 {
            self.push(&lead.replace(' ', &FIXED.to_string()), Style::default());
        }
    }

    fn push(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        match self.line.last_mut() {
            Some(last) if last.style == style => last.text.push_str(text),
            _ => self.line.push(Inline { text: text.to_owned(), style }),
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        if let Some(silent) = self.silent {
            if tag.closes && tag.name == silent {
                self.silent = None;
            }
            return;
        }
        match tag.name {
            "br" | "div" | "dt" | "dd" | "p" | "li" | "tr" | "table" => self.lead.clear(),
            _ => {}
        }
        match tag.name {
            "br" => match &mut self.pre {
                Some(pre) => pre.push('\n'),
                None => self.breaks += 1,
            },
            "caption" if tag.closes => self.breaks = self.breaks.max(1),
            "div" | "dt" | "dd" | "section" | "article" | "figure" | "center" | "body" | "html" => {
                self.breaks = self.breaks.max(1);
            }
            "p" | "hr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "table" => {
                self.breaks = self.breaks.max(2);
            }
            "b" | "strong" => self.style(0, tag.closes),
            "i" | "em" | "cite" | "dfn" | "var" => self.style(1, tag.closes),
            "code" | "tt" | "kbd" | "samp" => self.style(2, tag.closes),
            "sup" => self.shift = (!tag.closes).then_some(Shift::Raised),
            "sub" => self.shift = (!tag.closes).then_some(Shift::Lowered),
            "ul" | "ol" => self.list(tag),
            "li" => self.item(tag.closes),
            "pre" => self.pre(tag.closes),
            "tr" => self.row(tag.closes),
            "td" | "th" if !tag.closes => {
                let row = self.row.get_or_insert_default();
                row.cells += 1;
                row.waiting += 1;
            }
            "img" | "svg" | "object" | "iframe" if !tag.closes => self.lose(Lost::Image, tag),
            "audio" if !tag.closes => self.lose(Lost::Sound, tag),
            "video" if !tag.closes => self.lose(Lost::Video, tag),
            "script" | "style" | "title" | "head" if !tag.closes => {
                self.report.lose(Lost::Hidden, self.place, Some(tag.name));
                self.silent = Some(tag.name);
            }
            "span" | "font" | "u" | "s" | "del" | "ins" | "mark" | "a" | "strike" | "ruby" if !tag.closes => {
                self.report.lose(Lost::Formatting, self.place, Some(tag.name));
            }
            _ => {}
        }
    }

    fn lose(&mut self, lost: Lost, tag: &Tag<'_>) {
        match tag.attribute("src") {
            Some(path) => self.medium(lost, path, tag.attribute("alt").unwrap_or_default()),
            None => self.report.lose(lost, self.place, None),
        }
    }

    /// A file of its own: its mark, or it is counted.
    fn medium(&mut self, lost: Lost, name: &str, alt: &str) {
        if self.silent.is_some() {
            return;
        }
        let medium = Medium { name, alt, is_played: lost != Lost::Image };
        match (self.kept)(medium) {
            Some(mark) => {
                self.begin_text();
                self.push(mark.encode_utf8(&mut [0; 4]), Style::default());
            }
            None => self.report.lose(lost, self.place, Some(name.rsplit('/').next().unwrap_or(name))),
        }
    }

    fn style(&mut self, of: usize, closes: bool) {
        self.depths[of] = if closes { self.depths[of].saturating_sub(1) } else { self.depths[of] + 1 };
    }

    fn row(&mut self, closes: bool) {
        let is_later = self.row.take().is_some();
        // What a cell holds parts no rows.
        self.breaks = if is_later { 1 } else { self.breaks.max(1) };
        self.row = (!closes).then_some(Row { most: self.breaks, ..Row::default() });
    }

    fn list(&mut self, tag: &Tag<'_>) {
        self.end_block();
        if tag.closes {
            self.lists.pop();
        } else if self.lists.len() < 8 {
            self.lists.push((tag.name == "ol").then_some(1));
        }
    }

    fn item(&mut self, closes: bool) {
        self.end_block();
        if closes {
            return;
        }
        let depth = self.lists.len().saturating_sub(1);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "•".to_owned(),
        };
        self.mark = Some((depth, mark));
    }

    fn end_block(&mut self) {
        self.breaks = 0;
        let line = std::mem::take(&mut self.line);
        let mark = self.mark.take();
        if line.iter().all(|inline| inline.text.trim().is_empty()) {
            return;
        }
        match mark {
            Some((depth, mark)) => self.done.push(Block::Item(depth, mark, lines::joined(&lines::of(line)))),
            None => self.done.extend(lines::blocks(line)),
        }
    }

    fn pre(&mut self, closes: bool) {
        if !closes {
            self.end_block();
        }
        self.end_pre();
        self.pre = (!closes).then(String::new);
    }

    fn end_pre(&mut self) {
        let Some(pre) = self.pre.take() else { return };
        let lines: Vec<_> = pre.trim_matches('\n').lines().map(|line| line.trim_end().to_owned()).collect();
        if !lines.is_empty() {
            self.done.push(Block::Fenced(lines));
        }
    }
}

/// `[sound:name]`, as Anki writes it: its length and the name.
fn sound(text: &str) -> Option<(usize, &str)> {
    let name = text.strip_prefix("[sound:")?;
    let end = name.find(']').filter(|end| *end < 300)?;
    Some(("[sound:]".len() + end, &name[..end]))
}

/// Whether a file that Anki plays is a video.
fn is_video(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    ["mp4", "webm", "mkv", "mov", "avi", "mpg", "mpeg", "m4v", "ogv", "flv"].contains(&ending.as_str())
}

/// Raised or lowered text in Unicode where it has all the characters: 2¹⁶ must not become 216.
fn shifted(text: &str, shift: Shift) -> String {
    const PLAIN: &str = "0123456789+-=()";
    let (row, mark) = match shift {
        Shift::Raised => ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", '^'),
        Shift::Lowered => ("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", '_'),
    };
    let one = |c: char| PLAIN.find(c).and_then(|place| row.chars().nth(place));
    let all: Option<String> = text.trim().chars().map(one).collect();
    all.unwrap_or_else(|| format!("{mark}{text}"))
}
