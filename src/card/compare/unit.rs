//! Units: those of the SI with their prefixes, those of data, and some more that exams ask for.
//!
//! A unit written out equals its symbol. The case of a letter counts where it tells two units apart: `mW` is not `MW`,
//! `Mb` is not `MB`. Where it tells nothing apart it does not matter: `5 ghz`, `10 KM`.

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// The name of its base in the table.
    base: &'static str,
    /// The symbol of its prefix; empty for none.
    prefix: &'static str,
    /// 2 for squares, 3 for cubes.
    power: u8,
    /// What it is counted for each of: seconds, hours, cubic metres.
    per: Option<Box<Self>>,
    /// Whether it was written without minding the case, so that it may mean bits or bytes: `8 gb`.
    is_bit_or_byte: bool,
}

/// A unit without its prefix.
struct Base {
    name: &'static str,
    /// In the right case. One that means something only behind a prefix stands in `name` alone.
    symbols: &'static [&'static str],
    /// Small, without blanks, in the singular; and the plurals that are more than an `s`.
    words: &'static [&'static str],
    /// The prefixes in use. Others are known in words only.
    prefixes: &'static [&'static str],
}

const fn base(
    name: &'static str,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
    prefixes: &'static [&'static str],
) -> Base {
    Base { name, symbols, words, prefixes }
}

