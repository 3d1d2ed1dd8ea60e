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
    let mut column = 0;
    let cell = |text: &'a str| {
        let cell = Cell { text, column, is_level: false };
        column += room(text).unwrap_or_else(|| text.width());
        cell
    };
    let mut cells: Vec<Cell<'_>> = line.graphemes(true).map(cell).collect();
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
        let touches = |signs: &[&str]| ends.iter().any(|end| signs.contains(end));
        if touches(&["+"]) || count >= LINE && touches(&["|", ">", "<"]) {
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
    let beside = |place: Option<usize>| place.and_then(|place| grid[row].get(place));
    let [left, right] = [beside(place.checked_sub(1)), beside(Some(place + 1))];
    let is_upright = |row| at(grid, row, column).is_some_and(|cell| matches!(cell.text, "|" | "+"));
    let (up, down) = (is_upright(row.checked_sub(1)), is_upright(Some(row + 1)));
    let is_line = |cell: Option<&Cell<'_>>| cell.is_some_and(|cell| cell.is_level);
    // An upright line that only the head of an arrow touches.
    let is_hit = |head: Option<&Cell<'_>>, sign: &str, tail: Option<usize>| {
        head.is_some_and(|cell| cell.text == sign) && is_line(beside(tail))
    };
    match text {
        "-" if is_level => Some('─'),
        "|" => {
            let is_hit = is_hit(left, ">", place.checked_sub(2)) || is_hit(right, "<", Some(place + 2));
            let [left, right] = [is_line(left), is_line(right)];
            (up || down || left || right || is_hit).then(|| JOINED[sum([left, right, true, true])])
        }
        "+" => {
            let ends = [is_line(left), is_line(right), up, down];
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
