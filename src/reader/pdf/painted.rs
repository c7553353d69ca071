//! A page as the interpreter paints it: characters, ruling lines and how much of it is picture.

#![allow(clippy::float_arithmetic, reason = "a page description places everything by floating point numbers")]

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};

use super::geometry::{Area, POINT, thousandths};
use super::glyphs::{Mark, UNKNOWN};
use super::rulings::Segment;
use crate::base::fold_char;

/// A filled rectangle is a ruling line when it is at most this thick, in thousandths of a point.
const THICKEST_RULE: i32 = 3 * POINT;

/// How far from upright a stroke may be, in thousandths of a point, and still rule a table.
const LEAN: i32 = POINT / 2;

/// A page is turned when more of its type than this runs another way, in percent.
const SIDEWAYS: usize = 80;

/// Share of the height of type above its baseline, in percent.
const ASCENT: i32 = 88;

/// The most that is kept of one page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) glyphs: usize,
    pub(super) segments: usize,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Painted {
    pub(super) marks: Vec<Mark>,
    pub(super) segments: Vec<Segment>,
    /// Characters whose font does not say which they are.
    pub(super) unknown: usize,
    /// Square thousandths covered by pictures, overlaps counted twice.
    pub(super) pictured: i64,
    /// How many characters run each way: to the right, down, to the left, up.
    pub(super) ways: [usize; 4],
    /// Whether there was more than there is room for.
    pub(super) too_many_glyphs: bool,
    pub(super) too_many_segments: bool,
}

impl Painted {
    /// By how many quarters clockwise a page must be turned to be read: sideways type has to be most of it.
    pub(super) fn quarters(&self) -> u8 {
        let all: usize = self.ways.iter().sum();
        let most = |way: usize| self.ways[way] * 100 > all * SIDEWAYS;
        [0, 3, 2, 1].into_iter().zip(0..4).find(|(_, way)| most(*way)).map_or(0, |(quarters, _)| quarters)
    }

    /// Turns everything.
    pub(super) fn turn(&mut self, quarters: u8, page: Area) {
        for mark in &mut self.marks {
            mark.area = mark.area.turned(quarters, page.width(), page.height());
        }
        for segment in &mut self.segments {
            *segment = segment.turned(quarters, page);
        }
    }
}

/// Collects what a page holds.
pub(super) struct Collector {
    pub(super) painted: Painted,
    room: Room,
    /// What can be seen, innermost last; never empty.
    clips: Vec<Area>,
    page: Area,
}

impl Collector {
    pub(super) fn new(page: Area, room: Room) -> Collector {
        Collector { painted: Painted::default(), room, clips: Vec::new(), page }
    }

    fn seen(&self) -> Area {
        self.clips.last().copied().unwrap_or(self.page)
    }

