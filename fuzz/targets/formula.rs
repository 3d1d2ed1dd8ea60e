#![no_main]

#[path = "../tries/formula.rs"]
mod formula;

libfuzzer_sys::fuzz_target!(|text: &str| formula::try_it(text));
