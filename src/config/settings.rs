//! The table of the settings.

use std::time::Duration;

use jiff::civil::Time;

use super::colours::{COLOURS, Colours, colours};
use super::keys::{KeyWish, keys};
use crate::card::compare::Accents;
use crate::schedule::{Buttons, Settings};
use crate::source::{Fields, Key, Span, Takes, Value};

/// A setting.
#[derive(Debug)]
pub struct Setting {
    /// Its name, what it takes and what it means.
    pub key: Key,
    /// Its value where nothing is written, as TOML.
    pub default: &'static str,
    /// Another value, as TOML.
    pub example: &'static str,
}

/// Makes [`Config`] and [`SETTINGS`] of the table. A setting that nothing reads does not compile.
macro_rules! settings {
    ($($name:ident: $type:ty, $default:literal or $example:literal, $takes:expr, $read:expr, $about:literal;)+) => {
        /// The settings in force. Each field means what its row says.
        #[derive(Debug, Clone)]
        #[deny(dead_code)]
        pub struct Config {
            $(#[doc = $about] pub(crate) $name: $type,)+
            /// Names of the settings that were written, and are not only the defaults.
            pub(crate) set: Vec<&'static str>,
        }

        impl Config {
            /// The settings with the values that `written` has, where each fits its row; the others have their defaults.
            pub(super) fn new<'a>(written: impl Fn(&str) -> Option<Value<'a>>) -> Self {
                let set = [$(stringify!($name),)+].into_iter().filter(|name| written(name).is_some()).collect();
                // Made in one piece: a field that is only ever set would count as used.
                Self { $($name: written(stringify!($name)).and_then(|value| $read(&value)).unwrap_or_else(|| {
                    of_toml($default, $read).expect("a test reads all defaults")
                }),)+ set }
            }
        }

        /// All settings, in the order of the README.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            key: Key::optional(stringify!($name), $takes, $about),
            default: $default,
            example: $example,
        },)+];
    };
}

// **Add a setting here, in one line, and use it where it counts.** A line is its name and type; its default and another
// value, as TOML; what it takes, and how that is read; what it means.
settings! {
    new_per_day: usize, "20" or "5", Takes::Whole(0, i64::MAX), whole, "new questions a day";
    minutes_per_day: Option<Duration>, "30" or "45", Takes::Whole(0, 1440), limit, "minutes of study a day; what does not fit is spread over the coming days; 0 for no limit";
    day_start: Time, "\"04:00\"" or "\"03:30\"", Takes::Time, time, "when a study day begins, local time";
    buttons: Buttons, "4" or "2", Takes::Any(&[Takes::Whole(2, 2), Takes::Whole(4, 4)]), buttons, "rating keys: 4, or 2 for again and good";
    retention: f32, "0.9" or "0.85", Takes::Between(0.7, 0.99), share, "the chance of recall at which a question comes again";
    learning_minutes: Vec<Duration>, "[1, 10]" or "[1, 10, 60]", Takes::List(&WAIT), waits, "when a new question comes again on its first day; may be empty";
    relearning_minutes: Vec<Duration>, "[10]" or "[5, 20]", Takes::List(&WAIT), waits, "the same for a question you forgot";
    longest_days: u32, "36500" or "365", Takes::Whole(1, 36_500), whole, "no interval is longer";
    leech_lapses: u32, "8" or "5", Takes::Whole(0, i64::MAX), whole, "so often forgotten, a question is called a leech; 0 for never";
    theme: Option<Scheme>, "\"auto\"" or "\"dark\"", Takes::Word(Scheme::NAMES), theme, "the colours; `auto` asks the terminal; those with `contrast` are the easiest to read";
    colours: Colours, "{}" or "{ right = \"green\" }", Takes::Table(COLOURS), colours, "[your own colours](docs/keys-and-colours.md), by what they are for, each a name or `#rrggbb`";
    keys: Vec<KeyWish>, "{}" or "{ undo = \"z\" }", Takes::Map(&COMMANDS), keys, "[your own keys](docs/keys-and-colours.md), by the command they do";
    ascii: Option<bool>, "\"auto\"" or "true", Takes::Any(&[Takes::Flag, Takes::Word(&["auto"])]), flag_or_auto, "draw with ASCII characters only; `auto` asks the locale";
    pictures: PictureChoice, "\"auto\"" or "\"off\"", Takes::Word(PictureChoice::NAMES), pictures, "how pictures of cards are shown; `auto` goes by the terminal, `blocks` works in all that have colours, `off` shows their words";
    mouse: bool, "true" or "false", Takes::Flag, flag, "a mouse works; `false` leaves it to the terminal, for marking text";
    accents: Accents, "\"count\"" or "\"ignore\"", Takes::Word(&["count", "ignore"]), accents, "whether accents tell typed words apart; `ignore` takes `Krakow` for `Kraków`; a deck's own `accents` comes first";
}

impl Default for Config {
    fn default() -> Self {
        Self::new(|_| None)
    }
}

/// The keys of a command, or of the commands of a screen.
const COMMANDS: Takes = Takes::Any(&[Takes::Text, Takes::List(&Takes::Text), Takes::Map(&Takes::TEXTS)]);

/// Minutes within a study day.
const WAIT: Takes = Takes::Between(0.1, 720.0);

