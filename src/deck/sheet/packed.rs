//! Lines and parts as bytes of a fixed length, since a hundred thousand are read at each start.

use super::{KeyNumber, Line, Part};

/// Bytes of a line, and of a part.
const LINE: usize = 38;
const PART: usize = 10;

fn line_bytes(line: &Line) -> [u8; LINE] {
    let mut bytes = [0; LINE];
    bytes[..8].copy_from_slice(&line.number.0.to_le_bytes());
    let numbers = [line.end, line.part, line.at.0, line.at.1, line.tags, line.look_alikes, line.check];
    for (nth, number) in numbers.into_iter().enumerate() {
        bytes[8 + 4 * nth..][..4].copy_from_slice(&number.to_le_bytes());
    }
    bytes[36] = line.kind;
    bytes[37] = line.is_suspended.into();
    bytes
}

fn line(bytes: &[u8; LINE]) -> Line {
    // Each place is written out: a loop over them takes eight times as long.
    let (low, high) = (number(bytes, 0), number(bytes, 4));
    Line {
        number: KeyNumber(u64::from(low) | u64::from(high) << 32),
        end: number(bytes, 8),
        part: number(bytes, 12),
        at: (number(bytes, 16), number(bytes, 20)),
        tags: number(bytes, 24),
        look_alikes: number(bytes, 28),
        check: number(bytes, 32),
        kind: bytes[36],
        is_suspended: bytes[37] != 0,
    }
}

fn part_bytes(part: &Part) -> [u8; PART] {
    let mut bytes = [0; PART];
    bytes[..4].copy_from_slice(&part.start.to_le_bytes());
    bytes[4..8].copy_from_slice(&part.end.to_le_bytes());
    bytes[8..].copy_from_slice(&part.file.to_le_bytes());
    bytes
}

fn part(bytes: &[u8; PART]) -> Part {
    Part { file: u16::from_le_bytes([bytes[8], bytes[9]]), start: number(bytes, 0), end: number(bytes, 4) }
}

#[inline]
fn number(bytes: &[u8], start: usize) -> u32 {
    u32::from_le_bytes([bytes[start], bytes[start + 1], bytes[start + 2], bytes[start + 3]])
}

/// How serde stores a list of them.
macro_rules! list {
    ($name:ident, $item:ident, $read:ident, $write:ident) => {
        pub(super) mod $name {
            use serde::de::Error;
            use serde::{Deserialize, Deserializer, Serializer};

            use crate::deck::sheet::$item;

            pub(in crate::deck::sheet) fn serialize<S: Serializer>(
                all: &[$item],
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                let bytes: Vec<_> = all.iter().map(super::$write).collect();
                serializer.serialize_bytes(bytes.as_flattened())
            }

            pub(in crate::deck::sheet) fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Vec<$item>, D::Error> {
                let (all, rest) = <&[u8]>::deserialize(deserializer)?.as_chunks();
                if rest.is_empty() {
                    Ok(all.iter().map(super::$read).collect())
                } else {
                    Err(D::Error::custom("the bytes of a sheet are cut off"))
                }
            }
        }
    };
}

list!(lines, Line, line, line_bytes);
list!(parts, Part, part, part_bytes);
