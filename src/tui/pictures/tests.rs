use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::decoded::Decoded;
use super::shown::fit;
use super::*;
use crate::config::Config;
use crate::picture::{Size, samples};
use crate::tui::theme::Look;

const CELL: (u16, u16) = (10, 20);

/// What a terminal with this environment and these settings shows pictures by.
fn display(pairs: &[(&str, &str)], settings: &str, cell: Option<(u16, u16)>) -> Option<Display> {
    let env = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
    let (config, _) = Config::parse(settings).unwrap();
    let look = Look::detect(&env, &config);
    let pictures = Pictures::detect(&env, &config, &look, cell);
    let decoded = pictures.decoded?;
    let decoded = decoded.lock().unwrap();
    Some(decoded.display())
}

#[test]
fn a_terminal_gets_what_it_is_known_to_understand() {
    let kitty = [("TERM", "xterm-kitty"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")];
    let with = |pairs: &[(&'static str, &'static str)]| [pairs, &kitty[1..]].concat();
    let protocol = |pairs: &[(&str, &str)]| display(pairs, "", Some(CELL)).map(|display| display.protocol);
    for (name, value, expected) in [
        ("TERM", "xterm-kitty", Protocol::Kitty),
        ("TERM_PROGRAM", "ghostty", Protocol::Kitty),
        ("TERM_PROGRAM", "WezTerm", Protocol::Iterm2),
        ("TERM", "foot", Protocol::Sixel),
        ("TERM", "xterm-256color", Protocol::Blocks),
    ] {
        assert_eq!(protocol(&with(&[(name, value)])), Some(expected), "{name}={value}");
    }
    let between = [&kitty[..], &[("TMUX", "/tmp/x")]].concat();
    assert_eq!(protocol(&between), Some(Protocol::Blocks), "tmux is between");
    assert_eq!(
        display(&with(&[("TERM", "foot")]), "", None).map(|display| display.protocol),
        Some(Protocol::Blocks),
        "a sixel has to know how large a cell is"
    );
    let few = display(&[("TERM", "xterm-256color"), ("LANG", "C.UTF-8")], "", None).unwrap();
    assert_eq!((few.protocol, few.has_all_colours), (Protocol::Blocks, false));
}

#[test]
fn where_there_is_no_colour_or_no_sign_there_are_words() {
    let good = [("TERM", "xterm-kitty"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")];
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "linux"), ("LANG", "C")] {
        assert_eq!(display(&[&[(name, value)], &good[..]].concat(), "", Some(CELL)), None, "{name}={value}");
    }
    assert_eq!(display(&good, "ascii = true", Some(CELL)), None);
    assert_eq!(display(&good, "pictures = \"off\"", Some(CELL)), None);
    assert_eq!(display(&[("TERM", "vt220"), ("LANG", "C.UTF-8")], "", None), None, "sixteen colours");
    assert!(display(&[("TERM", "vt220"), ("LANG", "C.UTF-8")], "pictures = \"blocks\"", None).is_some());
}

#[test]
fn a_picture_keeps_its_shape_and_its_room() {
    let wanted = Wanted { deck: "d".into(), file: "a.png".into(), columns: 40, rows: 10 };
    let size = |width, height| Size { width, height };
    let blocks = Display { protocol: Protocol::Blocks, cell: None, has_all_colours: true };
    let cells = |size, display| fit(size, &wanted, display).1;
    assert_eq!(cells(size(400, 200), blocks), (40, 10));
    assert_eq!(cells(size(1000, 10), blocks), (40, 1));
    assert_eq!(cells(size(16, 16), blocks), (16, 8), "a small one is not made larger");
    assert_eq!(cells(size(1, 60_000), blocks), (2, 10));
    let dots = Display { protocol: Protocol::Kitty, cell: Some((20, 40)), ..blocks };
    assert_eq!(fit(size(100, 100), &wanted, dots), ((200, 200), (10, 5)), "small dots are no small picture");
    assert_eq!(fit(size(4000, 2000), &wanted, dots), ((800, 400), (40, 10)));
}

#[test]
fn a_mark_is_found_again_and_nothing_else_is_taken_for_one() {
    assert_eq!(marked(&mark(70_000, 300)), Some((70_000, 300)));
    assert_eq!(marked(&Span::raw("")), None);
    assert_eq!(marked(&Span::styled("x", mark(1, 2).style)), None);
}

#[test]
fn what_was_decoded_is_kept_as_long_as_it_is_seen() {
    let mut decoded = Decoded::new(Display { protocol: Protocol::Blocks, cell: None, has_all_colours: true });
    let wanted = |number: usize| Wanted {
        deck: "d".into(),
        file: format!("{number}.png").as_str().into(),
        columns: 10,
        rows: 5,
    };
    decoded.begin();
    for number in 0..100 {
        decoded.place(wanted(number));
        assert_eq!(decoded.lacking().map(|request| request.wanted), Some(wanted(number)));
        decoded.take(Fetched::Measured(wanted(number), Size { width: 10, height: 10 }));
    }
    assert!((0..100).all(|number| decoded.place(wanted(number)).is_some()), "one drawing shows them all");
    decoded.begin();
    decoded.place(wanted(100));
    decoded.take(Fetched::Trouble(wanted(100), Trouble::Missing));
    assert_eq!(
        decoded.place(wanted(0)),
        None,
        "nothing of the drawing before is kept when there is too much"
    );
}

#[test]
fn where_a_picture_was_every_cell_is_written_anew() {
    let home = tempfile::tempdir().unwrap();
    let deck = home.path().join("d.toml");
    std::fs::write(&deck, "").unwrap();
    std::fs::write(home.path().join("a.png"), samples::png(40, 40)).unwrap();
    for protocol in [Protocol::Kitty, Protocol::Iterm2, Protocol::Sixel] {
        let display = Display { protocol, cell: Some(CELL), has_all_colours: true };
        let wanted = Wanted { deck: "d".into(), file: "a.png".into(), columns: 20, rows: 10 };
        let Fetched::Shown(_, shown) = fetch(Request { wanted, display, is_measured: false }, Some(&deck))
        else {
            panic!("{protocol:?}");
        };
        let place = Rect::new(1, 1, 4, 2);
        assert_eq!(shown.cells(), (place.width, place.height));
        let mut terminal = Terminal::new(TestBackend::new(8, 4)).unwrap();
        let with = terminal.draw(|frame| shown.draw(frame, place)).unwrap().buffer.clone();
        let without = Buffer::empty(with.area);
        let written: Vec<_> = with.diff(&without).into_iter().map(|(x, y, _)| Position::new(x, y)).collect();
        assert!(place.positions().all(|cell| written.contains(&cell)), "{protocol:?}: {written:?}");
        let again = terminal.draw(|frame| shown.draw(frame, place)).unwrap().buffer.clone();
        let more = with.diff(&again).into_iter().filter(|(x, y, _)| (*x, *y) != (1, 1)).count();
        assert_eq!(more, 0, "{protocol:?}: a picture that stays is not written again");
    }
}
