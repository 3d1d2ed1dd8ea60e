//! The rating that an answer suggests. The learner is free to give another.

use std::time::Duration;

use super::{Buttons, Rating};
use crate::card::Verdict;

/// The rating to put under the learner's finger.
///
/// Wrong or partly wrong: Again. Close, or right with a hint or after more than twice the `median` time for that kind
/// of question: Hard, which is Good where there are only two buttons. Otherwise Good, and so where the learner judges
/// alone. Easy is never suggested. `median` is `None` as long as it stands on too little.
pub fn suggest(
    verdict: &Verdict,
    hinted: bool,
    took: Duration,
    median: Option<Duration>,
    buttons: Buttons,
) -> Rating {
    let was_slow = median.is_some_and(|median| took > median.saturating_mul(2));
    let rating = match verdict {
        Verdict::Wrong | Verdict::Partly { .. } => Rating::Again,
        Verdict::Close(_) => Rating::Hard,
        Verdict::Right if hinted || was_slow => Rating::Hard,
        Verdict::Right | Verdict::Unjudged => Rating::Good,
    };
    if rating == Rating::Hard && buttons == Buttons::Two { Rating::Good } else { rating }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEDIAN: Option<Duration> = Some(Duration::from_secs(5));
    const QUICK: Duration = Duration::from_secs(10);
    const SLOW: Duration = Duration::from_millis(10_001);

    #[test]
    fn the_answer_suggests_the_rating() {
        let four =
            |verdict: Verdict, hinted, took, median| suggest(&verdict, hinted, took, median, Buttons::Four);
        assert_eq!(four(Verdict::Right, false, QUICK, MEDIAN), Rating::Good);
        assert_eq!(four(Verdict::Right, true, QUICK, MEDIAN), Rating::Hard);
        assert_eq!(four(Verdict::Right, false, SLOW, MEDIAN), Rating::Hard);
        assert_eq!(four(Verdict::Right, false, SLOW, None), Rating::Good);
        assert_eq!(four(Verdict::Close("Telnet".into()), false, QUICK, MEDIAN), Rating::Hard);
        assert_eq!(four(Verdict::Partly { got: 2, of: 3 }, false, QUICK, MEDIAN), Rating::Again);
        assert_eq!(four(Verdict::Wrong, true, SLOW, MEDIAN), Rating::Again);
        assert_eq!(four(Verdict::Unjudged, true, SLOW, MEDIAN), Rating::Good);
    }

    #[test]
    fn with_two_buttons_only_those_are_suggested() {
        for verdict in [Verdict::Right, Verdict::Close(String::new()), Verdict::Wrong, Verdict::Unjudged] {
            let rating = suggest(&verdict, true, SLOW, MEDIAN, Buttons::Two);
            assert!(Buttons::Two.ratings().contains(&rating));
        }
    }
}
