//! A source that gives only so many bytes in all, wherever they are read.

use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};

/// A source with so many bytes left to give.
pub(super) struct Metered<S> {
    source: S,
    left: usize,
}

impl<S> Metered<S> {
    pub(super) fn new(source: S, left: usize) -> Metered<S> {
        Metered { source, left }
    }
}

impl<S: Read> Read for Metered<S> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.source.read(buffer)?;
        self.left = self.left.checked_sub(read).ok_or(ErrorKind::FileTooLarge).map_err(Error::from)?;
        Ok(read)
    }
}

impl<S: Seek> Seek for Metered<S> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.source.seek(to)
    }
}
