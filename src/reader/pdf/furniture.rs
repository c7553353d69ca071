//! Page numbers: what stands on a page for finding it, not for reading.

use super::geometry::View;
use super::lines::PrintedLine;
use super::page::Piece;

/// A page number stands in the outer part of a page, in percent of its height.
const MARGIN: i64 = 14;

/// Drops bare page numbers at the head or foot: they would part a paragraph or table that goes on over the page.
///
/// They are dropped altogether and not kept as lines, for nobody can state or check anything by them, and each would
/// count as a figure that was not read. So that no figure is ever taken for one, a number alone is not enough: it must
/// be the first or last of its page, and the numbers of the file must count its pages.
pub(super) fn drop_page_numbers(pieces: &mut Vec<Piece>, views: &[View]) {
    let mut candidates: Vec<(usize, i64)> = Vec::new();
    for index in 0..pieces.len() {
        let Piece::Line(line) = &pieces[index] else { continue };
        let first = index == 0 || pieces[index - 1].page() < line.page;
        let last = pieces.get(index + 1).is_none_or(|next| next.page() > line.page);
        let Some(page) = views.get(line.page) else { continue };
        if (first && at_head(line, page) || last && at_foot(line, page))
            && let Some(number) = page_number(&line.text())
        {
            candidates.push((index, number - line.page as i64));
        }
    }
    // Numbers that count pages differ from the page's place by the same amount all over the file.
    let counts = |offset: i64| {
        let agree = candidates.iter().filter(|(_, other)| *other == offset).count();
        agree >= 2 || offset == 1
    };
    let drop: std::collections::BTreeSet<usize> =
        candidates.iter().filter(|(_, offset)| counts(*offset)).map(|(index, _)| *index).collect();
    let mut index = 0;
    pieces.retain(|_| {
        index += 1;
        !drop.contains(&(index - 1))
    });
}

fn at_head(line: &PrintedLine, page: &View) -> bool {
    i64::from(line.area().bottom) * 100 <= i64::from(page.height) * MARGIN
}

fn at_foot(line: &PrintedLine, page: &View) -> bool {
    i64::from(line.area().top) * 100 >= i64::from(page.height) * (100 - MARGIN)
}

/// The number a line says when it is nothing but a page number: `3`, `- 3 -`, `第3页`, `第3页共10页`, `3/10`.
fn page_number(text: &str) -> Option<i64> {
    let text = text.trim_matches(|ch| matches!(ch, '-' | '·' | '~' | '*' | '|'));
    let text = text.strip_prefix('第').unwrap_or(text);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let (number, rest) = text.split_at(digits);
    let rest = rest.strip_prefix('页').unwrap_or(rest);
    let rest = rest.trim_start_matches(['/', ',', '共']);
    let total = rest.strip_suffix('页').unwrap_or(rest);
    (total.len() <= 4 && total.chars().all(|ch| ch.is_ascii_digit())).then(|| number.parse().ok())?
}
