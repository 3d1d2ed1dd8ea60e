//! Rows with options: which of them is right, said by letter, number or text. How a file says it is seen from all its rows,
//! so that `2` among numbers is not taken for the second.

use crate::exchange::letters::{self, Named};

/// The options of one row and what it says of the right ones.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// By their columns; those that are empty are no options.
    pub(super) options: Vec<String>,
    /// What is wrong in any case.
    pub(super) wrong: Vec<String>,
    /// Which are right.
    pub(super) key: String,
}

/// How the rows of a file say which option is right.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ways {
    /// For letters, numbers and texts whether each row can be read so.
    fits: [bool; 3],
    /// Whether numbers count from 0; `None` where that is open.
    is_zero_based: Option<bool>,
}

/// Why it is not known which option is right.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Nothing is said.
    Unsaid,
    /// What is said is none of the options.
    None,
    /// It can be read in two ways.
    Either(String, String),
}

impl Ways {
    /// What all rows have in common; `is_index` where the column calls itself one, as programs do that count from 0.
    pub(super) fn of(rows: &[Asked], is_index: bool) -> Self {
        let said = rows.iter().filter(|row| !row.key.trim().is_empty());
        let (mut has_zero, mut has_last) = (false, false);
        for row in said.clone() {
            let numbers = letters::by_numbers(&row.key).map(|named| named.places).unwrap_or_default();
            has_zero |= numbers.contains(&0);
            has_last |= numbers.iter().any(|number| *number >= row.options.len());
        }
        let is_zero_based = match (has_zero, is_index && !has_last) {
            (true, _) => Some(true),
            (false, true) => None,
            (false, false) => Some(false),
        };
        let ways = Self { fits: [false; 3], is_zero_based };
        let mut fits = [true; 3];
        for row in said {
            for (fit, way) in fits.iter_mut().zip(ways.readings(row)) {
                *fit &= way.is_some();
            }
        }
        Self { fits, ..ways }
    }

    /// The places of the right options of `row`.
    pub(super) fn right(self, row: &Asked) -> Result<Vec<usize>, Open> {
        if row.key.trim().is_empty() {
            return Err(Open::Unsaid);
        }
        let readings = self.readings(row);
        let mut found =
            distinct(readings.iter().zip(self.fits).filter_map(|(way, fits)| way.as_ref().filter(|_| fits)));
        if found.is_empty() {
            found = distinct(readings.iter().flatten());
        }
        match found.as_slice() {
            [] => Err(Open::None),
            [one] => Ok((*one).clone()),
            [one, other, ..] => Err(Open::Either(row.named(one), row.named(other))),
        }
    }

    /// What a row says if it is read as letters, as numbers and as texts.
    fn readings(self, row: &Asked) -> [Option<Vec<usize>>; 3] {
        let numbers = letters::by_numbers(&row.key).and_then(|named| {
            let first = usize::from(!self.is_zero_based?);
            let places: Option<Vec<_>> =
                named.places.iter().map(|number| number.checked_sub(first)).collect();
            Some(Named { places: places?, rest: named.rest })
        });
        let [letters, numbers] = [letters::by_letters(&row.key), numbers].map(|named| row.fitting(named?));
        [letters, numbers, row.by_text()]
    }
}

impl Asked {
    /// The places that are named, if there is an option at each, and if what is said besides is that option.
    fn fitting(&self, Named { places, rest }: Named) -> Option<Vec<usize>> {
        let is_there =
            |place: &usize| self.options.get(*place).is_some_and(|option| !option.trim().is_empty());
        let is_option = |text: &str| matches!(places.as_slice(), [one] if is_same(text, &self.options[*one]));
        (places.iter().all(is_there) && (rest.is_empty() || is_option(&rest))).then_some(places)
    }

    /// The places of the options whose texts are said: one, or several between `;`, `|`, commas or lines.
    fn by_text(&self) -> Option<Vec<usize>> {
        if let Some(place) = self.place_of(&self.key) {
            return Some(vec![place]);
        }
        [";", "|", "\n", ","].iter().find_map(|between| {
            let mut places = Vec::new();
            for part in self.key.split(between).filter(|part| !part.trim().is_empty()) {
                let place = self.place_of(part)?;
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            (places.len() > 1).then_some(places)
        })
    }

    /// The texts of the options at `places`.
    fn named(&self, places: &[usize]) -> String {
        places.iter().map(|place| self.options[*place].as_str()).collect::<Vec<_>>().join(", ")
    }

    fn place_of(&self, text: &str) -> Option<usize> {
        let exact = self.options.iter().position(|option| option.trim() == text.trim());
        exact.filter(|_| !text.trim().is_empty()).or_else(|| {
            let mut alike = self.options.iter().enumerate().filter(|(_, option)| is_same(text, option));
            alike.next().filter(|_| alike.next().is_none()).map(|(place, _)| place)
        })
    }
}

/// Each of `readings` once, in their order.
fn distinct<'a>(readings: impl Iterator<Item = &'a Vec<usize>>) -> Vec<&'a Vec<usize>> {
    let mut distinct = Vec::new();
    for reading in readings {
        if !distinct.contains(&reading) {
            distinct.push(reading);
        }
    }
    distinct
}

