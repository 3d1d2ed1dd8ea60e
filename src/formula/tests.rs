//! What formulas promise.

use std::net::Ipv4Addr;

use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;

fn shown(text: &str) -> String {
    let read = Formula::read(text, &Scope::default()).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}"));
    match read.value(&[][..]) {
        Ok(value) => value.to_string(),
        Err(Fault(message)) => message,
    }
}

fn scope(names: &[(&str, Sort)]) -> Scope {
    let mut scope = Scope::default();
    for (name, sort) in names {
        scope.add(*name, *sort);
    }
    scope
}

fn mistake(text: &str) -> (MistakeKind, Range<usize>, String) {
    let scope = scope(&[("prefix", Sort::Whole), ("ip", Sort::Ipv4)]);
    let mistake = Formula::read(text, &scope).expect_err(text);
    (mistake.fault, mistake.range, format!("{}; {}", mistake.message, mistake.help.unwrap_or_default()))
}

#[test]
fn every_function_has_an_example_that_gives_what_it_says() {
    for function in FUNCTIONS.iter() {
        assert!(function.example.contains(&format!("{}(", function.name)), "{}", function.name);
        assert_eq!(shown(function.example), function.result, "{}", function.example);
        assert!(!function.about.ends_with('.') && is_name(function.name), "{}", function.name);
    }
    let mut names: Vec<_> = FUNCTIONS.iter().map(|function| function.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), FUNCTIONS.len(), "no name twice");
}

#[test]
fn signs_bind_as_everywhere_and_an_if_takes_one_side() {
    for (text, value) in [
        ("2 + 3 * 4 - 5", "9"),
        ("(2 + 3) * 4", "20"),
        ("-2 * -3", "6"),
        ("7 / 2", "3"),
        ("-7 % 4", "1"),
        ("-7 / 2", "-4"),
        ("-7 / 2 * 2 + -7 % 2", "-7"),
        ("decimal(-5, 1) + ' ' + decimal(116, 0)", "-0.5 116"),
        ("decimal(5, 3)", "0.005"),
        ("10 - 3 - 2", "5"),
        ("1 + 1 == 2 and not 3 < 2", "yes"),
        ("1 == 2 or 2 == 2 and 1 == 2", "no"),
        ("if 3 > 2 then 'a' else 'b'", "a"),
        ("if(3 > 2, 1, 1 / 0)", "1"),
        ("if (3 > 2) and true then 1 else 2", "1"),
        ("if 1 > 2 then 1 else if 2 > 1 then 2 else 3", "2"),
        ("if true then 24 else 'none'", "24"),
        ("'/' + 24 + '.'", "/24."),
        ("0xFF + 0b11 + 1_000", "1258"),
        ("'a' < 'b'", "yes"),
        ("'10.0.0.1' == ipv4('10.0.0.1')", "yes"),
        ("ipv4('9.0.0.0') < ipv4('10.0.0.0')", "yes"),
        ("len([1, 2, 3])", "3"),
        ("[1, 2]", "1, 2"),
        ("false or true", "yes"),
        ("false and 1 / 0 == 1", "no"),
        ("block(24)", "1"),
        ("hosts(31) + hosts(32)", "3"),
        ("first('10.0.0.5', 31)", "10.0.0.4"),
        ("network('2001:db8:1:2::9', 48)", "2001:db8:1::"),
        ("summary('10.1.4.0', '10.1.4.0')", "10.1.4.0/32"),
        ("subnet('2001:db8::', 64, 3)", "2001:db8:0:3::"),
        ("bin(ipv4('192.168.1.1'))", "11000000.10101000.00000001.00000001"),
    ] {
        assert_eq!(shown(text), value, "{text}");
    }
}

