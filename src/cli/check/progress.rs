//! What editing decks does to progress, before it happens.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::all::AllDecks;
use super::git::{Past, Revision};
use crate::card::{Question, QuestionKey};
use crate::cli::context::{CommandContext, note};
use crate::deck::{Carried, Fate, Seen, Unclear, fate};
use crate::library::{LoadedDeck, read_deck};
use crate::source::{Code, Diagnostic, Severity, Span};
use crate::stats::grouped;
use crate::trainer::Trainer;
use crate::words::count;

/// Names told at most in one finding.
const MOST_NAMED: usize = 5;
/// Cards that keep their progress and are told one by one; of more, only how many there are.
const MOST_CARRIED: usize = 20;

/// What decks are compared with.
pub(super) struct Progress {
    before: Before,
    /// Whether the author asked for it: what is lost is a warning then.
    is_asked: bool,
    total: Fate,
    /// The ids of the decks that are there now.
    present: HashSet<String>,
    /// The ids of decks of the commit that a deck of now has taken the file of.
    renamed: HashSet<String>,
}

/// What an author asks to compare decks with.
pub(super) enum Against {
    Log,
    /// As git names it.
    Commit(String),
}

enum Before {
    /// The learner's log.
    Log(Box<Trainer>),
    /// The decks in a revision of the author's repository, where every question may have somebody's progress.
    Revision(Revision, Vec<Past>),
    Nothing,
}

impl Progress {
    /// `against` is what the author asked for, if anything, about the decks in `files`, found at `places`. Whatever is wrong
    /// with the log, decks can be checked.
    pub(super) fn open(
        against: Option<Against>,
        places: &[PathBuf],
        files: &[PathBuf],
        context: &mut CommandContext,
    ) -> anyhow::Result<Self> {
        let is_asked = against.is_some();
        let before = match against {
            Some(Against::Commit(revision)) => {
                let revision = Revision(revision);
                let decks = revision.decks(places)?;
                Before::Revision(revision, decks)
            }
            Some(Against::Log) | None => {
                log(context).map_or(Before::Nothing, |trainer| Before::Log(Box::new(trainer)))
            }
        };
        if is_asked && matches!(before, Before::Nothing) {
            note("there is no log yet, so no progress can be lost; `--against HEAD` compares with a commit");
        }
        // Known before the first deck is looked at: one that changed its file is no other.
        let present = match &before {
            Before::Revision(..) => {
                files.iter().filter_map(|file| Some(read_deck(file).ok()?.deck.id)).collect()
            }
            Before::Log(_) | Before::Nothing => HashSet::new(),
        };
        Ok(Self { before, is_asked, total: Fate::default(), present, renamed: HashSet::new() })
    }

    /// What becomes of the progress of `deck`, whose cards others of `all` decks may replace.
    pub(super) fn findings(&mut self, deck: &LoadedDeck, all: &AllDecks) -> Vec<Diagnostic> {
        let (seen, old_id) = match &self.before {
            Before::Nothing => return Vec::new(),
            Before::Log(trainer) => (trainer.seen(&deck.deck.id).unwrap_or_default(), None),
            Before::Revision(_, decks) => match self.old(decks, deck) {
                None => return Vec::new(),
                Some(old) => (as_seen(&old.deck), Some(old.deck.deck.id.clone())),
            },
        };
        self.renamed.extend(old_id.clone().filter(|old| *old != deck.deck.id));
        if seen.is_empty() {
            return Vec::new();
        }
        if deck.errors() > 0 {
            // A card that seems to have vanished may just be left out.
            let message = "a deck with errors moves no progress, so nothing can be said of its progress yet";
            let note = Diagnostic::note(Code::PROGRESS_UNKNOWN, deck.deck.at.clone(), message);
            return if self.is_asked { vec![note.help("mend the errors first")] } else { Vec::new() };
        }
        if let Some(old) = old_id.filter(|old| *old != deck.deck.id) {
            let (new, all) = (&deck.deck.id, count(seen.len(), "question"));
            let message = format!("the deck `{old}` is called `{new}` now, so all of its {all} begin anew");
            self.total.resting.extend(seen.into_iter().map(|seen| seen.key));
            let finding = Diagnostic::warning(Code::RENAMED_DECK, deck.deck.at.clone(), message);
            return vec![finding.help(format!("write `id = \"{old}\"` again; the title may change"))];
        }
        let fate = fate(&seen, &deck.deck.questions, &replaced(&seen, &deck.deck.questions, all));
        let findings = self.told(&fate, deck);
        self.total.kept += fate.kept;
        self.total.carried.extend(fate.carried);
        self.total.unclear.extend(fate.unclear);
        self.total.resting.extend(fate.resting);
        findings
    }

