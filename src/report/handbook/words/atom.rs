//! Atoms: which facts are meant, and what is noted of them.

use super::Wording;
use super::parts::{Part, Parts};
use crate::fact::RelationId;
use crate::program::{Argument, Atom, Column, ColumnKind, Expr, Term, VarId, builtin};
use crate::report::handbook::model::Phrase;

impl Wording<'_> {
    /// The subject of a rule: every fact that fits. All names it gives are noted, since a result is known by them.
    pub(super) fn each(&mut self, atom: &Atom) -> Phrase {
        let parts = self.parts(atom, |_| false);
        let each = self.chosen(atom, &parts).say(format!("每一{}", self.measure(atom.relation)));
        with_notes(each, &parts)
    }

    /// A later atom: any fact that fits.
    pub(super) fn some(&mut self, atom: &Atom) -> Phrase {
        let uses = self.uses.clone();
        let parts = self.parts(atom, |variable| uses.only_once(variable));
        let verb = if parts.notes().is_empty() { "有" } else { "取" };
        let one = Phrase::of(verb).then(self.chosen(atom, &parts)).say(format!("一{}", self.measure(atom.relation)));
        with_notes(one, &parts)
    }

    /// A fact that is looked for and not gone on with: the names it gives are its own.
    pub(super) fn found(&mut self, atom: &Atom) -> Phrase {
        let outer = self.known.clone();
        let parts = self.parts(atom, |_| true);
        self.known = outer;
        self.chosen(atom, &parts).say(format!("一{}", self.measure(atom.relation)))
    }

    /// The columns of an atom; new names count from here on. `idle` ones only ask for a filled cell.
    pub(super) fn parts(&mut self, atom: &Atom, idle: impl Fn(VarId) -> bool) -> Parts {
        let mut parts = Parts::default();
        for argument in &atom.arguments {
            parts.0.extend(self.part(atom.relation, argument, &idle));
            if let Term::Variable(variable) = argument.term {
                self.known.insert(variable);
            }
        }
        parts
    }

    fn part(&self, relation: RelationId, argument: &Argument, idle: &impl Fn(VarId) -> bool) -> Option<Part> {
        let column = self.column(relation, argument);
        let written = Phrase::default().written(column);
        let variable = match argument.term {
            Term::Constant(value) => {
                let declared = self.program.relation(relation).columns.get(argument.column);
                let names_relation = declared.is_some_and(|column| column.kind == ColumnKind::RelationName);
                return Some(Part::Is(written.say("为").then(self.constant(value, names_relation))));
            }
            Term::Variable(variable) => variable,
        };
        let name = self.name(variable);
        if self.known.contains(&variable) {
            let same = name == column;
            return Some(if same { Part::Same(column.to_owned()) } else { Part::Is(written.say("为").value(name)) });
        }
        if idle(variable) {
            return argument.blank.is_none().then(|| Part::Filled(column.to_owned()));
        }
        let zero = argument.blank.map(|amount| format!("（空白作 {}）", amount.display(&self.program.units)));
        let noted = |phrase: Phrase| match &zero {
            Some(zero) => phrase.say(zero.as_str()),
            None => phrase,
        };
        Some(if name == column {
            Part::Noted(noted(Phrase::default().value(name)))
        } else {
            Part::Renamed(noted(Phrase::of("记").then(written).say("为").value(name)))
        })
    }

    fn column(&self, relation: RelationId, argument: &Argument) -> &str {
        let columns = &self.program.relation(relation).columns;
        columns.get(argument.column).map_or("", |column| column.name.as_str())
    }

    /// 《支出总表》里某列为某值的
    pub(super) fn chosen(&self, atom: &Atom, parts: &Parts) -> Phrase {
        let inside = self.relation(atom.relation).say("里");
        inside.then(parts.filters()).say("的")
    }

    /// What facts of a relation are counted in.
    pub(super) fn measure(&self, relation: RelationId) -> &'static str {
        match self.program.base(relation) {
            builtin::TABLE => "张表",
            builtin::CELL => "格",
            builtin::PARAGRAPH => "段",
            builtin::FILING => "份",
            base if self.program.layouts.iter().any(|layout| layout.relation == base) => "行",
            _ => "条",
        }
    }

    /// What the columns of a derived fact are filled with.
    pub(super) fn filled(&self, columns: &[Column], values: &[Expr]) -> Phrase {
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for (column, value) in columns.iter().zip(values) {
            let written = Phrase::default().written(&column.name);
            match value {
                Expr::Variable(variable) if self.name(*variable) == column.name => own.push(written),
                value => other.push(written.say("为").then(self.expression(value))),
            }
        }
        let own = (!own.is_empty()).then(|| Phrase::join(own, "、").say("照上"));
        Phrase::join(own.into_iter().chain(other), "，")
    }
}

fn with_notes(fact: Phrase, parts: &Parts) -> Phrase {
    let notes = parts.notes();
    if notes.is_empty() { fact } else { fact.say("，").then(notes) }
}
