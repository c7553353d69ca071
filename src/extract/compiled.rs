//! The patterns of a program, compiled once for all filings that it reads.

use super::nodes;
use super::pattern::Pattern;
use crate::program::{self, Program, builtin};

/// The patterns of a program.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Titles, by layout.
    pub(super) titles: Vec<Vec<Pattern>>,
    /// Lines around a table, as the program lists them.
    pub(super) captions: Vec<Pattern>,
    /// Headings of all levels, each with its own.
    pub(super) headings: Vec<(u32, Pattern)>,
    /// Digits that are no figures, by exclusion.
    pub(super) exclusions: Vec<Vec<Pattern>>,
    /// By sentence.
    pub(super) sentences: Vec<Vec<Pattern>>,
    /// Rows of forms, by layout.
    pub(super) forms: Vec<Vec<Pattern>>,
}

impl Compiled {
    /// Compiles what a program declares.
    pub fn of(program: &Program) -> Compiled {
        let plain = |patterns: &[program::Pattern]| -> Vec<Pattern> {
            patterns.iter().map(|pattern| Pattern::compile(&nodes::plain(pattern))).collect()
        };
        let tables = &program.relation(builtin::TABLE).columns;
        let levels = program.headings.iter().map(|style| (style.level, plain(&style.patterns)));
        let sentences = program.sentences.iter().map(|sentence| {
            let columns = &program.relation(sentence.relation).columns;
            sentence.patterns.iter().map(|pattern| nodes::compile(pattern, columns)).collect()
        });
        let forms = program.layouts.iter().map(|layout| {
            let columns = &program.relation(layout.relation).columns;
            layout.rows.iter().map(|row| nodes::compile(&row.pattern, columns)).collect()
        });
        let titles = program
            .layouts
            .iter()
            .map(|layout| layout.titles.iter().map(|title| nodes::compile(title, tables)).collect());
        Compiled {
            titles: titles.collect(),
            captions: program.captions.iter().map(|line| nodes::compile(&line.pattern, tables)).collect(),
            headings: levels.flat_map(|(level, styles)| styles.into_iter().map(move |style| (level, style))).collect(),
            exclusions: program.exclusions.iter().map(|exclusion| plain(&exclusion.patterns)).collect(),
            sentences: sentences.collect(),
            forms: forms.collect(),
        }
    }
}
