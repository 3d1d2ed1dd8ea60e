//! `man`: the manual page.

use std::io::Write;

use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::CommandLine;
use super::failure::{Failure, Status};
use super::out::Out;
use crate::source::suggestion;

const EXAMPLES: &str = "\
Examples:
  examdrill man > ~/.local/share/man/man1/examdrill.1
  examdrill man study | man -l -";

/// Print the manual page, or that of one command
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Man {
    /// A command
    command: Option<String>,
}

impl Man {
    pub(super) fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let mut whole = CommandLine::command();
        whole.build();
        let page = match &self.command {
            None => whole,
            Some(name) => {
                let names = whole.get_subcommands().map(clap::Command::get_name);
                let help = suggestion(name, names);
                let unknown = Failure::usage(format!("there is no command `{name}`"))
                    .help(help.unwrap_or_else(|| "`examdrill help` lists the commands".to_owned()));
                let command = whole.find_subcommand(name).cloned().ok_or(unknown)?;
                command.display_name(format!("examdrill-{name}"))
            }
        };
        Page::new(page).source(concat!("examdrill ", env!("CARGO_PKG_VERSION"))).render(out)?;
        out.flush()?;
        Ok(Status::Fine)
    }
}
