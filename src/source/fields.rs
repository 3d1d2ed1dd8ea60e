//! Placeholder.
/// Placeholder.
#[derive(Debug)]
pub struct Fields<'a>(pub &'a str);
/// Placeholder.
#[derive(Debug)]
pub struct Value;
