use super::*;
use crate::stats::plots::Bar;

fn plot(shape: Shape, answers: usize) -> Plot {
    let figures = vec!["<b> 82 %".to_owned()];
    Plot { title: "Recall", meaning: "How much.", figures, answers: Some(answers), shape }
}

#[test]
fn names_are_escaped_in_pictures_and_in_what_is_told_of_them() {
    let bar = Bar {
        name: "<script>\"&".to_owned(),
        share: Some(0.5),
        expected: None,
        answers: Some(30),
        note: "<i>".to_owned(),
    };
    let svg = picture(&plot(Shape::Bars(vec![bar]), 30)).unwrap();
    assert!(svg.contains("&lt;script&gt;") && svg.contains("&lt;b&gt; 82 %"), "{svg}");
    assert!(!svg.contains("<script") && !svg.contains("<i>") && !svg.contains("<b>"), "{svg}");
}

#[test]
fn what_stands_on_few_answers_is_grey() {
    let accent = "#1757A6";
    let columns = || Shape::Columns(vec![Column { label: "1 d".to_owned(), value: 3.0 }]);
    assert!(picture(&plot(columns(), 20)).unwrap().contains(accent));
    assert!(!picture(&plot(columns(), 19)).unwrap().contains(accent));
}

#[test]
fn what_is_empty_can_be_drawn() {
    let today = jiff::civil::date(2026, 11, 23);
    for shape in [Shape::Bars(Vec::new()), Shape::Columns(Vec::new()), Shape::Days(Vec::new(), today)] {
        assert!(picture(&plot(shape, 0)).unwrap().ends_with("</svg>\n"));
    }
}

#[test]
fn the_days_begin_with_the_first_week_of_study() {
    let cells = |first: i8| {
        let [first, today] = [(11, first), (12, 13)].map(|(month, day)| jiff::civil::date(2026, month, day));
        let svg = picture(&plot(Shape::Days(vec![(first, 3), (today, 5)], today), 30)).unwrap();
        // Five more tell what they mean.
        svg.matches("<rect").count() - 5
    };
    assert_eq!(
        [cells(23), cells(29), cells(22)],
        [21, 21, 28],
        "Monday and Sunday of a week, and the day before"
    );
}
