//! What learners type, and how it is judged.

mod lists;
mod units;

use proptest::prelude::*;

use super::*;
use crate::card::limits::LONGEST_TYPED;

/// Judges `given` in a deck that knows some answers which are easily mistaken for each other.
fn judged(answers: &str, given: &str) -> Verdict {
    let known = "POP3 SFTP TFTP FTPS DHCPACK DHCPNAK SNMPv3 transmission unicast multicast transport domain-name-system";
    let rivals = Rivals::named(known.split(' '));
    let answers = answers.split(" | ").map(str::to_owned).collect();
    judge(given, &Expected { answers, ..Expected::default() }, &rivals)
}

fn assert_right(table: &[(&str, &[&str])]) {
    for (answers, given) in table {
        for given in *given {
            assert_eq!(judged(answers, given), Verdict::Right, "`{given}` for `{answers}`");
        }
    }
}

fn assert_wrong(table: &[(&str, &[&str])]) {
    for (answers, given) in table {
        for given in *given {
            assert_eq!(judged(answers, given), Verdict::Wrong, "`{given}` for `{answers}`");
        }
    }
}

#[test]
fn a_port_may_be_written_in_many_ways() {
    assert_right(&[
        (
            "TCP 22",
            &["22", "tcp 22", "TCP/22", "22/tcp", "tcp22", "22 TCP", "port 22", "TCP port 22", "22 (tcp)"],
        ),
        ("tcp22", &["TCP-22", "tcp:22", "２２", "  22\t", "tcp 22."]),
        ("TCP 1433", &["1,433", "tcp 1433", "01433"]),
        ("UDP 53 | TCP 53", &["53", "udp 53", "tcp 53", "udp/tcp 53", "TCP and UDP 53"]),
        ("udp/tcp 53", &["53", "tcp 53", "53 udp"]),
        ("67 | udp 67", &["67", "UDP/67", "port 67"]),
    ]);
}

#[test]
fn a_port_needs_the_right_number_and_no_wrong_transport() {
    assert_wrong(&[
        (
            "TCP 22",
            &[
                "23",
                "udp 22",
                "tcp/udp 22",
                "sctp 22",
                "2 2",
                "tcp 22 23",
                "222",
                "-22",
                "22.5",
                "tcp",
                "22x",
            ],
        ),
        ("67 | udp 67", &["tcp 67", "68", "udp 68"]),
        ("67", &["tcp 67"]),
        ("UDP 67 | TCP 68", &["TCP 67", "UDP 68"]),
    ]);
}

#[test]
fn a_range_may_be_written_in_many_ways() {
    assert_right(&[
        (
            "0-1023",
            &["0 to 1023", "0..1023", "0 … 1,023", "0...1023", "0–1023", "0 - 1 023", "from 0 through 1023"],
        ),
        ("49152 to 65535", &["49152-65535", "49,152 TO 65,535", "ports 49152–65535"]),
        ("TCP 20-21", &["20-21", "20 to 21/tcp", "TCP ports 20-21"]),
        ("20-60 bytes", &["20 to 60", "20 to 60 bytes"]),
    ]);
}

#[test]
fn a_range_needs_both_ends() {
    assert_wrong(&[
        (
            "49152-65535",
            &["49152-65534", "49151-65535", "65535-49152", "49152", "49152 65535", "4915265535", "49152-"],
        ),
        ("TCP 20-21", &["UDP 20-21", "TCP 20", "TCP 20-22"]),
        ("0-1023", &["1023", "01023", "1-1023", "0-1024"]),
    ]);
}

#[test]
fn an_address_is_the_same_in_every_notation() {
    assert_right(&[
        ("10.0.0.1", &["10.0.0.1", " 10.0.0.1 "]),
        ("fe80::1", &["FE80::1", "fe80:0:0:0:0:0:0:1", "fe80::0001"]),
        ("10.0.0.0/8", &["10.0.0.0 /8", "10.0.0.0/ 8"]),
        ("/9", &["/9", "9", "/ 9"]),
        ("00:1A:2B:3C:4D:5E", &["00-1a-2b-3c-4d-5e", "001a.2b3c.4d5e"]),
    ]);
    assert_wrong(&[
        ("10.0.0.1", &["10.0.0.2", "10.0.01", "10 0 0 1", "10.0.0.1/8", "10.0.0"]),
        ("fe80::1", &["fe80::2", "fe80:1", "fe80::"]),
        ("10.0.0.0/8", &["10.0.0.0/9", "10.0.0.0", "/8", "10.0.0.0/255.0.0.0"]),
        ("/9", &["/8", "8", "/+9", "/90", "//9"]),
        ("255.255.255.0", &["255.255.255.128", "/24", "255.255.0.0"]),
        ("aa:bb:cc:dd:ee:ff", &["aa:bb:cc:dd:ee:fe", "aa:bb:cc:dd:ee"]),
    ]);
}

