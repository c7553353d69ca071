//! Number formats: what a cell displays for the number that it holds.
//!
//! No digit is decided by binary floating point: a stored number is read as the shortest decimal that is stored alike, kept
//! to 15 digits as spreadsheet programs do, and rounded half up in decimal.

mod built_in;
mod date;
mod number;
mod parse;

use rust_decimal::{Decimal, RoundingStrategy};

pub(super) use built_in::built_in;
use parse::{Part, Section};

/// Digits that spreadsheet programs keep.
const DIGITS: u32 = 15;

/// A number format.
#[derive(Clone, Debug)]
pub(super) struct Format {
    sections: Vec<Section>,
    /// Whether days are counted from 1904.
    late: bool,
}

impl Format {
    /// The format of a code such as `#,##0.00;[Red]-#,##0.00`.
    pub(super) fn parse(code: &str, late: bool) -> Format {
        Format { sections: parse::sections(code), late }
    }

    /// What is displayed for a number as it is stored; what is no number is displayed as it is.
    pub(super) fn display(&self, stored: &str) -> String {
        let Some(value) = decimal(stored) else { return stored.to_owned() };
        let (section, bare) = self.section(value);
        let Some(section) = section else { return general(value) };
        // A section of its own for negative numbers writes their sign itself, in brackets or as a colour.
        let hides_sign = bare && value.is_sign_negative() && section.colored && !section.shows_sign();
        let shown = if bare { value.abs() } else { value };
        let text = match () {
            () if section.parts.contains(&Part::General) => section.words(&general(shown)),
            () if section.parts.iter().any(Part::is_date) => {
                date::write(section, value, self.late).unwrap_or_else(|| general(value))
            }
            () if section.plain => general(value),
            () => number::write(section, shown).unwrap_or_else(|| general(value)),
        };
        if hides_sign { format!("-{text}") } else { text }
    }

    /// The section for a value, and whether it stands for its sign.
    fn section(&self, value: Decimal) -> (Option<&Section>, bool) {
        let numbers = &self.sections[..self.sections.len().min(3)];
        if let Some(section) = numbers.iter().find(|section| section.condition.is_some_and(|test| test.holds(value))) {
            let negative = section.condition.is_some_and(|test| test.only_negative());
            return (Some(section), negative);
        }
        if numbers.iter().any(|section| section.condition.is_some()) {
            return (numbers.iter().rfind(|section| section.condition.is_none()).or(numbers.last()), false);
        }
        match numbers {
            [] => (None, false),
            [all] => (Some(all), false),
            [_, negative, ..] if value < Decimal::ZERO => (Some(negative), true),
            [_, _, zero] if value.is_zero() => (Some(zero), false),
            [positive, ..] => (Some(positive), false),
        }
    }
}

/// The number that is stored.
fn decimal(stored: &str) -> Option<Decimal> {
    let value: f64 = stored.trim().parse().ok()?;
    if !value.is_finite() {
        return None;
    }
    // A whole number that is written out has all its digits.
    let written = stored.trim();
    let value = match written.parse::<Decimal>() {
        Ok(exact) if written.len() <= DIGITS as usize => exact,
        _ => value.to_string().parse().ok()?,
    };
    value.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero)
}

/// A number without format.
fn general(value: Decimal) -> String {
    let value = value.normalize();
    if value.is_zero() { "0".to_owned() } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::Format;

    fn shown(code: &str, stored: &str) -> String {
        Format::parse(code, false).display(stored).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        let cases = [
            ("General", "1234.5", "1234.5"),
            ("General", "0.30000000000000004", "0.3"),
            ("General", "1E3", "1000"),
            ("General", "-0", "0"),
            ("0", "0.5", "1"),
            ("0.00", "1.005", "1.01"),
            ("0.00", "1.0049999999999999", "1.01"),
            ("0.00", "1.00499999", "1.00"),
            ("#,##0.00", "1234567.5", "1,234,567.50"),
            ("#,##0.00", "-1234.565", "-1,234.57"),
            ("#,##0.00", "0", "0.00"),
            ("#,##0.##", "1000", "1,000."),
            ("#.##", "0.25", ".25"),
            ("0.00%", "0.12345", "12.35%"),
            ("0%", "-0.5", "-50%"),
            ("0000", "7", "0007"),
            ("000-0000", "1234567", "123-4567"),
            ("#,##0,", "1234567", "1,235"),
            ("0.00,,\"百万\"", "1234567", "1.23百万"),
            ("#,##0.00_);(#,##0.00)", "-3", "(3.00)"),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", "-3", "(3.00)"),
            ("0.00;[Red]0.00", "-3", "-3.00"),
            ("0.00;[红色]0.00", "3", "3.00"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-1234.5", "-1,234.50"),
            ("0.00;-0.00;", "0", ""),
            ("[$¥-804]#,##0.00", "5", "¥5.00"),
            ("[>=100]0.0;[<0]-0.00;0", "120", "120.0"),
            ("[>=100]0.0;[<0]-0.00;0", "-1.5", "-1.50"),
            ("[>=100]0.0;[<0]-0.00;0", "7", "7"),
            ("@", "12", "12"),
            ("# ?/?", "0.5", "0.5"),
            ("0.00E+00", "1234", "1234"),
            ("0.0\"元\"", "2.25", "2.3元"),
            ("General\"元\"", "2.25", "2.25元"),
            ("0.00", "1e400", "1e400"),
            ("0.00", "文", "文"),
        ];
        for (code, stored, expected) in cases {
            assert_eq!(shown(code, stored), expected, "{code} {stored}");
        }
    }

    #[test]
    fn days_are_counted_from_their_first() {
        let cases = [
            ("yyyy-mm-dd", "45658", "2025-01-01"),
            ("yyyy\"年\"m\"月\"d\"日\"", "45716", "2025年2月28日"),
            ("m/d/yy", "1", "1/1/00"),
            ("yyyy/m/d", "60", "1900/2/29"),
            ("yyyy/m/d", "61", "1900/3/1"),
            ("h:mm:ss", "0.5", "12:00:00"),
            ("yyyy/m/d h:mm AM/PM", "45658.75", "2025/1/1 6:00 PM"),
            ("[$-804]yyyy\"年\"m\"月\"", "45658", "2025年1月"),
            ("mmm", "45658", "Jan"),
            ("yyyy", "-1", "-1"),
        ];
        for (code, stored, expected) in cases {
            assert_eq!(shown(code, stored), expected, "{code} {stored}");
        }
        assert_eq!(Format::parse("yyyy-mm-dd", true).display("0"), "1904-01-01");
    }

    #[test]
    fn odd_codes_do_no_harm() {
        for code in
            ["", ";", ";;;", "[", "\"", "\\", "[$", "_", "*", "0.0.0", "%%%%%%%%", ",,,,,,,,,,,", "[<", "[=x]0", "y[h]"]
        {
            for stored in ["0", "-1.5", "1e28", "123456789012345678901234567890", "1e-40"] {
                Format::parse(code, false).display(stored);
            }
        }
        let long = "0".repeat(10_000);
        assert!(Format::parse(&long, false).display("1").len() <= 10_000);
    }
}
