//! One after the other, in order, and what the loop hears of them.

use std::sync::mpsc::{self, Receiver, Sender};

use rustix::event::{PollFd, PollFlags, poll};

use super::*;

/// Long enough for a machine that is busy with all tests at once.
const LONG: Duration = Duration::from_mins(1);

/// A job that ends with `value` as soon as something is sent to it.
fn held(value: u32) -> (Sender<()>, Task<u32>) {
    let (go, wait): (Sender<()>, Receiver<()>) = mpsc::channel();
    let task = move |_: &dyn Steps| {
        wait.recv().map_err(|_| "The test has ended.".to_owned())?;
        Ok(value)
    };
    (go, Box::new(task))
}

/// A job that ends with `value` at once.
fn quick(value: u32) -> Task<u32> {
    Box::new(move |_| Ok(value))
}

/// All there is to say once everything is done.
fn reports(jobs: &Jobs<u32>) -> Vec<Report<u32>> {
    assert!(jobs.finish(LONG));
    std::iter::from_fn(|| jobs.report()).collect()
}

/// What has come of all jobs once everything is done, where none failed.
fn finished(jobs: &Jobs<u32>) -> Vec<(Kind, u32)> {
    let ended = reports(jobs).into_iter().map(|report| match report {
        Report::Finished(kind, value) => (kind, value),
        other => panic!("{other:?}"),
    });
    ended.collect()
}

/// Waits until the pipe rings.
fn rings(jobs: &Jobs<u32>) {
    let pipe = jobs.pipe().unwrap();
    poll(&mut [PollFd::new(pipe, PollFlags::IN)], None).unwrap();
    assert!(has_rung(pipe));
}

#[test]
fn jobs_are_done_one_after_the_other_in_their_order() {
    let jobs = Jobs::with_thread().unwrap();
    let (go, first) = held(1);
    jobs.start(Kind::Backup, first);
    jobs.start(Kind::Draw, quick(2));
    jobs.start(Kind::Reload, quick(3));
    assert_eq!(jobs.report(), None, "who starts a job does not wait for it");
    go.send(()).unwrap();
    assert_eq!(finished(&jobs), [(Kind::Backup, 1), (Kind::Draw, 2), (Kind::Reload, 3)]);
}

#[test]
fn the_pipe_rings_when_there_is_something_to_report() {
    let jobs = Jobs::with_thread().unwrap();
    jobs.start(Kind::Draw, quick(1));
    rings(&jobs);
    assert_eq!(finished(&jobs), [(Kind::Draw, 1)]);
}

#[test]
fn a_newer_job_takes_the_place_of_one_of_its_kind_that_has_not_begun() {
    let jobs = Jobs::with_thread().unwrap();
    let (go, first) = held(1);
    let (running, has_begun) = mpsc::channel();
    let first: Task<u32> = Box::new(move |steps| {
        running.send(()).unwrap();
        first(steps)
    });
    jobs.start(Kind::Follow, first);
    has_begun.recv().unwrap();
    for (kind, value) in [(Kind::Follow, 2), (Kind::Draw, 3), (Kind::Follow, 4)] {
        jobs.start(kind, quick(value));
    }
    go.send(()).unwrap();
    assert_eq!(finished(&jobs), [(Kind::Follow, 1), (Kind::Draw, 3), (Kind::Follow, 4)]);
}

#[test]
fn what_the_learner_asked_for_stands_in_for_what_only_follows() {
    for kinds in [[Kind::Follow, Kind::Reload], [Kind::Reload, Kind::Follow]] {
        let jobs = Jobs::held();
        for kind in kinds {
            jobs.start(kind, quick(1));
        }
        jobs.run_held();
        assert_eq!(finished(&jobs), [(Kind::Reload, 1)]);
    }
}

#[test]
fn a_job_that_waits_and_is_cancelled_is_never_begun() {
    let jobs = Jobs::held();
    jobs.start(Kind::Draw, Box::new(|_| panic!("it was cancelled")));
    jobs.start(Kind::Backup, quick(2));
    jobs.cancel(Kind::Draw);
    jobs.run_held();
    assert_eq!(finished(&jobs), [(Kind::Backup, 2)]);
}

