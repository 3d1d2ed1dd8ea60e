//! Gives a formula its value.

use std::cmp::Ordering;

use super::check::Node;
use super::syntax::Operator;
use super::value::{Computed, Fault, LONGEST_TEXT, Sort, Value, fault, too_large};

impl Node {
    /// Its value, where the names have `values`.
    pub(super) fn value(&self, values: &[Value]) -> Computed {
        let value = match self {
            Self::Constant(value) => return Ok(value.clone()),
            Self::Named(place) => {
                return values.get(*place).cloned().ok_or_else(|| Fault("a name has no value".to_owned()));
            }
            Self::List(members) => Value::List(all(members, values)?),
            Self::Call(function, arguments) => (function.run)(&all(arguments, values)?)?,
            Self::If(three) => {
                let [condition, one, other] = &**three;
                return if condition.truth(values)? { one } else { other }.value(values);
            }
            Self::Not(inner) => Value::Truth(!inner.truth(values)?),
            Self::Minus(inner) => Value::Whole(inner.whole(values)?.checked_neg().ok_or_else(too_large)?),
            Self::Binary(operator, two) => binary(*operator, two, values)?,
            Self::Read(sort, inner) => read(*sort, &inner.value(values)?)?,
            Self::Shown(inner) => Value::Text(inner.value(values)?.to_string()),
        };
        bounded(value)
    }

    /// Whether it is a division that does not come out even.
    pub(super) fn leaves_remainder(&self, values: &[Value]) -> bool {
        let Self::Binary(Operator::Over, two) = self else { return false };
        match [two[0].whole(values), two[1].whole(values)] {
            [Ok(number), Ok(by)] => number.checked_rem(by).is_some_and(|rest| rest != 0),
            _ => false,
        }
    }

    fn truth(&self, values: &[Value]) -> Result<bool, Fault> {
        Ok(self.value(values)? == Value::Truth(true))
    }

    fn whole(&self, values: &[Value]) -> Result<i128, Fault> {
        match self.value(values)? {
            Value::Whole(number) => Ok(number),
            other => fault(format!("`{other}` is no whole number")),
        }
    }
}

fn all(nodes: &[Node], values: &[Value]) -> Result<Vec<Value>, Fault> {
    nodes.iter().map(|node| node.value(values)).collect()
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

fn binary(operator: Operator, [left, right]: &[Node; 2], values: &[Value]) -> Computed {
    use Operator::{
        And, AtLeast, AtMost, Equal, Greater, Less, Minus, Modulo, Or, Over, Plus, Times, Unequal,
    };
    // What the left side decides is not computed on the right.
    match operator {
        And => return Ok(Value::Truth(left.truth(values)? && right.truth(values)?)),
        Or => return Ok(Value::Truth(left.truth(values)? || right.truth(values)?)),
        _ => {}
    }
    let (left, right) = (left.value(values)?, right.value(values)?);
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
                Over => whole(left.checked_div(right))?,
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
