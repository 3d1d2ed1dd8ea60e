//! Every way of answering, by keys and by clicks.

use super::decks::{KINDS, LONG, TWO};
use super::*;

/// Before the card of that name alone.
fn asked(id: &str) -> Player<Failing> {
    let mut text = KINDS.split("[[card]]").next().unwrap().to_owned();
    let card = KINDS.split("[[card]]").find(|card| card.contains(&format!("id = \"{id}\"\n"))).unwrap();
    text.push_str("[[card]]");
    text.push_str(card);
    let mut player = player(&text);
    player.press("<enter>");
    player
}

/// The digit that stands before `text`.
fn digit_of(player: &Player<Failing>, text: &str) -> char {
    let frame = player.frame();
    let line =
        frame.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("no `{text}` in:\n{frame}"));
    line[..line.find(text).unwrap()].chars().rfind(char::is_ascii_digit).unwrap()
}

#[test]
fn every_kind_can_be_answered_by_keys_alone() {
    for (id, keys) in
        [("lease", "<space>"), ("port", "67<enter>"), ("renew", "f"), ("holes", "67<enter>68<enter>")]
    {
        let mut player = asked(id);
        player.press(keys).shows(&["1 again", "▸3 good"]);
        player.press("<enter>");
        assert_eq!(reviews(&player), 1, "{id}");
    }
    for (id, wanted) in [
        ("ack", &["DHCPACK"][..]),
        ("client", &["DHCPDISCOVER", "DHCPREQUEST"]),
        ("dora", &["DHCPDISCOVER", "DHCPOFFER", "DHCPREQUEST", "DHCPACK"]),
        ("mail", &["110", "143", "25"]),
        ("sort", &["TCP", "TCP", "UDP", "UDP"]),
    ] {
        let mut player = asked(id);
        let digits: Vec<char> = match id {
            // Matching asks its left sides, and classifying its items, in the order that stands on the screen.
            "mail" => by_rows(&player, &[("POP3", "110"), ("IMAP", "143"), ("SMTP", "25")]),
            "sort" => by_rows(
                &player,
                &[("HTTPS", "1 TCP"), ("SSH", "1 TCP"), ("DHCP ", "2 UDP"), ("TFTP", "2 UDP")],
            ),
            _ => wanted.iter().map(|text| digit_of(&player, text)).collect(),
        };
        player.press(&digits.iter().collect::<String>());
        if id != "ack" {
            player.press("<enter>");
        }
        player.shows(&["✓ Right.", "▸3 good"]);
    }
}

/// The digits of the right sides in the order in which the left sides stand on the screen.
fn by_rows(player: &Player<Failing>, pairs: &[(&str, &str)]) -> Vec<char> {
    let frame = player.frame();
    let mut rows: Vec<(usize, &str)> = pairs
        .iter()
        .map(|(left, right)| {
            let row = frame.lines().position(|line| line.contains(&format!(" {left}"))).unwrap();
            (row, *right)
        })
        .collect();
    rows.sort_unstable();
    let digit = |right: &str| {
        right.chars().next().filter(|_| right.contains(' ')).unwrap_or_else(|| digit_of(player, right))
    };
    rows.into_iter().map(|(_, right)| digit(right)).collect()
}

#[test]
fn a_click_on_an_option_equals_its_key() {
    let mut clicked = asked("ack");
    clicked.click("DHCPACK");
    let mut pressed = asked("ack");
    let digit = digit_of(&pressed, "DHCPACK");
    pressed.press(&digit.to_string());
    assert_eq!(clicked.frame(), pressed.frame());
    clicked.shows(&["✓ Right."]);
}

#[test]
fn a_click_on_a_rating_or_a_hint_equals_its_key() {
    let mut player = player(TWO);
    player.click("enter start").press("22").click("enter answer").shows(&["✓ Right."]);
    player.click("easy");
    assert_eq!(last_rating(&player), Rating::Easy);
}

#[test]
fn letters_are_text_while_one_types_and_commands_behind_esc() {
    let mut player = asked("port");
    player.press("q?hus").shows(&["▸ q?hus", "f1 help", "esc commands"]);
    player.press("<f1>").shows(&["Study: after esc", "suspend the card"]);
    player.press("q<esc>h");
    player.shows(&["hint", "The client has the next number.", "▸ q?hus", "? help", "d don't know"]);
    player.press("<esc>");
    player.shows(&["▸ q?hus", "What you typed is still there: press enter to go on with it, q to"]);
    player.press("<enter>!").shows(&["▸ q?hus!"]);
    player.press("<esc>iq<esc>q").shows(&["enter start"]);
}

