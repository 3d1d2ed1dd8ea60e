//! The stack, the footer, help and leaving, on a small screen that does what its keys say.

use jiff::Timestamp;
use jiff::tz::Offset;
use ratatui::text::Line;

use super::*;
use crate::card::QuestionKey;
use crate::schedule::{DeviceId, Mode, Rating, Review, RowId, Stamp};
use crate::trainer::View;
use crate::tui::canvas::Canvas;
use crate::tui::jobs::Job;
use crate::tui::play::Player;
use crate::tui::screen::Done;
use crate::tui::theme::Look;

struct Notebook {
    view: View,
    done: Vec<Effect>,
    broken: bool,
}

impl World for Notebook {
    fn view(&self) -> &View {
        &self.view
    }

    fn perform(&mut self, effect: Effect, _now: Timestamp) -> Result<Done, String> {
        if self.broken {
            return Err("The disk is full.".to_owned());
        }
        self.done.push(effect.clone());
        Ok(match effect {
            Effect::Record(_) => Done::Stored,
            _ => Done::Reloaded,
        })
    }
}

/// Writes down what happens to it.
#[derive(Default)]
struct Page {
    name: &'static str,
    seen: Vec<String>,
    typing: bool,
    kept: Option<Review>,
    ticking: bool,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Open,
    Replace,
    Back,
    Record,
    Reload,
    Edit,
    Type,
    Tick,
}

const PAGE: &[Binding<Act>] = &[
    Binding::new(&[Key::char('o')], Act::Open, "open"),
    Binding::new(&[Key::char('r')], Act::Replace, "replace"),
    Binding::new(&[Key::ESC, Key::char('q')], Act::Back, "back").hint(Hint::First),
    Binding::new(&[Key::char('1')], Act::Record, "record").under("Reviews"),
    Binding::new(&[Key::char('l')], Act::Reload, "reload"),
    Binding::new(&[Key::char('e')], Act::Edit, "edit"),
    Binding::new(&[Key::char('t')], Act::Type, "type"),
    Binding::new(&[Key::char('w')], Act::Tick, "tick").hint(Hint::Never),
];

fn review() -> Review {
    let stamp = Stamp { id: RowId(7), at: Timestamp::UNIX_EPOCH, offset: Offset::UTC, device: DeviceId(1) };
    Review::new(stamp, QuestionKey::from_stored("dhcp/lease"), Rating::Good, Mode::Drill)
}

impl Screen for Page {
    fn title(&self) -> &'static str {
        self.name
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Key(key) if self.typing => {
                self.seen.extend(key.typed().map(String::from));
                return Next::stay();
            }
            Event::Key(key) => match lookup(PAGE, *key) {
                Some(Act::Open) => {
                    return Go::Open(Box::new(Page { name: "second", ..Page::default() })).into();
                }
                Some(Act::Replace) => {
                    return Go::Replace(Box::new(Page { name: "other", ..Page::default() })).into();
                }
                Some(Act::Back) => return Go::Back.into(),
                Some(Act::Record) => {
                    self.kept = Some(review());
                    return Next { go: Go::Back, effects: vec![Effect::Record(review())] };
                }
                Some(Act::Reload) => return Job::Reload.into(),
                Some(Act::Edit) => return Effect::Edit("deck.toml".into(), 12).into(),
                Some(Act::Type) => self.typing = true,
                Some(Act::Tick) => self.ticking = true,
                None => ctx.say("No such key."),
            },
            Event::Tick => self.seen.push(ctx.elapsed.as_secs().to_string()),
            Event::Done(Done::Edited(path)) => self.seen.push(path.display().to_string()),
            Event::Done(_) => self.seen.push("done".into()),
            Event::Failed(why) | Event::JobFailed(_, why) => self.seen.push(why.clone()),
            Event::Shown => self.seen.push("shown".into()),
            Event::Resize => self.seen.push(format!("{}x{}", ctx.area.width, ctx.area.height)),
            Event::Progress(_, done, of) => self.seen.push(format!("{done} of {of}")),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        canvas.frame.render_widget(Line::raw(format!("{}: {}", self.name, self.seen.join(","))), area);
        canvas.zones.add(Rect { height: 1, width: 5, ..area }, Key::char('l'));
    }

    fn keys(&self) -> Vec<Help> {
        keys::help(PAGE)
    }

    fn wake_after(&self, _at: Moment) -> Option<Duration> {
        self.ticking.then_some(Duration::from_secs(1))
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn unsaved(&self) -> Option<String> {
        self.kept.as_ref().map(|_| "A review is not stored.".to_owned())
    }
}

