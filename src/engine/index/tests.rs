//! Indexes find the rows of every key, whatever the order of rows.

use std::collections::BTreeMap;

use super::*;
use crate::fact::{Table, Word};

const RELATION: RelationId = RelationId(0);
const ROWS: u32 = 20_000;

fn index(table: &Table, columns: &[usize]) -> Index {
    let mut mask = Columns::default();
    columns.iter().for_each(|column| {
        mask.add(*column);
    });
    let mut index = Index::new(RELATION, mask, false);
    index.read_to(table, table.len());
    index
}

fn rows(found: Found<'_>) -> Vec<u32> {
    match found {
        Found::None => Vec::new(),
        Found::One(row) => vec![row],
        Found::Many(rows) => rows.to_vec(),
    }
}

/// Compares lookups of keys that are there, and of others near them, with a look at every row.
fn check(table: &Table, columns: &[usize]) {
    let index = index(table, columns);
    let mut expected: BTreeMap<Vec<Word>, Vec<u32>> = BTreeMap::new();
    for row in 0..table.len() as u32 {
        expected.entry(columns.iter().map(|column| table.row(row)[*column]).collect()).or_default().push(row);
    }
    assert_eq!(index.keys(), expected.len());
    let near = |key: &Vec<Word>| {
        let changed = (0..key.len()).map(|at| {
            let mut other = key.clone();
            other[at] = Word::from_raw(other[at].raw().wrapping_add(1));
            other
        });
        changed.chain([key.clone()]).collect::<Vec<_>>()
    };
    let keys: Vec<Key> = expected.keys().flat_map(near).map(|key| padded(&key)).collect();
    for keys in keys.chunks(TOGETHER) {
        let mut found = Vec::new();
        index.find_all(table, keys, |rows_found| {
            found.push(rows(rows_found));
            true
        });
        for (key, found) in keys.iter().zip(found) {
            let key = &key[..columns.len()];
            let known = expected.get(key).cloned().unwrap_or_default();
            assert_eq!((&found, rows(index.find(table, key))), (&known, known.clone()), "{key:?}");
        }
    }
    let mut asked = 0;
    index.find_all(table, &keys[..TOGETHER], |_| {
        asked += 1;
        asked < 3
    });
    assert_eq!(asked, 3);
}

fn padded(words: &[Word]) -> Key {
    let mut key = [Word::BLANK; KEY];
    key[..words.len()].copy_from_slice(words);
    key
}

/// Rows of a hundred filings, in the order that `place` gives them.
fn table(place: impl Fn(u32) -> u32) -> Table {
    let mut table = Table::new(4);
    for number in (0..ROWS).map(place) {
        let filing = number / 200;
        let raw = [1000 + filing, number % 3, number * 7 % 60, number];
        table.push(&raw.map(Word::from_raw));
    }
    table
}

#[test]
fn rows_that_stand_together_are_found() {
    let table = table(|number| number);
    assert!(index(&table, &[0, 1, 2]).is_stretched() && index(&table, &[0, 3]).is_stretched());
    // Several rows a key, and one.
    check(&table, &[0, 1, 2]);
    check(&table, &[0, 2, 3]);
}

#[test]
fn rows_in_no_order_are_found() {
    let table = table(|number| number * 7919 % ROWS);
    assert!(!index(&table, &[0, 1, 2]).is_stretched());
    check(&table, &[0, 1, 2]);
    check(&table, &[2, 3]);
    check(&table, &[3]);
}
