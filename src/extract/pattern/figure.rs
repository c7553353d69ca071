//! Numbers, figures, integers, codes and ordinals at a place of a text; each function gives its readings, best first.

use rust_decimal::Decimal;

use crate::base::{Code, Date, Kind, NumberText, UnitId, Units, chinese_numeral};
use crate::document::Gap;

use super::{Captured, FigureKind, Subject};

/// The longest stretch that is read as one number.
const MAX_NUMBER: usize = 48;
/// The longest unit.
const MAX_UNIT: usize = 24;

/// What a hole may take, and where it ends.
pub(super) type Reading = (Captured, usize);

/// One reading of a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) places: u32,
    pub(super) end: usize,
}

impl FigureKind {
    fn admits(self, kind: Kind) -> bool {
        match self {
            FigureKind::Any => true,
            FigureKind::Money => kind == Kind::Money,
            FigureKind::Ratio => kind == Kind::Ratio,
            FigureKind::Count => kind == Kind::Count,
            FigureKind::Price => kind == Kind::Price,
        }
    }
}

impl Subject<'_> {
    /// Figures of a kind: the longest number first, with its unit before without.
    pub(super) fn figures(&self, at: usize, filter: FigureKind) -> Vec<Reading> {
        let mut readings = Vec::new();
        for Number { value, places, end } in self.numbers(at) {
            let figure = |unit, end| (Captured::Figure { number: value, places, unit, sign: None }, end);
            let unit = self.unit(end);
            if let Some((id, behind)) = unit.filter(|(id, _)| filter.admits(self.units.get(*id).kind)) {
                readings.push(figure(id, behind));
            }
            if filter == FigureKind::Any {
                readings.push(figure(Units::BARE, end));
            } else if (unit.is_none() || self.gap(end) >= Gap::Line)
                && !(self.gap(end) <= Gap::Wrap && self.ch(end).is_alphanumeric())
                && filter.admits(self.units.get(self.default_unit).kind)
            {
                readings.push(figure(self.default_unit, end));
            }
        }
        readings
    }

    /// Integers, the longest first. In a form an integer is a cell of its own.
    pub(super) fn integers(&self, at: usize) -> Vec<Reading> {
        let edge = |at: usize| at >= self.len() || self.gap(at) >= Gap::Space;
        self.digit_runs(at)
            .into_iter()
            .filter(|end| !self.joined || (edge(at) && edge(*end)))
            .filter_map(|end| {
                let digits: String = self.chars[at..end].iter().collect();
                Some((Captured::Integer(digits.parse().ok()?), end))
            })
            .collect()
    }

    /// The date that stands here, space within it left aside, unless it goes on a number or a number goes on it.
    pub(super) fn dates(&self, at: usize) -> Vec<Reading> {
        let window = &self.chars[at..self.len().min(at + MAX_NUMBER)];
        let found = Date::prefix(window).filter(|(_, length)| {
            let whole = (at + 1..at + length).all(|inside| self.gap(inside) < Gap::Break);
            whole && !self.inside_number(at) && !(self.digit(at + length - 1) && self.breaks_number(at + length))
        });
        found.map(|(date, length)| (Captured::Date(date), at + length)).into_iter().collect()
    }

    /// The code that stands here; its digits have no space between them.
    pub(super) fn codes(&self, at: usize) -> Vec<Reading> {
        let solid = |end: &usize| (at + 1..*end).all(|inside| self.attached(inside));
        self.digit_runs(at)
            .into_iter()
            .filter(|end| (3..=Code::MAX_DIGITS).contains(&(end - at)))
            .filter(solid)
            .filter_map(|end| {
                let digits: String = self.chars[at..end].iter().collect();
                Some((Captured::Code(Code::parse(&digits).ok()?), end))
            })
            .collect()
    }

    /// Where an ordinal that starts here may end: a whole run of digits, or a Chinese numeral, the longest first.
    pub(super) fn ordinals(&self, at: usize) -> Vec<usize> {
        if self.digit(at) {
            if at > 0 && self.digit(at - 1) && self.attached(at) {
                return Vec::new();
            }
            let more = self.chars[at + 1..].iter().take_while(|ch| ch.is_ascii_digit()).count();
            let end = (at + 1..=at + more).find(|inside| !self.attached(*inside)).unwrap_or(at + 1 + more);
            // `11.3` numbers nothing; `1.2025年` does, for years have no fraction before them.
            let fraction = self.ch(end) == '.' && self.digit(end + 1) && self.attached(end) && self.attached(end + 1);
            let year = (end + 1..end + 5).all(|place| self.digit(place)) && self.ch(end + 5) == '年';
            return if (fraction && !year) || self.inside_number(at) { Vec::new() } else { vec![end] };
        }
        let numeral = |length: &usize| self.chars.get(at..at + length).and_then(chinese_numeral).is_some();
        (1..=3).rev().filter(numeral).map(|length| at + length).collect()
    }

    /// The longest declared unit that stands here, and the place behind it.
    pub(super) fn unit(&self, at: usize) -> Option<(UnitId, usize)> {
        let window = self.chars.get(at..self.len().min(at + MAX_UNIT))?;
        let (id, length) = self.units.longest_prefix(window)?;
        Some((id, at + length))
    }

    /// Numbers that start here. None starts or ends inside a run of digits; in a form, where space between digits may
    /// be noise or the edge of a cell, the reading that takes more of them comes first.
    pub(super) fn numbers(&self, at: usize) -> Vec<Number> {
        let first = if self.ch(at) == '-' {
            if !self.minus(at) {
                return Vec::new();
            }
            at + 1
        } else {
            if at > 0 && self.minus(at - 1) {
                return Vec::new();
            }
            at
        };
        if !self.digit(first) || self.inside_number(first) {
            return Vec::new();
        }
        let stretch = self.stretch(first, |ch| ch.is_ascii_digit() || matches!(ch, ',' | '.'));
        let window = &self.chars[at..stretch];
        let mut numbers = Vec::new();
        if let Some(number) = NumberText::prefix(window).filter(|number| !self.breaks_number(at + number.length)) {
            numbers.push(number);
        }
        if self.joined {
            for gap in (first + 1..stretch).rev().filter(|inside| self.gap(*inside) != Gap::None) {
                let shorter = NumberText::prefix(&self.chars[at..gap]).filter(|number| at + number.length == gap);
                numbers.extend(shorter.filter(|number| numbers.iter().all(|longer| longer.length > number.length)));
            }
        }
        let number = |text: NumberText| Number { value: text.value, places: text.places, end: at + text.length };
        numbers.into_iter().map(number).collect()
    }

    /// A number that starts here and goes on behind a break, up to a declared unit. Only where a sign of comparison
    /// shows that the number starts here may that be one number rather than two.
    pub(super) fn broken_number(&self, at: usize) -> Option<Number> {
        if !self.joined || !self.digit(at) {
            return None;
        }
        let end = self.stretch_across(at, Gap::Break, |ch| ch.is_ascii_digit() || ch == '.');
        let text = NumberText::prefix(&self.chars[at..end]).filter(|text| at + text.length == end)?;
        self.unit(end).filter(|_| self.gap(end) < Gap::Break)?;
        Some(Number { value: text.value, places: text.places, end })
    }

    /// Where a run of digits that starts here may end, the longest first.
    fn digit_runs(&self, at: usize) -> Vec<usize> {
        if !self.digit(at) || self.inside_number(at) {
            return Vec::new();
        }
        let widest = if self.joined { Gap::Space } else { Gap::Wrap };
        let stretch = self.stretch_across(at, widest, |ch| ch.is_ascii_digit());
        let whole = (stretch - at < MAX_NUMBER && !self.breaks_number(stretch)).then_some(stretch);
        let cuts = (at + 1..stretch).rev().filter(|inside| self.joined && self.gap(*inside) != Gap::None);
        whole.into_iter().chain(cuts).collect()
    }

    /// The end of the characters from here on that may belong to one number.
    fn stretch(&self, at: usize, belongs: impl Fn(char) -> bool) -> usize {
        self.stretch_across(at, if self.joined { Gap::Line } else { Gap::Wrap }, belongs)
    }

    fn stretch_across(&self, at: usize, widest: Gap, belongs: impl Fn(char) -> bool) -> usize {
        let limit = self.len().min(at + MAX_NUMBER);
        (at + 1..limit).find(|next| !belongs(self.chars[*next]) || self.gap(*next) > widest).unwrap_or(limit)
    }

    /// Whether the `-` that stands here makes the number behind it negative: not in `2020-2025`, `5%-10%`, `2024年-2025年`.
    fn minus(&self, at: usize) -> bool {
        if self.ch(at) != '-' || !self.digit(at + 1) || !self.attached(at + 1) {
            return false;
        }
        if at == 0 || self.gap(at) >= Gap::Space {
            return true;
        }
        if self.ch(at - 1) == '-' || self.ch(at - 1).is_ascii_alphanumeric() {
            return false;
        }
        let digit = (at.saturating_sub(MAX_UNIT)..at).rev().find(|before| self.digit(*before));
        let range =
            digit.is_some_and(|digit| digit + 2 == at || self.unit(digit + 1).is_some_and(|(_, behind)| behind == at));
        !range
    }

    /// Whether the digit that stands here goes on a number.
    pub(super) fn inside_number(&self, at: usize) -> bool {
        if at == 0 || !self.attached(at) {
            return false;
        }
        match self.ch(at - 1) {
            '.' => at > 1 && self.digit(at - 2) && self.attached(at - 1),
            ',' => at > 1 && self.digit(at - 2) && self.attached(at - 1) && self.thousands(at - 1),
            before => before.is_ascii_digit(),
        }
    }

    /// Whether a number that ended here would go on.
    fn breaks_number(&self, at: usize) -> bool {
        if !self.attached(at) {
            return false;
        }
        match self.ch(at) {
            '.' => self.digit(at + 1) && self.gap(at + 1) == Gap::None,
            ',' => self.thousands(at),
            ch => ch.is_ascii_digit(),
        }
    }

    /// Whether three digits, no more and no fewer, follow the comma that stands here.
    fn thousands(&self, at: usize) -> bool {
        (at + 1..at + 4).all(|next| self.digit(next) && self.gap(next) == Gap::None)
            && !(self.digit(at + 4) && self.attached(at + 4))
    }
}
