//! 表样, 句式, 表头 and 文件: columns become numbers.

use super::load::Loader;
use super::resolve::{hole_span, pattern_as_written};
use super::{
    CaptionLine, CellSource, ColumnKind, Constant, Field, FilingRole, Identity, Inherit, Layout, LayoutBlock,
    LinearTerm, Pattern, RowPattern, Sentence, Sister, SisterTerm, builtin,
};
use crate::base::{Diagnostic, Span, squeeze};
use crate::fact::RelationId;
use crate::syntax::tree::{self, Comparison, LayoutClause, Operator, Piece};

/// What 文件 calls the units under the filing's own.
const UNIT_LIST: &str = "下属";

impl Loader<'_> {
    pub(super) fn declarations(&mut self, items: &[&tree::Item]) {
        for item in items {
            match &item.kind {
                tree::ItemKind::Caption(caption) => {
                    for pattern in &caption.patterns {
                        if let Some(pattern) = self.pattern(builtin::TABLE, pattern) {
                            self.program.captions.push(CaptionLine { pattern });
                        }
                    }
                }
                tree::ItemKind::Filing(filing) if filing.role.text == UNIT_LIST => self.unit_list(filing),
                tree::ItemKind::Filing(filing) => self.filing_role(filing),
                tree::ItemKind::FilingKinds(kinds) => self.filing_kinds(kinds),
                tree::ItemKind::Layout(layout) => {
                    if let Some(layout) = self.layout(layout) {
                        self.program.layouts.push(layout);
                    }
                }
                tree::ItemKind::Sentence(sentence) => {
                    if let Some(sentence) = self.sentence(sentence) {
                        self.program.sentences.push(sentence);
                    }
                }
                _ => {}
            }
        }
    }

    /// A pattern whose holes are columns of a relation.
    fn pattern(&mut self, relation: RelationId, pattern: &tree::PatternText) -> Option<Pattern> {
        let mut columns = Vec::new();
        collect_holes(&pattern.pieces, &mut columns);
        let mut sound = true;
        for column in columns {
            let name = tree::Name { span: hole_span(&pattern.source, &column), text: column };
            sound &= self.column_named(relation, &name).is_some();
        }
        sound.then(|| pattern_as_written(pattern))
    }

    fn filing_role(&mut self, filing: &tree::FilingItem) {
        let roles = builtin::relations()[builtin::FILING.0 as usize].columns.clone();
        if roles.iter().all(|column| column.name != filing.role.text) {
            // The parser has reported it.
            return;
        }
        let Some(relation) = self.relation_named(&filing.relation) else { return };
        let Some(column) = self.column_named(relation, &filing.column) else { return };
        self.program.roles.push(FilingRole { role: filing.role.text.clone(), relation, column });
    }

    fn sentence(&mut self, sentence: &tree::Sentence) -> Option<Sentence> {
        let relation = self.relation_named(&sentence.relation)?;
        let patterns: Vec<Pattern> =
            sentence.patterns.iter().filter_map(|pattern| self.pattern(relation, pattern)).collect();
        let constants =
            sentence.constants.iter().filter_map(|(name, text)| self.constant_column(relation, name, text)).collect();
        let inherits = sentence.inherits.iter().filter_map(|inherit| self.inherit(relation, inherit)).collect();
        Some(Sentence {
            relation,
            within: sentence.within.iter().map(|text| squeeze(&text.text)).collect(),
            constants,
            inherits,
            patterns,
            span: sentence.relation.span,
        })
    }

    fn constant_column(&mut self, relation: RelationId, name: &tree::Name, text: &tree::Quoted) -> Option<Constant> {
        let column = self.column_named(relation, name)?;
        if self.program.relation(relation).columns[column].kind != ColumnKind::Text {
            let message = format!("取 只能给文本列定值，“{}”不是", name.text);
            self.report(
                Diagnostic::error("P003", name.span, message).help("数要从文件里读：写 {列}，或 列名 = 列 “表头”"),
            );
            return None;
        }
        Some(Constant { column, text: squeeze(&text.text) })
    }

    fn inherit(&mut self, relation: RelationId, inherit: &tree::Inherit) -> Option<Inherit> {
        let other = self.relation_named(&inherit.relation)?;
        let mut columns = Vec::new();
        for name in &inherit.columns {
            columns.push((self.column_named(relation, name)?, self.column_named(other, name)?));
        }
        Some(Inherit { relation: other, columns })
    }

    fn layout(&mut self, layout: &tree::Layout) -> Option<Layout> {
        let relation = self.relation_named(&layout.relation)?;
        let mut resolved = Layout {
            relation,
            titles: layout.titles.iter().filter_map(|title| self.pattern(builtin::TABLE, title)).collect(),
            pack: self.packs.name(layout.relation.span.file).map(str::to_owned),
            unit: None,
            totals: Vec::new(),
            blocks: Vec::new(),
            rows: Vec::new(),
            constants: Vec::new(),
            inherits: Vec::new(),
            identities: Vec::new(),
            levels: None,
            sisters: Vec::new(),
            span: layout.relation.span,
        };
        for clause in &layout.clauses {
            self.layout_clause(&mut resolved, clause);
        }
        Some(resolved)
    }

    fn layout_clause(&mut self, layout: &mut Layout, clause: &LayoutClause) -> Option<()> {
        let relation = layout.relation;
        match clause {
            LayoutClause::Unit(name) => layout.unit = Some(self.unit_named(&name.text, name.span)?),
            LayoutClause::Totals(names) => layout.totals.extend(names.iter().map(|name| squeeze(&name.text))),
            LayoutClause::Block(name, header) => {
                let column = self.program.relation(relation).column(builtin::BLOCK_COLUMN);
                let constant = column.map(|column| Constant { column, text: squeeze(&name.text) });
                layout.blocks.push(LayoutBlock {
                    header: header.iter().map(|word| squeeze(&word.text)).collect(),
                    constants: constant.into_iter().collect(),
                    fields: Vec::new(),
                });
            }
            LayoutClause::Field(field) => {
                let fields = self.field(relation, field)?;
                if layout.blocks.is_empty() {
                    let block = LayoutBlock { header: Vec::new(), constants: Vec::new(), fields: Vec::new() };
                    layout.blocks.push(block);
                }
                layout.blocks.last_mut()?.fields.extend(fields);
            }
            LayoutClause::Constant(name, text) => {
                let constant = self.constant_column(relation, name, text)?;
                layout.constants.push(constant);
            }
            LayoutClause::RowIdentity(left, right, _) => {
                let mut terms = self.linear(relation, left)?;
                let right = self.linear(relation, right)?;
                terms.extend(right.iter().map(|term| LinearTerm { coefficient: -term.coefficient, ..*term }));
                layout.identities.push(Identity { terms });
            }
            LayoutClause::Levels(name) => layout.levels = Some(self.column_named(relation, name)?),
            LayoutClause::Sister(sister) => {
                let sister = self.sister(relation, sister)?;
                layout.sisters.push(sister);
            }
            LayoutClause::RowPattern(pattern) => {
                let pattern = self.pattern(relation, pattern)?;
                layout.rows.push(RowPattern { pattern });
            }
            LayoutClause::Inherit(inherit) => {
                let inherit = self.inherit(relation, inherit)?;
                layout.inherits.push(inherit);
            }
        }
        Some(())
    }

    fn field(&mut self, relation: RelationId, field: &tree::Field) -> Option<Vec<Field>> {
        let mut columns = Vec::new();
        for name in &field.columns {
            columns.push(self.column_named(relation, name)?);
        }
        let source = match &field.source {
            tree::FieldSource::SameName => {
                return Some(
                    columns
                        .into_iter()
                        .zip(&field.columns)
                        .map(|(column, name)| Field {
                            columns: vec![column],
                            source: CellSource::Cells(vec![vec![vec![name.text.clone()]]]),
                            optional: field.optional,
                        })
                        .collect(),
                );
            }
            tree::FieldSource::Cells(paths) => CellSource::Cells(paths.iter().map(alternatives).collect()),
            tree::FieldSource::Split(path) => CellSource::Split(alternatives(path)),
            tree::FieldSource::Nested(path) => CellSource::Nested(alternatives(path)),
            tree::FieldSource::FillDown(path) => CellSource::FillDown(alternatives(path)),
            tree::FieldSource::Position(number) => {
                let position = self.whole_number(number).and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0);
                let Some(position) = position else {
                    self.report(Diagnostic::error("P018", number.span, "列序 从 1 数起").help("最左的一列写 列序 1"));
                    return None;
                };
                CellSource::Position(position - 1)
            }
        };
        let wanted = match source {
            CellSource::Nested(_) => 2..=2,
            CellSource::Split(_) => 1..=2,
            _ => 1..=1,
        };
        if !wanted.contains(&columns.len()) {
            let span = field.columns.first().map_or(Span::default(), |name| name.span);
            let message = format!("左边有 {} 列，与右边不合", columns.len());
            let help = "层次 给两列：上级, 项目 = 层次 列 “项目”；拆 给一或两列；其余各给一列，几列都取的写 列同名";
            self.report(Diagnostic::error("P021", span, message).help(help));
            return None;
        }
        Some(vec![Field { columns, source, optional: field.optional }])
    }

    fn linear(&mut self, relation: RelationId, expr: &tree::Expr) -> Option<Vec<LinearTerm>> {
        match expr {
            tree::Expr::Name(name) => {
                let column = self.column_named(relation, name)?;
                if !self.program.relation(relation).columns[column].kind.is_figure() {
                    let message = format!("“{}”不是数", name.text);
                    self.report(Diagnostic::error("P003", name.span, message).help("恒等、参照 只用数的列"));
                    return None;
                }
                Some(vec![LinearTerm { column, coefficient: 1 }])
            }
            tree::Expr::Binary(left, op @ (Operator::Add | Operator::Subtract), right) => {
                let mut terms = self.linear(relation, left)?;
                let sign = if *op == Operator::Add { 1 } else { -1 };
                let right = self.linear(relation, right)?;
                terms.extend(right.iter().map(|term| LinearTerm { coefficient: sign * term.coefficient, ..*term }));
                Some(terms)
            }
            _ => {
                let help = "如 恒等 合计 = 基本支出 + 项目支出；乘除写到 规则 里";
                self.report(Diagnostic::error("P022", expr.span(), "这里只能写列名的加减").help(help));
                None
            }
        }
    }

    fn sister(&mut self, relation: RelationId, sister: &tree::Sister) -> Option<Sister> {
        if !matches!(sister.op, Comparison::Equal | Comparison::LessEqual) {
            self.report(Diagnostic::error("P022", sister.span, "参照 只能写 = 或 ≤"));
            return None;
        }
        let own = self.linear(relation, &sister.own)?;
        let mut other = Vec::new();
        self.sister_terms(relation, &sister.other, 1, &mut other)?;
        Some(Sister { row: sister.row.as_ref().map(|row| self.canonical(&row.text)), own, op: sister.op, other })
    }

    /// A name as facts carry it.
    fn canonical(&self, name: &str) -> String {
        let name = squeeze(name);
        self.program.aliases.get(&name).cloned().unwrap_or(name)
    }

    fn sister_terms(
        &mut self,
        own: RelationId,
        expr: &tree::Expr,
        coefficient: i32,
        terms: &mut Vec<SisterTerm>,
    ) -> Option<()> {
        match expr {
            tree::Expr::Lookup(atom, _) if atom.scope.is_some() => {
                self.report(Diagnostic::error("P022", atom.span, "参照 只看本文件的表，不看别的文件"));
                None
            }
            tree::Expr::Lookup(atom, column) => {
                let relation = self.relation_named(&atom.relation)?;
                let mut term = SisterTerm {
                    coefficient,
                    relation,
                    column: self.column_named(relation, column)?,
                    texts: Vec::new(),
                    joins: Vec::new(),
                };
                for argument in &atom.arguments {
                    let there = self.column_named(relation, &argument.column)?;
                    match &argument.value {
                        Some(tree::Expr::Text(text)) => term.texts.push((there, self.canonical(&text.text))),
                        Some(tree::Expr::Name(name)) => term.joins.push((there, self.column_named(own, name)?)),
                        None => term.joins.push((there, self.column_named(own, &argument.column)?)),
                        Some(value) => {
                            let help = "如 收支总表(项目: “总计”).数";
                            let message = "参照 里只能写 “文字” 或列名";
                            self.report(Diagnostic::error("P022", value.span(), message).help(help));
                            return None;
                        }
                    }
                }
                terms.push(term);
                Some(())
            }
            tree::Expr::Binary(left, op @ (Operator::Add | Operator::Subtract), right) => {
                self.sister_terms(own, left, coefficient, terms)?;
                let sign = if *op == Operator::Add { coefficient } else { -coefficient };
                self.sister_terms(own, right, sign, terms)
            }
            _ => {
                let message = "参照 的右边只能写 关系(…).列 的加减";
                self.report(Diagnostic::error("P022", expr.span(), message).help("如 收支总表(项目: “总计”).数"));
                None
            }
        }
    }
}

fn alternatives(path: &tree::CellPath) -> Vec<Vec<String>> {
    path.alternatives.iter().map(|words| words.iter().map(|word| squeeze(&word.text)).collect()).collect()
}

fn collect_holes(pieces: &[Piece], columns: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            Piece::Hole { column, .. } => columns.push(column.clone()),
            Piece::Optional(inner) | Piece::Repeat(inner) => collect_holes(inner, columns),
            Piece::Choice(choices) => choices.iter().for_each(|(inner, _)| collect_holes(inner, columns)),
            Piece::Literal(_) | Piece::Ellipsis | Piece::Ordinal => {}
        }
    }
}
