//! The groups of an aggregate.

use hashbrown::HashTable;

use crate::engine::index::Seed;
use crate::engine::outcome::StopReason;
use crate::fact::{FactId, Word, widened};

/// Keys, or groups of a key, each once, numbered as they come.
#[derive(Debug)]
pub(super) struct Keys {
    width: usize,
    count: usize,
    words: Vec<Word>,
    /// With their hashes, so that a table that grows looks at no key.
    numbers: HashTable<(u32, u32)>,
    seed: Seed,
}

impl Keys {
    /// None, of so many words each.
    pub(super) fn new(width: usize) -> Keys {
        Keys { width, count: 0, words: Vec::new(), numbers: HashTable::new(), seed: Seed::default() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The memory they take.
    pub(super) fn bytes(&self) -> usize {
        self.words.len() * size_of::<Word>() + self.numbers.allocation_size()
    }

    /// One of them.
    pub(super) fn key(&self, number: u32) -> &[Word] {
        &self.words[number as usize * self.width..][..self.width]
    }

    /// The number of a key, new or old.
    pub(super) fn number(&mut self, key: impl Iterator<Item = Word>) -> u32 {
        let Keys { width, count, words, numbers, seed } = self;
        if *width == 0 {
            *count = 1;
            return 0;
        }
        let start = words.len();
        words.extend(key);
        let (known, new) = words.split_at(start);
        let hash = seed.half(new);
        let same =
            |(other, number): &(u32, u32)| *other == hash && known[*number as usize * *width..][..*width] == *new;
        let entry = numbers.entry(widened(hash), same, |(hash, _)| widened(*hash));
        let (_, number) = *entry.or_insert((hash, *count as u32)).get();
        if number as usize == *count {
            *count += 1;
        } else {
            words.truncate(start);
        }
        number
    }

    /// Forgets them all.
    pub(super) fn clear(&mut self) {
        self.count = 0;
        self.words.clear();
        self.numbers.clear();
    }
}

/// One group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// `None` for a value that does not exist.
    pub(super) result: Option<Word>,
    members: (u32, u32),
}

impl Group {
    /// How many facts went into it.
    pub(super) fn members(&self) -> usize {
        (self.members.1 - self.members.0) as usize
    }
}

/// Groups by key.
#[derive(Debug, Default)]
pub(super) struct Groups {
    width: usize,
    groups: Vec<Group>,
    /// What the free variables of each are.
    free: Vec<Word>,
    members: Vec<FactId>,
    /// By key: where its groups end, and why facts may be missing.
    ends: Vec<u32>,
    unsure: Vec<Option<StopReason>>,
}

impl Groups {
    /// None, with so many free variables.
    pub(super) fn new(width: usize) -> Groups {
        Groups { width, ..Groups::default() }
    }

    /// How many keys there are.
    pub(super) fn keys(&self) -> usize {
        self.ends.len()
    }

    /// The memory they take.
    pub(super) fn bytes(&self) -> usize {
        let keys = self.ends.len() * (size_of::<u32>() + size_of::<Option<StopReason>>());
        let words = self.free.len() * size_of::<Word>() + self.members.len() * size_of::<FactId>();
        keys + words + self.groups.len() * size_of::<Group>()
    }

    /// The groups of a key and their numbers, in the order of first appearance.
    pub(super) fn of(&self, key: u32) -> impl Iterator<Item = (u32, &Group)> {
        let start = if key == 0 { 0 } else { self.ends[key as usize - 1] };
        (start..self.ends[key as usize]).map(|group| (group, &self.groups[group as usize]))
    }

    /// One group.
    pub(super) fn get(&self, group: u32) -> &Group {
        &self.groups[group as usize]
    }

    /// What the free variables of a group are.
    pub(super) fn free(&self, group: u32) -> &[Word] {
        &self.free[group as usize * self.width..][..self.width]
    }

    /// The facts that went into a group.
    pub(super) fn members(&self, group: u32) -> &[FactId] {
        let (start, end) = self.groups[group as usize].members;
        &self.members[start as usize..end as usize]
    }

    /// Why facts of a key may be missing.
    pub(super) fn unsure(&self, key: u32) -> Option<StopReason> {
        self.unsure[key as usize]
    }

    /// Adds a group to the key at work.
    pub(super) fn add(&mut self, free: &[Word], result: Option<Word>, members: impl Iterator<Item = FactId>) {
        let start = self.members.len() as u32;
        self.members.extend(members);
        self.groups.push(Group { result, members: (start, self.members.len() as u32) });
        self.free.extend_from_slice(free);
    }

    /// Whether the key at work has no group so far.
    pub(super) fn is_open_empty(&self) -> bool {
        self.ends.last().map_or(0, |end| *end as usize) == self.groups.len()
    }

    /// Ends the key at work.
    pub(super) fn end(&mut self, unsure: Option<StopReason>) {
        self.ends.push(self.groups.len() as u32);
        self.unsure.push(unsure);
    }
}
