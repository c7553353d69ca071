//! The file → what its pages hold.

use std::sync::Arc;

use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::Rect;

use super::burden::{self, Work};
use super::geometry::{Area, View, thousandths};
use super::page::{Piece, pieces};
use super::painted::{Collector, Painted, Room};
use crate::document::Page;
use crate::reader::{Excess, Limits, ReadError};

/// A picture that covers this much of a page, in percent, with no character on it is a scan.
const SCAN: i64 = 50;

/// A page where more characters than this are unknown, in percent, is told of.
const GARBLED: usize = 2;

/// The most ruling lines that are kept of one page.
const SEGMENTS: usize = 200_000;

/// All pages of a file.
pub(super) struct Book {
    pub(super) pages: Vec<Page>,
    /// How each page was held for reading; its pieces are placed on it so.
    pub(super) views: Vec<View>,
    pub(super) pieces: Vec<Piece>,
}

/// Reads all pages.
pub(super) fn book(name: &str, bytes: &[u8], limits: &Limits) -> Result<Book, ReadError> {
    let too_much = |(what, limit)| ReadError::too_large(name, what, limit, None);
    burden::unpacked(bytes, limits.unpacked).map_err(too_much)?;
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| broken(name, error))?;
    let count = pdf.pages().len();
    if count > limits.pages {
        return Err(too_much((Excess::Pages, limits.pages)));
    }
    let cache = InterpreterCache::new();
    let mut book = Book { pages: Vec::with_capacity(count), views: Vec::with_capacity(count), pieces: Vec::new() };
    let mut left = limits.characters;
    let mut work = Work::of(limits.unpacked);
    // Notes and stamps that were pinned to a page later are no part of it.
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    for (number, page) in pdf.pages().iter().enumerate() {
        work.page(page).map_err(too_much)?;
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let (width, height) = (thousandths(bounds.x1), thousandths(bounds.y1));
        let area = Area { left: 0, top: 0, right: width, bottom: height };
        let start = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(start, bounds, &cache, page.xref(), settings.clone());
        let room = Room { glyphs: left.min(limits.page_characters), segments: SEGMENTS };
        let mut collector = Collector::new(area, room);
        interpret_page(page, &mut context, &mut collector);
        let mut painted = collector.painted;
        if painted.too_many_glyphs {
            let (what, limit) = if left < limits.page_characters {
                (Excess::Characters, limits.characters)
            } else {
                (Excess::PageCharacters, limits.page_characters)
            };
            return Err(too_much((what, limit)));
        }
        if painted.too_many_segments {
            return Err(too_much((Excess::Rulings, SEGMENTS)));
        }
        left -= painted.marks.len().min(left);
        let printed = u32::try_from(book.pages.len() + 1).unwrap_or(u32::MAX);
        let (scanned, garbled) = (is_scan(&painted, area), is_garbled(&painted));
        book.pages.push(Page { number: printed, part: None, width, height, scanned, garbled });
        let quarters = painted.quarters();
        painted.turn(quarters, area);
        book.views.push(View::of(area, quarters));
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

/// Whether so many characters of a page are unknown that what was read says little.
fn is_garbled(painted: &Painted) -> bool {
    let printed = painted.marks.iter().filter(|mark| !mark.is_space()).count();
    painted.unknown * 100 > printed * GARBLED
}

fn broken(name: &str, error: LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Locked { name: name.to_owned() },
        LoadPdfError::Decryption(_) => ReadError::Cipher { name: name.to_owned() },
        LoadPdfError::Invalid => ReadError::Damaged { name: name.to_owned() },
    }
}
