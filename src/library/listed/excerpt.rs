//! Builds questions of a part of their files.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

use fs_err as fs;

use super::ListedDeck;
use crate::card::{Question, QuestionKey};
use crate::deck::{self, Excerpt};
use crate::library::builtin;
use crate::source::SourceFile;

impl ListedDeck {
    /// The questions at `places` out of a part of the files; `None` where that does not give what is listed.
    pub(super) fn excerpted(&self, places: &[usize]) -> Option<Vec<Question>> {
        let sheet = &self.listing.sheet;
        let text = self.text_of(&sheet.excerpt(places.iter().copied())?)?;
        let name = self.listing.files.first()?.name.clone();
        let lend = |id: &str| self.lenders.iter().find(|deck| deck.id() == id).and_then(Self::texts);
        let (deck, _) = deck::parse_drawing(&[SourceFile { name, text }], &lend);
        let mut built: HashMap<QuestionKey, Question> =
            deck.questions.into_iter().map(|question| (question.key.clone(), question)).collect();
        let mut questions = Vec::with_capacity(places.len());
        for &place in places {
            let row = self.row(place);
            let mut question = built.remove(&row.key())?;
            question.at = row.at();
            question.rivals = self.rivals();
            if !sheet.is_as_listed(place, &question) {
                return None;
            }
            questions.push(question);
        }
        Some(questions)
    }

    fn text_of(&self, excerpt: &Excerpt<'_>) -> Option<String> {
        let mut text = excerpt.head.to_owned();
        if self.path.is_none() {
            let all = builtin::text(&self.listing.files.first()?.name)?;
            for (_, range) in &excerpt.pieces {
                push(&mut text, all.get(range.clone())?);
            }
            return Some(text);
        }
        for pieces in excerpt.pieces.chunk_by(|one, next| one.0 == next.0) {
            let name = &self.listing.files.get(usize::from(pieces[0].0.0))?.name;
            let mut file = fs::File::open(Path::new(name)).ok()?;
            let mark = mark_length(&mut file).ok()?;
            for (_, range) in pieces {
                push(&mut text, &piece(&mut file, mark, range)?);
            }
        }
        Some(text)
    }
}

/// Appends a piece, which begins on a line of its own.
fn push(text: &mut String, piece: &str) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(piece);
}

/// Bytes of the mark before the text, which no place in it counts.
fn mark_length(file: &mut fs::File) -> std::io::Result<u64> {
    let mut start = Vec::new();
    file.take(3).read_to_end(&mut start)?;
    Ok(if start == b"\xEF\xBB\xBF" { 3 } else { 0 })
}

fn piece(file: &mut fs::File, mark: u64, range: &Range<usize>) -> Option<String> {
    file.seek(SeekFrom::Start(mark + range.start as u64)).ok()?;
    let mut bytes = vec![0; range.len()];
    file.read_exact(&mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}
