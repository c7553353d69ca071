//! Classic programs over small facts, with the relations that they must give. The facts are in folders as `gouji run` reads
//! them; the expected relations were computed by other means.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::session::Pack;
use gouji::session::run::{self, GENEROUS, Given, Ran};

use super::samples::{files, top};

/// Rows of cells.
pub(crate) type Rows = BTreeSet<Vec<String>>;

/// A program with its facts.
pub(crate) struct Classic {
    pub(crate) name: String,
    folder: PathBuf,
    pack: Pack,
}

impl Classic {
    pub(crate) fn of(name: &str) -> Classic {
        let folder = top().join("tests/classics").join(name);
        let pack = Pack::load(&folder.join("program.dl")).expect("the program can be read");
        assert!(pack.diagnostics.is_empty(), "{name}: {:#?}", pack.diagnostics);
        Classic { name: name.to_owned(), folder, pack }
    }

    pub(crate) fn all() -> Vec<Classic> {
        let programs = files(&top().join("tests/classics"), "dl");
        let name = |path: &PathBuf| Some(path.parent()?.file_name()?.to_string_lossy().into_owned());
        programs.iter().map(|path| Classic::of(&name(path).expect("a folder"))).collect()
    }

    /// The rows of the files in one of its folders, by relation.
    fn rows_in(&self, part: &str) -> Vec<(String, Vec<Vec<String>>)> {
        let files = files(&self.folder.join(part), "facts");
        files.iter().map(|path| (stem(path), rows_of(path))).collect()
    }

    /// The given rows of a relation.
    pub(crate) fn given(&self, relation: &str) -> Vec<Vec<String>> {
        rows_of(&self.folder.join("facts").join(format!("{relation}.facts")))
    }

    /// The expected rows of a relation.
    pub(crate) fn expected(&self, relation: &str) -> Rows {
        rows_of(&self.folder.join("expected").join(format!("{relation}.facts"))).into_iter().collect()
    }

    fn run<'p>(&'p self, given: Given<'p>) -> Ran<'p> {
        let ran = given.run(&GENEROUS);
        assert!(ran.evaluation.exhausted.is_empty(), "{}", self.name);
        ran
    }

    fn assert_expected(&self, ran: &Ran<'_>, how: &str) {
        for (relation, rows) in self.rows_in("expected") {
            let found = ran.rows(&relation);
            let expected: Rows = rows.into_iter().collect();
            let count = found.len();
            let found: Rows = found.into_iter().collect();
            assert_eq!(found, expected, "{}/{relation}, {how}", self.name);
            assert_eq!(count, expected.len(), "{}/{relation} has a row twice, {how}", self.name);
        }
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn rows_of(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn each_gives_what_is_expected() {
    let classics = Classic::all();
    assert!(classics.len() >= 10);
    for classic in classics {
        let inputs = run::read_folder(&classic.pack.program, &classic.folder.join("facts"), 1 << 20);
        let inputs = inputs.unwrap_or_else(|error| panic!("{error}"));
        assert!(inputs.notes.is_empty(), "{:?}", inputs.notes);
        let ran = classic.run(inputs.given);
        classic.assert_expected(&ran, "as it stands");
    }
}

/// The order of facts changes no relation.
#[test]
fn facts_may_come_in_any_order() {
    for classic in Classic::all() {
        for stride in [3, 7, 1009] {
            let mut given = Given::new(&classic.pack.program);
            for (relation, rows) in classic.rows_in("facts").into_iter().rev() {
                let order = order(rows.len(), stride);
                given.add(&relation, order.into_iter().map(|at| &rows[at])).unwrap_or_else(|error| panic!("{error}"));
            }
            let ran = classic.run(given);
            classic.assert_expected(&ran, &format!("by strides of {stride}"));
        }
    }
}

/// All numbers below a count, backwards, from strides that have no divisor in common with it.
fn order(count: usize, stride: usize) -> Vec<usize> {
    let stride = if count.is_multiple_of(stride) { stride + 1 } else { stride };
    let all: BTreeSet<usize> = (0..count).collect();
    let mut order: Vec<usize> = (0..count).map(|at| count - 1 - at * stride % count).collect();
    if order.iter().copied().collect::<BTreeSet<_>>() != all {
        order = all.into_iter().rev().collect();
    }
    order
}

/// What is written is read as the same facts, in every format.
#[test]
fn outputs_can_be_inputs() {
    use gouji::session::run::{RowFormat, write_relation};

    let folder = super::gouji::Folder::new();
    for classic in Classic::all() {
        let inputs = run::read_folder(&classic.pack.program, &classic.folder.join("facts"), 1 << 20);
        let ran = classic.run(inputs.expect("facts").given);
        for format in [RowFormat::Facts, RowFormat::Csv, RowFormat::JsonLines] {
            let to = folder.path().join(&classic.name).join(format.ending());
            for (relation, _) in classic.rows_in("facts") {
                let relation = classic.pack.program.find(&relation).expect("a relation");
                write_relation(ran.cells(), relation, &to, format, true).unwrap_or_else(|error| panic!("{error}"));
            }
            let again = run::read_folder(&classic.pack.program, &to, 1 << 20).expect("what was written");
            classic.assert_expected(&classic.run(again.given), format.ending());
        }
    }
}

/// The programs of the benches, on a few facts.
#[test]
fn programs_of_the_benches_run() {
    let load = |name: &str| {
        let pack = Pack::load(&top().join("tests/bench/programs").join(name)).expect("the program can be read");
        assert!(pack.diagnostics.is_empty(), "{name}: {:#?}", pack.diagnostics);
        pack
    };
    let sizes = |name: &str, facts: &[(&str, &[&str])], relations: &[&str]| -> Vec<usize> {
        let pack = load(name);
        let mut given = Given::new(&pack.program);
        for (relation, rows) in facts {
            given.add(relation, rows.iter().map(|row| row.split(' '))).unwrap_or_else(|error| panic!("{error}"));
        }
        let ran = given.run(&GENEROUS);
        relations.iter().map(|relation| ran.rows(relation).len()).collect()
    };
    assert_eq!(sizes("tc.dl", &[("edge", &["0 1", "1 2", "2 3"])], &["tc"]), [6]);
    assert_eq!(sizes("sg.dl", &[("parent", &["1 0", "2 0", "3 1", "4 2"])], &["sg"]), [4]);
    let pointers: [(&str, &[&str]); 4] =
        [("addressOf", &["0 9", "1 0"]), ("assign", &["2 1"]), ("load", &["3 2"]), ("store", &["2 3"])];
    assert_eq!(sizes("andersen.dl", &pointers, &["pt"]), [4]);
    let cells =
        ["d t1 20101 c 5", "d t1 20102 c 6", "d t1 201 c 12", "d t3 201 c 12", "d t3 20101 c 4", "d t2 20102 c 6"];
    let budget: [(&str, &[&str]); 2] = [("cell", &cells), ("parent", &["20101 201", "20102 201"])];
    assert_eq!(sizes("budget.dl", &budget, &["bad_sum", "bad_cross", "missing3"]), [2, 1, 1]);
}
