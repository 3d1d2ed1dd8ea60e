//! The program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    examdrill::cli::run(std::env::args_os())
}
