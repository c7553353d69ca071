//! Rows of a table whose cells have no edges: lines of codes, words and figures.

use std::collections::BTreeMap;

use super::draft::{Draft, Row};
use super::grid;
use super::label::Nesting;
use super::region::Region;
use super::structure::TableRow;
use crate::base::{Code, NumberText};
use crate::document::{Block, Document, Gap, Line, Text};
use crate::fact::Value;
use crate::program::{CellSource, ColumnKind, Field, Layout, RelationOrigin};

/// Reads the rows; figures are left to be placed.
pub(super) fn rows<'a>(
    draft: &mut Draft<'a>,
    document: &Document,
    region: &Region,
    layout: &'a Layout,
) -> (Vec<TableRow<'a>>, Option<usize>) {
    let lines: Vec<(usize, &Line)> = region
        .blocks
        .iter()
        .filter_map(|at| match &document.blocks[*at] {
            Block::Line(line) => Some((*at, line)),
            Block::Grid(_) => None,
        })
        .collect();
    let (body, columns) = body_lines(&lines, &region.breaks);
    let widths = code_widths(&draft.program.code_levels);
    let pieces = if layout.blocks.len() > 1 {
        body.iter().flat_map(|line| side_by_side(line, layout, widths.first().copied())).collect()
    } else {
        stacked(&body, layout, if has_code(draft, layout) { &widths } else { &[] })
    };
    let names = known_names(draft);
    let mut nesting: Vec<Nesting> = layout.blocks.iter().map(|_| Nesting::default()).collect();
    let mut rows = Vec::new();
    for piece in pieces {
        let number = rows.len() as u32 + 1;
        let nesting = &mut nesting[piece.block];
        rows.extend(row(draft, layout, &region.name, piece, number, nesting, &names));
    }
    (rows, columns)
}

/// What a row is made of, before its words are given to columns.
#[derive(Debug, Default)]
struct Piece {
    block: usize,
    code: Text,
    words: Vec<Text>,
    figures: Vec<Text>,
}

fn code_widths(levels: &[usize]) -> Vec<usize> {
    let mut before = 0;
    levels.iter().map(|level| level - std::mem::replace(&mut before, *level)).collect()
}

fn has_code(draft: &Draft<'_>, layout: &Layout) -> bool {
    let columns = draft.columns(layout.relation);
    let mut fields = layout.blocks.iter().flat_map(|block| &block.fields);
    fields.any(|field| columns[field.columns[0]].kind == ColumnKind::Code)
}

/// The lines below the header, and how many columns the header numbers. A repeated header runs from where its caption
/// stood to its column numbers; a header without column numbers ends before the first line with a figure or code.
fn body_lines<'d>(lines: &[(usize, &'d Line)], breaks: &[usize]) -> (Vec<&'d Line>, Option<usize>) {
    let numbered: Vec<(usize, usize)> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, (_, line))| column_numbers(&line.text).map(|columns| (index, columns)))
        .collect();
    let mut skip = vec![false; lines.len()];
    for (last, _) in &numbered {
        let header_block = breaks.iter().rev().find(|line| **line < lines[*last].0).copied().unwrap_or(0);
        let first = lines.iter().position(|(block, _)| *block > header_block).unwrap_or(0);
        skip[first.min(*last)..=*last].fill(true);
    }
    if numbered.is_empty() {
        let body = lines.iter().position(|(_, line)| line.text.glyphs.iter().any(|glyph| glyph.ch.is_ascii_digit()));
        skip[..body.unwrap_or(lines.len())].fill(true);
    } else {
        skip[..numbered[0].0].fill(true);
    }
    let body = lines.iter().zip(&skip).filter(|(_, skip)| !**skip).map(|((_, line), _)| *line).collect();
    (body, numbered.first().map(|(_, columns)| *columns))
}

