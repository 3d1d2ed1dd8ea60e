//! Finds out the sort of every part of a formula, and what is wrong with it before anything is computed.

use std::net::IpAddr;
use std::ops::Range;

use super::functions::{FUNCTIONS, Function, Gives, Takes};
use super::syntax::{Expression, Operator, What};
use super::value::{Sort, Value};
use super::{Mistake, MistakeKind, Scope};
use crate::source::did_you_mean;

/// Members of the longest list.
const MOST_MEMBERS: usize = 64;
/// Names that are listed where one is not known.
const MOST_LISTED: usize = 12;

/// A part of a formula whose sort is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Constant(Value),
    /// The value of the name at this place.
    Named(usize),
    List(Vec<Self>),
    Call(&'static Function, Vec<Self>),
    If(Box<[Self; 3]>),
    Not(Box<Self>),
    Minus(Box<Self>),
    Binary(Operator, Box<[Self; 2]>),
    /// A text that stands for a value of this sort.
    Read(Sort, Box<Self>),
    /// A value as the text it is shown as.
    Shown(Box<Self>),
}

impl Node {
    /// What it is made of.
    pub(super) fn parts(&self) -> &[Self] {
        match self {
            Self::Constant(_) | Self::Named(_) => &[],
            Self::List(nodes) | Self::Call(_, nodes) => nodes,
            Self::If(three) => &three[..],
            Self::Binary(_, two) => &two[..],
            Self::Not(inner) | Self::Minus(inner) | Self::Read(_, inner) | Self::Shown(inner) => {
                std::slice::from_ref(inner)
            }
        }
    }
}

type Checked = Result<(Node, Sort), Mistake>;

/// `expression` with its sort.
pub(super) fn checked(expression: Expression, scope: &Scope) -> Checked {
    let at = expression.at;
    match expression.what {
        What::Number(number) => Ok((Node::Constant(Value::Whole(number)), Sort::Whole)),
        What::Text(text) => Ok((Node::Constant(Value::Text(text)), Sort::Text)),
        What::Truth(truth) => Ok((Node::Constant(Value::Truth(truth)), Sort::Truth)),
        What::Name(name) => match scope.find(&name) {
            Some((place, sort)) => Ok((Node::Named(place), sort)),
            None => Err(unknown_name(&name, at, scope)),
        },
        What::List(members) => list(members, at, scope),
        What::Call(name, arguments) => call(&name, arguments, at, scope),
        What::If(three) => condition(*three, scope),
        What::Not(inner) => {
            let inner = of_sort(*inner, Sort::Truth, "`not`", scope)?;
            Ok((Node::Not(Box::new(inner)), Sort::Truth))
        }
        What::Minus(inner) => {
            let inner = of_sort(*inner, Sort::Whole, "`-`", scope)?;
            Ok((Node::Minus(Box::new(inner)), Sort::Whole))
        }
        What::Binary(operator, two) => binary(operator, *two, scope),
    }
}

fn unknown_name(name: &str, at: Range<usize>, scope: &Scope) -> Mistake {
    if let Some(place) = scope.place_later(name) {
        return declared_later(name, place, at);
    }
    let mistake = Mistake::new(MistakeKind::Name, at, format!("nothing here is called `{name}`"));
    if FUNCTIONS.iter().any(|function| function.name == name) {
        return mistake.help(format!("`{name}` is a function: write `{name}(…)`"));
    }
    if let Some(near) = meant(name, scope.names()) {
        return mistake.help(format!("did you mean `{near}`?"));
    }
    // Of a row, its columns are the names to choose from.
    let row = name.split_once('.').map_or_else(|| format!("{name}."), |(row, _)| format!("{row}."));
    let has_row = scope.names().any(|known| known.starts_with(&row));
    let known = scope.names().filter(|known| !has_row || known.starts_with(&row));
    let mut known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    if known.len() > MOST_LISTED {
        known.truncate(MOST_LISTED);
        known.push("…".to_owned());
    }
    let known = known.join(", ");
    mistake.help(match (has_row, known.is_empty()) {
        (true, _) => format!("its columns: {known}"),
        (false, true) => "names come from `draw` and `let`; a text stands in quotes: `'yes'`".to_owned(),
        (false, false) => format!("names: {known}; a text stands in quotes: `'yes'`"),
    })
}

