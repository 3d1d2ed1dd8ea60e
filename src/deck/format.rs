//! A deck's files as `fmt` writes them.

use std::collections::{HashMap, HashSet};

use super::{Deck, Unwritten, ids};
use crate::source::{Code, Diagnostic, Edit, FileId, SourceFile, mended, tidied};

/// One file as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The whole text.
    pub text: String,
    /// How many ids were written into it.
    pub ids: usize,
    /// How many found no place: their tables are written as dotted keys.
    pub homeless: usize,
    /// Whether blanks that carry no meaning went.
    pub is_tidied: bool,
}

/// Each of `files`, which `deck` was read from with these `findings`, with its ids and without needless blanks.
///
/// Comments, order and texts stay, and so do the questions and their names. Formatting twice changes nothing. A file
/// that is not well formed gets its ids and nothing else: it is open where its texts end.
pub fn formatted(deck: &Deck, files: &[SourceFile], findings: &[Diagnostic]) -> Vec<Formatted> {
    let mut by_file: HashMap<FileId, Vec<&Unwritten>> = HashMap::new();
    for one in &deck.unwritten {
        by_file.entry(one.at.file).or_default().push(one);
    }
    let broken: HashSet<FileId> =
        findings.iter().filter(|one| one.code == Code::SYNTAX).map(|one| one.span.file).collect();
    let numbered = files.iter().zip(0..).map(|(file, number)| (file, FileId(number)));
    numbered
        .map(|(file, id)| {
            let lacking = by_file.remove(&id).unwrap_or_default();
            let edits: Vec<Edit> = lacking.iter().filter_map(|one| ids::edit(&file.text, one)).collect();
            let (written, applied) = mended(&file.text, edits.iter().map(std::slice::from_ref));
            let ids = applied.iter().filter(|applied| **applied).count();
            let text = if broken.contains(&id) { written.clone() } else { tidied(&written) };
            Formatted { is_tidied: text != written, text, ids, homeless: lacking.len() - ids }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::deck::parse;

    fn file(text: &str) -> SourceFile {
        SourceFile { name: "d.toml".into(), text: text.into() }
    }

    fn format(text: &str) -> Formatted {
        let files = [file(text)];
        let (deck, findings) = parse(&files);
        formatted(&deck, &files, &findings).remove(0)
    }

    #[test]
    fn texts_comments_and_what_is_broken_stay() {
        let card = "[[card]] # one\nfront = '''\n  a  \n\n\n\n  b '''\nback = \"b\"";
        let done = format(&format!("[deck]   \ntitle = \"D\"\n\n\n\n\n{card}  "));
        assert_eq!(
            done.text,
            format!(
                "[deck]\nid = \"d\"\ntitle = \"D\"\n\n\n{}\n",
                card.replace("one\n", "one\nid = \"a-b\"\n")
            )
        );
        assert_eq!((done.ids, done.homeless, done.is_tidied), (2, 0, true));
        let broken = format(
            "[deck]  \nid = \"d\"\n[[card]]\nfront = \"f  \n[[card]]\nfront = \"f\"  \nback = \"b\"\n",
        );
        assert!(
            broken.text.contains("front = \"f\"  \n") && broken.text.contains("id = \"f\""),
            "{}",
            broken.text
        );
        assert_eq!(format("deck.title = \"D\"\n").homeless, 1);
    }

    /// A part of a deck as authors write them, and as they should not.
    fn part() -> impl Strategy<Value = String> {
        let prompt = "[a-cäß {}?\"#]{0,12}";
        let text = prompt.prop_map(|prompt| toml::Value::String(prompt).to_string());
        let gap = "( |\t|\n|\r\n|# why  \n){0,4}";
        (0..8, text.clone(), text, gap).prop_map(|(sort, one, two, gap)| match sort {
            0 => format!("[[card]]  # c \nfront = {one}\nback  = {two}  \n{gap}"),
            1 => format!("\n[[card]]\nquestion = {one}\nanswer = '''\n\n\n\n\n x  '''\nexplain = {two}\n{gap}"),
            2 => format!("[[table]]\nid = {two}\ncolumns = [ \"a\",\n\n\n\n\n \"b\" ]\nrows = [[{one}, {two}]] \n[[table.card]]\nquestion = \"{{a}}\"\nanswer = \"{{b}}\"{gap}"),
            3 => format!("[[generate]]\nquestion = \"{{number}}?\"\nnumber = {{ from = 1, to = 9 }}\nclasses = [ \n {{ to = 5, answer = {one} }}, {{ to = 9, answer = {two} }} ]\n"),
            4 => format!("[[card]]\nid = {one}\nfront = {two}\nback = {one}\n"),
            5 => format!("[[card]]\nfront = {one}\nbakc = {two}\n{gap}"),
            6 => format!("[[card]]\nfront = {one}\nback = \"\n"),
            _ => gap,
        })
    }

    fn cards(text: &str) -> Vec<(String, String, String)> {
        let (deck, _) = parse(&[file(text)]);
        deck.questions
            .into_iter()
            .map(|question| (question.key.to_string(), question.prompt.plain(), question.answer))
            .collect()
    }

    proptest! {
        #[test]
        fn a_formatted_deck_formats_to_itself_and_asks_the_same(
            braces in proptest::collection::vec("[a-c]{1,3}", 0..3),
            parts in proptest::collection::vec(part(), 0..6),
        ) {
            let braced: Vec<String> =
                braces.iter().map(|front| format!("{{front = \"{front}\", back = \"x\"}}, \n")).collect();
            let inline = braced.concat();
            // Either form of a card: TOML has no both.
            let top = if inline.is_empty() { String::new() } else { format!("card = [\n{inline}]\n") };
            let parts = parts.concat();
            let parts = if inline.is_empty() { parts } else { parts.replace("[[card]]", "[[crad]]") };
            let text = format!("{top}[deck]\ntitle = \"D\"  \n{parts}");
            let once = format(&text).text;
            prop_assert_eq!(&format(&once).text, &once);
            prop_assert_eq!(cards(&once), cards(&text));
        }
    }
}
