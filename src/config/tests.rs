use std::time::Duration;

use jiff::civil::time;

use super::*;
use crate::card::compare::Accents;
use crate::schedule::{Buttons, Settings};

/// What is said of the settings in `text`, each with its line.
fn told(text: &str) -> Vec<String> {
    let told = |finding: &Diagnostic| {
        let line = line_and_column(text, finding.span.range.start).0;
        format!("{line} {}: {}", finding.code.name(), finding.message)
    };
    Config::parse(text).unwrap_err().iter().map(told).collect()
}

#[test]
fn without_a_file_everything_has_its_default() {
    let folder = tempfile::tempdir().unwrap();
    let (config, entries) = Config::load_with_entries(folder.path(), |_| Vec::new()).unwrap();
    assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    assert!(entries.iter().all(|entry| entry.line.is_none() && entry.value == entry.setting.default));
    assert_eq!(config.schedule(), Settings::default());
}

/// What the settings are, whether written or left at their defaults.
fn values(mut config: Config) -> String {
    config.set.clear();
    format!("{config:?}")
}

#[test]
fn every_setting_takes_its_default_and_its_example_and_shows_what_is_written() {
    let default = values(Config::default());
    for (place, Setting { key, default: usual, example, .. }) in SETTINGS.iter().enumerate() {
        let (config, _) = Config::parse(&format!("{} = {usual}", key.name)).unwrap();
        assert!(config.is_set(key.name));
        assert_eq!(values(config), default, "{}", key.name);
        let (config, entries) = Config::parse(&format!("\n{} = {example} # so\n", key.name)).unwrap();
        assert_ne!(values(config), default, "the example of `{}` changes nothing", key.name);
        assert_eq!((entries[place].value.as_str(), entries[place].line), (*example, Some(2)));
        assert_eq!(entries.iter().filter(|entry| entry.line.is_some()).count(), 1);
    }
}

#[test]
fn what_the_log_has_of_the_settings_is_shown_as_they_are_written() {
    let text = "retention = 0.85\nlearning_minutes = [1, 0.5]\nrelearning_minutes = []\nlongest_days = 77\nday_start = '03:30'";
    let (config, _) = Config::parse(text).unwrap();
    let shown = |(name, value): (&str, String)| {
        let setting = SETTINGS.iter().find(|setting| setting.key.name == name).unwrap();
        format!("{name} = {}\n", setting.as_toml(&value))
    };
    let again: String = config.schedule().recorded(config.day_start).into_iter().map(shown).collect();
    assert!(again.contains("learning_minutes = [1, 0.5]\n"), "{again}");
    assert_eq!(format!("{:?}", Config::parse(&again).unwrap().0), format!("{config:?}"));
}

#[test]
fn settings_are_read_as_they_are_meant() {
    let text = "\u{feff}new_per_day = 5\r\nminutes_per_day = 0\r\nbuttons = 2\r\nlearning_minutes = [\r\n]\r\nday_start = '03:30'\r\naccents = 'ignore'";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(FILE), text).unwrap();
    let config = Config::load(folder.path()).unwrap();
    assert_eq!((config.new_per_day, config.buttons, config.day_start), (5, Buttons::Two, time(3, 30, 0, 0)));
    assert_eq!(config.minutes_per_day, None, "no minutes are no limit");
    assert_eq!(config.accents, Accents::Ignore);
    assert!(config.learning_minutes.is_empty());
    let (config, _) =
        Config::parse("learning_minutes = [0.5]\nnew_per_day = 9_223_372_036_854_775_807").unwrap();
    assert_eq!(config.learning_minutes, [Duration::from_secs(30)]);
    assert!(config.new_per_day > 4_000_000_000);
}

#[test]
fn all_mistakes_are_told_at_once_with_their_lines() {
    let text = "new_a_day = 5\nretention = 1.5\nbuttons = 3\nday_start = 'noon'\nlearning_minutes = [1, -1]\n\
                theme = \"drak\"\nmouse = \"yes\"\nmouse = true\nlongest_days = [1\nleech_lapses = 2024-01-01\n\
                [minutes_per_day]\n[keys]\na = 1\n";
    assert_eq!(
        told(text),
        [
            "1 unknown-key: unknown key `new_a_day` in this settings file",
            "2 out-of-range: `retention` is 1.5, but should be a number from 0.7 to 0.99",
            "3 out-of-range: `buttons` is 3, but should be 2 or 4",
            "4 wrong-type: `day_start` is the text `noon`, but should be a time such as `\"04:00\"`",
            "5 out-of-range: `learning_minutes` is -1, but should be a number from 0.1 to 720",
            "6 wrong-type: `theme` is the text `drak`, but should be `\"auto\"` or `\"dark\"` or `\"dark-warm\"` or `\"dark-contrast\"` or `\"light\"` or `\"light-warm\"` or `\"light-contrast\"`",
            "7 wrong-type: `mouse` is the text `yes`, but should be `true` or `false`",
            "8 syntax: duplicate key",
            "9 syntax: unclosed array, expected `]`",
            "10 wrong-type: `leech_lapses` is a date, but should be a whole number from 0 on",
            "11 wrong-type: `minutes_per_day` is a table, but should be a whole number from 0 to 1440",
        ]
    );
    let helps: Vec<_> = Config::parse(text).unwrap_err().into_iter().map(|finding| finding.help).collect();
    assert_eq!(helps[5].as_deref(), Some("did you mean `dark`?"));
    assert!(told("learning_minutes = [nan]")[0].contains("is nan, but should be a number from 0.1 to 720"));
    assert_eq!(
        Config::parse("new_per_dya = 5").unwrap_err()[0].help.as_deref(),
        Some("did you mean `new_per_day`?")
    );
}

#[test]
fn what_is_no_text_of_some_lines_is_refused_with_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |bytes: &[u8]| {
        std::fs::write(folder.path().join(FILE), bytes).unwrap();
        let error = Config::load(folder.path()).unwrap_err();
        format!("{:#}", anyhow::Error::from(error))
    };
    assert!(refused(b"# \xff").ends_with("it is not UTF-8 text (byte 2); save it as UTF-8"));
    assert!(refused(&vec![b'#'; 10 << 20]).contains("larger than 1 MB"));
    assert!(refused(&[0x7f; 5000]).contains("cannot be used: line 1: "));
    assert!(
        refused(b"a = 1\nb = 2\nc = 3")
            .ends_with("line 1: unknown key `a` in this settings file, and 2 more mistakes")
    );
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "([a-z_]{1,4}|theme|mouse|buttons| = |\\[|\\]|\"|'|\n|[0-9]|ü|#){0,30}") {
        if let Err(findings) = Config::parse(&text) {
            for finding in findings {
                proptest::prop_assert!(text.get(finding.span.range).is_some());
            }
        }
    }
}
