//! What is in a file of another program: bytes, or text in one of several encodings.

use std::cell::OnceCell;

/// The bytes of a file, and the text that they are, made when it is asked for.
#[derive(Debug)]
pub struct Content<'a> {
    bytes: &'a [u8],
    /// The text, and how many stretches of the bytes were none.
    text: OnceCell<(String, usize)>,
}

impl<'a> Content<'a> {
    /// A file, or its beginning.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, text: OnceCell::new() }
    }

    /// The bytes.
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text: UTF-8, or UTF-16 with its mark. Lines end with `\n`, and what is no text is replaced.
    pub fn text(&self) -> &str {
        &self.text.get_or_init(|| text(self.bytes)).0
    }

    /// How many stretches of bytes were replaced; none where nobody asked for the text.
    pub(super) fn broken(&self) -> usize {
        self.text.get().map_or(0, |(_, broken)| *broken)
    }
}

fn text(bytes: &[u8]) -> (String, usize) {
    let (text, broken): (String, usize) = match bytes {
        [0xff, 0xfe, wide @ ..] => (decoded(wide, u16::from_le_bytes), 0),
        [0xfe, 0xff, wide @ ..] => (decoded(wide, u16::from_be_bytes), 0),
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
            (String::from_utf8_lossy(bytes).into_owned(), broken)
        }
    };
    if text.contains('\r') {
        return (text.replace("\r\n", "\n").replace('\r', "\n"), broken);
    }
    (text, broken)
}

fn decoded(wide: &[u8], order: fn([u8; 2]) -> u16) -> String {
    let units = wide.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_each_encoding_and_only_when_it_is_asked_for() {
        let wide =
            |order: fn(u16) -> [u8; 2]| "\u{feff}ä\r\nb".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for bytes in [wide(u16::to_le_bytes), wide(u16::to_be_bytes), "\u{feff}ä\rb".into(), "ä\nb".into()]
        {
            assert_eq!(Content::new(&bytes).text(), "ä\nb");
        }
        let broken = Content::new(b"caf\xe9 \xff\xff");
        assert_eq!((broken.bytes().len(), broken.broken()), (7, 0));
        assert_eq!((broken.text(), broken.broken()), ("caf\u{fffd} \u{fffd}\u{fffd}", 3));
    }
}
