//! How the questions of a table are told apart by time: by the day on which they were last studied.
//!
//! A question that waits stays on its track and grows a day older with it, so waiting never interpolates. What is
//! studied today goes to today's track.

/// The tracks of one table, in this order: the lines, for what was last studied before day 0, then one for each day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tracks {
    /// Days since the last study on day 0, growing; at least 1.
    pub(super) lines: Vec<usize>,
    /// Days until the exam.
    pub(super) days: usize,
    pub(super) nodes: usize,
}

impl Tracks {
    /// The first track of what is studied on `day`.
    pub(super) fn of_day(&self, day: usize) -> usize {
        self.lines.len() + day
    }

    /// Tracks in all.
    pub(super) fn len(&self) -> usize {
        self.of_day(self.days)
    }

    /// Days since the last study on `day`, for a track that has begun by then.
    pub(super) fn elapsed(&self, track: usize, day: usize) -> usize {
        match self.lines.get(track) {
            Some(line) => line + day,
            None => day - (track - self.lines.len()),
        }
    }

    /// Where the scores of `day` begin. There are scores for the tracks that have begun before it.
    pub(super) fn scores_from(&self, day: usize) -> usize {
        self.nodes * (self.lines.len() * day + day * day.saturating_sub(1) / 2)
    }

    /// The tracks around what was last studied so many days before `day`, with their weights; `None` without any.
    pub(super) fn around(&self, elapsed: usize, day: usize) -> Option<[(usize, f64); 2]> {
        let elapsed = elapsed.max(1);
        if elapsed <= day {
            let track = self.of_day(day - elapsed);
            return Some([(track, 1.0), (track, 0.0)]);
        }
        let since = elapsed - day;
        let upper = self.lines.partition_point(|&line| line < since).min(self.lines.len().checked_sub(1)?);
        let lower = if self.lines[upper] <= since { upper } else { upper.saturating_sub(1) };
        let gap = self.lines[upper] - self.lines[lower];
        let up = if gap == 0 { 0.0 } else { (since - self.lines[lower]) as f64 / gap as f64 };
        Some([(lower, 1.0 - up), (upper, up)])
    }
}

/// The lines up to `oldest`, the longest time since a question was last studied.
pub(super) fn lines(oldest: usize) -> Vec<usize> {
    let steps = std::iter::successors(Some(1), |&line| {
        Some(
            line + match line {
                ..8 => 1,
                8..16 => 2,
                16..32 => 4,
                32..64 => 8,
                64.. => 16,
            },
        )
    });
    steps.take_while(|&line| line < oldest).chain([oldest.max(1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_grow_wider_apart_and_end_at_the_oldest() {
        assert_eq!(lines(0), [1]);
        assert_eq!(lines(9), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(
            lines(100),
            [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 100]
        );
    }

    #[test]
    fn what_was_studied_since_has_its_own_track_and_older_ones_lie_between_lines() {
        let tracks = Tracks { lines: lines(20), days: 9, nodes: 1 };
        assert_eq!(tracks.around(3, 3), Some([(tracks.of_day(0), 1.0), (tracks.of_day(0), 0.0)]));
        let [(lower, down), (upper, up)] = tracks.around(21, 3).unwrap();
        assert_eq!((tracks.lines[lower], tracks.lines[upper]), (16, 20));
        assert!((down - 0.5).abs() < 1e-12 && (up - 0.5).abs() < 1e-12);
        assert_eq!(tracks.around(900, 3), Some([(lower + 1, 1.0), (lower + 1, 0.0)]));
        assert_eq!(Tracks { lines: vec![], ..tracks }.around(4, 3), None);
    }

    #[test]
    fn the_days_of_a_track_are_counted_from_its_study() {
        let tracks = Tracks { lines: vec![1, 5], days: 4, nodes: 10 };
        assert_eq!((tracks.elapsed(1, 3), tracks.elapsed(tracks.of_day(1), 3)), (8, 2));
        assert_eq!([0, 1, 2, 3].map(|day| tracks.scores_from(day)), [0, 20, 50, 90]);
    }
}
