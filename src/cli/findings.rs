//! Prints findings: for people, for programs, for GitHub.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use clap::ValueEnum;
use serde::Serialize;

use super::excerpt::{Excerpt, Places};
use super::out::Out;
use super::patch;
use crate::source::{Diagnostic, Edit, Severity, SourceFile, Span, clean};
use crate::words::count;

/// Findings of one deck that are printed for people; who has more begins with these.
const MOST: usize = 200;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the source line
    Human,
    /// One JSON object a line
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

/// Prints the findings of one deck or exam, which is made of `files`.
pub(super) fn write(
    files: &[SourceFile],
    findings: &[Diagnostic],
    format: Format,
    out: &mut Out,
) -> io::Result<()> {
    if format == Format::Human {
        let renderer = renderer(out.is_terminal());
        for finding in findings.iter().take(MOST) {
            writeln!(out, "{}\n", human(finding, files, &renderer))?;
        }
        if let more @ 1.. = findings.len().saturating_sub(MOST) {
            let name = files.first().map_or("", |file| file.name.as_str());
            writeln!(out, "… and {} more in `{}`; mend these first\n", count(more, "finding"), clean(name))?;
        }
        return Ok(());
    }
    let mut places: Vec<Places<'_>> = files.iter().map(|file| Places::new(&file.text)).collect();
    for finding in findings {
        let shape = Shape::of(finding, files, &mut places);
        if format == Format::Json {
            serde_json::to_writer(&mut *out, &shape)?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}", github(&shape, patch::in_words(finding, files).as_deref()))?;
        }
    }
    Ok(())
}

/// Colours where a person looks at a terminal and has not said otherwise.
fn renderer(is_terminal: bool) -> Renderer {
    let declined = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let coloured = is_terminal && !declined && !is_dumb;
    if coloured { Renderer::styled() } else { Renderer::plain() }
}

fn human(finding: &Diagnostic, files: &[SourceFile], renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(clean(&finding.message)).id(finding.code.name());
    let mut group = Group::with_title(title);
    let places = std::iter::once((&finding.span, None))
        .chain(finding.related.iter().map(|(span, label)| (span, Some(clean(label)))));
    for (span, label) in places {
        let Some(file) = file(files, span) else { continue };
        let excerpt = Excerpt::of(&file.text, &span.range);
        let kind = if label.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let path = clean(&file.name);
        let mut source = Snippet::source(excerpt.text)
            .line_start(excerpt.line)
            .annotation(kind.span(excerpt.marked).label(label));
        match excerpt.column {
            None => source = source.path(path),
            // Too much of the line is missing to count the columns by.
            Some(column) => group = group.element(Origin::path(path).line(excerpt.line).char_column(column)),
        }
        group = group.element(source);
    }
    match (patch::group(finding, files), &finding.help) {
        (Some(patch), _) => renderer.render(&[group, patch]),
        (None, Some(help)) => renderer.render(&[group.element(Level::HELP.message(clean(help)))]),
        (None, None) => renderer.render(&[group]),
    }
}

fn file<'a>(files: &'a [SourceFile], span: &Span) -> Option<&'a SourceFile> {
    files.get(usize::from(span.file.0))
}

#[derive(Serialize)]
struct Shape<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    /// The changes that mend it together.
    fix: Vec<Change<'a>>,
}

/// Characters from one place up to another, and what stands there afterwards.
#[derive(Serialize)]
struct Change<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

impl<'a> Shape<'a> {
    fn of(finding: &'a Diagnostic, files: &'a [SourceFile], places: &mut [Places<'_>]) -> Self {
        let path = file(files, &finding.span).map_or("", |file| file.name.as_str());
        let places = places.get_mut(usize::from(finding.span.file.0));
        let Some(places) = places else { return Self::without_place(finding, path) };
        let (line, column) = places.of(finding.span.range.start);
        let (end_line, end_column) = places.after(finding.span.range.end);
        let fix = finding.fix.iter().map(|Edit { span, text }| {
            let (line, column) = places.of(span.range.start);
            let (end_line, end_column) = places.after(span.range.end);
            Change { line, column, end_line, end_column, text }
        });
        let fix = fix.collect();
        let shape = Self::without_place(finding, path);
        Self { line, column, end_line, end_column, fix, ..shape }
    }

    fn without_place(finding: &'a Diagnostic, path: &'a str) -> Self {
        Self {
            path,
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            severity: finding.severity.name(),
            code: finding.code.name(),
            message: &finding.message,
            help: finding.help.as_deref(),
            fix: Vec::new(),
        }
    }
}

/// A workflow command of GitHub.
fn github(shape: &Shape<'_>, fix: Option<&str>) -> String {
    let word = if shape.severity == "note" { "notice" } else { shape.severity };
    let mut text = shape.message.to_owned();
    for (word, more) in [("help", shape.help), ("fix", fix)] {
        text += &more.map_or_else(String::new, |more| format!("\n{word}: {more}"));
    }
    let Shape { path, line, column, end_line, end_column, code, .. } = shape;
    format!(
        "::{word} file={},line={line},endLine={end_line},col={column},endColumn={end_column},title={}::{}",
        value(path),
        value(code),
        escaped(&text)
    )
}

/// `text` as the value of a property of a workflow command, which a colon or a comma would end.
fn value(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// As the runner reads it back; what is left is harmless in a terminal.
fn escaped(text: &str) -> String {
    clean(&text.replace('%', "%25").replace('\r', "%0D")).replace('\n', "%0A")
}
