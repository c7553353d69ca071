//! A finding's name: the same next year's check of the same filing, and after rows have moved.

use std::collections::BTreeMap;

use super::Identity;

/// Names given so far; a second finding of the same name gets a number.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeMap<String, usize>,
}

impl Names {
    /// The name of a finding: rule, subject, unit and year; never a line, a position or an amount.
    pub(super) fn name(&mut self, rule: &str, subject: &[String], identity: &Identity) -> String {
        let year = identity.year.map(|year| year.to_string()).unwrap_or_default();
        let mut parts: Vec<&str> = vec![rule];
        parts.extend(subject.iter().map(String::as_str));
        parts.extend([identity.unit.as_str(), year.as_str()]);
        let name = format!("{rule}-{:010x}", digest(&parts) >> 24);
        let count = self.given.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { name } else { format!("{name}.{count}") }
    }
}

/// FNV-1a over the parts, each closed by a byte that no text holds: the same on every machine and in every version.
fn digest(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash ^= u64::from(byte);
            hash = hash.wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_stable_and_numbered_when_shared() {
        let identity = Identity { unit: "甲".into(), year: Some(2026), ..Identity::default() };
        let mut names = Names::default();
        let first = names.name("B007", &["208".into()], &identity);
        assert_eq!(names.name("B007", &["208".into()], &identity), format!("{first}.2"));
        assert_ne!(names.name("B007", &["210".into()], &identity), first);
        assert_eq!(Names::default().name("B007", &["208".into()], &identity), first);
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    }
}
