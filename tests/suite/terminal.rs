//! A real terminal for tests: a child process on a pseudo-terminal, and the screen it draws.
//!
//! Tests wait for text on the screen, never for time.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::MouseProtocolMode;

/// Columns and rows.
pub(crate) type Size = (u16, u16);

/// The size most terminals open with.
pub(crate) const USUAL: Size = (80, 24);

/// How long a text may take to appear; long enough for a busy machine, since a passing test never waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// Names that [`Terminal::press`] knows, and the bytes a terminal sends for them.
const KEYS: &[(&str, &str)] = &[
    ("<enter>", "\r"),
    ("<esc>", "\u{1b}"),
    ("<tab>", "\t"),
    ("<backtab>", "\u{1b}[Z"),
    ("<space>", " "),
    ("<backspace>", "\u{7f}"),
    ("<delete>", "\u{1b}[3~"),
    ("<up>", "\u{1b}[A"),
    ("<down>", "\u{1b}[B"),
    ("<right>", "\u{1b}[C"),
    ("<left>", "\u{1b}[D"),
    ("<home>", "\u{1b}[H"),
    ("<end>", "\u{1b}[F"),
    ("<pageup>", "\u{1b}[5~"),
    ("<pagedown>", "\u{1b}[6~"),
    ("<alt-u>", "\u{1b}u"),
    ("<ctrl-c>", "\u{3}"),
    ("<ctrl-z>", "\u{1a}"),
];

/// A terminal with one program in it. The program ends when this is dropped.
pub(crate) struct Terminal {
    shown: Arc<Shown>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    /// Its number stays its own until it is waited for, so a signal never meets another process.
    child: Box<dyn Child + Send + Sync>,
    status: Option<ExitStatus>,
    /// The terminal's modes (echo, line by line, …) before the program changed them.
    modes: String,
}

/// What the program has done so far; waiters are told of every change.
struct Shown {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: vt100::Parser,
    /// All that the program wrote.
    written: Vec<u8>,
    /// Whether the last process has closed the terminal, so that nothing more can be drawn.
    closed: bool,
}

/// `examdrill` with `args` and an environment that holds nothing but a home folder and a fixed time and seed.
pub(crate) fn program(home: &Path, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_examdrill"));
    command.args(args);
    command.env_clear();
    command.cwd(home);
    command.env("HOME", home);
    command.env("EXAMDRILL_DATA_DIR", home.join("data"));
    command.env("EXAMDRILL_CONFIG_DIR", home.join("config"));
    command.env("EXAMDRILL_NOW", "2026-03-02T09:00:00Z");
    command.env("EXAMDRILL_SEED", "1");
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("TZ", "UTC");
    command
}

impl Terminal {
    /// Starts `examdrill` in a terminal of the usual size.
    pub(crate) fn run(home: &Path, args: &[&str]) -> Self {
        Self::spawn(program(home, args), USUAL)
    }

    /// Starts any command.
    pub(crate) fn spawn(command: CommandBuilder, size: Size) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let modes = modes(&*pair.master);
        let keyboard = pair.master.take_writer().unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();

