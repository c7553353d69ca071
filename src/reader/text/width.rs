//! How wide lines are printed, and how wide the full lines of a file's prose are.

use unicode_width::UnicodeWidthStr;

use super::lines::Source;

/// Lines whose widths differ by less than this many columns count as equally wide.
const WINDOW: usize = 6;
/// Prose is not set narrower than this.
const NARROWEST: usize = 24;
/// Wider lines are all the same: they are not wrapped.
const WIDEST: usize = 400;

/// The columns a line takes: two for an ideograph and full-width punctuation, one for a Latin letter or digit.
pub(super) fn of(line: Source<'_>) -> usize {
    line.text.trim().width_cjk()
}

/// The width of a full line of prose: where the lines that hold sentence punctuation are most crowded, wide lines
/// weighing more. `None` when there is no prose.
pub(super) fn of_full_lines(lines: &[Source<'_>]) -> Option<usize> {
    let mut weights = [0_usize; WIDEST + WINDOW];
    for line in lines.iter().filter(|line| line.text.contains(['，', '。', '；', '、', ','])) {
        let width = of(*line).min(WIDEST - 1);
        if width >= NARROWEST {
            weights[width] += width;
        }
    }
    let mut best = (0, 0);
    for start in NARROWEST..WIDEST {
        let sum: usize = weights[start..start + WINDOW].iter().sum();
        if sum > best.0 {
            best = (sum, start);
        }
    }
    (best.0 > 0).then_some(best.1 + WINDOW / 2)
}
