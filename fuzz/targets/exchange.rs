#![no_main]

#[path = "../tries/exchange.rs"]
mod exchange;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exchange::try_it(bytes));
