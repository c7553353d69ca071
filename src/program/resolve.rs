//! Definitions and rules: names become numbers, types meet, variables are bound before they are read.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::load::Loader;
use super::scope::{BodyResolver, condition_span};
use super::{
    Column, ColumnKind, Condition, Definition, Expectation, Message, MessagePart, Pattern, RelationOrigin, Rule,
    Source, VarId, builtin,
};
use crate::base::{Diagnostic, Severity, Span};
use crate::syntax::tree;

/// A pattern whose holes are checked elsewhere or name no columns.
pub(super) fn pattern_as_written(pattern: &tree::PatternText) -> Pattern {
    Pattern { source: pattern.source.text.clone(), pieces: pattern.pieces.clone(), span: pattern.source.span }
}

/// Declares the relations that definitions derive. Column types come from the bodies: whenever one becomes known, the
/// definitions that read it are looked at again. What several packs define belongs to the one that the others use, whose definitions stand first.
pub(super) fn infer_heads(loader: &mut Loader<'_>, definitions: &[&tree::Definition]) {
    for definition in definitions {
        let known = loader.program.find(&definition.relation.text);
        if known.is_some_and(|id| loader.program.relation(id).origin == RelationOrigin::Derived) {
            continue;
        }
        let columns = definition
            .head
            .iter()
            .map(|argument| Column {
                name: argument.column.text.clone(),
                kind: ColumnKind::Text,
                exact: false,
                blank_is_zero: false,
            })
            .collect();
        loader.declare(&definition.relation, columns, RelationOrigin::Derived);
    }
    loader.muted = true;
    let mut readers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, definition) in definitions.iter().enumerate() {
        for relation in relations_read(&definition.body) {
            readers.entry(relation).or_default().push(number);
        }
    }
    let mut open: VecDeque<usize> = (0..definitions.len()).collect();
    let mut waits = vec![true; definitions.len()];
    while let Some(number) = open.pop_front() {
        waits[number] = false;
        if infer_head(loader, definitions[number]) {
            let again = readers.get(definitions[number].relation.text.as_str());
            for reader in again.into_iter().flatten().filter(|reader| !std::mem::replace(&mut waits[**reader], true)) {
                open.push_back(*reader);
            }
        }
    }
    loader.muted = false;
}

/// The relations that conditions read, those in aggregates included.
fn relations_read(body: &[tree::Condition]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for condition in body {
        match condition {
            tree::Condition::Atom(atom) | tree::Condition::Absent(atom) => {
                found.insert(atom.relation.text.as_str());
            }
            tree::Condition::Aggregate(aggregate) => found.extend(relations_read(&aggregate.body)),
            tree::Condition::Compare(..) | tree::Condition::Among(..) => {}
        }
    }
    found
}

/// Takes the column types of one definition from its body; says whether one changed.
fn infer_head(loader: &mut Loader<'_>, definition: &tree::Definition) -> bool {
    let Some(relation) = loader.program.find(&definition.relation.text) else { return false };
    let mut body = BodyResolver::new(loader);
    for condition in &definition.body {
        body.condition(condition);
    }
    let kinds: Vec<(String, Option<ColumnKind>)> = definition
        .head
        .iter()
        .map(|argument| {
            let kind = match &argument.value {
                Some(value) => body.expression(value).map(|(_, kind)| kind),
                None => body.kind_of(&argument.column.text),
            };
            (argument.column.text.clone(), kind)
        })
        .collect();
    let mut changed = false;
    let table = &mut loader.program.relations[relation.0 as usize];
    if table.origin != RelationOrigin::Derived {
        return false;
    }
    for (name, kind) in kinds {
        let column = table.columns.iter_mut().find(|column| column.name == name);
        if let (Some(column), Some(kind)) = (column, kind)
            && column.kind == ColumnKind::Text
            && kind != ColumnKind::Text
        {
            column.kind = kind;
            changed = true;
        }
    }
    changed
}

/// A definition, when it is sound.
pub(super) fn definition(loader: &mut Loader<'_>, definition: &tree::Definition) -> Option<Definition> {
    let relation = loader.relation_named(&definition.relation)?;
    if loader.program.relation(relation).origin != RelationOrigin::Derived {
        return None;
    }
    let columns = loader.program.relation(relation).columns.len();
    let mut body = BodyResolver::new(loader);
    let conditions = body.conditions(&definition.body)?;
    let mut head = BTreeMap::new();
    for argument in &definition.head {
        let column = body.loader.column_named(relation, &argument.column)?;
        let value = match &argument.value {
            Some(value) => body.expression(value)?.0,
            None => body.expression(&tree::Expr::Name(argument.column.clone()))?.0,
        };
        head.insert(column, value);
    }
    let variables = body.variables();
    if head.len() != columns {
        let message = format!("“{}”的每个定义要有同样的列", definition.relation.text);
        let first = loader.program.relation(relation);
        let names: Vec<&str> = first.columns.iter().map(|column| column.name.as_str()).collect();
        let help = format!("写 {}({})，或另起一个名字", definition.relation.text, names.join(", "));
        let first = first.span;
        loader.report(
            Diagnostic::error("P019", definition.relation.span, message).related(first, "第一个定义").help(help),
        );
        return None;
    }
    Some(Definition {
        relation,
        head: head.into_values().collect(),
        variables,
        body: conditions,
        span: definition.relation.span,
    })
}

