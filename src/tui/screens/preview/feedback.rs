//! The findings beside the card.

use ratatui::text::Line;

use super::{Findings, Preview};
use crate::library::Inspected;
use crate::source::{Diagnostic, Severity, clean};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, feedback, panel};
use crate::words;

/// Findings that are laid out; who has more begins with these.
const MOST: usize = 100;

impl Preview {
    /// How many findings the card has, and how many the file.
    pub(super) fn found(&self) -> (usize, usize) {
        let here = self.stops.spot().map_or(0, |spot| spot.findings.len());
        (here, self.stops.inspected().map_or(0, |deck| deck.findings.len()))
    }

    /// The sign of the worst that is found in the card.
    pub(super) fn worst(&self, look: &Look) -> &'static str {
        let (deck, spot) = (self.stops.inspected(), self.stops.spot());
        let severities = deck.zip(spot).map(|(deck, spot)| {
            spot.findings.iter().filter_map(|&index| deck.findings.get(index)).map(|finding| finding.severity)
        });
        let worst = severities.and_then(Iterator::max).unwrap_or(Severity::Note);
        feedback::finding(worst, look).0
    }

    /// The findings on `width` columns: those of the card first.
    pub(super) fn told(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(deck) = self.stops.inspected() else { return sheet };
        let (here, all) = self.found();
        let only_card = self.findings == Findings::Card;
        let note = match (here, all) {
            (0, 0) => String::new(),
            (here, _) if only_card => format!("{here} here"),
            (here, all) => format!("{here} here {} {all} in all", look.glyphs.dot),
        };
        let title = if only_card { "Findings of this card" } else { "Findings" };
        sheet.push(panel::ruled(title, &note, width, look));
        if let Some(trouble) = &deck.trouble {
            let sign = (look.glyphs.wrong, look.theme.wrong);
            sheet.point(sign, &clean(&trouble.to_string()), width, look.theme.wrong);
            return sheet;
        }
        if all == 0 || only_card && here == 0 {
            let words = if all == 0 { "Nothing to mend." } else { "Nothing to mend in this card." };
            sheet.push(Line::styled(words, look.theme.right));
            return sheet;
        }
        let own = self.stops.spot().map_or(&[][..], |spot| &spot.findings);
        for &index in own.iter().take(MOST) {
            tell(&mut sheet, deck, &deck.findings[index], true, width, look);
        }
        if only_card {
            return sheet;
        }
        sheet.gap_if(!own.is_empty() && own.len() < all);
        let others = deck.findings.iter().enumerate().filter(|(index, _)| !own.contains(index));
        // Mistakes before advice: they keep cards out.
        let mut others: Vec<&Diagnostic> = others.map(|(_, finding)| finding).collect();
        others.sort_by_key(|finding| finding.severity != Severity::Error);
        for finding in others.iter().take(MOST) {
            tell(&mut sheet, deck, finding, finding.severity == Severity::Error, width, look);
        }
        if let more @ 1.. = others.len().saturating_sub(MOST) {
            let words = format!("… and {} more", words::count(more, "finding"));
            sheet.push(Line::styled(words, look.theme.dim));
        }
        sheet
    }
}

/// One finding: where, what and, if it is told `whole`, what to do.
fn tell(sheet: &mut Sheet, deck: &Inspected, finding: &Diagnostic, whole: bool, width: u16, look: &Look) {
    let (sign, style) = feedback::finding(finding.severity, look);
    let name = match finding.span.file.0 {
        0 => String::new(),
        _ => deck.file(&finding.span).map_or_else(String::new, |file| {
            let name = std::path::Path::new(&file.name).file_name();
            name.map_or_else(String::new, |name| format!("{}, ", clean(&name.to_string_lossy())))
        }),
    };
    let place = format!("{name}line {}: ", deck.line(&finding.span));
    let told = format!("{place}{}", clean(&finding.message));
    let base = if whole { look.theme.text } else { look.theme.dim };
    sheet.point((sign, style), &told, width, base);
    let Some(help) = finding.help.as_ref().filter(|_| whole) else { return };
    let sign = format!("  {}", look.glyphs.arrow);
    sheet.point((&sign, look.theme.dim), &clean(help), width, look.theme.dim);
}
