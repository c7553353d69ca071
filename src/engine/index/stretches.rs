//! Keys of several columns, those that share the word of one column side by side.
//!
//! Rows of one filing stand together, and ways that look for them come filing by filing. Keys that are spread by hash over
//! all of a large table would fetch a line of memory for each lookup; here those of a filing stay within a few lines.

use std::ops::Range;

use crate::fact::{Table, Word};

use super::keys::{NONE, fits};
use super::seed::Seed;

/// Places for each row, so that most keys that are not there meet an empty one at once.
const PLACES_A_ROW: u32 = 2;
/// The most rows that share a word on the average, and the fewest that stand together.
const MOST_TOGETHER: usize = 4096;
const FEWEST_TOGETHER: usize = 4;
/// Rows that are few enough to stay in a cache whatever their order.
const FEW: usize = 1 << 14;

/// Groups by key: a stretch of places for each word of the leading column.
#[derive(Debug)]
pub(super) struct Stretches {
    /// Which word of a key leads, and its least.
    leader: usize,
    least: u32,
    /// Where each stretch starts, and where the last ends.
    starts: Vec<u32>,
    /// Groups, in the upper bits with as much of the hash as there is room for.
    places: Vec<u32>,
    /// The bits of a place that are a group.
    group: u32,
    seed: Seed,
}

/// What the first place says where the group of a key may stand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct First {
    hash: u64,
    /// Whether the key has no group.
    none: bool,
}

impl Stretches {
    /// No keys yet, with room for those of the first `rows` rows; `None` where no column keeps rows together.
    pub(super) fn new(table: &Table, columns: &[usize], rows: usize) -> Option<Stretches> {
        if columns.len() < 2 || rows < FEW {
            return None;
        }
        let (leader, least, most) = leader(table, columns, rows)?;
        let mut starts = vec![0_u32; (most - least) as usize + 2];
        for row in of(table, rows) {
            starts[(row[columns[leader]].raw() - least) as usize + 1] += PLACES_A_ROW;
        }
        for stretch in 1..starts.len() {
            starts[stretch] = starts[stretch].checked_add(starts[stretch - 1])?;
        }
        let places = vec![NONE; *starts.last()? as usize];
        let group = (rows + 1).checked_next_power_of_two().and_then(|power| u32::try_from(power - 1).ok())?;
        Some(Stretches { leader, least, starts, places, group, seed: Seed::default() })
    }

    /// What the first place says where the group of a key may stand.
    #[inline]
    pub(super) fn first(&self, key: &[Word]) -> First {
        let hash = self.seed.hash(key);
        let held = self.stretch(key).and_then(|stretch| {
            let places = &self.places[stretch];
            places.get(first(hash, places.len())).copied()
        });
        First { hash, none: held.unwrap_or(NONE) == NONE }
    }

    /// The group of a key. `same` compares it with the key of a group.
    #[inline]
    pub(super) fn find_from(&self, first: &First, key: &[Word], same: impl Fn(u32) -> bool) -> Option<u32> {
        if first.none {
            return None;
        }
        self.seek(&self.places[self.stretch(key)?], first.hash, same)?.ok()
    }

    /// The group of a key, `next` where it is new; `None` for a key of none of the rows.
    #[inline]
    pub(super) fn insert(&mut self, key: &[Word], next: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        let (stretch, hash) = (self.stretch(key)?, self.seed.hash(key));
        match self.seek(&self.places[stretch.clone()], hash, same)? {
            Ok(group) => Some(group),
            Err(place) => {
                self.places[stretch][place] = self.tag(hash) | next;
                Some(next)
            }
        }
    }

    /// The places of the keys that share the leading word.
    #[inline]
    fn stretch(&self, key: &[Word]) -> Option<Range<usize>> {
        let stretch = key.get(self.leader)?.raw().wrapping_sub(self.least) as usize;
        match self.starts.get(stretch..)? {
            [start, end, ..] => Some(*start as usize..*end as usize),
            _ => None,
        }
    }

    #[inline]
    fn tag(&self, hash: u64) -> u32 {
        (hash >> 32) as u32 & !self.group
    }

    /// The group of a key among these places, or the place that is free for it; `None` where there is none.
    #[inline]
    fn seek(&self, places: &[u32], hash: u64, same: impl Fn(u32) -> bool) -> Option<Result<u32, usize>> {
        let tag = self.tag(hash);
        let mut place = first(hash, places.len());
        for _ in 0..places.len() {
            let held = places[place];
            if held == NONE {
                return Some(Err(place));
            }
            if held & !self.group == tag && same(held & self.group) {
                return Some(Ok(held & self.group));
            }
            place = if place + 1 == places.len() { 0 } else { place + 1 };
        }
        None
    }

    /// The memory they take.
    pub(super) fn bytes(&self) -> usize {
        (self.starts.capacity() + self.places.capacity()) * size_of::<u32>()
    }
}

/// The place, of so many, to look at first: the lower half of the hash as a part of them.
#[inline]
fn first(hash: u64, places: usize) -> usize {
    (((hash & u64::from(u32::MAX)) * places as u64) >> 32) as usize
}

/// The column whose word stays longest from row to row, of those that part rows enough, by its place in the key; with its
/// least and its greatest word.
fn leader(table: &Table, columns: &[usize], rows: usize) -> Option<(usize, u32, u32)> {
    let mut best: Option<(usize, (usize, u32, u32))> = None;
    for (place, column) in columns.iter().enumerate() {
        let (mut least, mut most, mut runs, mut last) = (u32::MAX, 0, 0, NONE);
        for row in of(table, rows) {
            let word = row[*column].raw();
            (least, most) = (least.min(word), most.max(word));
            runs += usize::from(word != last);
            last = word;
        }
        let together: Range<usize> = FEWEST_TOGETHER..MOST_TOGETHER;
        let better = best.is_none_or(|(fewest, _)| runs < fewest);
        if together.contains(&(rows / runs.max(1))) && fits(least, most, rows) && better {
            best = Some((runs, (place, least, most)));
        }
    }
    best.map(|(_, leader)| leader)
}

fn of(table: &Table, rows: usize) -> impl Iterator<Item = &[Word]> {
    table.words().chunks_exact(table.arity().max(1)).take(rows)
}
