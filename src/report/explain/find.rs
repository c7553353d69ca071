//! Facts by how a person names them.

use crate::base::squeeze;
use crate::fact::{FactId, Facts, RelationId};
use crate::program::Program;
use crate::report::facts::plain;

/// The facts that `关系`, `关系:序号` (from 1, in the order they were found) or `关系(列=值，列=值)` names; values are
/// compared as facts are printed. A message when there are none.
pub fn find_facts(program: &Program, facts: &Facts, asked: &str) -> Result<Vec<FactId>, String> {
    let asked = squeeze(asked);
    let (name, row, columns) = parts(&asked);
    let Some(relation) = program.find(name) else {
        return Err(format!("没有关系“{name}”（no such relation）"));
    };
    let declared = program.relation(relation);
    let mut wanted = Vec::new();
    for (column, value) in columns {
        let at = declared.column(column).ok_or_else(|| format!("“{name}”没有列“{column}”（no such column）"))?;
        wanted.push((at, value));
    }
    let count = facts.of(relation).len();
    let rows = match row {
        Some(row) => {
            let row = row.parse().ok().filter(|row| (1..=count).contains(row));
            let row = row.ok_or_else(|| format!("“{name}”的序号从 1 到 {count}（no such fact）"))?;
            row - 1..row
        }
        None => 0..count,
    };
    let fits = |id: &FactId| fits(program, facts, *id, &wanted);
    let found: Vec<FactId> = rows.map(|row| fact(relation, row)).filter(fits).collect();
    if found.is_empty() {
        Err(format!("“{name}”没有这样的事实（no such fact），共 {count} 个"))
    } else {
        Ok(found)
    }
}

fn fact(relation: RelationId, row: usize) -> FactId {
    FactId { relation, row: row as u32 }
}

fn fits(program: &Program, facts: &Facts, id: FactId, wanted: &[(usize, String)]) -> bool {
    wanted.iter().all(|(column, text)| squeeze(&plain(program, facts, facts.value(id, *column))) == *text)
}

/// The relation, the number behind its colon, and the columns in its brackets with their values.
fn parts(asked: &str) -> (&str, Option<&str>, Vec<(&str, String)>) {
    if let Some((name, inner)) = asked.strip_suffix(')').and_then(|asked| asked.split_once('(')) {
        let mut columns: Vec<(&str, String)> = Vec::new();
        for part in inner.split(',') {
            match (part.split_once('='), columns.last_mut()) {
                (Some((column, value)), _) => columns.push((column, value.to_owned())),
                // A comma within a value.
                (None, Some((_, value))) => value.extend([",", part]),
                (None, None) => columns.push((part, String::new())),
            }
        }
        return (name, None, columns);
    }
    match asked.rsplit_once(':') {
        Some((name, row)) => (name, Some(row), Vec::new()),
        None => (asked, None, Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn facts_are_named_by_relation_number_or_columns() {
        assert_eq!(parts("甲"), ("甲", None, vec![]));
        assert_eq!(parts("甲:3"), ("甲", Some("3"), vec![]));
        let columns = vec![("编码", "208".to_owned()), ("数", "1,234.50".to_owned())];
        assert_eq!(parts("甲(编码=208,数=1,234.50)"), ("甲", None, columns));
        assert_eq!(parts("甲(乙)"), ("甲", None, vec![("乙", String::new())]));
    }
}