const DATA: &[&str] = &["k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const PARTS: &[&str] = &["m", "μ", "n", "p"];
const LARGE: &[&str] = &["k", "M", "G"];
const ALL: &[&str] = &["m", "k", "M", "G", "μ", "n"];

/// All units. A word that is none of them makes words of the answer, so that `5e` and `3DES` are never mere numbers.
const BASES: &[Base] = &[
    base("%", &["%"], &["percent", "pct"], &[]),
    base("b", &["b"], &["bit"], DATA),
    base("B", &["B"], &["byte", "octet"], DATA),
    base("m", &["m"], &["metre", "meter"], &["k", "d", "c", "m", "μ", "n"]),
    base("g", &["g"], &["gram", "gramme"], &["k", "m", "μ"]),
    base("l", &["l", "L"], &["litre", "liter"], &["c", "m"]),
    base("Hz", &["Hz"], &["hertz"], &["k", "M", "G", "T"]),
    base("W", &["W"], &["watt"], ALL),
    base("Wh", &["Wh"], &["watthour"], LARGE),
    base("V", &["V"], &["volt"], ALL),
    base("VA", &["VA"], &["voltampere", "voltamp"], LARGE),
    base("A", &["A"], &["ampere", "amp", "ampère"], ALL),
    base("Ah", &["Ah"], &["amperehour", "amphour"], &["m"]),
    base("Ω", &["Ω"], &["ohm"], &["k", "M", "m", "G"]),
    base("J", &["J"], &["joule"], LARGE),
    base("N", &["N"], &["newton"], LARGE),
    base("Pa", &["Pa"], &["pascal"], &["h", "k", "M"]),
    base("F", &[], &["farad"], PARTS),
    base("H", &[], &["henry", "henries"], PARTS),
    base("K", &["K"], &["kelvin"], &[]),
    base("lm", &["lm"], &["lumen"], &[]),
    base("lx", &["lx"], &["lux"], &[]),
    base("dB", &["dB"], &["decibel"], &[]),
    base("dBm", &["dBm"], &["decibelmilliwatt"], &[]),
    base("dBi", &["dBi"], &["decibelisotropic"], &[]),
    base(
        "°C",
        &["°C", "C"],
        &["celsius", "degreecelsius", "degreescelsius", "degreec", "degreesc", "degc", "centigrade"],
        &[],
    ),
    base(
        "°F",
        &["°F", "F"],
        &["fahrenheit", "degreefahrenheit", "degreesfahrenheit", "degreef", "degreesf", "degf"],
        &[],
    ),
    base("°", &["°"], &["degree", "deg"], &[]),
    base("s", &["s"], &["second", "sec"], PARTS),
    base("min", &["min"], &["minute", "min"], &[]),
    base("h", &["h"], &["hour", "hr"], &[]),
    base("d", &["d"], &["day"], &[]),
    base("week", &[], &["week", "wk"], &[]),
    base("month", &[], &["month"], &[]),
    base("year", &[], &["year", "yr"], &[]),
    base("rpm", &["rpm"], &["revolutionperminute", "revolutionsperminute"], &[]),
    base("in", &["in"], &["inch", "inches"], &[]),
    base("ft", &["ft"], &["foot", "feet"], &[]),
    base("yd", &["yd"], &["yard"], &[]),
    base("mi", &["mi"], &["mile"], &[]),
    base("oz", &["oz"], &["ounce"], &[]),
    base("lb", &["lb"], &["lb"], &[]),
    base("pound", &[], &["pound"], &[]),
    base("t", &["t"], &["tonne", "metricton"], &["k", "M"]),
    base("bar", &["bar"], &["bar"], &["m"]),
    base("mol", &["mol"], &["mole"], &["k", "m", "μ"]),
    base("cal", &["cal"], &["calorie"], &["k"]),
    base("eV", &["eV"], &["electronvolt"], LARGE),
    base("T", &["T"], &["tesla"], &["m", "μ", "n"]),
    base("‰", &["‰"], &["permille", "permil"], &[]),
    base("ppm", &["ppm"], &["partspermillion", "partpermillion"], &[]),
    base("€", &["€", "EUR"], &["euro"], &[]),
    base("$", &["$", "USD"], &["dollar"], &[]),
    base("£", &["£", "GBP"], &["poundsterling", "poundssterling"], &[]),
    base("¥", &["¥", "JPY"], &["yen"], &[]),
    base("CHF", &["CHF"], &["franc", "swissfranc"], &[]),
    base("¢", &["¢", "ct"], &["cent"], &[]),
];

/// Those that have squares and cubes; the square of a second is for what is counted for each.
const LENGTHS: [&str; 6] = ["m", "in", "ft", "yd", "mi", "s"];
/// How squares and cubes are written, before the unit or behind it; `²` comes as `^2`.
const POWERS: [(u8, &[&str], &[&str]); 2] =
    [(2, &["square", "sq"], &["^2", "2", "squared"]), (3, &["cubic", "cu"], &["^3", "3", "cubed"])];
/// Rates that have short names of their own.
const RATES: [(&str, &str); 4] = [("mph", "mi/h"), ("kmh", "km/h"), ("kph", "km/h"), ("kmph", "km/h")];
/// Words for one of two units, and what may be meant.
const EITHER: [(&str, &[&str]); 2] = [("°", &["°C", "°F"]), ("pound", &["lb", "£"])];

/// Each prefix: its symbol, another way to type that, and its names.
const PREFIXES: [(&str, &str, &[&str]); 19] = [
    ("Ki", "Ki", &["kibi"]),
    ("Mi", "Mi", &["mebi"]),
    ("Gi", "Gi", &["gibi"]),
    ("Ti", "Ti", &["tebi"]),
    ("Pi", "Pi", &["pebi"]),
    ("Ei", "Ei", &["exbi"]),
    ("E", "E", &["exa"]),
    ("P", "P", &["peta"]),
    ("T", "T", &["tera"]),
    ("G", "G", &["giga"]),
    // The vowel of `megohm` and `kilohm` is dropped.
    ("M", "M", &["mega", "meg"]),
    ("k", "k", &["kilo", "kil"]),
    ("h", "h", &["hecto"]),
    ("d", "d", &["deci"]),
    ("c", "c", &["centi"]),
    ("m", "m", &["milli"]),
    ("μ", "u", &["micro"]),
    ("n", "n", &["nano"]),
    ("p", "p", &["pico"]),
];

/// How bits and bytes alone are written per second: `ps` by itself is a picosecond.
const DATA_PER_SECOND: &str = "ps";

/// The names of all units, without those that only stand behind a prefix or for one of two others.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    BASES.iter().filter(|base| !base.symbols.is_empty()).map(|base| base.name)
}

