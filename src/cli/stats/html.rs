//! `stats --html`: one page that needs nothing else. It runs no script and asks for nothing over the network.

use std::fmt::Write as _;
use std::path::Path;

use super::svg::{self, escaped};
use crate::cli::failure::Failure;
use crate::library;
use crate::stats::answers::SURE_FROM;
use crate::stats::plots::{self, Plot};
use crate::stats::{Difficult, Statistics};
use crate::words;

/// How the page begins: a file that begins so was made here, and is made anew.
const MARK: &str = "<!doctype html>\n<!-- statistics of examdrill -->\n";
const STYLE: &str = include_str!("page.css");

/// Writes the page whole or not at all. A file that is no such page is left alone.
pub(super) fn write(statistics: &Statistics, path: &Path) -> anyhow::Result<()> {
    let page = page(statistics)?;
    if !path.exists() {
        return Ok(library::create(path, page)?);
    }
    match fs_err::read_to_string(path) {
        Ok(before) if before.starts_with(MARK) => Ok(library::replace(path, &before, &page)?),
        _ => {
            let message = format!("`{}` is there already and is no page of statistics", path.display());
            Err(Failure::usage(message).help("choose another name; nothing was written").into())
        }
    }
}

/// The whole page.
fn page(statistics: &Statistics) -> anyhow::Result<String> {
    let mut page = String::from(MARK);
    page.push_str("<html lang=\"en\">\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page.push_str("<title>Statistics</title>\n");
    write!(page, "<style>\n{STYLE}</style>\n<main>\n<h1>Statistics</h1>\n")?;
    let day = statistics.today.strftime("%A, %-d %B %Y");
    writeln!(page, "<p class=\"lead\">{day}. {}</p>", escaped(&statistics.lead().join(" ")))?;
    section(&mut page, "Overview", &plots::overview(statistics))?;
    section(&mut page, "Memory", &plots::memory(statistics))?;
    section(&mut page, "Topics", &plots::topics(statistics))?;
    hard(&mut page, statistics)?;
    section(&mut page, "Quizzes", &plots::quizzes(statistics))?;
    page.push_str("</main>\n</html>\n");
    Ok(page)
}

fn section(page: &mut String, title: &str, plots: &[Plot]) -> anyhow::Result<()> {
    writeln!(page, "<section>\n<h2>{title}</h2>\n<div class=\"plots\">")?;
    for plot in plots {
        let few = if plot.is_sure() { "" } else { " class=\"few\"" };
        let (name, meaning) = (escaped(plot.title), escaped(&plot.words()));
        let svg = svg::picture(plot)?;
        writeln!(page, "<figure{few}>\n<h3>{name}</h3>\n<figcaption>{meaning}</figcaption>\n{svg}</figure>")?;
    }
    page.push_str("</div>\n</section>\n");
    Ok(())
}

fn hard(page: &mut String, statistics: &Statistics) -> anyhow::Result<()> {
    writeln!(page, "<section>\n<h2>Hardest</h2>\n<div class=\"plots\">")?;
    table(
        page,
        "Leeches",
        "Forgotten again and again: rewrite them, split them, or suspend them.",
        &statistics.leeches,
    )?;
    table(
        page,
        "Hardest questions",
        "Recalled least of those that were tested three times.",
        &statistics.hardest,
    )?;
    page.push_str("</div>\n</section>\n");
    Ok(())
}

fn table(page: &mut String, title: &str, meaning: &str, all: &[Difficult]) -> anyhow::Result<()> {
    writeln!(page, "<figure>\n<h3>{title}</h3>\n<figcaption>{meaning}</figcaption>")?;
    if all.is_empty() {
        page.push_str("<p>None.</p>\n</figure>\n");
        return Ok(());
    }
    page.push_str("<table>\n<tr><th>question<th>recalled<th>predicted<th>forgotten\n");
    for hard in all {
        let few = if hard.retention.answers < SURE_FROM { " class=\"few\"" } else { "" };
        let (prompt, deck) = (escaped(&words::cut(&hard.prompt, 140, "…")), escaped(hard.key.deck()));
        let share = hard.retention.share().map_or("–".to_owned(), words::percent);
        let expected = hard.retention.expected_share().map_or("–".to_owned(), words::percent);
        let (answers, lapses) = (hard.retention.answers, hard.lapses);
        write!(page, "<tr{few}><td>{prompt} <small>{deck}</small>")?;
        writeln!(page, "<td>{share} of {answers}<td>{expected}<td>{lapses}")?;
    }
    page.push_str("</table>\n</figure>\n");
    Ok(())
}
