//! Whole numbers, and the bases they are written in.

use super::{Function, GIVES_TEXT, GIVES_WHOLE, TEXT, Takes, WHOLE, text, whole, within};
use crate::formula::value::{Computed, Fault, Value, fault, shortened, too_large};

/// Digits that a number is filled up to at most.
const WIDEST: i128 = 128;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "bin",
        &[("n", Takes::Any), ("width", WHOLE)],
        GIVES_TEXT,
        "a number in binary, filled up with zeros to `width` digits; an IPv4 address octet by octet",
        ["bin(202, 10)", "0011001010"],
        binary,
    )
    .optional(),
    Function::new(
        "hex",
        &[("n", WHOLE), ("width", WHOLE)],
        GIVES_TEXT,
        "a number in hexadecimal with capital letters, filled up with zeros to `width` digits",
        ["hex(252)", "FC"],
        |values| Ok(Value::Text(format!("{:01$X}", natural(values)?, width(values)?))),
    )
    .optional(),
    Function::new(
        "dec",
        &[("text", TEXT)],
        GIVES_WHOLE,
        "the number that a text in hexadecimal (`0x…`) or binary (`0b…`) is",
        ["dec('0xFC')", "252"],
        |values| {
            let written = text(values, 0)?;
            match written.split_at_checked(2) {
                Some(("0x" | "0X", digits)) => read(digits, 16),
                Some(("0b" | "0B", digits)) => read(digits, 2),
                _ => read(written, 10),
            }
        },
    ),
    Function::new(
        "from_bin",
        &[("text", TEXT)],
        GIVES_WHOLE,
        "the number that binary digits are; spaces do not count",
        ["from_bin('1100 1010')", "202"],
        |values| read(text(values, 0)?, 2),
    ),
    Function::new(
        "from_hex",
        &[("text", TEXT)],
        GIVES_WHOLE,
        "the number that hexadecimal digits are",
        ["from_hex('FC')", "252"],
        |values| read(text(values, 0)?, 16),
    ),
    Function::new(
        "power",
        &[("base", WHOLE), ("exponent", WHOLE)],
        GIVES_WHOLE,
        "`base` to the power of `exponent`",
        ["power(2, 12)", "4096"],
        |values| {
            let exponent = within(values, 1, "an exponent", 0, 127)?;
            whole(values, 0)?.checked_pow(exponent).map(Value::Whole).ok_or_else(too_large)
        },
    ),
    Function::new(
        "bits_for",
        &[("n", WHOLE)],
        GIVES_WHOLE,
        "how many bits tell `n` things apart",
        ["bits_for(6)", "3"],
        |values| match whole(values, 0)? {
            number if number < 1 => fault(format!("{number} things need no bits")),
            number => Ok(Value::Whole(i128::from(128 - (number - 1).leading_zeros()))),
        },
    ),
    Function::new(
        "ones",
        &[("n", WHOLE)],
        GIVES_WHOLE,
        "how many ones a number has in binary",
        ["ones(202)", "4"],
        |values| Ok(Value::Whole(i128::from(natural(values)?.count_ones()))),
    ),
    Function::new(
        "times_in",
        &[("by", WHOLE), ("n", WHOLE)],
        GIVES_WHOLE,
        "how often `by` goes into `n` as a whole; what is left does not matter",
        ["times_in(30, 370)", "12"],
        |values| match (whole(values, 0)?, whole(values, 1)?) {
            (0, _) => fault("a number is divided by 0"),
            (by, number) => number.checked_div_euclid(by).map(Value::Whole).ok_or_else(too_large),
        },
    ),
    Function::new(
        "bits_and",
        &[("n", WHOLE), ("m", WHOLE)],
        GIVES_WHOLE,
        "the ones that both numbers have in binary",
        ["bits_and(12, 10)", "8"],
        |values| bit_by_bit(values, |one, other| one & other),
    ),
    Function::new(
        "bits_or",
        &[("n", WHOLE), ("m", WHOLE)],
        GIVES_WHOLE,
        "the ones that either number has in binary",
        ["bits_or(12, 10)", "14"],
        |values| bit_by_bit(values, |one, other| one | other),
    ),
    Function::new(
        "bits_xor",
        &[("n", WHOLE), ("m", WHOLE)],
        GIVES_WHOLE,
        "a one in each place where the numbers differ in binary; `ones(bits_xor(n, m))` counts them",
        ["bits_xor(12, 10)", "6"],
        |values| bit_by_bit(values, |one, other| one ^ other),
    ),
    Function::new(
        "min",
        &[("n", WHOLE)],
        GIVES_WHOLE,
        "the smallest of these numbers",
        ["min(24, 20, 27)", "20"],
        |values| extreme(values, i128::min),
    )
    .repeated(),
    Function::new(
        "max",
        &[("n", WHOLE)],
        GIVES_WHOLE,
        "the largest of these numbers",
        ["max(24, 20, 27)", "27"],
        |values| extreme(values, i128::max),
    )
    .repeated(),
    Function::new(
        "abs",
        &[("n", WHOLE)],
        GIVES_WHOLE,
        "the number without its sign",
        ["abs(20 - 24)", "4"],
        |values| whole(values, 0)?.checked_abs().map(Value::Whole).ok_or_else(too_large),
    ),
    Function::new(
        "number",
        &[("text", TEXT)],
        GIVES_WHOLE,
        "the whole number that a text is, such as a cell of a table",
        ["number('24') + 1", "25"],
        |values| crate::formula::Sort::Whole.read(text(values, 0)?),
    ),
    Function::new(
        "decimal",
        &[("n", WHOLE), ("places", WHOLE)],
        GIVES_TEXT,
        "a number with a point before its last `places` digits: tenths, cents, thousandths as they are read",
        ["decimal(1166, 1)", "116.6"],
        |values| Ok(Value::Text(decimal(whole(values, 0)?, within(values, 1, "a number of places", 0, 30)?))),
    ),
    Function::new(
        "grouped",
        &[("n", WHOLE)],
        GIVES_TEXT,
        "a number with a comma between thousands",
        ["grouped(16382)", "16,382"],
        |values| Ok(Value::Text(grouped(whole(values, 0)?))),
    ),
];