#[test]
fn every_command_is_reached_from_a_text_without_alt() {
    for (key, done) in [("d", "No answer."), ("s", "Suspended"), ("b", "Put off"), ("m", "Marked.")] {
        let mut player = asked("port");
        player.press("6<esc>").press(key).shows(&[done]);
    }
}

#[test]
fn a_letter_typed_where_none_is_asked_for_suspends_nothing() {
    let mut player = asked("ack");
    player.press("sine").hides(&["Suspended"]);
    player.press("s").shows(&["Press s again to suspend the card"]);
    player.press("s").shows(&["Suspended. Press"]);
    // Nor on the screen of the answer, which a letter led to.
    let mut player = asked("ack");
    player.press("dns").shows(&["Press s again to suspend the card"]);
}

#[test]
fn space_and_enter_in_haste_do_nothing_but_where_one_types_or_rates() {
    let moment = std::time::Duration::from_millis(250);
    for (id, key, answered) in [("lease", "<space>", "▸3 good"), ("ack", "<enter>", "Nothing is chosen")] {
        let mut player = asked(id);
        player.forgive_haste().press(key).hides(&[answered]);
        player.stall(moment).press(key).shows(&[answered]);
    }
    let mut player = asked("lease");
    player.forgive_haste().stall(moment).press("<space><space>");
    assert_eq!(reviews(&player), 1, "ratings are taken at once");
    let mut player = asked("port");
    player.forgive_haste().press("67 <enter>").shows(&["✓ Right."]);
}

#[test]
fn what_is_pasted_goes_into_the_field() {
    let mut player = asked("port");
    player.paste("udp\n67").shows(&["▸ udp 67"]);
    player.press("<enter>").shows(&["✓ Right."]);
    player.paste("later").press("3");
    assert_eq!(reviews(&player), 1);
}

#[test]
fn enter_on_an_empty_field_means_not_known() {
    for id in ["port", "holes", "client"] {
        let mut player = asked(id);
        if id == "holes" {
            player.press("<enter>");
        }
        if id == "client" {
            player.press("<enter>").shows(&["Nothing is ticked yet."]);
        }
        player.shows(&["don't know"]);
        player.press("<enter>").shows(&["✗ No answer.", "▸1 again"]).hides(&["you: nothing", "(nothing)"]);
    }
}

#[test]
fn giving_up_shows_the_solution() {
    for id in ["lease", "renew", "ack", "client", "dora", "mail", "sort"] {
        let mut player = asked(id);
        player.press("d").shows(&["✗ No answer.", "▸1 again"]).hides(&["nothing"]);
    }
}

#[test]
fn the_learner_knows_better_than_the_verdict() {
    let mut player = asked("port");
    player.press("sixty-seven<enter>").shows(&["✗ Wrong.", "o it was right", "▸1 again"]);
    player.press("o").shows(&["✓ Counted as right.", "▸3 good"]);
    player.press("o").shows(&["✗ Wrong.", "▸1 again"]);
}

#[test]
fn a_long_solution_scrolls_and_says_so() {
    let mut player = player(LONG);
    player.press("<enter>no<enter>").shows(&["▾", "✗ Wrong.", "▸1 again"]).hides(&["The end of it."]);
    player.press("<pagedown><pagedown><pagedown>").shows(&["▴", "The end of it.", "▸1 again"]).hides(&["▾"]);
    player.press("<pageup>").hides(&["The end of it."]);
    player.press("<pageup><pageup><pageup>").hides(&["▴"]);
}

#[test]
fn a_question_that_is_often_forgotten_is_named() {
    let mut player = player(TWO);
    for _ in 0..40 {
        player.press("<enter>");
        let mut forgotten = false;
        while player.frame().contains("Which port") {
            let is_missed = player.frame().contains("SSH") && !forgotten;
            forgotten |= is_missed;
            player.press(if is_missed { "0<enter>1" } else { "22<enter>4" });
            if player.frame().contains("Forgotten again and again") {
                player.shows(&["“Which port does SSH use?”"]);
                return;
            }
        }
        player.press("<enter>").wait(std::time::Duration::from_hours(60 * 24));
    }
    panic!("never named:\n{}", player.frame());
}

#[test]
fn the_help_shows_every_key_of_the_screen() {
    for id in ["lease", "port", "ack", "client", "dora", "mail", "holes"] {
        let mut player = asked(id);
        player.resize(80, 60);
        player.press("<f1>");
        player.shows(&["Study", "undo", "leave", "edit the card", "put off", "suspend the card"]);
        player.shows(&["a page down", "Everywhere", "ctrl+c"]);
    }
    let mut player = asked("dora");
    player.resize(80, 60).press("?").shows(&["this one", "to the other list", "take back", "don't know"]);
    let mut player = asked("lease");
    player.resize(80, 60).press("<space>?").shows(&["Study: Rate", "again", "hard", "good", "easy"]);
}
