//! The documents are what they say: made from the tables of the program, and with examples that work.

use std::path::{Component, Path, PathBuf};

use examdrill::source::{Severity, SourceFile};
use pulldown_cmark::{Event, Parser, Tag};

use super::tree::{expect_page, files, read, root};

#[test]
fn the_reference_of_the_cards_is_made_from_the_kinds() {
    expect_page("docs/reference/cards.md", &examdrill::card::kinds::reference(), "docs");
}

#[test]
fn the_reference_of_the_functions_is_made_from_their_table() {
    expect_page("docs/reference/functions.md", &examdrill::formula::reference(), "docs");
}

#[test]
fn the_reference_of_the_formats_is_made_from_their_table() {
    expect_page("docs/reference/exchange.md", &examdrill::exchange::reference(), "docs");
}

#[test]
fn the_reference_of_the_files_is_made_from_the_tables_of_their_readers() {
    expect_page("docs/reference/files.md", &examdrill::schema::reference(), "docs");
}

#[test]
fn the_reference_of_the_keys_is_made_from_the_tables_of_the_screens() {
    let tables =
        [examdrill::tui::screens::tables(), examdrill::tui::widgets::answer::tables().to_vec()].concat();
    let page = examdrill::tui::keys::reference(&tables);
    expect_page("docs/reference/keys.md", &page, "docs");
}

#[test]
fn the_reference_of_the_colours_is_made_from_their_table() {
    expect_page("docs/reference/colours.md", &examdrill::config::colours_reference(), "docs");
}

#[test]
fn the_reference_of_a_sync_has_the_rows_of_their_table() {
    let page = read("docs/reference/sync.md");
    let (before, rest) = page.split_once("| `row` |").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    expect_page(
        "docs/reference/sync.md",
        &format!("{before}{}\n{after}", examdrill::sync::reference()),
        "docs",
    );
}

#[test]
fn the_settings_of_the_page_on_keys_and_colours_can_be_used() {
    let page = read("docs/keys-and-colours.md");
    for (line, example) in examples(&page) {
        let (config, _) = examdrill::config::Config::parse(&example)
            .unwrap_or_else(|found| panic!("line {line}: {found:?}"));
        drop(config);
    }
}

#[test]
fn the_readme_tells_of_the_settings_what_their_table_says() {
    let readme = read("README.md");
    let (before, rest) = readme.split_once("| setting |").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    expect_page("README.md", &format!("{before}{}\n{after}", examdrill::config::reference()), "docs");
}

#[test]
fn the_reference_of_the_search_is_made_from_its_terms() {
    expect_page("docs/reference/search.md", &examdrill::search::reference(), "docs");
}

#[test]
fn every_name_of_the_tour_stands_in_the_file_that_it_links_to() {
    let tour = read("docs/tour.md");
    let mut links = 0;
    for link in tour.split("[`").skip(1) {
        let (name, rest) = link.split_once("`](../").expect("a name is a link to a file");
        let (path, _) = rest.split_once(')').expect("a link has an end");
        let last = name.rsplit("::").next().unwrap_or(name).trim_end_matches('!');
        let last = last.rsplit('/').next().unwrap_or(last);
        let is_file =
            Path::new(path).components().any(|part| part.as_os_str().to_string_lossy().starts_with(last));
        assert!(
            is_file && root().join(path).is_file() || read(path).contains(last),
            "`{name}` is not in {path}"
        );
        links += 1;
    }
    assert!(links > 30, "the tour names {links} things");
}

/// The fenced blocks of `document` in TOML, each with the number of its first line.
pub(super) fn examples(document: &str) -> Vec<(usize, String)> {
    let mut examples = Vec::new();
    let mut lines = document.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        // A longer fence holds shorter ones: a card may have a diagram.
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let fence = &line[..ticks];
        let text = lines.by_ref().map(|(line, _)| line).take_while(|line| *line != fence);
        let text = text.flat_map(|line| [line, "\n"]).collect();
        if &line[ticks..] == "toml" {
            examples.push((number + 1, text));
        }
    }
    examples
}

/// The example as a whole deck: a card alone, or cards without a deck, get what they lack.
pub(super) fn as_deck(example: &str) -> String {
    let has = |start: &str| example.lines().any(|line| line.starts_with(start));
    let head = if has("[deck]") { "" } else { "[deck]\nid = 'x'\ntitle = 'x'\nsource = 'x'\n" };
    let card = if has("[") { "" } else { "[[card]]\n" };
    format!("{head}{card}{example}")
}

