//! Draws with box characters what an author drew with `+`, `-` and `|`. Each character stays in its column, and what is no
//! line stays as it is.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// From so many on, dashes are a line by themselves where an end of them touches something that lines do.
const LINE: usize = 3;
/// The box characters, by what they join: left, right, up and down, in that order from the lowest bit.
const JOINED: [char; 16] = ['+', '─', '─', '─', '│', '┘', '└', '┴', '│', '┐', '┌', '┬', '│', '┤', '├', '┼'];

/// The lines of a drawing with its lines drawn. `room` are the columns of a character that stands for a hole.
pub(super) fn drawn(lines: &[String], room: impl Fn(&str) -> Option<usize>) -> Vec<String> {
    let grid: Vec<Vec<Cell<'_>>> = lines.iter().map(|line| cells(line, &room)).collect();
    let mut out = Vec::with_capacity(lines.len());
    for (row, cells) in grid.iter().enumerate() {
        let mut line = String::new();
        for (place, cell) in cells.iter().enumerate() {
            match boxed(&grid, row, place) {
                Some(sign) => line.push(sign),
                None => line.push_str(cell.text),
            }
        }
        out.push(line);
    }
    out
}

/// A character and the column it begins at.
struct Cell<'a> {
    text: &'a str,
    column: usize,
    /// Whether it is a dash of a line from left to right.
    is_level: bool,
}

fn cells<'a>(line: &'a str, room: &impl Fn(&str) -> Option<usize>) -> Vec<Cell<'a>> {
    let (mut cells, mut column) = (Vec::new(), 0);
    for text in line.graphemes(true) {
        cells.push(Cell { text, column, is_level: false });
        column += room(text).unwrap_or_else(|| text.width());
    }
    find_levels(&mut cells);
    cells
}

/// Finds the dashes that are part of a line from left to right: an end of it touches a corner, or it is long enough and
/// touches an upright line or the head of an arrow.
fn find_levels(cells: &mut [Cell<'_>]) {
    let mut first = 0;
    while first < cells.len() {
        let count = cells[first..].iter().take_while(|cell| cell.text == "-").count();
        let before = first.checked_sub(1).map_or("", |before| cells[before].text);
        let ends = [before, cells.get(first + count).map_or("", |cell| cell.text)];
        let is_joined = count >= LINE && ends.iter().any(|end| matches!(*end, "|" | ">" | "<"));
        if is_joined || ends.contains(&"+") {
            cells[first..first + count].iter_mut().for_each(|cell| cell.is_level = true);
        }
        first += count.max(1);
    }
}

/// The character of the row that stands in a column; `None` where there is none, or one begins before it.
fn at<'a>(grid: &'a [Vec<Cell<'a>>], row: Option<usize>, column: usize) -> Option<&'a Cell<'a>> {
    let cells = grid.get(row?)?;
    cells.binary_search_by_key(&column, |cell| cell.column).ok().and_then(|place| cells.get(place))
}

/// The box character for the one at `place` of a row, if it is part of a line.
fn boxed(grid: &[Vec<Cell<'_>>], row: usize, place: usize) -> Option<char> {
    let Cell { text, column, is_level } = grid[row][place];
    let near = [-2, -1, 1, 2].map(|step| grid[row].get(place.checked_add_signed(step)?));
    let [before, left, right, behind] = near.map(|cell| cell.is_some_and(|cell| cell.is_level));
    let [up, down] = [-1, 1].map(|step| {
        let cell = at(grid, row.checked_add_signed(step), column);
        cell.is_some_and(|cell| matches!(cell.text, "|" | "+"))
    });
    match text {
        "-" if is_level => Some('─'),
        "|" => {
            // Only the head of an arrow may touch it.
            let [_, from, to, _] = near.map(|cell| cell.map_or("", |cell| cell.text));
            let is_hit = from == ">" && before || to == "<" && behind;
            (up || down || left || right || is_hit).then(|| JOINED[sum([left, right, true, true])])
        }
        "+" => {
            let ends = [left, right, up, down];
            (ends.iter().filter(|end| **end).count() >= 2).then(|| JOINED[sum(ends)])
        }
        _ => None,
    }
}

fn sum(ends: [bool; 4]) -> usize {
    ends.iter().rev().fold(0, |sum, end| 2 * sum + usize::from(*end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> String {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        drawn(&lines, |_| None).join("\n")
    }

    #[test]
    fn boxes_arrows_and_ladders_are_drawn() {
        assert_eq!(
            shown("+---+      +---+\n| a |----->| b |\n+---+---+  +---+\n|   | c |\n+---+---+"),
            "┌───┐      ┌───┐\n│ a ├─────>│ b │\n├───┼───┐  └───┘\n│   │ c │\n└───┴───┘"
        );
        assert_eq!(
            shown("  |          |\n  |--------->|\n  |  a -> b  |\n  |<---------|\n  |          |"),
            "  │          │\n  ├─────────>│\n  │  a -> b  │\n  │<─────────┤\n  │          │"
        );
        assert_eq!(shown("0 %    50 %\n |------|\n a      b"), "0 %    50 %\n ├──────┤\n a      b");
    }

    #[test]
    fn what_is_no_line_stays_as_it_is() {
        for text in [
            "ls --all -l | sort",
            "-----BEGIN CERTIFICATE-----",
            "a + b - c",
            "x = y || z",
            "10.0.0.1  ->  10.0.0.2",
            "- one\n- two",
            "C:\\>dir",
            "a | b\nc - d",
            "i++; --i",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_character_stays_in_its_column_and_only_lines_change(text in "([-+| <>ab表\u{301}\n]|---|\\+--){0,80}") {
            let before: Vec<&str> = text.lines().collect();
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let after = drawn(&lines, |_| None);
            prop_assert_eq!(before.len(), after.len());
            for (before, after) in before.iter().zip(&after) {
                prop_assert_eq!(before.width(), after.width());
                let (before, after) = (before.graphemes(true), after.graphemes(true));
                for (before, after) in before.zip(after) {
                    prop_assert!(before == after || ["-", "+", "|"].contains(&before), "{} for {}", after, before);
                }
            }
        }

        #[test]
        fn a_drawing_without_lines_is_left_alone(text in "[ a-z0-9.,:;=/<>\n]{0,80}") {
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            prop_assert_eq!(drawn(&lines, |_| None), lines);
        }
    }
}
