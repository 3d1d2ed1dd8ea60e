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
    /// The rows that draw from each other, group by group: those with the same cell where the draw says so, otherwise all.
    groups: Vec<Vec<usize>>,
    /// For each row its group and its place there.
    places: Vec<(usize, usize)>,
    /// How many rows of its group, from each on, give the same option.
    runs: Vec<usize>,
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
    /// Fills `template` with each row. Rows draw from those with the same cell in the column `same`, or from all.
    pub fn of(template: &str, same: Option<&str>, table: &Neighbours<'_>) -> Self {
        let (mut options, mut given, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        let (mut known, mut questions) = (HashMap::new(), HashMap::new());
        let (mut groups, mut places, mut cells_of) = (Vec::<Vec<usize>>::new(), Vec::new(), HashMap::new());
        for (place, cells) in table.rows.iter().enumerate() {
            let row = table.columns.row(cells);
            given.push(*known.entry(fill(template, row)).or_insert_with_key(|option| {
                let text = Text::new(option.trim());
                let compared = text.plain().to_lowercase();
                options.push((text, compared));
                options.len() - 1
            }));
            asked.push(*questions.entry(fill(table.question, row)).or_insert(place));
            let group = *cells_of.entry(same.and_then(|same| row.cell(same))).or_insert(groups.len());
            groups.resize(groups.len().max(group + 1), Vec::new());
            places.push((group, groups[group].len()));
            groups[group].push(place);
        }
        let marks = Marks { options: vec![0; options.len()], rows: vec![0; given.len()] };
        let mut runs = vec![1; given.len()];
        for pair in groups.iter().flat_map(|group| group.windows(2).rev()) {
            if given[pair[0]] == given[pair[1]] {
                runs[pair[0]] = runs[pair[1]] + 1;
            }
        }
        Self { options, given, groups, places, runs, asked, marks: RefCell::new(marks) }
    }

    /// The options that the other rows give the row of `table`, look-alikes first, without those that are `right`, and
    /// how many of them are from look-alikes.
    pub fn drawn(&self, table: &Neighbours<'_>, right: &[Text]) -> (Vec<Text>, usize) {
        let right: Vec<_> = right.iter().map(|text| text.plain().to_lowercase()).collect();
        let mark = table.row + 1;
        let marks = &mut *self.marks.borrow_mut();
        let (group, place) = self.places[table.row];
        let look_alikes = table.look_alikes.iter().copied().filter(|&row| self.places[row].0 == group);
        let (mut drawn, mut near) = (Vec::new(), 0);
        for row in look_alikes {
            marks.rows[row] = mark;
            let taken = self.take(row, table.row, marks, &right);
            near += usize::from(taken.is_some());
            drawn.extend(taken.cloned());
        }
        let (mut step, mut looked_at) = (1, 0);
        let group = &self.groups[group];
        while step < group.len() && looked_at < MOST_ROWS && drawn.len() < MOST_DRAWN {
            let row = group[(place + step) % group.len()];
            step += self.runs[row];
            if marks.rows[row] != mark {
                looked_at += 1;
                drawn.extend(self.take(row, table.row, marks, &right).cloned());
            }
        }
        drawn.truncate(MOST_DRAWN);
        near = near.min(MOST_DRAWN);
        (drawn, near)
    }

    /// The option that `row` gives to the row `to`, unless it was taken for it already or would be right.
    fn take(&self, row: usize, to: usize, marks: &mut Marks, right: &[String]) -> Option<&Text> {
        cost::count(1);
        let option = self.given[row];
        // Columns with few different cells are common; each of these is looked at once.
        if std::mem::replace(&mut marks.options[option], to + 1) == to + 1 {
            return None;
        }
        let (text, compared) = &self.options[option];
        let is_wrong = !text.is_empty() && !right.contains(compared) && self.asked[row] != self.asked[to];
        is_wrong.then_some(text)
    }
}
