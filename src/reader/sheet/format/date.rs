//! Days and times by the letters of a section.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::parse::{Part, Section};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEK: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
/// Days after which the year 9999 ends.
const LAST_DAY: i64 = 2_958_465;
/// Days between the two first days from which days are counted.
const LATE: i64 = 1462;
const SECONDS: i64 = 86_400;

/// A day and time in the format of a section; nothing where there is no such day.
pub(super) fn write(section: &Section, value: Decimal, late: bool) -> Option<String> {
    let seconds = value.checked_mul(Decimal::from(SECONDS))?.round().to_i64()?;
    let (day, second) = (seconds.div_euclid(SECONDS), seconds.rem_euclid(SECONDS));
    let day = if late { day.checked_add(LATE)? } else { day };
    if !(0..=LAST_DAY).contains(&day) {
        return None;
    }
    let (year, month, date) = civil(day);
    let halves = section.parts.contains(&Part::HalfDay);
    let hour = second / 3600;
    let shown_hour = if halves { (hour + 11) % 12 + 1 } else { hour };
    let mut out = String::new();
    let letters: Vec<(usize, char)> = section
        .parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| if let Part::Date(letter, _) = part { Some((at, *letter)) } else { None })
        .collect();
    for (at, part) in section.parts.iter().enumerate() {
        let own = letters.iter().position(|(letter_at, _)| *letter_at == at);
        let beside =
            |step: isize| own.and_then(|own| letters.get(own.checked_add_signed(step)?)).map(|(_, letter)| *letter);
        let minutes = beside(-1) == Some('h') || beside(1) == Some('s');
        match part {
            Part::Date('y', 1 | 2) => out.push_str(&format!("{:02}", year % 100)),
            Part::Date('y', _) => out.push_str(&format!("{year:04}")),
            Part::Date('m', length) if minutes => pad(&mut out, second / 60 % 60, *length),
            Part::Date('m', length @ (1 | 2)) => pad(&mut out, month, *length),
            Part::Date('m', length) => {
                let name = MONTHS[usize::try_from(month - 1).ok()? % 12];
                out.push_str(if *length == 3 { &name[..3] } else { name });
            }
            Part::Date('d', length @ (1 | 2)) => pad(&mut out, date, *length),
            Part::Date('d', length) => {
                let name = WEEK[usize::try_from((day + 6) % 7).ok()? % 7];
                out.push_str(if *length == 3 { &name[..3] } else { name });
            }
            Part::Date('h', length) => pad(&mut out, shown_hour, *length),
            Part::Date('s', length) => pad(&mut out, second % 60, *length),
            Part::HalfDay => out.push_str(if hour < 12 { "AM" } else { "PM" }),
            Part::Words(words) => out.push_str(words),
            Part::Comma => out.push(','),
            Part::Point => out.push('.'),
            _ => {}
        }
    }
    Some(out)
}

fn pad(out: &mut String, number: i64, length: usize) {
    out.push_str(&if length > 1 { format!("{number:02}") } else { number.to_string() });
}

/// Year, month and day of a day that is counted from the end of 1899, with the 29 February 1900 that never was.
fn civil(day: i64) -> (i64, i64, i64) {
    match day {
        0 => return (1900, 1, 0),
        60 => return (1900, 2, 29),
        _ => {}
    }
    // Days since 1 March of the year 0.
    let days = if day < 60 { day + 1 } else { day } + 693_899;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}
