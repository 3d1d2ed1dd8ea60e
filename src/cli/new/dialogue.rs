//! `new` in a terminal: asks line by line, shows what was made of it, and asks before it is written.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::fields::entry_named;
use super::tell;
use crate::author::{self, Addition, Draft, Entry};
use crate::card::kinds::KindInfo;
use crate::cli::context::CommandContext;
use crate::cli::failure::{Status, message};
use crate::library::{WriteError, with_addition, write_addition};
use crate::source::{Diagnostic, Key, Severity, SourceFile, clean};

/// Whether somebody is there to be asked.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Someone who is asked. Ctrl-D, anywhere, ends it: what is not written by then is not written at all.
pub(super) struct Dialogue<'a> {
    context: &'a mut CommandContext,
}

/// A deck as it was asked for.
pub(super) struct Begun {
    pub(super) text: String,
    /// Whether further cards may follow.
    pub(super) more: bool,
}

/// The learner has left.
struct Left;

type Asked<T> = anyhow::Result<Result<T, Left>>;

/// Gives what was asked for, or ends the function when the learner has left.
macro_rules! given {
    ($asked:expr) => {
        match $asked? {
            Ok(given) => given,
            Err(Left) => return Ok(Err(Left)),
        }
    };
}

impl<'a> Dialogue<'a> {
    pub(super) fn new(context: &'a mut CommandContext) -> Self {
        Self { context }
    }

    /// Asks for a new deck with this id; `None` when the learner left.
    pub(super) fn deck(&mut self, path: &Path, stem: &str, id: &str) -> anyhow::Result<Option<Begun>> {
        self.say("A new deck. Ctrl-D leaves without saving.")?;
        match self.begin(path, stem, id)? {
            Ok(begun) => Ok(Some(begun)),
            Err(Left) => {
                self.say("Nothing was saved.")?;
                Ok(None)
            }
        }
    }

    fn begin(&mut self, path: &Path, stem: &str, id: &str) -> Asked<Begun> {
        let usual = author::words_of(stem);
        let title = given!(self.ask(&format!("title [{usual}]: ")));
        let title = Some(title.trim()).filter(|title| !title.is_empty()).or(Some(&usual));
        let shown = clean(&path.to_string_lossy()).into_owned();
        let Some(entry) =
            given!(self.kind("The first card; enter alone leaves three examples in the file, as comments:"))
        else {
            let text = author::deck(id, title);
            self.say(&format!("\n{text}"))?;
            given!(self.confirm(&format!("Save it as `{shown}`?")));
            return Ok(Ok(Begun { text, more: false }));
        };
        let head = SourceFile { name: shown.clone(), text: author::head(id, title) };
        let card = given!(self.card(entry));
        let added = author::added(&[head], addition(entry, card.as_ref()));
        let mut added = added.map_err(WriteError::from)?;
        let text = added.files.swap_remove(0).text;
        self.say(&format!("\n{text}"))?;
        given!(self.confirm(&format!("Save it as `{shown}`?")));
        Ok(Ok(Begun { text, more: true }))
    }

    /// Asks for cards of the deck at `path`, until the learner has enough of it.
    pub(super) fn cards(&mut self, path: &Path) -> anyhow::Result<Status> {
        self.say("A new card. Ctrl-D leaves without saving.")?;
        self.ask_cards(path, false)
    }

    /// The same without a word before; `has_one` says whether there is a card already.
    pub(super) fn ask_cards(&mut self, path: &Path, mut has_one: bool) -> anyhow::Result<Status> {
        let is_finished = loop {
            let heading = if has_one { "Another card? Enter alone ends:" } else { "The kind of card:" };
            match self.add_card(path, heading)? {
                Ok(true) => has_one = true,
                Ok(false) => break has_one,
                Err(Left) => break false,
            }
        };
        if !is_finished {
            self.say(if has_one { "Nothing more was saved." } else { "Nothing was saved." })?;
        }
        Ok(Status::Fine)
    }

    /// Asks for a card and adds it. Gives whether there was one.
    fn add_card(&mut self, path: &Path, heading: &str) -> Asked<bool> {
        let Some(entry) = given!(self.kind(heading)) else { return Ok(Ok(false)) };
        let card = given!(self.card(entry));
        let added = with_addition(path, addition(entry, card.as_ref()))?;
        let shown = clean(&path.to_string_lossy()).into_owned();
        let text = match &card {
            Some(draft) => draft.toml(Some(&added.id)),
            None => author::as_comment(&entry.template(&added.id)),
        };
        self.say(&format!("\n{text}"))?;
        self.say_findings(&added.findings)?;
        given!(self.confirm(&format!("Add it to `{shown}`?")));
        // An editor may have saved the deck while the question stood there: the card goes behind what it wrote.
        // Where that fails, what was typed stands above, to be copied.
        let added = with_addition(path, addition(entry, card.as_ref()))?;
        write_addition(path, &added)?;
        tell(path, &added, self.context)?;
        Ok(Ok(true))
    }

