//! Simulated learners study under the plan and under what it is measured against. `README.md` tells how to run it.
#![expect(clippy::print_stdout, reason = "it is a program that prints a table")]

mod cell;
mod coverage;
mod learner;
mod life;
mod policy;

use std::error::Error;
use std::path::{Path, PathBuf};

use cell::{Cell, History, recall};
use coverage::Coverage;
use examdrill::plan::{Fsrs, Precision};
use examdrill::schedule::Rating;
use fsrs::{ComputeParametersInput, FSRSItem, FSRSReview, compute_parameters};
use learner::Kind;
use life::{Life, Lived};
use policy::Policy;

/// The seeds of the table, fixed before it was made.
const FIRST_SEED: u64 = 90_000;
/// The settings that are run unless others are asked for: days and minutes.
const CELLS: &str = "7x10,7x20,7x40,30x10,30x20,30x40,90x10,90x20,90x40";

const RECALL_HEAD: &str =
    "| learner | days x min | FSRS .9 | random | lowest R | cycling | cram | index | **plan** ± se |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |";
const COVERAGE_HEAD: &str = "| learner | days x min | learners | forecast | came | width | within |
| --- | --- | --- | --- | --- | --- | --- |";

/// What is asked for on the command line.
struct Asked {
    cells: Vec<(usize, usize)>,
    kinds: Vec<(Kind, &'static str)>,
    seeds: u64,
    questions: usize,
    is_fitted: bool,
    /// The day whose forecasts are compared with what came; `None` for the table of orders.
    forecast_day: Option<usize>,
    /// Where the weeks before the built-in exam are lived through instead.
    life: Option<PathBuf>,
    /// How many days they have, and by whom they are lived.
    weeks: Option<(i64, Kind)>,
    /// Days that are lived of them.
    until: i64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked = Asked::read();
    if let Some(folder) = &asked.life {
        return live(folder, &asked);
    }
    println!("{}", if asked.forecast_day.is_some() { COVERAGE_HEAD } else { RECALL_HEAD });
    for &(kind, name) in &asked.kinds {
        for &(days, minutes) in &asked.cells {
            let cell = Cell { questions: asked.questions, days, minutes, precision: Precision::default() };
            let row = match asked.forecast_day {
                Some(day) => asked.coverage(cell, kind, day),
                None => asked.row(cell, kind),
            };
            println!("| {name} | {days} x {minutes} | {row} |");
        }
    }
    Ok(())
}

/// Lives through the weeks before the built-in exam, until the day that is asked for.
fn live(folder: &Path, asked: &Asked) -> Result<(), Box<dyn Error>> {
    let (days, kind) = asked.weeks.ok_or("`--life` needs `--days` and one of `--learners`")?;
    let mut life = Life::new(folder, days, kind, FIRST_SEED)?;
    println!("| day | answers | new | minutes | forecast | within |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for day in 1..=days.min(asked.until) {
        let Lived { answers, new, minutes, forecast } = life.live()?;
        let forecast = forecast.map(|told| format!("{:.3} | {:.3} to {:.3}", told.mean, told.low, told.high));
        println!(
            "| {day} | {answers} | {new} | {minutes:.1} | {} |",
            forecast.unwrap_or_else(|| " | ".into())
        );
    }
    println!("What is recalled now: {:.3}", life.recall());
    Ok(())
}

impl Asked {
    fn read() -> Self {
        let arguments: Vec<String> = std::env::args().collect();
        let value = |name: &str| {
            let at = arguments.iter().position(|argument| argument == name)?;
            arguments.get(at + 1).cloned()
        };
        let cells = value("--cells").unwrap_or_else(|| CELLS.to_owned());
        let cell = |text: &str| {
            let (days, minutes) = text.split_once('x')?;
            Some((days.parse().ok()?, minutes.parse().ok()?))
        };
        let wanted = value("--learners").unwrap_or_default();
        let is_wanted = |name: &str| wanted.is_empty() || wanted.split(',').any(|part| name.contains(part));
        let kinds: Vec<_> = Kind::ALL.into_iter().filter(|(_, name)| is_wanted(name)).collect();
        let number = |name: &str| value(name).and_then(|text| text.parse().ok());
        Self {
            weeks: number("--days").zip(kinds.first().map(|(kind, _)| *kind)),
            until: number("--until").unwrap_or(i64::MAX),
            life: value("--life").map(PathBuf::from),
            cells: cells.split(',').filter_map(cell).collect(),
            kinds,
            seeds: value("--seeds").and_then(|text| text.parse().ok()).unwrap_or(16),
            questions: value("--questions").and_then(|text| text.parse().ok()).unwrap_or(300),
            is_fitted: !arguments.iter().any(|argument| argument == "--unfitted"),
            forecast_day: value("--forecast-day").and_then(|text| text.parse().ok()),
        }
    }

