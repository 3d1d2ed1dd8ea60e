//! No size is too small, and nothing that is typed ends the program.

use proptest::prelude::*;

use super::decks::{KINDS, LONG};
use super::*;

#[test]
fn a_session_is_usable_on_the_smallest_screen() {
    let mut player = player_with(library(&[KINDS]), Look::dark(), (20, 6));
    player.shows(&["9 new", "Every kind", "enter start"]);
    player.press("<enter>").shows(&["What is a DHCP", "9 left", "space turn over  q"]);
    player.press("<space>").shows(&["→ Permission to use", "▸3 good", "1", "4"]);
    player.press("366").shows(&["listen?", "▸ 66", "enter answer  esc"]);
    player.press("<enter>").shows(&["✗ Wrong.", "✗ 66", "→ 67", "▸1 again"]);
}

#[test]
fn the_footer_never_says_a_word_twice() {
    for size in SIZES {
        let mut player = player_with(library(&[KINDS]), Look::dark(), size);
        player.press("<enter>");
        for _ in 0..9 {
            for key in ["", "d", "4"] {
                player.press(key);
                let frame = player.frame();
                let foot = frame.lines().last().unwrap_or_default();
                let hints: Vec<&str> =
                    foot.split("  ").map(str::trim).filter(|hint| !hint.is_empty()).collect();
                let labels: Vec<&str> =
                    hints.iter().map(|hint| hint.split_once(' ').map_or(*hint, |(_, label)| label)).collect();
                for (index, label) in labels.iter().enumerate() {
                    let first = |label: &str| label.split(' ').next().unwrap_or_default().to_owned();
                    let earlier = labels[..index].iter().any(|earlier| first(earlier) == first(label));
                    assert!(!earlier, "`{label}` twice in: {foot}");
                }
            }
            player.press("<enter>");
        }
    }
}

#[test]
fn there_are_never_two_empty_lines_in_a_solution() {
    let mut player = player_with(library(&[KINDS, LONG]), Look::dark(), (80, 50));
    player.press("<enter>");
    for _ in 0..10 {
        player.press("<alt+h>");
        let frame = player.frame();
        let text = frame.trim_end().lines().skip(3).map(str::trim).collect::<Vec<_>>().join("\n");
        let end = text.find("source").unwrap_or(0);
        assert!(!text[..end].contains("\n\n\n"), "{frame}");
        player.press("d<enter><enter>4");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_screen_panics_at_any_size(
        width in 0_u16..=70,
        height in 0_u16..=30,
        later in (0_u16..=70, 0_u16..=30),
        keys in proptest::collection::vec("[a-zA-Z1-9?/ ]|<enter>|<enter>|<esc>|<tab>|<up>|<down>|<left>|<pagedown>|<pageup>|<end>|<backspace>|<alt\\+u>|<alt\\+h>", 0..40),
        is_full in any::<bool>(),
    ) {
        for look in [Look::dark(), Look::plain()] {
            let mut player = player_with(library(&[KINDS, LONG]), look, (width.max(1), height.max(1)));
            player.resize(width, height);
            player.press("<enter>");
            for (index, key) in keys.iter().enumerate() {
                player.world.is_full = is_full && index % 7 == 3;
                player.press(key);
                if index == 12 {
                    player.resize(later.0, later.1);
                }
            }
        }
    }
}

#[test]
fn on_a_large_screen_every_column_stands_in_the_middle() {
    for width in 0..260 {
        for widest in [92, 100, u16::MAX] {
            let area = ratatui::layout::Rect::new(3, 0, width, 40);
            let column = crate::tui::screens::column(area, widest);
            let (left, right) = (column.x - area.x, area.right() - column.right());
            assert!(left.abs_diff(right) <= 1, "{left} and {right} columns beside {widest} of {width}");
        }
    }
}

#[test]
fn a_large_screen_has_what_was_missed_beside_how_the_session_went() {
    let mut player = player_with(library(&[KINDS]), Look::dark(), (120, 35));
    player.press("<enter><space>1<esc>q");
    let frame = player.frame();
    let row = |words: &str| frame.lines().position(|line| line.contains(words)).expect(words);
    assert!(row("Missed") < row("0 of 1 right"), "{frame}");
    assert!(row("The week ahead") < row("Decks"), "{frame}");
    player.resize(80, 24);
    let frame = player.frame();
    let row = |words: &str| frame.lines().position(|line| line.contains(words)).expect(words);
    assert!(row("Missed") > row("0 of 1 right"), "{frame}");
}
