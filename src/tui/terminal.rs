//! The terminal while the program has it: raw, on its second page, with mouse and paste told apart from keys. However
//! the program ends, the terminal is given back as it was.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::jobs::THREAD;
use super::pictures::shown_by_kitty;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};
use rustix::termios::tcgetwinsize;

/// Second page; pasted text in brackets; no cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";

/// Presses of the mouse and its wheel, in the notation without limits. Moves of the mouse are not asked for: they would
/// wake the program for nothing. While this is on, terminals mark text only with Shift or Option held.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";

/// Which colour the background has (OSC 11).
const BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// All of it backwards, colours reset, cursor shown.
const LEAVE: &[u8] = b"\x1b[0m\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?1049l\x1b[?25h";

/// Has the terminal, and gives it back when it is dropped.
pub(super) struct Guard {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    /// Whether the terminal is ours now. Shared with the panic hook, so that it is given back exactly once.
    ours: Arc<AtomicBool>,
    has_mouse: bool,
}

impl Guard {
    /// Takes the terminal, and its mouse if that is wanted. A panic of this thread gives it back before the message is printed.
    pub(super) fn enter(has_mouse: bool) -> io::Result<Self> {
        let output = BufWriter::with_capacity(1 << 16, io::stdout());
        let terminal = Terminal::new(CrosstermBackend::new(output))?;
        let mut guard = Self { terminal, ours: Arc::new(AtomicBool::new(false)), has_mouse };
        guard.chain_panic_hook();
        guard.take()?;
        Ok(guard)
    }

    /// Draws what has changed since the last drawing.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(draw).map(|_| ())
    }

    /// Gives the terminal to someone else: the shell, or an editor.
    pub(super) fn give(&mut self) -> io::Result<()> {
        give_back(&self.ours)
    }

    /// Takes the terminal again, whoever had it; the next drawing draws everything.
    pub(super) fn take(&mut self) -> io::Result<()> {
        // Set first: if a step fails, the others are still undone.
        self.ours.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        write_now(ENTER)?;
        if self.has_mouse {
            write_now(MOUSE)?;
        }
        self.forget()
    }

    /// Makes the next drawing draw everything: what is on the terminal is not what was drawn. After a change of size this
    /// is so even if the size is the same again, as when a window was made small and large in one go.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        let size = self.terminal.backend().size()?;
        // Not `clear`: it asks the terminal where the cursor is, and waits for the answer among the keys.
        self.terminal.resize(Rect::from((ratatui::layout::Position::ORIGIN, size)))
    }

    fn chain_panic_hook(&self) {
        let (ours, owner) = (Arc::clone(&self.ours), thread::current().id());
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            // The panic of a job is told on the screen, which stays.
            if ours.load(Ordering::SeqCst) && thread::current().name() == Some(THREAD) {
                return;
            }
            if thread::current().id() == owner {
                let _ = give_back(&ours);
            }
            before(panic);
        }));
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // There may be no terminal any more; nobody is left to be told.
        let _ = give_back(&self.ours);
    }
}

/// Asks the terminal for the colour of its background; one that cannot say does not answer.
pub(super) fn ask_for_background() -> io::Result<()> {
    write_now(BACKGROUND)
}

/// Puts `text` on the clipboard, where the terminal lets programs do so (OSC 52).
pub(super) fn copy(text: &str) -> io::Result<()> {
    write_now(format!("\x1b]52;c;{}\x07", base64(text.as_bytes())).as_bytes())
}

/// Dots of a cell across and down, where the terminal says so.
pub fn cell_size() -> Option<(u16, u16)> {
    let size = tcgetwinsize(io::stdout()).ok()?;
    let cell = (size.ws_xpixel.checked_div(size.ws_col)?, size.ws_ypixel.checked_div(size.ws_row)?);
    Some(cell).filter(|(across, down)| (2..=200).contains(across) && (2..=200).contains(down))
}

fn give_back(ours: &AtomicBool) -> io::Result<()> {
    if !ours.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    // Both are tried, whatever becomes of the first. The terminal keeps no picture that nobody will ask for again.
    let left = write_now(&[shown_by_kitty().as_bytes(), LEAVE].concat());
    disable_raw_mode().and(left)
}

fn write_now(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes)?;
    output.flush()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let number = (0..3).fold(0, |sum, i| sum << 8 | usize::from(chunk.get(i).copied().unwrap_or(0)));
        for i in 0..4 {
            let digit = DIGITS[number >> (18 - 6 * i) & 63] as char;
            out.push(if i <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_is_written_as_terminals_expect() {
        for (text, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("é表", "w6nooag=")]
        {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }

    #[test]
    fn what_was_not_taken_is_not_given_back() {
        let ours = AtomicBool::new(false);
        assert!(give_back(&ours).is_ok());
    }
}
