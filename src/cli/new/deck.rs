//! `new deck` and `new exam`: begin a file that explains itself.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::dialogue::{self, Begun, Dialogue};
use super::fields::{Fields, Wish};
use crate::author::{self, Addition};
use crate::cli::context::{CommandContext, note};
use crate::cli::deck_file::{in_full, target};
use crate::cli::failure::Status;
use crate::cli::{findings, save};
use crate::library::{Library, WriteError, write_exam_schema, write_schema};
use crate::source::{SourceFile, clean};

const EXAMPLES: &str = "\
Examples:
  examdrill new deck capitals                    asks for a title and a first card
  examdrill new deck capitals --title Capitals   three examples as comments
  examdrill new deck capitals --kind match       an example of one kind instead
  examdrill new deck capitals --front France --back Paris";

const EXAM_EXAMPLES: &str = "\
Examples:
  examdrill new exam finals --title 'The finals'
  examdrill new exam --stdout

Then name the tags of your decks in it, and see `examdrill check`.";

/// What is begun, and where.
#[derive(Debug, clap::Args)]
struct Place {
    /// The file to write; a bare name goes to your decks folder
    #[arg(required_unless_present = "stdout")]
    file: Option<PathBuf>,
    /// The name shown to people
    #[arg(long)]
    title: Option<String>,
    /// Print it, and write nothing
    #[arg(long)]
    stdout: bool,
}

/// Begin a deck
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct NewDeck {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    fields: Fields,
}

/// Begin an exam: what a timed quiz draws from your decks
#[derive(Debug, clap::Args)]
#[command(after_help = EXAM_EXAMPLES)]
pub(super) struct NewExam {
    #[command(flatten)]
    place: Place,
}

impl NewDeck {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let wish = self.fields.wish()?;
        let path = self.place.file.as_ref().map(|file| in_full(target(file, context)));
        let stem = path.as_deref().map_or_else(|| "mine".to_owned(), stem_of);
        if let Some(path) = path.as_ref().filter(|_| !self.place.stdout) {
            refuse_taken(path)?;
        }
        let id = match &path {
            None => author::id_of(&stem),
            Some(_) => {
                let wanted = author::id_of(&stem);
                let id = Library::open(&context.paths, &[]).free_id(&wanted, |_| true);
                tell_other("deck", &wanted, &id);
                id
            }
        };
        if let (Some(path), None, None, false) = (&path, &wish, &self.place.title, self.place.stdout)
            && dialogue::is_possible()
        {
            return match Dialogue::new(context).deck(path, &stem, &id)? {
                Some(Begun { text, more }) => {
                    write(path, &text, context)?;
                    if more { Dialogue::new(context).more_cards(path) } else { Ok(Status::Fine) }
                }
                None => Ok(Status::Fine),
            };
        }
        let title = self.place.title.unwrap_or_else(|| author::words_of(&stem));
        let name = path.as_ref().map_or_else(String::new, |path| path.to_string_lossy().into_owned());
        let text = match wish {
            None => author::deck(&id, Some(&title)),
            Some(wish) => {
                let head = SourceFile { name, text: author::head(&id, Some(&title)) };
                let Some(text) = with_first(head, &wish, context)? else { return Ok(Status::Findings) };
                text
            }
        };
        match path.filter(|_| !self.place.stdout) {
            Some(path) => write(&path, &text, context)?,
            None => context.out.write_all(text.as_bytes())?,
        }
        Ok(Status::Fine)
    }
}

/// A new deck of that `head` with its first card; `None` where a mistake would leave that out.
fn with_first(head: SourceFile, wish: &Wish, context: &mut CommandContext) -> anyhow::Result<Option<String>> {
    let addition = match wish {
        Wish::Template(entry) => Addition::Template(*entry),
        Wish::Card(draft) => Addition::Card(draft),
    };
    let added = author::added(&[head], addition).map_err(WriteError::from);
    let mut added = added.map_err(|error| save::failure(&error))?;
    findings::write(&added.files, &added.findings, findings::Format::Human, &mut context.out)?;
    if added.mistake().is_some() {
        context.out.flush()?;
        note("nothing was written: with this mistake the card would be left out");
        return Ok(None);
    }
    Ok(Some(added.files.swap_remove(0).text))
}

impl NewExam {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let path = self.place.file.as_ref().map(|file| in_full(target(file, context)));
        let stem = path.as_deref().map_or_else(|| "mine".to_owned(), stem_of);
        let (wanted, title) =
            (author::id_of(&stem), self.place.title.unwrap_or_else(|| author::words_of(&stem)));
        if let Some(path) = path.as_ref().filter(|_| !self.place.stdout) {
            refuse_taken(path)?;
        }
        let id = match &path {
            None => wanted,
            Some(_) => {
                let id = Library::open(&context.paths, &[]).free_exam_id(&wanted);
                tell_other("exam", &wanted, &id);
                id
            }
        };
        let text = author::exam(&id, Some(&title));
        let Some(path) = path.filter(|_| !self.place.stdout) else {
            context.out.write_all(text.as_bytes())?;
            return Ok(Status::Fine);
        };
        save::create(&path, &text)?;
        let has_schema = write_exam_schema(&path);
        let shown = path.to_string_lossy();
        let shown = clean(&shown);
        writeln!(context.out, "Began `{shown}`: open it in an editor, it explains itself.")?;
        if let Err(error) = has_schema {
            note(&format!("your editor will not know what an exam may hold: {error}"));
        }
        writeln!(context.out, "Then `examdrill check {shown}` and `examdrill quiz --exam {id}`.")?;
        Ok(Status::Fine)
    }
}

/// Writes a new deck and the schema beside it, and says what is next.
fn write(path: &Path, text: &str, context: &mut CommandContext) -> anyhow::Result<()> {
    save::create(path, text)?;
    let has_schema = write_schema(path);
    let shown = path.to_string_lossy();
    let shown = clean(&shown);
    writeln!(context.out, "Began `{shown}`: open it in an editor, it explains itself.")?;
    if let Err(error) = has_schema {
        // The deck is as good without it.
        note(&format!("your editor will not know what a deck may hold: {error}"));
    }
    if !text.lines().any(|line| line.starts_with("[[")) {
        writeln!(
            context.out,
            "Its examples are comments: take the `# ` away before the lines of one, from `[[` on, and it is asked."
        )?;
    }
    writeln!(context.out, "Then `examdrill check {shown}` and `examdrill study {shown}`.")?;
    Ok(())
}

/// Says that an id is not the one that follows from the file's name.
fn tell_other(sort: &str, wanted: &str, id: &str) {
    if id != wanted {
        note(&format!("there is another {sort} with the id `{wanted}`, so the id of the new one is `{id}`"));
    }
}

/// Whoever types a card wants to know before that it has a place.
fn refuse_taken(path: &Path) -> anyhow::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(save::failure(&WriteError::Taken { path: path.to_path_buf() }).into());
    }
    Ok(())
}

fn stem_of(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
