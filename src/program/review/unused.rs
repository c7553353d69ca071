//! Definitions that nothing reads, and relations that nothing fills or reads.

use std::collections::BTreeSet;

use super::atoms;
use crate::base::Diagnostic;
use crate::program::{Program, RelationOrigin};
use crate::syntax::tree;

/// Reports them. A relation that a 表样 or 句式 fills is data, whether or not a rule reads it.
pub(super) fn unused(program: &Program, items: &[&tree::ItemKind], found: &mut Vec<Diagnostic>) {
    let mut read: BTreeSet<&str> = BTreeSet::new();
    let mut filled: BTreeSet<&str> = BTreeSet::new();
    for item in items {
        let own = match item {
            tree::ItemKind::Definition(definition) => Some(definition.relation.text.as_str()),
            _ => None,
        };
        atoms(item, &mut |atom| {
            let names = atom.arguments.iter().map(|argument| argument.column.text.as_str());
            read.extend(names.chain([atom.relation.text.as_str()]).filter(|name| Some(*name) != own));
        });
        match item {
            tree::ItemKind::Filing(filing) => {
                read.insert(&filing.relation.text);
            }
            tree::ItemKind::Sentence(sentence) => {
                filled.insert(&sentence.relation.text);
                read.extend(sentence.inherits.iter().map(|inherit| inherit.relation.text.as_str()));
            }
            tree::ItemKind::Layout(layout) => {
                filled.insert(&layout.relation.text);
                for clause in &layout.clauses {
                    match clause {
                        tree::LayoutClause::Inherit(inherit) => {
                            read.insert(&inherit.relation.text);
                        }
                        tree::LayoutClause::Sister(sister) => lookups(&sister.other, &mut read),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    for relation in program.relations.iter().filter(|relation| !read.contains(relation.name.as_str())) {
        let (message, help) = match relation.origin {
            RelationOrigin::Derived => {
                (format!("定义“{}”没有谁用到", relation.name), "删去它，或在规则里用上；也许别处把名字写错了")
            }
            RelationOrigin::Declared if !filled.contains(relation.name.as_str()) => {
                (format!("关系“{}”没有谁来填，也没有谁用到", relation.name), "删去它，或写一个 表样、句式 来填")
            }
            RelationOrigin::Declared | RelationOrigin::Builtin | RelationOrigin::View => continue,
        };
        found.push(Diagnostic::warning("P037", relation.span, message).help(help));
    }
}

/// The relations that an expression of 参照 looks figures up in.
fn lookups<'a>(expr: &'a tree::Expr, read: &mut BTreeSet<&'a str>) {
    match expr {
        tree::Expr::Lookup(atom, _) => {
            read.insert(&atom.relation.text);
        }
        tree::Expr::Binary(left, _, right) => {
            lookups(left, read);
            lookups(right, read);
        }
        tree::Expr::Negate(inner, _) => lookups(inner, read),
        tree::Expr::Name(_) | tree::Expr::Number(_) | tree::Expr::Text(_) | tree::Expr::Call(..) => {}
    }
}
