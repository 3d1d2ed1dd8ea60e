//! Numbers with and without a unit.

/// A number and the unit it was written with.
#[derive(Debug)]
pub(super) struct Number {
    /// As [`decimal`] writes it: equal numbers are equal texts, however many digits they have.
    value: String,
    unit: Option<&'static str>,
}

/// Each unit with its spellings. Case tells units apart only where it was minded: `Mb` is megabits, `mb` is `MB`.
/// A word that is no unit makes words of the answer, so that `802.11n` and `3DES` are never mere numbers.
const UNITS: [&[&str]; 19] = [
    &["%", "percent", "per cent"],
    &["B", "byte", "bytes"],
    &["b", "bit", "bits"],
    &["KB", "kB", "kilobyte", "kilobytes"],
    &["MB", "megabyte", "megabytes"],
    &["GB", "gigabyte", "gigabytes"],
    &["TB", "terabyte", "terabytes"],
    &["KiB"],
    &["MiB"],
    &["GiB"],
    &["Kb", "Kbps", "Kbit/s", "Kb/s"],
    &["Mb", "Mbps", "Mbit/s", "Mb/s"],
    &["Gb", "Gbps", "Gbit/s", "Gb/s"],
    &["MHz"],
    &["GHz"],
    &["ms", "millisecond", "milliseconds"],
    &["s", "sec", "second", "seconds"],
    &["min", "minute", "minutes"],
    &["h", "hour", "hours"],
];

impl Number {
    /// Reads `1,024`, `-5`, `87.5 %`, `20 bytes`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let end = text.find(|c: char| c.is_alphabetic() || c == '%').unwrap_or(text.len());
        let (value, unit) = text.split_at(end);
        Some(Self {
            value: decimal(value.trim())?,
            unit: if unit.is_empty() { None } else { Some(read_unit(unit)?) },
        })
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

    fn allows_unit_of(&self, given: &Self) -> bool {
        given.unit.is_none() || given.unit == self.unit
    }
}

/// The shortest decimal for the number that `text` names: `1,024.50` and `01024.5` are both `1024.5`.
pub(super) fn decimal(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
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

fn read_unit(text: &str) -> Option<&'static str> {
    let spelled =
        |same: fn(&str, &str) -> bool| UNITS.iter().find(|unit| unit.iter().any(|word| same(word, text)));
    spelled(|word, text| word == text).or_else(|| spelled(str::eq_ignore_ascii_case)).map(|unit| unit[0])
}
