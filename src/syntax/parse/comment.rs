//! Which item or clause a comment belongs to.

use std::collections::BTreeSet;

use crate::syntax::token::{CommentToken, Token};
use crate::syntax::tree::Comment;

/// The comments of a file, by item.
pub(super) struct Comments {
    above: Vec<Vec<String>>,
    inner: Vec<Vec<Comment>>,
    trailing: Vec<String>,
    /// Where comments end that stand behind something.
    behind: BTreeSet<u32>,
}

impl Comments {
    /// Sorts comments to the items that start at the tokens `starts`.
    ///
    /// A comment at the start of its line belongs to the item below it, one behind the first line of an item to that
    /// item, any other to the item it stands in or, indented, right behind.
    pub(super) fn sort(source: &str, tokens: &[Token], starts: &[usize], comments: Vec<CommentToken>) -> Comments {
        let mut above: Vec<Vec<String>> = vec![Vec::new(); starts.len()];
        let mut inner: Vec<Vec<Comment>> = vec![Vec::new(); starts.len()];
        let mut trailing = Vec::new();
        let mut behind_ends = BTreeSet::new();
        // Comments above an item are known before those behind its first line.
        let mut last_end = 0;
        for comment in comments {
            let item_of = |token: usize| starts.partition_point(|start| *start <= token).checked_sub(1);
            let below = starts.binary_search(&comment.next).ok();
            let at_edge = below.is_some() || comment.next >= tokens.len();
            let gap = source.get(last_end..comment.span.start as usize).unwrap_or("");
            let apart = gap.trim_start().is_empty() && gap.matches('\n').count() > 1;
            last_end = comment.span.end as usize;
            if let Some(behind) = comment.behind {
                let Some(item) = item_of(behind) else { continue };
                if starts[item] == behind {
                    above[item].push(comment.text);
                } else {
                    let span = tokens[behind].span.to(comment.span);
                    behind_ends.insert(span.end);
                    inner[item].push(Comment { text: comment.text, span });
                }
                continue;
            }
            let before = comment.next.checked_sub(1).and_then(item_of);
            match before {
                Some(item) if !at_edge || !comment.flush => {
                    inner[item].push(Comment { text: comment.text, span: comment.span });
                }
                _ => {
                    let list = below.map_or(&mut trailing, |item| &mut above[item]);
                    if apart && !list.is_empty() {
                        list.push(String::new());
                    }
                    list.push(comment.text);
                    // The empty line that sets a heading off from the item below it.
                    let next = tokens.get(comment.next).map_or(last_end, |token| token.span.start as usize);
                    let gap = source.get(last_end..next).unwrap_or("");
                    if gap.trim_start().is_empty() && gap.matches('\n').count() > 1 {
                        list.push(String::new());
                    }
                }
            }
        }
        above.iter_mut().for_each(tidy);
        tidy(&mut trailing);
        trailing.pop_if(|text| text.is_empty());
        for list in &mut inner {
            list.retain(|comment| !comment.text.is_empty());
        }
        Comments { above, inner, trailing, behind: behind_ends }
    }

    /// The comments above an item and within it; `clauses` are the first bytes of its clauses.
    pub(super) fn take(&mut self, item: usize, clauses: &[u32]) -> (Vec<String>, Vec<Comment>) {
        let above = self.above.get_mut(item).map(std::mem::take).unwrap_or_default();
        let mut inner = self.inner.get_mut(item).map(std::mem::take).unwrap_or_default();
        for comment in &mut inner {
            // Only a comment behind something begins before its own mark; it may stand on a later line of its clause.
            let clause = clauses.partition_point(|start| *start <= comment.span.start).checked_sub(1);
            if let Some(clause) = clause.filter(|_| self.behind.contains(&comment.span.end)) {
                comment.span.start = clauses[clause];
            }
        }
        (above, inner)
    }

    /// The comments behind the last item.
    pub(super) fn trailing(self) -> Vec<String> {
        self.trailing
    }
}

/// Whether an empty line stands between the end of an item and the next one or, where it has some, its comments.
pub(super) fn set_off(source: &str, end: u32, start: u32) -> bool {
    let gap = source.get(end as usize..start as usize).unwrap_or("");
    // The first piece is the rest of the line before, the last one what stands before the item on its own line.
    let (whole, _) = gap.rsplit_once('\n').unwrap_or_default();
    whole.split('\n').skip(1).take_while(|line| !line.starts_with(['#', '＃'])).any(|line| line.trim().is_empty())
}

/// Drops empty lines at the start and all but one in a row.
fn tidy(list: &mut Vec<String>) {
    list.dedup_by(|next, previous| next.is_empty() && previous.is_empty());
    if list.first().is_some_and(String::is_empty) {
        list.remove(0);
    }
}
