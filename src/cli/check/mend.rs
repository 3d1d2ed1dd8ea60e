//! `check --fix`: applies what findings say would mend them, where that is safe.

use std::cell::Cell;
use std::collections::HashSet;

use super::look::Look;
use crate::source::{Code, Diagnostic, FileId, SourceFile, line_and_column, mended};

/// Times that a text is mended and looked at again: one fix may uncover another.
const MOST_ROUNDS: usize = 10;
/// Fixes that are tried one by one where they do harm together.
const MOST_TRIED: usize = 50;

/// The files of one deck or exam with their fixes.
pub(super) struct Mended {
    pub(super) files: Vec<SourceFile>,
    pub(super) fixed: Vec<Fixed>,
}

/// What was wrong.
pub(super) struct Fixed {
    pub(super) file: FileId,
    /// Where it stood, from 1.
    pub(super) line: usize,
    pub(super) message: String,
}

/// More fixes than this are counted, not tried, where nobody asked for them.
const MOST_FORESEEN: usize = 1000;
/// Bytes that are read for it in all.
const MOST_READ: usize = 8 * 1024 * 1024;

/// How many mistakes [`mend`] would mend where these are found: a mended one may uncover another.
pub(super) fn foreseen(
    findings: &[Diagnostic],
    sources: &[SourceFile],
    look: &dyn Fn(&[SourceFile]) -> Look,
) -> usize {
    let count = findings.iter().filter(|finding| !finding.fix.is_empty()).count();
    if !(1..=MOST_FORESEEN).contains(&count) {
        return count;
    }
    let size = sources.iter().map(|file| file.text.len()).sum::<usize>();
    mend_within(sources, look, MOST_READ / size.max(1)).map_or(count, |mended| mended.fixed.len())
}

/// Applies the fixes that `look` finds in `sources`, and looks again, until there are none left.
///
/// A fix is refused that breaks the file or takes a question its name: progress hangs on it.
pub(super) fn mend(sources: &[SourceFile], look: &dyn Fn(&[SourceFile]) -> Look) -> Mended {
    let unmended = || Mended { files: sources.to_vec(), fixed: Vec::new() };
    mend_within(sources, look, usize::MAX).unwrap_or_else(unmended)
}

/// The same, looking so many times at most; `None` where that is not enough.
fn mend_within(
    sources: &[SourceFile],
    look: &dyn Fn(&[SourceFile]) -> Look,
    most_looks: usize,
) -> Option<Mended> {
    let looks = Cell::new(0);
    let look = |files: &[SourceFile]| (looks.replace(looks.get() + 1) < most_looks).then(|| look(files));
    let (mut sources, mut fixed) = (sources.to_vec(), Vec::new());
    let mut now = look(&sources)?;
    for _ in 0..MOST_ROUNDS {
        let mendable: Vec<&Diagnostic> = now.findings.iter().filter(|one| !one.fix.is_empty()).collect();
        if mendable.is_empty() {
            break;
        }
        let whole = attempt(&sources, &now, mendable.clone(), &look);
        let Some(done) = whole.or_else(|| one_by_one(&sources, &now, mendable, &look)) else { break };
        for (fix, _) in done.tried.iter().zip(&done.applied).filter(|(_, applied)| **applied) {
            let file = fix.span.file;
            let text = sources.get(usize::from(file.0)).map_or("", |file| file.text.as_str());
            let line = line_and_column(text, fix.span.range.start).0;
            fixed.push(Fixed { file, line, message: fix.message.clone() });
        }
        (sources, now) = (done.files, done.then);
    }
    fixed.sort_by_key(|fixed| (fixed.file, fixed.line));
    (looks.get() <= most_looks).then_some(Mended { files: sources, fixed })
}

/// What came of applying some fixes at once.
struct Attempt<'a> {
    files: Vec<SourceFile>,
    then: Look,
    tried: Vec<&'a Diagnostic>,
    applied: Vec<bool>,
}

/// Applies all of `mendable`; `None` where that does harm or nothing, or nobody may `look` any more.
fn attempt<'a>(
    sources: &[SourceFile],
    now: &Look,
    mendable: Vec<&'a Diagnostic>,
    look: &dyn Fn(&[SourceFile]) -> Option<Look>,
) -> Option<Attempt<'a>> {
    let (files, applied) = apply(sources, &mendable);
    let then = look(&files)?;
    let is_done = is_safe(now, &then) && applied.contains(&true);
    is_done.then_some(Attempt { files, then, tried: mendable, applied })
}

/// Applies the first of `mendable` that do no harm.
fn one_by_one<'a>(
    sources: &[SourceFile],
    now: &Look,
    mendable: Vec<&'a Diagnostic>,
    look: &dyn Fn(&[SourceFile]) -> Option<Look>,
) -> Option<Attempt<'a>> {
    let mut good = Vec::new();
    for fix in mendable.into_iter().take(MOST_TRIED) {
        good.push(fix);
        let tried = attempt(sources, now, good.clone(), look);
        if tried.is_none_or(|tried| tried.applied.last() != Some(&true)) {
            good.pop();
        }
    }
    attempt(sources, now, good, look)
}