    /// Asks for a kind; `None` for an empty line.
    fn kind(&mut self, heading: &str) -> Asked<Option<Entry>> {
        self.say(&format!("\n{heading}"))?;
        let width = Entry::all().map(|entry| entry.name().len()).max().unwrap_or(0);
        for (number, entry) in (1..).zip(Entry::all()) {
            self.say(&format!("  {number:>2} {:width$}  {}", entry.name(), entry.about()))?;
        }
        loop {
            let typed = given!(self.ask("kind (a name or a number): "));
            let typed = typed.trim();
            if typed.is_empty() {
                return Ok(Ok(None));
            }
            let numbered =
                typed.parse::<usize>().ok().and_then(|number| Entry::all().nth(number.wrapping_sub(1)));
            match numbered.map_or_else(|| entry_named(typed), Ok) {
                Ok(entry) => return Ok(Ok(Some(entry))),
                Err(failure) => self.complain(&failure.into())?,
            }
        }
    }

    /// Asks for the fields of a card until the deck reader takes it; `None` for what is only an example.
    fn card(&mut self, entry: Entry) -> Asked<Option<Draft>> {
        let Entry::Card(kind) = entry else { return Ok(Ok(None)) };
        let mut draft = Draft::new(kind);
        self.say("")?;
        loop {
            for key in Draft::keys(kind) {
                let entries = given!(self.field(kind, key, draft.entries(key)));
                draft.set(key, entries);
            }
            let (_, findings) = draft.look();
            let (errors, _): (Vec<_>, Vec<_>) =
                findings.into_iter().partition(|finding| finding.severity == Severity::Error);
            if errors.is_empty() {
                return Ok(Ok(Some(draft)));
            }
            self.say_findings(&errors)?;
            self.say("Once more; enter alone keeps what stands in brackets.\n")?;
        }
    }

    /// Asks for what `key` takes; `known` was typed before.
    fn field(&mut self, kind: &KindInfo, key: &Key, known: &[String]) -> Asked<Vec<String>> {
        let manner = Draft::manner(key);
        let optional = if key.is_needed { "" } else { "optional; " };
        let about = format!("{} ({optional}{})", key.name, Draft::meaning(key));
        let about = if manner.is_empty() { about } else { format!("{about}\n  typed as: {manner}") };
        loop {
            if !known.is_empty() {
                self.say(&format!("[{}]", known.join("; ")))?;
            }
            let entries = if Draft::takes_several(key) {
                self.say(&format!("{about}\n  several on a line or one by one; an empty line ends"))?;
                given!(self.lines())
            } else {
                let breaks = if about.contains('\n') { "\n  " } else { "" };
                vec![given!(self.ask(&format!("{about}{breaks}: ")))]
            };
            match entries.iter().any(|entry| !entry.trim().is_empty()) {
                true => return Ok(Ok(entries)),
                false if !known.is_empty() => return Ok(Ok(known.to_vec())),
                false if !key.is_needed => return Ok(Ok(Vec::new())),
                false => self.say(&format!("A card of the kind `{}` needs it. Ctrl-D leaves.", kind.name))?,
            }
        }
    }

    fn lines(&mut self) -> Asked<Vec<String>> {
        let mut lines = Vec::new();
        loop {
            let line = given!(self.ask(&format!("  {}: ", lines.len() + 1)));
            if line.trim().is_empty() {
                return Ok(Ok(lines));
            }
            lines.push(line.trim().to_owned());
        }
    }

    /// Asks for a yes; a no is as good as leaving.
    fn confirm(&mut self, question: &str) -> Asked<()> {
        let typed = given!(self.ask(&format!("{question} [Y/n] ")));
        let is_yes = matches!(typed.trim().to_lowercase().as_str(), "" | "y" | "yes");
        Ok(if is_yes { Ok(()) } else { Err(Left) })
    }

    /// Asks for a line.
    fn ask(&mut self, prompt: &str) -> Asked<String> {
        write!(self.context.out, "{prompt}")?;
        self.context.out.flush()?;
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            self.say("")?;
            return Ok(Err(Left));
        }
        Ok(Ok(clean(line.trim_end_matches(['\n', '\r'])).into_owned()))
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.context.out, "{text}")
    }

    fn say_findings(&mut self, findings: &[Diagnostic]) -> io::Result<()> {
        for finding in findings {
            self.say(&format!("{}: {}", finding.severity.name(), finding.message))?;
            if let Some(help) = &finding.help {
                self.say(&format!("  help: {help}"))?;
            }
        }
        Ok(())
    }

    fn complain(&mut self, error: &anyhow::Error) -> io::Result<()> {
        self.say(&format!("{}.", message(error)))
    }
}

fn addition(entry: Entry, card: Option<&Draft>) -> Addition<'_> {
    card.map_or(Addition::Template(entry), Addition::Card)
}
