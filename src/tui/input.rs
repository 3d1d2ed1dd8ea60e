//! Turns the bytes that a terminal sends into events: keys, pasted text, clicks and the wheel, and what it answers.
//!
//! crossterm's own reader is not used, for three reasons: it spins at full load once the terminal is closed, it blocks
//! in the midst of a sequence (after Alt+[) so that neither a signal nor the exam clock gets through, and it cannot be
//! waited for together with signals. Here the bytes come from one `read`, and a pause decides whether ESC was the key.

use std::time::Duration;

use super::event::{Background, Code, Event, Key};

/// How long the rest of a sequence may take. Longer, and the escape byte was the Esc key.
pub(super) const PAUSE: Duration = Duration::from_millis(30);

/// Pasted text beyond this many bytes is dropped.
const LONGEST_PASTE: usize = 1 << 16;

/// A control sequence beyond this many bytes is none.
const LONGEST_SEQUENCE: usize = 64;

const PASTE_END: &[u8] = b"\x1b[201~";

/// What the answer to the question for the background begins with (OSC 11). It ends with BEL or ST.
const ANSWER: &[u8] = b"\x1b]11;";

/// Holds what has come of a sequence until the rest comes.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    bytes: Vec<u8>,
    pasting: bool,
}

/// What stands at the beginning of some bytes: so many of them, and what they say.
type Found = (usize, Option<Event>);

impl Decoder {
    /// The events that end with these bytes, in order.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.bytes.extend_from_slice(bytes);
        let (mut events, mut at) = (Vec::new(), 0);
        while at < self.bytes.len() {
            if self.pasting {
                let Some(length) = find(&self.bytes[at..], PASTE_END) else { break };
                let text = &self.bytes[at..at + length.min(LONGEST_PASTE)];
                events.push(Event::Paste(String::from_utf8_lossy(text).into_owned()));
                (self.pasting, at) = (false, at + length + PASTE_END.len());
                continue;
            }
            let Some((length, event)) = first(&self.bytes[at..]) else { break };
            self.pasting = self.bytes[at..].starts_with(b"\x1b[200~");
            at += length;
            events.extend(event);
        }
        self.bytes.drain(..at);
        if self.pasting && self.bytes.len() > 2 * LONGEST_PASTE {
            // Keep the tail: the end mark may be on its way.
            self.bytes.drain(LONGEST_PASTE..self.bytes.len() - PASTE_END.len());
        }
        events
    }

    /// Whether a sequence has begun whose end is to come within [`PAUSE`].
    pub(super) fn is_waiting(&self) -> bool {
        !self.pasting && !self.bytes.is_empty()
    }

    /// No more bytes came: what was begun stands for the keys themselves.
    pub(super) fn give_up(&mut self) -> Vec<Event> {
        if !self.is_waiting() {
            return Vec::new();
        }
        let rest = std::mem::take(&mut self.bytes);
        let key = match rest.as_slice() {
            [0x1b] => Code::Esc.into(),
            [0x1b, c @ b' '..=b'~'] => Key::alt(*c as char),
            _ => return Vec::new(),
        };
        vec![Event::Key(key)]
    }
}

/// What `bytes` (not empty) begin with; `None` if they are only the beginning of something.
fn first(bytes: &[u8]) -> Option<Found> {
    let key = match bytes[0] {
        0x1b => return escape(bytes),
        b'\r' | b'\n' => Code::Enter.into(),
        b'\t' => Code::Tab.into(),
        0x7f | 0x08 => Code::Backspace.into(),
        0 => Key::ctrl(' '),
        c @ 1..0x20 => Key::ctrl((c + 0x40) as char),
        _ => return character(bytes),
    };
    Some((1, Some(Event::Key(key))))
}

fn character(bytes: &[u8]) -> Option<Found> {
    let length = match bytes[0] {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Some((1, None)),
    };
    let Some(whole) = bytes.get(..length) else {
        let cut_off = bytes[1..].iter().all(|byte| byte & 0xc0 == 0x80);
        return if cut_off { None } else { Some((1, None)) };
    };
    let Ok(text) = std::str::from_utf8(whole) else { return Some((1, None)) };
    let typed = text.chars().next().filter(|c| !c.is_control());
    Some((length, typed.map(|c| Event::Key(Key::char(c)))))
}

fn escape(bytes: &[u8]) -> Option<Found> {
    match bytes.get(1)? {
        b'[' => control(bytes),
        b']' if bytes.starts_with(ANSWER) => background(bytes),
        // Alt+] has nothing behind it.
        b']' if ANSWER.starts_with(bytes) => None,
        b'O' => {
            let code = letter(*bytes.get(2)?);
            Some((3, code.map(|code| Event::Key(code.into()))))
        }
        0x1b => Some((1, Some(Event::Key(Code::Esc.into())))),
        _ => {
            let (length, event) = first(&bytes[1..])?;
            let event = event.map(|event| match event {
                Event::Key(key) => Event::Key(Key { alt: true, ..key }),
                other => other,
            });
            Some((length + 1, event))
        }
    }
}