/// How many columns a line of column numbers counts: 1 2 3 … behind any number of one and the same mark.
fn column_numbers(text: &Text) -> Option<usize> {
    let tokens = text.tokens();
    let numbers: Vec<usize> = tokens.iter().filter_map(|token| token.squeezed().parse().ok()).collect();
    let marks: Vec<String> = tokens.iter().map(Text::squeezed).filter(|word| word.parse::<usize>().is_err()).collect();
    let counted = numbers.iter().copied().eq(1..=numbers.len());
    let one_mark = marks.iter().all(|mark| mark.chars().count() == 1 && *mark == marks[0]);
    (counted && one_mark && !numbers.is_empty() && tokens.len() > 1).then_some(numbers.len())
}

fn is_number(token: &Text) -> bool {
    NumberText::whole(&token.squeezed()).is_some()
}

fn is_digits(token: &Text, width: usize) -> bool {
    token.len() == width && token.glyphs.iter().all(|glyph| glyph.ch.is_ascii_digit())
}

/// Rows one below another. A row begins at a code, at a total, or at words behind a complete row.
fn stacked(lines: &[&Line], layout: &Layout, widths: &[usize]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut pending: Vec<Text> = Vec::new();
    for line in lines {
        let tokens = line.text.tokens();
        let codes = tokens.iter().zip(widths).take_while(|(token, width)| is_digits(token, **width)).count();
        let figures = tokens.iter().rev().take_while(|token| is_number(token)).count().min(tokens.len() - codes);
        let words = &tokens[codes..tokens.len() - figures];
        let name: String = words.iter().map(Text::squeezed).collect();
        let complete = pieces.last().is_none_or(|piece| !piece.figures.is_empty());
        let starts = codes > 0 || layout.totals.contains(&name) || (widths.is_empty() && !words.is_empty());
        if !starts && figures == 0 && complete {
            pending.extend(words.iter().cloned());
            continue;
        }
        if starts && !pending.is_empty() {
            // Words cut off their row by a page.
            if let Some(last) = pieces.last_mut() {
                last.words.append(&mut pending);
            }
        }
        if starts || complete {
            pieces.push(Piece { words: std::mem::take(&mut pending), ..Piece::default() });
        }
        let Some(piece) = pieces.last_mut() else { continue };
        for token in &tokens[..codes] {
            piece.code.append(token, Gap::Wrap);
        }
        piece.words.extend(words.iter().cloned());
        piece.figures.extend(tokens[tokens.len() - figures..].iter().cloned());
    }
    pieces
}

/// The lists of one line. A list begins at a code that words follow, or at words behind a figure.
fn side_by_side(line: &Line, layout: &Layout, class_width: Option<usize>) -> Vec<Piece> {
    let tokens = line.text.tokens();
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let before_words = tokens.get(index + 1).is_some_and(|next| !is_number(next));
        if class_width.is_some_and(|width| is_digits(token, width)) && before_words {
            pieces.push(Piece { code: token.clone(), ..Piece::default() });
        } else if is_number(token) {
            if let Some(piece) = pieces.last_mut() {
                piece.figures.push(token.clone());
            }
        } else if let Some(piece) = pieces.last_mut().filter(|piece| piece.figures.is_empty()) {
            piece.words.push(token.clone());
        } else {
            pieces.push(Piece { words: vec![token.clone()], ..Piece::default() });
        }
    }
    let takes_codes = |block: usize| {
        let mut fields = layout.blocks[block].fields.iter();
        fields.any(|field| matches!(field.source, CellSource::Split(_)) && field.columns.len() == 2)
    };
    let coded = (0..layout.blocks.len()).find(|block| takes_codes(*block));
    let mut uncoded = 0;
    for piece in &mut pieces {
        if !piece.code.is_empty() {
            piece.block = coded.unwrap_or(0);
        } else {
            piece.block = uncoded.min(layout.blocks.len() - 1);
            uncoded += 1;
        }
    }
    pieces
}

