use crate::card::answers::{Blanks, Choose, Match, Order, Reveal, Sort};
use crate::card::compare::Expected;
use crate::card::{Answer, Choice, Hole, Input, Text};

pub(super) fn texts(texts: &[&str]) -> Vec<Text> {
    texts.iter().map(Text::new).collect()
}

pub(super) fn option(text: &str, right: bool, why: Option<&str>) -> Choice {
    Choice { text: Text::new(text), right, why: why.map(Text::new) }
}

pub(super) fn hole(answer: &str, hint: Option<&str>, width: usize) -> Hole {
    Hole { expected: Expected::of(answer), hint: hint.map(Text::new), width }
}

/// Every way of answering, with keys that lead into the middle of an answer, and an answer that is not all right.
pub(super) fn samples() -> Vec<(&'static str, Input, &'static str, Answer)> {
    let why = Some("That is the refusal.");
    let single = vec![
        option("DHCPOFFER", false, None),
        option("DHCPACK", true, None),
        option("DHCPNAK", false, why),
        option("None of these", false, None),
    ];
    let many = vec![
        option("**HTTPS**, with a long explanation of what it is for on the web", true, None),
        option("DHCP", false, Some("It broadcasts, so it needs UDP.")),
        option("SSH", true, None),
        option("`TFTP`", false, None),
    ];
    let order = texts(&["DHCPREQUEST", "DHCPDISCOVER", "DHCPACK", "DHCPOFFER"]);
    let diagram = "```\n client              server\n   |---- \u{e000} ---->|  67\n   |<--- \u{e001} ----|  \u{e002}\n```";
    let mut samples = vec![
        (
            "reveal",
            Input::Reveal(Reveal { back: Text::new("Permission to use an address for a **limited** time.") }),
            "j",
            Answer::Revealed,
        ),
        (
            "text",
            Input::Text(Expected {
                answers: vec!["TCP 22".into(), "22".into(), "22/tcp".into()],
                ..Expected::default()
            }),
            "tcp 表23",
            Answer::Text("tcp 23".into()),
        ),
        ("choose", Input::Choose(Choose { options: single, many: false }), "jj", Answer::Chosen(vec![2])),
        (
            "choose_many",
            Input::Choose(Choose { options: many, many: true }),
            "12",
            Answer::Chosen(vec![0, 1]),
        ),
        (
            "order",
            Input::Order(Order { items: order, right: vec![1, 3, 0, 2] }),
            "21",
            Answer::Order(vec![1, 0, 3, 2]),
        ),
        (
            "match",
            Input::Match(Match {
                left: texts(&["POP3", "IMAP", "SMTP"]),
                right: texts(&["25", "110", "161", "143"]),
                partner: vec![1, 3, 0],
            }),
            "2",
            Answer::Match(vec![Some(1), Some(0), None]),
        ),
        (
            "sort",
            Input::Sort(Sort {
                items: texts(&["HTTPS", "DHCP", "SSH", "TFTP 表"]),
                bins: texts(&["TCP", "UDP"]),
                home: vec![0, 1, 0, 1],
            }),
            "12",
            Answer::Sort(vec![Some(0), Some(0), None, Some(1)]),
        ),
        (
            "blanks",
            Input::Blanks(Blanks {
                text: Text::new("The server hears on UDP \u{e000}, the client on UDP \u{e001}."),
                holes: vec![hole("67", None, 6), hole("68", Some("next number"), 18)],
            }),
            "66",
            Answer::Blanks(vec!["67".into(), "69".into()]),
        ),
        (
            "diagram",
            Input::Blanks(Blanks {
                text: Text::new(diagram),
                holes: vec![hole("DISCOVER", None, 12), hole("OFFER", None, 9), hole("68", None, 6)],
            }),
            "DISCOVERED",
            Answer::Blanks(vec!["DISCOVER".into(), "ACK".into(), String::new()]),
        ),
    ];
    // A way that is new here is looked at as the example of its kind asks it.
    for input in crate::card::answers::tests::examples() {
        if !samples.iter().any(|(_, known, ..)| known.way() == input.way()) {
            let (way, solution) = (input.way(), input.solution());
            samples.push((way, input, "", solution));
        }
    }
    samples
}