    fn push_clip(&mut self, area: Area) {
        // Nothing can be seen through clips that do not meet.
        let nothing = Area { left: i32::MIN / 4, right: i32::MIN / 4, top: i32::MIN / 4, bottom: i32::MIN / 4 };
        let clip = self.seen().common(area).unwrap_or(nothing);
        self.clips.push(clip);
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let to_right = transform * Point::new(1.0, 0.0) - transform * Point::ZERO;
        let to_top = transform * Point::new(0.0, 1.0) - transform * Point::ZERO;
        let Some(way) = way(to_right) else {
            // Type that runs aslant is a watermark or a stamp, never a line or a cell.
            return;
        };
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0)).max(0.0);
        let height = to_top.hypot();
        // A font that stands in for one that is missing is stretched to fit; its advance must not be.
        let stretch = to_right.hypot() / height;
        let across = if (0.5..=1.5).contains(&stretch) { to_right.hypot() } else { height };
        let em = thousandths(height * 1000.0);
        let width = thousandths(across * advance);
        // The fonts of some programs are drawn in units of their own.
        let em = if width > em * 13 / 10 { width } else { em };
        if em <= 0 {
            return;
        }
        let origin = transform * Point::ZERO;
        let (x, y) = (thousandths(origin.x), thousandths(origin.y));
        let (above, below) = (em / 100 * ASCENT, em / 100 * (100 - ASCENT));
        let area = match way {
            0 => Area { left: x, top: y - above, right: x + width, bottom: y + below },
            1 => Area { left: x - below, top: y, right: x + above, bottom: y + width },
            2 => Area { left: x - width, top: y - below, right: x, bottom: y + above },
            _ => Area { left: x - above, top: y - width, right: x + below, bottom: y },
        };
        // What is clipped away or off the page is not seen by anyone who reads the filing: leftovers of templates.
        if !self.seen().contains(area.centre()) {
            return;
        }
        match glyph.as_unicode() {
            Some(BfString::Char(ch)) => self.mark(ch, area, way),
            Some(BfString::String(text)) => self.ligature(&text, area, way),
            None => self.mark(UNKNOWN, area, way),
        }
    }

    /// One glyph that stands for several characters: they share its room.
    fn ligature(&mut self, text: &str, area: Area, way: usize) {
        let count = i32::try_from(text.chars().count()).unwrap_or(i32::MAX).max(1);
        for (at, ch) in (0..count).zip(text.chars()) {
            let part = |length: i32, at: i32| (i64::from(length) * i64::from(at) / i64::from(count)) as i32;
            let mut own = area;
            if way.is_multiple_of(2) {
                own.right = area.left + part(area.width(), at + 1);
                own.left = area.left + part(area.width(), at);
            } else {
                own.bottom = area.top + part(area.height(), at + 1);
                own.top = area.top + part(area.height(), at);
            }
            self.mark(ch, own, way);
        }
    }

    fn mark(&mut self, ch: char, area: Area, way: usize) {
        let ch = match fold_char(ch) {
            '\0' => UNKNOWN,
            ch if ch.is_whitespace() || ch.is_control() => ' ',
            ch => ch,
        };
        if self.painted.marks.len() >= self.room.glyphs {
            self.painted.too_many_glyphs = true;
            return;
        }
        if ch != ' ' {
            self.painted.ways[way] += 1;
        }
        self.painted.unknown += usize::from(ch == UNKNOWN);
        self.painted.marks.push(Mark { ch, area });
    }

    fn segment(&mut self, from: Point, to: Point) {
        let area = area_of(Rect::from_points(from, to));
        let Some(area) = self.seen().common(area) else { return };
        if area.height() <= LEAN && area.width() > area.height() {
            self.keep(Segment { down: false, at: area.centre().1, from: area.left, to: area.right });
        } else if area.width() <= LEAN && area.height() > area.width() {
            self.keep(Segment { down: true, at: area.centre().0, from: area.top, to: area.bottom });
        }
    }

    /// A filled rectangle: a ruling line when it is thin, a background otherwise.
    fn filled(&mut self, rect: Rect) {
        let Some(area) = self.seen().common(area_of(rect)) else { return };
        let (x, y) = area.centre();
        let across = Segment { down: false, at: y, from: area.left, to: area.right };
        let down = Segment { down: true, at: x, from: area.top, to: area.bottom };
        match (area.width() <= THICKEST_RULE, area.height() <= THICKEST_RULE) {
            // The corner where two borders meet, or a dot of a dotted line.
            (true, true) => {
                self.keep(across);
                self.keep(down);
            }
            (true, false) => self.keep(down),
            (false, true) => self.keep(across),
            (false, false) => {}
        }
    }

    fn keep(&mut self, segment: Segment) {
        if self.painted.segments.len() >= self.room.segments {
            self.painted.too_many_segments = true;
            return;
        }
        self.painted.segments.push(segment);
    }

    fn stroked(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => (start, last) = (point, point),
                PathEl::LineTo(point) => {
                    self.segment(transform * last, transform * point);
                    last = point;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = point,
                PathEl::ClosePath => {
                    self.segment(transform * last, transform * start);
                    last = start;
                }
            }
        }
    }

    /// Every rectangle of a filled path.
    fn filled_parts(&mut self, path: &BezPath, transform: Affine) {
        let mut points: Vec<Point> = Vec::new();
        let mut straight = true;
        for element in path.elements().iter().chain([&PathEl::MoveTo(Point::ZERO)]) {
            match *element {
                PathEl::MoveTo(point) => {
                    if straight && let Some(rect) = rectangle(&points) {
                        self.filled(rect);
                    }
                    points.clear();
                    points.push(transform * point);
                    straight = true;
                }
                PathEl::LineTo(point) if points.len() < 6 => points.push(transform * point),
                PathEl::LineTo(_) | PathEl::QuadTo(..) | PathEl::CurveTo(..) => straight = false,
                PathEl::ClosePath => {}
            }
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.filled_parts(path, props.transform);
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.stroked(path, props.transform);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let area = area_of(clip.path.bounding_box());
        self.push_clip(area);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(area_of(*rect));
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        // Invisible text lies over a scan and is what a machine took it for. It is not printed, nobody has read it, and
        // its figures may be wrong: a page that has nothing else counts as a picture.
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // Images are not decoded: only the room they take tells anything.
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = area_of(props.transform.transform_rect_bbox(pixels));
        let shown = self.seen().common(area).map_or(0, Area::size);
        self.painted.pictured = self.painted.pictured.saturating_add(shown);
    }
}

/// Which way type runs: to the right, down, to the left or up, as seen; none when it runs aslant.
fn way(to_right: Vec2) -> Option<usize> {
    let (across, down) = (to_right.x.abs(), to_right.y.abs());
    if down <= across / 50.0 {
        Some(if to_right.x >= 0.0 { 0 } else { 2 })
    } else if across <= down / 50.0 {
        Some(if to_right.y >= 0.0 { 1 } else { 3 })
    } else {
        None
    }
}

fn area_of(rect: Rect) -> Area {
    let rect = rect.abs();
    Area {
        left: thousandths(rect.x0),
        top: thousandths(rect.y0),
        right: thousandths(rect.x1),
        bottom: thousandths(rect.y1),
    }
}

/// The rectangle that four points, or five whose last is the first, are the corners of.
fn rectangle(points: &[Point]) -> Option<Rect> {
    let corners = match points {
        [a, b, c, d] => [*a, *b, *c, *d],
        [a, b, c, d, e] if (*a - *e).hypot() < 0.01 => [*a, *b, *c, *d],
        _ => return None,
    };
    let near = |a: f64, b: f64| (a - b).abs() < 0.05;
    let [a, b, c, d] = corners;
    let upright = (near(a.x, b.x) && near(b.y, c.y) && near(c.x, d.x) && near(d.y, a.y))
        || (near(a.y, b.y) && near(b.x, c.x) && near(c.y, d.y) && near(d.x, a.x));
    upright.then(|| Rect::from_points(a, c))
}
