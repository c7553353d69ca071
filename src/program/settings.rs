//! Items of one line that hold for all others: units, codes, aliases, headings, what is no figure.

use super::load::Loader;
use super::{HeadingStyle, builtin, resolve};
use crate::base::{Diagnostic, Kind, Unit, squeeze};
use crate::syntax::tree;

impl Loader<'_> {
    /// Reads units, codes, aliases, headings and what is no figure.
    pub(super) fn settings(&mut self, items: &[&tree::Item]) {
        for item in items {
            match &item.kind {
                tree::ItemKind::Unit(unit) => self.unit(unit),
                tree::ItemKind::Codes(levels) => {
                    let mut digits = 0;
                    for level in levels {
                        digits += self.whole_number(level).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                        self.program.code_levels.push(digits);
                    }
                }
                tree::ItemKind::Alias(names) => {
                    if let Some((first, others)) = names.split_first() {
                        for other in others {
                            self.program.aliases.insert(squeeze(&other.text), squeeze(&first.text));
                        }
                    }
                }
                tree::ItemKind::Heading(heading) => {
                    let level = self.whole_number(&heading.level).and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
                    let patterns = heading.patterns.iter().map(resolve::pattern_as_written).collect();
                    self.program.headings.push(HeadingStyle { level, patterns });
                }
                tree::ItemKind::Contents(names) => {
                    self.program.contents.extend(names.iter().map(|name| squeeze(&name.text)));
                }
                tree::ItemKind::Exclude(exclude) => self.program.exclusions.push(super::Exclusion {
                    reason: exclude.reason.text.clone(),
                    patterns: exclude.patterns.iter().map(resolve::pattern_as_written).collect(),
                }),
                _ => {}
            }
        }
    }

    fn unit(&mut self, unit: &tree::UnitItem) {
        let kind = builtin::KINDS.iter().find(|(name, _)| *name == unit.kind.text).map(|(_, kind)| *kind);
        // A kind that is none has been reported by the parser.
        let kind = kind.unwrap_or(Kind::Money);
        let factor = self.plain_number(&unit.factor).unwrap_or(rust_decimal::Decimal::ONE);
        let step = unit.step.as_ref().and_then(|step| self.plain_number(step));
        let name = squeeze(&unit.name.text);
        if let Some(first) = self.units.insert(name.clone(), unit.name.span) {
            let message = format!("单位“{name}”已经声明过");
            self.report(
                Diagnostic::error("P013", unit.name.span, message)
                    .related(first, "先在此声明")
                    .help("留下一处；两处折算不同的，另起一个名字"),
            );
            return;
        }
        self.program.units.add(Unit {
            name,
            kind,
            factor,
            step: step.and_then(|step| step.checked_mul(factor)),
            exact: unit.exact,
            doubtful: unit.doubtful,
        });
    }
}
