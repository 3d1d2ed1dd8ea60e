//! Every sequence that terminals send for the keys we know, whole and in pieces.

use proptest::prelude::*;

use super::*;

fn decode(bytes: &[u8]) -> Vec<Event> {
    let mut decoder = Decoder::default();
    let mut events = decoder.feed(bytes);
    events.extend(decoder.give_up());
    events
}

fn names(bytes: &[u8]) -> String {
    let name = |event: &Event| match event {
        Event::Key(key) => key.name(),
        Event::Paste(text) => format!("paste({text})"),
        Event::Click(at) => format!("click({},{})", at.x, at.y),
        other => format!("{other:?}"),
    };
    decode(bytes).iter().map(name).collect::<Vec<_>>().join(" ")
}

const KEYS: &[(&[u8], &str)] = &[
    (b"a?A", "a ? A"),
    ("é表😀".as_bytes(), "é 表 😀"),
    (b"\r\n\t\x7f\x08 ", "enter enter tab backspace backspace space"),
    (b"\x03\x1a\x00\x1f", "ctrl+c ctrl+z ctrl+space ctrl+_"),
    (b"\x1b[A\x1b[B\x1bOC\x1bOD", "up down right left"),
    (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1bOH", "home end home end home"),
    (b"\x1b[3~\x1b[5~\x1b[6~\x1b[2~", "delete pageup pagedown insert"),
    (b"\x1bOP\x1b[11~\x1b[15~\x1b[17~\x1b[24~\x1b[[B", "f1 f1 f5 f6 f12 f2"),
    (b"\x1b[1;5C\x1b[1;3A\x1b[3;5~\x1b[1;2D", "ctrl+right alt+up ctrl+delete shift+left"),
    (b"\x1b[Z", "shift+tab"),
    (b"\x1bf\x1b\x7f\x1b\r", "alt+f alt+backspace alt+enter"),
    (b"\x1b", "esc"),
    (b"\x1b\x1b", "esc esc"),
    (b"\x1b\x1b[A", "esc up"),
    (b"\x1b[", "alt+["),
    (b"\x1bO", "alt+O"),
    (b"\x1b[<0;3;2M\x1b[<0;3;2m", "click(2,1)"),
    (b"\x1b[<64;3;2M\x1b[<65;3;2M\x1b[<35;3;2M\x1b[<2;1;1M", "up down"),
    (b"\x1b[M !!", "click(0,0)"),
    (b"\x1b[200~two\r\nlines\x1b[A\x1b[201~x", "paste(two\r\nlines\x1b[A) x"),
    (b"\x1b[200~\x1b[201~", "paste()"),
    (b"\x1b[?62;22cx", "x"),
    (b"\x1b[12\rx", "enter x"),
    (b"\xff\xc3x\xe8\xa1", "x"),
];

#[test]
fn every_sequence_is_the_key_it_stands_for() {
    for (bytes, expected) in KEYS {
        assert_eq!(names(bytes), *expected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn the_answer_for_the_background_is_no_key_and_says_whether_it_is_light() {
    let answers = [
        ("rgb:ffff/ffff/ffff\x1b\\", Some(Background::Light)),
        ("rgb:fd/f6/e3\x07", Some(Background::Light)),
        ("rgba:0000/2b2b/3636/ffff\x1b\\", Some(Background::Dark)),
        ("rgb:0/0/f\x07", Some(Background::Dark)),
        ("rgb:12\x07", None),
        ("rgb:/x/0\x07", None),
        ("\x07", None),
    ];
    for (answer, expected) in answers {
        let mut bytes = format!("\x1b]11;{answer}").into_bytes();
        bytes.push(b'j');
        let report = expected.map(Event::Background);
        let expected: Vec<Event> = report.into_iter().chain([Event::Key(Key::char('j'))]).collect();
        assert_eq!(decode(&bytes), expected, "{answer:?}");
    }
    assert_eq!(decode(b"\x1b]"), [Event::Key(Key::alt(']'))], "nothing follows the key");
    assert_eq!(decode(b"\x1b]x"), [Event::Key(Key::alt(']')), Event::Key(Key::char('x'))]);
}

#[test]
fn a_sequence_that_comes_in_pieces_is_one_key() {
    for (bytes, expected) in KEYS {
        let mut decoder = Decoder::default();
        let mut events: Vec<Event> = bytes.iter().flat_map(|byte| decoder.feed(&[*byte])).collect();
        events.extend(decoder.give_up());
        assert_eq!(events, decode(bytes), "{expected}");
    }
}

#[test]
fn escape_alone_waits_for_the_pause() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b"), []);
    assert!(decoder.is_waiting());
    assert_eq!(decoder.give_up(), [Event::Key(Key::ESC)]);
    assert!(!decoder.is_waiting());
}

#[test]
fn a_paste_that_never_ends_fills_no_memory() {
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b[200~");
    for _ in 0..1000 {
        assert_eq!(decoder.feed(&[b'x'; 1000]), []);
        assert!(decoder.bytes.len() <= 3 * LONGEST_PASTE);
    }
    let [Event::Paste(text)] = &decoder.feed(b"\x1b[201~")[..] else { panic!("the paste ends") };
    assert_eq!(text.len(), LONGEST_PASTE);
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..200) {
        let mut decoder = Decoder::default();
        let cut = cut.min(bytes.len());
        let mut pieces = decoder.feed(&bytes[..cut]);
        pieces.extend(decoder.feed(&bytes[cut..]));
        pieces.extend(decoder.give_up());
        prop_assert!(!decoder.is_waiting());
        prop_assert_eq!(pieces, decode(&bytes));
    }
}
