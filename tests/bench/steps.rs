//! How long a million steps take: `cargo bench --bench steps`. What `engine::Limits` says of steps comes from here.

use std::time::Instant;

use gouji::engine::{Limits, Placed, Resource, evaluate};
use gouji::fact::Value;
use gouji::program::{self, Source};

const RULES: &str = "
关系 行(序: 整数)
关系 次(前: 整数, 后: 整数)
定义 可达(点: 后) 当 次(前, 后) 且 前 = 0
定义 可达(点: 后) 当 可达(点: 前) 且 次(前, 后)
规则 B001 “积” 当 行(序: 甲) 且 行(序: 乙) 且 行(序: 丙) 且 甲 > 乙 应 甲 = 丙 否则 “不等”
规则 B002 “数” 当 次(前: 甲) 且 个数 = 按 甲 计数 于 { 行(序: 乙) 且 乙 < 甲 } 应 个数 = 甲 否则 “不等”
";

const ROWS: i64 = 3_000;

fn main() {
    let (program, messages) = program::load(&[Source { path: "甲.dl".to_owned(), text: RULES.to_owned() }]);
    assert!(messages.is_empty(), "{messages:?}");
    let limits = Limits { facts: usize::MAX, memory: usize::MAX, ..Limits::default() };
    let names = ["行", "次"].map(|name| program.find(name).expect("a relation"));
    let mut facts = program.facts();
    for number in 0..ROWS {
        let (this, next) = (Value::Integer(number), Value::Integer(number + 1));
        facts.insert(names[0], &[this], None);
        facts.insert(names[1], &[this, next], None);
    }
    let start = Instant::now();
    let evaluation = evaluate(&program, facts, &Placed::default(), &limits);
    let elapsed = start.elapsed();
    assert!(evaluation.exhausted.iter().all(|stop| stop.what == Resource::Steps && !stop.shared));
    let millions = limits.steps as usize * evaluation.exhausted.len() / 1_000_000;
    report(&format!(
        "{millions} million steps in {} ms, {} ms each",
        elapsed.as_millis(),
        elapsed.as_millis() as usize / millions
    ));
}

#[expect(clippy::print_stdout, reason = "a bench tells what it measured")]
fn report(line: &str) {
    println!("{line}");
}