    /// What `deck` was: the deck of its id, in whatever file, or else the deck of its file that is nowhere else now.
    fn old<'a>(&self, decks: &'a [Past], deck: &LoadedDeck) -> Option<&'a Past> {
        let mut named = decks.iter().filter(|past| past.deck.deck.id == deck.deck.id);
        let forsaken = |past: &&Past| past.is_file_of(deck) && !self.present.contains(&past.deck.deck.id);
        let same_file = named.clone().find(|past| past.is_file_of(deck));
        same_file.or_else(|| named.next()).or_else(|| decks.iter().find(forsaken))
    }

    /// The decks of the commit that are nowhere now, each with what there is to say of it. Cards of `all` decks may have taken
    /// the place of theirs.
    pub(super) fn gone(&mut self, all: &AllDecks) -> Vec<(&LoadedDeck, Diagnostic)> {
        let Before::Revision(Revision(revision), decks) = &self.before else { return Vec::new() };
        let (mut told, mut gone) = (HashSet::new(), Vec::new());
        for Past { deck, path, is_awaited } in decks {
            let id = &deck.deck.id;
            // What is there and cannot be read is told already.
            let is_unread = path.exists() && read_deck(path).is_err();
            let is_known = self.present.contains(id) || self.renamed.contains(id);
            let mut seen = as_seen(deck);
            if !is_awaited || is_known || is_unread || seen.is_empty() || !told.insert(id) {
                continue;
            }
            let carried = replaced(&seen, &[], all);
            seen.retain(|seen| !carried.iter().any(|one| one.from == seen.key));
            self.total.carried.extend(carried);
            if seen.is_empty() {
                continue;
            }
            let message = format!(
                "the deck `{id}` of `{revision}` is in none of these files any more; the progress of its {} rests in the log",
                count(seen.len(), "question")
            );
            let finding = Diagnostic::warning(Code::MISSING_DECK, deck.deck.at.clone(), message)
                .help(format!("a deck with `id = \"{id}\"` takes it up again, whatever its file is called"));
            self.total.resting.extend(seen.into_iter().map(|seen| seen.key));
            gone.push((deck, finding));
        }
        gone
    }

    /// What was found over all decks, where it was asked for.
    pub(super) fn summary(&self) -> Option<String> {
        let with = match &self.before {
            _ if !self.is_asked => return None,
            Before::Nothing => return None,
            Before::Log(_) => "your log".to_owned(),
            Before::Revision(Revision(revision), _) => format!("`{revision}`"),
        };
        let Fate { kept, carried, unclear, resting, .. } = &self.total;
        Some(format!(
            "Against {with}: {} keep{} progress, {} carried over, {} in doubt, {} reset.",
            count(*kept, "question"),
            if *kept == 1 { "s its" } else { " their" },
            carried.len(),
            unclear.len(),
            resting.len(),
        ))
    }

    fn told(&self, fate: &Fate, deck: &LoadedDeck) -> Vec<Diagnostic> {
        let places: Places<'_> = deck.deck.questions.iter().map(|q| (&q.key, &q.at)).collect();
        let mut findings = told_carried(&fate.carried, &deck.deck.at, &places);
        for Unclear { from, candidates } in &fate.unclear {
            let names: Vec<_> = candidates.iter().map(|key| format!("`{key}`")).collect();
            let message = format!(
                "the progress of `{from}` could belong to {}, so it stays where it is",
                names.join(" or ")
            );
            let place = candidates.first().map_or_else(Span::default, |key| place_of(key, &places));
            let help = match candidates.len() {
                1 => "if it is the same question, give it the old `id`",
                _ => "give one of them its `id` back",
            };
            findings.push(self.loss(Code::UNCLEAR_PROGRESS, place, message).help(help));
        }
        if !fate.resting.is_empty() {
            let message =
                format!("no card asks {} any more; the progress rests in the log", named(&fate.resting));
            findings.push(
                self.loss(Code::RESTING_PROGRESS, Span::default(), message)
                    .help("a card with the old `id` takes it up again"),
            );
        }
        // Only on request: the log has texts of cards as they once were, and an author may well rewrite one.
        for key in fate.reused.iter().filter(|_| self.is_asked) {
            let message = format!("`{key}` asks something else now, and keeps the progress of what it asked");
            findings.push(
                self.loss(Code::REUSED_ID, place_of(key, &places), message)
                    .help("a card that asks something new takes a new `id`"),
            );
        }
        findings
    }

    /// A finding on progress that does not go on: a warning where it was asked for.
    fn loss(&self, code: Code, span: Span, message: String) -> Diagnostic {
        let mut finding = Diagnostic::note(code, span, message);
        finding.severity = if self.is_asked { Severity::Warning } else { Severity::Note };
        finding
    }
}

