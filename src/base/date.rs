//! Days of the calendar.

use std::fmt;

/// Digits as Chinese print writes them in a year.
const NUMERALS: &str = "〇一二三四五六七八九";

/// A day that exists; ordered as time goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day from year 1000 to 9999, all that print writes; `None` when the calendar has no such day.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Date> {
        let (year, month, day) = (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let exists =
            (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
        exists.then_some(Date { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i64 {
        self.year.into()
    }

    /// The month, from 1.
    pub fn month(self) -> i64 {
        self.month.into()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i64 {
        self.day.into()
    }

    /// `2026-02-03`, for programs.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// How many days lie from this day to another; negative when the other is earlier.
    pub fn days_to(self, other: Date) -> i64 {
        other.number() - self.number()
    }

    /// Twenty-three bits that order as days do.
    #[inline]
    pub fn packed(self) -> u32 {
        u32::from(self.year) << 9 | u32::from(self.month) << 5 | u32::from(self.day)
    }

    /// The day of bits that [`Date::packed`] gave; `None` when the calendar has no such day.
    #[inline]
    pub fn of_packed(packed: u32) -> Option<Date> {
        Date::new((packed >> 9).into(), (packed >> 5 & 15).into(), (packed & 31).into())
    }

    /// Days since a day long ago.
    fn number(self) -> i64 {
        let before = self.year() - 1;
        let months: i64 = (1..self.month).map(|month| i64::from(length(self.year, month))).sum();
        before * 365 + before / 4 - before / 100 + before / 400 + months + self.day()
    }

    /// Reads folded text that is one date and nothing else.
    pub fn parse(text: &str) -> Option<Date> {
        let chars: Vec<char> = text.chars().collect();
        Date::prefix(&chars).filter(|(_, length)| *length == chars.len()).map(|(date, _)| date)
    }

    /// Reads the date that folded text starts with, and says how long it is: `2026年2月3日`, `2026-02-03`, `2026.2.3`,
    /// `2026/2/3`, `二〇二六年二月三日`.
    pub fn prefix(text: &[char]) -> Option<(Date, usize)> {
        let (year, mut at) = number(text, 4).filter(|(_, length)| *length == 4).or_else(|| chinese_year(text))?;
        let mark = *text.get(at)?;
        let last = match mark {
            '年' => '月',
            '-' | '.' | '/' => mark,
            _ => return None,
        };
        let chinese = mark == '年';
        let part = |from: usize| {
            let text = text.get(from..)?;
            number(text, 2).or_else(|| chinese_part(text).filter(|_| chinese))
        };
        let (month, length) = part(at + 1)?;
        at += 1 + length;
        if text.get(at) != Some(&last) {
            return None;
        }
        let (day, length) = part(at + 1)?;
        at += 1 + length;
        if chinese {
            if !matches!(text.get(at), Some('日' | '号')) {
                return None;
            }
            at += 1;
        } else if text.get(at).is_some_and(char::is_ascii_digit) {
            return None;
        }
        Some((Date::new(year, month, day)?, at))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

/// How many days a month has.
fn length(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The digits that text starts with, at most so many, and how many there are.
fn number(text: &[char], most: usize) -> Option<(i64, usize)> {
    let length = text.iter().take(most).take_while(|ch| ch.is_ascii_digit()).count();
    let digits: String = text[..length].iter().collect();
    Some((digits.parse().ok()?, length))
}

fn chinese_year(text: &[char]) -> Option<(i64, usize)> {
    let digit = |ch: &char| {
        let ch = if matches!(ch, '○' | '零') { '〇' } else { *ch };
        NUMERALS.chars().position(|numeral| numeral == ch)
    };
    let year = text.get(..4)?.iter().try_fold(0, |year, ch| Some(year * 10 + digit(ch)?))?;
    Some((year as i64, 4))
}

fn chinese_part(text: &[char]) -> Option<(i64, usize)> {
    let numeral = |length: usize| Some((super::chinese_numeral(text.get(..length)?)?.into(), length));
    (1..=3).rev().find_map(numeral)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(year: i64, month: i64, day: i64) -> Date {
        Date::new(year, month, day).expect("a day")
    }

    #[test]
    fn dates_as_they_are_printed() {
        for text in [
            "2026年2月3日",
            "2026年02月03日",
            "2026-02-03",
            "2026.2.3",
            "2026/2/3",
            "二〇二六年二月三日",
            "2026年2月3号",
        ] {
            assert_eq!(Date::parse(text), Some(day(2026, 2, 3)), "{text}");
        }
        assert_eq!(Date::parse("二○二六年十二月三十一日"), Some(day(2026, 12, 31)));
        for text in
            ["2026年2月", "2026年2月30日", "2026-2/3", "2026.2.345", "26年2月3日", "2026年13月1日", "2026-二-3", ""]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_calendar_is_checked() {
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(2000, 2, 29).is_some());
        for (year, month, day) in [(2025, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 1, 0), (999, 1, 1)]
        {
            assert_eq!(Date::new(year, month, day), None);
        }
        assert_eq!(day(2025, 12, 31).days_to(day(2026, 3, 1)), 60);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn dates_order_as_days_do(a in (1000_i64..9999, 1_i64..13, 1_i64..32), b in (1000_i64..9999, 1_i64..13, 1_i64..32)) {
            let (Some(a), Some(b)) = (Date::new(a.0, a.1, a.2), Date::new(b.0, b.1, b.2)) else { return Ok(()) };
            prop_assert_eq!(a.cmp(&b), 0.cmp(&a.days_to(b)));
            prop_assert_eq!(a.days_to(b), -b.days_to(a));
            prop_assert_eq!(Date::parse(&a.to_string()), Some(a));
            prop_assert_eq!(Date::of_packed(a.packed()), Some(a));
            prop_assert_eq!(a.packed().cmp(&b.packed()), a.cmp(&b));
        }

        #[test]
        fn every_day_is_one_day_after_another(year in 1000_i64..9999, number in 0_i64..365) {
            let days: Vec<Date> =
                (1..13).flat_map(|month| (1..32).filter_map(move |day| Date::new(year, month, day))).collect();
            let at = number as usize % (days.len() - 1);
            prop_assert_eq!(days[at].days_to(days[at + 1]), 1);
            prop_assert_eq!(days[days.len() - 1].days_to(day(year + 1, 1, 1)), 1);
        }
    }
}
