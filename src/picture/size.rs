//! How large a picture says it is, read from its first bytes without decoding anything.

use image::ImageFormat;

use super::{MOST_BYTES, MOST_DOTS, Trouble, format};

/// Dots across and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// The size of the picture in the file `bytes`, before it is turned as its camera was held. It is an error if it has no dots, or
/// more than are shown.
pub fn size(bytes: &[u8]) -> Result<Size, Trouble> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Trouble::Heavy);
    }
    let size = match format(bytes).ok_or(Trouble::Unknown)? {
        ImageFormat::Png => of_png(bytes),
        ImageFormat::Gif => of_gif(bytes),
        _ => of_jpeg(bytes),
    };
    let size = size.filter(|size| size.width > 0 && size.height > 0).ok_or(Trouble::Damaged)?;
    let dots = u64::from(size.width) * u64::from(size.height);
    if dots > MOST_DOTS { Err(Trouble::Large(size)) } else { Ok(size) }
}

/// Width and height stand in the first chunk.
fn of_png(bytes: &[u8]) -> Option<Size> {
    let head = bytes.get(12..24).filter(|head| head.starts_with(b"IHDR"))?;
    let [width, height] = [4, 8].map(|at| number(head, at).map(u32::from_be_bytes));
    Some(Size { width: width?, height: height? })
}

/// Those of the whole canvas; no frame is larger.
fn of_gif(bytes: &[u8]) -> Option<Size> {
    let [width, height] = [6, 8].map(|at| number(bytes, at).map(u16::from_le_bytes));
    Some(Size { width: width?.into(), height: height?.into() })
}

/// Segment by segment to the one that begins a frame.
fn of_jpeg(bytes: &[u8]) -> Option<Size> {
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        match marker {
            // Filling before a marker, and markers without a segment.
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            // Every start of a frame; between them are tables.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let [width, height] = [7, 5].map(|behind| number(bytes, at + behind).map(u16::from_be_bytes));
                return Some(Size { width: width?.into(), height: height?.into() });
            }
            // The pixels, or the end: there is no frame before.
            0xd8..=0xda => return None,
            _ => at += 2 + usize::from(u16::from_be_bytes(number(bytes, at + 2)?)),
        }
    }
}

/// The bytes of the number at `at`.
fn number<const BYTES: usize>(bytes: &[u8], at: usize) -> Option<[u8; BYTES]> {
    bytes.get(at..)?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::samples;

    #[test]
    fn the_size_of_each_format_is_read_without_decoding() {
        for (name, bytes) in samples::all(300, 7) {
            let size = size(&bytes);
            assert_eq!(size, Ok(Size { width: 300, height: 7 }), "{name}");
        }
    }

    #[test]
    fn a_picture_without_dots_is_damaged() {
        assert_eq!(size(b"GIF89a\0\0\x05\0\0\0\0"), Err(Trouble::Damaged));
    }
}
