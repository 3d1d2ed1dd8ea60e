//! The signs that stand beside words and colours.

/// One sign for each meaning. Each is exactly one column wide, so a layout does not depend on the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// A right answer.
    pub right: &'static str,
    /// A wrong answer.
    pub wrong: &'static str,
    /// Nearly or partly right.
    pub close: &'static str,
    /// The line that the cursor is on.
    pub cursor: &'static str,
    /// Leads from one thing to another.
    pub arrow: &'static str,
    /// A point of a list.
    pub bullet: &'static str,
    /// Between things said in passing.
    pub dot: &'static str,
    /// Chosen.
    pub on: &'static str,
    /// Not chosen.
    pub off: &'static str,
    /// Chosen or done in part.
    pub half: &'static str,
    /// To come back to.
    pub flag: &'static str,
    /// A rule across.
    pub rule: &'static str,
    /// More above.
    pub up: &'static str,
    /// More below.
    pub down: &'static str,
    /// A line goes on beyond the right border.
    pub cut: &'static str,
    /// A line begins before the left border.
    pub cut_left: &'static str,
    /// The done part of a gauge.
    pub full: &'static str,
    /// Between what was and what comes of it.
    pub to: &'static str,
    /// The rest of a gauge.
    pub track: &'static str,
    /// The end of the done part: rising parts of a column. May be empty.
    pub partial: &'static [&'static str],
    /// Days of the heat map, from none to most.
    pub heat: [&'static str; 5],
    /// Columns of a small diagram, from the lowest to the highest.
    pub levels: [&'static str; 8],
}

impl Glyphs {
    /// Whether these are the signs for terminals that show no Unicode.
    pub fn is_ascii(&self) -> bool {
        *self == Self::ASCII
    }

    /// For terminals that show Unicode.
    pub const UNICODE: Self = Self {
        right: "✓",
        wrong: "✗",
        close: "≈",
        cursor: "▸",
        arrow: "→",
        to: "→",
        bullet: "•",
        dot: "·",
        on: "●",
        off: "○",
        half: "◐",
        flag: "⚑",
        rule: "─",
        up: "▴",
        down: "▾",
        cut: "›",
        cut_left: "‹",
        full: "━",
        track: "─",
        partial: &["╸"],
        heat: ["·", "▫", "▪", "▣", "■"],
        levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    };

    /// For all others.
    pub const ASCII: Self = Self {
        right: "+",
        wrong: "x",
        close: "~",
        cursor: ">",
        arrow: "=",
        to: ">",
        bullet: "*",
        dot: "-",
        on: "*",
        off: "o",
        half: "%",
        flag: "F",
        rule: "-",
        up: "^",
        down: "v",
        cut: ">",
        cut_left: "<",
        full: "#",
        track: ".",
        partial: &[],
        heat: [".", "-", "+", "*", "#"],
        levels: ["_", ".", "-", "=", "+", "*", "%", "#"],
    };
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn every_sign_is_one_column_wide() {
        for set in [Glyphs::UNICODE, Glyphs::ASCII] {
            let Glyphs { right, wrong, close, cursor, arrow, bullet, dot, on, off, rule, .. } = set;
            let Glyphs {
                up, down, cut, cut_left, full, track, partial, heat, half, flag, levels, to, ..
            } = set;
            let signs = [right, wrong, close, cursor, arrow, bullet, dot, on, off, rule, up, down, cut];
            let more = [cut_left, full, track, half, flag, to];
            for sign in signs.iter().chain(&more).chain(partial).chain(&heat).chain(&levels) {
                assert_eq!(sign.width(), 1, "{sign}");
            }
        }
    }

    #[test]
    fn the_fallback_is_ascii() {
        assert!(format!("{:?}", Glyphs::ASCII).is_ascii());
    }
}
