//! How a run ends, and how it tells why: the one place that decides the exit status.

use std::io::{self, Write};
use std::process::ExitCode;
use std::slice;

use super::findings;
use super::findings::Format;
use super::out::Out;
use crate::library::WriteError;
use crate::library::package::Refused;
use crate::source::clean;
use crate::{config, paths, store, sync};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// All well.
    Fine,
    /// Something was found in what was looked at.
    Findings,
    /// What was asked for makes no sense.
    Usage,
    /// A file, the log or the terminal failed.
    World,
    /// A signal ended the full-screen program; the status is the shells' 128 and its number.
    Signal(u8),
}

impl Status {
    /// How a run ended that could not read something, or else found something or nothing.
    pub(super) const fn of(has_trouble: bool, is_clean: bool) -> Self {
        match (has_trouble, is_clean) {
            (true, _) => Self::World,
            (false, true) => Self::Fine,
            (false, false) => Self::Findings,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Findings => 1,
            Status::Usage => 2,
            Status::World => 3,
            Status::Signal(status) => status,
        })
    }
}

/// A failure that a command found out itself.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(super) struct Failure {
    status: Status,
    message: String,
    help: Option<String>,
}

impl Failure {
    /// What was asked for makes no sense.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { status: Status::Usage, message: message.into(), help: None }
    }

    /// Something was found in what was looked at.
    pub(super) fn findings(message: impl Into<String>) -> Self {
        Self { status: Status::Findings, message: message.into(), help: None }
    }

    /// The outside world is not as it should be.
    pub(super) fn world(message: impl Into<String>) -> Self {
        Self { status: Status::World, message: message.into(), help: None }
    }

    /// The same with advice.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Tells the learner what went wrong and what to do, and gives the exit status.
pub(super) fn report(error: &anyhow::Error) -> Status {
    tell(error);
    status(error)
}

/// The exit status of a run that ends with it.
pub(super) fn status(error: &anyhow::Error) -> Status {
    match (error.downcast_ref(), error.downcast_ref()) {
        (Some(Failure { status, .. }), _) => *status,
        (_, Some(WriteError::Taken { .. })) => Status::Usage,
        // Everything that is not the learner's command line comes from outside.
        _ => Status::World,
    }
}

/// Writes `error: …` and `help: …` to standard error; before them, what is wrong with the settings.
pub(super) fn tell(error: &anyhow::Error) {
    if let Some(config::Error::Bad { file, findings }) = error.downcast_ref() {
        let _ = findings::write(slice::from_ref(file), findings, Format::Human, &mut Out::stderr());
    }
    let help = help(error).map_or_else(String::new, |help| format!("help: {}\n", clean(&help)));
    let text = format!("error: {}\n{help}", clean(&message(error)));
    // There is no other place to complain to.
    let _ = io::stderr().write_all(text.as_bytes());
}

/// What was attempted and why it failed, on one line.
pub(super) fn message(error: &anyhow::Error) -> String {
    format!("{error:#}")
}

/// What the learner can do about it.
pub(super) fn help(error: &anyhow::Error) -> Option<String> {
    error.chain().find_map(|cause| {
        if let Some(failure) = cause.downcast_ref::<Failure>() {
            return failure.help.clone();
        }
        let store = cause.downcast_ref::<store::Error>().map(store::Error::help);
        let config = cause.downcast_ref::<config::Error>().map(config::Error::help);
        let paths = cause.downcast_ref::<paths::NoHome>().map(paths::NoHome::help);
        let sync = cause.downcast_ref::<sync::Error>().map(sync::Error::help);
        let write = cause.downcast_ref::<WriteError>().map(WriteError::help);
        let refused = cause.downcast_ref::<Refused>().map(Refused::help);
        store.or(config).or(paths).or(sync).or(write).or(refused).map(str::to_owned)
    })
}
