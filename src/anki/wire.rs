//! The wire format of Protocol Buffers, as far as Anki's tables and lists of media need it.

/// The value of a field as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    /// A number of variable length.
    Number(u64),
    /// Eight bytes.
    Long(u64),
    /// Four bytes.
    Short(u32),
    /// A text, a message or a list of numbers.
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> {
    /// The number; 0 for what is none.
    pub(super) const fn number(self) -> i64 {
        match self {
            Self::Number(number) | Self::Long(number) => number.cast_signed(),
            Self::Short(number) => number as i64,
            Self::Bytes(_) => 0,
        }
    }

    /// The bytes; none of what has none.
    pub(super) const fn bytes(self) -> &'a [u8] {
        if let Self::Bytes(bytes) = self { bytes } else { &[] }
    }

    /// The text, with what is no text replaced.
    pub(super) fn text(self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }

    /// Numbers with a point that lie one behind the other, or the only one.
    pub(super) fn floats(self) -> Vec<f32> {
        match self {
            Self::Short(bits) => vec![f32::from_bits(bits)],
            other => other.bytes().as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect(),
        }
    }
}

/// The fields of a message in their order: number and value. It ends where what follows is no field.
#[derive(Debug, Clone)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) const fn of(message: &'a [u8]) -> Self {
        Self { rest: message }
    }

    /// The last value of the field of that number.
    pub(super) fn value(&self, number: u64) -> Option<Value<'a>> {
        self.clone().filter(|(found, _)| *found == number).last().map(|(_, value)| value)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn variable(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..10 {
            let byte = *self.take(1)?.first()?;
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let tag = self.variable()?;
        let value = match tag & 7 {
            0 => Value::Number(self.variable()?),
            1 => Value::Long(u64::from_le_bytes(*self.take(8)?.first_chunk()?)),
            2 => {
                let length = usize::try_from(self.variable()?).ok()?;
                Value::Bytes(self.take(length)?)
            }
            5 => Value::Short(u32::from_le_bytes(*self.take(4)?.first_chunk()?)),
            _ => return None,
        };
        Some((tag >> 3, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_their_order_and_what_is_none_ends_them() {
        let message = [0x08, 0x96, 0x01, 0x12, 2, b'h', b'i', 0x1d, 0, 0, 0x80, 0x3f, 0x22, 9, 1];
        let fields: Vec<_> = Fields::of(&message).collect();
        assert_eq!(
            fields,
            [(1, Value::Number(150)), (2, Value::Bytes(b"hi")), (3, Value::Short(0x3f80_0000))]
        );
        assert_eq!(fields[2].1.floats(), [1.0]);
        assert_eq!(Fields::of(&message).value(2).map(Value::text).as_deref(), Some("hi"));
    }

    #[test]
    fn a_negative_number_is_one() {
        let message = [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
        assert_eq!(Fields::of(&message).value(1).map(Value::number), Some(-1));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(bytes: Vec<u8>) {
            proptest::prop_assert!(Fields::of(&bytes).count() <= bytes.len());
        }
    }
}
