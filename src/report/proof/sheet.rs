//! The pages of a filing that has positions, each drawn at its size from the boxes of its characters.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::bands::Bands;
use super::cells::extents;
use super::marks::Fate;
use super::words::points;
use super::{Scene, shown};
use crate::document::{Block, Glyph, Grid};

/// Writes all pages.
pub(super) fn write(scene: &Scene, out: &mut String) {
    let pages = &scene.document.origins.pages;
    let mut glyphs: BTreeMap<u32, Vec<&Glyph>> = BTreeMap::new();
    let mut grids: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (at, block) in scene.document.blocks.iter().enumerate() {
        for glyph in characters(block) {
            let Some(page) = scene.page(glyph.line) else { continue };
            glyphs.entry(page).or_default().push(glyph);
            if matches!(block, Block::Grid(_)) {
                grids.entry(page).or_default().insert(at);
            }
        }
    }
    let mut drawn = Drawn::default();
    for (number, page) in (1..).zip(pages) {
        let (width, height) = (points(page.width), points(page.height));
        let _ = writeln!(
            out,
            "<section class=\"page\" id=\"p{number}\">\n<h3>{}第 {} 页 <small>page {}</small>{}</h3>",
            page.part.as_deref().map(|part| format!("{} ", shown(part))).unwrap_or_default(),
            page.number,
            page.number,
            badge(scene.unread.get(&number).copied().unwrap_or(0)),
        );
        if page.scanned {
            let _ = writeln!(
                out,
                "<div class=\"scanned\" style=\"max-width:{width}pt;aspect-ratio:{}/{}\"><p><b>没有读：这一页是图片</b><br>\
                 页上没有文字，页上的数都没有读，也没有核对。<br><small>a picture without text: nothing on it was read</small></p></div>",
                page.width.max(1),
                page.height.max(1)
            );
        } else {
            let own = glyphs.get(&number).map_or(&[][..], Vec::as_slice);
            let _ = writeln!(
                out,
                "<svg viewBox=\"0 0 {width} {height}\" style=\"max-width:{width}pt\" aria-label=\"第 {number} 页\">"
            );
            for at in grids.get(&number).into_iter().flatten() {
                if let Some(Block::Grid(grid)) = scene.document.blocks.get(*at) {
                    table(scene, number, *at, grid, out);
                }
            }
            let runs = runs(scene, own);
            shapes(scene, &runs, out);
            for run in &runs {
                drawn.text(scene, run, out);
            }
            out.push_str("</svg>\n");
        }
        out.push_str("</section>\n");
    }
}

fn characters(block: &Block) -> Box<dyn Iterator<Item = &Glyph> + '_> {
    match block {
        Block::Line(line) => Box::new(line.text.glyphs.iter()),
        Block::Grid(grid) => Box::new(grid.rows.iter().flatten().flat_map(|cell| &cell.text.glyphs)),
    }
}

/// How many numbers of a page nobody read.
fn badge(unread: usize) -> String {
    if unread == 0 { String::new() } else { format!("<span class=\"badge\">✗ {unread} 个数没有读</span>") }
}

/// Characters that are drawn together: beside each other, of one fate.
struct Run {
    text: String,
    line: u32,
    mark: Option<usize>,
    at: [i32; 4],
    /// The size of its type, in thousandths of a point.
    size: i32,
}

fn runs(scene: &Scene, glyphs: &[&Glyph]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        let Some(at) = scene
            .document
            .origins
            .line(glyph.line)
            .and_then(|origin| origin.boxes.get((glyph.column as usize).checked_sub(1)?).copied())
        else {
            continue;
        };
        let mark = scene.marks.at(glyph.line, glyph.column);
        match runs.last_mut() {
            Some(run) if run.line == glyph.line && run.mark == mark && follows(run.at, at) => {
                run.text.push(glyph.ch);
                run.size = run.size.max(size(glyph.ch, at));
                run.at = [run.at[0], run.at[1].min(at[1]), at[2].max(run.at[2]), run.at[3].max(at[3])];
            }
            _ => runs.push(Run { text: glyph.ch.to_string(), line: glyph.line, mark, at, size: size(glyph.ch, at) }),
        }
    }
    runs
}

/// The size of type by one character: Chinese ones fill a square.
fn size(ch: char, [left, top, right, bottom]: [i32; 4]) -> i32 {
    let (wide, high) = (right.saturating_sub(left), bottom.saturating_sub(top));
    if ch >= '\u{3400}' && wide <= high.saturating_mul(2) { wide } else { (high / 10).saturating_mul(8) }
}

/// Whether a character stands right behind others on their line.
fn follows(before: [i32; 4], at: [i32; 4]) -> bool {
    let height = before[3].saturating_sub(before[1]).max(1);
    let gap = at[0].saturating_sub(before[2]);
    gap.abs() < height / 3 && at[3].saturating_sub(before[3]).abs() < height / 3
}

