//! A flashcard and quiz trainer for the terminal.
//!
//! The modules are listed in dependency order: a module may use the ones above it and never one below. A test
//! (`tests/suite/tidy.rs`) reads this list and the imports, and fails on a violation.

// ── values: no file, no clock, no randomness of their own, no drawing ──
pub mod source;
pub mod picture;
pub mod formula;
pub mod card;
pub mod deck;
pub mod lint;
pub mod exchange;
pub mod schedule;
pub mod study;
pub mod quiz;
pub mod plan;
pub mod readiness;
pub mod words;
pub mod author;
pub mod search;
pub mod stats;
pub mod schema;
// ── the outside world ──
pub mod clock;
pub mod paths;
pub mod config;
pub mod sqlite;
pub mod library;
pub mod store;
pub mod anki;
pub mod sync;
pub mod trainer;
// ── what people see ──
pub mod tui;
pub mod cli;
