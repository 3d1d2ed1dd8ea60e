//! Opens a picture in the viewer of the system.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// The program that knows what the learner views pictures with.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Opens `picture`, which was decoded here and whose path is absolute. It goes on by itself; the error is a sentence.
pub(super) fn view(picture: &Path) -> Result<(), String> {
    let has_desktop = cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .into_iter()
            .any(|name| env::var_os(name).is_some_and(|at| !at.is_empty()));
    if !has_desktop {
        // Without one it would open a program for text, in this terminal.
        return Err("There is no desktop here on which a picture could be opened.".to_owned());
    }
    let mut command = Command::new(OPENER);
    command.arg(picture).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("Could not start `{OPENER}`: {error}."))?;
    // Waited for, so that no dead process stays.
    let waiting = thread::Builder::new().name("viewer".to_owned()).spawn(move || child.wait());
    waiting.map(drop).map_err(|error| format!("Could not wait for `{OPENER}`: {error}."))
}
