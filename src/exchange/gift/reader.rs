//! From GIFT to cards.

use super::RULE;
use super::numeric;
use super::record::{self, Answer, Entry, Markup, Pieces, Record};
use crate::card::kinds::{Blank, Cloze, Flip, Matching, Truth, Typed};
use crate::card::{Body, Text};
use crate::exchange::card::{Card, choice};
use crate::exchange::report::{Lost, Place, Report};
use crate::exchange::{Brought, cloze, formula, html, prose, tags};

/// Reads all questions.
pub(super) fn read(text: &str) -> Brought {
    let mut brought = Brought::default();
    let mut category = String::new();
    for entry in record::entries(text) {
        let record = match entry {
            Entry::Category(path) => {
                category = path;
                continue;
            }
            Entry::Record(record) => record,
        };
        let place = Place::Line(record.line);
        if let Some(mut card) = card(&record, &place, &mut brought.report) {
            for tag in &record.tags {
                tags::add(&mut card, tag);
            }
            let path = category.trim_start_matches('$').trim_start_matches("course$").trim_start_matches('/');
            tags::add_path(&mut card, path.strip_prefix("top/").unwrap_or(path), "/");
            brought.cards.push(card);
        }
    }
    brought
}

fn card(record: &Record, place: &Place, report: &mut Report) -> Option<Card> {
    if record.is_cut {
        report.lose(Lost::TooLong, place, None);
        return None;
    }
    let pieces = match record::pieces(&record.text) {
        Ok(pieces) => pieces,
        Err(reason) => {
            report.lose(Lost::Unreadable, place, Some(reason));
            return None;
        }
    };
    let mut reader = Reader { markup: pieces.markup, report, place, told: Vec::new() };
    let body = match reader.body(&pieces) {
        Ok(body) => body,
        Err((lost, name)) => {
            report.lose(lost, place, name.or(Some(&short(&pieces.before))));
            return None;
        }
    };
    let is_flip = matches!(body, Body::Flip(_));
    if let Some(feedback) = pieces.feedback.filter(|_| !is_flip) {
        let feedback = reader.text(&feedback);
        reader.told.push(feedback);
    }
    let mut told = reader.told;
    told.retain(|told| !told.is_empty());
    if let Some(title) = pieces.title
        && !prose::unmarked(&pieces.before).starts_with(title.trim_end_matches(['.', '…']))
    {
        report.lose(Lost::Title, place, Some(&title));
    }
    let mut card = Card::new(body, place.clone());
    card.explain = (!told.is_empty()).then(|| told.join("\n\n"));
    Some(card)
}

fn short(text: &str) -> String {
    super::escape::revealed(text)
}

/// What was lost with a whole question, with a word that says more.
type Loss = (Lost, Option<&'static str>);

struct Reader<'a> {
    markup: Markup,
    report: &'a mut Report,
    place: &'a Place,
    /// Feedback that is shown with the solution.
    told: Vec<String>,
}

