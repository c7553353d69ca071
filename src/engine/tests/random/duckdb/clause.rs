//! Definitions in SQL: recursion as recursive common tables, absence as NOT EXISTS, aggregates as GROUP BY.

use serde_json::{Value as Json, json};

use super::derived_of;
use super::value::{Cell, NUMBER, Scope, Sort, comparison, constant, expression};
use crate::fact::{Facts, RelationId, Value};
use crate::program::{Aggregate, Atom, Condition, Definition, Program, RelationOrigin, Term, atoms};
use crate::syntax::tree::AggregateFunction;

/// A SELECT that grows condition by condition.
#[derive(Default)]
struct Select {
    tables: Vec<String>,
    conditions: Vec<String>,
    scope: Scope,
}

struct Sql<'p> {
    program: &'p Program,
    facts: &'p Facts,
    names: usize,
}

/// Statements and queries; `None` for a program that uses what is not translated.
pub(super) fn script(program: &Program, facts: &Facts) -> Option<Json> {
    let mut sql = Sql { program, facts, names: 0 };
    let relations = (0..program.relations.len() as u32).map(RelationId);
    let given = relations.filter(|id| program.relation(*id).origin == RelationOrigin::Declared);
    let mut statements: Vec<String> = given.flat_map(|id| sql.table(id)).collect();
    for stratum in &program.strata {
        let mut relations: Vec<RelationId> = stratum.iter().map(|it| program.definitions[*it].relation).collect();
        relations.sort_unstable();
        relations.dedup();
        for relation in relations {
            statements.push(sql.derived(relation)?);
        }
    }
    let query = |id: RelationId| {
        let name = &program.relation(id).name;
        [name.clone(), format!("SELECT * FROM {name}")]
    };
    Some(json!([statements, derived_of(program).map(query).collect::<Vec<_>>()]))
}

