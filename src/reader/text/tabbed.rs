//! The layout where tabs part cells and a line is a paragraph unless a page cut it in two.

use std::collections::BTreeMap;

use super::lines::Source;
use super::residue;
use crate::document::{Block, Cell, Grid, Line, Text};
use crate::reader::joint;

/// What a page leaves of a paragraph is at least one printed line, and that has this many characters.
const ONE_LINE: usize = 22;

/// Lines and grids in reading order.
pub(super) fn read(lines: &[Source<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut space_before = false;
    let mut at = 0;
    while at < lines.len() {
        let rows = lines[at..].iter().take_while(|line| line.text.contains('\t')).count();
        if let Some(grid) = grid(&lines[at..at + rows]) {
            blocks.push(Block::Grid(grid));
            space_before = false;
            at += rows;
            continue;
        }
        let text = residue::cleaned(lines[at]);
        if text.is_empty() {
            space_before = true;
        } else {
            blocks.push(Block::Line(Line { text, continues: false, space_before }));
            space_before = false;
        }
        at += 1;
    }
    join(&mut blocks);
    blocks
}

/// The table that a run of lines with tabs is; a lone line whose tabs part nothing is none.
fn grid(lines: &[Source<'_>]) -> Option<Grid> {
    let row = |line: &Source<'_>| residue::cells(*line).into_iter().map(Cell::of).collect();
    let rows: Vec<Vec<Cell>> = lines.iter().map(row).collect();
    let printed = rows.iter().flatten().filter(|cell| !cell.text.is_empty()).take(2).count();
    (printed > 1 || rows.len() > 1 && printed > 0).then_some(Grid { rows, spans: false })
}

/// Marks the lines that go on with the paragraph of the line before them.
fn join(blocks: &mut [Block]) {
    let labels = repeated_labels(blocks);
    let spaced = paragraphs_are_spaced(blocks);
    for at in 1..blocks.len() {
        let (before, rest) = blocks.split_at_mut(at);
        if let (Some(Block::Line(previous)), Block::Line(line)) = (before.last(), &mut rest[0]) {
            line.continues = cut_by_page(&previous.text, &line.text, &labels)
                || spaced && !line.space_before && wrapped(&previous.text, &line.text);
        }
    }
}

/// Running text that stops inside a sentence, before a line that has no mark of its own.
fn cut_by_page(previous: &Text, text: &Text, labels: &BTreeMap<String, usize>) -> bool {
    if previous.len() < ONE_LINE || ends(previous) || !joint::is_running(previous) || joint::enumerator(text).is_some()
    {
        return false;
    }
    match joint::label(text) {
        Some(label) if joint::ends_with_comma(previous) => labels.get(&label).is_none_or(|count| *count < 2),
        Some(_) => false,
        None => true,
    }
}

/// Two lines without space between them, in a text that sets space between its paragraphs.
fn wrapped(previous: &Text, text: &Text) -> bool {
    !ends(previous) && joint::enumerator(text).is_none() && joint::label(text).or(joint::label(previous)).is_none()
}

fn ends(text: &Text) -> bool {
    joint::ends_sentence(text) || joint::ends_with_colon(text) || joint::ends_with_semicolon(text)
}

fn repeated_labels(blocks: &[Block]) -> BTreeMap<String, usize> {
    let mut labels = BTreeMap::new();
    for block in blocks {
        if let Block::Line(line) = block
            && let Some(label) = joint::label(&line.text)
        {
            *labels.entry(label).or_insert(0) += 1;
        }
    }
    labels
}

/// Whether four fifths of the lines that follow a line have space before them.
fn paragraphs_are_spaced(blocks: &[Block]) -> bool {
    let (mut all, mut spaced) = (0_usize, 0_usize);
    for pair in blocks.windows(2) {
        if let [Block::Line(_), Block::Line(line)] = pair {
            all += 1;
            spaced += usize::from(line.space_before);
        }
    }
    spaced > 0 && spaced * 5 >= all * 4
}