impl Reader<'_> {
    fn body(&mut self, pieces: &Pieces) -> Result<Body, Loss> {
        let Some(inside) = &pieces.answers else { return Err((Lost::Description, None)) };
        if inside.is_empty() {
            let front = self.text(&pieces.before);
            let Some(feedback) = &pieces.feedback else { return Err((Lost::Essay, None)) };
            // An essay that tells its answer afterwards is a card to turn over.
            let back = self.text(feedback);
            let (back, below) = back.split_once(RULE).unwrap_or((&back, ""));
            self.told.push(below.to_owned());
            return Ok(Flip { front: Text::new(front), back: Text::new(back), reverse: false }.into());
        }
        if let Some(holds) = truth(inside) {
            let mut told = inside.split('#').skip(1);
            let (wrong, right) = (told.next().unwrap_or(""), told.next().unwrap_or(""));
            for feedback in [right, wrong] {
                let feedback = self.text(feedback);
                self.told.push(feedback);
            }
            return Ok(Truth { statement: self.question(pieces), holds }.into());
        }
        if let Some(numbers) = inside.strip_prefix('#') {
            let question = self.question(pieces);
            return self.numeric(numbers, question);
        }
        let answers = record::answers(inside);
        if answers.is_empty() {
            return Err((Lost::Unreadable, Some("no `=` or `~` stands before an answer")));
        }
        if answers.iter().all(|answer| answer.is_right && answer.text.contains("->")) {
            return self.pairs(&answers, pieces);
        }
        if answers.iter().all(|answer| answer.is_right) {
            return self.short(&answers, pieces);
        }
        self.choice(&answers, pieces)
    }

    fn numeric(&mut self, inside: &str, question: Text) -> Result<Body, Loss> {
        let (answers, told) = numeric::answers(inside);
        for feedback in told {
            let feedback = self.text(&feedback);
            self.told.push(feedback);
        }
        let mut right: Vec<_> = answers.iter().filter(|answer| answer.is_full).collect();
        for _ in right.len()..answers.len() {
            self.report.lose(Lost::Credit, self.place, None);
        }
        if right.is_empty() {
            return Err((Lost::Unanswered, None));
        }
        let first = right.remove(0);
        let texts = std::iter::once(first).chain(right.iter().copied()).map(|answer| answer.text.clone());
        let mut card = Typed::new(question, texts);
        card.expected.tolerance = first.tolerance;
        if right.iter().any(|answer| answer.tolerance.is_some()) {
            self.report.lose(Lost::Key, self.place, Some("a second tolerance"));
        }
        Ok(card.into())
    }

    fn pairs(&mut self, answers: &[Answer], pieces: &Pieces) -> Result<Body, Loss> {
        let (mut pairs, mut extra) = (Vec::new(), Vec::new());
        for answer in answers {
            let (left, right) = answer.text.split_once("->").unwrap_or((&answer.text, ""));
            let (left, right) = (Text::new(self.text(left)), Text::new(self.text(right)));
            match (left.is_empty(), right.is_empty()) {
                (false, false) => pairs.push((left, right)),
                (true, false) => extra.push(right),
                _ => return Err((Lost::Unreadable, Some("a pair lacks a side"))),
            }
        }
        Ok(Matching { question: self.question(pieces), pairs, extra }.into())
    }

    fn short(&mut self, answers: &[Answer], pieces: &Pieces) -> Result<Body, Loss> {
        let mut right = Vec::new();
        for answer in answers {
            if answer.percent.is_some_and(|percent| percent < 100.0) {
                self.report.lose(Lost::Credit, self.place, Some(&short(&answer.text)));
                continue;
            }
            if let Some(feedback) = &answer.feedback {
                let feedback = self.text(feedback);
                self.told.push(feedback);
            }
            let text = self.typed(&answer.text);
            if !text.is_empty() && !right.contains(&text) {
                right.push(text);
            }
        }
        if right.is_empty() {
            return Err((Lost::Unanswered, None));
        }
        if !pieces.after.trim().is_empty() {
            let marked = self.text(&format!("{}{}{}", pieces.before, cloze::MARK, pieces.after));
            let parts = cloze::parts(&marked, vec![Blank::new(1, right, None)]);
            return Ok(Cloze::new(Text::default(), parts).into());
        }
        Ok(Typed::new(self.question(pieces), right).into())
    }

    fn choice(&mut self, answers: &[Answer], pieces: &Pieces) -> Result<Body, Loss> {
        let has_full = answers.iter().any(|answer| answer.is_right || answer.percent == Some(100.0));
        let shares: Vec<_> =
            answers.iter().filter(|answer| answer.is_right_where(has_full)).map(|a| a.percent).collect();
        let is_even = shares.windows(2).all(|two| two[0] == two[1]);
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        let mut final_option = None;
        for answer in answers {
            let text = self.text(&answer.text);
            final_option = Some(text.clone());
            let feedback = answer.feedback.as_ref().map(|feedback| self.text(feedback));
            if answer.is_right_where(has_full) {
                self.told.extend(feedback);
                right.push(text);
                if !is_even {
                    self.report.lose(Lost::Credit, self.place, Some(&short(&answer.text)));
                }
            } else {
                if answer.percent.is_some_and(|percent| percent > 0.0) {
                    self.report.lose(Lost::Credit, self.place, Some(&short(&answer.text)));
                }
                wrong.push((text, feedback.filter(|feedback| !feedback.is_empty())));
            }
        }
        if right.is_empty() {
            return Err((Lost::Unanswered, None));
        }
        let mut card = choice(self.question(pieces).as_str(), &right, wrong, final_option);
        // Who gives shares and no `=` asks for all that apply, be it one.
        card.many |= !answers.iter().any(|answer| answer.is_right);
        Ok(card.into())
    }

    /// The question, with a gap where its answers stood in the middle.
    fn question(&mut self, pieces: &Pieces) -> Text {
        if pieces.after.trim().is_empty() {
            return Text::new(self.text(&pieces.before));
        }
        let gap = if self.markup == Markup::Markdown { "\\_\\_\\_\\_\\_" } else { "_____" };
        Text::new(self.text(&format!("{}{gap}{}", pieces.before, pieces.after)))
    }

    /// A text as our Markdown.
    fn text(&mut self, text: &str) -> String {
        let (markup, text) = record::markup(text, self.markup);
        let text = super::escape::revealed(text);
        let is_html = markup == Markup::Html || markup == Markup::Moodle && html::is_likely(&text);
        if !is_html {
            formula::tell(&text, self.report, self.place);
        }
        match markup {
            Markup::Markdown => prose::verbatim(text.trim()),
            Markup::Plain => prose::literal(text.trim()),
            Markup::Moodle if !is_html => prose::literal(text.trim()),
            Markup::Moodle => html::markdown(&text.trim().replace('\n', "<br>"), self.report, self.place),
            Markup::Html => html::markdown(&text, self.report, self.place),
        }
    }

    /// A text as it is typed.
    fn typed(&mut self, text: &str) -> String {
        let (markup, text) = record::markup(text, self.markup);
        let text = super::escape::revealed(text);
        let is_html = markup == Markup::Html || markup == Markup::Moodle && html::is_likely(&text);
        let plain =
            if is_html { html::plain(&text, self.report, self.place) } else { prose::verbatim(text.trim()) };
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn truth(inside: &str) -> Option<bool> {
    match inside.split('#').next()?.trim().to_uppercase().as_str() {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    }
}