/// A rule, when it is sound.
pub(super) fn rule(loader: &mut Loader<'_>, rule: &tree::Rule) -> Option<Rule> {
    if !matches!(rule.body.first(), Some(tree::Condition::Atom(_))) {
        let span = rule.body.first().map_or(rule.id.span, condition_span);
        let help = "把对象写在最前，如 当 支出总表(编码, 合计)";
        loader.report(Diagnostic::error("P015", span, "当 的第一个条件要是一个关系：它是规则的对象").help(help));
        return None;
    }
    let mut sources: Vec<String> =
        rule.body.iter().map(|condition| source_text(loader.sources, condition_span(condition))).collect();
    let mut body = BodyResolver::new(loader);
    let (conditions, binds) = body.conditions_and_whether_they_bind(&rule.body)?;
    let (expect, span) = match &rule.expect {
        tree::Expectation::Compare { left, op, right, rounding } => {
            let span = left.span().to(right.span());
            let (left, right) = body.sides(left, right, span)?;
            (Some(Expectation::Compare { left, op: *op, right, rounding: *rounding }), span)
        }
        tree::Expectation::Exists(atom) => (body.lookup(atom).map(Expectation::Exists), atom.span),
        tree::Expectation::Absent(atom) => (body.lookup(atom).map(Expectation::Absent), atom.span),
    };
    let message = message(&mut body, &rule.message, matches!(rule.expect, tree::Expectation::Compare { .. }));
    let variables = body.variables();
    sources.push(source_text(loader.sources, span));
    let narrows = |(condition, binds): &(&Condition, bool)| match condition {
        Condition::Compare(..) | Condition::Absent(_) => true,
        Condition::Among(..) => !binds,
        Condition::Atom(_) | Condition::Let(..) | Condition::Aggregate(_) => false,
    };
    let subject = 1 + conditions.iter().zip(binds).skip(1).take_while(narrows).count();
    let years = loader.years(rule.years.as_ref())?.or(loader.packs.years(rule.id.span.file));
    let applies = match rule.applies.as_slice() {
        [] => loader.packs.applies(rule.id.span.file).to_vec(),
        own => own.iter().map(|text| text.text.clone()).collect(),
    };
    Some(Rule {
        id: rule.id.text.clone(),
        title: rule.title.text.clone(),
        severity: rule.severity.map_or(Severity::Error, |(severity, _)| severity),
        rounding: rule.report_rounding,
        basis: rule.basis.as_ref().map(|text| text.text.clone()),
        note: rule.note.as_ref().map(|text| text.text.clone()),
        applies,
        years,
        variables,
        body: conditions,
        subject,
        expect: expect?,
        message: message?,
        span: rule.id.span,
        sources,
    })
}

/// A message: `{变量}`, `{差额}`, `{容差}`, `{应为}`.
fn message(body: &mut BodyResolver<'_, '_>, text: &tree::Quoted, compares: bool) -> Option<Message> {
    let mut parts = Vec::new();
    let mut rest = text.text.as_str();
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}')?;
        if open > 0 {
            parts.push(MessagePart::Text(rest[..open].to_owned()));
        }
        let name = crate::base::squeeze(&rest[open + 1..close]);
        let part = match body.variable_named(&name) {
            Some(variable) => MessagePart::Variable(variable),
            None if compares && name == "差额" => MessagePart::Difference,
            None if compares && name == "容差" => MessagePart::Tolerance,
            None if compares && name == "应为" => MessagePart::Expected,
            None => {
                let names = body.names();
                let near = body.loader.nearest(&name, names.iter().map(String::as_str));
                let help =
                    near.map_or_else(|| format!("可用：{}", names.join("、")), |near| format!("是否为“{{{near}}}”？"));
                let message = format!("否则 里的“{{{name}}}”没有值");
                body.loader.report(Diagnostic::error("P011", hole_span(text, &name), message).help(help));
                return None;
            }
        };
        parts.push(part);
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        parts.push(MessagePart::Text(rest.to_owned()));
    }
    Some(Message { parts })
}

/// Where a hole stands in quoted text; the whole text when it is written with spaces.
pub(super) fn hole_span(text: &tree::Quoted, name: &str) -> Span {
    let length = text.span.end - text.span.start;
    // The marks on both sides are equally long.
    let mark = length.saturating_sub(text.text.len() as u32) / 2;
    match text.text.find(&format!("{{{name}")) {
        Some(at) => {
            let start = text.span.start + mark + at as u32 + 1;
            Span::new(text.span.file, start, start + name.len() as u32)
        }
        None => text.span,
    }
}

fn source_text(sources: &[Source], span: Span) -> String {
    let text = sources.get(span.file.0 as usize).map(|source| source.text.as_str());
    let text = text.and_then(|text| text.get(span.start as usize..span.end as usize));
    text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The type of a value that compares with figures.
pub(super) fn numeric(kind: ColumnKind) -> bool {
    kind.is_figure() || kind == ColumnKind::Integer
}

/// The signature of a function, or a message.
pub(super) fn function(loader: &mut Loader<'_>, name: &tree::Name) -> Option<&'static builtin::Signature> {
    let found = builtin::function(&name.text);
    if found.is_none() {
        let names = builtin::FUNCTIONS.iter().map(|signature| signature.name);
        let help = loader
            .nearest(&name.text, names)
            .map_or_else(|| "可用的函数见 rules/README.md".to_owned(), |near| format!("是否为“{near}”？"));
        loader.report(Diagnostic::error("P010", name.span, format!("没有函数“{}”", name.text)).help(help));
    }
    found
}

/// A variable by number, for messages.
pub(super) fn variable(index: usize) -> VarId {
    VarId(index as u32)
}
