//! Plays the program without a terminal: keys in, frames out. For tests, which thereby run the very code that learners
//! run.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::app::{App, TerminalTask, settle, step};
use super::event::{Event, Key};
use super::keymap::Keymap;
use super::keys::Help;
use super::screen::{Done, Screen, World};
use super::theme::Look;
use crate::clock::Moment;

/// Someone at the keys. Time stands still until [`Player::wait`].
pub struct Player<W> {
    /// What the screens act upon.
    pub world: W,
    /// What the owner of the terminal was asked to do, oldest first.
    pub errands: Vec<TerminalTask>,
    app: App,
    at: Moment,
    look: Look,
    terminal: Terminal<TestBackend>,
}

impl<W: World> Player<W> {
    /// Sits down before `first`, drawn in `size` columns and lines, at the time `now`, with a fixed seed.
    ///
    /// # Panics
    ///
    /// Never: drawing into memory cannot fail.
    pub fn new(world: W, first: Box<dyn Screen>, look: Look, size: (u16, u16), now: Timestamp) -> Self {
        let terminal =
            Terminal::new(TestBackend::new(size.0, size.1)).expect("drawing into memory cannot fail");
        let app = App::new(first, StdRng::seed_from_u64(1)).with_pictures(look.pictures.clone());
        let at = Moment { now, elapsed: Duration::ZERO };
        let mut player = Self { world, errands: Vec::new(), app, at, look, terminal };
        player.tell(Event::Shown);
        player.world.shown(now);
        player.settle();
        player
    }

    /// From now on, Space and Enter do nothing for a moment after a question appeared, as at a terminal.
    pub fn forgive_haste(&mut self) -> &mut Self {
        self.app.forgive_haste(super::app::HASTE);
        self
    }

    /// The same with a learner's own keys.
    #[must_use]
    pub fn with_keys(mut self, keymap: Keymap) -> Self {
        self.app = self.app.with_keys(keymap);
        self.draw();
        self
    }

