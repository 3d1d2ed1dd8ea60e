//! The options that the rows of a table give a template, each made once: every row draws from all others.

use std::cell::RefCell;
use std::collections::HashMap;

use super::{Neighbours, Wrong};
use crate::card::Text;
use crate::source::{Row, cost, fill, placeholders};

/// Wrong options kept for a card to draw from; more would only cost memory.
const MOST_DRAWN: usize = 24;
/// Rows looked at for them, so that a table of thousands of rows is still read at once.
const MOST_ROWS: usize = 500;

/// What each row gives as an option, and asks.
#[derive(Debug)]
pub struct Pool {
    /// The different options.
    options: Vec<Offered>,
    /// Which option each row gives.
    given: Vec<usize>,
    /// The rows that draw from each other, group by group: those with the same cell where the draw says so, otherwise all.
    groups: Vec<Vec<usize>>,
    /// For each row its group and its place there.
    places: Vec<(usize, usize)>,
    /// How many rows of its group, from each on, give the same option.
    runs: Vec<usize>,
    /// For each row which question it asks; those of some rows read alike.
    asked: Vec<usize>,
    /// For each question the rows that ask it: what they give is right to it.
    asking: Vec<Vec<usize>>,
    marks: RefCell<Marks>,
}

/// What one or more rows give as an option.
#[derive(Debug)]
struct Offered {
    wrong: Wrong,
    /// As it is compared.
    compared: String,
}

/// What wrong options are drawn with.
#[derive(Debug)]
pub struct Draw<'a> {
    /// The text with columns in braces that makes an option of a row.
    pub from: String,
    /// The column whose cell has to be the same.
    pub same: Option<&'a str>,
    /// The text with columns in braces that says what the option of a row is right for.
    pub why: Option<String>,
}

/// For which row, counted from 1, an option and a row were looked at last.
#[derive(Debug)]
struct Marks {
    options: Vec<usize>,
    rows: Vec<usize>,
}

impl Pool {
    /// Makes an option of each row. Rows draw from those with the same cell where `draw` says so, or from all.
    pub fn of(draw: &Draw<'_>, table: &Neighbours<'_>) -> Self {
        let (mut options, mut given) = (Vec::<Offered>::new(), Vec::new());
        let (mut asked, mut asking) = (Vec::new(), Vec::<Vec<usize>>::new());
        let (mut known, mut questions) = (HashMap::new(), HashMap::new());
        let (mut groups, mut places, mut cells_of) = (Vec::<Vec<usize>>::new(), Vec::new(), HashMap::new());
        for (place, cells) in table.rows.iter().enumerate() {
            let row = table.columns.row(cells);
            let option = *known.entry(fill(&draw.from, row)).or_insert_with_key(|option| {
                let text = Text::new(option.trim());
                options.push(Offered {
                    compared: text.plain().to_lowercase(),
                    wrong: Wrong { text, why: None },
                });
                options.len() - 1
            });
            given.push(option);
            // Of the rows that give the same, the first that has all cells of the reason tells it.
            let why = &mut options[option].wrong.why;
            *why = why.take().or_else(|| reason(draw.why.as_deref()?, row));
            let question = *questions.entry(fill(table.question, row)).or_insert(asking.len());
            asked.push(question);
            asking.resize(asking.len().max(question + 1), Vec::new());
            asking[question].push(place);
            let group = *cells_of.entry(draw.same.and_then(|same| row.cell(same))).or_insert(groups.len());
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
        Self { options, given, groups, places, runs, asked, asking, marks: RefCell::new(marks) }
    }

    /// The options that the other rows give the row of `table`, look-alikes first, without those that are `right`, and
    /// how many of them are from look-alikes.
    pub fn drawn(&self, table: &Neighbours<'_>, right: &[Text]) -> (Vec<Wrong>, usize) {
        let right: Vec<_> = right.iter().map(|text| text.plain().to_lowercase()).collect();
        let mark = table.row + 1;
        let marks = &mut *self.marks.borrow_mut();
        let (group, place) = self.places[table.row];
        // What answers the same question is right too, whichever other rows give it as well.
        for &row in self.asking[self.asked[table.row]].iter().take(MOST_ROWS) {
            cost::count(1);
            marks.options[self.given[row]] = mark;
        }
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
    fn take(&self, row: usize, to: usize, marks: &mut Marks, right: &[String]) -> Option<&Wrong> {
        cost::count(1);
        let (option, mark) = (self.given[row], to + 1);
        // Columns with few different cells are common; each of these is looked at once.
        if std::mem::replace(&mut marks.options[option], mark) == mark {
            return None;
        }
        let Offered { wrong, compared } = &self.options[option];
        let is_wrong =
            !wrong.text.is_empty() && !right.contains(compared) && self.asked[row] != self.asked[to];
        is_wrong.then_some(wrong)
    }
}

/// The reason that `template` makes of a row, where the row has all of its cells.
fn reason(template: &str, row: Row<'_>) -> Option<Text> {
    let is_whole = placeholders(template).all(|column| row.cell(column).is_some_and(|cell| !cell.is_empty()));
    is_whole.then(|| Text::new(fill(template, row)))
}
