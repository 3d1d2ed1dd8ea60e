//! Gives a formula its value.

use std::cmp::Ordering;

use super::check::Node;
use super::syntax::Operator;
use super::value::{Computed, Fault, LONGEST_TEXT, Sort, Value, fault, too_large};
use super::watch::Given;

impl Node {
    /// Its value, where the names have those that are given.
    pub(super) fn value(&self, given: Given<'_>) -> Computed {
        let value = match self {
            Self::Constant(value) => return Ok(value.clone()),
            Self::Named(place) => {
                let value = given.values.get(*place);
                return value.cloned().ok_or_else(|| Fault("a name has no value".to_owned()));
            }
            Self::List(members) => Value::List(all(members, given)?),
            Self::Call(function, arguments) => (function.run)(&all(arguments, given)?)?,
            Self::If(three) => {
                let [condition, one, other] = &**three;
                return if condition.truth(given.unwatched())? { one } else { other }.value(given);
            }
            Self::Not(inner) => Value::Truth(!inner.truth(given)?),
            Self::Minus(inner) => Value::Whole(inner.whole(given)?.checked_neg().ok_or_else(too_large)?),
            Self::Binary(operator, two) => binary(*operator, two, given)?,
            Self::Read(sort, inner) => read(*sort, &inner.value(given)?)?,
            Self::Shown(inner) => Value::Text(inner.value(given)?.to_string()),
        };
        bounded(value)
    }

    fn truth(&self, given: Given<'_>) -> Result<bool, Fault> {
        Ok(self.value(given)? == Value::Truth(true))
    }

    fn whole(&self, given: Given<'_>) -> Result<i128, Fault> {
        match self.value(given)? {
            Value::Whole(number) => Ok(number),
            other => fault(format!("`{other}` is no whole number")),
        }
    }
}

fn all(nodes: &[Node], given: Given<'_>) -> Result<Vec<Value>, Fault> {
    nodes.iter().map(|node| node.value(given)).collect()
}

fn read(sort: Sort, value: &Value) -> Computed {
    match value {
        Value::Text(text) => sort.read(text),
        other => Ok(other.clone()),
    }
}

/// A value whose texts are not too long.
fn bounded(value: Value) -> Computed {
    match &value {
        Value::Text(text) if text.len() > LONGEST_TEXT => {
            fault(format!("a text becomes longer than {LONGEST_TEXT} bytes"))
        }
        _ => Ok(value),
    }
}

fn binary(operator: Operator, two: &[Node; 2], given: Given<'_>) -> Computed {
    use Operator::{
        And, AtLeast, AtMost, Equal, Greater, Less, Minus, Modulo, Or, Over, Plus, Times, Unequal,
    };
    let [left, right] = two;
    // What the left side decides is not computed on the right.
    match operator {
        And => return Ok(Value::Truth(left.truth(given)? && right.truth(given)?)),
        Or => return Ok(Value::Truth(left.truth(given)? || right.truth(given)?)),
        _ => {}
    }
    let inside = if operator.rounds_within(left) { given.unwatched() } else { given };
    let (left, right) = (left.value(inside)?, right.value(inside)?);
    Ok(match operator {
        Equal => Value::Truth(left == right),
        Unequal => Value::Truth(left != right),
        Less => Value::Truth(order(&left, &right).is_lt()),
        AtMost => Value::Truth(order(&left, &right).is_le()),
        Greater => Value::Truth(order(&left, &right).is_gt()),
        AtLeast => Value::Truth(order(&left, &right).is_ge()),
        Plus => match (left, right) {
            (Value::Whole(left), Value::Whole(right)) => whole(left.checked_add(right))?,
            (left, right) => Value::Text(format!("{left}{right}")),
        },
        Minus | Times | Over | Modulo => {
            let (Value::Whole(left), Value::Whole(right)) = (left, right) else {
                return fault("arithmetic takes whole numbers only");
            };
            match operator {
                Minus => whole(left.checked_sub(right))?,
                Times => whole(left.checked_mul(right))?,
                _ if right == 0 => return fault("a number is divided by 0"),
                Over => {
                    given.divided(two, left, right);
                    whole(left.checked_div_euclid(right))?
                }
                _ => whole(left.checked_rem_euclid(right))?,
            }
        }
        And | Or => Value::Truth(false),
    })
}

fn whole(number: Option<i128>) -> Computed {
    number.map(Value::Whole).ok_or_else(too_large)
}

/// The order of two values of one sort.
fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Whole(left), Value::Whole(right)) => left.cmp(right),
        (Value::Ipv4(left), Value::Ipv4(right)) => left.cmp(right),
        (Value::Ipv6(left), Value::Ipv6(right)) => left.cmp(right),
        (Value::Mac(left), Value::Mac(right)) => left.cmp(right),
        (left, right) => left.to_string().cmp(&right.to_string()),
    }
}
