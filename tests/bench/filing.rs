//! One filing of the corpus, all rules: `cargo bench --bench filing`.

mod corpus;

use divan::Bencher;
use gouji::engine::Limits;
use gouji::session;

fn main() {
    divan::main();
}

/// The filings without planted errors; the others are as large.
fn names() -> Vec<String> {
    corpus::filings().into_iter().map(|(name, _)| name).filter(|name| !name.contains("-错-")).collect()
}

fn text(name: &str) -> String {
    corpus::filings().into_iter().find(|(its, _)| its == name).expect("a filing").1
}

#[divan::bench(args = names(), min_time = 1)]
fn evaluate(bencher: Bencher<'_, '_>, name: &str) {
    let extraction = corpus::read(name, &text(name));
    let placed = corpus::placed(&extraction);
    bencher.with_inputs(|| extraction.facts.clone()).bench_values(|facts| corpus::evaluate(facts, &placed));
}

#[divan::bench(args = names(), min_time = 1)]
fn read(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher.bench_local(|| corpus::read(name, &text));
}

#[divan::bench(args = names(), min_time = 1)]
fn check(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher.bench_local(|| session::check(&corpus::PACK, name, text.as_bytes(), &Limits::default()));
}
