//! What is measured with: a large deck as people write them, a long log, and a folder on the real disk.

use std::fmt::Write as _;
use std::time::Duration;

use examdrill::card::QuestionKey;
use examdrill::schedule::{DeviceId, Mode, Rating, Review, RowId, Stamp};
use examdrill::source::SourceFile;
use jiff::Timestamp;
use jiff::tz::Offset;
use tempfile::TempDir;

/// The deck of ten thousand cards that the marks speak of, about 2 MB.
pub(crate) const CARDS: usize = 10_000;

/// When everything happens, a little after the last review of a [`review`]ed log of 20,000.
pub(crate) fn now() -> Timestamp {
    "2026-01-20T08:00:00Z".parse().expect("this is a time")
}

/// The text of a deck called `large`: every kind of card, two in three with notes, one in four without an id.
pub(crate) fn deck(cards: usize) -> String {
    let mut text = String::from("[deck]\nid = \"large\"\ntitle = \"A large deck\"\ntags = [\"networks\"]\n");
    for nth in 0..cards {
        text.push_str("\n[[card]]\n");
        if nth % 4 > 0 {
            let _ = writeln!(text, "id = \"card-{nth}\"");
        }
        let port = nth * 37 % 65_536;
        let _ = match nth % 12 {
            0 | 6 => writeln!(
                text,
                "front = \"What is the *lease* of client {nth}, and who decides how long it lasts?\"\n\
                 back = \"Permission to use an address for a limited time; the server decides.\"\nreverse = {}",
                nth % 24 == 0
            ),
            1 | 4 => writeln!(
                text,
                "question = \"On which UDP port does service {nth} of a **server** listen?\"\nanswer = {port}\n\
                 accept = [\"udp {port}\"]"
            ),
            2 => writeln!(text, "question = \"Service {nth} renews by broadcast at T1\"\nanswer = false"),
            3 | 5 | 7 => writeln!(
                text,
                "question = \"Which message carries confirmation {nth}?\"\nanswer = \"DHCPACK {nth}\"\n\
                 wrong = [\"DHCPOFFER {nth}\", \"DHCPREQUEST {nth}\", {{ text = \"DHCPNAK {nth}\", why = \"That is the refusal.\" }}]"
            ),
            8 => writeln!(
                text,
                "cloze = \"Server {nth} hears on UDP {{{{{port}}}}}, its client on the next.\""
            ),
            9 => writeln!(
                text,
                "question = \"Put the messages of lease {nth} in order.\"\n\
                 order = [\"DHCPDISCOVER\", \"DHCPOFFER\", \"DHCPREQUEST\", \"DHCPACK\"]"
            ),
            10 => writeln!(
                text,
                "question = \"Match each protocol of network {nth} to its port.\"\n\
                 match = [[\"POP3\", \"110\"], [\"IMAP\", \"143\"], [\"SMTP\", \"25\"]]\nextra = [\"{port}\"]"
            ),
            _ => writeln!(
                text,
                "question = \"TCP or UDP in network {nth}?\"\n\
                 classify = {{ TCP = [\"HTTPS\", \"SSH\"], UDP = [\"DHCP\", \"TFTP\"] }}"
            ),
        };
        if nth % 3 > 0 {
            text.push_str(
                "explain = \"The server hears on UDP 67, the client on **UDP 68**: broadcasts need a known port.\"\n\
                 tags = [\"dhcp\", \"ports\"]\n",
            );
        }
        if nth % 5 == 0 {
            text.push_str("hint = \"The client has the next number.\"\n");
        }
    }
    text
}

/// A deck of one file.
pub(crate) fn file(text: String) -> SourceFile {
    SourceFile { name: "large.toml".to_owned(), text }
}

/// The review number `serial` of a log in order of time: mostly remembered, nine seconds after the one before.
pub(crate) fn review(serial: u32, key: QuestionKey) -> Review {
    let at = Timestamp::from_millisecond(1_768_000_000_000 + i64::from(serial) * 9_000);
    let at = at.expect("the year is 2026");
    // A Weyl sequence stands for chance.
    let rating = match serial.wrapping_mul(2_654_435_769) >> 24 {
        0..30 => Rating::Again,
        30..60 => Rating::Hard,
        60..230 => Rating::Good,
        _ => Rating::Easy,
    };
    let id = RowId::new(at.as_millisecond().unsigned_abs(), DeviceId(1), serial.into());
    let stamp = Stamp { id, at, offset: Offset::constant(1), device: DeviceId(1) };
    Review::new(stamp, key, rating, Mode::Drill).taking(Duration::from_secs(6))
}

/// A new folder below the present one, since the folder for temporary files may lie in memory.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir_in(".").expect("the folder is writable")
}
