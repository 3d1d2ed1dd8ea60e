//! `new deck` and `new exam`: begin a file that explains itself.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::dialogue::{self, Begun, Dialogue};
use super::fields::{Fields, Wish};
use super::tell_findings;
use crate::author;
use crate::cli::context::{CommandContext, note};
use crate::cli::deck_file::{in_full, target};
use crate::cli::failure::Status;
use crate::library::{self, Library, WriteError, write_exam_schema, write_schema};
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

/// A file that is to be begun.
struct Beginning {
    /// Where, if it has a name.
    path: Option<PathBuf>,
    /// What it is called, without its ending.
    stem: String,
    /// An id that is not taken.
    id: String,
}

impl Place {
    /// What follows from the name of the file. `free` gives an id like the wanted one that no other deck or exam has (`sort`).
    fn beginning(
        &self,
        sort: &str,
        free: impl FnOnce(&Library, &str) -> String,
        context: &CommandContext,
    ) -> anyhow::Result<Beginning> {
        let Some(path) = self.file.as_ref().map(|file| in_full(target(file, context))) else {
            return Ok(Beginning { path: None, stem: "mine".to_owned(), id: author::id_of("mine") });
        };
        // Whoever types a card wants to know before that it has a place.
        if !self.stdout && path.symlink_metadata().is_ok() {
            return Err(WriteError::Taken { path }.into());
        }
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let wanted = author::id_of(&stem);
        let id = free(&Library::open(&context.paths, &[]), &wanted);
        if id != wanted {
            note(&format!(
                "there is another {sort} with the id `{wanted}`, so the id of the new one is `{id}`"
            ));
        }
        Ok(Beginning { path: Some(path), stem, id })
    }
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
        let Beginning { path, stem, id } =
            self.place.beginning("deck", |library, wanted| library.free_id(wanted, |_| true), context)?;
        if let (Some(path), None, None, false) = (&path, &wish, &self.place.title, self.place.stdout)
            && dialogue::is_possible()
        {
            return match Dialogue::new(context).deck(path, &stem, &id)? {
                Some(Begun { text, more }) => {
                    write(path, &text, context)?;
                    if more { Dialogue::new(context).ask_cards(path, true) } else { Ok(Status::Fine) }
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
    let mut added = author::added(&[head], wish.addition()).map_err(WriteError::from)?;
    tell_findings(&added, context)?;
    Ok(added.mistake().is_none().then(|| added.files.swap_remove(0).text))
}

impl NewExam {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        let Beginning { path, stem, id } = self.place.beginning("exam", Library::free_exam_id, context)?;
        let title = self.place.title.unwrap_or_else(|| author::words_of(&stem));
        let text = author::exam(&id, Some(&title));
        let Some(path) = path.filter(|_| !self.place.stdout) else {
            context.out.write_all(text.as_bytes())?;
            return Ok(Status::Fine);
        };
        library::create(&path, &text)?;
        let shown = began(&path, "an exam", write_exam_schema(&path), context)?;
        writeln!(context.out, "Then `examdrill check {shown}` and `examdrill quiz --exam {id}`.")?;
        Ok(Status::Fine)
    }
}

/// Writes a new deck and the schema beside it, and says what is next.
fn write(path: &Path, text: &str, context: &mut CommandContext) -> anyhow::Result<()> {
    library::create(path, text)?;
    let shown = began(path, "a deck", write_schema(path), context)?;
    if !text.lines().any(|line| line.starts_with("[[")) {
        writeln!(
            context.out,
            "Its examples are comments: take the `# ` away before the lines of one, from `[[` on, and it is asked."
        )?;
    }
    writeln!(context.out, "Then `examdrill check {shown}` and `examdrill study {shown}`.")?;
    Ok(())
}

/// Says that the file at `path` was begun, and gives how it is shown. `has_schema` says whether an editor knows what `kind` of
/// file may hold.
fn began(
    path: &Path,
    kind: &str,
    has_schema: Result<(), WriteError>,
    context: &mut CommandContext,
) -> anyhow::Result<String> {
    let shown = clean(&path.to_string_lossy()).into_owned();
    writeln!(context.out, "Began `{shown}`: open it in an editor, it explains itself.")?;
    if let Err(error) = has_schema {
        // The file is as good without it.
        note(&format!("your editor will not know what {kind} may hold: {error}"));
    }
    Ok(shown)
}