/// The answer with the colour of the background: `rgb:` or `rgba:`, and its parts as hexadecimal fractions of one length.
fn background(bytes: &[u8]) -> Option<Found> {
    let body = &bytes[ANSWER.len()..];
    let Some(length) = body.iter().take(LONGEST_SEQUENCE).position(|byte| !(0x20..0x7f).contains(byte))
    else {
        return (body.len() >= LONGEST_SEQUENCE).then_some((ANSWER.len() + LONGEST_SEQUENCE, None));
    };
    let end = match body[length..] {
        [0x1b] => return None,
        [0x1b, b'\\', ..] => 2,
        _ => 1,
    };
    let colour = std::str::from_utf8(&body[..length]).unwrap_or_default();
    let event = brightness(colour).map(Event::Background);
    Some((ANSWER.len() + length + end, event))
}

/// What a background of this colour is like. `None` if it is no colour.
fn brightness(colour: &str) -> Option<Background> {
    let (_, parts) = colour.split_once(':')?;
    let mut parts = parts.split('/').map(|part| {
        let most = 16_u32.checked_pow(part.len() as u32)?.checked_sub(1).filter(|&most| most > 0)?;
        Some(f64::from(u32::from_str_radix(part, 16).ok()?) / f64::from(most))
    });
    let mut next = || parts.next().flatten();
    let (red, green, blue) = (next()?, next()?, next()?);
    // How bright the eye finds each (ITU-R BT.709).
    let is_light = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5;
    Some(if is_light { Background::Light } else { Background::Dark })
}

/// A sequence that begins with ESC and `[`.
fn control(bytes: &[u8]) -> Option<Found> {
    match bytes.get(2)? {
        // The Linux console's F1 to F5.
        b'[' => {
            let number = bytes.get(3)?.wrapping_sub(b'A');
            return Some((4, (number < 5).then(|| Event::Key(Code::F(number + 1).into()))));
        }
        // The mouse of terminals that know no better: three bytes, each 32 (places 33) too big.
        b'M' => {
            let [button, x, y] = *bytes.get(3..6)? else { return None };
            let [x, y] = [x, y].map(|byte| u16::from(byte.saturating_sub(33)));
            return Some((6, mouse(u16::from(button.wrapping_sub(32)), x, y)));
        }
        _ => {}
    }
    let body = &bytes[2..];
    let Some(length) = body.iter().take(LONGEST_SEQUENCE).position(|byte| !(0x20..0x40).contains(byte))
    else {
        return (body.len() >= LONGEST_SEQUENCE).then_some((2 + LONGEST_SEQUENCE, None));
    };
    let last = body[length];
    if !(0x40..0x7f).contains(&last) {
        // Something broke in; it is read by itself.
        return Some((2 + length, None));
    }
    let text = std::str::from_utf8(&body[..length]).unwrap_or_default();
    Some((3 + length, sequence(text, last)))
}

/// What the sequence with these parameters and last byte says.
fn sequence(text: &str, last: u8) -> Option<Event> {
    let mouse_report = text.strip_prefix('<');
    let mut numbers = [0_u16; 3];
    for (number, written) in numbers.iter_mut().zip(mouse_report.unwrap_or(text).split(';')) {
        *number = written.parse().unwrap_or(0);
    }
    if mouse_report.is_some() {
        let [button, x, y] = numbers;
        return if last == b'M' { mouse(button, x.saturating_sub(1), y.saturating_sub(1)) } else { None };
    }
    let (number, held) = (numbers[0], numbers[1].saturating_sub(1));
    let (shift, alt, ctrl) = (held & 1 != 0, held & 2 != 0, held & 4 != 0);
    let code = match last {
        b'~' => numbered(number)?,
        b'Z' => return Some(Event::Key(Key { shift: true, ..Code::Tab.into() })),
        last => letter(last)?,
    };
    Some(Event::Key(Key::with(code, ctrl, alt, shift)))
}

fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23..=24 => Code::F(number as u8 - 12),
        _ => return None,
    })
}

/// A press of the left button, or the wheel. Modifiers (4, 8, 16) do not matter; moves (32) do not count.
fn mouse(button: u16, x: u16, y: u16) -> Option<Event> {
    match button & !0b1_1100 {
        0 => Some(Event::Click((x, y).into())),
        64 => Some(Event::Key(Code::Up.into())),
        65 => Some(Event::Key(Code::Down.into())),
        _ => None,
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests;
