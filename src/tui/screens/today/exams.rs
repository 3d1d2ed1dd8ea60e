//! What Today tells of the exams.

use jiff::civil::Date;

use crate::tui::screen::Ctx;

/// How ready one will be for the coming exams, in a line each, and the question how one went that is over; the same in twenty
/// columns, where that is worth one of few rows.
pub(super) fn exams(ctx: &Ctx<'_>, today: Date) -> Vec<[String; 2]> {
    let view = ctx.view;
    let coming = view.planned().filter(|_| view.is_planned(today));
    let coming = coming.into_iter().flat_map(|planned| planned.exams_now(view));
    let key = ctx.keys.on("Today", 'd');
    let over = view.agenda().unasked(today).map(|dated| {
        let title = &dated.exam.title;
        [format!("{title} is over. How did it go? Press {key} to answer."), format!("How did it go? {key}")]
    });
    let undated = format!("When is your exam? Press {key} to give its day.");
    let undated = view.lacks_date().then(|| [undated, String::new()]);
    coming.map(|exam| [exam.brief(today), exam.shortest(today)]).chain(over).chain(undated).collect()
}
