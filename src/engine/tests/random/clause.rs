//! Random definitions and rules.

use super::body::Body;
use super::expression::{comparison, reckoned, small};
use super::schema::{COLUMNS, Dialect, Kind, Shape, given_shapes, relation_name};
use super::tape::Tape;

/// The text of a program, piece by piece, so that pieces can change places.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) given: Vec<Shape>,
    pub(super) definitions: Vec<String>,
    pub(super) rules: Vec<String>,
}

/// What every program begins with.
const HEAD: &str = "编码 3 2 2
单位 元 金额 1 最小 0.01
单位 万元 金额 10000
单位 % 比率 0.01
";

impl Text {
    pub(super) fn text(&self) -> String {
        let given: Vec<String> = self.given.iter().map(Shape::declaration).collect();
        let mut all = vec![HEAD.to_owned(), given.join("\n")];
        all.extend(self.definitions.iter().chain(&self.rules).cloned());
        all.join("\n") + "\n"
    }
}

/// A program: a tape for the relations given, one for each group of definitions, one for each rule.
pub(super) fn program(dialect: Dialect, given: &[u16], groups: &[Vec<u16>], rules: &[Vec<u16>]) -> Text {
    let mut text = Text { given: given_shapes(&mut Tape::new(given), dialect), ..Text::default() };
    let mut complete = text.given.clone();
    for tape in groups {
        group(&mut Tape::new(tape), dialect, &mut complete, &mut text.definitions);
    }
    for (number, tape) in rules.iter().enumerate() {
        text.rules.extend(rule(&mut Tape::new(tape), dialect, number, &complete));
    }
    // Rules that ask for the same by other names: what an evaluator keeps of one must do for the other.
    let twins = text.rules.iter().step_by(2).map(|rule| rule.replacen("规则 R", "规则 S", 1).replace('变', "量"));
    let twins: Vec<String> = twins.collect();
    text.rules.extend(twins);
    text
}

/// One or two relations that may need each other, each with a definition that needs neither.
fn group(tape: &mut Tape<'_>, dialect: Dialect, complete: &mut Vec<Shape>, definitions: &mut Vec<String>) {
    let mut own = Vec::new();
    let from = complete.len();
    let mutual = dialect != Dialect::Sql && tape.chance(25);
    for number in 0..1 + usize::from(mutual) {
        let name = relation_name("推", definitions_of(complete) + number);
        let (shape, text) = first(tape, dialect, complete, name);
        own.push(shape);
        definitions.push(text);
    }
    for _ in 0..tape.below(4) {
        let shape = tape.pick(&own).unwrap_or_else(|| own[0].clone());
        let more = match tape.below(10) {
            0..5 => step(tape, dialect, complete, &own, &shape),
            5..8 => another(tape, dialect, complete, &own, &shape, true),
            _ => another(tape, dialect, complete, &own, &shape, false),
        };
        definitions.extend(more);
    }
    if tape.chance(20) {
        let twin = tape.pick(definitions).map(|twin| twin.replace('变', "量"));
        definitions.extend(twin.filter(|_| dialect != Dialect::Sql));
    }
    debug_assert_eq!(complete.len(), from);
    complete.extend(own);
}

fn definitions_of(shapes: &[Shape]) -> usize {
    shapes.iter().filter(|shape| shape.name.starts_with('推')).count()
}

/// The first definition of a relation decides what its columns are.
fn first(tape: &mut Tape<'_>, dialect: Dialect, complete: &[Shape], name: String) -> (Shape, String) {
    let mut body = Body::new(tape, dialect, complete, &[]);
    if body.tape.chance(40) {
        body.whole(&complete[0]);
    } else {
        body.atom(false);
    }
    for _ in 0..body.tape.below(3) {
        body.condition(true);
    }
    let mut head: Vec<(String, Kind)> = Vec::new();
    if body.scope.words().is_empty() {
        body.ensure(Kind::Integer);
    }
    let words = body.scope.words();
    head.extend(body.tape.pick(&words));
    for _ in 0..body.tape.below(3) {
        let made = if body.tape.chance(15) { reckoned(body.tape, &body.scope, 1, dialect) } else { None };
        let bound = body.scope.bound.clone();
        head.extend(made.or_else(|| body.tape.pick(&bound)));
    }
    let (values, columns): (Vec<String>, Vec<Kind>) = head.into_iter().unzip();
    let text = definition(&name, &values, &body.conditions);
    (Shape { name, zero: vec![false; columns.len()], columns }, text)
}

