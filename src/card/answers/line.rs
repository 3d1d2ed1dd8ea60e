//! Questions and solutions line by line: what is printed, and what is read, where there is no screen.

use crate::card::Text;

/// What stands on one line or, where it is long, on several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<'a> {
    /// A sentence.
    Sentence(String),
    /// What an author wrote, behind a word that says what it is.
    Labelled(&'static str, &'a Text),
    /// What an author wrote, behind its number or letter.
    Item(String, &'a Text),
    /// One of the things that the sentence above it announces.
    Below(String),
    /// A text with holes.
    Holes {
        /// The text.
        text: &'a Text,
        /// What stands in each hole: in running text, and in a drawing.
        filled: Vec<[String; 2]>,
        /// The columns that a drawing has for each hole.
        room: Vec<usize>,
    },
}

/// The number shown before the item `index`.
pub(super) fn number(index: usize) -> String {
    (index + 1).to_string()
}

/// The letters shown before the right side `index`: a to z, then aa, ab, …
pub(super) fn letter(index: usize) -> String {
    let last = char::from(b'a' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { format!("{}{last}", letter(index / 26 - 1)) }
}

/// One line for each of `items`, behind its mark.
pub(super) fn listed<'a>(
    items: impl IntoIterator<Item = &'a Text>,
    mark: fn(usize) -> String,
) -> impl Iterator<Item = Line<'a>> {
    items.into_iter().enumerate().map(move |(index, item)| Line::Item(mark(index), item))
}

/// A sentence, and what it announces.
pub(super) fn below<'a>(sentence: &str, items: impl IntoIterator<Item = String>) -> Vec<Line<'a>> {
    let mut lines = vec![Line::Sentence(sentence.to_owned())];
    lines.extend(items.into_iter().map(Line::Below));
    lines
}

/// What was typed as an answer, without blanks around it; or that nothing was.
pub(super) fn typed(line: &str) -> Result<String, String> {
    match line.trim() {
        "" => Err("Type an answer, or :d if you don't know it.".to_owned()),
        typed => Ok(typed.to_owned()),
    }
}

/// The words of a line, parted by blanks, commas and the like.
pub(super) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.')).filter(|word| !word.is_empty())
}

/// Numbers from 1 to `most`, as indices.
pub(super) fn numbers(line: &str, most: usize) -> Result<Vec<usize>, String> {
    words(line)
        .map(|word| match word.parse() {
            Ok(number @ 1..) if number <= most => Ok(number - 1),
            Ok(number) => Err(format!("There is no {number}: the numbers go from 1 to {most}.")),
            Err(_) => Err(format!("Type numbers from 1 to {most}, with spaces between them.")),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["a", "z", "aa", "az", "ba"]);
    }
}
