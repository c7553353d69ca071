//! What became of each character, and what there is to say of it.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, Claims, characters};
use super::shown;
use crate::extract::{Extraction, Reading};
use crate::fact::{Status, Value};
use crate::program::{Program, RelationOrigin};
use crate::report::facts::plain;

/// Most facts that are named at one number.
const MOST_NAMED: usize = 6;

/// What became of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// A number that nobody read.
    Unread,
    /// Read, but its column or reading is not certain.
    Ambiguous,
    /// Read; its column was found by identities.
    Inferred,
    /// Read where it is printed.
    Read,
    /// No figure, for a reason.
    Excluded,
    /// Words that were read.
    Words,
}

impl Fate {
    /// Its class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Fate::Unread => "u",
            Fate::Ambiguous => "a",
            Fate::Inferred => "i",
            Fate::Read => "r",
            Fate::Excluded => "x",
            Fate::Words => "w",
        }
    }
}

/// Some characters that share a fate.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) fate: Fate,
    /// What to say of it, escaped.
    pub(super) tip: String,
    /// The first fact that it was read into, where facts are listed.
    pub(super) fact: Option<Claim>,
    /// Whether something links to it.
    pub(super) wanted: bool,
}

/// All marks, in the order of the filing; first those of digits, by their number in the coverage.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) all: Vec<Mark>,
    by_character: BTreeMap<(u32, u32), usize>,
    /// The mark by which a fact is found.
    by_fact: BTreeMap<crate::fact::FactId, usize>,
}

impl Marks {
    pub(super) fn of(program: &Program, extraction: &Extraction, claims: &Claims) -> Marks {
        let teller = Teller { program, extraction };
        let mut marks = Marks::default();
        for digits in &extraction.coverage.digits {
            let claims = claims.on(&digits.at);
            let mark = match &digits.reading {
                Reading::Claimed => teller.claimed(&claims),
                Reading::Excluded(reason) => Mark::of(Fate::Excluded, format!("不计：{}", shown(reason))),
                Reading::Ordinal => Mark::of(Fate::Excluded, "不计：序号".to_owned()),
                Reading::Unclaimed => Mark::of(Fate::Unread, "未读：没有哪张表或哪句话读它".to_owned()),
            };
            let number = marks.add(mark);
            marks.by_character.extend(characters(&digits.at).map(|at| (at, number)));
            for claim in claims {
                marks.by_fact.entry(claim.fact).or_insert(number);
            }
        }
        let mut of_claim: BTreeMap<Claim, usize> = BTreeMap::new();
        for (at, claim) in &claims.words {
            if marks.by_character.contains_key(at) {
                continue;
            }
            let number = *of_claim.entry(*claim).or_insert_with(|| {
                let mark = Mark { fact: Some(*claim), ..Mark::of(Fate::Words, teller.said(*claim)) };
                marks.add(mark)
            });
            marks.by_character.insert(*at, number);
            marks.by_fact.entry(claim.fact).or_insert(number);
        }
        let wanted: BTreeSet<usize> = marks.by_fact.values().copied().collect();
        for (number, mark) in marks.all.iter_mut().enumerate() {
            mark.wanted = mark.fate == Fate::Unread || wanted.contains(&number);
        }
        marks
    }

    fn add(&mut self, mark: Mark) -> usize {
        self.all.push(mark);
        self.all.len() - 1
    }

    /// The number of a character's mark.
    pub(super) fn at(&self, line: u32, column: u32) -> Option<usize> {
        self.by_character.get(&(line, column)).copied()
    }

    /// The number of a fact's first mark.
    pub(super) fn of_fact(&self, fact: crate::fact::FactId) -> Option<usize> {
        self.by_fact.get(&fact).copied()
    }
}

impl Mark {
    fn of(fate: Fate, tip: String) -> Mark {
        Mark { fate, tip, fact: None, wanted: false }
    }
}

struct Teller<'a> {
    program: &'a Program,
    extraction: &'a Extraction,
}

impl Teller<'_> {
    /// The mark of digits that were read.
    fn claimed(&self, claims: &[Claim]) -> Mark {
        let sure = claims.iter().map(|claim| self.fate(*claim)).min().unwrap_or(Fate::Read);
        let mut tips: Vec<String> = claims.iter().take(MOST_NAMED).map(|claim| self.said(*claim)).collect();
        if claims.len() > MOST_NAMED {
            tips.push(format!("另有 {} 处", claims.len() - MOST_NAMED));
        }
        let about = match sure {
            Fate::Ambiguous => "不定：",
            Fate::Inferred => "推定：",
            _ => "",
        };
        let tip = if tips.is_empty() { "已读".to_owned() } else { format!("{about}{}", tips.join("\n")) };
        let listed = |claim: &Claim| self.program.relation(claim.fact.relation).origin == RelationOrigin::Declared;
        Mark { fact: claims.first().copied().filter(listed), ..Mark::of(sure, tip) }
    }

    fn fate(&self, claim: Claim) -> Fate {
        let facts = &self.extraction.facts;
        match facts.value(claim.fact, claim.column) {
            Value::Figure(id) => match facts.dictionary.figures.status(id) {
                Status::Ambiguous => Fate::Ambiguous,
                Status::Inferred => Fate::Inferred,
                Status::Printed | Status::Derived => Fate::Read,
            },
            _ => Fate::Read,
        }
    }

    /// `支出总表 第 3 行.小计 = 731.14`, escaped.
    fn said(&self, claim: Claim) -> String {
        let facts = &self.extraction.facts;
        let relation = self.program.relation(claim.fact.relation);
        let row = facts.reading(claim.fact).map_or(0, |reading| reading.row);
        let row = if row > 0 { format!(" 第 {row} 行") } else { String::new() };
        let column = relation.columns.get(claim.column).map_or("", |column| column.name.as_str());
        let value = plain(self.program, facts, facts.value(claim.fact, claim.column));
        let value: String = value.chars().take(60).collect();
        shown(&format!("{}{row}.{column} = {value}", relation.name))
    }
}
