//! Figures: an amount, where it was printed, and how sure its place is.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::base::{Amount, Kind, NumberText, Place, Units};

/// A figure, by its number in [`Figures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

/// How sure the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Printed where it is read.
    Printed,
    /// Its cell has no edges; it is placed by what must hold, and only this place is possible.
    Inferred,
    /// More than one place or reading is possible: no rule fails on it.
    Ambiguous,
    /// Derived from others.
    Derived,
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A filing.
    Printed(Box<Place>),
    /// A rule file.
    Constant,
    /// A blank cell that counts as a figure.
    Blank,
    /// A sum of coefficients times figures, sorted by figure, none of them a sum itself.
    Sum(Vec<(FigureId, Decimal)>),
    /// A product or quotient, or another function; the figures that went in.
    Function(&'static str, Vec<FigureId>),
}

impl Origin {
    /// How many figures it names.
    pub fn terms(&self) -> usize {
        match self {
            Origin::Printed(_) | Origin::Constant | Origin::Blank => 0,
            Origin::Sum(parts) => parts.len(),
            Origin::Function(_, parts) => parts.len(),
        }
    }
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its value and range.
    pub amount: Amount,
    /// How sure its place and reading are.
    pub status: Status,
    /// Where it comes from.
    pub origin: Origin,
    /// For an ambiguous figure: the columns, or readings, that are possible.
    pub candidates: Vec<String>,
    /// Whether it is exact only because a pack says so (`精确`).
    pub declared_exact: bool,
}

impl Figure {
    /// The number as it stands in the filing, without unit and comparison; `None` for a derived figure.
    pub fn printed_number(&self) -> Option<String> {
        let Origin::Printed(place) = &self.origin else { return None };
        let chars: Vec<char> = place.text.chars().filter(|ch| !ch.is_whitespace()).collect();
        let start = chars.iter().position(|ch| ch.is_ascii_digit())?;
        let start = start - usize::from(start > 0 && chars[start - 1] == '-');
        let number = NumberText::prefix(&chars[start..])?;
        Some(chars[start..start + number.length].iter().collect())
    }

    /// The figure for a reviewer: as printed, with its unit.
    pub fn display(&self, units: &Units) -> String {
        let Some(number) = self.printed_number() else { return self.amount.display(units) };
        let unit = units.get(self.amount.unit);
        let sign = if self.amount.value.is_sign_negative() && !number.starts_with('-') { "-" } else { "" };
        let space = if unit.kind == Kind::Ratio || unit.name.is_empty() { "" } else { " " };
        format!("{sign}{number}{space}{}", unit.name)
    }
}

/// All figures of an evaluation. Derived figures are shared: the same derivation gives the same number.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    figures: Vec<Figure>,
    derived: HashMap<Derivation, FigureId>,
    bytes: usize,
    effort: u64,
}

/// What makes a derived figure the same figure.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Derivation {
    origin: Origin,
    amount: Amount,
}

impl Hash for Derivation {
    /// Figures alone tell nearly all derivations apart; hashing decimals costs more than it gains.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.origin {
            Origin::Printed(_) => {}
            Origin::Constant | Origin::Blank => self.amount.value.hash(state),
            Origin::Sum(parts) => parts.iter().for_each(|(figure, _)| figure.hash(state)),
            Origin::Function(name, parts) => (name, parts).hash(state),
        }
    }
}

impl Figures {
    /// Adds a figure of its own.
    pub fn add(&mut self, figure: Figure) -> FigureId {
        self.bytes += size_of::<Figure>() + figure.origin.terms() * size_of::<(FigureId, Decimal)>();
        self.figures.push(figure);
        FigureId((self.figures.len() - 1) as u32)
    }

    /// A constant; equal constants are one figure.
    pub fn constant(&mut self, amount: Amount) -> FigureId {
        self.derive(amount, Origin::Constant, Status::Derived)
    }

    /// A derived figure; the same derivation gives the same number.
    pub fn derive(&mut self, amount: Amount, origin: Origin, status: Status) -> FigureId {
        let key = Derivation { origin, amount };
        let terms = key.origin.terms();
        self.effort += terms as u64;
        if let Some(id) = self.derived.get(&key) {
            return *id;
        }
        let id = self.add(Figure {
            amount,
            status,
            origin: key.origin.clone(),
            candidates: Vec::new(),
            declared_exact: false,
        });
        self.derived.insert(key, id);
        self.bytes += size_of::<Derivation>() + terms * size_of::<(FigureId, Decimal)>();
        id
    }

    /// A figure by number.
    pub fn get(&self, id: FigureId) -> &Figure {
        &self.figures[id.0 as usize]
    }

    /// A figure by number, to be completed while a filing is extracted.
    pub fn get_mut(&mut self, id: FigureId) -> &mut Figure {
        &mut self.figures[id.0 as usize]
    }

    /// About how much memory they take.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// How many terms of sums were looked at to derive figures.
    pub fn effort(&self) -> u64 {
        self.effort
    }

    /// Adds terms that were looked at.
    pub fn add_effort(&mut self, terms: usize) {
        self.effort += terms as u64;
    }

    /// How many figures there are.
    pub fn len(&self) -> usize {
        self.figures.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// Which figures a figure is a sum of, and with which coefficients; itself for any other figure.
    pub fn linear_form(&self, id: FigureId) -> Vec<(FigureId, Decimal)> {
        match &self.get(id).origin {
            Origin::Sum(parts) => parts.clone(),
            Origin::Constant if self.get(id).amount.value.is_zero() => Vec::new(),
            _ => vec![(id, Decimal::ONE)],
        }
    }

    /// Every printed figure that a figure depends on, sorted.
    pub fn printed_under(&self, id: FigureId) -> Vec<FigureId> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            match &self.get(next).origin {
                Origin::Printed(_) => found.push(next),
                Origin::Constant | Origin::Blank => {}
                Origin::Sum(parts) => open.extend(parts.iter().map(|(part, _)| *part)),
                Origin::Function(_, parts) => open.extend(parts),
            }
        }
        found.sort_unstable();
        found
    }

    /// Where a printed figure stands.
    pub fn place(&self, id: FigureId) -> Option<&Place> {
        match &self.get(id).origin {
            Origin::Printed(place) => Some(place),
            _ => None,
        }
    }
}
