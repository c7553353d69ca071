//! Units of measure, declared in rule packs.

use std::collections::BTreeMap;

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

impl Kind {
    /// Whether amounts of two kinds may be compared; a bare number goes with everything.
    #[inline]
    pub fn comparable(self, other: Kind) -> bool {
        self == other || self == Kind::Bare || other == Kind::Bare
    }
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
    /// By the first character of the name: the names and numbers, longest first.
    by_first: BTreeMap<char, Vec<(Vec<char>, UnitId)>>,
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
            by_first: BTreeMap::new(),
        }
    }
}

impl Units {
    /// The bare number.
    pub const BARE: UnitId = UnitId(0);

    /// Adds a unit, or gives the number of the one with the same name.
    pub fn add(&mut self, unit: Unit) -> UnitId {
        if let Some(known) = self.find(&unit.name) {
            return known;
        }
        let id = UnitId(self.units.len() as u16);
        let name: Vec<char> = unit.name.chars().collect();
        if let Some(first) = name.first() {
            let names = self.by_first.entry(*first).or_default();
            let at = names.partition_point(|(other, _)| other.len() >= name.len());
            names.insert(at, (name, id));
        }
        self.units.push(unit);
        id
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
        let names = self.by_first.get(text.first()?)?;
        names.iter().find(|(name, _)| text.starts_with(name)).map(|(name, id)| (*id, name.len()))
    }
}
