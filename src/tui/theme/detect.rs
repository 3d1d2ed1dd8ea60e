//! Finds out what the terminal can show, from what the environment says.

use super::{Depth, Glyphs, Look, Theme};
use crate::config::{Colour, Config, Scheme};

impl Look {
    /// The look that fits the terminal, as far as the settings leave it to that. `env` reads an environment variable.
    pub fn detect(env: &dyn Fn(&str) -> Option<String>, config: &Config) -> Self {
        let scheme = config.theme.unwrap_or_else(|| {
            let is_light = without_empty(env)("COLORFGBG").is_some_and(|colours| is_light(&colours));
            if is_light { Scheme::Light } else { Scheme::Dark }
        });
        Self::of(scheme, env, config)
    }

    /// The same for a light background, where the terminal is to say whether it has one: settings and environment do not.
    pub fn detect_on_light(env: &dyn Fn(&str) -> Option<String>, config: &Config) -> Option<Self> {
        let is_open = config.theme.is_none() && without_empty(env)("COLORFGBG").is_none();
        // The console of Linux is dark, and shows what it does not understand.
        let can_say =
            without_empty(env)("TERM").is_some_and(|term| !matches!(term.as_str(), "dumb" | "linux"));
        (is_open && can_say).then(|| Self::of(Scheme::Light, env, config))
    }

    fn of(scheme: Scheme, env: &dyn Fn(&str) -> Option<String>, config: &Config) -> Self {
        let env = without_empty(env);
        let ascii = config.ascii.unwrap_or_else(|| !shows_unicode(&env));
        let glyphs = if ascii { Glyphs::ASCII } else { Glyphs::UNICODE };
        let depth = depth(&env);
        let mut theme = Theme::of(scheme, depth);
        for (role, colour) in &config.colours {
            match (depth, colour) {
                (Depth::None, _) | (Depth::Sixteen, Colour::Rgb(_)) => {}
                _ => theme.recolour(role, *colour),
            }
        }
        Self::new(theme, glyphs)
    }
}

/// Reads variables of the environment by `env`; an empty one is as one that is not set.
pub(in crate::tui) fn without_empty(env: &dyn Fn(&str) -> Option<String>) -> impl Fn(&str) -> Option<String> {
    |name| env(name).filter(|value| !value.is_empty())
}

/// How many colours the terminal is known to have.
pub(in crate::tui) fn depth(env: &dyn Fn(&str) -> Option<String>) -> Depth {
    let term = env("TERM").unwrap_or_default();
    if env("NO_COLOR").is_some() || term == "dumb" {
        return Depth::None;
    }
    let full = env("COLORTERM").is_some_and(|value| matches!(value.as_str(), "truecolor" | "24bit"));
    if full || term.ends_with("-direct") || env("WT_SESSION").is_some() {
        Depth::Full
    } else {
        Depth::Sixteen
    }
}

/// `COLORFGBG` is `foreground;background` or `foreground;something;background`, in numbers of the sixteen colours.
fn is_light(colours: &str) -> bool {
    let background = colours.rsplit(';').next().and_then(|number| number.parse::<u8>().ok());
    background.is_some_and(|number| number == 7 || (9..=15).contains(&number))
}

fn shows_unicode(env: &dyn Fn(&str) -> Option<String>) -> bool {
    // The console of Linux speaks UTF-8, but its fonts have none of the signs.
    if matches!(env("TERM").as_deref(), Some("dumb" | "linux")) {
        return false;
    }
    match ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(env) {
        Some(locale) => {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => cfg!(windows),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    fn look(pairs: &[(&str, &str)]) -> Look {
        look_by(&Config::default(), pairs)
    }

    fn look_by(config: &Config, pairs: &[(&str, &str)]) -> Look {
        let env = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        Look::detect(&env, config)
    }

    #[test]
    fn a_modern_terminal_gets_everything() {
        let look = look(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "de_DE.UTF-8")]);
        assert_eq!(look, Look::dark());
    }

    #[test]
    fn own_colours_come_before_those_of_the_theme_and_after_what_the_terminal_can() {
        let text = "theme = \"light-contrast\"\ncolours = { right = \"cyan\", wrong = \"#102030\" }";
        let (config, _) = Config::parse(text).unwrap();
        let full = look_by(&config, &[("COLORTERM", "truecolor")]).theme;
        assert_eq!((full.right.fg, full.wrong.fg), (Some(Color::Cyan), Some(Color::Rgb(0x10, 0x20, 0x30))));
        assert_eq!(full.hint, Theme::of(Scheme::LightContrast, Depth::Full).hint);
        let sixteen = Theme::of(Scheme::LightContrast, Depth::Sixteen);
        let few = look_by(&config, &[]).theme;
        assert_eq!(few.wrong, sixteen.wrong, "sixteen colours have not this one");
        let none = look_by(&config, &[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]).theme;
        assert_eq!(none, Theme::new(false, Depth::None));
    }

    #[test]
    fn every_role_of_the_settings_changes_the_theme() {
        for key in crate::config::COLOURS {
            let mut theme = Theme::new(false, Depth::Full);
            theme.recolour(key.name, Colour::Rgb(0x01_02_03));
            assert_ne!(theme, Theme::new(false, Depth::Full), "{}", key.name);
        }
    }

    #[test]
    fn the_terminal_is_asked_only_where_nothing_else_says_and_it_can() {
        let on_light = |text: &str, pairs: &[(&str, &str)]| {
            let env =
                |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
            Look::detect_on_light(&env, &Config::parse(text).unwrap().0)
        };
        let terminal = ("TERM", "xterm-256color");
        let light = on_light("", &[terminal]).map(|look| look.theme);
        assert_eq!(light, Some(Theme::new(true, Depth::Sixteen)));
        assert_eq!(on_light("theme = \"dark\"", &[terminal]), None);
        assert_eq!(on_light("", &[terminal, ("COLORFGBG", "15;0")]), None);
        assert_eq!(on_light("", &[("TERM", "linux")]), None);
        assert_eq!(on_light("", &[]), None);
    }

    #[test]
    fn no_color_takes_the_colours_and_leaves_the_signs() {
        let look = look(&[("NO_COLOR", "1"), ("COLORTERM", "truecolor"), ("LC_CTYPE", "C.utf8")]);
        assert_eq!(look.theme, Theme::new(false, Depth::None));
        assert_eq!(look.glyphs, Glyphs::UNICODE);
    }

    #[test]
    fn an_empty_no_color_means_nothing() {
        assert_ne!(look(&[("NO_COLOR", "")]).theme, Theme::new(false, Depth::None));
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        assert_eq!(look(&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")]).glyphs, Glyphs::ASCII);
        assert_eq!(look(&[("LC_ALL", ""), ("LANG", "en_US.UTF-8")]).glyphs, Glyphs::UNICODE);
    }

    #[test]
    fn a_light_background_is_believed() {
        assert_eq!(look(&[("COLORFGBG", "0;15")]).theme, Theme::new(true, Depth::Sixteen));
        assert_eq!(look(&[("COLORFGBG", "15;default;0")]).theme, Theme::new(false, Depth::Sixteen));
        assert_eq!(look(&[("COLORFGBG", "nonsense")]).theme, Theme::new(false, Depth::Sixteen));
    }

    #[test]
    fn a_dumb_terminal_gets_only_letters() {
        assert_eq!(
            look(&[("TERM", "dumb"), ("LANG", "en_US.UTF-8"), ("COLORTERM", "truecolor")]),
            Look::plain()
        );
    }
}
