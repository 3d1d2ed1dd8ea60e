//! Lists: what parts them, and their order.

use super::*;

/// Judges `given` where the parts of the answer may come in any order.
fn judged_in_any_order(answer: &str, given: &str) -> Verdict {
    let rivals = Rivals::named([answer, "multicast", "unicast"]);
    judge(given, &Expected { any_order: true, ..Expected::of(answer) }, &rivals)
}

#[test]
fn whatever_parts_a_list_it_is_the_same_list() {
    assert_right(&[
        (
            "20 and 21",
            &["20, 21", "20,21", "20/21", "20 & 21", "20;21", "20 21", "20 AND 21", "ports 20 and 21"],
        ),
        ("20/21", &["20 and 21", "20, 21", "20&21"]),
        ("TCP and UDP", &["TCP & UDP", "TCP, UDP", "tcp/udp", "TCP UDP", "TCP,UDP"]),
        ("TCP/UDP", &["TCP and UDP", "TCP & UDP"]),
        ("UDP 67 and 68", &["67, 68", "UDP 67, UDP 68", "udp 67/68", "67/udp, 68/udp"]),
        ("80, 443 and 8080", &["80/443/8080", "80, 443, and 8080", "80 443 8080", "80 & 443 & 8080"]),
        ("1,000 and 2,000", &["1000, 2000", "1,000 & 2,000", "1000/2000"]),
        ("10.0.0.0/8 and 172.16.0.0/12", &["10.0.0.0/8, 172.16.0.0/12", "10.0.0.0 /8 & 172.16.0.0/12"]),
        ("/8, /16 and /24", &["/8, /16, /24", "8, 16, 24"]),
        ("2.4 and 5 GHz", &["2.4 GHz and 5 GHz", "2.4, 5", "2.4/5 GHz", "2.4 & 5 gigahertz"]),
        ("0-1023 and 1024-49151", &["0 to 1023, 1024 to 49151"]),
        ("confidentiality, integrity, and availability", &["confidentiality/integrity/availability"]),
        ("command and control", &["command & control", "Command, Control"]),
        ("AT&T", &["AT&T", "at & t"]),
    ]);
}

#[test]
fn a_list_needs_each_of_its_parts_in_its_order() {
    assert_wrong(&[
        ("20 and 21", &["21, 20", "20", "20 21 22", "2021", "20-21, 22", "20.21", "20 and 22", "20 and 20"]),
        ("TCP and UDP", &["UDP and TCP", "TCP", "TCP and", "and"]),
        ("UDP 67 and 68", &["TCP 67, 68", "67, TCP 68"]),
    ]);
}

#[test]
fn what_is_one_thing_as_a_whole_is_no_list() {
    assert_wrong(&[
        ("1,000", &["1 and 0", "1/000", "1, 000 and 0"]),
        ("10.0.0.0/8", &["10.0.0.0, 8", "10.0.0.0 and 8"]),
        ("0-1023", &["0, 1023", "0 and 1023", "0/1023"]),
    ]);
}

#[test]
fn any_order_takes_each_part_once() {
    for (answer, given, verdict) in [
        ("20 and 21", "21 and 20", Verdict::Right),
        ("20,21", "21, 20", Verdict::Right),
        ("80, 443, 8080", "8080/80 & 443", Verdict::Right),
        ("UDP and TCP", "tcp, udp", Verdict::Right),
        ("TCP 20 and 21", "21/tcp, 20", Verdict::Right),
        ("20 and 21", "20 and 20", Verdict::Wrong),
        ("20 and 21", "21", Verdict::Wrong),
        ("encryption and hashing", "hashing, encrytion", Verdict::Close("encryption and hashing".into())),
        ("unicast and broadcast", "broadcast, multicast", Verdict::Wrong),
    ] {
        assert_eq!(judged_in_any_order(answer, given), verdict, "`{given}` for `{answer}`");
    }
}

#[test]
fn a_slip_in_one_part_of_a_list_is_close() {
    let close = |answer: &str, given: &str| assert_eq!(judged(answer, given), Verdict::Close(answer.into()));
    close("encryption and hashing", "encrytion, hashing");
    close("20 and transport", "20/transprot");
    assert_wrong(&[
        ("encryption and hashing", &["encrytion, hasing"]),
        ("POP3 and unicast", &["POP2 & unicast"]),
    ]);
}
