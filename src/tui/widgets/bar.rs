//! How far along something is.

use ratatui::text::{Line, Span};

use super::prose::filled;
use crate::tui::theme::Look;

/// Columns of a gauge beside a name on a row of `width`.
pub fn beside_name(width: u16) -> u16 {
    (width / 4).min(24)
}

/// A gauge of `width` columns, `done` of `all` full. It looks empty only when nothing is done and full only when all is.
pub fn bar(done: usize, all: usize, width: u16, look: &Look) -> Line<'static> {
    let width = usize::from(width);
    // Parts of a column where the signs allow it, whole columns otherwise.
    let steps = look.glyphs.partial.len() + 1;
    let total = width * steps;
    let filled = match (done, all) {
        (_, 0) | (0, _) => 0,
        (done, all) if done >= all => total,
        // One column alone cannot show both a beginning and an end.
        (done, all) => (total * done / all).min(total.saturating_sub(1)).max(1.min(total.saturating_sub(1))),
    };
    let (full, part) = (filled / steps, filled % steps);
    let mut gauge = look.glyphs.full.repeat(full);
    if part > 0 {
        gauge.push_str(look.glyphs.partial[part - 1]);
    }
    let rest = look.glyphs.track.repeat(width - full - usize::from(part > 0));
    Line::from(vec![Span::styled(gauge, look.theme.gauge), Span::styled(rest, look.theme.track)])
}

/// On `width` columns `lead` and a name, how much of it is done as a gauge of so many, and `figures` at the right end.
pub fn row(
    lead: Span<'static>,
    name: &str,
    (done, all): (usize, usize),
    gauge: u16,
    figures: Span<'static>,
    width: u16,
    look: &Look,
) -> Vec<Span<'static>> {
    let used = lead.width() + usize::from(gauge) + figures.width() + 1;
    let name = filled(name, usize::from(width).saturating_sub(used), look);
    let mut spans = vec![lead, Span::styled(format!("{name} "), look.theme.text)];
    spans.extend(bar(done, all, gauge, look).spans);
    spans.push(figures);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(done: usize, all: usize, look: &Look) -> String {
        bar(done, all, 5, look).to_string()
    }

    #[test]
    fn a_bar_grows_in_parts_of_a_column() {
        let look = Look::dark();
        assert_eq!(shown(0, 10, &look), "─────");
        assert_eq!(shown(1, 10, &look), "╸────");
        assert_eq!(shown(10, 10, &look), "━━━━━");
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        assert_eq!(shown(999, 1000, &Look::dark()), "━━━━╸");
        assert_eq!(shown(1, 1000, &Look::dark()), "╸────");
        assert_eq!(shown(999, 1000, &Look::plain()), "####.");
        assert_eq!(shown(3, 0, &Look::plain()), ".....");
    }
}