#[test]
fn a_number_is_exact_and_its_notation_is_free() {
    assert_right(&[
        ("65536", &["65,536", "65 536", "65'536", "65’536", "065536", "+65536", "65536.0"]),
        ("87.5 %", &["87.5", "87,5 %", "87.50%", "87.5 percent", "87.5 per cent"]),
        ("8 bytes", &["8", "8 B", "8 byte", "8 BYTES"]),
        ("100 Mb/s", &["100 Mbps", "100"]),
        ("-70 dBm", &["−70 dBm", "-70dbm"]),
        ("0.5", &[".5", "0,5"]),
        ("2¹⁶", &["2^16", "2¹⁶"]),
    ]);
    assert_wrong(&[
        ("65536", &["65535", "6,5536", "65,53,6", "65.536", "-65536", "655360", "65536 %"]),
        ("87.5 %", &["87", "875", "87.5 bytes", "88"]),
        ("8 bytes", &["8 bits", "8 b", "9 bytes", "8 hours"]),
        ("100 Mb/s", &["100 MB", "100 Gb/s"]),
        ("-70 dBm", &["70 dBm", "-71 dBm"]),
        ("802.11n", &["802.11", "802.11 ac"]),
        ("3DES", &["3", "DES"]),
        ("2¹⁶", &["216", "2^15"]),
        ("216", &["2¹⁶"]),
        ("9007199254740993", &["9007199254740992"]),
    ]);
}

#[test]
fn accents_count_unless_they_are_to_be_ignored() {
    let judged = |accents, answer: &str, given: &str| {
        let rivals = Rivals::named([answer, "transport"]);
        judge(given, &Expected { accents, ..Expected::of(answer) }, &rivals)
    };
    for (answer, given) in
        [("Kraków", "krakow"), ("Malmö", "Malmo"), ("Łódź and Kraków", "lodz, krakow"), ("ñ", "n")]
    {
        assert_eq!(judged(Accents::Ignore, answer, given), Verdict::Right, "{given}");
        assert_ne!(judged(Accents::Count, answer, given), Verdict::Right, "{given}");
    }
    assert_eq!(judged(Accents::Ignore, "Nürnberg", "Nrnberg"), Verdict::Close("Nürnberg".into()));
    assert_eq!(judged(Accents::Ignore, "Kraków", "Krakuw"), Verdict::Close("Kraków".into()));
}

#[test]
fn a_tolerance_widens_the_first_answer_only() {
    let expected =
        Expected { answers: vec!["0.3".into(), "7".into()], tolerance: Some(0.1), ..Expected::default() };
    for (given, verdict) in [
        ("0.4", Verdict::Right),
        ("0.2", Verdict::Right),
        ("0.41", Verdict::Wrong),
        ("7", Verdict::Right),
        ("7.1", Verdict::Wrong),
        ("0.3 %", Verdict::Wrong),
        (&"9".repeat(350), Verdict::Wrong),
    ] {
        assert_eq!(judge(given, &expected, &Rivals::default()), verdict, "`{given}`");
    }
}

#[test]
fn case_spaces_hyphens_slashes_and_quotes_do_not_count() {
    assert_right(&[
        ("SYN-ACK", &["syn-ack", "SYN/ACK", "synack", "Syn Ack", "syn‑ack", "“SYN-ACK”", "SYN–ACK."]),
        ("SSH (22)", &["ssh 22", "SSH22"]),
        ("Network Basic Input/Output System", &["network basic input output system"]),
        ("client's port", &["client’s port", "clients port"]),
        ("the receiver", &["receiver", "Receiver", "The receiver"]),
        ("café", &["cafe\u{301}", "CAFÉ"]),
        ("Straße", &["STRASSE", "straße", "STRAẞE"]),
        ("İstanbul", &["istanbul", "Istanbul", "ISTANBUL", "İSTANBUL", "i̇stanbul"]),
        ("ΟΔΥΣΣΕΥΣ", &["οδυσσευς"]),
        ("IPv4", &["IPV4", "ip v4", "ＩＰv4"]),
        ("20/21", &["20, 21", "20 21", "20-21"]),
        ("/", &["/"]),
    ]);
}

