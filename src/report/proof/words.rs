//! Text of the filing and of numbers, as HTML.

use crate::report::escape;
use crate::report::terminal::printable;

/// Text from a filing: neither markup nor a change of direction.
pub(super) fn shown(text: &str) -> String {
    escape::html(&printable(text))
}

/// Thousandths of a point as points, with no more digits than a drawing needs.
pub(super) fn points(thousandths: i32) -> String {
    let tenths = (i64::from(thousandths) + 50).div_euclid(100);
    let (sign, tenths) = if tenths < 0 { ("-", -tenths) } else { ("", tenths) };
    match tenths % 10 {
        0 => format!("{sign}{}", tenths / 10),
        tenth => format!("{sign}{}.{tenth}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_short() {
        for (thousandths, short) in [(0, "0"), (12_000, "12"), (12_345, "12.3"), (-1_250, "-1.2"), (-40, "0")] {
            assert_eq!(points(thousandths), short);
        }
    }
}
