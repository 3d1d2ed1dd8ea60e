//! Reads the tables in `tests/fixtures/`: comma-separated, a cell with commas or quotes in double quotes.

use crate::tree::read;

/// The rows of `tests/fixtures/{name}.csv` below its heading, which must be `columns`.
pub(crate) fn rows<const N: usize>(name: &str, columns: [&str; N]) -> Vec<[String; N]> {
    let path = format!("tests/fixtures/{name}.csv");
    let text = read(&path);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(&*columns.join(",")), "{path}: the heading");
    let row = |(number, line): (usize, &str)| {
        let cells = cells(line);
        let found = cells.len();
        cells.try_into().unwrap_or_else(|_| panic!("{path}:{}: {found} cells instead of {N}", number + 2))
    };
    lines.enumerate().map(row).collect()
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let cell = cells.last_mut().expect("there is a cell from the start");
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            letter => cell.push(letter),
        }
    }
    cells
}

#[test]
fn quoted_cells_keep_commas_and_quotes() {
    assert_eq!(cells(r#"a,"b, ""c""",,d"#), ["a", r#"b, "c""#, "", "d"]);
}
