//! Which heading a line stands under.

use std::collections::BTreeMap;

use crepe::crepe;

crepe! {
    @input
    struct Opens(u32, u32);

    @input
    struct Stands(u32);

    struct Ends(u32, u32);

    struct EndsBefore(u32, u32);

    @output
    struct Encloses(u32, u32);

    Ends(heading, end) <- Opens(heading, level), Opens(end, other), (end > heading && other <= level);
    EndsBefore(heading, line) <- Ends(heading, end), Stands(line), (end <= line);
    Encloses(heading, line) <- Opens(heading, _), Stands(line), (heading < line), !EndsBefore(heading, line);
}

/// A heading: its position in the filing and its level, 1 the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its position.
    pub position: u32,
    /// Its level.
    pub level: u32,
}

/// For each line, the positions of the headings it stands under, outermost first.
pub fn enclosing(headings: &[Heading], lines: &[u32]) -> BTreeMap<u32, Vec<u32>> {
    let mut runtime = Crepe::new();
    runtime.extend(headings.iter().map(|heading| Opens(heading.position, heading.level)));
    runtime.extend(lines.iter().map(|line| Stands(*line)));
    let (found,) = runtime.run_with_hasher::<foldhash::fast::RandomState>();
    let mut under: BTreeMap<u32, Vec<u32>> = lines.iter().map(|line| (*line, Vec::new())).collect();
    let mut pairs: Vec<(u32, u32)> = found.into_iter().map(|Encloses(heading, line)| (line, heading)).collect();
    pairs.sort_unstable();
    for (line, heading) in pairs {
        under.entry(line).or_default().push(heading);
    }
    under
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_ends_where_one_of_its_level_or_above_begins() {
        let headings = [(0, 1), (2, 2), (4, 3), (6, 2), (8, 1)].map(|(position, level)| Heading { position, level });
        let under = enclosing(&headings, &[1, 3, 5, 7, 9]);
        let expected = [(1, vec![0]), (3, vec![0, 2]), (5, vec![0, 2, 4]), (7, vec![0, 6]), (9, vec![8])];
        assert_eq!(under, BTreeMap::from(expected));
    }
}