        let parser = vt100::Parser::new(at_least_one(size.1), at_least_one(size.0), 0);
        let state = State { parser, written: Vec::new(), closed: false };
        let shown = Arc::new(Shown { state: Mutex::new(state), changed: Condvar::new() });
        let screen = Arc::clone(&shown);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // A closed pseudo-terminal reads as an error on Linux and as an end elsewhere.
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                screen.change(|state| {
                    state.parser.process(&bytes[..count]);
                    state.written.extend(&bytes[..count]);
                });
            }
            screen.change(|state| state.closed = true);
        });
        Self { shown, master: pair.master, keyboard, child, status: None, modes }
    }

    /// Waits until `text` stands on the screen.
    pub(crate) fn wait_for(&self, text: &str) {
        let appeared = |state: &State| state.contents().contains(text);
        let state = self.shown.wait(|state| appeared(state) || state.closed);
        assert!(appeared(&state), "`{text}` did not appear on\n{}", state.contents());
    }

    /// Waits until `text` has left the screen.
    pub(crate) fn wait_until_gone(&self, text: &str) {
        let state = self.shown.wait(|state| !state.contents().contains(text));
        assert!(!state.contents().contains(text), "`{text}` stayed on\n{}", state.contents());
    }

    /// Waits until the program has written `bytes`, which need not be seen.
    pub(crate) fn wait_for_bytes(&self, bytes: &str) {
        let has = |state: &State| state.written.windows(bytes.len()).any(|some| some == bytes.as_bytes());
        let state = self.shown.wait(|state| has(state) || state.closed);
        assert!(has(&state), "{bytes:?} was not written on\n{}", state.contents());
    }

    /// Waits until the program has ended and everything it wrote is on the screen.
    pub(crate) fn wait_exit(&mut self) -> ExitStatus {
        let state = self.shown.wait(|state| state.closed);
        assert!(state.closed, "the program goes on:\n{}", state.contents());
        drop(state);
        let child = &mut self.child;
        self.status.get_or_insert_with(|| child.wait().unwrap()).clone()
    }

    /// Types `keys`: characters as they are, and the names in [`KEYS`].
    pub(crate) fn press(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named = KEYS.iter().find(|(name, _)| rest.starts_with(name));
            let (taken, bytes) = named.copied().unwrap_or_else(|| {
                let (character, _) = rest.split_at(c.len_utf8());
                (character, character)
            });
            self.send(bytes);
            rest = &rest[taken.len()..];
        }
    }

    /// Pastes `text` as a terminal does that was asked to mark what is pasted.
    pub(crate) fn paste(&mut self, text: &str) {
        self.send(&format!("\u{1b}[200~{text}\u{1b}[201~"));
    }

    /// Changes the size of the window.
    pub(crate) fn resize(&self, size: Size) {
        self.shown.change(|state| state.parser.set_size(at_least_one(size.1), at_least_one(size.0)));
        self.master.resize(pty_size(size)).unwrap();
    }

    /// Sends the signal `name` (`TERM`, `HUP`, …) to the program; one that has ended does not mind.
    pub(crate) fn signal(&self, name: &str) {
        if let (None, Some(process)) = (&self.status, self.child.process_id()) {
            let sent = Command::new("/bin/sh")
                .args(["-c", "kill -s \"$0\" \"$1\"", name, &process.to_string()])
                .status()
                .unwrap();
            assert!(sent.success(), "could not send {name}");
        }
    }

    /// Ends the program in the middle of whatever it does, as a power cut would.
    pub(crate) fn kill(&mut self) -> ExitStatus {
        self.signal("KILL");
        self.wait_exit()
    }

    /// Waits until the program is stopped, as a shell does before it says so: a CONT that came earlier would be lost.
    #[cfg(target_os = "linux")]
    pub(crate) fn wait_until_stopped(&self) {
        let pause = Duration::from_millis(5);
        for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
            if self.stat().first().is_some_and(|state| state == "T") {
                return;
            }
            thread::sleep(pause);
        }
        panic!("the program did not stop");
    }

    /// Fails where the program uses the processor while nothing happens, once it is done with what it does beside the frames
    /// it has shown. The only place that waits for time: doing nothing cannot be waited for on the screen.
    #[cfg(target_os = "linux")]
    pub(crate) fn expect_idle(&self) {
        let wait = |millis| std::thread::sleep(std::time::Duration::from_millis(millis));
        let mut before = self.processor_time();
        for _ in 0..50 {
            wait(300);
            let now = self.processor_time();
            if std::mem::replace(&mut before, now) == now {
                break;
            }
        }
        wait(1500);
        assert_eq!(self.processor_time(), before, "it does something while nothing happens");
    }

    /// Clock ticks of processor time the program has used so far, as Linux counts them.
    #[cfg(target_os = "linux")]
    fn processor_time(&self) -> u64 {
        // The 12th and 13th are the times in user and system mode.
        let fields = self.stat();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }

    /// What Linux tells of the program: the fields after its name, which may hold spaces.
    #[cfg(target_os = "linux")]
    fn stat(&self) -> Vec<String> {
        let process = self.child.process_id().unwrap();
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
        stat.rsplit_once(')').unwrap().1.split_whitespace().map(str::to_owned).collect()
    }

    /// What stands on the screen, line by line, without trailing spaces.
    pub(crate) fn screen(&self) -> String {
        self.shown.state.lock().unwrap().contents()
    }

    /// Whether the program asked for presses of the mouse.
    pub(crate) fn has_mouse(&self) -> bool {
        self.shown.state.lock().unwrap().parser.screen().mouse_protocol_mode() != MouseProtocolMode::None
    }

    /// Whether the terminal is as the program found it: main screen, cursor shown, no mouse, no marked pastes, keys
    /// echoed and read by line.
    pub(crate) fn is_restored(&self) -> bool {
        let state = self.shown.state.lock().unwrap();
        let screen = state.parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == MouseProtocolMode::None
            && modes(&*self.master) == self.modes
    }

    fn send(&mut self, bytes: &str) {
        self.keyboard.write_all(bytes.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.status.is_none() {
            self.signal("KILL");
            self.status = self.child.wait().ok();
        }
    }
}

