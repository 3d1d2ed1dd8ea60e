use proptest::prelude::*;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

use super::*;
use crate::card::{Posed, Text};
use crate::tui::canvas::Canvas;
use crate::tui::event::Code;
use crate::tui::keys::Hint;
use crate::tui::widgets::tests::{assert_frame_in, frame_of};
use crate::tui::zones::Zones;
use samples::{hole, option, samples, texts};

mod samples;

/// The field for `input`, as a question without a prompt asks it.
fn field(input: &Input) -> AnswerField {
    AnswerField::new(&Posed { prompt: Text::default(), input: input.clone(), explain: None, hint: None })
}

fn press_all(widget: &mut AnswerField, keys: &str) -> Option<Answer> {
    for c in keys.chars() {
        let key = match c {
            '\n' => Key::ENTER,
            '\t' => Key::TAB,
            '\u{8}' => Key::BACKSPACE,
            '←' => Key::LEFT,
            '→' => Key::RIGHT,
            '↑' => Key::UP,
            '↓' => Key::DOWN,
            c => Key::char(c),
        };
        if let Outcome::Done(answer) = widget.key(key) {
            return Some(answer);
        }
    }
    None
}

fn drawn(lay: impl Fn(u16) -> Sheet, width: u16, height: u16, look: &Look) -> String {
    let area = Rect { x: 0, y: 0, width, height };
    frame_of(&Sheet::fitting(area, lay), width, height, look).join("\n").trim_end().to_owned()
}

#[test]
fn every_widget_looks_well_at_every_size() {
    for (name, input, keys, answer) in samples() {
        for (width, height, look) in [(20, 6, Look::plain()), (80, 24, Look::dark()), (200, 50, Look::dark())]
        {
            let mut widget = field(&input);
            let mut frames = vec![drawn(|width| widget.sheet(width, &look), width, height, &look)];
            assert_eq!(press_all(&mut widget, keys), None, "{name}");
            frames.push(drawn(|width| widget.sheet(width, &look), width, height, &look));
            let solved = |width| field(&input).solved(&answer, &Rivals::default(), width, &look);
            frames.push(drawn(solved, width, height, &look));
            let frame = frames.join("\n════════ then\n");
            assert_frame_in("answer", &format!("{name}_{width}x{height}"), &frame);
        }
    }
}

#[test]
fn what_was_given_is_there_when_one_comes_back() {
    for (name, input, keys, answer) in samples() {
        let mut widget = field(&input);
        widget.keep(None);
        assert_eq!(widget.given(), None, "{name}");
        press_all(&mut widget, keys);
        let given = [widget.given(), Some(answer)];
        for given in given.iter().flatten().filter(|given| **given != Answer::Revealed) {
            let mut again = field(&input);
            again.keep(Some(given));
            assert_eq!(again.given().as_ref(), Some(given), "{name}");
        }
    }
}

#[test]
fn an_answer_that_is_kept_can_be_changed_and_taken_away() {
    let (_, input, _, _) = samples().swap_remove(2);
    let mut widget = field(&input);
    widget.keep(None);
    assert_eq!(press_all(&mut widget, "2"), Some(Answer::Chosen(vec![1])));
    assert_eq!(press_all(&mut widget, "4"), Some(Answer::Chosen(vec![3])));
    assert_eq!(widget.given(), Some(Answer::Chosen(vec![3])));
    let sheet = drawn(|width| widget.sheet(width, &Look::dark()), 40, 6, &Look::dark());
    assert!(sheet.contains("1 ○ DHCPOFFER") && sheet.contains("▸ 4 ● None of these"), "{sheet}");
    assert_eq!(press_all(&mut widget, "\u{8}"), None);
    assert_eq!(widget.given(), None);
}

fn answer(input: usize, keys: &str) -> Option<Answer> {
    let (_, input, _, _) = samples().swap_remove(input);
    press_all(&mut field(&input), keys)
}

#[test]
fn one_key_answers_a_single_choice() {
    assert_eq!(answer(2, "2"), Some(Answer::Chosen(vec![1])));
    assert_eq!(answer(2, "jjx"), Some(Answer::Chosen(vec![2])));
    assert_eq!(answer(2, "7"), None);
}

