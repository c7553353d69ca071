//! Forms: tables whose cells are strung together and read by patterns.

use super::Problem;
use super::draft::Draft;
use super::nodes;
use super::pattern::{Captured, Match, Subject, Target};
use super::region::Region;
use crate::base::UnitId;
use crate::document::{Block, Document, Gap, Text};
use crate::program::Layout;

/// How much a layout read from a form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Read {
    pub(super) rows: i64,
    pub(super) figures: i64,
}

/// Reads a form by its layouts, and says what each read. Lines behind the last row belong to the text again: they go to
/// `leftovers`.
pub(super) fn read<'a>(
    draft: &mut Draft<'a>,
    document: &Document,
    region: &Region,
    unit: UnitId,
    leftovers: &mut Vec<usize>,
) -> Vec<Read> {
    let (text, blocks) = strung(document, region);
    let mut last = 0;
    let mut reads = vec![Read::default(); region.layouts.len()];
    for (number_of, read) in region.layouts.iter().zip(&mut reads) {
        let layout: &'a Layout = &draft.program.layouts[*number_of];
        if layout.rows.is_empty() {
            continue;
        }
        let subject = Subject::new(&text, &draft.program.units, layout.unit.unwrap_or(unit), true);
        let mut number = 0;
        for pattern in &draft.compiled.forms[*number_of] {
            for matched in pattern.matches(&subject, 64 * text.len()).matches {
                last = last.max(matched.end);
                number += 1;
                read.rows += matched.rows.len() as i64;
                read.figures += figures_of(&matched);
                fact(draft, layout, region, &text, matched, number);
            }
        }
    }
    if reads.iter().all(|read| read.rows == 0) {
        let line = text.glyphs.first().map_or(0, |glyph| glyph.line);
        draft.remark(line, &region.name, Problem::NoRows);
    }
    if !region.ruled {
        let rest = blocks.iter().filter(|(start, _)| *start >= last).map(|(_, block)| *block);
        leftovers.extend(rest);
    }
    reads
}

fn figures_of(matched: &Match) -> i64 {
    let is_figure =
        |value: &Captured| matches!(value, Captured::Figure { .. } | Captured::Target(Target::Figure { .. }));
    matched.rows.iter().flatten().filter(|capture| is_figure(&capture.value)).count() as i64
}

fn fact<'a>(draft: &mut Draft<'a>, layout: &'a Layout, region: &Region, text: &Text, matched: Match, number: u32) {
    let columns = draft.columns(layout.relation);
    for (start, end) in matched.ordinals {
        draft.claims.ordinal(&text.slice(start, end));
    }
    for captures in matched.rows {
        let mut row = draft.row(layout.relation, &region.name, &layout.inherits);
        row.number = number;
        let first = text.glyphs[matched.start];
        for capture in captures {
            let printed = text.slice(capture.start, capture.end);
            let value = nodes::value(draft, &columns[capture.slot], &capture.value, &printed);
            if matches!(capture.value, Captured::Target(Target::Date { .. })) {
                draft.claims.claim(&printed);
            }
            draft.set(&mut row, capture.slot, value, &printed);
        }
        row.at = (first.line, first.column);
        draft.constants(&mut row, &layout.constants);
        draft.push(row);
    }
}

/// All cells of a form as one text, and where each block starts in it.
fn strung(document: &Document, region: &Region) -> (Text, Vec<(usize, usize)>) {
    let mut text = Text::default();
    let mut blocks = Vec::new();
    for at in &region.blocks {
        blocks.push((text.len(), *at));
        match &document.blocks[*at] {
            Block::Line(line) => {
                let gap = if line.space_before { Gap::Line } else { Gap::Break };
                text.append(&line.text, gap);
            }
            Block::Grid(grid) => {
                for cell in grid.rows.iter().flatten() {
                    text.append(&cell.text, Gap::Break);
                }
            }
        }
    }
    (text, blocks)
}
