//! What is told of filings that were looked for beside the one that is checked.

use std::collections::BTreeMap;

use crate::engine::StopReason;
use crate::finding::{Reason, Unchecked};
use crate::syntax::tree::Scope;

/// Which other filings were looked for; nothing of a scope that was not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// By scope.
    pub scopes: BTreeMap<Scope, Sought>,
}

/// The filings of one scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Whether the filing that looks does not say whose it is, or of which year.
    pub anonymous: bool,
    /// The names of those that were found.
    pub found: Vec<String>,
    /// Units whose filing is not there.
    pub missing: Vec<String>,
    /// Units that have several filings, and their names.
    pub several: Vec<(String, Vec<String>)>,
}

impl Beside {
    /// What is lacking in a scope.
    pub(super) fn lack(&self, scope: Scope) -> String {
        let what = match scope {
            Scope::Prior => "上年的文件",
            Scope::Subordinate => "下属单位的文件",
            Scope::Budget => "对应的预算文件",
        };
        let Some(sought) = self.scopes.get(&scope) else { return format!("没有{what}") };
        if sought.anonymous {
            return format!("没有{what}：本文件的单位或年度没有读到");
        }
        let each = |(unit, names): &(String, Vec<String>)| {
            let whose = if scope == Scope::Subordinate { format!("{unit}的文件") } else { what.to_owned() };
            format!("{whose}有{}份，不知用哪一份：{}", count(names.len()), names.join("、"))
        };
        let mut parts: Vec<String> = sought.several.iter().map(each).collect();
        match (scope, sought.missing.as_slice()) {
            (Scope::Subordinate, []) if parts.is_empty() => parts.push("没有读到下属单位的名单".to_owned()),
            (Scope::Subordinate, missing @ [_, ..]) => parts.push(format!("没有{what}：{}", missing.join("、"))),
            (_, [_, ..]) => parts.push(format!("没有{what}")),
            _ => {}
        }
        parts.join("；")
    }

    /// How much was left unchecked for want of filings: a line for each reason.
    pub(super) fn summary(&self, unchecked: &[Unchecked]) -> Vec<String> {
        let mut counts: BTreeMap<Scope, usize> = BTreeMap::new();
        for scope in unchecked.iter().filter_map(|it| lacks(it.reason)) {
            *counts.entry(scope).or_default() += 1;
        }
        counts.into_iter().map(|(scope, count)| format!("{}：{count} 项未核", self.lack(scope))).collect()
    }
}

/// The scope whose filing is lacking, when that is the reason.
pub(super) fn lacks(reason: Reason) -> Option<Scope> {
    match reason {
        Reason::Stopped(StopReason::NoFiling(scope) | StopReason::SeveralFilings(scope)) => Some(scope),
        Reason::Stopped(_) | Reason::SelfEvident => None,
    }
}

fn count(number: usize) -> String {
    if number == 2 { "两".to_owned() } else { format!(" {number} ") }
}