/// Colours that go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Light text on a dark ground.
    Dark,
    /// The same in warm colours.
    DarkWarm,
    /// The same with a contrast of 7.
    DarkContrast,
    /// Dark text on a light ground.
    Light,
    /// The same in warm colours.
    LightWarm,
    /// The same with a contrast of 7.
    LightContrast,
}

/// How a learner wants pictures shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureChoice {
    /// As the terminal is known to understand.
    Auto,
    /// By the protocol of kitty.
    Kitty,
    /// By that of iTerm2.
    Iterm2,
    /// As sixels.
    Sixel,
    /// In half blocks, two dots to a character.
    Blocks,
    /// Not at all: their words stand there.
    Off,
}

impl PictureChoice {
    const NAMES: &[&str] = &["auto", "kitty", "iterm2", "sixel", "blocks", "off"];
    const ALL: [Self; 6] = [Self::Auto, Self::Kitty, Self::Iterm2, Self::Sixel, Self::Blocks, Self::Off];
}

impl Scheme {
    /// The first leaves it to the terminal.
    const NAMES: &[&str] =
        &["auto", "dark", "dark-warm", "dark-contrast", "light", "light-warm", "light-contrast"];
    const ALL: [Self; 6] =
        [Self::Dark, Self::DarkWarm, Self::DarkContrast, Self::Light, Self::LightWarm, Self::LightContrast];
}

impl Config {
    /// Whether the learner wrote that setting, and does not only leave it at its default.
    pub fn is_set(&self, name: &str) -> bool {
        self.set.contains(&name)
    }

    /// What moves the schedule.
    pub fn schedule(&self) -> Settings {
        Settings {
            retention: self.retention,
            learning: self.learning_minutes.clone(),
            relearning: self.relearning_minutes.clone(),
            longest: self.longest_days,
            leech_first: self.leech_lapses,
            ..Settings::default()
        }
    }

    /// Lets these move the schedule.
    pub fn follow(&mut self, schedule: Settings) {
        self.retention = schedule.retention;
        self.learning_minutes = schedule.learning;
        self.relearning_minutes = schedule.relearning;
        self.longest_days = schedule.longest;
        self.leech_lapses = schedule.leech_first;
    }
}

impl Setting {
    /// As TOML, a value that the log has: a list is there without its brackets, a text without its quotes.
    pub fn as_toml(&self, recorded: &str) -> String {
        let fits = |toml: &String| of_toml(toml, |value| Some(self.key.takes.fits(value))) == Some(true);
        let forms =
            [recorded.to_owned(), format!("[{}]", recorded.replace(',', ", ")), format!("\"{recorded}\"")];
        forms.into_iter().find(fits).unwrap_or_else(|| recorded.to_owned())
    }
}

/// What `read` makes of the value that is written as `toml`.
fn of_toml<T>(toml: &str, read: impl FnOnce(&Value<'_>) -> Option<T>) -> Option<T> {
    let text = format!("value = {toml}");
    let table = toml::de::DeTable::parse(&text).ok()?;
    read(&Fields::new(table.get_ref(), Span::default(), "setting").peek("value")?)
}

/// A whole number that is not negative; the largest there is where it is too large.
fn whole<T: TryFrom<i64> + TryFrom<u32>>(value: &Value<'_>) -> Option<T> {
    value.integer().and_then(|number| T::try_from(number).or_else(|_| T::try_from(u32::MAX)).ok())
}

/// Minutes of a day; none for 0.
#[expect(clippy::option_option, reason = "no limit is a value of the setting")]
fn limit(value: &Value<'_>) -> Option<Option<Duration>> {
    let minutes: u32 = whole(value)?;
    Some((minutes > 0).then(|| Duration::from_mins(minutes.into())))
}

fn time(value: &Value<'_>) -> Option<Time> {
    value.unfilled()?.parse().ok()
}

fn buttons(value: &Value<'_>) -> Option<Buttons> {
    match value.integer()? {
        2 => Some(Buttons::Two),
        4 => Some(Buttons::Four),
        _ => None,
    }
}

fn share(value: &Value<'_>) -> Option<f32> {
    value.number().map(|number| number as f32)
}

fn waits(value: &Value<'_>) -> Option<Vec<Duration>> {
    let wait = |minutes: &Value<'_>| Duration::try_from_secs_f64(60.0 * minutes.number()?).ok();
    value.list()?.iter().map(wait).collect()
}

#[expect(clippy::option_option, reason = "to leave it to the terminal is a value of the setting")]
fn theme(value: &Value<'_>) -> Option<Option<Scheme>> {
    let name = value.unfilled()?;
    let place = Scheme::NAMES.iter().position(|known| *known == name)?;
    Some(place.checked_sub(1).map(|place| Scheme::ALL[place]))
}

fn pictures(value: &Value<'_>) -> Option<PictureChoice> {
    let name = value.unfilled()?;
    let place = PictureChoice::NAMES.iter().position(|known| *known == name)?;
    PictureChoice::ALL.get(place).copied()
}

fn flag(value: &Value<'_>) -> Option<bool> {
    value.boolean()
}

/// `true` or `false`; none for `"auto"`.
#[expect(clippy::option_option, reason = "to leave it to the locale is a value of the setting")]
fn flag_or_auto(value: &Value<'_>) -> Option<Option<bool>> {
    let auto = value.unfilled().is_some_and(|word| word == "auto");
    value.boolean().map(Some).or_else(|| auto.then_some(None))
}

fn accents(value: &Value<'_>) -> Option<Accents> {
    Accents::named(&value.unfilled()?)
}
