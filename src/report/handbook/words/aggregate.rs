//! Many facts brought together.

use super::Wording;
use crate::program::{Aggregate, Atom, Condition, Expr, Term, VarId};
use crate::report::handbook::model::Phrase;
use crate::syntax::tree::AggregateFunction;

/// What is brought together.
struct Gathered {
    /// 《支出总表》里某列为某值的各行
    from: Phrase,
    /// The value of each.
    value: Phrase,
    /// Conditions too long to stand within the sentence.
    behind: Phrase,
    /// What one of them is counted in.
    measure: &'static str,
}

impl Wording<'_> {
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate) -> Phrase {
        let outer = self.known.clone();
        let free: Vec<VarId> = aggregate.by.iter().copied().filter(|variable| !outer.contains(variable)).collect();
        self.known.retain(|variable| aggregate.by.contains(variable));
        let gathered = match aggregate.body.as_slice() {
            [Condition::Atom(atom)] => self.of_one(aggregate, atom, &free),
            conditions => self.of_many(aggregate, conditions),
        };
        self.known = outer;
        self.known.extend(free.iter().copied());
        self.known.insert(aggregate.target);
        let Gathered { from, value, behind, measure } = gathered;
        let said = self.folded(aggregate, from, value, &free).say("，记作").value(self.name(aggregate.target));
        // Groups that nothing belongs to are none, so that only a whole without groups has a default.
        let default = aggregate.default.filter(|_| free.is_empty());
        let said = match default {
            Some(amount) => said.say(format!("（一{measure}也没有则作 {}）", amount.display(&self.program.units))),
            None => said,
        };
        said.then(behind)
    }

    /// The facts of one relation.
    fn of_one(&mut self, aggregate: &Aggregate, atom: &Atom, free: &[VarId]) -> Gathered {
        let measure = self.measure(atom.relation);
        let value = aggregate.value.as_ref();
        // A value that is a column is called so, and needs no other name.
        let column = value.and_then(|value| atom.arguments.iter().find(|argument| is_column(argument.term, value)));
        let parts = self
            .parts(atom, |variable| !value.is_some_and(|value| names(value, variable)) && !free.contains(&variable));
        let facts = self.chosen(atom, &parts).say(format!("各{measure}"));
        let notes = parts.notes();
        let declared = &self.program.relation(atom.relation).columns;
        match column.and_then(|argument| Some((declared.get(argument.column)?, argument.blank))) {
            Some((column, blank)) => {
                let value = Phrase::default().written(&column.name);
                let value = match blank {
                    Some(amount) => value.say(format!("（空白作 {}）", amount.display(&self.program.units))),
                    None => value,
                };
                Gathered { from: facts, value, behind: Phrase::default(), measure }
            }
            None => {
                let from = if notes.is_empty() { facts } else { facts.say("（").then(notes).say("）") };
                let value = value.map(|value| self.expression(value)).unwrap_or_default();
                Gathered { from, value, behind: Phrase::default(), measure }
            }
        }
    }

    /// The ways to satisfy several conditions.
    fn of_many(&mut self, aggregate: &Aggregate, conditions: &[Condition]) -> Gathered {
        let listed = conditions
            .iter()
            .enumerate()
            .map(|(number, condition)| Phrase::of(circled(number + 1)).then(self.condition(condition)));
        let listed: Vec<Phrase> = listed.collect();
        let value = aggregate.value.as_ref().map(|value| self.expression(value)).unwrap_or_default();
        Gathered {
            from: Phrase::of("合乎下列各条的每一种取法"),
            value,
            behind: Phrase::of("：").then(Phrase::join(listed, "；")),
            measure: "种",
        }
    }

    fn folded(&self, aggregate: &Aggregate, from: Phrase, value: Phrase, free: &[VarId]) -> Phrase {
        let groups = Phrase::join(free.iter().map(|variable| Phrase::default().value(self.name(*variable))), "、");
        let (from, each) =
            if groups.is_empty() { (from, "") } else { (from.say("按").then(groups).say("分组"), "每组") };
        let between = if each.is_empty() { "的".to_owned() } else { format!("，{each}的") };
        match aggregate.function {
            AggregateFunction::Count => {
                Phrase::of("数").then(from).say(format!("，{each}有几个{}", self.once(aggregate)))
            }
            AggregateFunction::Sum => {
                Phrase::of("把").then(from).say(between).then(value).say("相加").say(self.once(aggregate))
            }
            AggregateFunction::Max => Phrase::of("取").then(from).say(between).then(value).say("中最大的"),
            AggregateFunction::Min => Phrase::of("取").then(from).say(between).then(value).say("中最小的"),
        }
    }

    /// Facts that differ in nothing that is named count once; printed figures always differ.
    fn once(&self, aggregate: &Aggregate) -> &'static str {
        let figures = aggregate.value.as_ref().is_some_and(|value| self.kind(value).is_figure());
        if figures { "" } else { "（写到的各列都相同的只算一次）" }
    }
}

fn is_column(term: Term, value: &Expr) -> bool {
    matches!((term, value), (Term::Variable(column), Expr::Variable(variable)) if column == *variable)
}

fn names(value: &Expr, variable: VarId) -> bool {
    match value {
        Expr::Variable(named) => *named == variable,
        Expr::Negate(inner) => names(inner, variable),
        Expr::Binary(left, _, right) => names(left, variable) || names(right, variable),
        Expr::Call(_, arguments) => arguments.iter().any(|argument| names(argument, variable)),
        Expr::Constant(_) | Expr::Amount(_) => false,
    }
}

/// ①, ②, …
fn circled(number: usize) -> String {
    let circled = u32::try_from(number).ok().filter(|number| (1..=20).contains(number));
    let circled = circled.and_then(|number| char::from_u32('①' as u32 + number - 1));
    circled.map_or_else(|| format!("（{number}）"), |circled| circled.to_string())
}