/// What lies under the text: lines under what was read, boxes around what was not.
fn shapes(scene: &Scene, runs: &[Run], out: &mut String) {
    let mut paths: BTreeMap<Fate, String> = BTreeMap::new();
    for run in runs {
        let Some(mark) = run.mark.and_then(|number| scene.marks.all.get(number)) else { continue };
        let path = paths.entry(mark.fate).or_default();
        let [left, top, right, bottom] = run.at;
        let wide = points(right.saturating_sub(left));
        let _ = match mark.fate {
            Fate::Unread | Fate::Ambiguous | Fate::Read | Fate::Inferred => {
                let (left, top) = (points(left), points(top));
                write!(path, "M{left} {top}h{wide}v{}h-{wide}z", points(bottom.saturating_sub(run.at[1])))
            }
            Fate::Excluded | Fate::Words => write!(path, "M{} {}h{wide}", points(left), points(bottom)),
        };
    }
    for (fate, path) in paths {
        let _ = writeln!(out, "<path class=\"{}\" d=\"{path}\"/>", fate.class());
    }
}

/// What has an anchor already.
#[derive(Default)]
struct Drawn {
    marks: BTreeSet<usize>,
    lines: BTreeSet<u32>,
}

impl Drawn {
    /// One run of text, with its anchors, its link to the fact, and what is to be said of it.
    fn text(&mut self, scene: &Scene, run: &Run, out: &mut String) {
        let [left, top, right, bottom] = run.at;
        let height = bottom.saturating_sub(top).max(1);
        let mark = run.mark.and_then(|number| Some((number, scene.marks.all.get(number)?)));
        let anchor = scene.wanted.contains(&run.line) && self.lines.insert(run.line);
        if anchor {
            let _ = write!(out, "<g id=\"l{}\">", run.line);
        }
        let link = mark.and_then(|(_, mark)| mark.fact);
        if let Some(claim) = link {
            let _ = write!(out, "<a href=\"#{}\">", super::facts::anchor(claim.fact));
        }
        let id = match mark {
            Some((number, mark)) if mark.wanted && self.marks.insert(number) => format!(" id=\"m{number}\""),
            _ => String::new(),
        };
        let baseline = bottom.saturating_sub(height / 6);
        let _ = write!(
            out,
            "<text{id} x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\">",
            points(left),
            points(baseline),
            points(run.size.max(500)),
            points(right.saturating_sub(left).max(100)),
        );
        if let Some((_, mark)) = mark {
            let _ = write!(out, "<title>{}</title>", mark.tip);
        }
        let _ = write!(out, "{}</text>", shown(&run.text));
        out.push_str(if link.is_some() { "</a>" } else { "" });
        out.push_str(if anchor { "</g>\n" } else { "\n" });
    }
}

/// The cells of a table on a page, its header, and what it was read into.
fn table(scene: &Scene, page: u32, at: usize, grid: &Grid, out: &mut String) {
    let Some(bands) = Bands::of(grid, &scene.document.origins, page) else { return };
    let (Some(left), Some(right)) = (bands.columns.first(), bands.columns.last()) else { return };
    let (Some(top), Some(bottom)) = (bands.rows.first(), bands.rows.last()) else { return };
    let read = scene.tables.grids.get(&at);
    let on_page = bands.first + bands.rows.len() - 1;
    let _ = writeln!(out, "<g class=\"{}\">", if read.is_some() { "table" } else { "table none" });
    if let Some(header) = read.map(|read| read.first.min(on_page)).filter(|header| *header > bands.first) {
        let end = bands.rows[header - bands.first];
        let (wide, high) = (points(right.saturating_sub(*left)), points(end.saturating_sub(*top)));
        let _ = writeln!(
            out,
            "<path class=\"head\" d=\"M{} {}h{wide}v{high}h-{wide}z\"><title>表头 header</title></path>",
            points(*left),
            points(*top)
        );
    }
    let mut path = String::new();
    for extent in extents(grid) {
        let from = extent.row.max(bands.first);
        let to = (extent.row + extent.rows).min(on_page);
        if from >= to {
            continue;
        }
        let (top, bottom) = (bands.rows[from - bands.first], bands.rows[to - bands.first]);
        let (left, right) = (bands.columns[extent.column], bands.columns[extent.column + extent.columns]);
        let (wide, high) = (points(right.saturating_sub(left)), points(bottom.saturating_sub(top)));
        let _ = write!(path, "M{} {}h{wide}v{high}h-{wide}z", points(left), points(top));
    }
    let _ = writeln!(out, "<path class=\"cells\" d=\"{path}\"/>");
    let high = points(bottom.saturating_sub(*top));
    let bar = left.saturating_sub(3_500);
    let _ = writeln!(out, "<path class=\"bar\" d=\"M{} {}v{high}\"/>", points(bar), points(*top));
    let name = super::facts::names(scene, read);
    let (x, y) = (points(bar), points(top.saturating_sub(2_500)));
    let _ = writeln!(out, "<text class=\"label\" x=\"{x}\" y=\"{y}\">{name}</text>\n</g>");
}