/// A definition that goes one step on from a relation of its stratum: 可达(甲, 丙) 当 可达(甲, 乙) 且 边(乙, 丙).
fn step(tape: &mut Tape<'_>, dialect: Dialect, complete: &[Shape], own: &[Shape], shape: &Shape) -> Option<String> {
    let mut body = Body::new(tape, dialect, complete, own);
    let mut values = body.whole(shape);
    let columns: Vec<usize> = (0..shape.columns.len()).filter(|column| !shape.columns[*column].is_figure()).collect();
    let column = body.tape.pick(&columns)?;
    let kind = shape.columns[column];
    let alike = |it: &Shape| it.columns.iter().filter(|its| **its == kind).count() > 1;
    let both = if dialect == Dialect::Sql { &[] } else { own };
    let ways: Vec<Shape> = complete.iter().chain(both).filter(|it| alike(it)).cloned().collect();
    let way = body.tape.pick(&ways)?;
    let from = values[column].clone()?;
    values[column] = body.step(&way, kind, &from);
    let named = values.into_iter().zip(&shape.columns).map(|(value, kind)| value.or_else(|| body.ensure(*kind)));
    let values: Vec<String> = named.collect::<Option<_>>()?;
    if body.tape.chance(25) {
        body.narrowing();
    }
    Some(definition(&shape.name, &values, &body.conditions))
}

/// Another definition of a relation; `None` when its body binds too little. A recursive one makes no new figures or
/// longer texts, so that it comes to an end.
fn another(
    tape: &mut Tape<'_>,
    dialect: Dialect,
    complete: &[Shape],
    own: &[Shape],
    shape: &Shape,
    recursive: bool,
) -> Option<String> {
    let mut body = Body::new(tape, dialect, complete, own);
    let late = body.tape.chance(50);
    if recursive && !late {
        body.atom(true);
    }
    body.atom(false);
    if recursive && late {
        body.atom(true);
    }
    if recursive && dialect != Dialect::Sql && body.tape.chance(20) {
        body.atom(true);
    }
    for _ in 0..body.tape.below(2) {
        body.condition(!recursive);
    }
    let mut values = Vec::new();
    for kind in &shape.columns {
        let made = if body.tape.chance(15) && !(recursive && kind.is_figure()) && dialect != Dialect::Sql {
            small(body.tape, &body.scope, *kind)
        } else {
            None
        };
        values.push(made.or_else(|| body.ensure(*kind))?);
    }
    Some(definition(&shape.name, &values, &body.conditions))
}

fn definition(name: &str, values: &[String], conditions: &[String]) -> String {
    let head: Vec<String> = values.iter().zip(COLUMNS).map(|(value, column)| format!("{column}: {value}")).collect();
    format!("定义 {name}({}) 当 {}", head.join(", "), conditions.join(" 且 "))
}

/// A rule over all relations; `None` when it binds nothing that can be judged.
fn rule(tape: &mut Tape<'_>, dialect: Dialect, number: usize, complete: &[Shape]) -> Option<String> {
    let mut body = Body::new(tape, dialect, complete, &[]);
    body.atom(false);
    for _ in 0..body.tape.below(2) {
        body.narrowing();
    }
    for _ in 0..body.tape.below(4) {
        body.condition(true);
    }
    let expectation = match body.tape.below(6) {
        0 => format!("有 {}", body.asked()?),
        1 => format!("无 {}", body.asked()?),
        2..5 => {
            let left = body.ensure(Kind::Money)?;
            let right = match body.tape.below(4) {
                0 | 1 => body.ensure_but(Kind::Money, &left)?,
                2 => format!("{} + {}", body.ensure_but(Kind::Money, &left)?, body.ensure(Kind::Money)?),
                _ => reckoned(body.tape, &body.scope, 2, dialect)?.0,
            };
            let rounding = if body.tape.chance(70) { " ± 舍入" } else { "" };
            let op = body.tape.pick(&["=", "=", "=", "≤", ">", "≠"])?;
            format!("{left} {op} {right}{}", if op == "=" { rounding } else { "" })
        }
        _ => comparison(body.tape, &body.scope, dialect)?,
    };
    let conditions = body.conditions.join(" 且 ");
    Some(format!("规则 R{:03} “试” 当 {conditions} 应 {expectation} 否则 “不合”", number + 1))
}
