use super::*;

fn shown(markdown: &str, width: u16) -> Vec<String> {
    styled(&Text::new(markdown), width, &Look::dark(), Paint::new()).iter().map(ToString::to_string).collect()
}

#[test]
fn words_stay_whole_where_they_can() {
    assert_eq!(shown("the client asks the server", 10), ["the client", "asks the", "server"]);
    assert_eq!(shown("DHCPDISCOVER now", 6), ["DHCPDI", "SCOVER", "now"]);
}

#[test]
fn wide_characters_take_two_columns_and_break_anywhere() {
    assert_eq!(shown("表表表表", 5), ["表表", "表表"]);
    assert_eq!(shown("表表。表", 4), ["表", "表。", "表"], "no line begins with a full stop");
}

#[test]
fn what_is_seen_as_one_character_is_never_torn() {
    assert_eq!(shown("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    assert_eq!(shown("👩‍👩‍👧👩‍👩‍👧", 3), ["👩‍👩‍👧", "👩‍👩‍👧"]);
}

#[test]
fn a_list_hangs_under_its_first_word() {
    assert_eq!(
        shown("- one two\n- three\n  1. deep er", 8),
        ["• one", "  two", "• three", "  1. dee", "     p", "     er"]
    );
}

#[test]
fn paragraphs_stand_apart() {
    assert_eq!(shown("a\n\nb\n\n- c\n- d", 20), ["a", "", "b", "", "• c", "• d"]);
}

#[test]
fn a_diagram_wider_than_the_room_shows_where_it_is_cut() {
    assert_eq!(shown("```\n+----+\n| ab |\n++\n```", 4), ["┌──›", "│ a›", "++"]);
    assert_eq!(plain(&Text::new("```\n+----+\n```"), 4), ["+----+"], "a pipe has no border");
}

#[test]
fn a_hole_is_never_torn() {
    let text = Text::new(format!("port {} or {}", Hole::mark(0), Hole::mark(1)));
    let texts = ["[0 a]", "[1 a]"].map(|text| [text.to_owned(), text.to_owned()]);
    assert_eq!(plain_filled(&text, 9, Fill::new(&texts, &[])), ["port", "[0 a] or", "[1 a]"]);
}

#[test]
fn without_styles_a_list_has_dashes() {
    assert_eq!(plain(&Text::new("**a**\n- b"), 20), ["a", "", "- b"]);
}

proptest::proptest! {
    #[test]
    fn no_line_is_wider_than_the_room(text in "[a-z表é *`\\-\n]{0,80}", width in 2_u16..40) {
        for line in shown(&text, width) {
            // A list that is deeper than the room is wide has no room to give.
            let hang = line.chars().take_while(|c| " •-".contains(*c)).count();
            proptest::prop_assert!(columns(&line) <= usize::from(width).max(hang + 2), "{line:?} {width}");
        }
    }
}
