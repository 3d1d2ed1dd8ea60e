//! What stands in the place of the decks where there is none to study.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::view::{NARROW, TIGHT};
use crate::tui::event::Key;
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, panel, prose};

/// How to begin: the keys that help, each of which can be clicked, then `ways` outside the screens. On a small screen the keys,
/// and no more than the names of the commands; `has_others`: whether there are decks that are off.
pub(super) fn ways(ways: &[String], has_others: bool, area: Rect, look: &Look) -> Sheet {
    let (width, is_small) = (area.width, area.width < NARROW || area.height < TIGHT);
    let mut sheet = Sheet::default();
    // Where there is room, it was said above which key chooses other decks.
    let keys = if is_small {
        [('+', "write a card", true), ('w', "other decks", has_others)]
    } else {
        sheet.push(panel::ruled("How to begin", "", width, look));
        [
            ('+', "write a card here; its deck is made with it", true),
            ('r', "read deck files that were put into the folder", true),
        ]
    };
    for (key, words, _) in keys.into_iter().filter(|(.., is_shown)| *is_shown) {
        let lead = vec![Span::styled(format!("{}  ", look.keys.on("Today", key)), look.theme.key)];
        let room = usize::from(width).saturating_sub(prose::width(&lead));
        let rows = sheet.hang(lead, prose::sentence(words, room, look.theme.text));
        sheet.click(rows, Key::char(key));
    }
    if is_small {
        for command in ["examdrill new", "examdrill import"] {
            sheet.say(command, width, look.theme.dim);
        }
        return sheet;
    }
    for way in ways {
        sheet.point((look.glyphs.bullet, look.theme.dim), way, width, look.theme.text);
    }
    sheet
}
