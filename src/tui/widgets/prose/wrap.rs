//! Breaks running text into lines.

use super::{Kind, Piece, columns};

/// What is never broken: one grapheme, or all that stands in a hole.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    text: String,
    kind: Kind,
    columns: usize,
}

impl Atom {
    pub(super) fn new(text: String, kind: Kind) -> Self {
        Self { columns: columns(&text), text, kind }
    }

    fn is_space(&self) -> bool {
        self.text == " "
    }

    /// Whether a line may break before this: wide scripts break between any two characters, but no line begins with
    /// what closes a sentence.
    fn opens(&self) -> bool {
        self.columns == 2
            && !matches!(self.kind, Kind::Hole(_))
            && !self.text.starts_with(' ')
            && !"、。，．」』）】！？：；ー".contains(&self.text)
    }
}

/// Lines of at most `room` columns. A word that is longer is broken where the line ends.
pub(super) fn wrap(atoms: Vec<Atom>, room: usize) -> Vec<Vec<Piece>> {
    let mut lines = Vec::new();
    let mut line: Vec<Atom> = Vec::new();
    let mut used = 0;
    // Where the line may be broken: an index into it.
    let mut open = None;
    // Whether the line was begun by a break of ours; then spaces at its start are dropped.
    let mut broken = false;
    for atom in with_signs(atoms) {
        if atom.text == "\n" {
            lines.push(pieces(std::mem::take(&mut line)));
            (used, open, broken) = (0, None, false);
            continue;
        }
        if line.is_empty() && broken && atom.is_space() {
            continue;
        }
        if atom.opens() && !line.is_empty() {
            open = Some(line.len());
        }
        if used + atom.columns > room && !line.is_empty() {
            let rest = match open {
                _ if atom.is_space() => Vec::new(),
                Some(at) => line.split_off(at),
                None => Vec::new(),
            };
            lines.push(pieces(std::mem::replace(&mut line, rest)));
            used = line.iter().map(|atom| atom.columns).sum();
            (open, broken) = (None, true);
            if atom.is_space() {
                continue;
            }
        }
        let is_space = atom.is_space();
        used += atom.columns;
        line.push(atom);
        if is_space {
            open = Some(line.len());
        }
    }
    if !line.is_empty() {
        lines.push(pieces(line));
    }
    lines
}

/// The same, but a number and its `%` stay together: `68 %`.
fn with_signs(atoms: Vec<Atom>) -> impl Iterator<Item = Atom> {
    let mut atoms = atoms.into_iter().peekable();
    std::iter::from_fn(move || {
        let atom = atoms.next()?;
        let sign = atoms.next_if(|next| next.text == "%" && atom.is_space() && next.kind == atom.kind);
        Some(sign.map_or(atom, |sign| Atom::new(" %".to_owned(), sign.kind)))
    })
}

fn pieces(mut line: Vec<Atom>) -> Vec<Piece> {
    while line.last().is_some_and(Atom::is_space) {
        line.pop();
    }
    let mut out: Vec<Piece> = Vec::new();
    for atom in line {
        match out.last_mut() {
            Some(piece) if piece.kind == atom.kind => piece.text.push_str(&atom.text),
            _ => out.push(Piece { text: atom.text, kind: atom.kind }),
        }
    }
    out
}
