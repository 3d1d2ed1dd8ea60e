//! Fitting the memory model to a learner: the parameters by which their own answers are predicted best.
//!
//! What the `fsrs` crate finds fits the past, and often predicts the next weeks worse than the standard parameters do. So a
//! fit has to prove itself on answers it was not made from: those of the newest fifth, predicted by what was fitted to all
//! before, and those of the fifth before that in the same way. It is tried in steps from the standard parameters, a tenth
//! of the way first. The first step has to predict better by `LEAST`, the newest fifth and both together; each further one
//! goes twice as far or more, and has to earn `MORE` once more. Where nothing holds, the learner keeps what they have.

mod history;
mod score;
#[cfg(test)]
mod tests;

use jiff::{SignedDuration, Timestamp};

use super::Parameters;

pub use history::History;
pub use score::Score;

/// Answers before the first fit.
pub const FIRST: usize = 100;
/// Hours that pass between two fits.
pub const REST_HOURS: i64 = 48;
/// By what share the log loss of the first step has to be lower than the standard's.
const LEAST: f64 = 0.002;
/// By what share that of each further step has to be lower than the one before.
const MORE: f64 = 0.007;
/// How far a step goes from the standard parameters to the fitted ones, in tenths.
const STEPS: [u8; 4] = [1, 2, 5, 10];
/// Answers of the newest fifth that have to be predicted before anything is said of them.
const ENOUGH: usize = 20;

/// What was done at the last fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last {
    /// How many answers there were.
    pub rows: usize,
    /// When.
    pub at: Timestamp,
}

/// Whether the parameters are to be fitted: at [`FIRST`] answers, then whenever there are a quarter more than at the last fit
/// and 30, and two days have passed.
pub fn is_due(rows: usize, last: Option<Last>, now: Timestamp) -> bool {
    match last {
        None => rows >= FIRST,
        Some(Last { rows: before, at }) => {
            let is_more = rows >= FIRST && 4 * rows >= 5 * before + 120;
            is_more && now.duration_since(at) >= SignedDuration::from_hours(REST_HOURS)
        }
    }
}

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// The parameters of the average learner.
    Standard,
    /// Those in force.
    Current,
    /// So many tenths of the way from the standard ones to those fitted.
    Step(u8),
}

impl Candidate {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Current => "current",
            Self::Step(1) => "a tenth",
            Self::Step(2) => "a fifth",
            Self::Step(5) => "halfway",
            Self::Step(_) => "fitted",
        }
    }
}

/// One set of parameters, and how it did.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// What it is.
    pub candidate: Candidate,
    /// What would be in force: fitted to all answers.
    pub parameters: Parameters,
    /// How the newest fifth was predicted, by what was fitted to all before.
    pub newest: Score,
    /// The same of both of the newest fifths together. For the current ones it says little: they may have been made from
    /// answers of the older fifth.
    pub both: Score,
}

/// What a fit found.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Answers that it was made from.
    pub rows: usize,
    /// What was tried, the standard ones first; empty where there is too little to tell.
    pub trials: Vec<Trial>,
    /// Which of them is kept; `None` without any.
    pub kept: Option<usize>,
    /// The parameters to go by.
    pub parameters: Parameters,
}

impl Fit {
    /// What is kept, and how it did.
    pub fn kept(&self) -> Option<&Trial> {
        self.trials.get(self.kept?)
    }

    /// By what share what is kept predicts better than the standard parameters, on the newest fifth.
    pub fn gain(&self) -> f64 {
        self.kept()
            .zip(self.trials.first())
            .map_or(0.0, |(kept, standard)| kept.newest.gain(&standard.newest))
    }
}

/// Where the history is cut: the newest fifth begins at `newest`, the one before it at `older`.
#[derive(Debug, Clone, Copy)]
struct Cuts {
    older: usize,
    newest: usize,
    end: usize,
}

/// Fits the parameters, which are `current` now and were made from `current_rows` answers.
///
/// Parameters from half of the answers or fewer are not defended: only the standard ones are then. Too little to tell, or
/// nothing but one rating: they stay.
pub fn fit(history: &History, current: &Parameters, current_rows: usize) -> Fit {
    let rows = history.rows();
    let nothing = Fit { rows, trials: Vec::new(), kept: None, parameters: *current };
    if rows < FIRST || history.is_uniform() {
        return nothing;
    }
    let cuts = Cuts { older: rows * 3 / 5, newest: rows * 4 / 5, end: rows };
    let trials = trials(history, current, cuts);
    if trials[0].newest.answers() < ENOUGH {
        return nothing;
    }
    let is_old = 2 * current_rows <= rows;
    let kept = choose(
        &trials,
        if current.is_standard() || is_old { Candidate::Standard } else { Candidate::Current },
    );
    Fit { parameters: trials[kept].parameters, kept: Some(kept), rows, trials }
}

fn trials(history: &History, current: &Parameters, cuts: Cuts) -> Vec<Trial> {
    let standard = Parameters::STANDARD;
    let mut trials = vec![trial(history, cuts, Candidate::Standard, [standard; 3])];
    if !current.is_standard() {
        trials.push(trial(history, cuts, Candidate::Current, [*current; 3]));
    }
    let [older, newest, all] = [cuts.older, cuts.newest, cuts.end].map(|rows| history.fitted(rows));
    if let (Some(older), Some(newest), Some(all)) = (older, newest, all) {
        for tenths in STEPS {
            let step = [older, newest, all].map(|fit| standard.toward(&fit, f32::from(tenths) / 10.0));
            trials.push(trial(history, cuts, Candidate::Step(tenths), step));
        }
    }
    trials
}

/// How parameters do that were fitted to the answers before the older fifth, to those before the newest, and to all.
fn trial(
    history: &History,
    cuts: Cuts,
    candidate: Candidate,
    [to_older, to_newest, parameters]: [Parameters; 3],
) -> Trial {
    let (mut newest, mut both) = (Score::default(), Score::default());
    history.score(&to_newest, cuts.newest, cuts.end, &mut newest);
    history.score(&to_older, cuts.older, cuts.newest, &mut both);
    history.score(&to_newest, cuts.newest, cuts.end, &mut both);
    Trial { candidate, parameters, newest, both }
}

/// The place of what is kept. `defended` is what has to be beaten: no less well in log loss and in calibration.
fn choose(trials: &[Trial], defended: Candidate) -> usize {
    let standard = &trials[0];
    let start = trials.iter().position(|trial| trial.candidate == defended).unwrap_or(0);
    // What predicts the newest answers worse than the standard ones is given up.
    let mut best = if trials[start].newest.log_loss() > standard.newest.log_loss() { 0 } else { start };
    let mut nearer = standard;
    for (place, trial) in trials.iter().enumerate() {
        let Candidate::Step(tenths) = trial.candidate else { continue };
        let least = if tenths == STEPS[0] { LEAST } else { MORE };
        let mut scores = [(&trial.both, &nearer.both), (&trial.newest, &nearer.newest)].into_iter();
        if !scores.all(|(here, before)| here.gain(before) >= least && here.is_no_worse(before)) {
            break;
        }
        if trial.newest.is_no_worse(&trials[best].newest) {
            best = place;
        }
        nearer = trial;
    }
    best
}
