//! What is too wide, too long or to be taken along: every question can be read, whatever the size of the terminal.

use super::*;
use crate::tui::app::TerminalTask;

const WIDE: &str = r#"
[deck]
id = "w"
title = "Wide"

[[card]]
id = "vlan"
question = """
What is the native VLAN of this port?

```
interface GigabitEthernet0/1
 switchport trunk allowed vlan 10,20,30,40,50,60,70,80,90,100,110,120 native 99
```
"""
answer = 99
explain = "x"
"#;

const LONG: &str = r#"
[deck]
id = "l"
title = "Long"

[[card]]
id = "long"
question = """
The first line.

- a
- b
- c
- d
- e
- f
- g
- h
- i
- j
- k
- l
- m

Which?"""
answer = "one"
wrong = ["two", "three"]
"#;

fn studying(text: &str, size: (u16, u16)) -> Player<Failing> {
    let mut player = player_with(library(&[text]), Look::dark(), size);
    player.press("<enter>");
    player
}

#[test]
fn a_line_beyond_the_border_is_moved_into_sight_while_one_types() {
    for size in [(60, 15), (40, 24), (20, 8)] {
        let mut player = studying(WIDE, size);
        player.shows(&["›"]);
        // Two signs say enough where there is no room for words.
        let is_told = size.0 >= 40;
        assert_eq!(player.frame().contains("shift+→ more"), is_told, "{}", player.frame());
        player.hides(&["native 99"]);
        player.press("9");
        let mut moves = 0;
        while !player.frame().contains("native 99") {
            player.press("<shift+right>");
            moves += 1;
            assert!(moves < 20, "{}", player.frame());
        }
        player.shows(&["‹"]);
        assert_eq!(player.frame().contains("shift+← back"), is_told, "{}", player.frame());
        player.hides(&["shift+→ more"]);
        // It goes no further, and as many steps back lead to the beginning.
        player.press("<shift+right><shift+right>");
        player.press(&"<shift+left>".repeat(moves)).shows(&["interface", "›"]);
        player.press("9<enter>").shows(&["Right."]);
    }
}

#[test]
fn what_fits_is_not_moved_and_the_next_question_begins_at_its_border() {
    let two = format!("{WIDE}\n{}", WIDE.split_once("[[card]]").unwrap().1);
    let two = two.replacen("id = \"vlan\"", "id = \"first\"", 1);
    let two = format!(
        "{}[[card]]{}",
        &two[..two.rfind("\nid = \"vlan\"").unwrap()],
        &two[two.rfind("\nid = \"vlan\"").unwrap()..]
    );
    let mut player = studying(&two, (60, 15));
    player.press("<shift+right>").shows(&["‹"]);
    player.press("99<enter><enter>").shows(&["interface", "›"]);
    let mut player = studying(WIDE, (100, 24));
    player.press("ab<shift+left>c<shift+right>").shows(&["acb", "native 99"]).hides(&["more"]);
}

#[test]
fn browse_and_the_quiz_move_a_wide_line_too() {
    let mut player = player_with(library(&[WIDE]), Look::dark(), (60, 24));
    player.press("b").shows(&["Browse", "›", "shift+→ more"]);
    player.press("<shift+right><shift+right>").shows(&["native 99"]);
}

#[test]
fn a_question_longer_than_the_screen_is_read_from_its_beginning() {
    for size in [(80, 12), (60, 15), (20, 6)] {
        let mut player = studying(LONG, size);
        player.shows(&["The first line.", "▾"]);
        player.press("<down>").shows(&["▸ 2"]);
    }
}

#[test]
fn the_text_of_a_question_is_copied_and_its_name_stands_beside_it() {
    let mut player = player(WIDE);
    player.press("b<enter>y").shows(&["w/vlan"]);
    let text = "What is the native VLAN of this port?\n\ninterface GigabitEthernet0/1\n switchport trunk allowed vlan 10,20,30,40,50,60,70,80,90,100,110,120 native 99";
    assert_eq!(player.errands, [TerminalTask::Copy(text.to_owned())]);
}

#[test]
fn a_pasted_line_end_is_no_part_of_what_is_typed() {
    for end in ["\r", "\n", "\r\n"] {
        let mut player = studying(WIDE, (80, 24));
        player.paste(&format!("99{end}")).press("<enter>").shows(&["Right."]);
        player.press("<esc><esc>");
        let mut player = self::player(WIDE);
        player.press("b/").paste(&format!("native{end}")).hides(&["␍", "Nothing fits"]);
        player.shows(&["search native"]);
    }
}

#[test]
fn a_search_finds_letters_of_any_case() {
    let mut player = player(&WIDE.replace("VLAN", "İstanbul Straße"));
    player.press("b/").paste("istanbul STRASSE").hides(&["Nothing fits"]);
}