#[test]
fn what_has_no_value_says_why() {
    for (text, why) in [
        ("1 / 0", "a number is divided by 0"),
        ("1 % (2 - 2)", "a number is divided by 0"),
        ("power(2, 126) * 4", "a number becomes too large"),
        ("170141183460469231731687303715884105727 + 1", "a number becomes too large"),
        ("-(-170141183460469231731687303715884105727 - 1)", "a number becomes too large"),
        ("abs(-170141183460469231731687303715884105727 - 1)", "a number becomes too large"),
        ("mask(33)", "a prefix length is 33, and should be from 0 to 32"),
        ("prefix_of('255.0.255.0')", "255.0.255.0 is no subnet mask"),
        ("offset('255.255.255.255', 1)", "there is no address so far away"),
        ("offset('0.0.0.0', -1)", "there is no address so far away"),
        ("at([1, 2], 3)", "the list has no member 3"),
        (
            "at([1, 2], -170141183460469231731687303715884105727 - 1)",
            "the list has no member -170141183460469231731687303715884105728",
        ),
        (
            "part('a', ',', -170141183460469231731687303715884105727 - 1)",
            "there is no part -170141183460469231731687303715884105728",
        ),
        ("number('24a')", "`24a` is not a whole number"),
        ("repeat('a', 4001)", "`n` of `repeat` is 4001, and should be from 0 to 4000"),
        ("repeat('ab', 4000)", "a text becomes longer than 4000 bytes"),
        ("prefix_for(0)", "no network has room for 0 hosts"),
        (
            "prefix_for(170141183460469231731687303715884105727)",
            "no network has room for 170141183460469231731687303715884105727 hosts",
        ),
        ("bits_for(0)", "0 things need no bits"),
        ("hex(0 - 1)", "-1 is negative"),
        ("subnets(24, 20)", "/20 is not longer than /24"),
        ("subnet('2001:db8::', 0, 1)", "a number becomes too large"),
        ("from_bin('')", "`` is no number of base 2"),
        ("from_bin('102')", "`102` is no number of base 2"),
    ] {
        assert_eq!(shown(text), why, "{text}");
    }
}

#[test]
fn a_mistake_is_told_where_it_stands_with_what_was_meant() {
    use MistakeKind::{Argument, Function, Name, Syntax};
    for (text, fault, range, told) in [
        ("sqrt(prefix)", Function, 0..12, "there are no roots"),
        ("stra(prefix)", Function, 0..12, "`examdrill explain functions` lists all functions"),
        ("round(prefix)", Function, 0..13, "`/` rounds down"),
        ("px", Name, 0..2, "names: `prefix`, `ip`"),
        ("prefix * 1.8", Syntax, 9..12, "write `c * 18 / 10`"),
        ("10.0.0.1", Syntax, 0..8, "write `'10.0.0.1'`"),
        ("network('10.0.0.999', 24)", Argument, 8..20, "`10.0.0.999` is no IPv4 or IPv6 address"),
        ("prefix ** 2", Syntax, 8..9, "a power is `power(n, 2)`"),
        ("prefix <> 2", Syntax, 8..9, "not equal is `!=`"),
        ("prefix − 2", Syntax, 7..10, "the minus of the keyboard"),
        ("“a”", Syntax, 0..3, "the quotes of the keyboard"),
        ("1 < prefix < 3", Argument, 0..14, "joined by `and`"),
        ("prefix == 'a'", Argument, 10..13, "a name stands without quotes"),
        ("if prefix == 1 then 2", Syntax, 21..21, "an `else` is missing"),
        ("network(ip, prefx)", Name, 12..17, "did you mean `prefix`?"),
        ("netwrok(ip, prefix)", Function, 0..19, "did you mean `network`?"),
        ("network(ip)", Argument, 0..11, "takes 2 values, and here are 1; write `network(ip, prefix)`"),
        (
            "network(prefix, ip)",
            Argument,
            8..14,
            "`ip` of `network` is an IPv4 or IPv6 address, and this is a whole number",
        ),
        (
            "1 + prefix + ip",
            Argument,
            0..15,
            "on the left stands a whole number, on the right an IPv4 address",
        ),
        ("if prefix then 1 else 2", Argument, 3..9, "`if` takes true or false"),
        ("network(ip, prefix", Syntax, 18..18, "a `)` is missing here"),
        ("prefix +", Syntax, 8..8, "a value is missing at the end"),
        ("prefix ip", Syntax, 7..9, "between two values stands a sign"),
        ("'abc", Syntax, 0..4, "this text in quotes does not end"),
        ("24h", Syntax, 0..3, "this is no whole number"),
        ("prefix ? 1", Syntax, 7..8, "`?` means nothing here"),
        ("if prefix == 1", Syntax, 0..2, "says not what it gives"),
        ("mask", Name, 0..4, "`mask` is a function: write `mask(…)`"),
        ("contains(ip, 8, '::1')", Argument, 16..21, "takes addresses of one version"),
        ("ip == '10.0.0.256'", Argument, 6..18, "`10.0.0.256` is not an IPv4 address"),
        ("[1, 'a']", Argument, 4..7, "the members of a list are of one sort"),
        ("[]", Argument, 0..2, "a list has from 1 to 64 members"),
        ("then", Syntax, 0..4, "a value is missing before this `then`"),
    ] {
        let (found, at, words) = mistake(text);
        assert!(words.contains(told), "{text}: {words}");
        assert_eq!((found, at), (fault, range), "{text}: {words}");
    }
}

