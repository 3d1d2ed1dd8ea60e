//! The head of a part of a screen: its name, and what there is to say about it.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::prose::{clipped, columns};
use crate::tui::theme::Look;

/// `title` at the left, `note` at the right border; the note goes first when there is no room.
pub fn heading(title: &str, note: &str, width: u16, look: &Look) -> Line<'static> {
    between(title, look.theme.heading, note, width, " ", look)
}

/// As [`heading`], in another style.
pub fn titled(title: &str, style: Style, note: &str, width: u16, look: &Look) -> Line<'static> {
    between(title, style, note, width, " ", look)
}

/// As [`heading`], with a rule between.
pub fn ruled(title: &str, note: &str, width: u16, look: &Look) -> Line<'static> {
    between(title, look.theme.heading, note, width, look.glyphs.rule, look)
}

fn between(title: &str, style: Style, note: &str, width: u16, rule: &str, look: &Look) -> Line<'static> {
    let width = usize::from(width);
    let title = clipped(title, width, look);
    let used = columns(&title);
    let note = if used + columns(note) + 2 > width { "" } else { note };
    let room = width - used - columns(note);
    let [left, right] = [&*title, note].map(|words| if !words.is_empty() && room > 0 { " " } else { "" });
    let rule = format!("{left}{}{right}", rule.repeat(room - left.len() - right.len()));
    Line::from(vec![
        Span::styled(title, style),
        Span::styled(rule, look.theme.border),
        Span::styled(note.to_owned(), look.theme.dim),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_goes_before_the_title_does() {
        let look = Look::dark();
        assert_eq!(heading("Today", "12 due", 16, &look).to_string(), "Today     12 due");
        assert_eq!(ruled("Today", "12 due", 16, &look).to_string(), "Today ─── 12 due");
        assert_eq!(heading("Today", "12 due", 9, &look).to_string().trim_end(), "Today");
        assert_eq!(ruled("表表", "", 3, &look).to_string(), "表›");
    }

    #[test]
    fn any_width_will_do() {
        for width in 0..30 {
            assert!(
                columns(&ruled("Today", "12 due", width, &Look::plain()).to_string()) <= usize::from(width)
            );
        }
    }
}
