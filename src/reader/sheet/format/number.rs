//! Numbers by the placeholders of a section.

use rust_decimal::{Decimal, RoundingStrategy};

use super::parse::{Part, Section};

/// A number in the format of a section; nothing where it grows too large.
pub(super) fn write(section: &Section, value: Decimal) -> Option<String> {
    let parts = &section.parts;
    let is_digit = |part: &Part| matches!(part, Part::Digit(_));
    let Some(last) = parts.iter().rposition(is_digit) else {
        return Some(with_sign(value, section.words("")));
    };
    let point = parts.iter().position(|part| *part == Part::Point);
    let end = point.unwrap_or(parts.len());
    let whole_end = parts[..end].iter().rposition(is_digit).map_or(0, |at| at + 1);
    let first = parts.iter().position(is_digit)?;
    let grouped = parts[first..whole_end.max(first)].contains(&Part::Comma);
    let thousands = |part: &&Part| **part == Part::Comma;
    let scaled = parts[whole_end..end].iter().filter(thousands).count()
        + if point.is_some() { parts[last + 1..].iter().take_while(thousands).count() } else { 0 };
    let mut shown = value;
    for part in parts.iter().filter(|part| **part == Part::Percent).take(4) {
        shown = shown.checked_mul(if *part == Part::Percent { Decimal::ONE_HUNDRED } else { Decimal::ONE })?;
    }
    for _ in 0..scaled.min(8) {
        shown = shown.checked_div(Decimal::ONE_THOUSAND)?;
    }
    let places = parts[end..].iter().filter(|part| is_digit(part)).count();
    let places = u32::try_from(places).ok()?.min(28);
    let rounded = shown.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let digits = rounded.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole = whole.trim_start_matches('0');
    let mut out = String::new();
    write_whole(&parts[..end], whole, grouped, &mut out);
    write_fraction(&parts[end..], fraction.trim_end_matches('0'), &mut out);
    Some(with_sign(value, out))
}

fn with_sign(value: Decimal, text: String) -> String {
    if value.is_sign_negative() && !value.is_zero() { format!("-{}", text.trim_start()) } else { text }
}

/// The digits before the point, from the right to the left.
fn write_whole(parts: &[Part], whole: &str, grouped: bool, out: &mut String) {
    let mut digits: Vec<char> = whole.chars().collect();
    let first = parts.iter().position(|part| matches!(part, Part::Digit(_)));
    let mut reversed: Vec<char> = Vec::new();
    let mut count = 0;
    let mut put = |ch: char, reversed: &mut Vec<char>| {
        if grouped && count > 0 && count % 3 == 0 && ch != ' ' {
            reversed.push(',');
        }
        reversed.push(ch);
        count += 1;
    };
    for (at, part) in parts.iter().enumerate().rev() {
        match part {
            Part::Digit(placeholder) => {
                match (digits.pop(), placeholder) {
                    (Some(digit), _) => put(digit, &mut reversed),
                    (None, '0') => put('0', &mut reversed),
                    (None, '?') => put(' ', &mut reversed),
                    (None, _) => {}
                }
                if Some(at) == first {
                    while let Some(digit) = digits.pop() {
                        put(digit, &mut reversed);
                    }
                }
            }
            Part::Words(words) => reversed.extend(words.chars().rev()),
            Part::Percent => reversed.push('%'),
            _ => {}
        }
    }
    // Without a placeholder before the point, the digits stand right before it.
    if first.is_none() {
        reversed.splice(0..0, digits.into_iter().rev());
    }
    out.extend(reversed.into_iter().rev());
}

/// The point and the digits behind it.
fn write_fraction(parts: &[Part], fraction: &str, out: &mut String) {
    let mut digits = fraction.chars();
    let mut pointed = false;
    for part in parts {
        match part {
            Part::Point if !pointed => {
                out.push('.');
                pointed = true;
            }
            Part::Digit(placeholder) => match (digits.next(), placeholder) {
                (Some(digit), _) => out.push(digit),
                (None, '0') => out.push('0'),
                (None, '?') => out.push(' '),
                (None, _) => {}
            },
            Part::Words(words) => out.push_str(words),
            Part::Percent => out.push('%'),
            _ => {}
        }
    }
}
