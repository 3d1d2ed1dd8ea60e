//! The house rules that no other tool checks.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{File, files, read, rust_files};

/// Fails with every finding, one a line.
fn expect_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}:\n{}", findings.join("\n"));
}

/// Every line of code in `files` that contains one of `words`, as `path:line: text`.
fn mentions(files: &[File], words: &[&str]) -> Vec<String> {
    let in_file = |file: &File| {
        let hits = file.code().filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        hits.map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim())).collect::<Vec<_>>()
    };
    files.iter().flat_map(in_file).collect()
}

/// The modules in the order of `src/lib.rs`.
fn modules() -> Vec<String> {
    let name = |line: &str| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned);
    let modules: Vec<_> = read("src/lib.rs").lines().filter_map(name).collect();
    assert!(modules.len() > 5, "the module list was not found");
    modules
}

/// Names that directly follow `start` in `code`, such as `crate::`, those of a braced list included.
fn names_after<'a>(start: &str, code: &'a str) -> Vec<&'a str> {
    let name = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let mut names = Vec::new();
    for (at, start) in code.match_indices(start) {
        let rest = &code[at + start.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            names.push(&rest[..name(rest)]);
            continue;
        };
        let (mut depth, mut expects_name) = (0, true);
        for (i, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expects_name = true,
                c if expects_name && c.is_alphabetic() => {
                    names.push(&list[i..i + name(&list[i..])]);
                    expects_name = false;
                }
                _ => {}
            }
        }
    }
    names
}

#[test]
fn imports_are_found_in_paths_and_lists() {
    assert_eq!(names_after("crate::", "use crate::card::Text; crate::deck::parse(x)"), ["card", "deck"]);
    assert_eq!(
        names_after("crate::", "use crate::{\n    card::{self, kinds::Body},\n    store,\n};"),
        ["card", "store"]
    );
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let modules = modules();
    let place = |name: &str| modules.iter().position(|module| module == name);
    let mut findings = Vec::new();
    for file in rust_files("src") {
        let own = file.path["src/".len()..].split(['/', '.']).next().unwrap();
        // `lib` and `main` stand above all modules.
        let Some(user) = place(own) else { continue };
        let code: String = file.code().flat_map(|(_, line)| [line, "\n"]).collect();
        for used in names_after("crate::", &code).into_iter().filter(|used| place(used) > Some(user)) {
            findings.push(format!("{}: `{own}` uses `{used}`, which stands below it", file.path));
        }
        // The top file of a module reaches its neighbours by `super` as well; only one name for them, please.
        if file.path == format!("src/{own}.rs") || file.path == format!("src/{own}/mod.rs") {
            for used in modules.iter().filter(|used| code.contains(&format!("super::{used}::"))) {
                findings.push(format!("{}: `super::{used}` is written `crate::{used}`", file.path));
            }
        }
    }
    expect_none("the list in src/lib.rs is the order of modules", &findings);
}

/// Which files and folders of `folder` (such as `src/cli`) use which others of it.
fn uses(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let from_root = format!("crate::{}::", folder["src/".len()..].replace('/', "::"));
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in rust_files(folder) {
        let place = file.path[folder.len() + 1..].trim_end_matches(".rs").trim_end_matches("/mod");
        if place == "mod" || place.ends_with("tests") {
            continue;
        }
        let name = place.split('/').next().unwrap();
        let code = file.text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let starts = ["super::".repeat(place.split('/').count()), from_root.clone()];
        let others = starts.iter().flat_map(|start| names_after(start, code)).map(str::to_owned);
        graph.entry(name.to_owned()).or_default().extend(others);
    }
    let names: Vec<String> = graph.keys().cloned().collect();
    for (name, others) in &mut graph {
        others.retain(|other| other != name && names.contains(other));
    }
    graph
}

