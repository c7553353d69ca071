//! Records: a kind, a length, data, and records that continue it.

/// The kind of a record that continues the one before it.
const CONTINUES: u16 = 0x003c;

/// A record.
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    /// Its data, and that of the records that continue it.
    pub(super) pieces: Vec<&'s [u8]>,
}

impl<'s> Record<'s> {
    /// Its data without continuation.
    pub(super) fn data(&self) -> &'s [u8] {
        self.pieces.first().copied().unwrap_or_default()
    }

    fn array<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.data().get(at..at + N)?.try_into().ok()
    }

    pub(super) fn u8(&self, at: usize) -> Option<u8> {
        self.data().get(at).copied()
    }

    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        self.array(at).map(u16::from_le_bytes)
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        self.array(at).map(u32::from_le_bytes)
    }

    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        self.array(at).map(f64::from_le_bytes)
    }
}

/// The records of a stream, until it ends or breaks off.
pub(super) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    pub(super) fn of(stream: &'s [u8]) -> Records<'s> {
        Records { rest: stream }
    }

    /// How many bytes were not read.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    fn piece(&mut self) -> Option<(u16, &'s [u8])> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some((u16::from_le_bytes([head[0], head[1]]), data))
    }

    fn continues(&self) -> bool {
        self.rest.starts_with(&CONTINUES.to_le_bytes())
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, data) = self.piece()?;
        let mut pieces = vec![data];
        while self.continues() {
            let Some((_, more)) = self.piece() else { break };
            pieces.push(more);
        }
        Some(Record { kind, pieces })
    }
}
