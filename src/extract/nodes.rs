//! Patterns of a program, in the words of the matcher, and what they capture as values.

use super::draft::Draft;
use super::pattern::{Captured, FigureKind, Hole, HoleKind, Node, Pattern, Sign, Target};
use crate::base::Kind;
use crate::document::Text;
use crate::fact::{Status, Value};
use crate::program::{self, Column, ColumnKind};
use crate::syntax::tree::{self, Piece};

/// A pattern whose holes are columns.
pub(super) fn compile(pattern: &program::Pattern, columns: &[Column]) -> Pattern {
    Pattern::compile(&nodes(&pattern.pieces, columns))
}

/// The nodes of a pattern without columns; a hole takes any text.
pub(super) fn plain(pattern: &program::Pattern) -> Vec<Node> {
    nodes(&pattern.pieces, &[])
}

fn nodes(pieces: &[Piece], columns: &[Column]) -> Vec<Node> {
    pieces.iter().map(|piece| node(piece, columns)).collect()
}

fn node(piece: &Piece, columns: &[Column]) -> Node {
    match piece {
        Piece::Literal(text) => Node::Literal(text.chars().collect()),
        Piece::Hole { column, words } => {
            let slot = columns.iter().position(|candidate| candidate.name == *column);
            let kind = match slot.map(|slot| columns[slot].kind) {
                _ if !words.is_empty() => HoleKind::Words(words.iter().map(|word| word.chars().collect()).collect()),
                Some(ColumnKind::Code) => HoleKind::Code,
                Some(ColumnKind::Integer) => HoleKind::Integer,
                Some(ColumnKind::Figure(kind)) => HoleKind::Figure(figure_kind(kind)),
                Some(ColumnKind::Target) => HoleKind::Target,
                Some(ColumnKind::Date) => HoleKind::Date,
                Some(ColumnKind::Text | ColumnKind::RelationName) | None => HoleKind::Text,
            };
            Node::Hole(Hole { slot: slot.unwrap_or(0), kind })
        }
        Piece::Optional(inner) => Node::Optional(nodes(inner, columns)),
        Piece::Choice(choices) => {
            Node::Choice(choices.iter().map(|(inner, sign)| (nodes(inner, columns), sign.map(matcher_sign))).collect())
        }
        Piece::Repeat(inner) => Node::Repeat(nodes(inner, columns)),
        Piece::Ellipsis => Node::Ellipsis,
        Piece::Ordinal => Node::Ordinal,
    }
}

fn matcher_sign(sign: tree::Sign) -> Sign {
    match sign {
        tree::Sign::Plus => Sign::Plus,
        tree::Sign::Minus => Sign::Minus,
    }
}

fn figure_kind(kind: Option<Kind>) -> FigureKind {
    match kind {
        Some(Kind::Money) => FigureKind::Money,
        Some(Kind::Ratio) => FigureKind::Ratio,
        Some(Kind::Count) => FigureKind::Count,
        Some(Kind::Price) => FigureKind::Price,
        Some(Kind::Bare) | None => FigureKind::Any,
    }
}

/// The value of a capture printed as `text`.
pub(super) fn value(draft: &mut Draft<'_>, column: &Column, captured: &Captured, text: &Text) -> Value {
    match *captured {
        Captured::Code(code) => Value::Code(code),
        Captured::Integer(integer) => Value::Integer(integer),
        Captured::Date(date) => Value::Date(date),
        Captured::Figure { number, places, unit, sign } => {
            let number = if sign == Some(Sign::Minus) { -number } else { number };
            let figure = draft.figure_of(column, number, places, unit, text, Status::Printed);
            figure.map_or(Value::Blank, Value::Figure)
        }
        Captured::Target(Target::Figure { number, places, unit, .. }) => {
            let figure = draft.figure_of(column, number, places, unit, text, Status::Printed);
            figure.map_or(Value::Blank, Value::Figure)
        }
        Captured::Target(Target::Date { .. } | Target::None | Target::Text) => Value::Blank,
        Captured::Text => draft.text(&text.squeezed()),
    }
}
