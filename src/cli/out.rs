//! Standard output, as commands write to it.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

/// A buffered stream whose reader may leave: what is written after that goes nowhere, and that is no error
/// (`examdrill log | head`).
pub(super) struct Out {
    stream: Box<dyn Write>,
    closed: bool,
    is_terminal: bool,
}

impl Out {
    pub(super) fn stdout() -> Self {
        Self::to(io::stdout())
    }

    /// Standard error, for what must not stand among the output.
    pub(super) fn stderr() -> Self {
        Self::to(io::stderr())
    }

    fn to(stream: impl Write + IsTerminal + 'static) -> Self {
        let is_terminal = stream.is_terminal();
        Self { stream: Box::new(BufWriter::new(stream)), closed: false, is_terminal }
    }

    /// Whether a person looks at it in a terminal.
    pub(super) const fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Whether the reader has left.
    pub(super) const fn is_closed(&self) -> bool {
        self.closed
    }

    /// Writes `shape` as JSON that people can read as well, and ends the line.
    pub(super) fn json(&mut self, shape: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *self, shape)?;
        writeln!(self)
    }

    fn forgive<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                Err(io::Error::new(error.kind(), format!("could not write the output: {error}")))
            }
            result => result,
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = self.stream.write(bytes);
        self.forgive(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.stream.flush();
        self.forgive(result, ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Refusing(io::ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_reader_that_left_is_no_error_and_a_full_disk_is_one() {
        let [mut left, mut full] = [io::ErrorKind::BrokenPipe, io::ErrorKind::StorageFull].map(|kind| Out {
            stream: Box::new(Refusing(kind)),
            closed: false,
            is_terminal: false,
        });
        left.write_all(b"x").unwrap();
        assert!(left.is_closed());
        left.flush().unwrap();
        assert!(full.write_all(b"x").is_err());
    }
}
