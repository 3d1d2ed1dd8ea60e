//! `plan`: the dates of exams and the minutes a day for them.

mod ics;
mod show;

use std::path::PathBuf;

use jiff::civil::Date;

use super::arguments::JsonArgument;
use super::context::CommandContext;
use super::failure::{Failure, Status};
use super::named::{known_exam, known_tags, one_named, unknown};
use crate::schedule::{Calendar, Choice, DaysOff, WeekdayMinutes, When};
use crate::trainer::{Agenda, ExamResult, View};

const EXAMPLES: &str = "\
Examples:
  examdrill plan set a-plus-1201 --date 2027-02-12 --minutes 20
  examdrill plan set \"Contract law\" --decks contracts torts --date 2027-03-01
  examdrill plan set a-plus-1201 --weekday sat=40 --off 2026-12-24..26
  examdrill plan                           what stands, and what today brings
  examdrill plan move a-plus-1201 --date 2027-02-19
  examdrill plan --ics study.ics           the days and the exam, for a calendar program
  examdrill plan result a-plus-1201 passed --score 780";

/// Give an exam its date, and be as ready as possible on that day
///
/// The minutes and days off are yours, one budget for all exams; only the date belongs to an exam.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct Plan {
    #[command(subcommand)]
    act: Option<Act>,
    #[command(flatten)]
    format: JsonArgument,
    /// Write the exams and the days of study as a calendar; a calendar that the program wrote before is replaced
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    ics: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Give an exam a date, or change your minutes and days off
    Set(Set),
    /// What stands, and what today brings
    Show(JsonArgument),
    /// Move an exam to another date
    Move(Move),
    /// Take the date of an exam away; its questions go back to their schedule
    Drop {
        /// The id or the title of the exam
        exam: String,
    },
    /// Keep how an exam went
    Result(Outcome),
}

#[derive(Debug, clap::Args)]
struct Set {
    /// The id or the title of an exam; or a title of your own, with `--decks` or `--tag`. Without it only minutes and days
    /// are changed
    exam: Option<String>,
    /// The day of the exam: 2027-02-12, or +3w for in three weeks
    #[arg(long, value_name = "DATE", requires = "exam")]
    date: Option<When>,
    /// Minutes of a usual day, for all exams together
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: Option<u32>,
    /// Minutes of a day of the week: sat=40; 0 for none
    #[arg(long, value_name = "DAY=MINUTES", num_args = 1..)]
    weekday: Vec<WeekdayMinutes>,
    /// Days without study: 2026-12-24, or 2026-12-24..26
    #[arg(long, value_name = "DAYS", num_args = 1..)]
    off: Vec<DaysOff>,
    /// Forget the minutes of days of the week and all days off
    #[arg(long)]
    clear_days: bool,
    /// The decks of an exam that has no file
    #[arg(long, value_name = "DECK", num_args = 1.., requires = "exam")]
    decks: Vec<PathBuf>,
    /// The tags of an exam that has no file
    #[arg(long = "tag", value_name = "TAG", num_args = 1.., requires = "exam")]
    tags: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct Move {
    /// The id or the title of the exam
    exam: String,
    /// Its new day
    #[arg(long, value_name = "DATE")]
    date: When,
}

#[derive(Debug, clap::Args)]
struct Outcome {
    /// The id or the title of the exam
    exam: String,
    /// How it went
    went: Went,
    /// The score, as it was told
    #[arg(long, default_value = "", hide_default_value = true)]
    score: String,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Went {
    /// You passed
    Passed,
    /// You did not
    Failed,
    /// Do not ask again
    Untold,
}

impl Plan {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        if let Some(path) = &self.ics {
            return ics::write(path, context);
        }
        let choices = match self.act {
            None => return show::show(self.format.json, context),
            Some(Act::Show(format)) => return show::show(format.json, context),
            Some(Act::Set(set)) => set.choices(context)?,
            Some(Act::Move(Move { exam, date })) => {
                let (view, _) = context.onlooker(&[])?;
                let id = dated(&view, &exam)?;
                let today = view.today(context.now());
                let date = date.seen_from(today);
                Agenda::check_date(date, today).map_err(|error| Failure::usage(error.to_string()))?;
                view.agenda().choose_date(&id, date, today)
            }
            Some(Act::Drop { exam }) => {
                let (view, _) = context.onlooker(&[])?;
                Agenda::drop_date(&dated(&view, &exam)?)
            }
            Some(Act::Result(Outcome { exam, went, score })) => {
                let (view, _) = context.onlooker(&[])?;
                let id = dated(&view, &exam)?;
                let today = view.today(context.now());
                if let Some(coming) =
                    view.agenda().coming(today).find(|dated| dated.exam.id == id && dated.date > today)
                {
                    let message = format!("`{id}` is still to come: it is on {}", coming.date);
                    return Err(Failure::usage(message)
                        .help("`examdrill plan move` changes its date")
                        .into());
                }
                let result = match went {
                    Went::Passed => ExamResult::Passed(score),
                    Went::Failed => ExamResult::Failed(score),
                    Went::Untold => ExamResult::Untold,
                };
                vec![Agenda::choose_result(&id, &result)]
            }
        };
        let (mut trainer, _) = context.trainer(&[])?;
        trainer.choose(&choices, context.now())?;
        drop(trainer);
        show::show(false, context)
    }
}

impl Set {
    fn choices(self, context: &mut CommandContext) -> anyhow::Result<Vec<Choice>> {
        let (view, named) = context.onlooker(&self.decks)?;
        known_tags(&view.library, &self.tags)?;
        let (today, calendar) = (view.today(context.now()), &view.agenda().calendar);
        let mut choices = Vec::new();
        if let Some(name) = &self.exam {
            choices.extend(self.exam_choices(name, &named.ids, &view, today)?);
        }
        if self.clear_days {
            choices.extend(calendar.clear_days());
        }
        if self.minutes.is_some() {
            choices.push(Calendar::choose_minutes(self.minutes));
        }
        choices.extend(self.weekday.iter().copied().map(Calendar::choose_weekday));
        if !self.off.is_empty() {
            let kept = if self.clear_days { &Calendar::default() } else { calendar };
            choices.push(kept.choose_off(&self.off, today));
        }
        if choices.is_empty() {
            return Err(Failure::usage("nothing was said that could be set")
                .help("name an exam with `--date`, or say `--minutes`, `--weekday` or `--off`")
                .into());
        }
        Ok(choices)
    }

