//! Hashes of keys.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use crate::fact::{Word, half};

/// An odd number whose bits follow no rule.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// What the hashes of one table are made with; those of another are others.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Seed(u64);

impl Default for Seed {
    fn default() -> Seed {
        Seed(RandomState::default().hash_one(MIX))
    }
}

impl Seed {
    /// The hash of a key; all keys of a table have as many words.
    #[inline]
    pub(in crate::engine) fn hash(self, key: &[Word]) -> u64 {
        let mut hash = self.0;
        let mut pairs = key.chunks_exact(2);
        for pair in &mut pairs {
            hash = folded(hash ^ (u64::from(pair[0].raw()) << 32 | u64::from(pair[1].raw())));
        }
        if let [last] = pairs.remainder() {
            hash = folded(hash ^ u64::from(last.raw()));
        }
        hash
    }

    /// As much of it as a table keeps that is not to look at its keys again when it grows.
    #[inline]
    pub(in crate::engine) fn half(self, key: &[Word]) -> u32 {
        half(self.hash(key))
    }
}

/// Both halves of a product, one over the other, so that every bit of it counts.
#[inline]
fn folded(word: u64) -> u64 {
    let product = u128::from(word) * u128::from(MIX);
    (product >> 64) as u64 ^ product as u64
}
