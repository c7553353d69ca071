//! Numbers in cells.

use rust_decimal::Decimal;

use crate::base::{Amount, NumberText, Precision, Units, squeeze};

/// The most bytes of a number, with its unit and whatever space.
pub(super) const LONGEST_NUMBER: usize = 256;

/// The most digits of a number that surely fits in 64 bits.
pub(super) const MOST_DIGITS: usize = 18;

/// A number of at most so many digits that is written plainly, as a whole number and how many of its digits stand behind
/// the point.
pub(super) fn digits(text: &[u8]) -> Option<(i64, u32)> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if text.len() > MOST_DIGITS + 1 {
        return None;
    }
    let (mut number, mut point) = (0_i64, None);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = number.wrapping_mul(10).wrapping_add(i64::from(byte - b'0')),
            b'.' if point.is_none() && at > 0 => point = Some(at),
            _ => return None,
        }
    }
    let places = point.map_or(0, |at| text.len() - at - 1);
    let count = text.len() - usize::from(point.is_some());
    let plain = (1..=MOST_DIGITS).contains(&count) && (point.is_none() || places > 0);
    plain.then_some((if negative { -number } else { number }, places as u32))
}

/// The amount of a text that is a number, with or without a unit behind it, and nothing else; that of a
/// target may stand behind a comparison.
pub(super) fn amount(text: &str, is_target: bool, units: &Units) -> Option<Amount> {
    if text.len() > LONGEST_NUMBER {
        return None;
    }
    let squeezed = squeeze(text);
    let bare = if is_target { squeezed.trim_start_matches(['<', '>', '=', '≤', '≥']) } else { &squeezed };
    let chars: Vec<char> = bare.chars().collect();
    let number = NumberText::prefix(&chars)?;
    let unit = match &chars[number.length..] {
        [] => Units::BARE,
        rest => units.longest_prefix(rest).filter(|(_, length)| *length == rest.len())?.0,
    };
    Amount::printed(number.value, number.places, unit, units)
}

/// A number without a unit, as printed: exactly so many base units.
pub(super) fn bare(mantissa: i64, places: u32) -> Amount {
    let value = Decimal::new(mantissa, places);
    Amount { precision: Precision::Digits(places), ..Amount::exact(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_read_digit_by_digit() {
        for (text, number) in [
            ("0", Some((0, 0))),
            ("-0.50", Some((-50, 2))),
            ("007", Some((7, 0))),
            ("999999999999999999", Some((999_999_999_999_999_999, 0))),
            ("12345678901234567.8", Some((123_456_789_012_345_678, 1))),
            ("1234567890123456789", None),
            ("", None),
            ("-", None),
            (".5", None),
            ("5.", None),
            ("1.2.3", None),
            ("--1", None),
            ("+1", None),
            ("1,000", None),
            ("１", None),
        ] {
            assert_eq!(digits(text.as_bytes()), number, "{text}");
        }
    }

    #[test]
    fn a_plain_number_is_the_amount_that_is_printed() {
        for text in ["0", "-0.50", "12.340", "999999999999999999", "0.00000000000000001"] {
            let (mantissa, places) = digits(text.as_bytes()).expect("plain");
            assert_eq!(amount(text, false, &Units::default()), Some(bare(mantissa, places)), "{text}");
        }
    }
}
