//! Which pairs a table holds, a bit each.

use super::Word;

/// The most bytes that a matrix takes for each row of its table when it is made.
const BYTES_A_ROW: usize = 32;
/// Rows that are few enough to be looked up otherwise.
const FEW: usize = 4096;

/// Pairs of words that lie close together.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    /// The least word of each column.
    least: [u32; 2],
    /// How many words of each column have a place.
    span: [u32; 2],
    /// How many numbers a line takes.
    stride: usize,
    bits: Vec<u64>,
}

/// What became of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    New,
    Old,
    /// It has no place.
    Outside,
}

impl Matrix {
    /// Whether it is time to ask for a matrix, with so many rows of so many words.
    pub(super) fn is_due(arity: usize, rows: usize) -> bool {
        (1..=2).contains(&arity) && rows >= FEW && rows.is_power_of_two()
    }

    /// The matrix of some rows and one more; `None` where their words lie too far apart.
    pub(super) fn of(words: &[Word], arity: usize, next: &[Word]) -> Option<Matrix> {
        let rows = || words.chunks_exact(arity).chain([next]);
        let (mut least, mut most) = ([u32::MAX; 2], [0; 2]);
        for row in rows() {
            for (column, word) in pair(row).into_iter().enumerate() {
                least[column] = least[column].min(word);
                most[column] = most[column].max(word);
            }
        }
        // Room for words a little further on, so that a relation that grows outwards is not laid out anew each time.
        let room = |column: usize| {
            let span = most[column] - least[column] + 1;
            span.saturating_add(if span == 1 { 0 } else { span / 4 })
        };
        let span = [room(0), room(1)];
        let stride = (span[1] as usize).div_ceil(64);
        let length = stride.checked_mul(span[0] as usize)?;
        if length * size_of::<u64>() > words.len() / arity * BYTES_A_ROW {
            return None;
        }
        let mut matrix = Matrix { least, span, stride, bits: vec![0; length] };
        words.chunks_exact(arity).for_each(|row| {
            matrix.set(row);
        });
        Some(matrix)
    }

    /// Adds a row.
    #[inline]
    pub(super) fn set(&mut self, row: &[Word]) -> Set {
        let Some((place, bit)) = self.place(row) else { return Set::Outside };
        let line = &mut self.bits[place];
        let new = *line & bit == 0;
        *line |= bit;
        if new { Set::New } else { Set::Old }
    }

    /// The numbers of the pairs that are not there. Most of those that a recursion derives are, and come in no order that
    /// could be foreseen: nothing here waits for one before it looks at the next.
    pub(super) fn unknown(&self, firsts: &[u32], seconds: &[u32], unknown: &mut Vec<u32>) {
        unknown.resize(firsts.len().min(seconds.len()), 0);
        let mut count = 0;
        for (number, (first, second)) in firsts.iter().zip(seconds).enumerate() {
            let (line, column) = (first.wrapping_sub(self.least[0]), second.wrapping_sub(self.least[1]));
            let inside = line < self.span[0] && column < self.span[1];
            let place = if inside { line as usize * self.stride + column as usize / 64 } else { 0 };
            let known = inside && self.bits[place] >> (column % 64) & 1 == 1;
            if let Some(next) = unknown.get_mut(count) {
                *next = number as u32;
            }
            count += usize::from(!known);
        }
        unknown.truncate(count);
    }

    /// Marks a row in a matrix of the same shape, unless it is there already; whether it was in either.
    #[inline]
    pub(super) fn mark(&self, marks: &mut Matrix, row: &[Word]) -> Set {
        let Some((place, bit)) = self.place(row) else { return Set::Outside };
        let line = &mut marks.bits[place];
        let new = (self.bits[place] | *line) & bit == 0;
        *line |= bit;
        if new { Set::New } else { Set::Old }
    }

    /// Whether another gives every row the same place.
    pub(super) fn is_like(&self, other: &Matrix) -> bool {
        (self.least, self.span) == (other.least, other.span)
    }

    /// One that gives every row the same place, without rows.
    pub(super) fn blank(&self) -> Matrix {
        Matrix { bits: vec![0; self.bits.len()], ..*self }
    }

    /// Forgets all rows.
    pub(super) fn clear(&mut self) {
        self.bits.fill(0);
    }

    /// Whether a row is there.
    #[inline]
    pub(super) fn has(&self, row: &[Word]) -> bool {
        self.place(row).is_some_and(|(place, bit)| self.bits[place] & bit != 0)
    }

    /// The memory it takes.
    pub(super) fn bytes(&self) -> usize {
        self.bits.capacity() * size_of::<u64>()
    }

    #[inline]
    fn place(&self, row: &[Word]) -> Option<(usize, u64)> {
        let [first, second] = pair(row);
        let (line, column) = (first.wrapping_sub(self.least[0]), second.wrapping_sub(self.least[1]));
        let inside = line < self.span[0] && column < self.span[1];
        inside.then(|| (line as usize * self.stride + column as usize / 64, 1 << (column % 64)))
    }
}

/// A row as a pair; of a single word the second.
#[inline]
fn pair(row: &[Word]) -> [u32; 2] {
    match row {
        [first, second] => [first.raw(), second.raw()],
        [only] => [0, only.raw()],
        _ => [0, 0],
    }
}
