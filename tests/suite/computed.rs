//! Computed questions against an implementation of somebody else: Python's `ipaddress`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use examdrill::card::{Input, Question};
use examdrill::clock::Clock;
use examdrill::source::SourceFile;
use rand::SeedableRng;
use rand::rngs::StdRng;

/// Draws of each generator that are compared.
const DRAWS: u64 = 1000;

/// What is asked as words for the other side, and how it computes the answer.
const GENERATORS: [(&str, &str, &str); 16] = [
    ("network", "{ip} {prefix}", "{network(ip, prefix)}"),
    ("broadcast", "{ip} {prefix}", "{broadcast(ip, prefix)}"),
    ("first", "{ip} {prefix}", "{first(ip, prefix)}"),
    ("last", "{ip} {prefix}", "{last(ip, prefix)}"),
    ("hosts", "{prefix}", "{hosts(prefix)}"),
    ("mask", "{prefix}", "{mask(prefix)}"),
    ("wildcard", "{prefix}", "{wildcard(prefix)}"),
    ("prefix_of", "{mask(prefix)}", "{prefix_of(mask(prefix))}"),
    ("contains", "{ip} {prefix} {offset(ip, n)}", "{contains(network(ip, prefix), prefix, offset(ip, n))}"),
    ("summary", "{ip} {offset(ip, n)}", "{summary(ip, offset(ip, n))}"),
    ("offset", "{ip} {n}", "{offset(ip, n)}"),
    ("bin", "{n}", "{bin(n)}"),
    ("short", "{ipv6_full(six)}", "{ipv6_short(six)}"),
    ("full", "{six}", "{ipv6_full(six)}"),
    ("network6", "{six} {prefix + 30}", "{network(six, prefix + 30)}"),
    ("slaac", "{six} {mac}", "{slaac(six, mac)}"),
];

const PYTHON: &str = r#"
import ipaddress, sys
def net(ip, prefix): return ipaddress.ip_network(f"{ip}/{prefix}", strict=False)
def summary(a, b):
    one, other = ipaddress.ip_address(a), ipaddress.ip_address(b)
    for prefix in range(32, -1, -1):
        if other in net(one, prefix): return net(one, prefix)
def slaac(six, mac):
    digits = bytearray(int(part, 16) for part in mac.split(":"))
    digits[0] ^= 2
    whole = bytes(digits[:3]) + b"\xff\xfe" + bytes(digits[3:])
    return net(six, 64).network_address + int.from_bytes(whole, "big")
answers = {
    "network": lambda ip, p: net(ip, p).network_address,
    "broadcast": lambda ip, p: net(ip, p).broadcast_address,
    "first": lambda ip, p: next(iter(net(ip, p).hosts())),
    "last": lambda ip, p: net(ip, p)[-1] if int(p) > 30 else net(ip, p)[-2],
    "hosts": lambda p: net("0.0.0.0", p).num_addresses - (2 if int(p) < 31 else 0),
    "mask": lambda p: net("0.0.0.0", p).netmask,
    "wildcard": lambda p: net("0.0.0.0", p).hostmask,
    "prefix_of": lambda mask: ipaddress.ip_network(f"0.0.0.0/{mask}").prefixlen,
    "contains": lambda ip, p, other: "yes" if ipaddress.ip_address(other) in net(ip, p) else "no",
    "summary": summary,
    "offset": lambda ip, n: ipaddress.ip_address(ip) + int(n),
    "bin": lambda n: format(int(n), "b"),
    "short": lambda six: ipaddress.ip_address(six).compressed,
    "full": lambda six: ipaddress.ip_address(six).exploded,
    "network6": lambda six, p: net(six, p).network_address,
    "slaac": slaac,
}
for line in sys.stdin:
    name, *given = line.split()
    print(answers[name](*given))
"#;

fn generators() -> Vec<Question> {
    let mut text = "[deck]\nid = 'd'\ntitle = 'D'\n".to_owned();
    for (name, question, answer) in GENERATORS {
        write!(
            text,
            "[[generate]]\nid = '{name}'\ndraw = {{ ip = 'ipv4', six = 'ipv6', mac = 'mac', prefix = {{ from = 8, to = 32 }}, n = {{ from = 1, to = 70000 }} }}\nquestion = '{question}'\nanswer = '{answer}'\nread_off = true\n"
        )
        .unwrap();
    }
    let (deck, findings) = examdrill::deck::parse(&[SourceFile { name: "d.toml".into(), text }]);
    assert_eq!(findings, []);
    deck.questions
}

#[test]
fn a_thousand_draws_agree_with_the_addresses_of_python() {
    let mut asked = String::new();
    let mut own = Vec::new();
    for question in generators() {
        for seed in 0..DRAWS {
            let posed = question.pose(&mut StdRng::seed_from_u64(seed));
            let Input::Text(expected) = &posed.input else { panic!("{:?}", posed.input) };
            writeln!(asked, "{} {}", question.key.card(), posed.prompt.as_str()).unwrap();
            own.push(expected.written().to_owned());
        }
    }
    let started =
        Command::new("python3").args(["-c", PYTHON]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut python) = started else {
        eprintln!("skipped: there is no python3 to compare with");
        return;
    };
    let mut stdin = python.stdin.take().unwrap();
    let lines = asked.clone();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let theirs = String::from_utf8(output.stdout).unwrap();
    let theirs: Vec<&str> = theirs.lines().collect();
    assert_eq!(theirs.len(), own.len());
    for ((asked, own), theirs) in asked.lines().zip(&own).zip(theirs) {
        assert_eq!(own, theirs, "{asked}");
    }
}

#[test]
fn every_computed_question_that_is_built_in_has_a_usable_draw_for_every_seed() {
    let library = examdrill::library::Library::load(&super::tree::root().join("no such folder"));
    for question in library.questions().iter().filter(|question| question.kind == "generate") {
        for seed in 0..DRAWS {
            let posed = question.pose(&mut StdRng::seed_from_u64(seed));
            let solution = posed.input.solution();
            let verdict = posed.input.judge(&solution, &question.rivals);
            assert_eq!(verdict, examdrill::card::Verdict::Right, "{} with seed {seed}", question.key);
        }
    }
}

#[test]
fn a_thousand_draws_take_no_time_that_anybody_notices() {
    let library = examdrill::library::Library::load(&super::tree::root().join("no such folder"));
    let example = format!("[deck]\nid = 'd'\n[[generate]]\n{}", examdrill::deck::keys::COMPUTED_EXAMPLE);
    let (example, _) = examdrill::deck::parse(&[SourceFile { name: "d.toml".into(), text: example }]);
    // Unoptimised, and beside other tests, it is only to be seen that nothing has gone quite wrong.
    let (count, most) = if cfg!(debug_assertions) { (DRAWS / 20, 2000) } else { (DRAWS, 20) };
    let most = Duration::from_millis(most);
    let clock = Clock::real();
    let drawn = |question: &Question| {
        let begin = clock.elapsed();
        let mut rng = StdRng::seed_from_u64(1);
        (0..count).for_each(|_| drop(question.pose(&mut rng)));
        clock.elapsed().saturating_sub(begin)
    };
    let built_in = library.questions();
    for question in built_in.iter().chain(&example.questions).filter(|question| question.is_drawn()) {
        let best = (0..3).map(|_| drawn(question)).min().unwrap();
        assert!(best < most, "{}: {best:?}", question.key);
        eprintln!("{}: {best:?}", question.key);
    }
}
