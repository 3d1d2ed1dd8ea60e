//! Lines of standard input, read beside the program, so that it waits for one no longer than it wants.

use std::io::{self, BufRead, Read};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

/// Longest line that is read, in bytes. What is longer counts as several.
const LONGEST: u64 = 16 * 1024;

/// What came of waiting for a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// A line, without its end.
    Line(String),
    /// Nothing in the time it was waited for.
    Silence,
    /// The end of the input.
    End,
}

/// Lines as they come.
pub(super) struct Lines {
    received: Receiver<io::Result<String>>,
}

impl Lines {
    /// Begins to read standard input. The thread ends with the input, or with the program.
    pub(super) fn of_stdin() -> io::Result<Self> {
        // One line is read ahead, and no more: input without an end takes no memory.
        let (sender, received) = mpsc::sync_channel(1);
        thread::Builder::new().name("lines".to_owned()).spawn(move || read(io::stdin().lock(), &sender))?;
        Ok(Self { received })
    }

    /// The next line, waited for at most `wait`; without that, for ever.
    pub(super) fn next(&self, wait: Option<Duration>) -> io::Result<Heard> {
        let received = match wait {
            Some(wait) => self.received.recv_timeout(wait),
            None => self.received.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match received {
            Ok(line) => line.map(Heard::Line),
            Err(RecvTimeoutError::Timeout) => Ok(Heard::Silence),
            Err(RecvTimeoutError::Disconnected) => Ok(Heard::End),
        }
    }
}

/// Sends every line of `input`, and the error that ends it.
fn read(mut input: impl BufRead, lines: &SyncSender<io::Result<String>>) {
    loop {
        let mut line = Vec::new();
        let result = (&mut input).take(LONGEST).read_until(b'\n', &mut line);
        if matches!(result, Ok(0)) {
            return;
        }
        let is_last = result.is_err();
        let text = |_| String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned();
        if lines.send(result.map(text)).is_err() || is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &'static [u8]) -> Lines {
        let (sender, received) = mpsc::sync_channel(1);
        thread::spawn(move || read(input, &sender));
        Lines { received }
    }

    #[test]
    fn lines_come_one_by_one_and_then_the_end_for_ever() {
        let lines = lines(b"one\r\n\ntwo");
        let heard: Vec<_> = (0..5).map(|_| lines.next(None).unwrap()).collect();
        assert_eq!(heard[..3], ["one", "", "two"].map(|text| Heard::Line(text.to_owned())));
        assert_eq!(heard[3..], [Heard::End, Heard::End]);
    }

    #[test]
    fn an_endless_line_counts_as_several() {
        let lines = lines(vec![b'x'; 20_000].leak());
        let mut lengths = Vec::new();
        while let Heard::Line(line) = lines.next(None).unwrap() {
            lengths.push(line.len());
        }
        assert_eq!(lengths, [16_384, 3_616]);
    }

    #[test]
    fn nobody_waits_longer_than_wanted() {
        let (sender, received) = mpsc::sync_channel(1);
        assert_eq!(Lines { received }.next(Some(Duration::from_millis(1))).unwrap(), Heard::Silence);
        drop(sender);
    }
}