#[test]
fn deep_and_large_formulas_are_refused_in_words() {
    let deep = format!("{}1{}", "(".repeat(2000), ")".repeat(1000));
    assert!(mistake(&deep).2.contains("nested more than 32 deep"));
    assert!(mistake(&"if (".repeat(900)).2.contains("nested more than 32 deep"));
    assert!(mistake(&"not ".repeat(900)).2.contains("nested more than 32 deep"));
    assert!(mistake(&format!("1{}", "+1".repeat(1500))).2.contains("more than 400 parts"));
    assert!(mistake(&"1".repeat(LONGEST_FORMULA + 1)).2.contains("longer than"));
    assert!(mistake(&"9".repeat(60)).2.contains("no whole number"));
}

#[test]
fn braces_are_filled_and_doubled_ones_are_shown() {
    let mut scope = Scope::default();
    scope.add("n", Sort::Whole);
    scope.add("row.cost", Sort::Whole);
    let fill = |text: &str| {
        Template::read(text, &scope).unwrap().fill(&[Value::Whole(7), Value::Whole(4)][..]).unwrap()
    };
    assert_eq!(fill("n is {n}, {n + 1} and {row.cost}"), "n is 7, 8 and 4");
    assert_eq!(fill("{{n}} is {n}; }} and {{"), "{n} is 7; } and {");
    assert_eq!(fill("{{{n}}}"), "{7}");
    assert_eq!(fill("{if(n == 7, '}', '{')}"), "}");
    let mistakes = |text: &str| -> Vec<(Range<usize>, String)> {
        let told = Template::read(text, &scope).unwrap_err();
        told.into_iter().map(|mistake| (mistake.range, mistake.message)).collect()
    };
    assert_eq!(mistakes("a {n"), [(2..4, "this brace is not closed".to_owned())]);
    assert_eq!(mistakes("a n}"), [(3..4, "this `}` closes nothing".to_owned())]);
    assert_eq!(mistakes("a {} b"), [(2..4, "there is no formula in these braces".to_owned())]);
    let both = mistakes("{m} and {n ?} and {k}");
    assert_eq!(both.iter().map(|(range, _)| range.clone()).collect::<Vec<_>>(), [1..2, 11..12, 19..20]);
}