#[test]
fn true_and_false_have_letters() {
    let options = vec![option("True", true, None), option("False", false, None)];
    let input = Input::Choose(Choose { options, many: false });
    assert_eq!(press_all(&mut field(&input), "f"), Some(Answer::Chosen(vec![1])));
    assert_eq!(answer(2, "t"), None, "other choices have no letters");
}

#[test]
fn ticks_are_handed_in_by_enter() {
    assert_eq!(answer(3, "13\n"), Some(Answer::Chosen(vec![0, 2])));
    assert_eq!(answer(3, "131\n"), Some(Answer::Chosen(vec![2])));
}

#[test]
fn an_order_is_typed_by_digits_and_can_be_taken_back() {
    assert_eq!(answer(4, "3124\n"), Some(Answer::Order(vec![2, 0, 1, 3])));
    assert_eq!(answer(4, "31\u{8}\u{8}1234\n"), Some(Answer::Order(vec![0, 1, 2, 3])));
    assert_eq!(answer(4, "312"), None);
    assert_eq!(answer(4, "1234↑x↑↑x\n"), Some(Answer::Order(vec![2, 0, 1, 3])), "grabbed and carried");
    assert_eq!(answer(4, "1234↑x↑↑\n"), Some(Answer::Order(vec![2, 0, 1, 3])), "handed in while carried");
    assert_eq!(answer(4, "xxxx\n"), Some(Answer::Order(vec![0, 1, 2, 3])));
}

/// The samples in which nothing is typed.
fn chosen() -> impl Iterator<Item = (&'static str, Input, &'static str, Answer)> {
    samples().into_iter().filter(|(_, input, ..)| !field(input).types())
}

/// What Space and Enter, pressed so often after `keys`, come to, and what is given by then.
fn handed_in(input: &Input, keys: &str, with: Key, times: usize) -> (Vec<Outcome>, Option<Answer>) {
    let mut widget = field(input);
    press_all(&mut widget, keys);
    let outcomes = (0..times).map(|_| widget.key(with)).collect();
    (outcomes, widget.given())
}

const CONFIRMING: [Key; 2] = [Key::char(' '), Key::ENTER];

#[test]
fn space_and_enter_never_choose_tick_untick_or_lift() {
    for (name, input, keys, _) in chosen() {
        for keys in ["", keys, "j", "x", "1"] {
            let before = handed_in(&input, keys, CONFIRMING[0], 0).1;
            for key in CONFIRMING {
                let (outcomes, after) = handed_in(&input, keys, key, 2);
                assert_eq!(after, before, "{name}: {key} after `{keys}`");
                let nothing = input.nothing();
                let stands = Outcome::Done(before.clone().unwrap_or(nothing));
                assert!(
                    outcomes.contains(&stands),
                    "{name}: {key} after `{keys}` hands in by the second press"
                );
            }
        }
    }
}

#[test]
fn what_is_missing_is_said_before_it_is_handed_in() {
    for (name, input, ..) in chosen() {
        let mut widget = field(&input);
        let outcome = widget.key(CONFIRMING[0]);
        if input.size() == 0 {
            assert_eq!(outcome, Outcome::Done(input.nothing()), "{name} has nothing to give");
            continue;
        }
        assert_eq!(outcome, Outcome::Changed, "{name}");
        let told = drawn(|width| widget.sheet(width, &Look::dark()), 80, 24, &Look::dark());
        assert!(told.contains("Press enter again to answer it as it is."), "{name}\n{told}");
        widget.key(Key::HOME);
        assert_eq!(widget.key(CONFIRMING[1]), Outcome::Changed, "{name}: another key between takes it back");
    }
}

#[test]
fn one_key_chooses_at_the_cursor_wherever_there_is_one() {
    for (name, input, ..) in chosen() {
        let mut widget = field(&input);
        widget.key(CHOOSE);
        assert_eq!(widget.given().is_some(), input.size() > 0, "{name}");
        assert_eq!(
            widget.help(|_| Hint::Room).iter().any(|help| help.written == Some("x")),
            input.size() > 0,
            "{name} tells of it"
        );
    }
}

