//! The file → what its pages hold.

use std::sync::Arc;

use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::Rect;

use super::geometry::{Area, thousandths};
use super::page::{Piece, pieces};
use super::painted::{Collector, Painted, Room};
use crate::document::Page;
use crate::reader::{Excess, Limits, ReadError};

/// A picture that covers this much of a page, in percent, with no character on it is a scan.
const SCAN: i64 = 50;

/// The most ruling lines that are kept of one page.
const SEGMENTS: usize = 200_000;

/// All pages of a file.
pub(super) struct Book {
    pub(super) pages: Vec<Page>,
    pub(super) pieces: Vec<Piece>,
}

/// Reads all pages.
pub(super) fn book(name: &str, bytes: &[u8], limits: &Limits) -> Result<Book, ReadError> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| broken(name, error))?;
    let count = pdf.pages().len();
    if count > limits.pages {
        return Err(ReadError::too_large(name, Excess::Pages, limits.pages, None));
    }
    let cache = InterpreterCache::new();
    let mut book = Book { pages: Vec::with_capacity(count), pieces: Vec::new() };
    let mut left = limits.characters;
    for (number, page) in pdf.pages().iter().enumerate() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (thousandths(f64::from(width)), thousandths(f64::from(height)));
        let area = Area { left: 0, top: 0, right: width, bottom: height };
        let settings = InterpreterSettings { render_content: RenderContent::all(), ..InterpreterSettings::default() };
        let (points_wide, points_high) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(points_wide), f64::from(points_high));
        let mut context = Context::new(page.initial_transform(true).to_kurbo(), bounds, &cache, page.xref(), settings);
        let room = Room { glyphs: left.min(limits.page_characters), segments: SEGMENTS };
        let mut collector = Collector::new(area, room);
        interpret_page(page, &mut context, &mut collector);
        let painted = collector.painted;
        if painted.too_many_glyphs {
            let (what, limit) = if left < limits.page_characters {
                (Excess::Characters, limits.characters)
            } else {
                (Excess::PageCharacters, limits.page_characters)
            };
            return Err(ReadError::too_large(name, what, limit, None));
        }
        if painted.too_many_segments {
            return Err(ReadError::too_large(name, Excess::Rulings, SEGMENTS, None));
        }
        left -= painted.marks.len().min(left);
        book.pages.push(Page { width, height, scanned: is_scan(&painted, area) });
        book.pieces.extend(pieces(number, painted.marks, painted.segments));
    }
    if !book.pages.is_empty() && book.pages.iter().all(|page| page.scanned) {
        return Err(ReadError::Scanned { name: name.to_owned() });
    }
    Ok(book)
}

fn is_scan(painted: &Painted, area: Area) -> bool {
    let blank = painted.marks.iter().all(|mark| mark.is_space());
    blank && painted.pictured.saturating_mul(100) >= area.size().saturating_mul(SCAN)
}

fn broken(name: &str, error: LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Locked { name: name.to_owned() },
        LoadPdfError::Decryption(_) => ReadError::Cipher { name: name.to_owned() },
        LoadPdfError::Invalid => ReadError::Damaged { name: name.to_owned() },
    }
}
