//! How fast the program is. `benches/README.md` says how to run this and what was measured.

mod decks;
mod fold;
mod samples;
mod screens;
mod start;
mod store;

fn main() {
    divan::main();
}