    /// The figures of a row.
    fn row(&self, cell: Cell, kind: Kind) -> String {
        let means = [Policy::Due, Policy::Random, Policy::LowestRecall, Policy::Cycling];
        let means = means.map(|policy| mean(&self.recalls(cell, kind, policy)));
        let crams = Policy::CRAMS.map(|policy| mean(&self.recalls(cell, kind, policy)));
        let cram = crams.into_iter().fold(0.0, f64::max);
        let index = mean(&self.recalls(cell, kind, Policy::Index));
        let plan = self.recalls(cell, kind, Policy::Plan);
        let figures = means.into_iter().chain([cram, index]).map(|figure| format!("{figure:.3} | "));
        format!("{}**{:.3}** ±{:.4}", figures.collect::<String>(), mean(&plan), standard_error(&plan))
    }

    /// The figures of a row about forecasts.
    fn coverage(&self, cell: Cell, kind: Kind, day: usize) -> String {
        let coverage = Coverage::of(cell, kind, day, self.seeds(), self.fit());
        let [told, came, width] = coverage.means();
        let (count, share) = (coverage.count(), coverage.held() as f64 / coverage.count().max(1) as f64);
        format!("{count} | {told:.3} | {came:.3} | {width:.3} | {share:.3}")
    }

    fn recalls(&self, cell: Cell, kind: Kind, policy: Policy) -> Vec<f64> {
        self.seeds().map(|seed| recall(cell, kind, policy, seed, self.fit())).collect()
    }

    fn seeds(&self) -> impl Iterator<Item = u64> + use<> {
        FIRST_SEED..FIRST_SEED + self.seeds
    }

    fn fit(&self) -> Option<cell::Fit<'_>> {
        if self.is_fitted { Some(&fitted) } else { None }
    }
}

fn mean(figures: &[f64]) -> f64 {
    figures.iter().sum::<f64>() / figures.len() as f64
}

fn standard_error(figures: &[f64]) -> f64 {
    let (mean, count) = (mean(figures), figures.len() as f64);
    let squares: f64 = figures.iter().map(|figure| (figure - mean).powi(2)).sum();
    (squares / (count - 1.0).max(1.0) / count).sqrt()
}

/// Parameters fitted by the `fsrs` crate; the standard ones where it finds none.
fn fitted(histories: &[History]) -> [f64; 21] {
    let train_set = histories.iter().flat_map(items).collect();
    let input =
        ComputeParametersInput { train_set, enable_short_term: true, ..ComputeParametersInput::default() };
    let fitted = compute_parameters(input).ok().and_then(|fitted| <[f32; 21]>::try_from(fitted).ok());
    fitted.map_or(Fsrs::STANDARD, |fitted| fitted.map(f64::from))
}

/// What the crate learns from: each prefix of a history that ends a day or more after the answer before, steps included.
fn items(history: &History) -> Vec<FSRSItem> {
    let (mut reviews, mut items, mut last) = (Vec::new(), Vec::new(), None);
    for &(day, rating) in history {
        let delta_t = last.map_or(0, |last| day - last) as u32;
        reviews.push(FSRSReview { rating: rating.number().into(), delta_t });
        if last.is_some() {
            items.push(FSRSItem { reviews: reviews.clone() });
        }
        let steps = match (rating, last) {
            (Rating::Again, None) => 2,
            (Rating::Again, Some(_)) | (Rating::Hard | Rating::Good, None) => 1,
            _ => 0,
        };
        let step = FSRSReview { rating: Rating::Good.number().into(), delta_t: 0 };
        reviews.extend(std::iter::repeat_n(step, steps));
        last = Some(day);
    }
    items
}
