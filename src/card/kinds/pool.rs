//! The options that the rows of a table give a template, each made once: every row draws from all others.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Neighbours;
use crate::card::Text;
use crate::source::{cost, fill};

/// Wrong options kept for a card to draw from; more would only cost memory.
const MOST_DRAWN: usize = 24;
/// Rows looked at for them, so that a table of thousands of rows is still read at once.
const MOST_ROWS: usize = 500;

/// What each row gives as an option, and asks.
#[derive(Debug)]
pub struct Pool {
    /// The different options, each also as it is compared.
    options: Vec<(Text, String)>,
    /// Which option each row gives.
    given: Vec<usize>,
    /// For each row the first that asks the same.
    asked: Vec<usize>,
    marks: RefCell<Marks>,
}

/// For which row, counted from 1, an option and a row were looked at last.
#[derive(Debug)]
struct Marks {
    options: Vec<usize>,
    rows: Vec<usize>,
}

impl Pool {
    /// Fills `template` with each row.
    pub fn of(template: &str, table: &Neighbours<'_>) -> Self {
        let (mut options, mut given, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        let (mut known, mut questions) = (HashMap::new(), HashMap::new());
        for (place, cells) in table.rows.iter().enumerate() {
            let row = table.columns.row(cells);
            given.push(*known.entry(fill(template, row)).or_insert_with_key(|option| {
                let text = Text::new(option.trim());
                let compared = text.plain().to_lowercase();
                options.push((text, compared));
                options.len() - 1
            }));
            asked.push(*questions.entry(fill(table.question, row)).or_insert(place));
        }
        let marks = Marks { options: vec![0; options.len()], rows: vec![0; given.len()] };
        Self { options, given, asked, marks: RefCell::new(marks) }
    }

    /// The options that the other rows give the row of `table`, look-alikes first, without those that are `right`, and
    /// how many of them are from look-alikes.
    pub fn drawn(&self, table: &Neighbours<'_>, right: &[Text]) -> (Vec<Text>, usize) {
        let right: Vec<_> = right.iter().map(|text| text.plain().to_lowercase()).collect();
        let mark = table.row + 1;
        let marks = &mut *self.marks.borrow_mut();
        for &row in table.look_alikes {
            marks.rows[row] = mark;
        }
        let others = (1..table.rows.len()).map(|step| (table.row + step) % table.rows.len());
        let alike = table.look_alikes.iter().map(|row| (*row, true));
        let far = others.filter(|row| marks.rows[*row] != mark).map(|row| (row, false)).take(MOST_ROWS);
        let (mut drawn, mut near) = (Vec::new(), 0);
        for (row, is_alike) in alike.chain(far) {
            cost::count(1);
            let option = self.given[row];
            // Columns with few different cells are common; each of these is looked at once.
            if marks.options[option] == mark {
                continue;
            }
            marks.options[option] = mark;
            let (text, compared) = &self.options[option];
            if text.is_empty() || right.contains(compared) || self.asked[row] == self.asked[table.row] {
                continue;
            }
            drawn.push(text.clone());
            near += usize::from(is_alike);
            if drawn.len() == MOST_DRAWN {
                break;
            }
        }
        (drawn, near)
    }
}
