//! What rows bring.

use super::reader::read;
use crate::card::Body;
use crate::card::kinds::{Cloze, Flip};
use crate::exchange::card::Card;
use crate::exchange::report::{Lost, Place};
use crate::exchange::{Brought, Format, Reading};

fn tsv(text: &str) -> Brought {
    read(text, &Reading::default(), "\t")
}

fn sides(card: &Card) -> (&str, &str) {
    let Body::Flip(Flip { front, back, .. }) = &card.body else { panic!("{card:?}") };
    (front.as_str(), back.as_str())
}

#[test]
fn ankis_header_says_what_the_columns_hold() {
    let brought = tsv(
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n\
g1\tBasic\tNets::DNS\t<b>a</b>\t\"b<br>\"\"c\"\"\"\tx y\n\
g2\tBasic (and reversed card)\tNets::DHCP\td<img src=\"e.png\">\tf<hr>g\t\n\
g3\tCloze\tNets\tIt is {{c1::67::a <i>port</i>}} &amp; {{c1::UDP}}.\tbecause\tz\n\
g4\tBasic (type in the answer)\tNets\tWhat?\ta_b\t\n",
    );
    let [basic, reversed, cloze, typed] = brought.cards.as_slice() else { panic!("{brought:#?}") };
    assert_eq!(sides(basic), ("**a**", "b\\\n\"c\""));
    assert_eq!(basic.tags, ["x", "y", "Nets", "DNS"]);
    assert_eq!(sides(reversed), ("d", "f"));
    assert_eq!(reversed.explain.as_deref(), Some("g"));
    assert!(matches!(&reversed.body, Body::Flip(flip) if flip.reverse));
    assert_eq!(cloze.explain.as_deref(), Some("because"));
    let Body::Cloze(Cloze { pieces, .. }) = &cloze.body else { panic!() };
    assert_eq!(crate::exchange::cloze::numbered(pieces), "It is {{c1::67::a port}} & {{c1::UDP}}.");
    assert!(matches!(&typed.body, Body::Typed(typed) if typed.expected.answers == ["a_b"]));
    assert_eq!(brought.report.count(Lost::Image), 1);
    assert_eq!(basic.place, Place::Line(7));
}

#[test]
fn one_deck_names_the_deck_and_tags_for_all_are_for_all() {
    let brought =
        tsv("#separator:Semicolon\n#deck:Nets::DNS\n#tags:a b\n#html:false\nx;1 < 2\n# a comment\ny;<b>\n");
    assert_eq!(brought.title.as_deref(), Some("Nets: DNS"));
    assert_eq!(brought.cards.len(), 2);
    assert_eq!(sides(&brought.cards[1]), ("y", "\\<b>"));
    assert_eq!(brought.cards[1].tags, ["a", "b"]);
}

#[test]
fn a_row_of_names_says_what_the_columns_hold() {
    let brought = read("Tags,Term,Definition,Hint\nx,a,\"b, c\",d\n", &Reading::default(), ",");
    assert_eq!(sides(&brought.cards[0]), ("a", "b, c"));
    assert_eq!((brought.cards[0].tags[0].as_str(), brought.cards[0].hint.as_deref()), ("x", Some("d")));
}

#[test]
fn what_parts_the_fields_is_seen_where_nothing_says_it() {
    let brought = read("question;answer\n\"a, b\";c\n", &Reading::default(), ",");
    assert_eq!(sides(&brought.cards[0]), ("a, b", "c"));
}

#[test]
fn lines_stay_lines_where_html_is_only_seen() {
    assert_eq!(sides(&tsv("a\t\"<b>b</b>\nc\"").cards[0]), ("a", "**b**\\\nc"));
    assert_eq!(sides(&tsv("#html:true\na\t\"<b>b</b>\nc\"").cards[0]), ("a", "**b** c"));
}

#[test]
fn the_names_of_ankis_columns_say_which_is_the_front() {
    let brought =
        tsv("#separator:tab\n#html:false\n#columns:Extra\tBack\tFront\tTags\n#tags column:4\na\tb\tc\td\n");
    assert_eq!(sides(&brought.cards[0]), ("c", "b"));
    assert_eq!((brought.cards[0].explain.as_deref(), brought.cards[0].tags.len()), (Some("a"), 1));
}

#[test]
fn quizlets_separators_are_free_and_nothing_is_quoted() {
    let reading = Reading { between: Some(" - ".into()), rows: Some(";\\n".into()), ..Reading::default() };
    let brought = read("\"être\" - to be\nor not;\navoir - to have;\nfaire;\n", &reading, "\t");
    assert_eq!(sides(&brought.cards[0]), ("\"être\"", "to be\\\nor not"));
    assert_eq!(brought.cards[1].place, Place::Line(3));
    assert_eq!(brought.report.count(Lost::Unanswered), 1);
}

#[test]
fn what_parts_term_and_definition_may_stand_in_the_definition() {
    let reading = Reading { between: Some(" - ".into()), rows: Some(";".into()), ..Reading::default() };
    let brought = read("ATP - energy - carrier;osmosis - x", &reading, "\t");
    assert_eq!(
        brought.cards.iter().map(sides).collect::<Vec<_>>(),
        [("ATP", "energy - carrier"), ("osmosis", "x")]
    );
    assert_eq!(brought.cards[0].explain, None);
}

#[test]
fn what_covers_parts_of_an_image_is_left_out_and_named() {
    let brought = tsv(
        "#html:true\n{{c1::image-occlusion:rect:left=.1:top=.2}}<br>\t<img src=\"a.png\">\n\\(x \\\\\\\\ y\\)\ty\n",
    );
    assert_eq!(brought.cards.len(), 1);
    let told: Vec<_> = brought.report.losses().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "1 card that covers parts of an image was left out: line 2.",
            "1 formula was kept as it is written: line 3 (\\(x \\\\\\\\ y\\)).",
        ]
    );
}

#[test]
fn tabs_in_most_rows_tell_the_format_and_a_lonely_term_is_named() {
    for (text, line) in [("a\tb\nc\td\n\nlonely\n", 4), ("lonely; or not\na\tb\nc\td\n", 1)] {
        assert_eq!(Format::of("words.txt", text.as_bytes()).map(|format| format.name), Some("tsv"), "{text}");
        let brought = tsv(text);
        assert_eq!(brought.cards.len(), 2, "{text}");
        let (place, name) = &brought.report.losses()[0].places[0];
        assert_eq!(*place, Place::Line(line));
        assert!(name.as_ref().unwrap().starts_with("lonely"));
    }
    assert!(Format::of("words.txt", b"a\tb\nno\nno\n").is_none());
}

#[test]
fn a_bad_row_costs_no_neighbour() {
    let brought = tsv("a\tb\nonly one\n\tno front\n\"open\tc\nd\te\textra\tmore\n\n");
    assert_eq!(brought.cards.len(), 2);
    assert_eq!((brought.report.count(Lost::Unanswered), brought.report.count(Lost::Columns)), (2, 1));
}