#[test]
fn every_example_of_a_deck_is_a_clean_deck() {
    for (path, least) in [
        ("docs/decks.md", 9),
        ("docs/computed.md", 6),
        ("docs/reference/cards.md", 9),
        ("docs/reference/files.md", 1),
    ] {
        let mut examples = examples(&read(path));
        examples.retain(|(_, example)| !examdrill::quiz::is_exam(example));
        assert!(examples.len() >= least, "{path} has {} examples", examples.len());
        let file = |example: &str| SourceFile { name: "x.toml".into(), text: as_deck(example) };
        // An example may ask the rows of another one.
        let lend = |id: &str| {
            let files = examples.iter().map(|(_, example)| vec![file(example)]);
            files.into_iter().find(|files| examdrill::deck::parse(files).0.id == id)
        };
        for (line, example) in &examples {
            let (deck, mut findings) = examdrill::deck::parse_drawing(&[file(example)], &lend);
            findings.extend(examdrill::lint::advise(&deck));
            findings.retain(|finding| finding.severity != Severity::Note);
            assert_eq!(findings, [], "{path}:{line}");
            assert!(!deck.questions.is_empty() || example.contains("[deck]"), "{path}:{line} asks nothing");
        }
    }
}

#[test]
fn every_example_of_an_exam_is_a_clean_exam_that_the_built_in_decks_can_give() {
    let library = examdrill::library::Library::load(&root().join("no such folder"));
    let questions = library.questions();
    let questions: Vec<_> = questions.iter().collect();
    for path in ["docs/quiz.md", "docs/reference/files.md"] {
        let mut examples = examples(&read(path));
        examples.retain(|(_, example)| examdrill::quiz::is_exam(example));
        assert!(!examples.is_empty(), "{path}");
        for (line, example) in examples {
            let (exam, findings) =
                examdrill::quiz::read(&SourceFile { name: "x.toml".into(), text: example });
            assert_eq!(findings, [], "{path}:{line}");
            let exam = exam.unwrap();
            assert_eq!(examdrill::quiz::fit(&exam, &questions), [], "{path}:{line}");
            let seed = examdrill::quiz::Seed::first(1);
            let paper = examdrill::quiz::draw(&exam, &exam.forms[0], &questions, seed);
            assert_eq!(paper.items.len(), exam.forms[0].questions, "{path}:{line}");
            assert_eq!(paper.shortages, Vec::<String>::new(), "{path}:{line}");
        }
    }
}

#[test]
fn the_templates_of_new_are_those_of_the_documents() {
    let (decks, quiz) = (read("docs/decks.md"), read("docs/quiz.md"));
    for example in [examdrill::deck::keys::TABLE_EXAMPLE, examdrill::deck::keys::GENERATE_EXAMPLE] {
        assert!(decks.contains(example), "docs/decks.md has no\n{example}");
    }
    assert!(read("docs/computed.md").contains(examdrill::deck::keys::COMPUTED_EXAMPLE));
    assert!(quiz.contains(examdrill::quiz::keys::EXAMPLE));
}

#[test]
fn every_kind_of_card_is_shown_in_the_tutorial_or_on_the_page_it_links_to() {
    let tutorial = read("docs/decks.md");
    assert!(tutorial.contains("(reference/cards.md"), "the tutorial links to the page of all kinds");
    let parse = |(_, example): (usize, String)| {
        examdrill::deck::parse(&[SourceFile { name: "x.toml".into(), text: as_deck(&example) }]).0
    };
    let pages = tutorial + &examdrill::card::kinds::reference();
    let shown: Vec<_> = examples(&pages).into_iter().map(parse).flat_map(|deck| deck.questions).collect();
    for kind in examdrill::card::kinds::KINDS.iter().map(|kind| kind.name).chain(["generate"]) {
        assert!(shown.iter().any(|question| question.kind == kind), "no `{kind}`");
    }
}

/// The anchors that the headings of `document` make.
fn anchors(document: &str) -> Vec<String> {
    let heading = |line: &str| {
        let title = line.trim_start_matches('#').strip_prefix(' ')?.to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        Some(kept.map(|c| if c == ' ' { '-' } else { c }).collect())
    };
    document.lines().filter(|line| line.starts_with('#')).filter_map(heading).collect()
}

/// `path` without `.` and `..`.
fn resolved(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => assert!(whole.pop(), "{} leaves the repository", path.display()),
            Component::CurDir => {}
            part => whole.push(part),
        }
    }
    whole
}

#[test]
fn every_link_in_the_documents_leads_to_a_file_and_a_heading() {
    let mut seen = 0;
    for page in files().into_iter().filter(|file| file.path.starts_with("docs/") && file.is("md")) {
        for event in Parser::new(&page.text) {
            // What stands in code is no link.
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else {
                continue;
            };
            let link = &*dest_url;
            if link.contains("://") {
                continue;
            }
            seen += 1;
            let (target, anchor) = link.split_once('#').map_or((link, None), |(t, a)| (t, Some(a)));
            let own = Path::new(&page.path);
            let target = if target.is_empty() { own.into() } else { own.with_file_name("").join(target) };
            let target = resolved(&target);
            assert!(root().join(&target).exists(), "{}: `{link}` leads nowhere", page.path);
            if let Some(anchor) = anchor {
                let headings = anchors(&read(target.to_str().unwrap()));
                assert!(headings.iter().any(|heading| heading == anchor), "{}: no `#{anchor}`", page.path);
            }
        }
    }
    assert!(seen > 10, "{seen} links were found");
}