impl Sql<'_> {
    fn fresh(&mut self) -> String {
        self.names += 1;
        format!("t{}", self.names)
    }

    /// A relation that facts are given of, a column `iN` with what tells figures apart beside every `cN`.
    fn table(&self, id: RelationId) -> Vec<String> {
        let relation = self.program.relation(id);
        let columns = relation.columns.iter().enumerate().map(|(at, column)| match Sort::of(column.kind) {
            Some(Sort::Integer) => format!("c{at} BIGINT, i{at} INTEGER"),
            Some(Sort::Money) => format!("c{at} {NUMBER}, i{at} INTEGER"),
            _ => format!("c{at} VARCHAR, i{at} INTEGER"),
        });
        let mut statements =
            vec![format!("CREATE TABLE {} ({})", relation.name, columns.collect::<Vec<_>>().join(", "))];
        let cell = |value: Value| match value {
            Value::Figure(id) => format!("{}, {}", self.facts.dictionary.figures.amount(id).value, id.0),
            value => constant(self.facts, value).map_or("'?', 0".to_owned(), |cell| format!("{}, 0", cell.sql)),
        };
        let rows = self.facts.of(id).map(|fact| self.facts.values(fact).map(cell).collect::<Vec<_>>().join(", "));
        statements.extend(rows.map(|row| format!("INSERT INTO {} VALUES ({row})", relation.name)));
        statements
    }

    fn derived(&mut self, relation: RelationId) -> Option<String> {
        let shape = self.program.relation(relation);
        let reads = |definition: &&Definition| atoms(&definition.body).iter().any(|atom| atom.relation == relation);
        let own = self.program.definitions.iter().filter(|definition| definition.relation == relation);
        let (recursive, plain): (Vec<&Definition>, Vec<&Definition>) = own.partition(reads);
        let first: Vec<String> = plain.into_iter().map(|it| self.definition(it)).collect::<Option<_>>()?;
        let again: Vec<String> = recursive.into_iter().map(|it| self.definition(it)).collect::<Option<_>>()?;
        let columns: Vec<String> = (0..shape.columns.len()).map(|at| format!("c{at}")).collect();
        let (name, columns, first) = (&shape.name, columns.join(", "), first.join(" UNION "));
        if again.is_empty() {
            return Some(format!("CREATE TABLE {name}({columns}) AS {first}"));
        }
        let again = again.join(" UNION ALL ");
        Some(format!(
            "CREATE TABLE {name}({columns}) AS WITH RECURSIVE {name}({columns}) AS (({first}) UNION ({again})) \
             SELECT DISTINCT * FROM {name}"
        ))
    }

    fn definition(&mut self, definition: &Definition) -> Option<String> {
        let mut select = Select::default();
        for condition in &definition.body {
            self.condition(&mut select, condition)?;
        }
        let columns = &self.program.relation(definition.relation).columns;
        let head = definition.head.iter().zip(columns).map(|(value, column)| {
            let cell = expression(self.facts, &select.scope, value)?;
            let figure = column.kind.is_figure();
            Some(if figure { format!("CAST({} AS {NUMBER})", cell.sql) } else { cell.sql })
        });
        let head: Vec<String> = head.collect::<Option<_>>()?;
        Some(select.text(&format!("DISTINCT {}", head.join(", "))))
    }

    fn condition(&mut self, select: &mut Select, condition: &Condition) -> Option<()> {
        match condition {
            Condition::Atom(atom) => self.atom(select, atom)?,
            Condition::Absent(atom) => {
                let mut asked = Select { scope: select.scope.clone(), ..Select::default() };
                self.atom(&mut asked, atom)?;
                select.conditions.push(format!("NOT EXISTS ({})", asked.text("1")));
            }
            Condition::Compare(left, op, right) => {
                let side = |side| expression(self.facts, &select.scope, side);
                let (left, right) = (side(left)?, side(right)?);
                select.conditions.push(format!("{} {} {}", left.sql, comparison(*op), right.sql));
            }
            Condition::Let(variable, value) => {
                let cell = expression(self.facts, &select.scope, value)?;
                select.scope.insert(*variable, cell);
            }
            Condition::Aggregate(aggregate) => self.aggregate(select, aggregate)?,
            Condition::Among(..) => return None,
        }
        Some(())
    }

    fn atom(&mut self, select: &mut Select, atom: &Atom) -> Option<()> {
        let relation = self.program.relation(atom.relation);
        let table = self.fresh();
        select.tables.push(format!("{} {table}", relation.name));
        for argument in &atom.arguments {
            let (given, column) = (relation.origin == RelationOrigin::Declared, argument.column);
            let sort = Sort::of(relation.columns[column].kind).filter(|sort| given || *sort != Sort::Money)?;
            let identity = (sort == Sort::Money).then(|| format!("{table}.i{column}"));
            let cell = Cell { sql: format!("{table}.c{column}"), sort, identity };
            let bound = match argument.term {
                Term::Constant(value) => Some(constant(self.facts, value)?),
                Term::Variable(variable) => select.scope.get(&variable).cloned(),
            };
            match (bound, argument.term) {
                (Some(bound), _) => select.conditions.push(format!("{} = {}", cell.sql, bound.sql)),
                (None, Term::Variable(variable)) => {
                    select.scope.insert(variable, cell);
                }
                (None, Term::Constant(_)) => return None,
            }
        }
        Some(())
    }

    fn aggregate(&mut self, select: &mut Select, aggregate: &Aggregate) -> Option<()> {
        let mut inner = Select::default();
        for condition in &aggregate.body {
            let asked = match condition {
                Condition::Absent(atom) => atom.arguments.as_slice(),
                _ => &[],
            };
            // What crosses into the braces and is only asked for there would be taken for anything.
            let crosses = |term: Term| matches!(term, Term::Variable(it) if aggregate.by.contains(&it) && !inner.scope.contains_key(&it));
            if asked.iter().any(|argument| crosses(argument.term)) {
                return None;
            }
            self.condition(&mut inner, condition)?;
        }
        let keys: Vec<_> = aggregate.by.iter().filter_map(|it| Some((*it, inner.scope.get(it)?.clone()))).collect();
        let (value, sort) = match (&aggregate.value, aggregate.function) {
            (None, AggregateFunction::Count) => ("1".to_owned(), Sort::Bare),
            (Some(value), AggregateFunction::Sum) => {
                let cell = expression(self.facts, &inner.scope, value)?;
                (cell.sql, if cell.sort == Sort::Integer { Sort::Bare } else { cell.sort })
            }
            _ => return None,
        };
        let ways: Vec<String> =
            inner.scope.values().enumerate().map(|(at, it)| format!("{} AS w{at}", it.key())).collect();
        let named: Vec<String> =
            keys.iter().enumerate().map(|(at, (_, key))| format!("{} AS k{at}", key.sql)).collect();
        let all: Vec<String> = named.into_iter().chain(ways).chain([format!("{value} AS v")]).collect();
        let ways = inner.text(&format!("DISTINCT {}", all.join(", ")));
        let names: Vec<String> = (0..keys.len()).map(|at| format!("k{at}")).collect();
        let by = if names.is_empty() { String::new() } else { format!("GROUP BY {}", names.join(", ")) };
        let columns: Vec<String> = names.into_iter().chain([format!("CAST(SUM(v) AS {NUMBER}) AS s")]).collect();
        let groups = format!("(SELECT {} FROM ({ways}) {by} HAVING COUNT(*) > 0)", columns.join(", "));
        let table = self.fresh();
        let mut meets = Vec::new();
        for (at, (variable, key)) in keys.into_iter().enumerate() {
            match select.scope.get(&variable) {
                Some(bound) => meets.push(format!("{table}.k{at} = {}", bound.sql)),
                None => {
                    select.scope.insert(variable, Cell::plain(format!("{table}.k{at}"), key.sort));
                }
            }
        }
        let target = match aggregate.default {
            Some(default) => {
                let only = if meets.is_empty() { "TRUE".to_owned() } else { meets.join(" AND ") };
                let sql = format!("COALESCE((SELECT s FROM {groups} {table} WHERE {only}), {})", default.value);
                Cell::plain(sql, if sort == Sort::Money { Sort::Either } else { sort })
            }
            None => {
                select.tables.push(format!("{groups} {table}"));
                select.conditions.extend(meets);
                Cell::plain(format!("{table}.s"), sort)
            }
        };
        select.scope.insert(aggregate.target, target);
        Some(())
    }
}

impl Select {
    fn text(&self, what: &str) -> String {
        let only = if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        };
        format!("SELECT {what} FROM {}{only}", self.tables.join(", "))
    }
}
