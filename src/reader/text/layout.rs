//! Which of the layouts a text is in.

use super::lines::Source;
use super::width;

/// How tables and paragraphs are laid out in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Tabs part the cells; a line holds a whole paragraph unless a page cuts it.
    Tabbed,
    /// Cell edges have vanished, and paragraphs are wrapped to a width.
    Dense {
        /// Columns of a full line of prose.
        full: usize,
    },
}

/// Prose wider than this is not wrapped.
const WRAPPED: usize = 160;

/// The layout of a text, by the share of its lines that hold tabs and stand next to one another.
pub(super) fn detect(lines: &[Source<'_>]) -> Layout {
    let mut printed = 0_usize;
    let mut in_tables = 0_usize;
    let mut before = false;
    for line in lines {
        let tabs = line.text.trim_start().contains('\t');
        printed += usize::from(!line.is_blank());
        in_tables += usize::from(tabs && before);
        before = tabs;
    }
    if in_tables > 0 && in_tables * 25 >= printed {
        return Layout::Tabbed;
    }
    match width::of_full_lines(lines) {
        Some(full) if full > WRAPPED => Layout::Tabbed,
        full => Layout::Dense { full: full.unwrap_or(usize::MAX) },
    }
}
