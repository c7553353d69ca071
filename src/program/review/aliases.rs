//! 别名 that do not do what they say.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, Span, squeeze};
use crate::syntax::tree;

/// Names that stand for two things, for themselves, or for a name that stands for another.
pub(super) fn aliases(items: &[&tree::ItemKind], found: &mut Vec<Diagnostic>) {
    // What each name stands for, and where that is written.
    let mut first_of: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let lists =
        || items.iter().filter_map(|item| if let tree::ItemKind::Alias(names) = item { Some(names) } else { None });
    for names in lists() {
        let Some((first, others)) = names.split_first() else { continue };
        for other in others {
            let (name, stands_for) = (squeeze(&other.text), squeeze(&first.text));
            if name == stands_for {
                let message = format!("“{}”是它自己的别名", other.text);
                let help = "空格、全角半角和括号的宽窄本来就不影响比较，删去这个名字";
                found.push(Diagnostic::warning("P028", other.span, message).help(help));
                continue;
            }
            if let Some((before, span)) = first_of.get(&name).filter(|(before, _)| *before != stands_for) {
                let message = format!("“{}”有两个本名：“{before}”和“{}”", other.text, first.text);
                let help = "事实里只能用一个名字，后写的算数；删去一处";
                found.push(Diagnostic::warning("P028", other.span, message).related(*span, "先写在这里").help(help));
            }
            first_of.insert(name, (stands_for, other.span));
        }
    }
    for first in lists().filter_map(|names| names.first()) {
        if let Some((stands_for, span)) = first_of.get(&squeeze(&first.text)) {
            let message = format!("本名“{}”自己又是“{stands_for}”的别名", first.text);
            let help = format!("别名只换一次：把这些名字都写到一行，别名 “{stands_for}” = “{}” = …", first.text);
            found.push(Diagnostic::warning("P028", first.span, message).related(*span, "在这里作别名").help(help));
        }
    }
}
