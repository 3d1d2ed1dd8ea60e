//! Numbers with and without a unit.

use super::unit::Unit;

/// A number and the unit it was written with.
#[derive(Debug)]
pub(super) struct Number {
    /// As [`decimal`] writes it: equal numbers are equal texts, however many digits they have.
    value: String,
    unit: Option<Unit>,
    /// Whether the unit may as well be a part of a name, so that it cannot be left out: `2A` in hexadecimal, `4K`.
    is_whole: bool,
}

/// Signs that are units, or begin one.
const SIGNS: &str = "%‰°€$£¥¢";

/// What every standard of the 802 family begins with: their letters are no units.
const STANDARD: &str = "802.";

impl Number {
    /// Reads `1,024`, `-5`, `87.5 %`, `20 bytes`, `5 GHz`, `10-bit`, `€20`, `EUR 20`.
    pub(super) fn of(text: &str) -> Option<Self> {
        if let Some((unit, value)) = money(text) {
            return Some(Self { value: decimal(value)?, unit: Some(unit), is_whole: false });
        }
        let end = text.find(|c: char| c.is_alphabetic() || SIGNS.contains(c)).unwrap_or(text.len());
        let (value, unit) = text.split_at(end);
        if unit.is_empty() {
            return Some(Self { value: decimal(value.trim())?, unit: None, is_whole: false });
        }
        if value.starts_with(STANDARD) {
            return None;
        }
        let is_attached = value.ends_with(|c: char| c.is_ascii_digit());
        let is_name =
            |letter: &str| matches!(letter.as_bytes(), [c] if c.is_ascii_hexdigit() || b"GgKk".contains(c));
        let digits = value.trim_end().trim_end_matches('-').trim();
        Some(Self {
            value: decimal(digits)?,
            unit: Some(Unit::of(unit)?),
            is_whole: is_attached && is_name(unit),
        })
    }

    /// Whether both have the same value, whatever their units.
    pub(super) fn is_as_many(&self, other: &Self) -> bool {
        self.value == other.value
    }

    /// Whether `given` is this number. Its unit may be missing; one that this number does not have is wrong.
    pub(super) fn accepts(&self, given: &Self) -> bool {
        self.value == given.value && self.allows_unit_of(given)
    }

    /// Whether `given` is at most `tolerance` away from this number.
    pub(super) fn is_within(&self, tolerance: f64, given: &Self) -> bool {
        let (Ok(center), Ok(value)) = (self.value.parse::<f64>(), given.value.parse::<f64>()) else {
            return false;
        };
        // In binary, 0.4 is a little more than 0.1 away from 0.3.
        let rounding = 4.0 * f64::EPSILON * center.abs().max(value.abs());
        let distance = (center - value).abs();
        distance.is_finite() && distance <= tolerance + rounding && self.allows_unit_of(given)
    }

    /// The unit, where one is written.
    pub(super) fn unit(&self) -> Option<&Unit> {
        self.unit.as_ref()
    }

    /// This number with the unit of the one that is written after it, if it has none itself: `2.4` in `2.4 and 5 GHz`.
    #[must_use]
    pub(super) fn with_unit_of(self, next: &Self) -> Self {
        Self { unit: self.unit.or_else(|| next.unit.clone()), ..self }
    }

    fn allows_unit_of(&self, given: &Self) -> bool {
        match (&self.unit, &given.unit) {
            (_, None) => !self.is_whole,
            (None, Some(_)) => false,
            (Some(unit), Some(given)) => unit.accepts(given),
        }
    }
}

/// A sum with its currency before it, in three letters or a sign.
fn money(text: &str) -> Option<(Unit, &str)> {
    let end =
        text.find(|c: char| c.is_ascii_digit() || "+-.".contains(c)).filter(|end| (1..=4).contains(end))?;
    let unit = Unit::of(text[..end].trim_end()).filter(Unit::is_money)?;
    Some((unit, &text[end..]))
}

/// The shortest decimal for the number that `text` names: `1,024.50` and `01024.5` are both `1024.5`.
pub(super) fn decimal(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    // Most texts are no number, and that is seen at once.
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || b"., '".contains(&byte)) {
        return None;
    }
    let (whole, fraction) = match digits.split_once('.') {
        Some(parts) => parts,
        // A comma that cannot part thousands is a decimal comma: `87,5`.
        None if ungrouped(digits).is_none() => digits.split_once(',')?,
        None => (digits, ""),
    };
    let whole = if whole.is_empty() && !fraction.is_empty() { "0".to_owned() } else { ungrouped(whole)? };
    if !is_all_digits(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    Some(match (whole, fraction) {
        ("", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        ("", fraction) => format!("{sign}0.{fraction}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
    })
}

/// The digits of a whole number without what parts its thousands.
fn ungrouped(text: &str) -> Option<String> {
    let (first, rest) = text.split_at(text.find([',', ' ', '\'']).unwrap_or(text.len()));
    let groups: Vec<_> = rest.split([',', ' ', '\'']).skip(1).collect();
    let is_grouped =
        first.len() <= 3 && !first.starts_with('0') && groups.iter().all(|group| group.len() == 3);
    let is_whole = !first.is_empty() && (groups.is_empty() || is_grouped);
    Some(format!("{first}{}", groups.concat())).filter(|digits| is_whole && is_all_digits(digits))
}

fn is_all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