impl Shown {
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }

    /// The state as soon as it is `done`, or when patience is at an end.
    fn wait(&self, done: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let state = self.state.lock().unwrap();
        self.changed.wait_timeout_while(state, PATIENCE, |state| !done(state)).unwrap().0
    }
}

impl State {
    fn contents(&self) -> String {
        self.parser.screen().contents()
    }
}

/// The terminal's modes as text: they are compared, never read.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn pty_size((columns, rows): Size) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn at_least_one(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a terminal has at least one row and one column")
}

mod tests {
    use super::*;

    fn shell(script: &str) -> Terminal {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script]);
        Terminal::spawn(command, USUAL)
    }

    #[test]
    fn the_program_starts_and_ends() {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::run(home.path(), &["--version"]);
        assert!(terminal.wait_exit().success());
        assert!(terminal.is_restored());
    }

    #[test]
    fn keys_reach_the_program_and_its_text_the_screen() {
        let mut terminal = shell("read -r line; echo \"got <$line>\"; exit 3");
        terminal.press("tcp<space>2<3<backspace><enter>");
        terminal.wait_for("got <tcp 2<>");
        assert_eq!(terminal.wait_exit().exit_code(), 3);
        assert!(terminal.screen().starts_with("tcp 2<"), "{}", terminal.screen());
    }

    #[test]
    fn a_paste_is_marked() {
        let mut terminal = shell("cat -v");
        terminal.paste("67");
        terminal.wait_for("^[[200~67^[[201~");
    }

    #[test]
    fn the_program_hears_of_a_new_size() {
        let terminal = shell("trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done");
        terminal.wait_for("ready");
        terminal.resize((60, 15));
        terminal.wait_for("15 60");
    }

    #[test]
    fn a_signal_can_be_caught_and_a_kill_cannot() {
        let mut terminal =
            shell("trap 'echo caught' TERM; trap '' HUP; echo ready; while :; do sleep 0.05; done");
        terminal.wait_for("ready");
        terminal.signal("TERM");
        terminal.wait_for("caught");
        assert!(terminal.kill().signal().is_some());
    }

    #[test]
    fn a_terminal_left_in_disorder_is_noticed() {
        for disorder in [
            "printf '\\033[?1049h'",
            "printf '\\033[?25l'",
            "printf '\\033[?1000h'",
            "printf '\\033[?2004h'",
            "stty raw",
        ] {
            let mut terminal = shell(&format!(
                "{disorder}; echo here; read -r line; printf '\\033c'; stty sane; echo mended"
            ));
            terminal.wait_for("here");
            assert!(!terminal.is_restored(), "{disorder}");
            terminal.press("\n");
            terminal.wait_for("mended");
        }
    }

    #[test]
    fn what_was_cleared_is_gone() {
        let mut terminal = shell("echo before; read -r line; printf '\\033[2J\\033[Hafter'; read -r line");
        terminal.wait_for("before");
        terminal.press("<enter>");
        terminal.wait_until_gone("before");
        terminal.wait_for("after");
    }

    #[test]
    #[should_panic(expected = "`never` did not appear on")]
    fn waiting_ends_when_the_program_does() {
        shell("echo something else").wait_for("never");
    }
}