#[test]
fn where_the_prompt_tells_how_many_the_rest_is_counted() {
    let (_, input, ..) = samples().swap_remove(3);
    let told = |keys: &str, prompt: &str| {
        let posed = Posed { prompt: Text::new(prompt), input: input.clone(), explain: None, hint: None };
        let mut widget = AnswerField::new(&posed);
        assert_eq!(press_all(&mut widget, keys), None);
        drawn(|width| widget.sheet(width, &Look::dark()), 80, 24, &Look::dark())
    };
    assert!(told("1\n", "Which use TCP? (Choose TWO.)").contains("1 more. Press enter again"));
    assert!(told("123 ", "Which two use TCP?").contains("1 too many. Press enter again"));
    assert!(told("\n", "Which use the network?").contains("Nothing is ticked yet."), "there is no two in it");
    assert_eq!(answer(3, "1\n"), Some(Answer::Chosen(vec![0])), "what is not told is not given away");
}

#[test]
fn esc_leads_from_a_text_to_the_commands_and_the_text_is_kept() {
    for (name, input, ..) in samples().into_iter().filter(|(_, input, ..)| field(input).types()) {
        for back in ["\n", " ", "i"] {
            let mut widget = field(&input);
            press_all(&mut widget, "67");
            let given = widget.given();
            assert_eq!(widget.key(Key::ESC), Outcome::Changed);
            assert!(!widget.types() && widget.holds_text(), "{name}");
            for command in "uUqhesbmo?d1".chars().map(Key::char) {
                assert_eq!(widget.key(command), Outcome::Ignored, "{name} takes {command}");
            }
            assert_eq!(press_all(&mut widget, back), None);
            assert!(widget.types(), "{name}: back by {back:?}");
            assert_eq!(widget.given(), given, "{name}");
        }
    }
}

#[test]
fn a_pair_may_stay_open_only_after_a_second_enter() {
    assert_eq!(answer(5, "241\n"), Some(Answer::Match(vec![Some(1), Some(3), Some(0)])));
    assert_eq!(answer(5, "24\n"), None);
    assert_eq!(answer(5, "24\n\n"), Some(Answer::Match(vec![Some(1), Some(3), None])));
    assert_eq!(answer(5, "24\nj\n"), None, "another key between takes the warning back");
    assert_eq!(answer(5, "241\u{8}3\n"), Some(Answer::Match(vec![Some(1), Some(3), Some(2)])));
}

#[test]
fn items_are_put_in_bins_by_digits_or_arrows() {
    let home = Some(Answer::Sort(vec![Some(0), Some(1), Some(0), Some(1)]));
    assert_eq!(answer(6, "1212\n"), home);
    assert_eq!(answer(6, "→j←j→j←\n"), home);
    assert_eq!(answer(6, "xjxxjxjxx\n"), home);
}

#[test]
fn enter_leads_from_hole_to_hole() {
    assert_eq!(answer(7, "67\n68\n"), Some(Answer::Blanks(vec!["67".into(), "68".into()])));
    assert_eq!(answer(7, "\tq?\n"), Some(Answer::Blanks(vec![String::new(), "q?".into()])));
}

#[test]
fn the_keys_of_the_screen_are_left_to_it() {
    for (name, input, _, _) in samples() {
        let mut widget = field(&input);
        let letters = "?uUqhesbmow".chars().filter(|_| !widget.types());
        let mut keys: Vec<Key> = letters.collect::<Vec<_>>().into_iter().map(Key::char).collect();
        keys.extend((!widget.types()).then_some(Key::ESC));
        keys.push(Key::ctrl('c'));
        keys.push(Key::with(Code::Enter, true, false, false));
        for key in keys {
            assert_eq!(widget.key(key), Outcome::Ignored, "{name} takes {key:?}");
        }
    }
}

#[test]
fn a_click_on_an_option_answers() {
    let (_, input, _, _) = samples().swap_remove(2);
    let mut widget = field(&input);
    let mut terminal = Terminal::new(TestBackend::new(40, 6)).unwrap();
    let mut zones = Zones::default();
    let sheet = widget.sheet(40, &Look::dark());
    let look = &Look::dark();
    let draw = |frame: &mut Frame<'_>| {
        sheet.draw(frame.area(), &mut Canvas { frame, look, zones: &mut zones });
    };
    terminal.draw(draw).unwrap();
    let key = zones.key_at((10, 1).into()).unwrap();
    assert_eq!(widget.key(key), Outcome::Done(Answer::Chosen(vec![1])));
    assert_eq!(zones.key_at((10, 5).into()), None);
}

