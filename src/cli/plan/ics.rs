//! The plan as a calendar file, which calendar programs import.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use icalendar::{Calendar, Component, Event, Property};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::cli::context::CommandContext;
use crate::cli::failure::{Failure, Status};
use crate::library;
use crate::source::clean;
use crate::trainer::DatedExam;
use crate::words::{count, minutes};

/// Names the program in the file, and so tells a calendar of ours from anybody else's.
const PRODUCT: &str = "-//examdrill//plan//EN";

/// Writes the coming exams and the days of study to `path`, whole or not at all. What is there stays, unless it is such a
/// calendar.
pub(super) fn write(path: &Path, context: &mut CommandContext) -> anyhow::Result<Status> {
    let (mut trainer, _) = context.onlooker(&[])?;
    let now = context.now();
    trainer.plan(now)?;
    let (view, today) = (trainer.view(), trainer.today(now));
    let exams: Vec<&DatedExam> = view.agenda().coming(today).collect();
    if exams.is_empty() {
        return Err(Failure::usage("no exam has a date that is to come")
            .help("`examdrill plan set` gives one a date")
            .into());
    }
    let days = view.study_days(today);
    let text = calendar(&exams, &days, now).to_string();
    match former(path) {
        Some(before) => library::replace(path, &before, &text)?,
        None if path.exists() => {
            return Err(Failure::usage(format!(
                "`{}` is no calendar that the program wrote",
                path.display()
            ))
            .help("choose another name; nothing was written")
            .into());
        }
        None => library::create(path, &text)?,
    }
    let (exams, days) = (count(exams.len(), "exam"), count(days.len(), "day"));
    let file = path.to_string_lossy();
    writeln!(context.out, "Wrote {exams} and {days} of study to `{}`.", clean(&file))?;
    Ok(Status::Fine)
}

/// The calendar at `path`, if the program wrote it.
fn former(path: &Path) -> Option<String> {
    let text = fs_err::read_to_string(path).ok()?;
    let is_ours = text.starts_with("BEGIN:VCALENDAR") && text.lines().any(|line| line.contains(PRODUCT));
    is_ours.then_some(text)
}

fn calendar(exams: &[&DatedExam], days: &[(Date, Duration)], now: Timestamp) -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", PRODUCT));
    calendar.name("examdrill");
    for DatedExam { exam, date, .. } in exams {
        calendar.push(event(&format!("exam-{}", exam.id), *date, &format!("Exam: {}", exam.title), now));
    }
    for (day, time) in days {
        calendar.push(event(&format!("study-{day}"), *day, &format!("Study {}", minutes(*time)), now));
    }
    calendar
}

/// A whole day. Its name stays the same, so that it takes the place of what was imported before.
fn event(name: &str, day: Date, title: &str, now: Timestamp) -> Event {
    let date =
        Property::new("DTSTART", day.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done();
    let mut event = Event::new();
    event
        .uid(&format!("{name}@examdrill"))
        .summary(title)
        .append_property(date)
        // Later is newer for programs that count, whatever was imported.
        .add_property("SEQUENCE", (now.as_second() / 60).to_string())
        .add_property("DTSTAMP", now.strftime("%Y%m%dT%H%M%SZ").to_string())
        // A day of study does not make the day taken.
        .add_property("TRANSP", "TRANSPARENT");
    event.done()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::quiz::Exam;

    fn text(title: &str, minutes: u64) -> String {
        let mut exam = Exam::of_decks_and_tags(&["law".to_owned()], &[]);
        "law".clone_into(&mut exam.id);
        title.clone_into(&mut exam.title);
        let day = date(2027, 2, 12);
        let dated = DatedExam { exam: Arc::new(exam), date: day, since: day, result: None };
        let days =
            [(date(2027, 2, 10), Duration::from_mins(minutes)), (date(2027, 2, 11), Duration::from_mins(40))];
        calendar(&[&dated], &days, "2027-02-10T06:30:00Z".parse().unwrap()).to_string()
    }

    #[test]
    fn an_exam_and_days_of_study_are_whole_days_with_names_that_stay() {
        let text = text("Law; torts, part 2", 20);
        for line in [
            "UID:exam-law@examdrill",
            "SUMMARY:Exam: Law\\; torts\\, part 2",
            "DTSTART;VALUE=DATE:20270212",
            "UID:study-2027-02-10@examdrill",
            "SUMMARY:Study 20 minutes",
            "DTSTAMP:20270210T063000Z",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "no {line} in\n{text}");
        }
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 3);
        let uids =
            |text: &str| text.lines().filter(|line| line.starts_with("UID")).collect::<Vec<_>>().join(" ");
        assert_eq!(uids(&text), uids(&self::text("Law", 90)), "a second import replaces the first");
    }

    #[test]
    fn only_a_calendar_of_ours_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.ics");
        assert_eq!(former(&path), None);
        std::fs::write(&path, "BEGIN:VCALENDAR\r\nPRODID:-//somebody//else//EN\r\nEND:VCALENDAR\r\n")
            .unwrap();
        assert_eq!(former(&path), None);
        std::fs::write(&path, text("Law", 20)).unwrap();
        assert_eq!(former(&path), Some(text("Law", 20)));
    }
}