/// What takes the place of those in `seen` that are not `present` in their deck any more, there or in another of `all` decks.
fn replaced(seen: &[Seen], present: &[Question], all: &AllDecks) -> Vec<Carried> {
    let present: HashSet<_> = present.iter().map(|question| &question.key).collect();
    let gone: HashSet<_> = seen.iter().map(|seen| &seen.key).filter(|key| !present.contains(key)).collect();
    if gone.is_empty() {
        return Vec::new();
    }
    all.library().successions(|key| gone.contains(key))
}

/// Where the questions of a deck stand.
type Places<'a> = HashMap<&'a QuestionKey, &'a Span>;

/// What there is to say of progress that goes on, with the `places` of the questions.
fn told_carried(carried: &[Carried], deck: &Span, places: &Places<'_>) -> Vec<Diagnostic> {
    if let [first, .., last] = carried
        && carried.len() > MOST_CARRIED
    {
        let message = format!(
            "{} reworded cards keep their progress, from `{}` in `{}` to `{}` in `{}`",
            grouped(carried.len()),
            first.from,
            first.to,
            last.from,
            last.to
        );
        let help = "nothing to do; a card that has its old `id` written keeps its old name";
        return vec![Diagnostic::note(Code::CARRIED_OVER, deck.clone(), message).help(help)];
    }
    let notes = carried.iter().map(|Carried { from, to }| {
        let message = format!("the progress of `{from}` will go on in `{to}`");
        let help = if from.deck() == to.deck() {
            format!("nothing to do; to keep the old name, write `id = \"{}\"` into the card", from.card())
        } else {
            "nothing to do: the new card names the old one in `was`".to_owned()
        };
        Diagnostic::note(Code::CARRIED_OVER, place_of(to, places), message).help(help)
    });
    notes.collect()
}

fn place_of(key: &QuestionKey, places: &Places<'_>) -> Span {
    places.get(key).copied().cloned().unwrap_or_default()
}

fn named(keys: &[QuestionKey]) -> String {
    let (shown, more) = keys.split_at(keys.len().min(MOST_NAMED));
    let names: Vec<_> = shown.iter().map(|key| format!("`{key}`")).collect();
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    names.join(", ") + &more
}

fn as_seen(deck: &LoadedDeck) -> Vec<Seen> {
    let questions = deck.deck.questions.iter();
    let seen = questions.map(|question| Seen {
        key: question.key.clone(),
        prompt: question.prompt.plain(),
        answer: question.answer.clone(),
    });
    seen.collect()
}

fn log(context: &mut CommandContext) -> Option<Trainer> {
    let config = crate::cli::settings::load(&context.paths.config).unwrap_or_default();
    context.log_alone(config).ok().flatten()
}

/// What was named after `--against` and is a path: who writes it so means the decks, not a revision.
pub(super) fn is_path(revision: &str) -> bool {
    let path = Path::new(revision);
    path.exists() || path.extension().is_some_and(|ending| ending == "toml")
}
