//! Facts of the five workloads, the same on every machine, and of one that joins atom by atom do not get through.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// The workloads by folder, and the program that each is for.
pub const WORKLOADS: [(&str, &str); 6] = [
    ("tc_rand", "tc"),
    ("tc_chain", "tc"),
    ("sg", "sg"),
    ("andersen", "andersen"),
    ("budget", "budget"),
    ("triangles", "triangles"),
];

/// How large they are.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Nodes of the random graph, with five edges each.
    pub nodes: u64,
    /// Edges of the chain.
    pub chain: u64,
    /// How deep the tree is, three children a node.
    pub depth: u32,
    /// Variables of the program whose pointers are followed.
    pub variables: u64,
    /// Filings, of two hundred cells each.
    pub filings: u64,
    /// Nodes around the hub of a star.
    pub spokes: u64,
}

/// What is quick enough to be run at every change.
pub const SMALL: Size = Size { nodes: 100, chain: 100, depth: 4, variables: 400, filings: 50, spokes: 1_000 };

/// Numbers that look random (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % end.max(1)
    }
}

/// Writes the facts of all workloads into folders under one.
pub fn write(folder: &Path, size: Size) -> io::Result<()> {
    let write = |workload: &str, relation: &str, text: String| {
        fs::create_dir_all(folder.join(workload))?;
        fs::write(folder.join(workload).join(format!("{relation}.facts")), text)
    };
    write("tc_rand", "edge", pairs(random_graph(size.nodes)))?;
    write("tc_chain", "edge", pairs((0..size.chain).map(|node| (node, node + 1))))?;
    write("sg", "parent", pairs(tree(size.depth)))?;
    for (relation, rows) in pointers(size.variables) {
        write("andersen", relation, pairs(rows))?;
    }
    let (cells, parents) = budget(size.filings);
    write("budget", "cell", cells)?;
    write("budget", "parent", parents)?;
    write("triangles", "edge", pairs(star(size.spokes)))
}

fn pairs(rows: impl IntoIterator<Item = (u64, u64)>) -> String {
    rows.into_iter().fold(String::new(), |mut text, (a, b)| {
        let _ = writeln!(text, "{a}\t{b}");
        text
    })
}

fn random_graph(nodes: u64) -> BTreeSet<(u64, u64)> {
    let mut random = Random(1);
    let mut edges = BTreeSet::new();
    while (edges.len() as u64) < 5 * nodes {
        let (from, to) = (random.below(nodes), random.below(nodes));
        if from != to {
            edges.insert((from, to));
        }
    }
    edges
}

/// Edges from a hub to every spoke and back, which make as many ways of two edges as there are pairs of spokes; and some
/// edges between spokes, each of which closes three triangles.
fn star(spokes: u64) -> BTreeSet<(u64, u64)> {
    let mut random = Random(5);
    let mut edges: BTreeSet<(u64, u64)> = (1..=spokes).flat_map(|spoke| [(0, spoke), (spoke, 0)]).collect();
    for _ in 0..spokes / 10 {
        let (from, to) = (1 + random.below(spokes), 1 + random.below(spokes));
        if from != to {
            edges.insert((from, to));
        }
    }
    edges
}

/// Child and parent.
fn tree(depth: u32) -> Vec<(u64, u64)> {
    let inner: u64 = (0..depth).map(|level| 3_u64.pow(level)).sum();
    (0..inner).flat_map(|node| (1..=3).map(move |child| (3 * node + child, node))).collect()
}

/// Statements over variables that mostly lie near each other, as they do in functions.
fn pointers(variables: u64) -> [(&'static str, BTreeSet<(u64, u64)>); 4] {
    let mut random = Random(3);
    let objects = variables * 3 / 8;
    let address = (0..2 * objects).map(|number| (random.below(variables), variables + number / 2)).collect();
    let mut statements = |number: u64| {
        (0..number)
            .map(|_| {
                let one = random.below(variables);
                let near = (one + random.below(80)).saturating_sub(40).min(variables - 1);
                (one, if random.below(10) < 9 { near } else { random.below(variables) })
            })
            .collect()
    };
    let (assign, load, store) = (statements(variables * 3 / 4), statements(variables / 5), statements(variables / 5));
    [("addressOf", address), ("assign", assign), ("load", load), ("store", store)]
}

/// Cells in cents, and the classification: 25 classes of 8 groups of 6 items. One filing in ten has an error.
fn budget(filings: u64) -> (String, String) {
    let mut random = Random(4);
    let (mut cells, mut parents) = (String::new(), String::new());
    for class in 201..226 {
        for group in 1..9 {
            let _ = writeln!(parents, "{class}{group:02}\t{class}");
            for item in 1..7 {
                let _ = writeln!(parents, "{class}{group:02}{item:02}\t{class}{group:02}");
            }
        }
    }
    for number in 0..filings {
        let error = (number % 10 == 0).then_some(number / 10 % 3);
        filing(&mut random, number, error, &mut cells);
    }
    (cells, parents)
}

/// Three tables of 30 codes, and 20 rows of a fourth.
fn filing(random: &mut Random, number: u64, error: Option<u64>, cells: &mut String) {
    let mut amounts: BTreeMap<u64, [u64; 2]> = BTreeMap::new();
    let first = random.below(23);
    for class in (0..3).map(|next| 201 + first + next) {
        let group = 1 + random.below(6);
        for item in 0..6 {
            let code = (100 * class + group + item / 2) * 100 + 1 + item % 2 + 2 * random.below(2);
            let parts = [100 + random.below(50_000_000), random.below(20_000_000)];
            for code in [code, code / 100, code / 10_000] {
                let sum = amounts.entry(code).or_default();
                *sum = [sum[0] + parts[0], sum[1] + parts[1]];
            }
        }
    }
    let bad = amounts.keys().copied().find(|code| match error {
        Some(0) => (10_000..100_000).contains(code),
        Some(1) => *code >= 100_000,
        _ => *code < 1_000,
    });
    for (code, [basic, project]) in &amounts {
        let hit = |kind| u64::from(error == Some(kind) && bad == Some(*code));
        let total = basic + project;
        let last = if hit(2) == 1 { "t5" } else { "t3" };
        let rows = [
            ("t1", "total", total),
            ("t1", "basic", basic + hit(0)),
            ("t1", "project", *project),
            ("t2", "total", total),
            ("t2", "basic", *basic),
            (last, "total", total + 10 * hit(1)),
        ];
        for (table, column, amount) in rows {
            let _ = writeln!(cells, "doc{number:05}\t{table}\t{code}\t{column}\t{amount}");
        }
    }
    for row in 0..20 {
        let _ = writeln!(cells, "doc{number:05}\tt4\trow{row:02}\ttotal\t{}", 1 + random.below(1_000_000_000));
    }
}
