//! Texts and lists.

use super::{Function, GIVES_TEXT, GIVES_WHOLE, Gives, TEXT, Takes, WHOLE, list, text, whole, within};
use crate::formula::value::{Computed, LONGEST_TEXT, Value, fault};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "text",
        &[("value", TEXT)],
        GIVES_TEXT,
        "a value as the text it is shown as",
        ["text(24) == '24'", "yes"],
        |values| Ok(Value::Text(text(values, 0)?.to_owned())),
    ),
    Function::new(
        "len",
        &[("value", Takes::Any)],
        GIVES_WHOLE,
        "how many characters a text has, or members a list",
        ["len('11001010')", "8"],
        |values| {
            Ok(Value::Whole(match &values[0] {
                Value::List(members) => members.len() as i128,
                value => value.to_string().chars().count() as i128,
            }))
        },
    ),
    Function::new(
        "upper",
        &[("text", TEXT)],
        GIVES_TEXT,
        "a text in capital letters",
        ["upper('fe80::a')", "FE80::A"],
        |values| Ok(Value::Text(text(values, 0)?.to_uppercase())),
    ),
    Function::new(
        "lower",
        &[("text", TEXT)],
        GIVES_TEXT,
        "a text in small letters",
        ["lower('FC')", "fc"],
        |values| Ok(Value::Text(text(values, 0)?.to_lowercase())),
    ),
    Function::new(
        "pad",
        &[("text", TEXT), ("width", WHOLE), ("with", TEXT)],
        GIVES_TEXT,
        "a text filled up on the left to `width` characters: with zeros, or with another character",
        ["pad(7, 3)", "007"],
        pad,
    )
    .optional(),
    Function::new(
        "repeat",
        &[("text", TEXT), ("n", WHOLE)],
        GIVES_TEXT,
        "a text `n` times",
        ["repeat('1', 5)", "11111"],
        |values| {
            let (part, times) =
                (text(values, 0)?, within(values, 1, "`n` of `repeat`", 0, LONGEST_TEXT as i128)? as usize);
            if part.len().saturating_mul(times) > LONGEST_TEXT {
                return fault(format!("a text becomes longer than {LONGEST_TEXT} bytes"));
            }
            Ok(Value::Text(part.repeat(times)))
        },
    ),
    Function::new(
        "replace",
        &[("text", TEXT), ("old", TEXT), ("new", TEXT)],
        GIVES_TEXT,
        "a text with another part in the place of each `old`",
        ["replace('00:1a:2b', ':', '-')", "00-1a-2b"],
        replace,
    ),
    Function::new(
        "part",
        &[("text", TEXT), ("separator", TEXT), ("n", WHOLE)],
        GIVES_TEXT,
        "the part of a text at place `n`, from 1, where `separator` parts it",
        ["part('www.example.com', '.', 2)", "example"],
        |values| {
            let place = whole(values, 2)?;
            let mut parts = text(values, 0)?.split(text(values, 1)?);
            match usize::try_from(place).ok().and_then(|place| parts.nth(place.checked_sub(1)?)) {
                Some(part) => Ok(Value::Text(part.to_owned())),
                None => fault(format!("there is no part {place}")),
            }
        },
    ),
    Function::new(
        "join",
        &[("list", Takes::List), ("separator", TEXT)],
        GIVES_TEXT,
        "the members of a list with `separator` between them; a comma where there is none",
        ["join([10, 20, 30], ' and ')", "10 and 20 and 30"],
        |values| {
            let separator = if values.len() > 1 { text(values, 1)? } else { ", " };
            let members: Vec<String> = list(values, 0)?.iter().map(ToString::to_string).collect();
            Ok(Value::Text(members.join(separator)))
        },
    )
    .optional(),
    Function::new(
        "at",
        &[("list", Takes::List), ("n", WHOLE)],
        Gives::Member,
        "the member of a list at place `n`, from 1",
        ["at(['A', 'AAAA', 'MX'], 2)", "AAAA"],
        |values| {
            let (members, place) = (list(values, 0)?, whole(values, 1)?);
            let member = usize::try_from(place).ok().and_then(|place| members.get(place.checked_sub(1)?));
            match member {
                Some(member) => Ok(member.clone()),
                None => fault(format!("the list has no member {place}")),
            }
        },
    ),
];

fn pad(values: &[Value]) -> Computed {
    let (inner, width) = (text(values, 0)?, within(values, 1, "a width", 0, 128)? as usize);
    let filler = if values.len() > 2 { text(values, 2)? } else { "0" };
    if filler.chars().count() != 1 {
        return fault("a text is filled up with one character");
    }
    let missing = width.saturating_sub(inner.chars().count());
    Ok(Value::Text(format!("{}{inner}", filler.repeat(missing))))
}

fn replace(values: &[Value]) -> Computed {
    let (whole, old, new) = (text(values, 0)?, text(values, 1)?, text(values, 2)?);
    if old.is_empty() {
        return fault("the part that is replaced is empty");
    }
    // Not made before it is known how long it becomes.
    let longest = whole.len().saturating_add(whole.matches(old).count().saturating_mul(new.len()));
    if longest > 2 * LONGEST_TEXT {
        return fault(format!("a text becomes longer than {LONGEST_TEXT} bytes"));
    }
    Ok(Value::Text(whole.replace(old, new)))
}
