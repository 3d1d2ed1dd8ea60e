#![no_main]

#[path = "../tries/deck_reader.rs"]
mod deck_reader;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| deck_reader::try_it(bytes));