/// The files with the fixes of `mendable`, and which were applied.
fn apply(sources: &[SourceFile], mendable: &[&Diagnostic]) -> (Vec<SourceFile>, Vec<bool>) {
    let mut applied = vec![false; mendable.len()];
    let mended = sources.iter().enumerate().map(|(number, file)| {
        let places: Vec<usize> =
            (0..mendable.len()).filter(|&place| usize::from(mendable[place].span.file.0) == number).collect();
        let (text, done) = mended(&file.text, places.iter().map(|&place| mendable[place].fix.as_slice()));
        for (place, done) in places.into_iter().zip(done) {
            applied[place] = done;
        }
        SourceFile { name: file.name.clone(), text }
    });
    (mended.collect(), applied)
}

/// Whether the file is read as well as before, and every name is still there.
fn is_safe(before: &Look, after: &Look) -> bool {
    let [broken_before, broken_after] =
        [before, after].map(|look| look.findings.iter().filter(|one| one.code == Code::SYNTAX).count());
    let names: HashSet<&String> = after.names.iter().collect();
    broken_after <= broken_before && before.names.iter().all(|name| names.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::check::look::look_at_deck;

    fn mend_text(text: &str) -> (String, Vec<usize>) {
        let file = SourceFile { name: "d.toml".into(), text: text.into() };
        let mended = mend(&[file], &look_at_deck);
        (mended.files[0].text.clone(), mended.fixed.iter().map(|fixed| fixed.line).collect())
    }

    #[test]
    fn several_mistakes_of_a_file_are_mended_and_comments_stay() {
        let text = "[deck]\ntitel = \"D\" # its name\n\n[[cards]]\nqestion = \"Which port?\"\nanswer = { # why not\n}\n\n[[card]] # two\nfrnt = \"f\"\nback = \"b\"\nhnt = \"\"\"\nfrnt = 1\n\"\"\"\n";
        let (mended, lines) = mend_text(text);
        assert_eq!(
            mended,
            "[deck]\nid = \"d\"\ntitle = \"D\" # its name\n\n[[card]]\nquestion = \"Which port?\"\nanswer = { # why not\n}\n\n[[card]] # two\nid = \"f\"\nfront = \"f\"\nback = \"b\"\nhint = \"\"\"\nfrnt = 1\n\"\"\"\n"
        );
        assert_eq!(lines.len(), 7, "{lines:?}");
        assert_eq!(mend_text(&mended), (mended.clone(), vec![]));
    }

    #[test]
    fn a_fix_that_costs_a_question_its_name_is_refused_and_the_others_are_not() {
        // The deck is called `d` after its file, and progress hangs on that.
        let text = "[deck]\nidd = \"other\"\ntitle = \"D\"\n[[card]]\nid = \"x\"\nfront = \"f\"\nback = \"b\"\nhnt = \"h\"\n[[card]]\nid = \"y\"\nfront = \"f\"\nback = \"b\"\n";
        let (mended, _) = mend_text(text);
        assert!(mended.contains("idd = \"other\"") && mended.contains("\nhint = "), "{mended}");
        assert!(mended.contains("id = \"d\"\n"), "{mended}");
    }

    #[test]
    fn what_nobody_asked_to_mend_is_not_read_again_and_again() {
        // A fix that is refused makes each other one be tried by itself.
        let cards = "[[card]]\nid = \"x\"\nfront = \"f\"\nback = \"b\"\nhnt = \"h\"\n";
        let text = format!("[deck]\nidd = \"other\"\n{}#{}\n", cards, "y".repeat(MOST_READ / 2));
        let looks = Cell::new(0);
        let files = [SourceFile { name: "d.toml".into(), text }];
        let findings = look_at_deck(&files).findings;
        let count = findings.iter().filter(|finding| !finding.fix.is_empty()).count();
        let foreseen = foreseen(&findings, &files, &|files| {
            looks.set(looks.get() + 1);
            look_at_deck(files)
        });
        assert_eq!((foreseen, looks.get() < 4), (count, true));
    }

    proptest::proptest! {
        #[test]
        fn mending_never_breaks_a_deck(keys in proptest::collection::vec("(front|frnt|back|bakc|hint|hnt|answer|anwser|question|id|idd)", 0..8)) {
            let mut cards = String::new();
            for (place, key) in keys.iter().enumerate() {
                cards += if place % 3 == 0 { "[[card]]\n" } else { "" };
                cards += &format!("{key} = \"x\"\n");
            }
            let text = format!("[deck]\ntitle = \"D\"\n{cards}");
            let (mended, _) = mend_text(&text);
            let [before, after] =
                [text, mended].map(|text| look_at_deck(&[SourceFile { name: "d.toml".into(), text }]));
            proptest::prop_assert!(is_safe(&before, &after));
        }
    }
}