impl Unit {
    /// Reads `GHz`, `gigahertz`, `Mbit/s`, `megabits per second`, `°C`, `degrees Celsius`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        raised(&text).or_else(|| rate(&text))
    }

    /// Whether `given` names this unit. Of data, the time they take may be left out, and people add it where they were
    /// asked for `10 Gb` of a link. Degrees alone may be those of any scale, and pounds weight or money.
    pub(super) fn accepts(&self, given: &Self) -> bool {
        let is_unminded = (self.is_bit_or_byte || given.is_bit_or_byte) && self.is_data() && given.is_data();
        let can_be = |word: &str, unit: &str| {
            EITHER.iter().any(|(either, units)| *either == word && units.contains(&unit))
        };
        let is_either =
            can_be(given.base, self.base) || self.base == "pound" && can_be(self.base, given.base);
        let is_base = self.base == given.base || is_unminded || is_either;
        let is_rate_free =
            self.is_data() && (self.is_per_second() || self.base == "b" && !self.prefix.is_empty());
        let is_rate = self.per == given.per
            || is_rate_free && [self, given].iter().all(|unit| unit.per.is_none() || unit.is_per_second());
        is_base && self.prefix == given.prefix && self.power == given.power && is_rate
    }

    /// Whether it is a currency.
    pub(super) fn is_money(&self) -> bool {
        ["€", "$", "£", "¥", "CHF"].contains(&self.base)
    }

    fn is_data(&self) -> bool {
        is_data(self.base)
    }

    fn is_per_second(&self) -> bool {
        self.per.as_ref().is_some_and(|per| per.base == "s" && per.prefix.is_empty() && per.power == 1)
    }
}

fn is_data(base: &str) -> bool {
    matches!(base, "b" | "B")
}

fn unit(base: &Base, prefix: &'static str) -> Unit {
    Unit { base: base.name, prefix, power: 1, per: None, is_bit_or_byte: false }
}

/// A unit for each of another: `Mbit/s`, `metres per second`, `g/cm^3`.
fn rate(text: &str) -> Option<Unit> {
    let small = text.to_ascii_lowercase();
    if let Some((_, written)) = RATES.iter().find(|(name, _)| *name == small) {
        return rate(written);
    }
    let (slash, per) = (small.rfind('/'), small.rfind("per"));
    if let Some((end, start)) = slash.map(|at| (at, at + 1)).or_else(|| per.map(|at| (at, at + 3))) {
        let (unit, per) = (raised(&text[..end])?, raised(&text[start..])?);
        return Some(Unit { per: Some(Box::new(per)), is_bit_or_byte: false, ..unit });
    }
    let length = small.strip_suffix(DATA_PER_SECOND)?.len();
    // All in capitals, the case was not minded.
    let is_loud = text.ends_with("PS");
    let unit = simple(if is_loud { &small[..length] } else { &text[..length] }).filter(Unit::is_data)?;
    Some(Unit { per: simple("s").map(Box::new), is_bit_or_byte: is_loud, ..unit })
}

/// A unit, or its square or cube: `m^2`, `cm3`, `square feet`.
fn raised(text: &str) -> Option<Unit> {
    let small = text.to_ascii_lowercase();
    let length = |text: &str| simple(text).filter(|unit| LENGTHS.contains(&unit.base));
    let power = POWERS.iter().find_map(|(power, before, behind)| {
        let start =
            before.iter().find_map(|word| length(&text[text.len() - small.strip_prefix(word)?.len()..]));
        let end = || behind.iter().find_map(|word| length(&text[..small.strip_suffix(word)?.len()]));
        start.or_else(end).map(|unit| Unit { power: *power, ..unit })
    });
    power.or_else(|| simple(text))
}

/// A unit without a time, written without blanks.
fn simple(text: &str) -> Option<Unit> {
    symbol(text).or_else(|| word(text)).or_else(|| symbol_in_wrong_case(text))
}

