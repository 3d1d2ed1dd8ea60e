//! The help over everything: all keys of the screen beneath, from its table.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};
use unicode_width::UnicodeWidthStr;

use super::event::Key;
use super::keys::Help;
use super::theme::Look;
use super::widgets::{Sheet, page, prose};
use super::zones::Zones;

/// Draws the help over `area`, from line `scroll` on. A click anywhere closes it.
pub(super) fn view(
    frame: &mut Frame,
    area: Rect,
    look: &Look,
    sections: &[(&str, Vec<Help>)],
    scroll: usize,
    zones: &mut Zones,
) {
    frame.render_widget(Clear, area);
    zones.add(area, Key::ESC);
    let room = room(area);
    let columns = columns(sections, look, room);
    let rows = height(&columns);
    let scroll = scroll.min(rows.saturating_sub(usize::from(room.height)));
    let wide = widest(&columns, room);
    let rest = room.width.saturating_sub(wide * columns.len() as u16);
    let left = room.x + if room.width >= page::WIDE { rest / 2 } else { 0 };
    for (place, lines) in columns.into_iter().enumerate() {
        let lines: Vec<Line> = lines.into_iter().skip(scroll).collect();
        let column = Rect { x: left + place as u16 * wide, width: wide, ..room };
        frame.render_widget(Paragraph::new(lines), column);
    }
    let foot = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..room };
    let mut hints = vec![("esc", " close  ")];
    if rows > usize::from(room.height) || scroll > 0 {
        hints.push((if look.glyphs.is_ascii() { "up/down" } else { "↑↓" }, " more"));
    }
    let spans = hints
        .into_iter()
        .flat_map(|(key, does)| [Span::styled(key, look.theme.key), Span::styled(does, look.theme.dim)]);
    frame.render_widget(spans.collect::<Line>(), foot);
}

/// How wide each column is: as its longest line and a gap, at most an equal part of the room.
fn widest(columns: &[Vec<Line>], room: Rect) -> u16 {
    let longest = columns.iter().flatten().map(Line::width).max().unwrap_or(0) as u16;
    let part = room.width / columns.len().max(1) as u16;
    part.min(longest + 2 * BETWEEN)
}

/// The scroll at which the last line is at the bottom.
pub(super) fn last_scroll(sections: &[(&str, Vec<Help>)], area: Rect) -> usize {
    let room = room(area);
    // Keys in ASCII are longer, and may take a row more: that row is reached, and drawing stops at what there is.
    let rows = [Look::dark(), Look::plain()].map(|look| height(&columns(sections, &look, room)));
    rows.into_iter().max().unwrap_or(0).saturating_sub(usize::from(room.height))
}

/// Where the lines go: all but the foot, with a margin where there is room for one.
fn room(area: Rect) -> Rect {
    let above = Rect { height: area.height.saturating_sub(1), ..area };
    if area.width >= 40 && area.height >= 12 { above.inner(Margin::new(2, 1)) } else { above }
}

/// Below so many columns, keys and what they do stand in no columns.
const NARROW: u16 = 40;
/// A column of help is at least so wide.
const READABLE: u16 = 52;
/// Columns of the terminal between two columns of help, at least.
const BETWEEN: u16 = 2;

/// All lines, in as many columns as have room; each group stays in one, and what is long for its column goes on beneath.
fn columns(sections: &[(&str, Vec<Help>)], look: &Look, room: Rect) -> Vec<Vec<Line<'static>>> {
    let most = usize::from(room.width / READABLE).max(1);
    let wrapped = filled_into(sections, look, room.width, most);
    // Fewer columns are wider.
    if wrapped.len() < most { filled_into(sections, look, room.width, wrapped.len().max(1)) } else { wrapped }
}

/// The same in at most so many columns of `width`, as low as that allows.
fn filled_into(
    sections: &[(&str, Vec<Help>)],
    look: &Look,
    width: u16,
    most: usize,
) -> Vec<Vec<Line<'static>>> {
    let between = if most > 1 { BETWEEN } else { 0 };
    let groups = lines(sections, look, (width / most as u16).saturating_sub(between));
    let all: usize = groups.iter().map(|group| group.len() + 1).sum();
    let least = groups.iter().map(Vec::len).max().unwrap_or(0);
    (least..=all).map(|rows| filled(&groups, rows)).find(|columns| columns.len() <= most).unwrap_or_default()
}