#[test]
fn a_slip_in_a_long_word_is_close_and_shows_the_right_spelling() {
    for (answers, given, shown) in [
        ("Server Message Block", "Sever Message Block", "Server Message Block"),
        ("acknowledgment", "acknowledgement", "acknowledgment"),
        ("synchronise", "synchronize", "synchronise"),
        ("transport", "tranpsort", "transport"),
        ("transport", "tramsport", "transport"),
        ("transport layer", "The transpport-Layer", "transport layer"),
        ("TLS | encryption", "encrytion", "encryption"),
        (
            "Post Office Protocol version 3",
            "post office protocoll version 3",
            "Post Office Protocol version 3",
        ),
        ("DHCPDISCOVER", "dhcpdicover", "DHCPDISCOVER"),
    ] {
        assert_eq!(judged(answers, given), Verdict::Close(shown.into()), "`{given}` for `{answers}`");
    }
}

#[test]
fn two_slips_or_a_slip_in_a_short_word_are_wrong() {
    assert_wrong(&[
        (
            "Server Message Block",
            &["Sever Mesage Block", "Sevr Message Block", "Server Message Blok", "Server Block"],
        ),
        ("SFTP", &["SFT", "SFTPS"]),
        ("TCP", &["TPC"]),
        ("symmetric", &["asymmetric"]),
        ("asymmetric", &["symmetric"]),
        ("A record", &["record", "AAAA record"]),
    ]);
}

#[test]
fn a_slip_in_a_digit_is_wrong() {
    assert_wrong(&[
        ("SNMPv3", &["SNMPv2", "SNMPv", "SNMP"]),
        (
            "Post Office Protocol version 3",
            &["Post Office Protocol version 2", "Post Office Protocol version"],
        ),
        ("IPv4", &["IPv6", "IPv46"]),
        ("0xDEADBEEF", &["0xDEADBEFF"]),
        ("encryption", &["encrypt1on"]),
    ]);
}

#[test]
fn a_slip_that_makes_or_nears_another_answer_is_wrong() {
    assert_wrong(&[
        ("POP2", &["POP3"]),
        ("DHCPACK", &["DHCPNAK", "DHCPNACK", "DHCPAK"]),
        ("TFTP", &["SFTP"]),
        ("transmision", &["transmission"]),
        ("Domain Name Systems", &["domain name system"]),
    ]);
    assert!(
        judged("DHCPACK | DHCPNAK", "DHCPNACK").counts(),
        "where both are right, it does not matter which was meant"
    );
}

#[test]
fn exact_leaves_only_spaces_around_and_the_composition_of_letters() {
    let exact = |answer: &str, given: &str| {
        let expected = Expected { exact: true, tolerance: Some(9.0), ..Expected::of(answer) };
        judge(given, &expected, &Rivals::default()).counts()
    };
    assert!(exact("ls -l café", " ls -l cafe\u{301}\t"));
    assert!(!exact("ls -l", "ls  -l") && !exact("ls -l", "LS -l") && !exact("ls -l", "ls l"));
    assert!(!exact("22", "tcp 22") && !exact("22", "23") && !exact("transport", "tranport"));
    assert!(!exact("::1", "0::1") && !exact("", " "));
}

#[test]
fn an_empty_line_is_wrong_whatever_is_expected() {
    assert_wrong(&[
        ("22", &["", "  "]),
        ("word", &["", "\u{a0}", "."]),
        ("", &["", " ", "\"\"", "-"]),
        ("-", &[""]),
    ]);
    assert_eq!(judge("", &Expected::default(), &Rivals::default()), Verdict::Wrong);
}

