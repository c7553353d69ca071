//! What an evaluation says, in words that do not depend on how anything is numbered.

use rust_decimal::Decimal;

use crate::base::{Amount, Interval};
use crate::engine::{Apart, Clause, Compared, Evaluation, Outcome, Stop, Verdict};
use crate::fact::{FactId, FigureId, Origin, RelationId, Value};
use crate::program::{Program, RelationOrigin, VarId};

/// How closely two evaluations are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closely {
    /// In all that a report may show: units, linear forms, why something stopped, premises, and the order of outcomes.
    Wholly,
    /// The same, but for the order of outcomes, of the judgements of a subject, and of what an aggregate gathered: these
    /// follow the order in which facts are derived.
    Orderless,
    /// In values and verdicts, in whatever order.
    Loosely,
}

/// An evaluation in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Derived facts, sorted.
    pub(super) derived: Vec<String>,
    /// Outcomes; in their order when compared wholly.
    pub(super) outcomes: Vec<String>,
    /// What was stopped, by what.
    pub(super) stopped: Vec<String>,
}

struct Words<'a> {
    program: &'a Program,
    evaluation: &'a Evaluation,
    closely: Closely,
}

impl Meaning {
    pub(super) fn of(program: &Program, evaluation: &Evaluation, closely: Closely) -> Meaning {
        let words = Words { program, evaluation, closely };
        let relations = program.relations.iter().enumerate();
        let derived = relations.filter(|(_, relation)| relation.origin == RelationOrigin::Derived);
        let ids = derived.map(|(number, _)| RelationId(number as u32));
        let mut derived: Vec<String> =
            ids.flat_map(|relation| evaluation.facts.of(relation)).map(|fact| words.fact(fact)).collect();
        derived.sort_unstable();
        let mut outcomes: Vec<String> = evaluation.outcomes.iter().map(|outcome| words.outcome(outcome)).collect();
        if closely != Closely::Wholly {
            outcomes.sort_unstable();
        }
        if closely == Closely::Loosely {
            // Facts that differ in what is not compared are the same fact here.
            derived.dedup();
        }
        let clause = |clause: Clause| match clause {
            Clause::Rule(rule) => program.rules[rule.0 as usize].id.clone(),
            Clause::Definition(number) => program.relation(program.definitions[number as usize].relation).name.clone(),
        };
        let exhausted = evaluation.exhausted.iter();
        let stopped = exhausted.map(|it| format!("{} {:?} {}", clause(it.clause), it.what, it.shared)).collect();
        Meaning { derived, outcomes, stopped }
    }
}

