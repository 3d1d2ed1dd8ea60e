//! The colours themselves.

use ratatui::style::{Color, Modifier, Style};

use super::Theme;

/// The colours of one background, as `0xRRGGBB`. Text colours keep a contrast of 4.5 to any usual background of their kind.
pub(super) struct Palette {
    dim: u32,
    accent: u32,
    heading: u32,
    right: u32,
    close: u32,
    wrong: u32,
    hint: u32,
    code: u32,
    border: u32,
    track: u32,
    heat: [u32; 5],
}

/// For a dark background.
pub(super) const DARK: Palette = Palette {
    dim: 0x9c_a3_b4,
    accent: 0x8a_b8_f0,
    heading: 0xd6_c6_f4,
    right: 0x93_d0_9a,
    close: 0xe8_c4_7c,
    wrong: 0xf2_98_8e,
    hint: 0xc3_ae_ee,
    code: 0x86_d2_c8,
    border: 0x6c_73_86,
    track: 0x54_5b_6e,
    heat: [0x5c_63_75, 0x3f_7d_5a, 0x55_9f_70, 0x74_c0_87, 0xa4_e2_a8],
};

/// For a dark background, in warm colours.
pub(super) const DARK_WARM: Palette = Palette {
    dim: 0xa8_a0_93,
    accent: 0xe8_b8_78,
    heading: 0xf0_d0_a0,
    right: 0xa8_c8_78,
    close: 0xe8_c8_60,
    wrong: 0xf2_90_80,
    hint: 0xd8_b0_d0,
    code: 0x90_c8_b0,
    border: 0x7a_72_66,
    track: 0x5e_57_4c,
    heat: [0x66_5e_52, 0x7d_6a_2f, 0xa6_8a_3a, 0xcf_ae_4e, 0xf0_d4_7a],
};

/// For a dark background, with a contrast of 7.
pub(super) const DARK_CONTRAST: Palette = Palette {
    dim: 0xd8_dc_e6,
    accent: 0x8f_d8_ff,
    heading: 0xff_ff_ff,
    right: 0x8c_ff_9c,
    close: 0xff_e0_66,
    wrong: 0xff_b8_b0,
    hint: 0xe6_d2_ff,
    code: 0x80_f4_e4,
    border: 0xb0_b6_c4,
    track: 0x8a_90_a0,
    heat: [0x8a_90_a0, 0x3f_a0_60, 0x60_c8_80, 0x90_f0_a8, 0xd8_ff_df],
};

/// For a light background.
pub(super) const LIGHT: Palette = Palette {
    dim: 0x58_5e_6c,
    accent: 0x17_57_a6,
    heading: 0x5a_35_8f,
    right: 0x1b_6e_38,
    close: 0x7d_52_00,
    wrong: 0xab_22_1b,
    hint: 0x66_3c_9c,
    code: 0x0a_62_5b,
    border: 0x8d_93_a0,
    track: 0xa9_ae_b9,
    heat: [0x9a_a0_ab, 0x7c_bb_8c, 0x4f_9b_66, 0x2d_7d_48, 0x13_5a_2e],
};

/// For a light background, in warm colours.
pub(super) const LIGHT_WARM: Palette = Palette {
    dim: 0x6a_5c_4a,
    accent: 0x8a_4a_00,
    heading: 0x7a_34_20,
    right: 0x3f_62_12,
    close: 0x7a_54_00,
    wrong: 0xa3_26_1b,
    hint: 0x6b_3a_78,
    code: 0x1f_5f_52,
    border: 0xa0_94_82,
    track: 0xb8_ad_9c,
    heat: [0xa8_9c_8a, 0xd8_b8_78, 0xc0_93_3e, 0x96_6a_17, 0x6a_48_06],
};

/// For a light background, with a contrast of 7.
pub(super) const LIGHT_CONTRAST: Palette = Palette {
    dim: 0x3a_3f_4a,
    accent: 0x00_3f_8a,
    heading: 0x2e_0f_5e,
    right: 0x00_4f_1e,
    close: 0x5a_39_00,
    wrong: 0x8a_0f_0a,
    hint: 0x48_20_7a,
    code: 0x00_46_3f,
    border: 0x5a_60_6c,
    track: 0x7c_82_8e,
    heat: [0x7c_82_8e, 0x5f_ae_74, 0x2f_8a_4c, 0x0f_64_30, 0x00_3f_18],
};