fn player() -> Player<Notebook> {
    let first = Box::new(Page { name: "first", ..Page::default() });
    let world = Notebook { view: View::bare(), done: Vec::new(), broken: false };
    Player::new(world, first, Look::dark(), (40, 6), Timestamp::UNIX_EPOCH)
}

fn line(player: &Player<Notebook>, number: usize) -> String {
    player.frame().lines().nth(number).unwrap_or_default().to_owned()
}

#[test]
fn a_screen_waits_beneath_the_one_it_opened() {
    let mut player = player();
    assert_eq!(line(&player, 0), "first: shown");
    assert_eq!(line(player.press("o"), 0), "second: shown");
    assert_eq!(line(player.press("r"), 0), "other: shown");
    assert_eq!(line(player.press("q"), 0), "first: shown,shown");
    assert!(player.press("q").is_over());
}

#[test]
fn an_effect_is_performed_and_reported() {
    let mut player = player();
    assert_eq!(line(player.press("l"), 0), "first: shown,done");
    assert_eq!(player.world.done, [Effect::Start(Job::Reload)]);
}

#[test]
fn an_effect_that_fails_is_one_sentence_until_the_next_key() {
    let mut player = player();
    player.world.broken = true;
    player.press("l");
    assert_eq!(line(&player, 5), "The disk is full.");
    assert_eq!(line(player.press("w"), 5), "o open  r replace  esc back  ? help");
}

#[test]
fn a_review_that_cannot_be_stored_stays_with_its_screen() {
    let mut player = player();
    player.press("o").world.broken = true;
    assert_eq!(line(player.press("1"), 0), "second: shown,The disk is full.");
    player.world.broken = false;
    assert_eq!(line(player.press("1"), 0), "first: shown,done,shown");
    assert_eq!(player.world.done, [Effect::Record(review())]);
}

#[test]
fn leaving_warns_once_of_what_would_be_lost() {
    let mut player = player();
    player.world.broken = true;
    player.press("1<ctrl+c>");
    assert!(!player.is_over());
    player.shows(&["A review is not stored."]);
    assert!(!player.press("x<ctrl+c>").is_over());
    assert!(player.press("<ctrl+c>").is_over());
}

#[test]
fn help_shows_every_key_of_the_screen_and_goes() {
    let mut player = player();
    player.resize(60, 24).press("?");
    player.shows(&["first\n", "first: Reviews", "Everywhere", "esc q", "leave the program"]);
    player.press("<esc>");
    assert!(player.frame().starts_with("first: "));
    player.resize(20, 6).press("?<end>").shows(&["option+drag"]);
    player.click("option+drag");
    assert!(player.frame().starts_with("first: "));
}

#[test]
fn a_question_mark_is_text_while_one_types() {
    let mut player = player();
    assert_eq!(line(player.press("t?q"), 0), "first: shown,?,q");
    assert!(!line(&player, 5).contains("? help"));
    assert!(player.press("<f1>").frame().contains("Everywhere") || player.frame().contains("first"));
}

#[test]
fn a_click_is_the_key_drawn_there() {
    let mut player = player();
    assert_eq!(line(player.click("first"), 0), "first: shown,done");
    assert_eq!(line(player.click("open"), 0), "second: shown");
}

#[test]
fn a_screen_is_woken_when_it_asks_and_never_otherwise() {
    let mut player = player();
    player.wait(Duration::from_secs(5));
    assert_eq!(line(&player, 0), "first: shown");
    player.press("w").wait(Duration::from_millis(2500));
    assert_eq!(line(&player, 0), "first: shown,6,7");
}

#[test]
fn what_needs_the_terminal_is_handed_out() {
    let mut player = player();
    player.press("e<ctrl+z>");
    assert_eq!(player.errands, [TerminalTask::Edit("deck.toml".into(), 12), TerminalTask::Suspend]);
    assert_eq!(line(player.close_editor("deck.toml"), 0), "first: shown,deck.toml");
}

#[test]
fn a_long_sentence_grows_upwards() {
    let mut player = player();
    player.resize(20, 6).world.broken = true;
    player.press("l");
    assert_eq!(line(&player, 5), "The disk is full.");
    player.resize(10, 6);
    assert_eq!((line(&player, 3), line(&player, 4)), ("The disk".into(), "is full.".into()));
}

#[test]
fn no_size_is_too_small_to_draw() {
    for size in [(1, 1), (0, 0), (2, 1), (1, 2), (20, 6), (200, 50)] {
        let mut player = player();
        player.resize(size.0, size.1).press("?<down><end>");
    }
}
