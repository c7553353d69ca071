//! Many filings: how long each takes, and whether that grows with their number.
//!
//! `cargo bench --bench filings [-- NUMBER…] [-- --text]`: made from the filings of the corpus, by changing their facts, or
//! their text, which is then read too. Only the work itself is timed.

mod corpus;
mod variants;

use std::time::{Duration, Instant};

use gouji::engine::Placed;
use gouji::fact::Facts;

const THREADS: usize = 2;

/// How many filings are made at a time, so that memory does not grow with their number.
const BATCH: u64 = 100;

/// A filing, and where it comes from.
struct Job {
    facts: Facts,
    placed: Placed,
}

/// What is measured of some filings.
#[derive(Default)]
struct Measured {
    reading: Duration,
    evaluating: Duration,
    outcomes: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<u64> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let numbers = if numbers.is_empty() { vec![1, 10, 100, 1_000] } else { numbers };
    let as_text = arguments.iter().any(|argument| argument == "--text");
    let originals: Vec<Original> = corpus::filings().into_iter().map(|(name, text)| Original::of(name, text)).collect();
    measure(&originals, 2 * THREADS as u64, false);
    report("| filings | evaluating | a second | outcomes | reading |\n|--:|--:|--:|--:|--:|");
    for number in numbers {
        let Measured { reading, evaluating, outcomes } = measure(&originals, number, as_text);
        let rate = u128::from(number) * 1_000_000 / evaluating.as_micros().max(1);
        let reading = if as_text { format!("{} ms", reading.as_millis()) } else { "–".to_owned() };
        let evaluating = evaluating.as_micros();
        report(&format!(
            "| {number} | {}.{:03} ms | {rate} | {outcomes} | {reading} |",
            evaluating / 1_000,
            evaluating % 1_000
        ));
    }
}

/// A filing of the corpus.
struct Original {
    name: String,
    text: String,
    job: Job,
}

impl Original {
    fn of(name: String, text: String) -> Original {
        let extraction = corpus::read(&name, &text);
        let job = Job { placed: corpus::placed(&extraction), facts: extraction.facts };
        Original { name, text, job }
    }
}

fn measure(originals: &[Original], filings: u64, as_text: bool) -> Measured {
    let mut measured = Measured::default();
    for start in (0..filings).step_by(BATCH as usize) {
        let numbers: Vec<u64> = (start..filings.min(start + BATCH)).collect();
        let original = |number: u64| &originals[number as usize % originals.len()];
        let (jobs, reading): (Vec<Job>, Duration) = if as_text {
            let made = |number: &u64| (*number, variants::retyped(&original(*number).text, *number));
            let texts: Vec<(u64, String)> = numbers.iter().map(made).collect();
            spread(texts, |(number, text)| {
                let extraction = corpus::read(&original(number).name, &text);
                Job { placed: corpus::placed(&extraction), facts: extraction.facts }
            })
        } else {
            let made = |number: &u64| {
                let Job { facts, placed } = &original(*number).job;
                Job { facts: variants::altered(facts, *number), placed: placed.clone() }
            };
            (numbers.iter().map(made).collect(), Duration::ZERO)
        };
        let (outcomes, evaluating) =
            spread(jobs, |Job { facts, placed }| corpus::evaluate(facts, &placed).outcomes.len());
        measured.reading += reading;
        measured.evaluating += evaluating;
        measured.outcomes += outcomes.iter().sum::<usize>();
    }
    measured
}

/// Does work on all threads, and says how long it took.
fn spread<I: Send, O: Send>(mut items: Vec<I>, work: impl Fn(I) -> O + Sync) -> (Vec<O>, Duration) {
    let second = items.split_off(items.len().div_ceil(THREADS));
    let all = |items: Vec<I>| items.into_iter().map(&work).collect::<Vec<O>>();
    let start = Instant::now();
    let done = std::thread::scope(|scope| {
        let other = scope.spawn(|| all(second));
        let mut done = all(items);
        done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done
    });
    (done, start.elapsed())
}

#[expect(clippy::print_stdout, reason = "a bench tells what it measured")]
fn report(line: &str) {
    println!("{line}");
}