    /// The table of the keys that mean something now.
    pub fn title(&self) -> &'static str {
        self.app.title()
    }

    /// The keys that mean something now, as the screen's table has them.
    pub fn keys(&self) -> Vec<Help> {
        self.app.keys()
    }

    /// Whether characters are text just now.
    pub fn is_typing(&self) -> bool {
        self.app.is_typing()
    }

    /// Lets `event` happen, and draws.
    pub fn tell(&mut self, event: Event) -> &mut Self {
        self.errands.extend(step(&mut self.app, &mut self.world, event, self.at));
        self.draw();
        self
    }

    /// Lets what jobs have to report happen, and draws.
    pub fn settle(&mut self) -> &mut Self {
        self.errands.extend(settle(&mut self.app, &mut self.world, self.at));
        self.draw();
        self
    }

    /// Types a script: characters as they are, other keys by name: `<space>3j<enter><ctrl+z>`; `<lt>` is `<`.
    ///
    /// # Panics
    ///
    /// If the script names a key that does not exist.
    pub fn press(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            self.tell(Event::Key(key));
        }
        self
    }

    /// Pastes `text`.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Event::Paste(text.to_owned()))
    }

    /// Clicks on the first cell of the first place where the frame shows `text`.
    ///
    /// # Panics
    ///
    /// If the frame does not show it.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let frame = self.frame();
        let found =
            frame.lines().enumerate().find_map(|(y, line)| Some((line[..line.find(text)?].width(), y)));
        let (x, y) = found.unwrap_or_else(|| panic!("no `{text}` in:\n{frame}"));
        self.tell(Event::Click((x as u16, y as u16).into()))
    }

    /// Lets time pass, with every tick that the screens ask for meanwhile.
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        let end = self.at.elapsed + time;
        while let Some(wake) = self.app.wake_after(self.at).map(|wake| wake.max(Duration::from_millis(1))) {
            if self.at.elapsed + wake > end {
                break;
            }
            self.advance(wake);
            self.tell(Event::Tick);
        }
        self.advance(end.saturating_sub(self.at.elapsed));
        self
    }

    /// Lets time pass without a tick, as on a machine too busy to wake the program.
    pub fn stall(&mut self, time: Duration) -> &mut Self {
        self.advance(time);
        self
    }

    /// Someone sets the time of day; how long things take does not change.
    pub fn set_clock(&mut self, now: Timestamp) -> &mut Self {
        self.at.now = now;
        self
    }

    /// Closes the editor that an [`TerminalTask::Edit`] opened.
    pub fn close_editor(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.tell(Event::Done(Done::Edited(path.into())))
    }

    /// Makes the window so many columns and lines big.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.tell(Event::Resize)
    }

    /// Whether the program has ended.
    pub fn is_over(&self) -> bool {
        self.app.is_over()
    }

    /// The present time.
    pub fn now(&self) -> Timestamp {
        self.at.now
    }

    /// What is on the screen, without the spaces at the ends of lines.
    pub fn frame(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        rows(buffer)
            .map(|row| {
                row.iter().map(|(_, cell)| cell.symbol()).collect::<String>().trim_end().to_owned() + "\n"
            })
            .collect()
    }

    /// The same, and beneath each line its stretches that look special: `  | 3..8 green bold`.
    pub fn styled(&self) -> String {
        let mut out = String::new();
        for row in rows(self.terminal.backend().buffer()) {
            let text: String = row.iter().map(|(_, cell)| cell.symbol()).collect();
            let _ = writeln!(out, "{}", text.trim_end());
            for stretch in row.chunk_by(|(_, left), (_, right)| style(left) == style(right)) {
                let (Some((from, cell)), Some((last, end))) = (stretch.first(), stretch.last()) else {
                    continue;
                };
                let style = style(cell);
                if !style.is_empty() {
                    let _ = writeln!(out, "  | {from}..{} {style}", last + end.symbol().width().max(1));
                }
            }
        }
        out
    }

    /// Fails unless the frame shows every one of `parts`.
    ///
    /// # Panics
    ///
    /// If it does not.
    #[track_caller]
    pub fn shows(&self, parts: &[&str]) -> &Self {
        let frame = self.frame();
        for part in parts {
            assert!(frame.contains(part), "no `{part}` in:\n{frame}");
        }
        self
    }

    /// Fails if the frame shows any of `parts`.
    ///
    /// # Panics
    ///
    /// If it does.
    #[track_caller]
    pub fn hides(&self, parts: &[&str]) -> &Self {
        let frame = self.frame();
        for part in parts {
            assert!(!frame.contains(part), "`{part}` in:\n{frame}");
        }
        self
    }

    fn advance(&mut self, time: Duration) {
        self.at.elapsed += time;
        self.at.now += time;
    }

    fn draw(&mut self) {
        loop {
            let (app, look) = (&mut self.app, &self.look);
            self.terminal.draw(|frame| app.draw(frame, look)).expect("drawing into memory cannot fail");
            if !app.fetch(&mut self.world, self.at) {
                break;
            }
            self.errands.extend(settle(&mut self.app, &mut self.world, self.at));
            if self.app.is_fetching() {
                break;
            }
        }
    }
}

/// The keys of a script; see [`Player::press`].
///
/// # Panics
///
/// If the script names a key that does not exist.
pub fn keys(script: &str) -> Vec<Key> {
    let (mut keys, mut rest) = (Vec::new(), script);
    while let Some(c) = rest.chars().next() {
        let named =
            rest.strip_prefix('<').map(|tail| tail.split_once('>').expect("a named key ends with `>`"));
        let (key, tail) = match named {
            Some(("lt", tail)) => (Key::char('<'), tail),
            Some((name, tail)) => (name.parse().unwrap_or_else(|error| panic!("{error}")), tail),
            None => (Key::char(c), &rest[c.len_utf8()..]),
        };
        keys.push(key);
        rest = tail;
    }
    keys
}

/// The cells of each line with their columns, without those that a wide character covers.
fn rows(buffer: &Buffer) -> impl Iterator<Item = Vec<(usize, &Cell)>> {
    buffer.content().chunks(usize::from(buffer.area.width).max(1)).map(|cells| {
        let (mut row, mut x) = (Vec::new(), 0);
        while let Some(cell) = cells.get(x) {
            row.push((x, cell));
            x += cell.symbol().width().max(1);
        }
        row
    })
}

/// Colours and modifiers in words; empty for a cell that looks like the terminal's own.
fn style(cell: &Cell) -> String {
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg.to_string().to_lowercase()));
    }
    words.extend(cell.modifier.iter_names().map(|(name, _): (&str, Modifier)| name.to_lowercase()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_names_keys() {
        let names: Vec<String> = keys("<space>3é<ctrl+z><lt><up>").iter().map(|key| key.name()).collect();
        assert_eq!(names, ["space", "3", "é", "ctrl+z", "<", "up"]);
    }
}
