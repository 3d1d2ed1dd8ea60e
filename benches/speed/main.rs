//! How fast the program is. `benches/README.md` says how to run this and what was measured.

mod decks;
mod fold;
mod plan;
mod quiz;
mod samples;
mod screens;
mod start;
mod store;
mod sync;

/// The one of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // `cargo test` only wants to know that it can be built.
    if std::env::args().any(|argument| argument == "--bench") {
        divan::main();
    }
}