/// Those of `graph` that use each other in a circle, or lie between two circles.
fn circles(mut graph: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        // Who uses nobody is in no circle, nor is whom nobody uses.
        let wanted: BTreeSet<String> = graph.values().flatten().cloned().collect();
        let before = graph.len();
        graph.retain(|name, own| !own.is_empty() && wanted.contains(name));
        let left: BTreeSet<String> = graph.keys().cloned().collect();
        for own in graph.values_mut() {
            own.retain(|name| left.contains(name));
        }
        if graph.len() == before {
            return graph.iter().map(|(name, own)| format!("{name} uses {own:?}")).collect();
        }
    }
}

#[test]
fn a_circle_is_found() {
    let pairs = [("a", vec!["b"]), ("b", vec!["c"]), ("c", vec!["b", "d"]), ("d", vec![])];
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let uses = pairs.into_iter().map(|(name, used)| (name.to_owned(), owned(used))).collect();
    assert_eq!(circles(uses), [r#"b uses {"c"}"#, r#"c uses {"b"}"#]);
}

#[test]
fn no_commands_use_each_other_in_a_circle() {
    let folders: BTreeSet<String> =
        rust_files("src/cli").iter().map(|file| file.path.rsplit_once('/').unwrap().0.to_owned()).collect();
    let findings: Vec<_> = folders.iter().flat_map(|folder| circles(uses(folder))).collect();
    expect_none("what two modules of `cli` both need stands in a third", &findings);
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let rust = files().into_iter().filter(|file| file.is("rs"));
    let lengths = rust.map(|file| (file.text.lines().count(), file.path));
    let long = lengths.filter(|&(lines, _)| lines > 500);
    let findings: Vec<_> = long.map(|(lines, path)| format!("{path}: {lines} lines")).collect();
    expect_none("a file fits into a head: split it, or move its tests to `tests.rs`", &findings);
}

#[test]
fn time_and_chance_come_from_the_clock_module_only() {
    let mut files = rust_files("src");
    files.retain(|file| file.path != "src/clock.rs");
    let words =
        ["::now(", "Instant", "SystemTime", "rand::rng(", "rand::random", "thread_rng", "OsRng", "SysRng"];
    expect_none("time is an argument, and so is chance: see src/clock.rs", &mentions(&files, &words));
}

#[test]
fn screens_cannot_reach_the_log() {
    let mut files = rust_files("src/tui/screens");
    files.extend(rust_files("src/tui/widgets"));
    files.retain(|file| !file.path.contains("/tests"));
    assert!(files.len() > 30, "the screens were not found");
    let names = |line: &str| {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.any(|word| ["Trainer", "Store", "Connection"].contains(&word))
    };
    let mut findings = Vec::new();
    for file in &files {
        let lines = file.code().filter(|(_, line)| names(line));
        findings.extend(lines.map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim())));
    }
    expect_none("a screen reads a `View`, and has the rest done by an `Effect`", &findings);
}

/// Every screen is looked at this small and this large, and at what lies between.
const SIZES: [&str; 4] = ["20x6", "60x15", "80x24", "200x50"];

#[test]
fn every_screen_has_its_frame_at_every_size() {
    let frames: Vec<String> = files().into_iter().map(|file| file.path).collect();
    let mut findings = Vec::new();
    let screens = rust_files("src/tui/screens");
    for file in screens.iter().filter(|file| file.text.contains("\nimpl Screen for ")) {
        // `quiz/history.rs` is seen in `quiz_history_80x24.snap`, `today.rs` in `today_first_80x24.snap`.
        let name = file.path["src/tui/screens/".len()..].trim_end_matches(".rs").trim_end_matches("/mod");
        let start = format!("tests/frames/screens/{}_", name.replace('/', "_"));
        for size in SIZES {
            let end = format!("{size}.snap");
            if !frames.iter().any(|frame| frame.starts_with(&start) && frame.ends_with(&end)) {
                findings.push(format!("{}: no frame `{start}{end}`", file.path));
            }
        }
    }
    assert!(screens.len() > 30, "the screens were not found");
    expect_none("a test keeps how each screen looks: see src/tui/screens/tests/frames.rs", &findings);
}

