//! Units of measure, declared in rule packs.

use rust_decimal::Decimal;

/// What a unit measures; sums never mix kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A bare number; it takes the kind of whatever it is added to or compared with.
    Bare,
    /// Money, in the pack's base unit.
    Money,
    /// A share or rate; one is one hundred percent.
    Ratio,
    /// Things, people, areas, times.
    Count,
    /// Money for each thing, person or day.
    Price,
}

/// A unit by its number in [`Units`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u16);

/// One unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As printed, folded.
    pub name: String,
    /// What it measures.
    pub kind: Kind,
    /// How many base units it is.
    pub factor: Decimal,
    /// The smallest step that is never rounded, in base units: a figure printed down to it is a point.
    pub step: Option<Decimal>,
    /// Whether every figure in it is meant exactly, however many digits are printed.
    pub exact: bool,
    /// Whether it is a known misprint whose figures have more than one reading.
    pub doubtful: bool,
}

/// All units of a pack. Number 0 is the bare number.
#[derive(Clone, Debug)]
pub struct Units {
    units: Vec<Unit>,
}

impl Default for Units {
    fn default() -> Self {
        Units {
            units: vec![Unit {
                name: String::new(),
                kind: Kind::Bare,
                factor: Decimal::ONE,
                step: None,
                exact: true,
                doubtful: false,
            }],
        }
    }
}

impl Units {
    /// The bare number.
    pub const BARE: UnitId = UnitId(0);

    /// Adds a unit, or gives the number of the one with the same name.
    pub fn add(&mut self, unit: Unit) -> UnitId {
        self.find(&unit.name).unwrap_or_else(|| {
            self.units.push(unit);
            UnitId((self.units.len() - 1) as u16)
        })
    }

    /// The unit of a folded name.
    pub fn find(&self, name: &str) -> Option<UnitId> {
        let index = self.units.iter().position(|unit| unit.name == name)?;
        Some(UnitId(index as u16))
    }

    /// A unit by number; the bare number for a number of another table.
    pub fn get(&self, id: UnitId) -> &Unit {
        self.units.get(id.0 as usize).unwrap_or(&self.units[0])
    }

    /// All units in the order of their declaration, the bare number first.
    pub fn iter(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        self.units.iter().enumerate().map(|(index, unit)| (UnitId(index as u16), unit))
    }

    /// The longest unit that `text` starts with, and its length in characters.
    pub fn longest_prefix(&self, text: &[char]) -> Option<(UnitId, usize)> {
        self.iter()
            .skip(1)
            .filter_map(|(id, unit)| {
                let length = unit.name.chars().count();
                let fits = text.len() >= length && unit.name.chars().eq(text[..length].iter().copied());
                fits.then_some((id, length))
            })
            .max_by_key(|(_, length)| *length)
    }
}
