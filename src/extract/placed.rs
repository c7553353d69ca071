//! Figures of rows without cell edges, placed by what must hold.

use super::Problem;
use super::draft::Draft;
use super::placement::{self, Constraint, Known, Placement, Reliance, RowIdentity};
use super::structure::TableRow;
use crate::base::{Amount, UnitId};
use crate::fact::{FigureId, Status, Value};
use crate::program::{Layout, LinearTerm, Sister};
use crate::syntax::tree::Comparison;
use crate::theory;

/// Places the figures of every list of a table. `numbered` is how many figure columns its header counts.
pub(super) fn place<'a>(
    draft: &mut Draft<'a>,
    layout: &'a Layout,
    rows: &mut [TableRow<'a>],
    numbered: Option<usize>,
    unit: UnitId,
    title: &str,
) {
    for block in 0..layout.blocks.len() {
        let columns = figure_columns(draft, layout, block);
        let members: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].block == block).collect();
        let line = members.first().map_or(0, |row| rows[*row].row.at.0);
        if let Some(numbered) = numbered
            && layout.blocks.len() == 1
            && numbered != columns.len()
        {
            draft.remark(line, title, Problem::ColumnCount(numbered, columns.len()));
        }
        Placer { layout, columns, members, unit }.place(draft, rows, line, title);
    }
}

/// The figure columns of a list, in printed order.
fn figure_columns(draft: &Draft<'_>, layout: &Layout, block: usize) -> Vec<usize> {
    let columns = draft.columns(layout.relation);
    let fields = layout.blocks[block].fields.iter().flat_map(|field| field.columns.iter().copied());
    fields.filter(|column| columns[*column].kind.is_figure()).collect()
}

struct Placer<'a> {
    layout: &'a Layout,
    columns: Vec<usize>,
    members: Vec<usize>,
    unit: UnitId,
}