#[test]
fn the_keys_of_every_screen_are_in_the_reference_and_can_be_others() {
    let tables = read("src/tui/screens/mod.rs");
    let (mut findings, mut seen) = (Vec::new(), 0);
    for file in rust_files("src/tui/screens").iter().filter(|file| !file.path.contains("/tests")) {
        let Some((_, title)) = file.text.split_once("fn title(&self)") else { continue };
        let title = title.split("\n    }").next().unwrap();
        // Between quotes stands every second piece.
        for title in title.split('"').skip(1).step_by(2) {
            seen += 1;
            if !tables.contains(&format!("(\"{title}\", ")) {
                findings.push(format!("{}: no table of keys for “{title}”", file.path));
            }
        }
    }
    assert!(seen > 25, "the titles were not found");
    expect_none("add it to `tables` in src/tui/screens/mod.rs", &findings);
}

#[test]
fn every_file_below_src_is_a_part_of_the_program() {
    let mut files = files();
    files.retain(|file| file.path.starts_with("src/"));
    let mut findings = Vec::new();
    for file in &files {
        let (folder, name) = file.path.rsplit_once('/').unwrap();
        let is_used = if file.is("rs") && !["main.rs", "lib.rs"].contains(&name) {
            // `a/b.rs` is named by `a.rs` or `a/mod.rs`, and so is `a/b/mod.rs`.
            let (folder, name) = if name == "mod.rs" {
                folder.rsplit_once('/').unwrap()
            } else {
                (folder, &name[..name.len() - 3])
            };
            let named = format!("mod {name};");
            let above = [format!("{folder}.rs"), format!("{folder}/mod.rs"), format!("{folder}/lib.rs")];
            files.iter().any(|file| above.contains(&file.path) && file.text.contains(&named))
        } else {
            let included = format!("{name}\")");
            file.is("rs") || files.iter().any(|file| file.is("rs") && file.text.contains(&included))
        };
        if !is_used {
            findings.push(file.path.clone());
        }
    }
    expect_none("nothing names this file: add its line", &findings);
}

#[test]
fn every_kind_of_card_and_every_way_of_answering_is_in_its_list() {
    let mut findings = Vec::new();
    for (folder, start, list) in [
        ("src/card/kinds", "\nimpl Kind for ", "\nkinds! {"),
        ("src/card/answers", "\nimpl Way for ", "\nways! {"),
    ] {
        let path = format!("{folder}/mod.rs");
        let whole = read(&path);
        let list = whole.split(list).nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
        let listed: BTreeSet<&str> = list.split(|c: char| !c.is_alphanumeric()).collect();
        for file in rust_files(folder) {
            let names = file.text.split(start).skip(1).map(|rest| rest.split(' ').next().unwrap());
            let missing = names.filter(|name| !listed.contains(name));
            findings.extend(missing.map(|name| format!("{path}: lacks `{name}`, which is in {}", file.path)));
        }
    }
    expect_none("what is in no list is nowhere in the program", &findings);
}

/// The closures in `code` that `let` binds to a name and that are over three lines, as the line they begin on and the name.
fn long_closures(code: &str) -> Vec<(usize, &str)> {
    let lines: Vec<&str> = code.lines().collect();
    let indents: Vec<usize> = lines.iter().map(|line| line.len() - line.trim_start().len()).collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some((name, value)) =
            line.trim_start().strip_prefix("let ").and_then(|rest| rest.split_once(" ="))
        else {
            continue;
        };
        // A long one begins on the line below its name.
        let value = if value.is_empty() { lines.get(start + 1).copied().unwrap_or("") } else { value };
        if !value.trim_start().trim_start_matches("move ").starts_with('|') {
            continue;
        }
        // It ends before the next line that is indented no more, or with that line where it closes a brace.
        let mut below = (start + 1..lines.len()).filter(|&below| !lines[below].is_empty());
        let below = below.find(|&below| indents[below] <= indents[start]).unwrap_or(lines.len());
        let closes = lines.get(below).is_some_and(|line| line.trim_start().starts_with('}'));
        if below - start + usize::from(closes) > 3 {
            let name = name.trim_start_matches("mut ");
            found.push((start + 1, name.split_once(':').map_or(name, |(name, _)| name)));
        }
    }
    found
}

