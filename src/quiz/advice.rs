//! What several results together say: ready, or not yet.
//!
//! A paper of 45 questions says little: a true 80 % comes out between 68 and 92 %. So two papers in a row have to agree.

use super::mark::Report;

/// From this share of the points on a paper is good enough.
const GOOD: f64 = 0.85;
/// Below this share of the points a topic is weak.
pub const WEAK: f64 = 0.7;
/// Papers of fewer questions say too little.
const FEWEST: usize = 40;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Two papers in a row at 85 % or more, and no topic under 70 %.
    Ready,
    /// This one was; another has to follow.
    OneMore,
    /// At 85 % or more, but these topics are under 70 %.
    Topics(Vec<String>),
    /// Under 85 %.
    NotYet,
    /// The paper was too short to say anything.
    TooShort,
}

impl Advice {
    /// What the papers of one exam say, oldest first; of the last two only the full and half ones count.
    pub fn of(reports: &[&Report]) -> Self {
        let Some((last, before)) = reports.split_last() else { return Self::TooShort };
        if last.marks.len() < FEWEST {
            return Self::TooShort;
        }
        if last.share() < GOOD {
            return Self::NotYet;
        }
        let weak = weak(last);
        if !weak.is_empty() {
            return Self::Topics(weak);
        }
        let earlier = before.iter().rfind(|report| report.marks.len() >= FEWEST);
        match earlier {
            Some(report) if report.share() >= GOOD && self::weak(report).is_empty() => Self::Ready,
            _ => Self::OneMore,
        }
    }

    /// The advice as a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Ready => {
                "Two papers in a row at 85 % or more, and no topic under 70 %: you are ready.".to_owned()
            }
            Self::OneMore => {
                "Good. Do as well on the next paper and you are ready; a single one may be luck.".to_owned()
            }
            Self::Topics(topics) => {
                format!("Good overall, but these topics are under 70 %: {}.", topics.join(", "))
            }
            Self::NotYet => {
                "You are ready after two papers in a row at 85 % or more, with no topic under 70 %."
                    .to_owned()
            }
            Self::TooShort => {
                format!(
                    "A paper of fewer than {FEWEST} questions is practice: it says little about the exam."
                )
            }
        }
    }
}

fn weak(report: &Report) -> Vec<String> {
    let is_weak = report.topics.iter().filter(|topic| topic.share() < WEAK);
    is_weak.map(|topic| topic.title.clone()).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::mark::{Mark, TopicReport};
    use super::*;

    /// A report of topics with so many points earned of so many, an item for each point.
    fn report(topics: &[(usize, usize)]) -> Report {
        let reports = topics.iter().map(|&(got, of)| TopicReport {
            title: format!("{got} of {of}"),
            items: of,
            right: got,
            points: got as f64,
            of: of as f64,
            spent: Duration::ZERO,
        });
        let (points, of) = topics.iter().fold((0, 0), |sum, topic| (sum.0 + topic.0, sum.1 + topic.1));
        Report {
            points: points as f64,
            of: of as f64,
            scaled: None,
            passed: None,
            luck: (0.0, 1.0),
            topics: reports.collect(),
            marks: vec![Mark { verdict: None, points: 0.0, of: 1.0 }; of],
            misconceptions: Vec::new(),
            guesses: Vec::new(),
        }
    }

    #[test]
    fn ready_is_two_good_papers_in_a_row_without_a_weak_topic() {
        let (good, bad) = (report(&[(34, 38), (6, 7)]), report(&[(30, 38), (6, 7)]));
        let (lopsided, quick) = (report(&[(37, 38), (4, 7)]), report(&[(19, 20)]));
        assert_eq!(Advice::of(&[&good, &good]), Advice::Ready);
        assert_eq!(Advice::of(&[&good, &quick, &good]), Advice::Ready, "a quick one between says nothing");
        assert_eq!(Advice::of(&[&good]), Advice::OneMore);
        assert_eq!(Advice::of(&[&bad, &good]), Advice::OneMore);
        assert_eq!(Advice::of(&[&lopsided, &good]), Advice::OneMore);
        assert_eq!(Advice::of(&[&good, &bad]), Advice::NotYet);
        assert_eq!(Advice::of(&[&good, &lopsided]), Advice::Topics(vec!["4 of 7".to_owned()]));
        assert_eq!(Advice::of(&[&good, &quick]), Advice::TooShort);
    }
}