#[test]
fn an_endless_line_is_wrong_and_a_long_answer_takes_its_own_letters_only() {
    assert_eq!(judged("transport", &"transport ".repeat(1000)), Verdict::Wrong);
    let long = "transport ".repeat(1000);
    assert_eq!(judged(&long, &long), Verdict::Right);
    assert_eq!(judged(&long, long.trim()), Verdict::Right, "spaces around it never count");
    for given in [long.to_uppercase(), long.replacen("transport", "transprot", 1), "transport".to_owned()] {
        assert_eq!(judged(&long, &given), Verdict::Wrong);
    }
    let longest = "y".repeat(LONGEST_TYPED);
    assert_eq!(judged(&longest, &longest.to_uppercase()), Verdict::Right);
    assert_eq!(judged(&longest, &longest.replacen('y', "x", 1)), Verdict::Close(longest.clone()));
    let both = Expected { answers: vec![long.clone(), "tcp".to_owned()], ..Expected::default() };
    assert_eq!(judge("TCP", &both, &Rivals::default()), Verdict::Right, "the short one is read as ever");
}

/// Texts that look like something this module reads.
fn answerish() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC*",
        "[a-z0-9./,: '%-]{0,24}",
        "(tcp|udp|port|/)? ?[0-9]{1,6}( ?(to|-|\\.\\.) ?[0-9]{1,6}|/(tcp|udp)| ?(%|B|bytes))?",
        "[0-9a-f:]{2,20}(/[0-9]{1,3})?",
        "[A-Za-z]{1,14}([ /-][A-Za-z]{1,14}){0,3}",
    ]
}

proptest! {
    #[test]
    fn judging_never_panics(
        given in answerish(), answers in prop::collection::vec(answerish(), 0..4),
        known in prop::collection::vec(answerish(), 0..4),
        tolerance in prop::option::of(any::<f64>()), exact: bool, any_order: bool,
        accents in prop::option::of(Just(Accents::Ignore)),
    ) {
        let rivals = Rivals::named(known.iter().map(String::as_str));
        let accents = accents.unwrap_or_default();
        judge(&given, &Expected { answers, tolerance, exact, any_order, accents, ..Expected::default() }, &rivals);
    }

    #[test]
    fn an_answer_typed_as_written_is_right(answers in prop::collection::vec(answerish(), 1..4), exact: bool, any_order: bool) {
        let expected = Expected { answers: answers.clone(), exact, any_order, ..Expected::default() };
        let rivals = Rivals::named(answers.iter().map(String::as_str));
        for answer in answers.iter().filter(|answer| !answer.trim().is_empty()) {
            prop_assert_eq!(judge(answer, &expected, &rivals), Verdict::Right);
            prop_assert_eq!(judge(&format!("  {answer}\t"), &expected, &rivals), Verdict::Right);
        }
    }

    #[test]
    fn the_case_of_words_does_not_count(answer in "\\p{L}[\\p{L} -]{0,20}") {
        let expected = Expected::of(answer.as_str());
        prop_assert_eq!(judge(&answer.to_uppercase(), &expected, &Rivals::default()), Verdict::Right);
        prop_assert_eq!(judge(&answer.to_lowercase(), &expected, &Rivals::default()), Verdict::Right);
    }

    #[test]
    fn another_number_never_counts(
        left in 0..70_000_u32, off in 1..70_000_u32,
        shape in prop::sample::select(&["#", "TCP #", "#-70000", "/#", "# %", "10.0.0.0/#", "IPv#", "version #"][..]),
    ) {
        let written = |number: u32| shape.replace('#', &number.to_string());
        let expected = Expected::of(written(left));
        for other in [left + off, left.saturating_sub(off), left * 10, left / 10] {
            let is_same = other == left;
            prop_assert_eq!(judge(&written(other), &expected, &Rivals::default()).counts(), is_same);
        }
    }

    #[test]
    fn a_known_answer_never_passes_for_another(left in "[a-z]{3,9}", right in "[a-z]{3,9}") {
        prop_assume!(left != right);
        let rivals = Rivals::named([left.as_str(), right.as_str()]);
        prop_assert_eq!(judge(&right, &Expected::of(left), &rivals), Verdict::Wrong);
    }

    #[test]
    fn one_slip_is_a_damerau_distance_of_one(left in "[ab]{0,5}", right in "[ab]{0,5}") {
        let distance = strsim::osa_distance(&left, &right);
        prop_assert_eq!(words::is_one_slip(&left, &right), distance == 1);
    }
}