#[test]
fn a_long_closure_is_found_and_a_short_one_is_not() {
    let long = "fn f() {\n    let mut add = move |one: u32| {\n        sum += one;\n        sum\n    };\n}\n";
    assert_eq!(long_closures(long), [(2, "add")]);
    let below = "let shown: Shown =\n    |one, other| {\n        one + other\n    };\n";
    assert_eq!(long_closures(below), [(1, "shown")]);
    let short = "let twice = |one| {\n    2 * one\n};\nlet far =\n    |one| one;\nlet sums = all.iter().map(|one| {\n    one;\n    two\n});\n";
    assert_eq!(long_closures(short), []);
}

/// What `find` finds, each by line and name, in the code outside tests.
fn in_code(find: for<'a> fn(&'a str) -> Vec<(usize, &'a str)>) -> Vec<String> {
    let mut files = rust_files("src");
    files.retain(|file| !file.path.contains("tests"));
    assert!(files.len() > 500, "the code was not found");
    let mut findings = Vec::new();
    for file in &files {
        let found = find(file.text.split("#[cfg(test)]\nmod tests {").next().unwrap());
        findings.extend(found.into_iter().map(|(line, name)| format!("{}:{line}: `{name}`", file.path)));
    }
    findings
}

#[test]
fn a_closure_with_a_name_is_short() {
    let findings = in_code(long_closures);
    expect_none("over three lines it is a function with a doc line, or stands where it is used", &findings);
}

/// The functions in `code` that are over fifty lines, as the line they begin on and the name.
fn long_functions(code: &str) -> Vec<(usize, &str)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = &line[..line.len() - line.trim_start().len()];
        // Before `fn` stand words such as `pub(in crate::tui)` and `const`, but nothing else.
        let Some((words, rest)) = line.split_once("fn ") else { continue };
        let is_word = |c: char| c.is_alphanumeric() || " ():".contains(c);
        if !words.chars().all(is_word) || line.ends_with([';', '}']) {
            continue;
        }
        let name = &rest[..rest.find(['(', '<']).unwrap_or(rest.len())];
        let ends = lines[start..].iter().position(|line| line.strip_prefix(indent) == Some("}"));
        if ends.is_some_and(|end| end + 1 > 50) {
            found.push((start + 1, name));
        }
    }
    found
}

#[test]
fn a_long_function_is_found_and_a_short_one_is_not() {
    let body = "    one();\n".repeat(49);
    assert_eq!(long_functions(&format!("\npub(super) fn f(one: u8) {{\n{body}}}\n")), [(2, "f")]);
    let body = "        one();\n".repeat(48);
    assert_eq!(long_functions(&format!("impl A {{\n    fn f<'a>(&self) {{\n{body}    }}\n}}\n")), []);
}

#[test]
fn a_function_fits_on_a_screen() {
    expect_none("over fifty lines it does two things: part them", &in_code(long_functions));
}

#[test]
fn only_the_command_line_prints() {
    let mut files = rust_files("src");
    files.retain(|file| !file.path.starts_with("src/cli") && file.path != "src/main.rs");
    let words = ["print!(", "println!(", "stdout()", "stderr()"];
    let findings = mentions(&files, &words);
    // The terminal that screens are drawn on is standard output as well.
    let findings: Vec<_> = findings
        .into_iter()
        .filter(|line| !(line.starts_with("src/tui/") && line.contains("stdout()")))
        .collect();
    expect_none("only src/cli prints", &findings);
}

/// Words of the subject that the built-in decks are on.
const SUBJECT: &[&str] =
    &["port", "ports", "tcp", "udp", "transport", "transports", "dhcp", "dns", "ssh", "subnet", "router"];
/// Files that may name them: the notations that a typed answer may have, beside numbers and units, the functions of formulas,
/// the built-in decks, and what speaks to servers.
const NAMES_IT: &[&str] = &["src/card/compare/", "src/formula/", "src/library/builtin.rs", "src/sync/cloud/"];

