use jiff::civil::date;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::*;
use crate::card::Text;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Look;
use crate::tui::zones::Zones;

/// The lines of all of `sheet`, drawn so many columns wide.
pub(in crate::tui) fn shown(sheet: &Sheet, width: u16) -> Vec<String> {
    frame_of(sheet, width, sheet.height(), &Look::dark())
}

/// The lines of a frame of that size with `sheet` in it.
pub(in crate::tui) fn frame_of(sheet: &Sheet, width: u16, height: u16, look: &Look) -> Vec<String> {
    // A backend of no size at all cannot be printed, an empty area in a larger one can.
    let mut terminal = Terminal::new(TestBackend::new(width.max(1), height.max(1))).unwrap();
    let area = Rect { x: 0, y: 0, width, height };
    let zones = &mut Zones::default();
    terminal.draw(|frame| sheet.draw(area, &mut Canvas { frame, look, zones })).unwrap();
    let buffer = terminal.backend().buffer();
    let mut lines = Vec::new();
    for y in 0..height {
        let (mut line, mut x) = (String::new(), 0);
        while x < width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += prose::columns(symbol).max(1) as u16;
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Compares a frame with the one that is kept under `name` in that folder of the frames.
pub(in crate::tui) fn assert_frame_in(folder: &str, name: &str, frame: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../../../tests/frames/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, frame));
}

#[test]
fn heat_map_and_gauge_look_well_at_every_size() {
    let days: Vec<_> =
        (1..=28).map(|day| (date(2026, 2, day), u32::from(day.unsigned_abs()) * 5 % 37)).collect();
    let map = heatmap::Heatmap::new(&days, date(2026, 3, 1));
    for (width, height) in [(20, 6), (80, 24), (200, 50)] {
        for (name, look) in [("plain", Look::plain()), ("signs", Look::dark())] {
            let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
            let mut sheet = Sheet::default();
            sheet.push(panel::ruled("Today", "12 due", width, &look));
            for line in map.lines(width, height - 4, &look) {
                sheet.push(line);
            }
            sheet.push(bar::bar(5, 12, width.min(30), &look));
            sheet.prose(&Text::new("- **due**\n- new"), width, &look, look.theme.text);
            let mut zones = Zones::default();
            terminal
                .draw(|frame| {
                    let area = Rect { height: height - 1, ..frame.area() };
                    sheet.draw(area, &mut Canvas { frame, look: &look, zones: &mut zones });
                })
                .unwrap();
            let frame = terminal.backend().to_string();
            let lines: Vec<_> = frame.lines().map(|line| line.trim_matches('"').trim_end()).collect();
            assert_frame_in("", &format!("widgets_{name}_{width}x{height}"), &lines.join("\n"));
        }
    }
}

#[test]
fn what_stands_beside_a_line_keeps_its_own_style() {
    let look = Look::dark();
    let mut left = Sheet::default();
    left.push(ratatui::text::Line::styled("a", look.theme.heading));
    let mut right = Sheet::default();
    right.push("b");
    left.beside(right, 4);
    let mut terminal = Terminal::new(TestBackend::new(6, 1)).unwrap();
    let zones = &mut Zones::default();
    terminal.draw(|frame| left.draw(frame.area(), &mut Canvas { frame, look: &look, zones })).unwrap();
    let buffer = terminal.backend().buffer();
    assert_eq!(buffer[(0, 0)].fg, look.theme.heading.fg.unwrap());
    assert_eq!(buffer[(4, 0)].fg, ratatui::style::Color::Reset);
}
