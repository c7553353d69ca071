//! The workloads for engines that are no part of gouji: their facts, read alike for all of them.

pub mod data;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The facts of a workload.
pub struct Facts {
    folder: PathBuf,
    numbers: HashMap<String, u32>,
}

/// A cell of the budget workload: filing, table, code, column, cents.
pub type Cell = (u32, u32, u32, u32, i64);

impl Facts {
    pub fn of(folder: impl Into<PathBuf>) -> Facts {
        Facts { folder: folder.into(), numbers: HashMap::new() }
    }

    fn text(&self, relation: &str) -> String {
        let path = self.folder.join(format!("{relation}.facts"));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The number of a text; the same text has the same.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// A relation of two whole numbers.
    pub fn pairs(&self, relation: &str) -> Vec<(u32, u32)> {
        let number = |cell: &str| cell.parse().expect("a number");
        let pair = |line: &str| line.split_once('\t').map(|(a, b)| (number(a), number(b))).expect("two columns");
        self.text(relation).lines().map(pair).collect()
    }

    /// A relation of two texts, as numbers.
    pub fn names(&mut self, relation: &str) -> Vec<(u32, u32)> {
        let text = self.text(relation);
        let pair = |line: &str| {
            let (a, b) = line.split_once('\t').expect("two columns");
            (self.number(a), self.number(b))
        };
        text.lines().map(pair).collect()
    }

    /// The cells of the budget workload.
    pub fn cells(&mut self) -> Vec<Cell> {
        let text = self.text("cell");
        let cell = |line: &str| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [filing, table, code, column, amount] = columns[..] else { panic!("five columns: {line}") };
            let mut number = |text| self.number(text);
            (number(filing), number(table), number(code), number(column), amount.parse().expect("cents"))
        };
        text.lines().map(cell).collect()
    }
}

/// What a peer is called with: its workload and the folder of its facts.
pub fn arguments() -> (String, Facts) {
    let mut arguments = std::env::args().skip(1);
    let (Some(workload), Some(folder)) = (arguments.next(), arguments.next()) else {
        panic!("usage: PEER tc|sg|andersen|budget FOLDER");
    };
    (workload, Facts::of(Path::new(&folder)))
}

/// Says how many facts the results have.
pub fn report(sizes: &[usize]) {
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    println!("{}", sizes.join(" "));
}
