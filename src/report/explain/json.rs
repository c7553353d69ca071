//! A proof for a program; its schema is `tests/explain.schema.json`. Facts stand once and are named by their numbers.

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::{Asked, Scene};
use crate::base::Amount;
use crate::engine::{Clause, Goal, Inference, Node, Outcome, Verdict};
use crate::fact::Value;
use crate::finding::Finding;
use crate::program::{Condition, RelationOrigin};
use crate::report::AmountView;
use crate::report::clause::Named;
use crate::report::facts::{json_place, json_value};
use crate::report::json::severity_name;
use crate::syntax::tree::AggregateFunction;

/// The proof as one object and a line break.
pub(super) fn json(scene: &Scene) -> String {
    let goals: Vec<Json> = scene.proof.goals.iter().map(|goal| scene.goal(goal)).collect();
    let facts: Vec<Json> = scene.proof.nodes.iter().enumerate().map(|(id, node)| scene.node(id, node)).collect();
    let proof = json!({ "filing": scene.checked.name, "goals": goals, "facts": facts });
    let mut text = serde_json::to_string_pretty(&proof).unwrap_or_default();
    text.push('\n');
    text
}

impl Scene<'_> {
    fn goal(&self, goal: &Goal) -> Json {
        match (goal, self.asked) {
            (Goal::Outcome(inference), Asked::Finding(finding)) => {
                let outcome = &self.checked.evaluation.outcomes[finding.outcome];
                json!({
                    "finding": self.finding_view(finding),
                    "inference": self.inference(inference),
                    "comparison": self.comparison_view(outcome),
                    "linear": self.linear_view(outcome),
                })
            }
            (Goal::Outcome(inference), Asked::Facts(_)) => json!({ "inference": self.inference(inference) }),
            (Goal::Fact(fact), _) => json!({ "fact": self.proof.number(*fact) }),
        }
    }

    fn finding_view(&self, finding: &Finding) -> Json {
        let rule = &self.program.rules[finding.rule.0 as usize];
        let verdict = self.checked.evaluation.outcomes[finding.outcome].verdict;
        json!({
            "rule": rule.id,
            "title": rule.title,
            "severity": severity_name(finding.severity),
            "verdict": verdict_name(verdict),
            "message": finding.message,
            "fingerprint": finding.fingerprint,
            "conditions": rule.sources,
        })
    }

    fn comparison_view(&self, outcome: &Outcome) -> Json {
        let Some(compared) = &outcome.comparison else { return Json::Null };
        let facts = &self.checked.evaluation.facts;
        let apart = outcome.apart(&facts.dictionary.figures);
        let nothing = Amount::exact(Decimal::ZERO);
        let amount = |amount: &Amount| AmountView::of(amount, &self.program.units);
        let value = |value: Value| json_value(facts, value, &self.program.units);
        json!({
            "left": value(compared.left),
            "right": value(compared.right),
            "difference": apart.as_ref().map(|apart| amount(&apart.difference)),
            "tolerance": amount(apart.as_ref().map_or(&nothing, |apart| &apart.tolerance)),
            "gap": amount(apart.as_ref().map_or(&nothing, |apart| &apart.gap)),
        })
    }

    fn node(&self, id: usize, node: &Node) -> Json {
        let facts = &self.checked.evaluation.facts;
        let relation = self.program.relation(node.fact.relation);
        let (mut values, mut places) = (Map::new(), Map::new());
        for (at, (column, value)) in relation.columns.iter().zip(facts.values(node.fact)).enumerate() {
            values.insert(column.name.clone(), json_value(facts, value, &self.program.units));
            if let Some(place) = json_place(facts, node.fact, at, value) {
                places.insert(column.name.clone(), place);
            }
        }
        let origin = if relation.origin == RelationOrigin::View {
            "other filing"
        } else if node.inference.is_some() {
            "derived"
        } else if facts.reading(node.fact).is_some() {
            "read"
        } else {
            "given"
        };
        json!({
            "id": id,
            "relation": relation.name,
            "number": node.fact.row + 1,
            "origin": origin,
            "height": node.height,
            "values": values,
            "places": places,
            "inference": node.inference.as_ref().map(|inference| self.inference(inference)),
        })
    }

    fn inference(&self, inference: &Inference) -> Json {
        let facts = &self.checked.evaluation.facts;
        let value = |value: Value| json_value(facts, value, &self.program.units);
        let Named { variables, body, .. } = self.clause(inference.clause);
        let bound = variables.iter().zip(&inference.bindings);
        let bindings: Vec<Json> =
            bound.filter_map(|(variable, it)| Some(json!({ "name": variable.name, "value": value((*it)?) }))).collect();
        let premises: Vec<Json> = inference
            .premises
            .iter()
            .map(|premise| json!({ "condition": premise.condition, "fact": self.proof.number(premise.fact) }))
            .collect();
        let absent: Vec<Json> = inference
            .absences
            .iter()
            .map(|absence| {
                let relation = self.program.relation(absence.relation);
                let columns: Map<String, Json> = absence
                    .columns
                    .iter()
                    .filter_map(|(column, held)| {
                        let held = held.map_or_else(|| json!({ "any": true }), |held| json!({ "value": value(held) }));
                        Some((relation.columns.get(*column)?.name.clone(), held))
                    })
                    .collect();
                json!({ "condition": absence.condition, "relation": relation.name, "columns": columns })
            })
            .collect();
        let aggregates: Vec<Json> = inference
            .members
            .iter()
            .map(|gathered| {
                let function = match body.get(gathered.condition) {
                    Some(Condition::Aggregate(aggregate)) => function(aggregate.function),
                    _ => "",
                };
                let members: Vec<_> = gathered.facts.iter().map(|fact| self.proof.number(*fact)).collect();
                json!({
                    "condition": gathered.condition,
                    "target": self.target(inference.clause, gathered.condition),
                    "function": function,
                    "facts": members,
                })
            })
            .collect();
        json!({
            "clause": self.clause_view(inference.clause),
            "bindings": bindings,
            "premises": premises,
            "absent": absent,
            "aggregates": aggregates,
        })
    }

    fn clause_view(&self, clause: Clause) -> Json {
        let Named { name, place, .. } = self.clause(clause);
        let kind = match clause {
            Clause::Rule(_) => "rule",
            Clause::Definition(_) => "definition",
        };
        json!({ "kind": kind, "name": name, "written": (!place.is_empty()).then_some(place) })
    }
}

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unchecked => "unchecked",
        Verdict::SelfEvident => "self-evident",
        Verdict::Agrees => "agrees",
        Verdict::Rounding => "rounding",
        Verdict::Disagrees => "disagrees",
    }
}

fn function(function: AggregateFunction) -> &'static str {
    match function {
        AggregateFunction::Count => "count",
        AggregateFunction::Sum => "sum",
        AggregateFunction::Max => "max",
        AggregateFunction::Min => "min",
        AggregateFunction::Nearest => "nearest",
    }
}