/// The mistake of a name that is declared so many names further down.
fn declared_later(name: &str, place: usize, at: Range<usize>) -> Mistake {
    let (message, help) = if place == 0 {
        (
            format!("`{name}` is made of itself"),
            "a formula knows what stands before it, and not itself".to_owned(),
        )
    } else {
        let help = format!("write `{name}` first: a formula knows only what stands before it");
        (format!("`{name}` stands further down"), help)
    };
    Mistake::new(MistakeKind::Name, at, message).help(help)
}

/// The one of `known` that `name` is a slip of. Of one or two letters nothing can be told, and half another name is no slip.
fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = did_you_mean(name, known).filter(|_| name.chars().count() > 2)?;
    let most = (name.chars().count() / 4).max(1);
    (strsim::damerau_levenshtein(name, near) <= most).then_some(near)
}

fn wrong(at: Range<usize>, message: impl Into<String>) -> Mistake {
    Mistake::new(MistakeKind::Argument, at, message)
}

/// `expression`, which must be of `sort` for what `user` does with it.
fn of_sort(expression: Expression, sort: Sort, user: &str, scope: &Scope) -> Result<Node, Mistake> {
    let at = expression.at.clone();
    let (node, given) = checked(expression, scope)?;
    if given == sort {
        return Ok(node);
    }
    Err(wrong(at, format!("{user} takes {}, and this is {}", sort.name(), given.name())))
}

fn list(members: Vec<Expression>, at: Range<usize>, scope: &Scope) -> Checked {
    if members.is_empty() || members.len() > MOST_MEMBERS {
        return Err(wrong(at, format!("a list has from 1 to {MOST_MEMBERS} members")));
    }
    let mut nodes = Vec::with_capacity(members.len());
    let mut sort = None;
    for member in members {
        let place = member.at.clone();
        let (node, own) = checked(member, scope)?;
        let first = *sort.get_or_insert(own);
        if own != first || own.list().is_none() {
            return Err(wrong(place, format!("this is {}, and the list has {}", own.name(), first.name()))
                .help("the members of a list are of one sort"));
        }
        nodes.push(node);
    }
    let sort = sort.and_then(Sort::list).unwrap_or(Sort::List(&Sort::Text));
    Ok((Node::List(nodes), sort))
}

fn condition([condition, one, other]: [Expression; 3], scope: &Scope) -> Checked {
    let condition = of_sort(condition, Sort::Truth, "`if`", scope)?;
    let at = other.at.clone();
    let ((one, sort), (other, other_sort)) = (checked(one, scope)?, checked(other, scope)?);
    if sort == other_sort {
        return Ok((Node::If(Box::new([condition, one, other])), sort));
    }
    // A number or a text: what is shown is a text in both cases.
    if matches!(sort, Sort::List(_)) || matches!(other_sort, Sort::List(_)) {
        let message = format!("this is {}, and the other case {}", other_sort.name(), sort.name());
        return Err(wrong(at, message).help("both cases of an `if` are of one sort"));
    }
    Ok((Node::If(Box::new([condition, shown(one, sort), shown(other, other_sort)])), Sort::Text))
}

fn shown(node: Node, sort: Sort) -> Node {
    if sort == Sort::Text { node } else { Node::Shown(Box::new(node)) }
}