/// The first value, which is not negative.
fn natural(values: &[Value]) -> Result<u128, Fault> {
    let number = whole(values, 0)?;
    u128::try_from(number).map_err(|_| Fault(format!("{number} is negative")))
}

/// The second value, how many digits there are at least; 1 where there is none.
fn width(values: &[Value]) -> Result<usize, Fault> {
    if values.len() < 2 { Ok(1) } else { Ok(within(values, 1, "a width", 1, WIDEST)? as usize) }
}

fn binary(values: &[Value]) -> Computed {
    if let Some(Value::Ipv4(ip)) = values.first() {
        let octets: Vec<String> = ip.octets().iter().map(|octet| format!("{octet:08b}")).collect();
        return Ok(Value::Text(octets.join(".")));
    }
    Ok(Value::Text(format!("{:01$b}", natural(values)?, width(values)?)))
}

fn read(digits: &str, radix: u32) -> Computed {
    let tight: String = digits.chars().filter(|c| !matches!(c, ' ' | '_')).collect();
    let is_digits = !tight.is_empty() && tight.chars().all(|c| c.is_digit(radix));
    match i128::from_str_radix(&tight, radix) {
        Ok(number) if is_digits => Ok(Value::Whole(number)),
        _ => fault(format!("`{}` is no number of base {radix}", shortened(digits))),
    }
}

fn bit_by_bit(values: &[Value], joined: fn(i128, i128) -> i128) -> Computed {
    match (whole(values, 0)?, whole(values, 1)?) {
        (one, other) if one < 0 || other < 0 => fault(format!("{} is negative", one.min(other))),
        (one, other) => Ok(Value::Whole(joined(one, other))),
    }
}

fn extreme(values: &[Value], chosen: fn(i128, i128) -> i128) -> Computed {
    let mut best = whole(values, 0)?;
    for place in 1..values.len() {
        best = chosen(best, whole(values, place)?);
    }
    Ok(Value::Whole(best))
}

fn decimal(number: i128, places: u32) -> String {
    let places = places as usize;
    let (sign, digits) =
        (if number < 0 { "-" } else { "" }, format!("{:01$}", number.unsigned_abs(), places + 1));
    let (whole, rest) = digits.split_at(digits.len() - places);
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = if number < 0 { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
