//! Pictures in cards: which names one may have, how large it is, and its pixels. Files are opened elsewhere.
//!
//! Whoever hands a deck on may put any bytes beside it, so the size that a file claims is read and judged before a decoder
//! sees it, and the decoder has a limit of its own.

mod name;
mod size;

#[cfg(test)]
pub mod samples;

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb};

pub use image::RgbImage;

pub use name::{BadName, MEDIA, folder_of, is_media, is_picture, local};
pub use size::{Size, size};

/// Bytes of a picture file, at most.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// Dots of a picture, at most: those of a camera of 40 megapixels.
pub const MOST_DOTS: u64 = 40_000_000;
/// Bytes that a decoder may take.
const MOST_MEMORY: u64 = 384 * 1024 * 1024;

/// Why a picture is not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Its name cannot be that of a picture.
    #[error(transparent)]
    Name(#[from] BadName),
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// A link, a folder, a pipe or a device.
    #[error("it is no regular file")]
    Special,
    /// The system refused; its reason.
    #[error("it cannot be read: {0}")]
    Unread(String),
    /// More than [`MOST_BYTES`].
    #[error("it is larger than {} MB", MOST_BYTES / 1024 / 1024)]
    Heavy,
    /// More than [`MOST_DOTS`]: so many across and down.
    #[error("{} × {} dots are more than the {} million that are shown", .0.width, .0.height, MOST_DOTS / 1_000_000)]
    Large(Size),
    /// Neither PNG, JPEG nor GIF.
    #[error("it is no PNG, JPEG or GIF")]
    Unknown,
    /// It ends too early, or is broken otherwise.
    #[error("it is damaged")]
    Damaged,
    /// It was not decoded in the time there is.
    #[error("it takes too long to decode")]
    Slow,
}

/// The pixels of the file `bytes`, the first frame of an animation, turned as its camera was held. What is larger than `most`
/// is scaled down to fit, and what is transparent lies on white: most drawings are dark lines.
pub fn decode(bytes: &[u8], most: Size) -> Result<RgbImage, Trouble> {
    size(bytes)?;
    let format = format(bytes).ok_or(Trouble::Unknown)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Trouble::Damaged)?;
    // One that was not told has none.
    let turned = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Trouble::Damaged)?;
    if let Some(turned) = turned {
        image.apply_orientation(turned);
    }
    if image.width() > most.width || image.height() > most.height {
        image = image.thumbnail(most.width.max(1), most.height.max(1));
    }
    Ok(on_white(image))
}

fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, cover] = image.get_pixel(x, y).0.map(u32::from);
        Rgb([red, green, blue].map(|part| ((part * cover + 255 * (255 - cover)) / 255) as u8))
    })
}

/// The format by the first bytes, whatever the file is called.
fn format(bytes: &[u8]) -> Option<ImageFormat> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(ImageFormat::Png),
        [0xff, 0xd8, 0xff, ..] => Some(ImageFormat::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(ImageFormat::Gif),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size { width: 100, height: 100 };

    #[test]
    fn each_format_is_decoded_and_what_is_too_large_is_scaled_down() {
        for (name, bytes) in samples::all(300, 150) {
            let image = decode(&bytes, ROOM).unwrap_or_else(|trouble| panic!("{name}: {trouble}"));
            assert_eq!(image.dimensions(), (100, 50), "{name}");
        }
        assert_eq!(decode(&samples::png(30, 20), ROOM).unwrap().dimensions(), (30, 20));
    }

    #[test]
    fn a_picture_that_claims_more_than_there_can_be_is_refused_before_it_is_decoded() {
        let mut bytes = samples::png(1, 1);
        bytes[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert_eq!(decode(&bytes, ROOM), Err(Trouble::Large(Size { width: 60_000, height: 60_000 })));
        let gif = [b"GIF89a".as_slice(), &[0xff; 4], &[0; 3]].concat();
        assert!(matches!(decode(&gif, ROOM), Err(Trouble::Large(_))));
    }

    #[test]
    fn what_is_cut_or_is_no_picture_is_told_so() {
        for (name, bytes) in samples::all(64, 64) {
            for length in [0, 3, 9, 20, 40] {
                let trouble = decode(&bytes[..length.min(bytes.len())], ROOM).unwrap_err();
                assert!(
                    matches!(trouble, Trouble::Unknown | Trouble::Damaged),
                    "{name} {length}: {trouble:?}"
                );
            }
        }
        assert_eq!(decode(b"[deck]\n", ROOM), Err(Trouble::Unknown));
    }

    #[test]
    fn of_ten_thousand_frames_the_first_is_shown() {
        let bytes = samples::animation(10_000);
        assert_eq!(decode(&bytes, ROOM).unwrap().get_pixel(0, 0).0, [255, 0, 0]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn any_bytes_behind_a_true_beginning_end_in_a_picture_or_a_trouble(at in 0_usize..400, byte: u8) {
            for (_, mut bytes) in samples::all(16, 16) {
                let at = at % bytes.len();
                bytes[at] = byte;
                if let Ok(image) = decode(&bytes, ROOM) {
                    proptest::prop_assert!(image.width() <= 100 && image.height() <= 100);
                }
            }
        }
    }
}
