//! A picture as the terminal gets it: scaled to its place, in half blocks and in the terminal's own protocol.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use image::DynamicImage;
use image::imageops::{FilterType, resize};
use ratatui::layout::{Rect, Size as Cells};
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;
use ratatui_image::Image;
use ratatui_image::protocol::Protocol as Encoded;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;

use super::display::{Display, Protocol};
use super::{Fetched, Place, Request, Wanted};
use crate::library::picture;
use crate::picture::{RgbImage, Size, Trouble, decode, size};

/// Dots from which on a picture is measured first, so that its place is there while it is decoded.
const LARGE: u64 = 500_000;
/// Columns that a picture is encoded on at least: behind a single one, the library believes the cursor where it is not.
const FEWEST_COLUMNS: u16 = 2;
/// Dots across and down that a cell has where a picture is as large as it is meant to be; where cells have more, it is enlarged.
const USUAL: (u16, u16) = (10, 20);

/// A picture that can be drawn.
#[derive(Clone)]
pub struct Shown {
    /// Stands for it.
    pub(super) number: u32,
    /// Where it lies.
    pub(in crate::tui) path: PathBuf,
    /// Its rows in half blocks.
    pub(super) blocks: Vec<Line<'static>>,
    /// The whole of it in the protocol of the terminal, if that has one.
    encoded: Option<Encoded>,
    columns: u16,
}

impl Shown {
    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        Place { number: Some(self.number), columns: self.columns, rows: self.blocks.len() as u16 }
    }

    /// Columns and rows that it takes.
    pub(in crate::tui) fn cells(&self) -> (u16, u16) {
        (self.columns, self.blocks.len() as u16)
    }

    /// Draws the whole of it into `area`, which is as large, if the terminal has a protocol for it.
    pub(in crate::tui) fn draw(&self, frame: &mut ratatui::Frame<'_>, area: Rect) {
        if let Some(encoded) = &self.encoded {
            // The half blocks beneath would show at the borders of cells that it does not fill.
            frame.render_widget(Clear, area);
            frame.render_widget(Image::new(encoded), area);
        }
    }
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shown")
            .field("path", &self.path)
            .field("cells", &self.cells())
            .finish_non_exhaustive()
    }
}

/// Reads, decodes and encodes a picture of a card in the deck file `deck`. One that is large is only measured the first time.
pub(in crate::tui) fn fetch(request: Request, deck: Option<&Path>) -> Fetched {
    match try_fetch(&request, deck) {
        Ok(fetched) => fetched,
        Err(trouble) => Fetched::Trouble(request.wanted, trouble),
    }
}

fn try_fetch(request: &Request, deck: Option<&Path>) -> Result<Fetched, Trouble> {
    let Request { wanted, display, is_measured } = request;
    // A built-in deck has no folder.
    let (path, bytes) = picture(deck.ok_or(Trouble::Missing)?, &wanted.file)?;
    let dots = size(&bytes)?;
    if !is_measured && u64::from(dots.width) * u64::from(dots.height) > LARGE {
        return Ok(Fetched::Measured(wanted.clone(), dots));
    }
    Ok(Fetched::Shown(wanted.clone(), Box::new(shown(path, &bytes, wanted, *display)?)))
}

fn shown(path: PathBuf, bytes: &[u8], wanted: &Wanted, display: Display) -> Result<Shown, Trouble> {
    let (cell_width, cell_height) = display.dots();
    let most = Size {
        width: u32::from(wanted.columns) * u32::from(cell_width),
        height: u32::from(wanted.rows) * u32::from(cell_height),
    };
    let image = decode(bytes, most)?;
    let ((width, height), (columns, rows)) =
        fit(Size { width: image.width(), height: image.height() }, wanted, display);
    let blocks = blocks(&scaled(&image, columns.into(), u32::from(rows) * 2), display.has_all_colours);
    let encoded = match display.protocol {
        Protocol::Blocks => None,
        protocol => encode(scaled(&image, width, height), protocol, Cells::new(columns, rows)),
    };
    Ok(Shown { number: 0, path, blocks, encoded, columns })
}

