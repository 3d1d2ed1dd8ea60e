//! Reads `[lint]`: what the author says about the advice on writing.

use crate::source::{Code, Diagnostic, Fields, Located, Value};

/// What the advice on writing takes from the deck, because it would be wrong for other subjects and languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LintSettings {
    /// Whether the lists of English words that the program brings are used.
    pub english: bool,
    /// Words that promise too much: `always`.
    pub absolutes: Vec<String>,
    /// Words that promise nothing: `sometimes`.
    pub vague: Vec<String>,
    /// Words that turn a question round: `not`.
    pub negations: Vec<String>,
    /// Options that are about the other options: `all of the above`.
    pub forbidden: Vec<String>,
    /// Words and numbers that are easily taken for one another: `67`, `68`.
    pub families: Vec<Vec<String>>,
    /// Tags of exams; each card should have one of them.
    pub exams: Vec<String>,
    /// Rules that this deck breaks on purpose.
    pub allow: Vec<Located<String>>,
}

/// Reads the keys of `[lint]`.
pub(super) fn read(fields: &mut Fields<'_>) -> LintSettings {
    LintSettings {
        english: is_english(fields),
        absolutes: texts(fields, "absolutes"),
        vague: texts(fields, "vague"),
        negations: texts(fields, "negations"),
        forbidden: texts(fields, "forbidden"),
        families: families(fields),
        exams: texts(fields, "exams"),
        allow: fields.optional_texts("allow").unwrap_or_default(),
    }
}

fn texts(fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    fields.optional_texts(key).unwrap_or_default().into_iter().map(|text| text.value).collect()
}

fn is_english(fields: &mut Fields<'_>) -> bool {
    let Some(lists) = fields.optional_text("lists") else { return false };
    if lists.value != "english" {
        fields.report(
            Diagnostic::error(Code::UNKNOWN_LIST, lists.span, "there are no lists of words by this name")
                .help("write `lists = \"english\"`, or lists of your own: `absolutes = [\"toujours\"]`"),
        );
        return false;
    }
    true
}

fn families(fields: &mut Fields<'_>) -> Vec<Vec<String>> {
    let Some(value) = fields.value("families") else { return Vec::new() };
    let families = value.list().and_then(|list| list.iter().map(family).collect::<Option<Vec<_>>>());
    if families.is_none() {
        fields.mistyped(&value, "families", "a list of lists: `[[67, 68], [161, 162]]`");
    }
    families.unwrap_or_default()
}

fn family(value: &Value<'_>) -> Option<Vec<String>> {
    value.list()?.iter().map(|member| member.text().map(|text| text.value)).collect()
}

#[cfg(test)]
mod tests {
    use crate::source::SourceFile;

    fn read(parts: &[&str]) -> (crate::deck::LintSettings, Vec<(&'static str, Option<String>)>) {
        let file = |text: &&str| SourceFile { name: "x.toml".into(), text: (*text).to_owned() };
        let (deck, findings) = crate::deck::parse(&parts.iter().map(file).collect::<Vec<_>>());
        (deck.lint, findings.into_iter().map(|finding| (finding.code.name(), finding.help)).collect())
    }

    const HEAD: &str = "[deck]\nid = 'x'\ntitle = 'x'\n";

    #[test]
    fn numbers_and_words_make_families() {
        let (lint, findings) = read(&[&format!(
            "{HEAD}[lint]\nlists = 'english'\nfamilies = [[67, '68'], ['trap', 'inform']]\nallow = 'big-deck'"
        )]);
        assert_eq!(findings, []);
        assert_eq!(lint.families, [["67", "68"], ["trap", "inform"]]);
        assert!(lint.english && lint.allow[0].value == "big-deck");
    }

    #[test]
    fn what_makes_no_sense_is_told_and_the_deck_is_read_all_the_same() {
        let (lint, findings) =
            read(&[&format!("{HEAD}[lint]\nlists = 'klingon'\nfamilies = [67]\nexam = 'a'\nvague = ['so']")]);
        let codes: Vec<_> = findings.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ["unknown-list", "wrong-type", "unknown-key"]);
        assert_eq!(findings[2].1.as_deref(), Some("did you mean `exams`?"));
        assert_eq!(lint.vague, ["so"]);
    }

    #[test]
    fn a_part_has_no_say_in_the_advice_on_the_whole() {
        let (lint, findings) = read(&[HEAD, "[lint]\nlists = 'english'"]);
        assert_eq!(findings[0].0, "deck-in-part");
        assert!(!lint.english);
    }
}