#[test]
fn what_is_drawn_is_what_its_name_says_and_a_seed_gives_the_same_again() {
    let draw = |source: &Source, seed| {
        let mut values = vec![Value::Whole(20)];
        source.draw(&mut values, &mut StdRng::seed_from_u64(seed)).unwrap();
        values.remove(1)
    };
    for one in DRAWS {
        let source = Source::named(one.name).unwrap();
        for seed in 0..300 {
            let value = draw(&source, seed);
            assert_eq!(value.sort(), one.sort);
            assert_eq!(value, draw(&source, seed));
            let kinds = |function: &str| {
                let scope = scope(&[("x", value.sort())]);
                let read = Formula::read(&format!("{function}(x)"), &scope).unwrap();
                read.value(std::slice::from_ref(&value)).unwrap().to_string()
            };
            match one.name {
                "ipv4-any-kind" | "mac" => {}
                "ipv6-any-kind" => assert_ne!(kinds("ipv6_kind"), "reserved"),
                "ipv4" => assert!(["private", "public"].contains(&kinds("address_kind").as_str()), "{value}"),
                "ipv6" | "ipv6-global" => assert_eq!(kinds("ipv6_kind"), "global unicast"),
                name if name.starts_with("ipv4-") => assert_eq!(kinds("address_kind"), name["ipv4-".len()..]),
                name => assert_eq!(kinds("ipv6_kind").replace(' ', "-"), name["ipv6-".len()..]),
            }
        }
    }
    let scope = scope(&[("least", Sort::Whole)]);
    let formula = |text: &str| Formula::read(text, &scope).unwrap();
    let range = Source::Whole(formula("least + 1"), formula("30"), 3);
    let drawn: std::collections::BTreeSet<String> =
        (0..300).map(|seed| draw(&range, seed).to_string()).collect();
    assert_eq!(drawn.into_iter().collect::<Vec<_>>(), ["21", "24", "27", "30"]);
}

#[test]
fn columns_have_numbers_or_addresses_where_all_their_cells_are() {
    let sorts = |texts: &[&str]| match Source::of_texts(texts) {
        Source::List(values) => values[0].sort(),
        other => panic!("{other:?}"),
    };
    assert_eq!(sorts(&["8", "16"]), Sort::Whole);
    assert_eq!(sorts(&["8", "16 bit"]), Sort::Text);
    assert_eq!(sorts(&["08", "16"]), Sort::Text);
    assert_eq!(sorts(&["10.0.0.1", "10.0.0.2"]), Sort::Ipv4);
    assert_eq!(sorts(&["2001:0db8::1", "::1"]), Sort::Text, "its letters are kept");
}

#[test]
fn masks_and_networks_are_those_of_a_table_that_was_made_by_hand() {
    for (ip, prefix, network, broadcast, mask, hosts, octet, block) in [
        ("192.168.1.130", 25, "192.168.1.128", "192.168.1.255", "255.255.255.128", 126_u32, 4, 128),
        ("172.16.45.14", 30, "172.16.45.12", "172.16.45.15", "255.255.255.252", 2, 4, 4),
        ("10.200.15.9", 12, "10.192.0.0", "10.207.255.255", "255.240.0.0", 1_048_574, 2, 16),
        ("10.3.77.9", 20, "10.3.64.0", "10.3.79.255", "255.255.240.0", 4094, 3, 16),
        ("192.168.100.200", 27, "192.168.100.192", "192.168.100.223", "255.255.255.224", 30, 4, 32),
        ("10.255.255.255", 8, "10.0.0.0", "10.255.255.255", "255.0.0.0", 16_777_214, 1, 1),
        ("172.31.200.1", 18, "172.31.192.0", "172.31.255.255", "255.255.192.0", 16_382, 3, 64),
        ("192.0.2.77", 29, "192.0.2.72", "192.0.2.79", "255.255.255.248", 6, 4, 8),
    ] {
        let computed = [
            format!("network('{ip}', {prefix})"),
            format!("broadcast('{ip}', {prefix})"),
            format!("mask({prefix})"),
            format!("hosts({prefix})"),
            format!("octet({prefix})"),
            format!("block({prefix})"),
        ];
        let wanted = [network, broadcast, mask].map(str::to_owned).into_iter();
        let wanted = wanted.chain([hosts.to_string(), octet.to_string(), block.to_string()]);
        for (formula, wanted) in computed.iter().zip(wanted) {
            assert_eq!(shown(formula), wanted, "{formula}");
        }
    }
}

/// Texts that are formulas as often as not.
fn formulaish() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "n",
        "ip",
        "network",
        "power",
        "hosts",
        "repeat",
        "at",
        "offset",
        "part",
        "if",
        "then",
        "else",
        "and",
        "not",
        "(",
        ")",
        "[",
        "]",
        ",",
        "+",
        "-",
        "*",
        "/",
        "%",
        "==",
        "<",
        "'a'",
        "\"b\"",
        "0",
        "1",
        "32",
        "99999999999",
        "170141183460469231731687303715884105727",
        "{",
        "}",
        "{{",
        "ä",
        "'10.0.0.1'",
        "subnet",
        "pad",
        "bin",
        "max",
    ]);
    prop_oneof!["\\PC{0,40}", prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))]
}

