//! The program: everything is in the library.

use std::process::ExitCode;

/// Reading a deck makes and frees many small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    examdrill::cli::run(std::env::args_os())
}
