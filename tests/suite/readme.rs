//! The README is what it says: a new user follows it word for word.

use std::process::Command;

use super::tree::{files, read, root};

/// One fenced block: its language, the line before it that is not empty, its text.
struct Block {
    language: String,
    before: String,
    text: String,
}

fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut before = String::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text = lines.by_ref().take_while(|line| *line != "```");
            let text = text.flat_map(|line| [line, "\n"]).collect();
            blocks.push(Block { language: language.to_owned(), before: before.clone(), text });
        } else if !line.trim().is_empty() {
            line.clone_into(&mut before);
        }
    }
    blocks
}

/// The commands in the first column of the README's table.
fn commands(document: &str) -> Vec<String> {
    let name = |line: &str| {
        let cell = line.strip_prefix("| `examdrill")?.split('`').next()?;
        cell.split_whitespace().next().map(str::to_owned)
    };
    document.lines().filter_map(name).collect()
}

#[test]
fn two_commands_are_all_there_is_to_set_up() {
    let blocks = blocks(&read("README.md"));
    let shell: Vec<_> = blocks.iter().filter(|b| b.language == "sh").map(|b| b.text.trim()).collect();
    assert_eq!(shell, ["cargo run --release", "cargo test"]);
}

#[test]
fn the_gate_runs_the_test_command_of_the_readme() {
    let marker = "<!-- .ci/run executes the next block -->";
    let blocks = blocks(&read("README.md"));
    let found: Vec<_> = blocks.iter().filter(|block| block.before == marker).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].text, "cargo test\n");
    assert!(read(".ci/run").contains(marker), ".ci/run looks for another marker");
}

#[test]
fn every_command_is_in_the_readme_and_in_a_transcript() {
    let run = Command::new(env!("CARGO_BIN_EXE_examdrill")).arg("-h").output().unwrap();
    let help = String::from_utf8(run.stdout).unwrap();
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let transcripts: String =
        files().into_iter().filter(|file| file.is("trycmd")).map(|file| file.text).collect();
    let told = commands(&read("README.md"));
    for name in names {
        assert!(told.iter().any(|told| told == name), "the README's table of commands lacks `{name}`");
        let shown = transcripts.contains(&format!("\n$ examdrill {name} "));
        assert!(shown, "no transcript shows `{name}`: begin with `$ examdrill {name} -h` in help.trycmd");
    }
}

#[test]
fn every_command_in_the_readme_exists() {
    let commands = commands(&read("README.md"));
    assert!(commands.len() >= 13, "{commands:?}");
    for command in commands {
        let run = Command::new(env!("CARGO_BIN_EXE_examdrill")).args([&command, "--help"]).output().unwrap();
        assert!(run.status.success(), "`{command} --help`: {}", String::from_utf8_lossy(&run.stderr));
    }
}

#[test]
fn decks_in_the_readme_are_toml() {
    let blocks = blocks(&read("README.md"));
    let decks: Vec<_> = blocks.iter().filter(|block| block.language == "toml").collect();
    assert!(!decks.is_empty());
    for deck in decks {
        let table: toml::Table = deck.text.parse().unwrap_or_else(|error| panic!("{error}\n{}", deck.text));
        assert!(table.contains_key("card"), "no card in\n{}", deck.text);
    }
}

#[test]
fn every_file_the_readme_links_to_is_there() {
    let readme = read("README.md");
    for target in readme.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
        // Pictures are made from the running program and may not be drawn yet in a working copy.
        let is_elsewhere = target.is_empty() || target.contains("://") || target.starts_with("assets/");
        assert!(is_elsewhere || root().join(target).exists(), "{target} is missing");
    }
}
