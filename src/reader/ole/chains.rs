//! Chains of sectors → streams. No chain is followed longer than the file has sectors.

/// Numbers from here on are no sectors.
const LAST_SECTOR: u32 = 0xffff_fffa;
/// Bytes of a directory entry.
const ENTRY: usize = 128;
/// Bytes of a small sector.
const SMALL: usize = 64;

/// A container.
pub(super) struct Disk<'d> {
    bytes: &'d [u8],
    sector: usize,
    /// By sector: the next of its chain.
    next: Vec<u32>,
    entries: Vec<Entry>,
    /// Streams below this size stand in small sectors.
    cutoff: usize,
    small_next: Vec<u32>,
    small: Vec<u8>,
}

/// A stream.
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: usize,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}

impl<'d> Disk<'d> {
    /// Opens a container; nothing when it is damaged.
    pub(super) fn open(bytes: &'d [u8]) -> Option<Disk<'d>> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut disk = Disk {
            bytes,
            sector,
            next: Vec::new(),
            entries: Vec::new(),
            cutoff: u32_at(bytes, 56)? as usize,
            small_next: Vec::new(),
            small: Vec::new(),
        };
        let most = bytes.len() / sector + 1;
        let mut tables: Vec<u32> = numbers(bytes.get(76..512)?).take_while(|table| *table < LAST_SECTOR).collect();
        let mut more = u32_at(bytes, 68)?;
        for _ in 0..most {
            let Some(list) = disk.sector(more) else { break };
            let (last, list) = list.split_last_chunk::<4>().map(|(list, last)| (u32::from_le_bytes(*last), list))?;
            tables.extend(numbers(list).take_while(|table| *table < LAST_SECTOR));
            more = last;
        }
        if tables.len() > most {
            return None;
        }
        for table in tables {
            let table: Vec<u32> = numbers(disk.sector(table)?).collect();
            disk.next.extend(table);
        }
        disk.next.truncate(most);
        let directory = disk.chain(u32_at(bytes, 48)?, usize::MAX);
        disk.entries = directory.chunks_exact(ENTRY).filter_map(Entry::of).collect();
        let small: Vec<u8> = disk.chain(u32_at(bytes, 60)?, usize::MAX);
        disk.small_next = numbers(&small).collect();
        let root = disk.entries.iter().find(|entry| entry.kind == 5).map(|root| (root.start, root.size));
        disk.small = root.map(|(start, size)| disk.chain(start, size)).unwrap_or_default();
        Some(disk)
    }

    fn sector(&self, number: u32) -> Option<&'d [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The bytes of a chain, at most so many.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start;
        for _ in 0..self.next.len() {
            let Some(sector) = self.sector(at).filter(|_| bytes.len() < size) else { break };
            bytes.extend_from_slice(sector);
            at = self.next.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        bytes.truncate(size);
        bytes
    }

    fn small_chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start as usize;
        for _ in 0..self.small_next.len() {
            let sector = at.checked_mul(SMALL).and_then(|start| self.small.get(start..start + SMALL));
            let Some(sector) = sector.filter(|_| bytes.len() < size) else { break };
            bytes.extend_from_slice(sector);
            at = self.small_next.get(at).map_or(usize::MAX, |next| *next as usize);
        }
        bytes.truncate(size);
        bytes
    }

    /// Whether there is a stream of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of the first stream of that name.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name))?;
        let small = entry.size < self.cutoff;
        Some(if small { self.small_chain(entry.start, entry.size) } else { self.chain(entry.start, entry.size) })
    }
}

impl Entry {
    fn of(bytes: &[u8]) -> Option<Entry> {
        let length = usize::from(u16_at(bytes, 64)?).clamp(2, 64) - 2;
        Some(Entry {
            name: super::wide(bytes.get(..length)?),
            kind: *bytes.get(66)?,
            start: u32_at(bytes, 116)?,
            size: u32_at(bytes, 120)? as usize,
        })
    }
}
