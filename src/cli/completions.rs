//! `completions`: so that the shell knows the commands.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::CommandLine;
use super::failure::Status;
use super::out::Out;

const EXAMPLES: &str = "\
Examples:
  examdrill completions bash > ~/.local/share/bash-completion/completions/examdrill
  examdrill completions zsh > ~/.zfunc/_examdrill
  examdrill completions fish > ~/.config/fish/completions/examdrill.fish";

/// Print completions for your shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        // Into memory first: the generator takes a reader that left for a bug.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut CommandLine::command(), "examdrill", &mut script);
        out.write_all(&script)?;
        out.flush()?;
        Ok(Status::Fine)
    }
}
