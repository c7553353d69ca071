//! The nearest name: what a mistyped one was meant to be.

/// Longer names are no slips, and measuring them would cost.
const LONGEST: usize = 40;

/// The candidate nearest to a name, when it is near enough to be worth naming.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(LONGEST + 1).collect();
    if name.len() > LONGEST {
        return None;
    }
    let limit = 1 + name.len() / 3;
    let mut chars: Vec<char> = Vec::new();
    candidates
        .filter_map(|candidate| {
            chars.clear();
            chars.extend(candidate.chars().take(name.len() + limit + 1));
            // As many characters as the lengths differ must be put in or taken out.
            let near = chars.len().abs_diff(name.len()) <= limit;
            near.then(|| (distance(&name, &chars), candidate))
        })
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many characters must be inserted, dropped or changed.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let change = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
