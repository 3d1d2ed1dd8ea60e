//! The help over everything: all keys of the screen beneath, from its table.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};
use unicode_width::UnicodeWidthStr;

use super::event::{Code, Key};
use super::keys::Help;
use super::theme::Look;
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
    zones.add(area, Key::new(Code::Esc));
    let lines: Vec<Line> = lines(sections, look).into_iter().skip(scroll).collect();
    let room = room(area);
    let rest = lines.len() > usize::from(room.height);
    frame.render_widget(Paragraph::new(lines), room);
    let foot = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    let hint = match (rest || scroll > 0, look.glyphs.is_ascii()) {
        (true, true) => "esc close  up/down more",
        (true, false) => "esc close  ↑↓ more",
        (false, _) => "esc close",
    };
    frame.render_widget(Line::styled(hint, look.theme.dim), foot);
}

/// The scroll at which the last line is at the bottom.
pub(super) fn last_scroll(sections: &[(&str, Vec<Help>)], area: Rect) -> usize {
    length(sections).saturating_sub(usize::from(room(area).height))
}

/// Where the lines go: all but the foot, with a margin where there is room for one.
fn room(area: Rect) -> Rect {
    let above = Rect { height: area.height.saturating_sub(1), ..area };
    if area.width >= 40 && area.height >= 12 { above.inner(Margin::new(2, 1)) } else { above }
}

/// How many lines [`lines`] makes: an empty one before every heading but the first.
fn length(sections: &[(&str, Vec<Help>)]) -> usize {
    let lines = |(_, help): &(&str, Vec<Help>)| 2 * groups(help).len() + help.len();
    sections.iter().map(lines).sum::<usize>().saturating_sub(1)
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

fn lines<'a>(sections: &'a [(&str, Vec<Help>)], look: &Look) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let shown = |entry: &Help| entry.shown(look.glyphs.is_ascii());
    let wide =
        sections.iter().flat_map(|(_, help)| help).map(|entry| shown(entry).width()).max().unwrap_or(0);
    for (title, help) in sections {
        for group in groups(help) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            let heading = if group.is_empty() { (*title).to_owned() } else { format!("{title}: {group}") };
            lines.push(Line::styled(heading, look.theme.heading));
            for entry in help.iter().filter(|entry| entry.group == group) {
                let keys = shown(entry);
                let gap = " ".repeat(wide - keys.width() + 2);
                lines.push(Line::from(vec![
                    Span::styled(keys, look.theme.key),
                    gap.into(),
                    (&*entry.label).into(),
                ]));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::app::EVERYWHERE;
    use super::super::keys;
    use super::*;

    #[test]
    fn the_last_line_can_be_reached_and_nothing_beyond() {
        let look = Look::dark();
        for sections in
            [vec![], vec![("A", vec![])], vec![("A", keys::help(EVERYWHERE)), ("B", keys::help(EVERYWHERE))]]
        {
            assert_eq!(length(&sections), lines(&sections, &look).len());
        }
        let sections = [("A", keys::help(EVERYWHERE))];
        assert_eq!(last_scroll(&sections, Rect::new(0, 0, 20, 4)), 3);
        assert_eq!(last_scroll(&sections, Rect::new(0, 0, 80, 24)), 0);
    }
}
