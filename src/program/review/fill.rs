//! Conditions that no filing can meet: of a column that nothing fills, or of a text that is none of those it is
//! filled with.

use std::collections::{BTreeMap, BTreeSet};

use super::atoms;
use crate::base::{Diagnostic, squeeze};
use crate::fact::{RelationId, Value};
use crate::program::nearest::nearest;
use crate::program::{Constant, Expr, Inherit, Layout, Program, RelationOrigin, Sentence};
use crate::syntax::tree::{self, Piece};

/// What may stand in the columns of the relations that the pack fills, by relation and column; a column that is not
/// here is never filled.
type Fills = BTreeMap<RelationId, BTreeMap<usize, Fill>>;

/// What may stand in a column.
enum Fill {
    /// One of these texts.
    Words(BTreeSet<String>),
    /// Anything.
    Open,
}

/// Reports conditions that can't be met.
pub(super) fn unsatisfiable(program: &Program, items: &[&tree::ItemKind], found: &mut Vec<Diagnostic>) {
    let mut fills = Fills::new();
    program.layouts.iter().for_each(|layout| fill_layout(program, layout, &mut fills));
    program.sentences.iter().for_each(|sentence| fill_sentence(program, sentence, &mut fills));
    fill_definitions(program, &mut fills);
    for item in items {
        atoms(item, &mut |atom| {
            let Some(relation) = program.find(&atom.relation.text) else { return };
            let Some(columns) = fills.get(&relation) else { return };
            for argument in &atom.arguments {
                found.extend(argument_unmet(program, relation, columns, argument));
            }
        });
    }
}

fn argument_unmet(
    program: &Program,
    relation: RelationId,
    columns: &BTreeMap<usize, Fill>,
    argument: &tree::Argument,
) -> Option<Diagnostic> {
    let table = program.relation(relation);
    let column = table.column(&argument.column.text)?;
    let name = &table.columns[column].name;
    match columns.get(&column) {
        None if table.columns[column].blank_is_zero || argument.default.is_some() => None,
        None => {
            let message = format!("“{}”的列“{name}”没有哪个表样、句式来填", table.name);
            let help = format!("这个条件总是接不上：在 表样 或 句式 里填上“{name}”，或去掉这一列");
            Some(Diagnostic::warning("P036", argument.column.span, message).help(help))
        }
        Some(Fill::Open) => None,
        Some(Fill::Words(words)) => {
            let Some(tree::Expr::Text(text)) = &argument.value else { return None };
            if words.contains(&canonical(program, &text.text)) {
                return None;
            }
            let message = format!("“{}”的“{name}”不会是“{}”", table.name, text.text);
            let list: Vec<String> = words.iter().take(8).map(|word| format!("“{word}”")).collect();
            let more = if words.len() > 8 { "等" } else { "" };
            let help = match nearest(&squeeze(&text.text), words.iter().map(String::as_str)) {
                Some(near) => format!("是否为“{near}”？只会是{}{more}", list.join("、")),
                None => format!("只会是{}{more}", list.join("、")),
            };
            Some(Diagnostic::warning("P036", text.span, message).label("没有哪里填这个词").help(help))
        }
    }
}

fn fill_layout(program: &Program, layout: &Layout, fills: &mut Fills) {
    let columns = fills.entry(layout.relation).or_default();
    fill_shared(program, &layout.constants, &layout.inherits, columns);
    for block in &layout.blocks {
        fill_shared(program, &block.constants, &[], columns);
        let filled = block.fields.iter().flat_map(|field| &field.columns);
        filled.for_each(|column| open(columns, *column));
    }
    for row in &layout.rows {
        fill_holes(program, layout.relation, &row.pattern.pieces, columns);
    }
}

fn fill_sentence(program: &Program, sentence: &Sentence, fills: &mut Fills) {
    let columns = fills.entry(sentence.relation).or_default();
    fill_shared(program, &sentence.constants, &sentence.inherits, columns);
    for pattern in &sentence.patterns {
        fill_holes(program, sentence.relation, &pattern.pieces, columns);
    }
}

fn fill_shared(program: &Program, constants: &[Constant], inherits: &[Inherit], columns: &mut BTreeMap<usize, Fill>) {
    for constant in constants {
        word(columns, constant.column, canonical(program, &constant.text));
    }
    inherits.iter().flat_map(|inherit| &inherit.columns).for_each(|(own, _)| open(columns, *own));
}

fn fill_holes(program: &Program, relation: RelationId, pieces: &[Piece], columns: &mut BTreeMap<usize, Fill>) {
    for piece in pieces {
        match piece {
            Piece::Hole { column, words } => {
                let Some(number) = program.relation(relation).column(column) else { continue };
                if words.is_empty() {
                    open(columns, number);
                }
                words.iter().for_each(|text| word(columns, number, canonical(program, text)));
            }
            Piece::Optional(inner) | Piece::Repeat(inner) => fill_holes(program, relation, inner, columns),
            Piece::Choice(choices) => {
                choices.iter().for_each(|(inner, _)| fill_holes(program, relation, inner, columns));
            }
            Piece::Literal(_) | Piece::Ellipsis | Piece::Ordinal => {}
        }
    }
}

fn fill_definitions(program: &Program, fills: &mut Fills) {
    for definition in &program.definitions {
        if program.relation(definition.relation).origin != RelationOrigin::Derived {
            continue;
        }
        let columns = fills.entry(definition.relation).or_default();
        for (number, value) in definition.head.iter().enumerate() {
            match value {
                Expr::Constant(Value::Text(text)) => {
                    word(columns, number, canonical(program, program.symbols.text(*text)));
                }
                _ => open(columns, number),
            }
        }
    }
}

fn open(columns: &mut BTreeMap<usize, Fill>, column: usize) {
    columns.insert(column, Fill::Open);
}

fn word(columns: &mut BTreeMap<usize, Fill>, column: usize, text: String) {
    if let Fill::Words(words) = columns.entry(column).or_insert_with(|| Fill::Words(BTreeSet::new())) {
        words.insert(text);
    }
}

/// A text as conditions compare it.
fn canonical(program: &Program, text: &str) -> String {
    let name = squeeze(text);
    program.aliases.get(&name).cloned().unwrap_or(name)
}
