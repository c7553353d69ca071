//! Rules and definitions by name and place.

use crate::engine::Clause;
use crate::program::{Condition, Program, Source, Variable};

/// A rule or a definition as reports name it.
#[derive(Clone)]
pub(super) struct Named<'a> {
    /// 规则 or 定义.
    pub(super) kind: &'static str,
    /// The id of a rule; the relation that a definition gives.
    pub(super) name: &'a str,
    /// The title of a rule.
    pub(super) title: &'a str,
    /// File and line; empty without sources.
    pub(super) place: String,
    /// Its variables.
    pub(super) variables: &'a [Variable],
    /// Its conditions.
    pub(super) body: &'a [Condition],
}

impl<'a> Named<'a> {
    /// A clause of a program.
    pub(super) fn of(program: &'a Program, sources: &[Source], clause: Clause) -> Named<'a> {
        let (kind, name, title, variables, body, span) = match clause {
            Clause::Rule(id) => {
                let rule = &program.rules[id.0 as usize];
                ("规则", rule.id.as_str(), rule.title.as_str(), &rule.variables, &rule.body, rule.span)
            }
            Clause::Definition(number) => {
                let definition = &program.definitions[number as usize];
                let name = program.relation(definition.relation).name.as_str();
                ("定义", name, "", &definition.variables, &definition.body, definition.span)
            }
        };
        let source = sources.get(span.file.0 as usize);
        let place = source.map(|source| format!("{}:{}", source.path, source.line(span))).unwrap_or_default();
        Named { kind, name, title, place, variables, body }
    }

    /// Kind, name and title.
    pub(super) fn heading(&self) -> String {
        format!("{} {} {}", self.kind, self.name, self.title).trim_end().to_owned()
    }
}
