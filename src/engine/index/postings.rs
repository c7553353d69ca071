//! The rows of each key.

/// Rows that a lookup found, ascending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Found<'a> {
    /// None.
    None,
    /// One.
    One(u32),
    /// Several, or one.
    Many(&'a [u32]),
}

/// Rows by group, a group for each key in the order of first appearance.
#[derive(Debug)]
pub(super) enum Postings {
    /// Every row is a group of its own, with its own number.
    Own,
    /// Of a relation that is complete: where each group starts, and all rows.
    Packed { starts: Vec<u32>, rows: Vec<u32> },
    /// Of a relation that grows.
    Lists(Vec<Vec<u32>>),
}

impl Postings {
    /// Of rows whose groups are known.
    pub(super) fn packed(group_of: &[u32], groups: usize) -> Postings {
        if groups == group_of.len() {
            return Postings::Own;
        }
        let mut starts = vec![0_u32; groups + 1];
        for group in group_of {
            starts[*group as usize + 1] += 1;
        }
        for group in 0..groups {
            starts[group + 1] += starts[group];
        }
        let mut rows = vec![0_u32; group_of.len()];
        for (row, group) in group_of.iter().enumerate() {
            let next = &mut starts[*group as usize];
            rows[*next as usize] = row as u32;
            *next += 1;
        }
        // Each start has moved to its end, which is where the next one starts.
        starts.rotate_right(1);
        starts[0] = 0;
        Postings::Packed { starts, rows }
    }

    /// The rows of a group.
    #[inline]
    pub(super) fn of(&self, group: u32) -> Found<'_> {
        match self {
            Postings::Own => Found::One(group),
            Postings::Packed { starts, rows } => {
                Found::Many(&rows[starts[group as usize] as usize..starts[group as usize + 1] as usize])
            }
            Postings::Lists(lists) => Found::Many(&lists[group as usize]),
        }
    }

    /// The first row of a group.
    #[inline]
    pub(super) fn first(&self, group: u32) -> u32 {
        match self {
            Postings::Own => group,
            Postings::Packed { starts, rows } => rows[starts[group as usize] as usize],
            Postings::Lists(lists) => lists[group as usize].first().copied().unwrap_or(0),
        }
    }

    /// The memory they take.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Postings::Own => 0,
            Postings::Packed { starts, rows } => 4 * (starts.capacity() + rows.capacity()),
            // A list grows by doubling: it holds at most twice what it needs, one and a half times on the average.
            Postings::Lists(lists) => lists.capacity() * size_of::<Vec<u32>>(),
        }
    }
}