/// The names that codes carry in the tables read so far: where two words of a row have grown together, the first is the
/// name of its code.
fn known_names(draft: &Draft<'_>) -> BTreeMap<Code, String> {
    let mut names = BTreeMap::new();
    for row in draft.rows() {
        if draft.program.relation(row.relation).origin == RelationOrigin::Builtin {
            continue;
        }
        let mut values = row.values.iter();
        let code = values.find_map(|value| match value {
            Value::Code(code) => Some(*code),
            _ => None,
        });
        let name = values.find_map(|value| match value {
            Value::Text(name) => Some(*name),
            _ => None,
        });
        if let (Some(code), Some(name)) = (code, name) {
            names.entry(code).or_insert_with(|| draft.facts.dictionary.symbols.text(name).to_owned());
        }
    }
    names
}

fn row<'a>(
    draft: &mut Draft<'a>,
    layout: &'a Layout,
    context: &str,
    piece: Piece,
    number: u32,
    nesting: &mut Nesting,
    names: &BTreeMap<Code, String>,
) -> Option<TableRow<'a>> {
    let block = &layout.blocks[piece.block];
    let columns = draft.columns(layout.relation);
    let mut row = draft.row(layout.relation, context, &layout.inherits);
    row.number = number;
    let mut words = piece.words;
    let mut code = None;
    let text_fields: Vec<&Field> =
        block.fields.iter().filter(|field| !columns[field.columns[field.columns.len() - 1]].kind.is_figure()).collect();
    let takes_words = |field: &&Field| columns[field.columns[0]].kind != ColumnKind::Code;
    for (index, field) in text_fields.iter().enumerate() {
        // A row without a code is a total or a unit: it has one name.
        let more_follow = code.is_some() && text_fields[index + 1..].iter().any(takes_words);
        match &field.source {
            CellSource::Cells(_) if columns[field.columns[0]].kind == ColumnKind::Code => {
                if let Ok(read) = Code::parse(&piece.code.squeezed()) {
                    code = Some(read);
                    draft.set(&mut row, field.columns[0], Value::Code(read), &piece.code);
                }
            }
            CellSource::Split(_) if field.columns.len() == 2 && !piece.code.is_empty() => {
                let mut text = piece.code.clone();
                text.append(&joined(&std::mem::take(&mut words)), Gap::Space);
                grid::split(draft, &mut row, field, &text);
            }
            source => {
                let known = code.and_then(|code| names.get(&code));
                let text = take_name(&mut words, known.map(String::as_str), more_follow);
                if text.is_empty() {
                    continue;
                }
                match source {
                    CellSource::Split(_) => grid::split(draft, &mut row, field, &text),
                    CellSource::Nested(_) => grid::nested(draft, &mut row, field, &text, nesting, &layout.totals),
                    _ => {
                        let value = draft.text(&text.squeezed());
                        draft.set(&mut row, field.columns[0], value, &text);
                    }
                }
            }
        }
    }
    finish(draft, layout, row, piece.block, piece.figures)
}

fn finish<'a>(
    draft: &mut Draft<'a>,
    layout: &'a Layout,
    mut row: Row<'a>,
    block: usize,
    figures: Vec<Text>,
) -> Option<TableRow<'a>> {
    if let Some(first) = figures.first().and_then(|figure| figure.glyphs.first())
        && row.at == (0, 0)
    {
        row.at = (first.line, first.column);
    }
    if row.at == (0, 0) {
        return None;
    }
    draft.constants(&mut row, &layout.blocks[block].constants);
    draft.constants(&mut row, &layout.constants);
    Some(TableRow { row, block, unplaced: figures })
}

fn joined(words: &[Text]) -> Text {
    let mut text = Text::default();
    for word in words {
        text.append(word, Gap::Space);
    }
    text
}

/// Takes the words of one column: all that are left; or, where another column follows, the known name, or the first word.
fn take_name(words: &mut Vec<Text>, known: Option<&str>, more_follow: bool) -> Text {
    let all = joined(words);
    if !more_follow || words.is_empty() {
        words.clear();
        return all;
    }
    if let Some(known) = known
        && all.squeezed().starts_with(known)
    {
        let length = known.chars().count();
        let rest = all.slice(length, all.len());
        words.clear();
        if !rest.is_empty() {
            words.push(rest);
        }
        return all.slice(0, length);
    }
    words.remove(0)
}