/// The code of `file` without its tests, and the texts in it. Raw texts are examples of decks, and left out.
fn code_and_texts(file: &File) -> (String, Vec<String>) {
    let text: String = file.code().flat_map(|(_, line)| [line, "\n"]).collect();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().replace("'\"'", "");
    let (mut code, mut texts) = (String::new(), Vec::new());
    let mut rest = text.as_str();
    while let Some(open) = rest.find('"') {
        code += &rest[..open];
        rest = &rest[open + 1..];
        if code.ends_with("r#") {
            rest = rest.split_once("\"#").unwrap().1;
            continue;
        }
        let mut is_escaped = false;
        let end = rest.find(|c| {
            let is_end = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        });
        let (own, after) = rest.split_at(end.unwrap());
        texts.push(own.to_owned());
        rest = &after[1..];
    }
    (code + rest, texts)
}

/// The words in the names of `code`: `asked_port` has two, and so has `AskedPort`.
fn words_of_names(code: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in code.chars() {
        if !c.is_alphabetic() || (c.is_uppercase() && was_small) {
            words.push(String::new());
        }
        was_small = c.is_lowercase();
        words.last_mut().unwrap().extend(c.is_alphabetic().then(|| c.to_ascii_lowercase()));
    }
    words
}

#[test]
fn the_code_names_no_subject() {
    assert_eq!(
        words_of_names("fn asked_port(x: TcpPort)"),
        ["fn", "asked", "port", "x", "", "tcp", "port", ""]
    );
    let mut files = rust_files("src");
    files.retain(|file| !file.path.contains("tests") && !NAMES_IT.iter().any(|it| file.path.starts_with(it)));
    let mut findings = Vec::new();
    for file in files {
        let (code, texts) = code_and_texts(&file);
        // A text that is nothing but such a word is compared with; in a longer one it is an example.
        let words = words_of_names(&code).into_iter().chain(texts.iter().map(|t| t.trim().to_lowercase()));
        let named = words.filter(|word| SUBJECT.contains(&word.as_str()));
        findings.extend(named.map(|word| format!("{}: names `{word}`", file.path)));
    }
    expect_none("decks know their subject, and the program none", &findings);
}

#[test]
fn nothing_is_left_for_later_or_waved_through() {
    // Written in two parts, so that this file passes its own test.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let mut findings = Vec::new();
    for file in files() {
        for (i, line) in file.text.lines().enumerate() {
            let waved_through = line.contains(concat!("[all", "ow(")) && file.is("rs");
            // Documents may name the words in order to forbid them.
            let later = words.iter().any(|word| line.contains(word)) && !file.is("md");
            if waved_through || later {
                findings.push(format!("{}:{}: {}", file.path, i + 1, line.trim()));
            }
        }
    }
    expect_none("finish it, or write an issue; an exception is `#[expect(lint, reason = \"…\")]`", &findings);
}

#[test]
fn every_dependency_says_what_it_is_for() {
    for path in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let (mut section, mut before, mut seen) = (String::new(), String::new(), 0);
        for line in read(path).lines() {
            if line.starts_with('[') {
                section = line.to_owned();
            } else if section.ends_with("dependencies]") && line.contains('=') {
                assert!(
                    before.starts_with("# ") || line.contains(" # "),
                    "{path}: no word on what is `{line}` for"
                );
                seen += 1;
            }
            before = line.to_owned();
        }
        assert!(seen > 0, "{path} lists no dependency");
    }
}

#[test]
fn the_repository_knows_nothing_of_the_machine_it_was_written_on() {
    let words =
        [concat!("/wor", "k/"), concat!("../sha", "red"), concat!("/roo", "t/"), concat!("/hom", "e/runner")];
    let mut findings = Vec::new();
    for file in files() {
        findings.extend(
            words
                .iter()
                .filter(|word| file.text.contains(**word))
                .map(|word| format!("{}: mentions `{word}`", file.path)),
        );
    }
    expect_none("a fresh clone has only what is in it", &findings);
}

#[test]
fn the_changelog_tells_of_this_version() {
    let heading = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(read("CHANGELOG.md").contains(&heading), "CHANGELOG.md has no `{heading}`");
}
