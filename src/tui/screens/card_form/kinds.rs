//! The list that a kind is picked from: each with an example on one line. What does not fit a form is begun as a template in
//! the editor.

use ratatui::text::{Line, Span};

use crate::author::{Draft, Entry};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::clipped;
use crate::tui::widgets::{Cursor, Sheet};

/// Columns of a name.
const NAME: usize = 11;
/// From this width on, example and kind stand on one line.
const WIDE: u16 = 60;

/// The list while it is open.
#[derive(Debug)]
pub(super) struct Kinds {
    /// Everything that can be added, with its example.
    all: Vec<(Entry, String)>,
    pub(super) cursor: Cursor,
}

impl Kinds {
    /// The list with the cursor at the kind of that name.
    pub(super) fn at(name: &str) -> Self {
        let all: Vec<_> = Entry::all().map(|entry| (entry, entry.sample())).collect();
        let at = all.iter().position(|(entry, _)| entry.name() == name).unwrap_or(0);
        Self { all, cursor: Cursor::new(at) }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// What the cursor is at.
    pub(super) fn entry(&self) -> Option<Entry> {
        self.all.get(self.cursor.at()).map(|(entry, _)| *entry)
    }

    /// Whether it can be filled in as a form.
    pub(super) fn fits_a_form(entry: Entry) -> bool {
        matches!(entry, Entry::Card(kind) if Draft::fits_a_form(kind))
    }

    pub(super) fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let theme = &look.theme;
        for (place, (entry, sample)) in self.all.iter().enumerate() {
            let is_here = place == self.cursor.at();
            let sample =
                if Self::fits_a_form(*entry) { sample.clone() } else { format!("(in the editor) {sample}") };
            let first = usize::from(sheet.height());
            let lead = Span::styled(format!("{} ", look.cursor(is_here)), theme.accent);
            let name = Span::styled(format!("{:NAME$}", entry.name()), look.row(is_here));
            if width >= WIDE {
                let room = usize::from(width).saturating_sub(2 + NAME);
                sheet.push(Line::from(vec![
                    lead,
                    name,
                    Span::styled(clipped(&sample, room, look), theme.dim),
                ]));
            } else {
                sheet.push(Line::from(vec![lead, name]));
                if is_here {
                    let sample = clipped(&sample, usize::from(width).saturating_sub(2), look);
                    sheet.push(Line::styled(format!("  {sample}"), theme.dim));
                }
            }
            if is_here {
                sheet.focus(first..usize::from(sheet.height()));
            }
        }
        sheet
    }
}
