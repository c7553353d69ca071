//! Random expressions over the variables bound so far.

use super::schema::{Dialect, Kind, TEXTS};
use super::tape::Tape;

/// The variables of a clause that can be read.
#[derive(Clone, Default)]
pub(super) struct Scope {
    pub(super) bound: Vec<(String, Kind)>,
}

impl Scope {
    /// The names that hold what is wanted.
    pub(super) fn of(&self, wanted: Kind) -> Vec<String> {
        let fits = |(_, kind): &&(String, Kind)| kind.fits(wanted);
        self.bound.iter().filter(fits).map(|(name, _)| name.clone()).collect()
    }

    /// The names that relations can be joined by.
    pub(super) fn words(&self) -> Vec<(String, Kind)> {
        self.bound.iter().filter(|(_, kind)| !kind.is_figure()).cloned().collect()
    }

    /// The names that can be reckoned with.
    fn numbers(&self) -> Vec<(String, Kind)> {
        let numeric = |(_, kind): &&(String, Kind)| kind.is_figure() || *kind == Kind::Integer;
        self.bound.iter().filter(numeric).cloned().collect()
    }
}

/// A number that has a value of the kind.
pub(super) fn number(tape: &mut Tape<'_>, kind: Kind) -> String {
    let numbers: &[&str] = match kind {
        Kind::Money => &["0", "1 万元", "2.5 万元", "100 元", "3.005 万元"],
        Kind::Percent => &["50%", "12.5%", "0"],
        _ => &["0", "1", "2", "3", "2.5", "-1"],
    };
    tape.pick(numbers).unwrap_or_default().to_owned()
}

/// A value of a kind that is neither text nor figure grown without end.
pub(super) fn small(tape: &mut Tape<'_>, scope: &Scope, kind: Kind) -> Option<String> {
    let codes = scope.of(Kind::Code);
    let texts = scope.of(Kind::Text);
    match kind {
        Kind::Integer => {
            let mut found = vec!["长度(“甲乙”)".to_owned()];
            found.extend(codes.iter().map(|code| format!("层级({code})")));
            found.extend(texts.iter().flat_map(|text| [format!("长度({text})"), format!("含({text}, “甲”)")]));
            found.extend(texts.iter().map(|text| format!("匹配({text}, “^甲.$”)")));
            found.extend(scope.of(Kind::Date).iter().map(|date| format!("日({date})")));
            tape.pick(&found)
        }
        Kind::Text => {
            let mut found = vec!["“甲”".to_owned(), "“乙”".to_owned()];
            found.extend(codes.iter().map(|code| format!("文字({code})")));
            found.extend(scope.of(Kind::Integer).iter().map(|number| format!("文字({number})")));
            found.extend(texts.iter().map(|text| format!("取({text}, “甲(.)”)")));
            tape.pick(&found)
        }
        Kind::Code => {
            let level = tape.between(1, 2);
            tape.pick(&codes).map(|code| format!("上级编码({code}, {level})"))
        }
        Kind::Date => Some(format!("日期(2026, 1, {})", tape.between(1, 3))),
        Kind::Money | Kind::Percent | Kind::Number => Some(number(tape, kind)),
    }
}

/// Figures and whole numbers reckoned with; `None` where there are none.
pub(super) fn reckoned(tape: &mut Tape<'_>, scope: &Scope, depth: usize, dialect: Dialect) -> Option<(String, Kind)> {
    let numbers = scope.numbers();
    let (name, kind) = tape.pick(&numbers)?;
    if depth == 0 {
        return Some((name, kind));
    }
    let text = match tape.below(if dialect == Dialect::Sql { 4 } else { 12 }) {
        0 => return Some((name, kind)),
        1 => format!("({name} + {})", like(tape, scope, kind)),
        2 => format!("({name} - {})", like(tape, scope, kind)),
        3 => format!("{name} × {}", number(tape, Kind::Number)),
        4 => format!("-{name}"),
        5 => format!("绝对值({name})"),
        6 => format!("精确({name})"),
        7 => format!("四舍五入({name}, 1)"),
        8 => format!("末位({name})"),
        9 => format!("{name} ÷ {}", like(tape, scope, kind)),
        10 => format!("{name} × {}", tape.pick(&numbers)?.0),
        _ => format!("({name} + {})", reckoned(tape, scope, depth - 1, dialect)?.0),
    };
    Some((text, Kind::Number))
}

/// A variable or a number that can be added to one of a kind.
fn like(tape: &mut Tape<'_>, scope: &Scope, kind: Kind) -> String {
    let names: Vec<String> = scope.bound.iter().filter(|(_, its)| *its == kind).map(|(name, _)| name.clone()).collect();
    let named = if tape.chance(20) { None } else { tape.pick(&names) };
    named.unwrap_or_else(|| number(tape, kind))
}

/// Two sides and what is between them; `None` where nothing can be compared.
pub(super) fn comparison(tape: &mut Tape<'_>, scope: &Scope, dialect: Dialect) -> Option<String> {
    const OPERATORS: [&str; 6] = ["=", "≠", "<", "≤", ">", "≥"];
    let (name, kind) = tape.pick(&scope.bound)?;
    let mut op = tape.pick(&OPERATORS).unwrap_or_default();
    let right = match kind {
        Kind::Integer => match tape.below(3) {
            0 => tape.below(5).to_string(),
            _ => tape.pick(&scope.of(kind))?,
        },
        Kind::Text => {
            op = if tape.chance(50) { "=" } else { "≠" };
            if tape.chance(50) { tape.pick(&scope.of(kind))? } else { format!("“{}”", tape.pick(&TEXTS)?) }
        }
        Kind::Code => tape.pick(&scope.of(kind))?,
        Kind::Date => small(tape, scope, kind)?,
        Kind::Money | Kind::Percent | Kind::Number => match tape.below(3) {
            0 => number(tape, kind),
            1 => like(tape, scope, kind),
            _ => reckoned(tape, scope, 1, dialect)?.0,
        },
    };
    // A new name in front of “=” would be bound, not compared; these are bound already.
    Some(format!("{name} {op} {right}"))
}
