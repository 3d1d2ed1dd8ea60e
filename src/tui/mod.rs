//! What people see on a full screen.

pub mod event;
pub mod theme;
pub mod widgets;
pub mod zones;
