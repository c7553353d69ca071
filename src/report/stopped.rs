//! Rules and definitions that a limit stopped, and where they are written.

use crate::base::Diagnostic;
use crate::engine::{Clause, Exhausted, Limits, Resource};
use crate::program::{Program, Source};

/// A rule or definition that a limit stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// What was stopped, and on what.
    pub exhausted: Exhausted,
    /// The rule's id, or the relation that the definition derives.
    pub name: String,
    /// The file it is written in.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What to tell about it.
    pub diagnostic: Diagnostic,
}

impl Stopped {
    /// One for each clause that used up its own limit, and one for the clause at work when all of them together used up
    /// theirs, for those behind it are not to blame.
    pub fn all(program: &Program, sources: &[Source], exhausted: &[Exhausted], limits: &Limits) -> Vec<Stopped> {
        let shared = exhausted.iter().filter(|stop| stop.shared).count();
        let mut first = true;
        let told = exhausted.iter().filter(|stop| !stop.shared || std::mem::take(&mut first));
        told.map(|stop| Stopped::of(program, sources, *stop, limits, shared.saturating_sub(1))).collect()
    }

    fn of(program: &Program, sources: &[Source], exhausted: Exhausted, limits: &Limits, behind: usize) -> Stopped {
        let (kind, name, span) = match exhausted.clause {
            Clause::Rule(id) => {
                let rule = &program.rules[id.0 as usize];
                ("规则", &rule.id, rule.span)
            }
            Clause::Definition(number) => {
                let definition = &program.definitions[number as usize];
                ("定义", &program.relation(definition.relation).name, definition.span)
            }
        };
        let source = sources.get(span.file.0 as usize);
        let before = source.and_then(|source| source.text.get(..span.start as usize)).unwrap_or_default();
        let (code, most) = measure(exhausted, limits);
        let message = if exhausted.shared {
            format!("做到{kind} {name} 时，全部规则和定义合计超出限额：{most}；其后 {behind} 个没有做")
        } else {
            format!("{kind} {name} 超出限额，没有做完：{most}")
        };
        let diagnostic = Diagnostic::error(code, span, message).label("停在这里").help(advice(exhausted));
        Stopped {
            exhausted,
            name: name.clone(),
            path: source.map_or_else(String::new, |source| source.path.clone()),
            line: before.matches('\n').count() + 1,
            diagnostic,
        }
    }
}

/// The code of what was used up, and how much it was.
fn measure(exhausted: Exhausted, limits: &Limits) -> (&'static str, String) {
    match (exhausted.what, exhausted.shared) {
        (Resource::Facts, _) => ("R001", format!("事实多于 {} 条（too many facts）", limits.facts)),
        (Resource::Steps, false) => ("R002", format!("多于 {} 步（too many steps）", limits.steps)),
        (Resource::Steps, true) => ("R002", format!("多于 {} 步（too many steps）", limits.all_steps())),
        (Resource::Memory, false) => ("R003", format!("内存多于 {}（too much memory）", mib(limits.clause_memory()))),
        (Resource::Memory, true) => ("R003", format!("内存多于 {}（too much memory）", mib(limits.memory))),
    }
}

fn mib(bytes: usize) -> String {
    if bytes < 1 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) }
}

fn advice(exhausted: Exhausted) -> String {
    let write = match exhausted.clause {
        Clause::Rule(_) => "让各个关系多用几列相连",
        Clause::Definition(_) => "让各个关系多用几列相连，递归里算出的值要有尽头",
    };
    let option = match exhausted.what {
        Resource::Facts => "--max-facts",
        Resource::Steps => "--max-steps",
        Resource::Memory => "--max-memory",
    };
    format!("{write}；确实要这么多，就用 {option} 放宽限额（join on more columns, or raise {option}）")
}
