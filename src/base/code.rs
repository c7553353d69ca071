//! Classification codes of the budget forms.

use std::fmt;

/// A code of up to fifteen digits, such as `2080505`; the empty code does not exist.
///
/// Codes order as text does, so that a parent stands directly before its children.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    /// Digits from the top nibble down, each stored as digit + 1.
    packed: u64,
}

/// Room for the digits of a [`Code`].
pub type CodeText = [u8; Code::MAX_DIGITS];

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// No digit at all.
    Empty,
    /// More than fifteen digits.
    TooLong,
    /// Something that is no ASCII digit.
    NotADigit,
}

impl Code {
    /// The longest code that can be kept.
    pub const MAX_DIGITS: usize = 15;

    /// Reads a code from ASCII digits.
    pub fn parse(text: &str) -> Result<Code, CodeError> {
        if text.is_empty() {
            return Err(CodeError::Empty);
        }
        if text.len() > Self::MAX_DIGITS {
            return Err(CodeError::TooLong);
        }
        let mut packed = 0;
        for (index, byte) in text.bytes().enumerate() {
            if !byte.is_ascii_digit() {
                return Err(CodeError::NotADigit);
            }
            packed |= u64::from(byte - b'0' + 1) << (60 - 4 * index);
        }
        Ok(Code { packed })
    }

    /// Room for the digits of a code.
    pub const ROOM: CodeText = [0; Self::MAX_DIGITS];

    /// The code as text, its digits written to `room`.
    pub fn text(self, room: &mut CodeText) -> &str {
        let digits = self.digits();
        for (index, byte) in room[..digits].iter_mut().enumerate() {
            *byte = b'0' - 1 + (self.packed >> (60 - 4 * index) & 15) as u8;
        }
        std::str::from_utf8(&room[..digits]).unwrap_or_default()
    }

    /// How many digits the code has.
    pub fn digits(self) -> usize {
        16 - self.packed.trailing_zeros() as usize / 4
    }

    /// The code made of the first `digits` digits; `None` when there are none or too few.
    pub fn prefix(self, digits: usize) -> Option<Code> {
        if digits == 0 || digits > self.digits() {
            return None;
        }
        Some(Code { packed: self.packed & (u64::MAX << (64 - 4 * digits)) })
    }

    /// Whether `self` is a proper prefix of `other`.
    pub fn is_above(self, other: Code) -> bool {
        self.digits() < other.digits() && other.prefix(self.digits()) == Some(self)
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.packed.cmp(&other.packed)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text(&mut Code::ROOM.clone()))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_print_as_read_and_order_as_text() {
        let class = Code::parse("208").expect("three digits");
        let item = Code::parse("2080505").expect("seven digits");
        assert_eq!(item.to_string(), "2080505");
        assert_eq!(item.prefix(3), Some(class));
        assert!(class.is_above(item) && !item.is_above(class) && !class.is_above(class));
        assert!(class < item);
        assert_eq!(Code::parse("999999999999999").map(|c| c.digits()), Ok(15));
        assert_eq!(Code::parse("1234567890123456"), Err(CodeError::TooLong));
        assert_eq!(Code::parse("２"), Err(CodeError::NotADigit));
    }
}