#[test]
fn a_sum_that_joins_and_a_division_that_leaves_something_out_are_seen() {
    let drawn = |texts: &[&str]| {
        let mut scope = Scope::default();
        Source::of_texts(texts).declare("n", &[], &mut scope);
        scope.add("m", Sort::Whole);
        scope
    };
    for (texts, formula, is_doubted) in [
        (&["1", "two"][..], "n + 1", true),
        (&["1", "two"], "m + n", true),
        (&["12.5", "35.5"], "n + n", true),
        (&["1", "two"], "n + text(1)", false),
        (&["1", "two"], "'no. ' + n + 1", false),
        (&["one", "two"], "n + 1", false),
        (&["1", "2"], "n + 1", false),
    ] {
        let scope = drawn(texts);
        Formula::read(formula, &scope).unwrap();
        assert_eq!(scope.doubts().len(), usize::from(is_doubted), "{formula} of {texts:?}");
    }
    assert!(
        Formula::read("m - n", &drawn(&["a", "b"]))
            .unwrap_err()
            .message
            .contains("`n` is a text, such as `a`")
    );
    let scope = scope(&[("n", Sort::Whole)]);
    for (formulas, is_uneven) in [
        (&["n / 2"][..], true),
        (&["n * 9 / 2 + 32"], true),
        (&["abs(n / 2)"], true),
        (&["-(n / 2)"], true),
        (&["if n > 0 then n / 2 else 0"], true),
        (&["if n > 9 then n / 2 else 0"], false),
        (&["if n / 2 > 3 then 1 else 0"], false),
        (&["n / 7", "times_in(2, n)"], false),
        (&["n / 2", "n % 2"], false),
        (&["n / 2 % 2"], false),
    ] {
        let formulas: Vec<_> = formulas.iter().map(|text| Formula::read(text, &scope).unwrap()).collect();
        let watch = Watch::over(formulas.iter());
        for formula in &formulas {
            formula.value(Given::watched(&[Value::Whole(7)], Some(&watch), ("answer", None))).unwrap();
        }
        assert_eq!(watch.found().is_some(), is_uneven, "{formulas:?}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_formula_panic(text in formulaish(), n in any::<i128>(), ip in any::<u32>()) {
        let scope = scope(&[("n", Sort::Whole), ("ip", Sort::Ipv4)]);
        let values = [Value::Whole(n), Value::Ipv4(Ipv4Addr::from_bits(ip))];
        match Formula::read(&text, &scope) {
            Ok(formula) => {
                if let Ok(value) = formula.value(&values[..]) {
                    prop_assert_eq!(value.sort(), formula.sort());
                }
            }
            Err(mistake) => prop_assert!(text.get(mistake.range).is_some()),
        }
        match Template::read(&text, &scope) {
            Ok(template) => { let _ = template.fill(&values[..]); }
            Err(mistakes) => {
                for mistake in mistakes {
                    prop_assert!(text.get(mistake.range).is_some());
                }
            }
        }
    }

    #[test]
    fn an_address_lies_in_its_network_between_first_and_last(ip in any::<u32>(), prefix in 0..=30_u8) {
        let ip = Ipv4Addr::from_bits(ip);
        prop_assert_eq!(shown(&format!("contains(network('{ip}', {prefix}), {prefix}, '{ip}')")), "yes");
        prop_assert_eq!(shown(&format!("prefix_of(mask({prefix}))")), prefix.to_string());
        prop_assert_eq!(shown(&format!("offset(broadcast('{ip}', {prefix}), 1 - addresses({prefix}))")), shown(&format!("network('{ip}', {prefix})")));
        prop_assert_eq!(shown(&format!("offset(last('{ip}', {prefix}), 1 - hosts({prefix}))")), shown(&format!("first('{ip}', {prefix})")));
    }
}