/// The dots that a picture of `size` is scaled to, and the columns and rows that it takes then.
pub(super) fn fit(size: Size, wanted: &Wanted, display: Display) -> ((u32, u32), (u16, u16)) {
    let (cell_width, cell_height) = display.dots();
    let (across, down) = (f64::from(size.width.max(1)), f64::from(size.height.max(1)));
    let largest = match display.protocol {
        Protocol::Blocks => 1.0,
        _ => (f64::from(cell_width) / f64::from(USUAL.0)).max(1.0),
    };
    let wide = f64::from(wanted.columns) * f64::from(cell_width) / across;
    let high = f64::from(wanted.rows) * f64::from(cell_height) / down;
    let scale = wide.min(high).min(largest);
    let (width, height) = ((across * scale).round().max(1.0), (down * scale).round().max(1.0));
    let columns = cells(width, cell_width, wanted.columns).max(FEWEST_COLUMNS);
    ((width as u32, height as u32), (columns, cells(height, cell_height, wanted.rows)))
}

/// How many cells of `cell` dots hold `dots`: at least one, and no more than `most`.
fn cells(dots: f64, cell: u16, most: u16) -> u16 {
    ((dots / f64::from(cell)).ceil() as u16).clamp(1, most.max(1))
}

fn scaled(image: &RgbImage, width: u32, height: u32) -> RgbImage {
    if image.dimensions() == (width, height) {
        return image.clone();
    }
    resize(image, width.max(1), height.max(1), FilterType::Triangle)
}

/// Rows of half blocks, each with a dot above and one below.
fn blocks(image: &RgbImage, has_all_colours: bool) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default(); image.height() as usize / 2];
    for (row, line) in (0..).zip(&mut lines) {
        for x in 0..image.width() {
            let [above, below] = [2 * row, 2 * row + 1].map(|y| match image.get_pixel(x, y).0 {
                [red, green, blue] if has_all_colours => Color::Rgb(red, green, blue),
                dot => Color::Indexed(nearest(dot)),
            });
            line.push_span(Span::styled("▀", Style::new().fg(above).bg(below)));
        }
    }
    lines
}

/// The colour of the 256 that is nearest: one of the cube of six steps, or of the greys.
fn nearest(colour: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |part: u8| (0..6).min_by_key(|place| STEPS[*place].abs_diff(part)).unwrap_or(0);
    let places = colour.map(step);
    let cube = places.map(|place| STEPS[place]);
    let light = (colour.iter().map(|part| u32::from(*part)).sum::<u32>() / 3).saturating_sub(8);
    let grey = (light / 10).min(23) as u8;
    if distance([8 + 10 * grey; 3], colour) < distance(cube, colour) {
        232 + grey
    } else {
        (16 + 36 * places[0] + 6 * places[1] + places[2]) as u8
    }
}

/// How different two colours are: the squares of their differences, added up.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

fn encode(image: RgbImage, protocol: Protocol, cells: Cells) -> Option<Encoded> {
    let image = DynamicImage::from(image);
    match protocol {
        Protocol::Blocks => None,
        Protocol::Iterm2 => Iterm2::new(image, cells, false).ok().map(Encoded::ITerm2),
        Protocol::Sixel => Sixel::new(image, cells, false).ok().map(Encoded::Sixel),
        Protocol::Kitty => {
            let number = SHOWN_BY_KITTY.fetch_add(1, Ordering::Relaxed);
            Kitty::new(image, cells, kitty_id(number), false, false).ok().map(Encoded::Kitty)
        }
    }
}

/// Counts the pictures that the terminal was asked to keep.
static SHOWN_BY_KITTY: AtomicU32 = AtomicU32::new(0);

/// What kitty knows picture `number` of this run by; another program in the same window is unlikely to have it.
fn kitty_id(number: u32) -> u32 {
    0x10_0000 | (std::process::id() & 0x3ff) << 10 | (number & 0x3ff)
}

/// What makes kitty forget the pictures of this run; empty where it got none.
pub(in crate::tui) fn shown_by_kitty() -> String {
    let count = SHOWN_BY_KITTY.load(Ordering::Relaxed).min(0x400);
    let forget = |number| format!("\x1b_Ga=d,d=I,q=2,i={}\x1b\\", kitty_id(number));
    (0..count).map(forget).collect::<Vec<_>>().concat()
}