#[test]
fn clicks_outside_the_area_are_not_taken() {
    for (name, input, _, _) in samples() {
        let widget = field(&input);
        let mut terminal = Terminal::new(TestBackend::new(60, 20)).unwrap();
        let mut zones = Zones::default();
        let area = Rect { x: 5, y: 3, width: 30, height: 4 };
        let sheet = Sheet::fitting(area, |width| widget.sheet(width, &Look::dark()));
        let look = &Look::dark();
        terminal.draw(|frame| sheet.draw(area, &mut Canvas { frame, look, zones: &mut zones })).unwrap();
        let outside =
            (0..20).flat_map(|y| (0..60).map(move |x| (x, y))).filter(|&at| !area.contains(at.into()));
        for (x, y) in outside {
            assert_eq!(zones.key_at((x, y).into()), None, "{name} takes a click outside its area");
        }
    }
}

#[test]
fn a_diagram_stays_straight_whatever_is_typed() {
    let (_, input, _, _) = samples().into_iter().find(|(name, ..)| *name == "diagram").unwrap();
    let mut widget = field(&input);
    for keys in ["", "DISC", "OVERED and more", "\t表表表表", "\t\u{8}"] {
        press_all(&mut widget, keys);
        let frame = drawn(|width| widget.sheet(width, &Look::dark()), 60, 8, &Look::dark());
        let line = frame.lines().find(|line| line.contains("67")).unwrap();
        assert_eq!(crate::tui::widgets::prose::columns(&line[..line.find("────>").unwrap()]), 22, "{frame}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_widget_panics_in_any_room_with_any_keys(
        keys in "[1-9jkJKtf xé表?\n\t\u{8}←→↑↓]{0,24}",
        pasted in ".{0,40}",
        width in 0_u16..=60,
        height in 0_u16..=20,
    ) {
        for (_, input, _, answer) in samples() {
            for look in [Look::plain(), Look::dark()] {
                let mut widget = field(&input);
                let given = press_all(&mut widget, &keys).unwrap_or(answer.clone());
                widget.paste(&pasted);
                prop_assert!(widget.sheet(width, &look).height() > 0);
                drawn(|width| widget.sheet(width, &look), width, height, &look);
                for answer in [&given, &Answer::Revealed] {
                    let solved = |width| widget.solved(answer, &Rivals::default(), width, &look);
                    drawn(solved, width, height, &look);
                }
            }
        }
    }

    #[test]
    fn the_cursor_is_always_in_view(keys in "[1-4jkx↑↓→\t\u{8}]{0,16}", width in 18_u16..60, height in 2_u16..8) {
        for (name, input, _, _) in chosen() {
            let mut widget = field(&input);
            if press_all(&mut widget, &keys).is_none() {
                let frame = drawn(|width| widget.sheet(width, &Look::plain()), width, height, &Look::plain());
                prop_assert!(frame.contains("> "), "{name} {width}×{height}\n{frame}");
            }
        }
    }

    #[test]
    fn no_widget_needs_its_input_to_be_sound(count in 0_usize..3, index in 0_usize..12) {
        let some = texts(&["a", "b", "c"][..count]);
        let inputs = [
            Input::Choose(Choose { options: Vec::new(), many: true }),
            Input::Choose(Choose { options: Vec::new(), many: false }),
            Input::Order(Order { items: some.clone(), right: vec![index; 2] }),
            Input::Match(Match { left: some.clone(), right: some.clone(), partner: vec![index; 2] }),
            Input::Sort(Sort { items: some.clone(), bins: some, home: vec![index; 2] }),
            Input::Blanks(Blanks { text: Text::new("\u{e001} ```\u{e005}```"), holes: vec![hole("x", None, 0); count] }),
        ];
        for input in inputs {
            let mut widget = field(&input);
            for key in " 1jx\t→\u{8}\n\n".chars() {
                press_all(&mut widget, &key.to_string());
                for width in [0, 20, 80] {
                    drawn(|width| widget.sheet(width, &Look::dark()), width, 6, &Look::dark());
                    widget.solved(&input.solution(), &Rivals::default(), width, &Look::dark());
                }
            }
        }
    }
}
