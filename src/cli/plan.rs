//! `rules plan`.

use std::collections::BTreeSet;

use super::output::print;
use super::rules_command::PlanArgs;
use super::{CLEAN, load};
use crate::engine::{self, Clause, Limits};
use crate::fact::RelationId;
use crate::program::{Program, RuleId, atoms};
use crate::reader;
use crate::report;
use crate::session;

/// Shows how a rule, or the definitions of a relation, are evaluated, behind the definitions they rest on.
pub(super) fn plan(args: &PlanArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let program = &pack.program;
    let clauses = clauses(program, &args.name)?;
    let checked = match &args.with {
        None => None,
        Some(path) => {
            let filing = load::read(&pack, path, &reader::Limits::default())?;
            session::check_all(&pack, vec![filing], Vec::new(), &Limits::default(), load::threads()).pop()
        }
    };
    let evaluation = checked.as_ref().map(|checked| &checked.evaluation);
    let plan = |clause| (clause, engine::plan(program, pack.plans(), clause, evaluation));
    let plans: Vec<_> = clauses.into_iter().map(plan).collect();
    print(&report::plan(program, &pack.sources, &plans));
    Ok(CLEAN)
}

/// What is asked for, first, and the definitions it rests on in the order they run.
fn clauses(program: &Program, name: &str) -> Result<Vec<Clause>, String> {
    let rule = program.rules.iter().position(|rule| rule.id == name);
    let relation = program.find(name);
    let (first, under): (Vec<Clause>, BTreeSet<RelationId>) = match (rule, relation) {
        (Some(number), _) => (vec![Clause::Rule(RuleId(number as u32))], engine::named(&program.rules[number])),
        (None, Some(relation)) => {
            let numbered = program.definitions.iter().enumerate();
            let own = numbered.filter(|(_, definition)| definition.relation == relation);
            let read = own.clone().flat_map(|(_, definition)| atoms(&definition.body)).map(|atom| atom.relation);
            (own.clone().map(|(number, _)| Clause::Definition(number as u32)).collect(), read.collect())
        }
        (None, None) => (Vec::new(), BTreeSet::new()),
    };
    if first.is_empty() {
        return Err(format!("没有规则或由定义得出的关系 {name}（no such rule）；gouji rules list 列出全部规则"));
    }
    let strata = program.strata_under(under);
    let definitions = strata.into_iter().flatten().map(|number| Clause::Definition(number as u32));
    let behind: Vec<Clause> = definitions.filter(|clause| !first.contains(clause)).collect();
    Ok(first.into_iter().chain(behind).collect())
}