fn binary(operator: Operator, [left, right]: [Expression; 2], scope: &Scope) -> Checked {
    use Operator::{And, Equal, Minus, Modulo, Or, Over, Plus, Times, Unequal};
    let sign = match operator {
        And => "`and`",
        Or => "`or`",
        _ => "this sign",
    };
    if matches!(operator, And | Or) {
        let left = of_sort(left, Sort::Truth, sign, scope)?;
        let right = of_sort(right, Sort::Truth, sign, scope)?;
        return Ok((Node::Binary(operator, Box::new([left, right])), Sort::Truth));
    }
    let (before, at, whole) = (left.at.clone(), right.at.clone(), left.at.start..right.at.end);
    let ((mut left, mut left_sort), (mut right, mut right_sort)) =
        (checked(left, scope)?, checked(right, scope)?);
    // A text beside something else is read as what that is: `ip == '10.0.0.1'`.
    if left_sort != right_sort && operator != Plus {
        (left, left_sort) = alike(left, left_sort, right_sort, before, scope)?;
        (right, right_sort) = alike(right, right_sort, left_sort, at, scope)?;
    }
    if operator == Plus && (left_sort == Sort::Text || right_sort == Sort::Text) {
        doubt_joined([(&left, left_sort), (&right, right_sort)], whole, scope);
        let two = [shown(left, left_sort), shown(right, right_sort)];
        return Ok((Node::Binary(operator, Box::new(two)), Sort::Text));
    }
    if left_sort != right_sort {
        let message = format!("on the left stands {}, on the right {}", left_sort.name(), right_sort.name());
        // `1 < n < 3`
        let is_chain = operator.compares() && left_sort == Sort::Truth;
        return Err(wrong(whole, message).help(if is_chain {
            "one comparison after the other is joined by `and`: `1 < n and n < 3`"
        } else {
            "both sides of a sign are of one sort"
        }));
    }
    let counts = matches!(operator, Plus | Minus | Times | Over | Modulo);
    let compares_only = matches!(operator, Equal | Unequal);
    if counts && left_sort != Sort::Whole {
        let help = "an address that lies further on is `offset(ip, n)`; `number(…)` makes a number";
        return Err(
            wrong(whole, format!("arithmetic takes whole numbers only, not {}", left_sort.name())).help(help)
        );
    }
    if !counts && !compares_only && matches!(left_sort, Sort::Truth | Sort::List(_)) {
        return Err(wrong(whole, format!("{} is neither less nor more", left_sort.name())));
    }
    let sort = if counts { Sort::Whole } else { Sort::Truth };
    Ok((Node::Binary(operator, Box::new([left, right])), sort))
}

/// Tells where `+` joins numbers: one of `two` is a text that is a number now and then, and the other a number as well.
fn doubt_joined(two: [(&Node, Sort); 2], at: Range<usize>, scope: &Scope) {
    let texts = two.map(|(node, _)| scope.texts(node).filter(|texts| texts.has_numbers));
    let is_number = |side: usize| texts[side].is_some() || two[side].1 == Sort::Whole;
    let name =
        two.iter().zip(&texts).find(|(_, texts)| texts.is_some()).and_then(|((node, _), _)| scope.name(node));
    let odd = texts.iter().flatten().next().map(|texts| super::value::shortened(&texts.odd));
    if let (true, true, Some(name), Some(odd)) = (is_number(0), is_number(1), name, odd) {
        let message =
            format!("this joins texts and adds nothing: `{name}` can be `{odd}`, which is no whole number");
        let help = "let all its values be whole, in tenths perhaps, which `decimal(n, 1)` shows; to join, write `text(…)` around one side";
        scope.doubt(Mistake::new(MistakeKind::Joins, at, message).help(help));
    }
}

/// A text as `wanted`, where texts can stand for it; everything else as it is.
fn alike(node: Node, sort: Sort, wanted: Sort, at: Range<usize>, scope: &Scope) -> Checked {
    if sort != Sort::Text || !matches!(wanted, Sort::Whole | Sort::Ipv4 | Sort::Ipv6 | Sort::Mac) {
        return Ok((node, sort));
    }
    if let (Some(texts), Some(name), Sort::Whole) = (scope.texts(&node), scope.name(&node), wanted)
        && !texts.has_numbers
    {
        let message =
            format!("`{name}` is a text, such as `{}`, and no number", super::value::shortened(&texts.odd));
        return Err(wrong(at, message).help("let it be drawn from whole numbers alone, or leave it out here"));
    }
    match node {
        Node::Constant(Value::Text(text)) => match wanted.read(&text) {
            Ok(value) => Ok((Node::Constant(value), wanted)),
            Err(fault) => Err(wrong(at, fault.0)
                .help(format!("beside {} stands another one; a name stands without quotes", wanted.name()))),
        },
        node => Ok((Node::Read(wanted, Box::new(node)), wanted)),
    }
}

