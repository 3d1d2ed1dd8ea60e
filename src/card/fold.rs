//! Text without the differences that do not count where texts are compared or searched: case, and accents where asked for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` without the difference of capital and small letters, in every script.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Small letters first, since `ẞ` has no capitals; then by way of capitals, since `ß` and `ς` have no small letter of
    // their own there. Normalised again, because changing the case can take letters apart.
    let small = text.nfkc().flat_map(char::to_lowercase);
    let folded = small.flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    without_dots_on_i(folded.nfd()).nfkc().collect()
}

/// `text` without accents and strokes: `Kobenhavn` for `København`. Letters that are no accent's bearer stay.
pub(super) fn without_accents(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_accent(c)) {
        match plain(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
    }
    out.nfc().collect()
}

/// The letter without the stroke that is a part of it.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'ı' => "i",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        _ => return None,
    })
}

/// Small letters without the dot that the capital `İ` leaves above its `i`: that letter has one anyway.
fn without_dots_on_i(letters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    const DOT: char = '\u{307}';
    let mut bears_dot = false;
    letters.filter(move |&letter| {
        let is_second = bears_dot && letter == DOT;
        bears_dot = letter == 'i' || bears_dot && is_combining_mark(letter);
        !is_second
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_differs_from_its_capital_or_its_small_form() {
        for letter in (char::MIN..=char::MAX).filter(|c| c.is_alphabetic()) {
            let same = folded(&letter.to_string());
            assert_eq!(folded(&letter.to_uppercase().collect::<String>()), same, "{letter:?}");
            assert_eq!(folded(&letter.to_lowercase().collect::<String>()), same, "{letter:?}");
            assert_eq!(folded(&same), same, "{letter:?}");
        }
    }

    #[test]
    fn letters_whose_other_case_is_two_letters_are_the_same() {
        for (left, right) in [
            ("İstanbul", "istanbul"),
            ("I\u{307}stanbul", "ISTANBUL"),
            ("DİYARBAKIR", "diyarbakır"),
            ("STRAẞE", "strasse"),
            ("Straße", "STRASSE"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("ﬁn", "FIN"),
        ] {
            assert_eq!(folded(left), folded(right));
        }
        assert_ne!(folded("ż"), folded("z"), "a dot on another letter tells it apart");
    }

    #[test]
    fn without_accents_only_the_letters_are_left() {
        for (written, plain) in
            [("Kraków", "Krakow"), ("København", "Kobenhavn"), ("Łódź", "Lodz"), ("Ἀθῆναι", "Αθηναι")]
        {
            assert_eq!(without_accents(written), plain);
        }
        assert_eq!(
            without_accents("がぎ 한글 हिन्दी"),
            "がぎ 한글 हिन्दी",
            "marks of other scripts are letters"
        );
    }
}
