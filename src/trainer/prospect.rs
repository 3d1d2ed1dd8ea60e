//! What the days until the exam bring, in words, for screens and lines alike.

use super::Prospect;
use crate::words;

impl Prospect {
    /// Today first, then what is studied by the exam, then what is recalled on its day.
    pub fn sentences(&self) -> Vec<String> {
        if self.days.is_empty() {
            return vec!["The exam is today. What is least certain comes first.".to_owned()];
        }
        vec![self.today(), self.studied(), self.recalled()]
    }

    fn today(&self) -> String {
        let today = &self.days[0];
        if self.days.iter().all(|day| day.time.is_zero()) {
            return "No day before the exam has any minutes left.".to_owned();
        }
        let (reviews, new) = (today.reviews.round() as usize, today.new.round() as usize);
        match (today.time.is_zero(), reviews + new) {
            (true, _) => "Today has no minutes left.".to_owned(),
            (_, 0) => "Today has nothing to ask.".to_owned(),
            _ => {
                let parts = [(new, "new question"), (reviews, "review")];
                let parts = parts.into_iter().filter(|(count, _)| *count > 0);
                let parts: Vec<_> = parts.map(|(count, what)| words::count(count, what)).collect();
                format!("Today: about {}, {}.", parts.join(" and "), words::estimate(today.used))
            }
        }
    }

    fn studied(&self) -> String {
        match (self.unseen, self.seen_by) {
            (0, Some(day)) => format!("Every question is studied by {}.", words::date(day)),
            (0, None) => "Every question was studied.".to_owned(),
            (unseen, _) => {
                let more = self.ten_more.round() as usize;
                let gain = if more > 0 {
                    let answers = words::count(more, "right answer");
                    format!(" Ten more minutes a day are worth up to {answers} more.")
                } else {
                    String::new()
                };
                format!("{} will not have been studied by then.{gain}", words::count(unseen, "question"))
            }
        }
    }

    fn recalled(&self) -> String {
        let recall = words::percent(self.recall);
        format!("On the day about {recall} is recalled, as the memory model alone expects it.")
    }
}
