//! Where a question stands: in a column that is easy to read, and on a wide screen with something told beside it.

use ratatui::layout::Rect;

use super::column;

/// From this width on there is room beside a question.
pub(super) const WIDE: u16 = 110;
/// No line of a question is longer than this where something stands beside it.
pub(super) const READABLE: u16 = 80;
/// The same where it has the screen for itself.
const WIDEST: u16 = 92;
/// The least and the most columns of what is told beside it.
const SIDE: (u16, u16) = (26, 34);
/// Columns between the two, at most.
const BETWEEN: u16 = 6;

/// The parts of a screen that shows a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stage {
    /// The question.
    pub(super) question: Rect,
    /// Beside it: at its right, and where there is room for both, one at each side.
    pub(super) beside: Beside,
}

/// What there is room for beside a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// Nothing.
    Nothing,
    /// One column at the right.
    Right(Rect),
    /// A column at each side.
    Both(Rect, Rect),
}

impl Stage {
    /// The parts of `area`.
    pub(super) fn of(area: Rect) -> Self {
        if area.width < WIDE {
            return Self { question: column(area, WIDEST), beside: Beside::Nothing };
        }
        let whole = column(area, u16::MAX);
        let (least, most) = SIDE;
        let both = READABLE + 2 * (most + BETWEEN);
        if whole.width >= both {
            let left = Rect { x: whole.x + (whole.width - both) / 2, width: most, ..whole };
            let question = Rect { x: left.right() + BETWEEN, width: READABLE, ..whole };
            let right = Rect { x: question.right() + BETWEEN, ..left };
            return Self { question, beside: Beside::Both(left, right) };
        }
        let side = (whole.width.saturating_sub(READABLE + BETWEEN)).clamp(least, most);
        let between = (whole.width - side).saturating_sub(READABLE).clamp(4, BETWEEN);
        let width = READABLE.min(whole.width - side - between);
        let used = width + between + side;
        let question = Rect { x: whole.x + (whole.width - used) / 2, width, ..whole };
        let right = Rect { x: question.right() + between, width: side, ..whole };
        Self { question, beside: Beside::Right(right) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_as_wide_as_one_reads_well_and_stands_in_the_middle() {
        for width in WIDE..300 {
            let area = Rect::new(0, 0, width, 40);
            let Stage { question, beside } = Stage::of(area);
            assert!((72..=READABLE).contains(&question.width), "{question} of {width}");
            let (left, right) = match beside {
                Beside::Nothing => panic!("nothing stands beside it at {width}"),
                Beside::Right(right) => (question, right),
                Beside::Both(left, right) => (left, right),
            };
            let (before, after) = (left.x, width - right.right());
            assert!(before.abs_diff(after) <= 1, "{before} and {after} columns are left at {width}");
            assert!(question.right() + 4 <= right.x && (SIDE.0..=SIDE.1).contains(&right.width));
        }
    }

    #[test]
    fn a_narrow_screen_is_the_questions_alone() {
        for width in 0..WIDE {
            let Stage { question, beside } = Stage::of(Rect::new(0, 0, width, 24));
            assert_eq!(beside, Beside::Nothing);
            assert!(question.right() <= width);
        }
    }
}
