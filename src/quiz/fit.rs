//! Whether the decks hold what an exam asks for.

use std::collections::{BTreeSet, HashSet};

use super::ask::{candidates, profiles};
use super::blueprint::Exam;
use super::drawing::supply;
use crate::card::{Part, Question};
use crate::source::{Code, Diagnostic, Located, suggestion};

/// What of `exam` the `questions` of all decks cannot give: tags that no question has, topics that share questions,
/// forms that ask more than there is. All of them are warnings: a paper is drawn nevertheless, of what there is.
pub fn fit(exam: &Exam, questions: &[&Question]) -> Vec<Diagnostic> {
    let known: BTreeSet<&str> =
        questions.iter().flat_map(|question| question.notes.tags.iter()).map(String::as_str).collect();
    let mut findings = unknown_tags(exam, &known);
    findings.extend(shared(exam, questions));
    findings.extend(short(exam, questions));
    findings.sort_by_key(|finding| finding.span.range.start);
    findings
}

fn unknown_tags(exam: &Exam, known: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let tags = exam.tags.iter().chain(&exam.without).chain(exam.topics.iter().flat_map(|topic| &topic.tags));
    let unknown = tags.filter(|tag| !known.contains(tag.value.as_str()));
    unknown.map(|tag| unknown_tag(tag, known)).collect()
}

fn unknown_tag(tag: &Located<String>, known: &BTreeSet<&str>) -> Diagnostic {
    let message = format!("no question has the tag `{}`", tag.value);
    let help = suggestion(&tag.value, known.iter().copied())
        .unwrap_or_else(|| "tags are written in decks, at `[deck]` or at a card".to_owned());
    Diagnostic::warning(Code::UNKNOWN_TAG, tag.span.clone(), message).help(help)
}

/// Topics that take questions which another topic has already.
fn shared(exam: &Exam, questions: &[&Question]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (place, topic) in exam.topics.iter().enumerate() {
        for first in &exam.topics[..place] {
            // A tag that both name has been reported on reading.
            let told = first.tags.iter().any(|tag| topic.tags.iter().any(|own| own.value == tag.value));
            let asked = questions.iter().filter(|question| exam.topic_of(question).is_some());
            let both = asked.filter(|question| takes(first, question) && takes(topic, question)).count();
            if both > 0 && !told {
                let message = format!("{both} of its questions belong to `{}` too", first.title);
                findings.push(
                    Diagnostic::warning(Code::OVERLAPPING_TOPICS, topic.at.clone(), message)
                        .related(first.at.clone(), "they are drawn here")
                        .help("a question counts for the first topic that has one of its tags"),
                );
            }
        }
    }
    findings
}

/// Whether `question` has one of the topic's tags.
fn takes(topic: &super::Topic, question: &Question) -> bool {
    topic.tags.iter().any(|tag| question.notes.tags.contains(&tag.value))
}

/// Topics of which the longest form asks more than there is.
fn short(exam: &Exam, questions: &[&Question]) -> Vec<Diagnostic> {
    let candidates = candidates(exam, &profiles(questions), &|_| true);
    let Some(form) = exam.forms.iter().max_by_key(|form| form.questions) else { return Vec::new() };
    let tags: HashSet<&str> =
        questions.iter().flat_map(|q| q.notes.tags.iter()).map(String::as_str).collect();
    let mut findings = Vec::new();
    for (place, (topic, wanted)) in exam.topics.iter().zip(exam.shares(form)).enumerate() {
        // A topic whose tags nobody knows has been reported for that.
        if !topic.tags.iter().any(|tag| tags.contains(tag.value.as_str())) {
            continue;
        }
        let performance = candidates.iter().filter(|one| one.topic == place && one.part == Part::Performance);
        let there = supply(&candidates, place, wanted) + performance.count().min(form.performance);
        if there < wanted {
            let message = format!(
                "the form `{}` asks {wanted} questions of this topic, but the decks have {there} that ask different things",
                form.id,
            );
            findings.push(
                Diagnostic::warning(Code::TOO_FEW_QUESTIONS, topic.at.clone(), message)
                    .help("lower the weight, or write more cards; typed and flip cards count where others give wrong options"),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn codes(exam: &str, deck: &str) -> Vec<(&'static str, String)> {
        let [exam, deck] = [exam, deck].map(|text| SourceFile { name: "x.toml".into(), text: text.into() });
        let (exam, findings) = super::super::read(&exam);
        assert_eq!(findings, []);
        let (deck, findings) = crate::deck::parse(&[deck]);
        assert_eq!(findings, []);
        let questions: Vec<&Question> = deck.questions.iter().collect();
        fit(&exam.unwrap(), &questions)
            .into_iter()
            .map(|f| (f.code.name(), f.help.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn what_the_decks_do_not_hold_is_told() {
        let exam = "[exam]\nid='x'\ntitle='X'\npass=50\n[[form]]\nid='full'\nquestions=4\n\
            [[topic]]\ntag='ports'\nweight=1\n[[topic]]\ntag='dhpc'\nweight=1\n[[topic]]\ntag='mail'\nweight=2\n";
        let deck = "[deck]\nid='d'\ntags=['ports']\n\
            [[card]]\nid='a'\nquestion='q?'\nanswer='a'\nwrong=['b','c','d']\ntags=['dhcp', 'mail']\n";
        let codes = codes(exam, deck);
        let names: Vec<_> = codes.iter().map(|(code, _)| *code).collect();
        assert_eq!(names, ["unknown-tag", "overlapping-topics", "too-few-questions"]);
        assert_eq!(codes[0].1, "did you mean `dhcp`?");
    }
}