impl Words<'_> {
    fn fact(&self, fact: FactId) -> String {
        let values: Vec<String> = self.evaluation.facts.values(fact).map(|value| self.value(value)).collect();
        format!("{}({})", self.program.relation(fact.relation).name, values.join(", "))
    }

    fn value(&self, value: Value) -> String {
        match value {
            Value::Text(symbol) => format!("“{}”", self.evaluation.facts.dictionary.symbols.text(symbol)),
            Value::Figure(figure) => self.figure(figure),
            other => format!("{other:?}"),
        }
    }

    fn figure(&self, id: FigureId) -> String {
        let figures = &self.evaluation.facts.dictionary.figures;
        let (amount, status) = (self.amount(&figures.amount(id)), figures.status(id));
        match self.closely {
            Closely::Loosely => format!("{amount} {status:?}"),
            Closely::Wholly | Closely::Orderless => {
                format!("{amount} {status:?} {} = {}", figures.declared_exact(id), self.form(id))
            }
        }
    }

    fn amount(&self, amount: &Amount) -> String {
        let Amount { value, range, unit, kind, factor: _, precision } = amount;
        let Interval { low, high, .. } = range;
        let plain = format!("{} [{} {}] {kind:?}", value.normalize(), low.normalize(), high.normalize());
        match self.closely {
            Closely::Loosely => plain,
            Closely::Wholly | Closely::Orderless => format!("{plain} {unit:?} {precision:?} {range:?}"),
        }
    }

    /// The printed figures under a figure, with their coefficients.
    fn form(&self, id: FigureId) -> String {
        let figures = &self.evaluation.facts.dictionary.figures;
        let list = |parts: Vec<String>| format!("({})", parts.join(" + "));
        match figures.origin(id) {
            Origin::Printed(place) => format!("#{}", place.line),
            Origin::Constant => format!("{:?}", figures.amount(id).value),
            Origin::Given => "given".to_owned(),
            Origin::Blank => "blank".to_owned(),
            Origin::Sum(_) => list(self.terms(&figures.linear_form(id))),
            Origin::Function(name, parts) => {
                format!("{name}{}", list(parts.iter().map(|part| self.form(*part)).collect()))
            }
        }
    }

    /// Terms by what they say, since their order is that of numbers.
    fn terms(&self, terms: &[(FigureId, Decimal)]) -> Vec<String> {
        let term = |(part, factor): &(FigureId, Decimal)| format!("{}·{}", factor.normalize(), self.form(*part));
        let mut terms: Vec<String> = terms.iter().map(term).collect();
        terms.sort_unstable();
        terms
    }

    fn outcome(&self, it: &Outcome) -> String {
        let rule = &self.program.rules[it.rule.0 as usize].id;
        let values = it.subject.iter().flat_map(|subject| &subject.values);
        let subject: Vec<String> =
            values.map(|(VarId(variable), value)| format!("{variable}={}", self.value(*value))).collect();
        let mut verdicts: Vec<Verdict> = it.others.iter().map(|other| other.verdict).collect();
        let head = format!("{rule} {subject:?} {:?}", it.verdict);
        if self.closely == Closely::Loosely {
            verdicts.sort_unstable();
            return format!("{head} {verdicts:?} {}", it.agreeing);
        }
        let fact = it.subject.as_ref().map(|subject| self.fact(subject.fact));
        let own = self.judgement(it.stopped, &it.bindings, &it.premises, it.matched, (it.comparison, it.verdict));
        let others = it.others.iter().map(|other| {
            let comparison = (other.comparison, other.verdict);
            let words = self.judgement(other.stopped, &other.bindings, &other.premises, other.matched, comparison);
            format!("{:?} {words}", other.verdict)
        });
        let mut judgements: Vec<String> = std::iter::once(format!("{:?} {own}", it.verdict)).chain(others).collect();
        if self.closely == Closely::Orderless {
            judgements.sort_unstable();
        }
        format!("{head} {fact:?} {}\n    {}", it.agreeing, judgements.join("\n    "))
    }

    fn judgement(
        &self,
        stopped: Option<Stop>,
        bindings: &[Option<Value>],
        premises: &[FactId],
        matched: usize,
        (comparison, verdict): (Option<Compared>, Verdict),
    ) -> String {
        let bindings: Vec<Option<String>> = bindings.iter().map(|value| value.map(|it| self.value(it))).collect();
        let mut premises: Vec<String> = premises.iter().map(|premise| self.fact(*premise)).collect();
        if self.closely == Closely::Orderless {
            premises[matched..].sort_unstable();
        }
        let compared = comparison.map(|compared| self.compared(compared, verdict));
        format!("{stopped:?} {bindings:?} {matched} of {premises:?} {compared:?}")
    }

    fn compared(&self, compared: Compared, verdict: Verdict) -> String {
        let sides = [self.value(compared.left), self.value(compared.right)];
        let apart = compared.apart(&self.evaluation.facts.dictionary.figures, verdict).map(|apart| {
            let Apart { difference, tolerance, gap, form, declared_exact } = apart;
            let amounts = [difference, tolerance, gap].map(|it| self.amount(&it));
            format!("{amounts:?} {:?} {declared_exact}", self.terms(&form))
        });
        format!("{sides:?} {apart:?}")
    }
}