impl<'a> Placer<'a> {
    fn place(&self, draft: &mut Draft<'a>, rows: &mut [TableRow<'a>], line: u32, title: &str) {
        let declared = draft.columns(self.layout.relation);
        let mut figures: Vec<Vec<FigureId>> = Vec::new();
        for member in &self.members {
            let texts = std::mem::take(&mut rows[*member].unplaced);
            // The column is not known yet; the first lends its type, for all figure columns of a list share it.
            let column = self.columns.first().map(|column| &declared[*column]);
            let read = texts.iter().filter_map(|text| draft.figure(column?, text, self.unit, Status::Inferred));
            figures.push(read.collect());
        }
        let amount = |draft: &Draft<'_>, id: &FigureId| draft.facts.dictionary.figures.amount(*id);
        let parents = self.parents(draft, rows);
        let problem = placement::Problem {
            columns: self.columns.len(),
            required: (0..self.columns.len()).map(|column| column == 0).collect(),
            rows: figures
                .iter()
                .zip(parents)
                .map(|(ids, parent)| placement::Row {
                    figures: ids.iter().map(|id| amount(draft, id)).collect(),
                    parent,
                })
                .collect(),
            identities: self.identities(),
            known: self.known(draft, rows),
        };
        let solved = placement::solve(&problem);
        let mut ambiguous = 0;
        for (index, member) in self.members.iter().enumerate() {
            let printed = figures[index].len() == self.columns.len();
            for (figure, id) in figures[index].iter().enumerate() {
                let candidates = &solved.rows[index][figure];
                let relied = solved.reliance[index][figure];
                ambiguous += usize::from(candidates.len() != 1);
                self.settle(draft, &mut rows[*member], *id, candidates, printed || relied == Reliance::default());
            }
        }
        self.keep_identities(draft, &solved, &figures);
        if ambiguous > 0 {
            draft.remark(line, title, Problem::Ambiguous(ambiguous));
        }
        if solved.cost > 0 {
            draft.remark(line, title, Problem::Unbalanced(solved.cost as usize));
        }
    }

    fn settle(&self, draft: &mut Draft<'a>, row: &mut TableRow<'a>, id: FigureId, candidates: &[usize], printed: bool) {
        let declared = draft.columns(self.layout.relation);
        let names = candidates.iter().map(|column| declared[self.columns[*column]].name.clone()).collect();
        let figures = &mut draft.facts.dictionary.figures;
        if candidates.len() != 1 {
            figures.set_status(id, Status::Ambiguous, names);
        } else if printed && figures.status(id) == Status::Inferred {
            figures.set_status(id, Status::Printed, Vec::new());
        }
        let Some(place) = draft.facts.dictionary.figures.place(id).cloned() else { return };
        draft.claims.claim_place(&place);
        for column in candidates {
            let column = self.columns[*column];
            if row.row.values[column] == Value::Blank {
                row.row.values[column] = Value::Figure(id);
                row.row.places[column] = Some(place.clone());
            }
        }
    }

    /// An identity without which some figure of it would not stand where it stands checks nothing when it holds.
    fn keep_identities(&self, draft: &mut Draft<'a>, solved: &Placement, figures: &[Vec<FigureId>]) {
        for instance in &solved.instances {
            let relies = |relied: Reliance| match instance.constraint {
                Constraint::Identity { .. } => relied.row,
                Constraint::Sum { .. } => relied.tree,
                Constraint::Known { .. } => relied.known,
                Constraint::Width { .. } => false,
            };
            if instance.figures.iter().any(|(row, figure)| relies(solved.reliance[*row][*figure])) {
                let mut ids: Vec<FigureId> =
                    instance.figures.iter().map(|(row, figure)| figures[*row][*figure]).collect();
                ids.sort_unstable();
                draft.self_evident.insert(ids);
            }
        }
    }

    fn identities(&self) -> Vec<RowIdentity> {
        let identities = self.layout.identities.iter().map(|identity| self.indexed(&identity.terms));
        identities.flatten().map(|terms| RowIdentity { terms }).collect()
    }

    /// Terms by figure column of this list; `None` when one belongs to another list.
    fn indexed(&self, terms: &[LinearTerm]) -> Option<Vec<(usize, i32)>> {
        let index = |column: usize| self.columns.iter().position(|candidate| *candidate == column);
        terms.iter().map(|term| Some((index(term.column)?, term.coefficient))).collect()
    }

    /// For each row, the row it is summed into.
    fn parents(&self, draft: &Draft<'_>, rows: &[TableRow<'a>]) -> Vec<Option<usize>> {
        let Some(code_column) = self.layout.levels else { return vec![None; self.members.len()] };
        let coded: Vec<theory::Row> = self
            .members
            .iter()
            .enumerate()
            .map(|(index, member)| {
                let row = &rows[*member];
                let code = match row.row.values[code_column] {
                    Value::Code(code) => Some(code),
                    _ => None,
                };
                let total = code.is_none() && row.is_total(draft, self.layout);
                theory::Row { id: index as u32, code, total }
            })
            .collect();
        let mut parents = vec![None; self.members.len()];
        for (above, row) in theory::levels(&coded).covers {
            parents[row as usize].get_or_insert(above as usize);
        }
        parents
    }

    fn known(&self, draft: &Draft<'_>, rows: &[TableRow<'a>]) -> Vec<Known> {
        let mut known = Vec::new();
        for sister in &self.layout.sisters {
            let Some(own) = self.indexed(&sister.own) else { continue };
            for (index, member) in self.members.iter().enumerate() {
                let row = &rows[*member];
                if sister.row.as_ref().is_some_and(|name| !row.is_named(draft, name)) {
                    continue;
                }
                if let Some(equals) = self.sister_sum(draft, sister, &row.row.values) {
                    let terms = own.iter().map(|(column, coefficient)| (index, *column, *coefficient)).collect();
                    known.push(Known { terms, equals, at_most: sister.op == Comparison::LessEqual });
                }
            }
        }
        known
    }

    /// The other side of a sister statement; a blank counts as zero, a row that is missing or unsure says nothing.
    fn sister_sum(&self, draft: &Draft<'_>, sister: &Sister, own: &[Value]) -> Option<Amount> {
        let mut sum = Amount::exact(rust_decimal::Decimal::ZERO);
        for term in &sister.other {
            let matches: Vec<_> = draft
                .rows()
                .filter(|row| row.relation == term.relation)
                .filter(|row| {
                    term.texts.iter().all(|(column, text)| draft.is_text(row.values[*column], text))
                        && term.joins.iter().all(|(there, here)| row.values[*there] == own[*here])
                })
                .collect();
            let [row] = matches.as_slice() else { return None };
            let amount = match row.values[term.column] {
                Value::Figure(id) if draft.facts.dictionary.figures.status(id) == Status::Ambiguous => return None,
                Value::Figure(id) => draft.facts.dictionary.figures.amount(id),
                _ => continue,
            };
            sum = if term.coefficient > 0 { sum.add(&amount)? } else { sum.subtract(&amount)? };
        }
        Some(sum)
    }
}