impl Palette {
    pub(super) fn theme(&self) -> Theme {
        Theme {
            text: Style::new(),
            dim: color(self.dim),
            accent: color(self.accent),
            heading: color(self.heading).add_modifier(Modifier::BOLD),
            right: color(self.right),
            close: color(self.close),
            wrong: color(self.wrong),
            selected: color(self.accent).add_modifier(Modifier::BOLD),
            key: color(self.accent),
            border: color(self.border),
            gauge: color(self.accent),
            track: color(self.track),
            heat: self.heat.map(color),
            code: color(self.code),
            drawn: color(self.code),
            hint: color(self.hint),
            italic: Modifier::ITALIC,
        }
    }
}

/// Text in a colour, `0xRR_GG_BB`.
fn color(rgb: u32) -> Style {
    Style::new().fg(Color::from_u32(rgb))
}

/// Sixteen colours: the terminal's owner chose them, so only their names are known here.
/// A `strong` one leaves nothing in grey.
pub(super) fn sixteen(light: bool, strong: bool) -> Theme {
    let dim = if strong { Style::new() } else { on(light, Color::Gray, Color::DarkGray) };
    let faint = on(light, Color::DarkGray, Color::Gray);
    let accent = on(light, Color::LightCyan, Color::Blue);
    let right = on(light, Color::LightGreen, Color::Green);
    Theme {
        text: Style::new(),
        dim,
        accent,
        heading: Style::new().add_modifier(Modifier::BOLD),
        right,
        close: on(light, Color::LightYellow, Color::Magenta),
        wrong: on(light, Color::LightRed, Color::Red),
        selected: accent.add_modifier(Modifier::BOLD),
        key: accent,
        border: if strong { dim } else { faint },
        gauge: accent,
        track: faint,
        heat: [dim, right.add_modifier(Modifier::DIM), right, right, right.add_modifier(Modifier::BOLD)],
        code: Style::new().fg(Color::Cyan),
        drawn: Style::new(),
        hint: on(light, Color::LightMagenta, Color::Magenta),
        italic: Modifier::ITALIC,
    }
}

/// Text in one colour of the terminal's owner on a dark background, and in another on a light one.
fn on(light: bool, dark: Color, bright: Color) -> Style {
    Style::new().fg(if light { bright } else { dark })
}

/// No colours at all.
pub(super) fn without_colours() -> Theme {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    let dim = plain.add_modifier(Modifier::DIM);
    Theme {
        text: plain,
        dim,
        accent: bold,
        heading: bold,
        right: bold,
        close: bold,
        wrong: bold,
        selected: bold,
        key: bold,
        border: dim,
        gauge: plain,
        track: dim,
        heat: [dim, dim, plain, plain, bold],
        code: bold,
        drawn: plain,
        hint: plain,
        italic: Modifier::UNDERLINED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(rgb: u32) -> f64 {
        let [_, red, green, blue] = rgb.to_be_bytes().map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(a: u32, b: u32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_colour_of_text_is_easy_to_read() {
        const BLACK: [u32; 2] = [0x00_00_00, 0x2e_34_40];
        const WHITE: [u32; 2] = [0xff_ff_ff, 0xfd_f6_e3];
        for (palette, grounds, least) in [
            (DARK, BLACK, 4.5),
            (DARK_WARM, BLACK, 4.5),
            (DARK_CONTRAST, BLACK, 7.0),
            (LIGHT, WHITE, 4.5),
            (LIGHT_WARM, WHITE, 4.5),
            (LIGHT_CONTRAST, WHITE, 7.0),
        ] {
            let Palette { dim, accent, heading, right, close, wrong, hint, code, .. } = palette;
            for ink in [dim, accent, heading, right, close, wrong, hint, code] {
                for ground in grounds {
                    let contrast = contrast(ink, ground);
                    assert!(contrast >= least, "#{ink:06x} on #{ground:06x} has only {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn no_theme_paints_the_background() {
        let palettes = [DARK, DARK_WARM, DARK_CONTRAST, LIGHT, LIGHT_WARM, LIGHT_CONTRAST];
        let few = [sixteen(false, false), sixteen(true, true), without_colours()];
        for theme in palettes.iter().map(Palette::theme).chain(few) {
            let Theme { text, dim, accent, heading, right, close, wrong, selected, .. } = theme;
            for style in [text, dim, accent, heading, right, close, wrong, selected] {
                assert_eq!(style.bg, None);
            }
        }
    }
}
