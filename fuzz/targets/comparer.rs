#![no_main]

#[path = "../tries/comparer.rs"]
mod comparer;

libfuzzer_sys::fuzz_target!(|text: &str| comparer::try_it(text));
