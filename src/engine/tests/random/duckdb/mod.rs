//! Derived relations as DuckDB sees them: `cargo test duckdb -- --ignored`, with `pip install duckdb` before.

mod clause;
mod value;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;

use super::agree::LIMITS;
use super::sample::{Sample, samples};
use super::schema::Dialect;
use crate::engine::Placed;
use crate::fact::{RelationId, Value};
use crate::program::{Program, RelationOrigin};

/// How many programs are looked at, and how many of a hundred must say something that SQL says too.
const PROGRAMS: usize = 400;
const FLOOR: usize = 50;

/// Runs each list of statements in a database of its own; the last is a list of queries by name.
const RUNNER: &str = "
import json, sys
import duckdb
for line in sys.stdin:
    statements, queries = json.loads(line)
    database = duckdb.connect()
    for statement in statements:
        database.execute(statement)
    rows = {name: [list(map(str, row)) for row in database.execute(query).fetchall()] for name, query in queries}
    print(json.dumps(rows))
";

/// The facts of each derived relation, sorted.
type Relations = BTreeMap<String, Vec<Vec<String>>>;

#[test]
#[ignore = "needs Python with DuckDB: pip install duckdb"]
fn duckdb_derives_the_same() {
    let mut runner = TestRunner::deterministic();
    let strategy = samples(Dialect::Sql);
    let mut asked = Vec::new();
    for _ in 0..PROGRAMS {
        let sample = strategy.new_tree(&mut runner).expect("a program").current();
        let program = sample.program();
        let script = clause::script(&program, &sample.facts(&program));
        asked.extend(script.zip(derived(&sample, &program)).map(|(script, own)| (sample, script, own)));
    }
    assert!(100 * asked.len() >= FLOOR * PROGRAMS, "{} of {PROGRAMS} are SQL", asked.len());
    let input: String = asked.iter().map(|(_, script, _)| format!("{script}\n")).collect();
    let answers = python(&input);
    assert_eq!(answers.lines().count(), asked.len());
    let mut facts = 0;
    for ((sample, script, own), line) in asked.iter().zip(answers.lines()) {
        let theirs: Relations = serde_json::from_str(line).expect("relations");
        let theirs: Relations = theirs.into_iter().map(|(name, rows)| (name, sorted(rows))).collect();
        assert_eq!(own, &theirs, "{sample:?}\n{script}");
        facts += own.values().map(Vec::len).sum::<usize>();
    }
    assert!(facts > PROGRAMS, "{facts} facts are too few to tell");
}

/// What Python prints for the scripts.
fn python(input: &str) -> String {
    let missing = "this test was asked for and needs Python 3 with DuckDB: pip install duckdb";
    let mut command = Command::new("python3");
    command.args(["-c", RUNNER]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{missing}: {error}"));
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("an end");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(!complaints.contains("No module named 'duckdb'"), "{missing}");
    assert!(output.status.success(), "{complaints}");
    writer.join().expect("a thread").expect("all was read");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What gouji derives; `None` where a limit stopped it.
fn derived(sample: &Sample, program: &Program) -> Option<Relations> {
    let evaluation = super::compiled(program, sample.facts(program), sample.open(program), &Placed::default(), &LIMITS);
    let facts = &evaluation.facts;
    let shown = |value: Value| match value {
        Value::Integer(number) => number.to_string(),
        Value::Figure(id) => facts.dictionary.figures.amount(id).value.to_string(),
        value => facts.dictionary.plain(value, |_| String::new()),
    };
    let rows = |relation: RelationId| facts.of(relation).map(|id| facts.values(id).map(shown).collect()).collect();
    let relations = derived_of(program);
    let relations = relations.map(|id| (program.relation(id).name.clone(), sorted(rows(id)))).collect();
    evaluation.exhausted.is_empty().then_some(relations)
}

fn derived_of(program: &Program) -> impl Iterator<Item = RelationId> {
    let ids = (0..program.relations.len() as u32).map(RelationId);
    ids.filter(|id| program.relation(*id).origin == RelationOrigin::Derived)
}

/// Each row once; numbers without zeros behind.
fn sorted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for cell in rows.iter_mut().flatten() {
        if let Ok(number) = cell.parse::<Decimal>() {
            *cell = number.normalize().to_string();
        }
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}
