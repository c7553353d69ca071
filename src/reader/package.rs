//! The files packed in a ZIP container, unpacked within bounds: sizes are counted while unpacking, never believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Excess, Limits, ReadError};
use crate::base::decode;

/// A ZIP container.
pub(super) struct Package<'p> {
    name: &'p str,
    zip: ZipArchive<Cursor<&'p [u8]>>,
    /// Bytes that may still be unpacked.
    left: usize,
    limits: &'p Limits,
}

impl<'p> Package<'p> {
    /// Opens a container, called by a name.
    pub(super) fn open(name: &'p str, bytes: &'p [u8], limits: &'p Limits) -> Result<Package<'p>, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged { name: name.to_owned() })?;
        if zip.len() > limits.members {
            return Err(ReadError::too_large(name, Excess::Members, limits.members, None));
        }
        Ok(Package { name, zip, left: limits.unpacked, limits })
    }

    /// The names of all files, by number, decoded for people; folders are left out.
    pub(super) fn names(&self) -> Vec<(usize, String)> {
        let names = self.zip.file_names_raw().enumerate();
        let names = names.filter(|(_, name)| !name.ends_with(b"/") && !name.ends_with(b"\\"));
        names.map(|(number, name)| (number, display(name))).collect()
    }

    /// Whether there is a file of that name.
    pub(super) fn has(&self, path: &str) -> bool {
        self.zip.index_for_name(path).is_some()
    }

    /// A file by its name, if there is one.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self.zip.index_for_name(path) {
            Some(number) => self.member(number).map(Some),
            None => Ok(None),
        }
    }

    /// A file by its number.
    pub(super) fn member(&mut self, number: usize) -> Result<Vec<u8>, ReadError> {
        let damaged = || ReadError::Damaged { name: self.name.to_owned() };
        if self.zip.by_index_raw(number).map_err(|_| damaged())?.encrypted() {
            return Err(ReadError::Locked { name: self.name.to_owned() });
        }
        let file = self.zip.by_index(number).map_err(|_| ReadError::Damaged { name: self.name.to_owned() })?;
        let mut bytes = Vec::new();
        let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        file.take(most).read_to_end(&mut bytes).map_err(|_| ReadError::Damaged { name: self.name.to_owned() })?;
        self.left = self
            .left
            .checked_sub(bytes.len())
            .ok_or_else(|| ReadError::too_large(self.name, Excess::Unpacked, self.limits.unpacked, None))?;
        Ok(bytes)
    }
}

/// A name as people read it: UTF-8, or GBK as the tools of Chinese systems write it.
fn display(name: &[u8]) -> String {
    match decode(name) {
        Ok((name, _)) => name.replace('\\', "/"),
        Err(_) => String::from_utf8_lossy(name).replace('\\', "/"),
    }
}