/// `groups` one below the other in columns of at most `rows` rows, with an empty one between two; one that is longer has a
/// column of its own.
fn filled(groups: &[Vec<Line<'static>>], rows: usize) -> Vec<Vec<Line<'static>>> {
    let mut columns: Vec<Vec<Line>> = Vec::new();
    for group in groups {
        match columns.last_mut().filter(|column| column.len() + 1 + group.len() <= rows) {
            Some(column) => {
                column.push(Line::default());
                column.extend(group.iter().cloned());
            }
            None => columns.push(group.clone()),
        }
    }
    columns
}

/// The rows of the longest column.
fn height(columns: &[Vec<Line>]) -> usize {
    columns.iter().map(Vec::len).max().unwrap_or(0)
}

fn groups(help: &[Help]) -> Vec<&'static str> {
    let mut groups = Vec::new();
    for entry in help {
        if !groups.contains(&entry.group) {
            groups.push(entry.group);
        }
    }
    groups
}

/// The lines of each group, under its heading: what a key does stands beside it, and where that is long on a narrow screen
/// beneath.
fn lines(sections: &[(&str, Vec<Help>)], look: &Look, width: u16) -> Vec<Vec<Line<'static>>> {
    let mut out = Vec::new();
    let (ascii, room) = (look.glyphs.is_ascii(), usize::from(width));
    let all = sections.iter().flat_map(|(_, help)| help);
    let widest = all.map(|entry| entry.shown(ascii).width()).max().unwrap_or(0);
    for (title, help) in sections {
        for group in groups(help) {
            let heading = if group.is_empty() { (*title).to_owned() } else { format!("{title}: {group}") };
            let mut sheet = Sheet::default();
            sheet.push(Line::styled(heading, look.theme.heading));
            for entry in help.iter().filter(|entry| entry.group == group) {
                let mut lead = Span::styled(entry.shown(ascii), look.theme.key);
                let mut used = if width < NARROW { lead.width() + 1 } else { widest + 2 };
                if width < NARROW && 2 * used > room {
                    sheet.push(std::mem::take(&mut lead));
                    used = 2;
                }
                let gap = " ".repeat(used - lead.width());
                let label = prose::sentence(&entry.label, room.saturating_sub(used).max(1), look.theme.text);
                sheet.hang(vec![lead, gap.into()], label);
            }
            out.push(sheet.into_lines());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::app::EVERYWHERE;
    use super::super::keys;
    use super::*;

    #[test]
    fn the_last_line_can_be_reached_and_nothing_beyond() {
        let sections = [("A", keys::help(EVERYWHERE))];
        let rows = columns(&sections, &Look::dark(), Rect::new(0, 0, 20, 3))[0].len();
        assert_eq!(last_scroll(&sections, Rect::new(0, 0, 20, 4)), rows - 3);
        assert!(rows > EVERYWHERE.len() + 1, "long lines take several rows");
        assert_eq!(last_scroll(&sections, Rect::new(0, 0, 80, 24)), 0);
        assert_eq!(last_scroll(&[], Rect::new(0, 0, 80, 24)), 0);
    }

    #[test]
    fn what_is_long_for_its_column_goes_on_beneath() {
        let sections = [("A", keys::help(EVERYWHERE)), ("B", keys::help(EVERYWHERE))];
        for width in 20..240 {
            let laid = columns(&sections, &Look::dark(), Rect::new(0, 0, width, 20));
            let room = usize::from(width) / laid.len();
            let widest = laid.iter().flatten().map(Line::width).max().unwrap_or(0);
            assert!(widest <= room, "{widest} columns in {room} at {width}");
        }
    }

    #[test]
    fn a_wide_screen_has_several_columns_and_no_group_is_torn() {
        let sections =
            [("A", keys::help(EVERYWHERE)), ("B", keys::help(EVERYWHERE)), ("C", keys::help(EVERYWHERE))];
        let [wide, narrow, low] = [(200, 50), (120, 50), (80, 14)].map(|(width, height)| {
            let columns = columns(&sections, &Look::dark(), Rect::new(0, 0, width, height));
            columns.iter().map(Vec::len).collect::<Vec<_>>()
        });
        assert_eq!((wide, narrow), (vec![7, 7, 7], vec![17, 8]));
        assert_eq!(low.len(), 1, "there is no room for two");
    }
}
