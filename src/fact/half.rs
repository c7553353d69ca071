//! As much of a hash as a table keeps, so that it looks at nothing else when it grows.

/// What is kept of a hash.
#[inline]
pub(crate) fn half(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// What is kept of a hash at both ends of one: tables take places from the lower bits and tags from the upper ones.
#[inline]
pub(crate) fn widened(half: u32) -> u64 {
    u64::from(half) << 32 | u64::from(half)
}
