//! How rules and definitions are evaluated, step by step.

use std::fmt::Write as _;

use super::clause::Named;
use super::formula::Formula;
use super::terminal::printable;
use crate::engine::{Clause, Operator, PlanLine};
use crate::program::{Condition, Program, Source};

/// Plans, one below the other. Rows are only told where a filing was looked at.
pub fn plan(program: &Program, sources: &[Source], plans: &[(Clause, Vec<PlanLine>)]) -> String {
    let mut out = String::new();
    for (clause, lines) in plans {
        let named = Named::of(program, sources, *clause);
        let _ = writeln!(out, "{}", printable(format!("{}  {}", named.heading(), named.place).trim_end()));
        let formula = Formula { program, variables: named.variables };
        // The conditions that lines of each depth are numbered by.
        let mut bodies: Vec<&[Condition]> = vec![named.body];
        for line in lines {
            let depth = line.depth as usize;
            bodies.truncate(depth + 1);
            let condition = line.condition.and_then(|number| bodies.get(depth)?.get(number));
            let _ = writeln!(out, "  {}{}", "  ".repeat(depth), printable(&step(&formula, line, condition)));
            if let Some(Condition::Aggregate(aggregate)) = condition {
                bodies.push(&aggregate.body);
            }
            if line.operator == Operator::Meet {
                bodies.extend(bodies.get(depth).copied());
            }
        }
        out.push('\n');
    }
    out
}

/// One step: what it does, to what, by which columns, and what it binds.
fn step(formula: &Formula, line: &PlanLine, condition: Option<&Condition>) -> String {
    let mut text = word(line.operator).to_owned();
    if let Some(relation) = line.relation {
        let relation = formula.program.relation(relation);
        let _ = write!(text, " {}", relation.name);
        let column = |column: &usize| relation.columns.get(*column).map(|column| column.name.as_str());
        let key: Vec<&str> = line.key.iter().filter_map(column).collect();
        if !key.is_empty() {
            let _ = write!(text, " 按 {}", key.join("、"));
        }
    }
    if let Some(condition) = condition.and_then(|condition| formula.condition(condition)) {
        let _ = write!(text, " {condition}");
    }
    let binds: Vec<&str> = line.binds.iter().map(|variable| formula.name(*variable)).collect();
    // What stands before an equals sign need not be said again.
    let said = matches!(line.operator, Operator::Let | Operator::Aggregate) && binds.len() == 1;
    if !binds.is_empty() && !said {
        let _ = write!(text, " → {}", binds.join("、"));
    }
    if let Some(rows) = line.estimate {
        let _ = write!(text, "  约 {rows} 行");
    }
    if line.delta {
        text.push_str("  只看上一轮新得的");
    }
    if line.shared > 1 {
        let _ = write!(text, "  {} 条共用", line.shared);
    }
    text
}

fn word(operator: Operator) -> &'static str {
    match operator {
        Operator::Scan => "通读",
        Operator::Lookup => "查找",
        Operator::Meet => "求交",
        Operator::Absent => "查无",
        Operator::Compare => "比较",
        Operator::Let => "计算",
        Operator::Among => "逐项",
        Operator::Aggregate => "汇总",
        Operator::Emit => "得出",
        Operator::Judge => "核对",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine;
    use crate::program::{self, RuleId};

    const RULES: &str = "关系 甲(名: 文本, 数: 整数)\n关系 乙(名: 文本)\n\
        定义 丙(名, 两倍: 两) 当 甲(名, 数) 且 两 = 数 + 数 且 数 ≥ 3 且 非 乙(名)\n\
        规则 X001 “题”\n    当 丙(名, 两倍)\n    且 全 = 按 名 求和 数 于 { 甲(名, 数) 且 数 ≠ 0 }\n    \
        且 甲(名: 别) 且 别 属于 “子、丑”\n    应 两倍 = 全\n    否则 “不”\n";

    fn program() -> (Program, Vec<Source>) {
        let sources = vec![Source { path: "甲.dl".to_owned(), text: RULES.to_owned() }];
        let (program, messages) = program::load(&sources);
        assert!(program::is_sound(&messages), "{messages:#?}");
        (program, sources)
    }

    #[test]
    fn plans_are_told_in_words() {
        let (program, sources) = program();
        let clauses = [Clause::Definition(0), Clause::Rule(RuleId(0))];
        let made = engine::Plans::new(&program);
        let plans: Vec<_> = clauses.map(|clause| (clause, engine::plan(&program, &made, clause, None))).into();
        insta::assert_snapshot!(plan(&program, &sources, &plans));
    }

    #[test]
    fn what_the_engine_chose_is_told() {
        let (program, sources) = program();
        let relation = program.find("甲");
        let line = |operator, delta, estimate, shared| PlanLine {
            depth: 0,
            condition: Some(0),
            operator,
            relation,
            key: vec![1, 0],
            binds: Vec::new(),
            delta,
            estimate,
            shared,
        };
        let lines = vec![line(Operator::Meet, true, Some(1234), 1), line(Operator::Scan, false, None, 3)];
        insta::assert_snapshot!(plan(&program, &sources, &[(Clause::Definition(0), lines)]));
    }
}
