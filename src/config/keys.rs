//! A learner's own keys, as they are written: which commands and keys there are, the front end knows.

use crate::source::{Code, Diagnostic, Located, Span, Value};

/// What a learner wants a command to be done by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyWish {
    /// The screen; `None` for every one that has the command.
    pub screen: Option<Located<String>>,
    /// The command.
    pub command: Located<String>,
    /// The names of the keys.
    pub keys: Vec<Located<String>>,
}

/// The wishes in a table: `undo = "z"`, or under the name of a screen.
pub(super) fn keys(value: &Value<'_>) -> Option<Vec<KeyWish>> {
    let mut wishes = Vec::new();
    collect(value, None, &mut wishes)?;
    Some(wishes)
}

/// What is wrong with wishes, whatever commands and keys there are.
pub(super) fn mistakes(wishes: &[KeyWish]) -> impl Iterator<Item = Diagnostic> {
    wishes.iter().filter(|wish| wish.keys.is_empty()).map(|wish| {
        let message = format!("`{}` has no key", wish.command.value);
        let help = "write a key such as `\"z\"` or `\"ctrl+n\"`, or a list of them";
        Diagnostic::error(Code::WRONG_TYPE, wish.command.span.clone(), message).help(help)
    })
}

fn collect(value: &Value<'_>, screen: Option<&Located<String>>, wishes: &mut Vec<KeyWish>) -> Option<()> {
    for (name, inner) in value.table()? {
        let inner = value.member(inner);
        let span = Span { range: name.span(), ..value.span() };
        let name = Located { value: name.get_ref().clone().into_owned(), span };
        if screen.is_none() && inner.table().is_some() {
            collect(&inner, Some(&name), wishes)?;
            continue;
        }
        let keys = match inner.list() {
            Some(items) => items.iter().filter_map(Value::text).collect(),
            None => inner.text().into_iter().collect(),
        };
        wishes.push(KeyWish { screen: screen.cloned(), command: name, keys });
    }
    Some(())
}
