//! Random aggregates.

use super::body::Body;
use super::expression::{Scope, comparison};
use super::schema::{Dialect, Kind};

/// How values come together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Sum,
    Count,
    Most,
    Least,
    Nearest,
}

impl Body<'_, '_> {
    /// Adds an aggregate over one or two atoms; one may hold another.
    pub(super) fn aggregate(&mut self, depth: usize) {
        let how = match self.dialect {
            Dialect::Full => {
                self.tape.weighed(&[(5, How::Sum), (3, How::Count), (2, How::Most), (1, How::Least), (1, How::Nearest)])
            }
            Dialect::Orderless | Dialect::Sql => self.tape.weighed(&[(3, How::Sum), (2, How::Count)]),
        };
        let texts = self.scope.of(Kind::Text);
        let near = if how == How::Nearest { self.tape.pick(&texts) } else { None };
        let words = self.scope.words();
        let mut by: Vec<(String, Kind)> = words.into_iter().filter(|_| self.tape.chance(30)).collect();
        let closed = by.len();
        let mut crossing = by.clone();
        crossing.extend(
            near.iter().filter(|near| by.iter().all(|(name, _)| name != *near)).map(|name| (name.clone(), Kind::Text)),
        );

        let outer = (
            std::mem::replace(&mut self.scope, Scope { bound: crossing.clone() }),
            std::mem::take(&mut self.conditions),
        );
        self.inside(depth);
        let new: Vec<(String, Kind)> = self.scope.words().into_iter().filter(|word| !crossing.contains(word)).collect();
        by.extend(new.into_iter().filter(|_| self.tape.chance(25)).take(2));
        let value = self.gathered(how, near.as_deref());
        let inner = std::mem::replace(&mut self.conditions, outer.1);
        self.scope = outer.0;

        self.scope.bound.extend(by[closed..].iter().cloned());
        let (what, kind) = value.unwrap_or_else(|| ("计数".to_owned(), Kind::Number));
        let default = if by.len() == closed && kind.is_figure() && self.tape.chance(40) { " 若无 0" } else { "" };
        let names: Vec<&str> = by.iter().map(|(name, _)| name.as_str()).collect();
        let by = if names.is_empty() { String::new() } else { format!("按 {} ", names.join(", ")) };
        let target = self.bind(kind);
        self.conditions.push(format!("{target} = {by}{what} 于 {{ {} }}{default}", inner.join(" 且 ")));
    }

    /// What stands in the braces.
    fn inside(&mut self, depth: usize) {
        self.atom(false);
        if self.tape.chance(40) {
            self.atom(false);
        }
        if self.tape.chance(25) {
            let compared = comparison(self.tape, &self.scope, self.dialect);
            self.conditions.extend(compared);
        }
        if self.tape.chance(15) {
            let absent = self.asked();
            self.conditions.extend(absent.map(|atom| format!("非 {atom}")));
        }
        if depth == 0 && self.dialect != Dialect::Sql && self.tape.chance(8) {
            self.aggregate(1);
        }
    }

    /// What is brought together, and what that gives; `None` where nothing in the braces can be but counted.
    fn gathered(&mut self, how: How, near: Option<&str>) -> Option<(String, Kind)> {
        let kinds: &[Kind] = match how {
            How::Count => return None,
            How::Sum => &[Kind::Number, Kind::Integer],
            How::Most | How::Least => &[Kind::Number, Kind::Integer, Kind::Date],
            How::Nearest => &[Kind::Text],
        };
        let fits = |(_, kind): &&(String, Kind)| kinds.iter().any(|wanted| kind.fits(*wanted));
        let values: Vec<(String, Kind)> = self.scope.bound.iter().filter(fits).cloned().collect();
        let (value, kind) = self.tape.pick(&values)?;
        let result = if kind == Kind::Integer { Kind::Number } else { kind };
        match (how, near) {
            (How::Sum, _) => Some((format!("求和 {value}"), result)),
            (How::Most, _) => Some((format!("最大 {value}"), result)),
            (How::Least, _) => Some((format!("最小 {value}"), result)),
            (How::Nearest, Some(near)) => Some((format!("最近 {value} 与 {near}"), Kind::Text)),
            (How::Nearest | How::Count, _) => None,
        }
    }
}
