//! What would change in a file, as a patch.

use std::io::{self, Write};

use similar::TextDiff;

use crate::cli::out::Out;
use crate::source::{SourceFile, clean};

/// Prints the difference of two texts of a file, as `patch` and `git apply` read it.
pub(super) fn write(before: &SourceFile, after: &str, out: &mut Out) -> io::Result<()> {
    let name = clean(&before.name);
    let diff = TextDiff::from_lines(before.text.as_str(), after);
    let diff = diff.unified_diff().context_radius(3).header(&name, &name).to_string();
    for line in diff.split_inclusive('\n') {
        let (line, end) = match line.strip_suffix("\r\n") {
            Some(line) => (line, "\r\n"),
            None => line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n")),
        };
        // A tab does no harm, and a patch with four spaces for it would not fit.
        let parts: Vec<_> = line.split('\t').map(clean).collect();
        write!(out, "{}{end}", parts.join("\t"))?;
    }
    Ok(())
}