/// A symbol in its right case.
fn symbol(text: &str) -> Option<Unit> {
    if let Some(base) = BASES.iter().find(|base| base.symbols.contains(&text)) {
        return Some(unit(base, ""));
    }
    PREFIXES.iter().find_map(|&(prefix, typed, _)| {
        let rest = text.strip_prefix(prefix).or_else(|| text.strip_prefix(typed));
        // Nobody minds that the prefix of a kilobyte is a small letter.
        let rest = rest.or_else(|| text.strip_prefix('K').filter(|rest| prefix == "k" && is_data(rest)))?;
        let is_it = |base: &&Base| base.name == rest || base.symbols.contains(&rest);
        BASES.iter().find(is_it).filter(|base| can_have(base, prefix)).map(|base| unit(base, prefix))
    })
}

/// Whether the symbol of `base` may stand behind that of `prefix`. What tells `m` from `M` is known also where only one
/// of them is in use.
fn can_have(base: &Base, prefix: &str) -> bool {
    let is_told_apart = matches!(prefix, "m" | "M") && !base.prefixes.is_empty() && !is_data(base.name);
    base.prefixes.contains(&prefix) || is_told_apart
}

/// A unit written out, and a prefix before it: `gigahertz`, `Mbit`.
fn word(text: &str) -> Option<Unit> {
    let small = text.to_lowercase();
    if let Some(base) = base_named(&small) {
        return Some(unit(base, ""));
    }
    PREFIXES.iter().find_map(|&(prefix, typed, names)| {
        let is_binary = prefix.ends_with('i');
        if let Some(base) = names.iter().find_map(|name| base_named(small.strip_prefix(name)?)) {
            let is_possible = if is_data(base.name) { DATA.contains(&prefix) } else { !is_binary };
            return (is_possible && !base.prefixes.is_empty()).then(|| unit(base, prefix));
        }
        // Half written out. No other units are: `mmeter` is a slip.
        let base = match text.strip_prefix(prefix).or_else(|| text.strip_prefix(typed)) {
            Some(rest) => base_named(&rest.to_lowercase())
                .filter(|base| is_data(base.name) || matches!(base.name, "Ω" | "s")),
            None => base_named(small.strip_prefix(&prefix.to_lowercase())?).filter(|base| is_data(base.name)),
        }?;
        can_have(base, prefix).then(|| unit(base, prefix))
    })
}

/// The unit without a prefix that `word`, which is small, names in one or several: `metre`, `metres`.
fn base_named(word: &str) -> Option<&'static Base> {
    let one = word.strip_suffix('s').unwrap_or(word);
    BASES.iter().find(|base| base.words.contains(&word) || base.words.contains(&one))
}

/// A symbol in which the case was not minded, read as what is in use: there is no `mhz` but `MHz`.
fn symbol_in_wrong_case(text: &str) -> Option<Unit> {
    let small = text.to_lowercase();
    let same = |symbol: &&&str| symbol.to_lowercase() == small;
    // A single letter in another case is another unit, or a prefix without one.
    let alone = BASES.iter().find(|base| base.symbols.iter().any(|symbol| same(&symbol)));
    if let Some(base) = alone.filter(|base| !matches!(base.name, "m" | "b" | "B")) {
        return Some(unit(base, ""));
    }
    PREFIXES.iter().find_map(|&(prefix, ..)| {
        let rest = small.strip_prefix(&prefix.to_lowercase())?;
        if rest == "b" {
            let base = if text.ends_with('B') { "B" } else { "b" };
            let base = BASES.iter().find(|known| known.name == base && takes(known, prefix, text))?;
            return Some(Unit { is_bit_or_byte: text == small, ..unit(base, prefix) });
        }
        let base = BASES.iter().find(|base| base.name.to_lowercase() == rest && takes(base, prefix, text));
        base.map(|base| unit(base, prefix))
    })
}

/// Whether `base` has `prefix`. Where it has both milli and mega, the case of `text` tells which of them was meant.
fn takes(base: &Base, prefix: &str, text: &str) -> bool {
    let is_told_apart = base.prefixes.contains(&"m") && base.prefixes.contains(&"M");
    base.prefixes.contains(&prefix)
        && (!is_told_apart || !matches!(prefix, "m" | "M") || text.starts_with(prefix))
}