    /// What is chosen about the exam that was named.
    fn exam_choices(
        &self,
        name: &str,
        decks: &[String],
        view: &View,
        today: Date,
    ) -> anyhow::Result<Vec<Choice>> {
        let mut choices = Vec::new();
        let id = if decks.is_empty() && self.tags.is_empty() {
            known_exam(&view.library, &view.exams().collect::<Vec<_>>(), name)?.id.clone()
        } else if view.library.exam(name).is_some() {
            return Err(Failure::usage(format!("`{name}` is the exam of a file, which says what it asks"))
                .help("give what you put together a title of its own")
                .into());
        } else {
            let (id, made) = Agenda::make(name, decks, &self.tags, &view.library);
            choices.extend(made);
            id
        };
        let given = self.date.map(|when| when.seen_from(today));
        let Some(date) = given.or_else(|| view.agenda().dated(&id).map(|dated| dated.date)) else {
            return Err(Failure::usage(format!("when is `{name}`?")).help("add `--date 2027-02-12`").into());
        };
        Agenda::check_date(date, today).map_err(|error| Failure::usage(error.to_string()))?;
        choices.extend(view.agenda().choose_date(&id, date, today));
        Ok(choices)
    }
}

/// The id of the exam with a date of that id or title, also of one whose file is gone.
fn dated(view: &View, name: &str) -> Result<String, Failure> {
    let agenda = view.agenda();
    let of_exams = agenda.exams.iter().map(|dated| (dated.exam.id.as_str(), dated.exam.title.as_str()));
    let of_vanished = agenda.vanished.iter().map(|id| (id.as_str(), id.as_str()));
    let all: Vec<(&str, &str)> = of_exams.chain(of_vanished).collect();
    if let Some(place) = one_named(all.iter().copied(), name) {
        return Ok(all[place].0.to_owned());
    }
    let message = format!("no exam named `{name}` has a date");
    let ids: Vec<&str> = all.iter().map(|(id, _)| *id).collect();
    Err(match ids.as_slice() {
        [] => Failure::usage(message).help("`examdrill plan set` gives one a date"),
        ids => unknown(message, name, ids, "exams with a date"),
    })
}