#[test]
fn a_job_that_runs_hears_that_it_is_cancelled_and_nothing_is_heard_of_it() {
    let jobs = Jobs::with_thread().unwrap();
    jobs.start(
        Kind::Draw,
        Box::new(|steps| {
            let mut done = 0;
            while steps.step(done, usize::MAX).is_continue() {
                done += 1;
                thread::yield_now();
            }
            Ok(1)
        }),
    );
    rings(&jobs);
    jobs.cancel(Kind::Draw);
    jobs.start(Kind::Draw, quick(2));
    assert_eq!(finished(&jobs), [(Kind::Draw, 2)]);
}

#[test]
fn what_was_done_before_it_was_cancelled_is_not_told_either() {
    let jobs = Jobs::at_once();
    jobs.start(Kind::Draw, quick(1));
    jobs.cancel(Kind::Draw);
    assert_eq!(reports(&jobs), []);
}

#[test]
fn only_the_newest_step_is_told_and_none_after_the_end() {
    let jobs = Jobs::with_thread().unwrap();
    let (go, wait) = mpsc::channel::<()>();
    jobs.start(
        Kind::Draw,
        Box::new(move |steps| {
            let _ = steps.step(1, 9);
            let _ = steps.step(2, 9);
            wait.recv().map_err(|_| String::new())?;
            Ok(1)
        }),
    );
    let mut told = Vec::new();
    while told.last() != Some(&Report::Progress(Kind::Draw, 2, 9)) {
        rings(&jobs);
        told.extend(jobs.report());
    }
    assert!(told.len() <= 2);
    go.send(()).unwrap();
    assert_eq!(finished(&jobs), [(Kind::Draw, 1)]);
}

#[test]
fn a_job_that_panics_has_failed_and_the_next_is_done() {
    let jobs = Jobs::with_thread().unwrap();
    jobs.start(Kind::Draw, Box::new(|_| panic!("no \u{1b}[2Jseed")));
    jobs.start(Kind::Reload, quick(2));
    let reports = reports(&jobs);
    let Report::Failed(Kind::Draw, sentence) = &reports[0] else { panic!("{reports:?}") };
    assert!(sentence.starts_with("Could not draw the paper: the program has a mistake there: no ␛[2Jseed."));
    assert_eq!(reports[1], Report::Finished(Kind::Reload, 2));
}

#[test]
fn leaving_waits_no_longer_than_it_is_told() {
    let jobs = Jobs::with_thread().unwrap();
    let (go, task) = held(1);
    jobs.start(Kind::Backup, task);
    assert!(!jobs.finish(Duration::from_millis(1)));
    drop(jobs);
    // The thread is left to itself, and what it does is heard by no one.
    let _ = go.send(());
}

#[test]
fn without_a_thread_a_job_is_done_where_it_is_started() {
    let jobs = Jobs::at_once();
    for value in 0..3 {
        jobs.start(Kind::Follow, quick(value));
        assert_eq!(jobs.report(), Some(Report::Finished(Kind::Follow, value)));
    }
    assert!(jobs.pipe().is_none());
}

#[test]
fn a_job_is_there_from_its_start_to_its_end() {
    let jobs = Jobs::with_thread().unwrap();
    let (go, task) = held(1);
    jobs.start(Kind::Backup, task);
    assert!(jobs.has(Kind::Backup) && !jobs.has(Kind::Draw));
    go.send(()).unwrap();
    assert!(jobs.finish(LONG) && !jobs.has(Kind::Backup));
}

#[test]
fn jobs_beside_others_do_not_wait_for_them_and_ring_the_same_pipe() {
    let jobs = Jobs::with_thread().unwrap();
    let beside = jobs.beside().unwrap();
    let (go, long) = held(1);
    jobs.start(Kind::Fit, long);
    beside.start(Kind::Overview, quick(2));
    assert_eq!(finished(&beside), [(Kind::Overview, 2)]);
    rings(&jobs);
    go.send(()).unwrap();
    assert_eq!(finished(&jobs), [(Kind::Fit, 1)]);
}

#[test]
fn all_that_is_to_be_kept_is_kept_and_in_its_order() {
    let jobs = Jobs::with_thread().unwrap();
    let (go, long) = held(0);
    jobs.start(Kind::Fit, long);
    jobs.start(Kind::Keep, quick(1));
    jobs.start(Kind::Keep, quick(2));
    go.send(()).unwrap();
    assert_eq!(finished(&jobs), [(Kind::Fit, 0), (Kind::Keep, 1), (Kind::Keep, 2)]);
}