/// What is written in other languages, and what it is here.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (&["mod", "rem", "fmod"], "the remainder is `a % b`"),
    (&["round", "floor", "ceil", "trunc", "int", "div"], "numbers are whole, and `/` rounds down"),
    (&["random", "rand", "randint", "choice"], "numbers come from `draw`"),
    (&["sqrt", "root"], "there are no roots: draw the root, and square it with `power(n, 2)`"),
    (&["sqr", "square", "pow", "exp"], "a power is `power(n, 2)`"),
    (&["sum", "add"], "write `a + b`"),
    (&["str", "string"], "a value as a text is `text(n)`"),
    (&["format", "fixed"], "tenths are shown by `decimal(n, 1)`, leading zeros by `pad(n, 3)`"),
];

fn unknown_function(name: &str, at: Range<usize>) -> Mistake {
    let mistake = Mistake::new(MistakeKind::Function, at, format!("there is no function `{name}`"));
    if let Some((_, here)) = ELSEWHERE.iter().find(|(names, _)| names.contains(&name)) {
        return mistake.help(*here);
    }
    match meant(name, FUNCTIONS.iter().map(|function| function.name)) {
        Some(near) => mistake.help(format!("did you mean `{near}`?")),
        None => mistake.help("`examdrill explain functions` lists all functions"),
    }
}

fn call(name: &str, arguments: Vec<Expression>, at: Range<usize>, scope: &Scope) -> Checked {
    let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) else {
        return Err(unknown_function(name, at));
    };
    let count = arguments.len();
    if count < function.needed || (count > function.takes.len() && !function.repeats) || count > MOST_MEMBERS
    {
        let message = format!("`{name}` takes {}, and here are {count}", function.counted());
        return Err(wrong(at, message).help(format!("write `{}`", function.signature())));
    }
    let mut nodes = Vec::with_capacity(count);
    let (mut address, mut element) = (None, None);
    for (place, argument) in arguments.into_iter().enumerate() {
        let (parameter, takes) = function.parameter(place);
        let at = argument.at.clone();
        let (node, sort) = checked(argument, scope)?;
        let (node, sort) = taken(node, sort, takes, at.clone(), scope).ok_or_else(|| {
            let message =
                format!("`{parameter}` of `{name}` is {}, and this is {}", takes.name(), sort.name());
            wrong(at.clone(), message).help(format!("write `{}`", function.signature()))
        })??;
        if takes == Takes::Address && *address.get_or_insert(sort) != sort {
            return Err(wrong(at, format!("`{name}` takes addresses of one version, and these are of both")));
        }
        if let Sort::List(of) = sort {
            element = Some(*of);
        }
        nodes.push(node);
    }
    let sort = match function.gives {
        Gives::Sort(sort) => sort,
        Gives::Same => address.unwrap_or(Sort::Ipv4),
        Gives::Member => element.unwrap_or(Sort::Text),
    };
    Ok((Node::Call(function, nodes), sort))
}

/// `node` as a parameter takes it; `None` where it is of a sort that it does not take.
fn taken(node: Node, sort: Sort, takes: Takes, at: Range<usize>, scope: &Scope) -> Option<Checked> {
    let fits = match takes {
        Takes::Sort(wanted) if wanted == sort => true,
        Takes::Sort(Sort::Text) if !matches!(sort, Sort::List(_)) => {
            return Some(Ok((shown(node, sort), Sort::Text)));
        }
        Takes::Sort(wanted @ (Sort::Ipv4 | Sort::Ipv6 | Sort::Mac)) if sort == Sort::Text => {
            return Some(alike(node, sort, wanted, at, scope));
        }
        Takes::Address => matches!(sort, Sort::Ipv4 | Sort::Ipv6),
        Takes::List => matches!(sort, Sort::List(_)),
        Takes::Any => true,
        Takes::Sort(_) => false,
    };
    if let (Takes::Address, Node::Constant(Value::Text(text))) = (takes, &node) {
        let Ok(ip) = text.trim().parse::<IpAddr>() else {
            let message = format!("`{}` is no IPv4 or IPv6 address", super::value::shortened(text));
            return Some(Err(wrong(at, message).help("write it as `'10.0.0.1'` or `'2001:db8::1'`")));
        };
        let value = Value::from(ip);
        let sort = value.sort();
        return Some(Ok((Node::Constant(value), sort)));
    }
    fits.then_some(Ok((node, sort)))
}
