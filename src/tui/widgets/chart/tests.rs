use crate::stats::plots::{Bar, Column};

use super::*;
use crate::tui::widgets::tests::shown;

fn plot(answers: usize, shape: Shape) -> Plot {
    let figures = vec!["82 % of 12".to_owned()];
    Plot { title: "Recall", meaning: "How much.", figures, answers: Some(answers), shape }
}

fn bars() -> Shape {
    let bar = |name: &str, share| Bar {
        name: name.to_owned(),
        share: Some(share),
        expected: Some(0.5),
        answers: Some(30),
        note: "30 answers".to_owned(),
    };
    Shape::Bars(vec![bar("young", 0.25), bar("mature", 1.0)])
}

#[test]
fn a_bar_has_a_mark_where_it_was_expected() {
    let lines = shown(&sheet(&plot(60, bars()), 60, 4, &Look::plain()), 60);
    assert_eq!(lines[2], "young  ######.......|.............  25 %  | 50 %  30 answers");
    assert_eq!(lines[3], "mature #############|############# 100 %  | 50 %  30 answers");
}

#[test]
fn a_plot_of_few_answers_says_so_also_in_figures() {
    let few = shown(&sheet(&plot(12, bars()), 60, 4, &Look::plain()), 60).join(" ");
    assert!(few.contains("Only 12 so far"), "{few}");
    let small = shown(&sheet(&plot(12, bars()), 20, 4, &Look::plain()), 20);
    assert_eq!(small[..2], ["Recall", "82 % of 12"]);
    assert!(small.join(" ").contains("says little"));
}

#[test]
fn what_is_more_than_nothing_is_seen_in_a_column() {
    let column = |value| Column { label: String::new(), value };
    let shape = Shape::Columns(vec![column(1000.0), column(1.0), column(0.0)]);
    let lines = shown(&sheet(&plot(60, shape), 40, 2, &Look::plain()), 40);
    assert_eq!(lines[0], "Recall                      1000 at most");
    assert_eq!(lines[2..4], ["#######", "####### _______"]);
}

#[test]
fn any_room_will_do() {
    let none = [Shape::Bars(Vec::new()), Shape::Columns(Vec::new()), bars()];
    for shape in none {
        for width in 0..90 {
            for rows in 0..5 {
                sheet(&plot(60, shape.clone()), width, rows, &Look::dark());
            }
        }
    }
}
