//! Names of files: one a page, good on every system and in every address.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Topic;
use crate::fact::RelationId;
use crate::program::{Program, Relation, RelationOrigin, RuleId};

/// The longest stem, in characters; three bytes each stay within what file systems take.
const LONGEST: usize = 60;

/// Names that Windows keeps for devices, whatever the ending.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
const RESERVED_NUMBERED: [&str; 2] = ["com", "lpt"];

/// The path of every page, without its ending.
#[derive(Debug)]
pub(super) struct Names {
    paths: BTreeMap<Topic, String>,
}

impl Names {
    pub(super) fn of(program: &Program) -> Names {
        let mut paths = BTreeMap::from([
            (Topic::Index, "index".to_owned()),
            (Topic::Applies, "applies".to_owned()),
            (Topic::Relations, "relations".to_owned()),
        ]);
        let mut taken = BTreeSet::new();
        for (number, rule) in program.rules.iter().enumerate() {
            let stem = unused(&stem(&rule.id), &mut taken);
            paths.insert(Topic::Rule(RuleId(number as u32)), format!("rules/{stem}"));
        }
        taken.clear();
        let own = |(_, relation): &(usize, &Relation)| relation.origin != RelationOrigin::View;
        for (number, relation) in program.relations.iter().enumerate().filter(own) {
            let stem = unused(&stem(&relation.name), &mut taken);
            paths.insert(Topic::Relation(RelationId(number as u32)), format!("relations/{stem}"));
        }
        Names { paths }
    }

    /// The path of a page from the top folder, with an ending.
    pub(super) fn path(&self, topic: Topic, ending: &str) -> String {
        format!("{}.{ending}", self.paths.get(&topic).map_or("index", String::as_str))
    }

    /// The same, as a link from another page.
    pub(super) fn link(&self, from: Topic, to: Topic, ending: &str) -> String {
        let up = if self.path(from, ending).contains('/') { "../" } else { "" };
        format!("{up}{}", self.path(to, ending))
    }
}

/// A name with nothing but letters, digits and dashes.
fn stem(name: &str) -> String {
    let kept: String = name.chars().map(|ch| if ch.is_alphanumeric() || ch == '_' { ch } else { '-' }).collect();
    let kept: String = kept.trim_matches('-').chars().take(LONGEST).collect();
    let lower = kept.to_lowercase();
    let numbered = |name: &&str| {
        lower.strip_prefix(*name).is_some_and(|rest| rest.len() == 1 && rest.chars().all(|ch| ch.is_ascii_digit()))
    };
    if kept.is_empty() || RESERVED.contains(&lower.as_str()) || RESERVED_NUMBERED.iter().any(numbered) {
        format!("{kept}_")
    } else {
        kept
    }
}

/// A stem that no other page has, whether or not the file system minds capitals.
fn unused(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = stem.to_owned();
    let mut number = 1;
    while !taken.insert(name.to_lowercase()) {
        number += 1;
        name = format!("{stem}-{number}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_safe_everywhere() {
        for (name, safe) in [
            ("B007", "B007"),
            ("支出总表", "支出总表"),
            ("../../etc/passwd", "etc-passwd"),
            ("a|b*c<d>", "a-b-c-d"),
            ("", "_"),
            ("...", "_"),
            ("CON", "CON_"),
            ("com1", "com1_"),
            ("com10", "com10"),
        ] {
            assert_eq!(stem(name), safe, "{name}");
        }
        assert_eq!(stem(&"字".repeat(200)).chars().count(), LONGEST);
    }

    #[test]
    fn names_that_differ_by_capitals_or_marks_stay_apart() {
        let mut taken = BTreeSet::new();
        let names = ["b1", "B1", "B-1", "b1-2", "b1"].map(|name| unused(&stem(name), &mut taken));
        assert_eq!(names, ["b1", "B1-2", "B-1", "b1-2-2", "b1-3"]);
    }
}
