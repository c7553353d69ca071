//! The layout of text taken out of a page description: cell edges are gone, paragraphs are wrapped to a width.

use std::collections::BTreeSet;

use super::lines::Source;
use super::{residue, width};
use crate::document::{Block, Line};
use crate::reader::joint::{self, Enumerator};

/// Columns by which the first line of a paragraph is indented in print.
const INDENT: usize = 4;

/// A line with its width.
struct Measured {
    line: Line,
    width: usize,
}

/// One line block for each printed line; `full` is the width of a full line.
pub(super) fn read(lines: &[Source<'_>], full: usize) -> Vec<Block> {
    let mut measured: Vec<Measured> = Vec::new();
    let mut space_before = false;
    for source in lines {
        let text = residue::plain(*source);
        if text.is_empty() {
            space_before = true;
            continue;
        }
        let line = Line { text, continues: false, space_before };
        measured.push(Measured { line, width: width::of(*source) });
        space_before = false;
    }
    join(&mut measured, full);
    measured.into_iter().map(|measured| Block::Line(measured.line)).collect()
}

/// Marks the lines that go on with the paragraph of the line before them.
fn join(lines: &mut [Measured], full: usize) {
    let labels = sure_labels(lines, full);
    let mut inner_number = None;
    for at in 1..lines.len() {
        let (before, rest) = lines.split_at_mut(at);
        let (Some(previous), Some(this)) = (before.last(), rest.first_mut()) else { continue };
        let number = joint::last_inner_number(&previous.line.text);
        inner_number = if previous.line.continues { number.or(inner_number) } else { number };
        this.line.continues = goes_on(previous, this, full, &labels, inner_number);
    }
}

/// Whether `this` goes on with the paragraph of `previous`.
fn goes_on(
    previous: &Measured,
    this: &Measured,
    full: usize,
    labels: &BTreeSet<String>,
    inner_number: Option<u32>,
) -> bool {
    let before = &previous.line.text;
    let text = &this.line.text;
    if joint::ends_sentence(before) {
        return false;
    }
    let wide = is_wide(previous, full);
    let open = joint::ends_with_comma(before) || joint::ends_with_semicolon(before);
    match joint::enumerator(text) {
        // The third item of a list that runs on inside a paragraph may come first on a line.
        Some(Enumerator::Plain(number)) => return wide && open && number > 1 && inner_number == Some(number - 1),
        Some(Enumerator::Other) => return false,
        None => {}
    }
    if joint::label(text).is_some_and(|label| labels.contains(&label)) {
        return wide && joint::ends_with_comma(before);
    }
    if joint::ends_with_colon(before) {
        // Most colons end a line for good, so the line must be full to the edge and running text must follow.
        let indent = if previous.line.continues { 0 } else { INDENT };
        return joint::is_running(text) && (previous.width + indent) * 100 >= full.saturating_mul(94);
    }
    if open || joint::begins_inside(text) && joint::is_running(before) {
        return true;
    }
    if !previous.line.continues && joint::may_be_heading(before) {
        // A heading may fill its line by chance; what goes on with one is its last few words.
        return wide && !joint::is_running(text) && !is_wide(this, full);
    }
    let marked = joint::is_running(before) || joint::enumerator(before).is_some();
    let prose = match (joint::has_cells(before), joint::is_running(text)) {
        (true, running) => marked && running,
        (false, running) => marked || running,
    };
    wide && (prose || joint::has_clauses(before) || joint::leaves_open(before))
}

/// Whether a line reaches so far that the next word may have found no room.
fn is_wide(measured: &Measured, full: usize) -> bool {
    measured.width * 100 >= full.saturating_mul(85)
}

/// Labels that begin a paragraph somewhere beyond doubt, because the line before leaves room.
fn sure_labels(lines: &[Measured], full: usize) -> BTreeSet<String> {
    let sure = |pair: &[Measured]| {
        let label = joint::label(&pair[1].line.text)?;
        (!is_wide(&pair[0], full)).then_some(label)
    };
    lines.windows(2).filter_map(sure).collect()
}
