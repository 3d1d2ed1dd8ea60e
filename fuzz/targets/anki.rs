#![no_main]

#[path = "../tries/anki.rs"]
mod anki;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anki::try_it(bytes));