fn is_same(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| text.split_whitespace().map(str::to_lowercase));
    one.clone().next().is_some() && one.eq(other)
}

/// The options that stand in one field: on lines of their own, or between `|`, `;` or commas; their letters go.
pub(super) fn listed(field: &str) -> Vec<String> {
    let field = field.trim();
    let (inside, is_list) = match field.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inside) => (inside, true),
        None => (field, false),
    };
    let between = ['\n', '|', ';', ',']
        .into_iter()
        .find(|between| inside.contains(*between) && !(is_list && *between != ','));
    let parts = inside.split(between.unwrap_or('\n')).map(str::trim).filter(|part| !part.is_empty());
    let quotes =
        |part: &str| if is_list { part.trim_matches(['"', '\'']).to_owned() } else { part.to_owned() };
    let parts: Vec<String> = parts.map(quotes).collect();
    let unlabelled: Option<Vec<String>> = parts
        .iter()
        .enumerate()
        .map(|(place, part)| {
            let mut letters = part.trim_start_matches('(').chars();
            let first = letters.next()?.to_ascii_lowercase();
            let is_label = first as usize == 'a' as usize + place || first as usize == '1' as usize + place;
            let rest = letters.as_str().strip_prefix([')', '.', ':'])?;
            (is_label && rest.starts_with(' ')).then(|| rest.trim().to_owned())
        })
        .collect();
    unlabelled.filter(|_| parts.len() > 1).unwrap_or(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(options: &[&str], key: &str) -> Asked {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        Asked { options, wrong: Vec::new(), key: key.to_owned() }
    }

    fn right(rows: &[Asked]) -> Vec<Result<Vec<usize>, Open>> {
        let ways = Ways::of(rows, false);
        rows.iter().map(|row| ways.right(row)).collect()
    }

    #[test]
    fn the_right_option_is_said_by_letter_number_or_text() {
        let options = ["21", "22", "", "25"];
        for (key, wanted) in [
            ("B", Ok(vec![1])),
            ("a, d", Ok(vec![0, 3])),
            ("2", Ok(vec![1])),
            ("22", Ok(vec![1])),
            ("22; 25", Ok(vec![1, 3])),
            ("B. 22", Ok(vec![1])),
            ("B. 23", Err(Open::None)),
            ("C", Err(Open::None)),
            ("80", Err(Open::None)),
            ("", Err(Open::Unsaid)),
        ] {
            assert_eq!(right(&[asked(&options, key)]), [wanted], "{key}");
        }
    }

    #[test]
    fn a_number_among_numbers_is_what_the_other_rows_say_it_is_and_else_open() {
        let numbers = ["1", "2", "4", "8"];
        let either = Err(Open::Either("4".into(), "8".into()));
        assert_eq!(right(&[asked(&["2", "4", "8", "3"], "3")]), [Err(Open::Either("8".into(), "3".into()))]);
        assert_eq!(right(&[asked(&numbers, "4"), asked(&["SSH", "DNS"], "2")])[0], Ok(vec![3]));
        assert_eq!(right(&[asked(&numbers, "4"), asked(&numbers, "8")])[0], Ok(vec![2]));
        assert_ne!(right(&[asked(&numbers, "4")])[0], either);
        let from_zero = [asked(&["a", "b"], "0"), asked(&["c", "d"], "1")];
        assert_eq!(right(&from_zero), [Ok(vec![0]), Ok(vec![1])]);
        assert_eq!(Ways::of(&from_zero[1..], true).right(&from_zero[1]), Err(Open::None));
    }

    #[test]
    fn options_in_one_field_are_told_apart() {
        assert_eq!(listed("A) 21; B) 22"), ["21", "22"]);
        assert_eq!(listed("21|22, or so|23"), ["21", "22, or so", "23"]);
        assert_eq!(listed("['21', '22']"), ["21", "22"]);
        assert_eq!(listed("DNS\nSSH"), ["DNS", "SSH"]);
        assert_eq!(listed("only"), ["only"]);
    }
}
