//! The way there and back again, without Anki.
