//! Tables that go on over pages become one.

use super::page::Piece;

/// Joins tables over pages.
pub(super) fn stitch(pieces: Vec<Piece>) -> Vec<Piece> {
    pieces
}
