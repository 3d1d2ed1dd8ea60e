//! Pictures for tests, made when they are needed.

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgba, RgbaImage};

/// The colour of the first frame of [`animation`].
pub const FIRST: [u8; 4] = [255, 0, 0, 255];

/// A picture with a colour in each quarter: red, green; blue, white.
pub fn quarters(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        Rgba(match (x < width / 2, y < height / 2) {
            (true, true) => FIRST,
            (false, true) => [0, 255, 0, 255],
            (true, false) => [0, 0, 255, 255],
            (false, false) => [255; 4],
        })
    })
}

/// Those quarters as a file.
pub fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::from(quarters(width, height));
    // JPEG knows no transparency.
    let image = if format == ImageFormat::Jpeg { image.into_rgb8().into() } else { image };
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Those quarters as a PNG.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    file(width, height, ImageFormat::Png)
}

/// Those quarters in every format there is.
pub fn all(width: u32, height: u32) -> Vec<(&'static str, Vec<u8>)> {
    let formats = [("png", ImageFormat::Png), ("jpg", ImageFormat::Jpeg), ("gif", ImageFormat::Gif)];
    formats.into_iter().map(|(name, format)| (name, file(width, height, format))).collect()
}

/// A GIF of so many frames, the first of one colour and the others of another.
pub fn animation(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for number in 0..frames {
        let colour = if number == 0 { FIRST } else { [0, 0, 0, 255] };
        encoder.encode_frame(Frame::new(RgbaImage::from_pixel(2, 2, Rgba(colour)))).unwrap();
    }
    drop(encoder);
    bytes
}
