//! How long a rule file takes that is made to be slow, a megabyte at a time: `cargo bench --bench load [-- SIZE_IN_MB…]`.
//!
//! Ten megabytes take about ten times as long as one, or something is not linear.

#[path = "../gouji/giants.rs"]
mod giants;

use std::time::Instant;

use gouji::program::{self, Source};

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1, 10] } else { sizes };
    for (name, giant) in giants::GIANTS {
        let mut line = format!("{name:24}");
        for size in &sizes {
            let source = Source { path: "甲.dl".to_owned(), text: giant(size << 20) };
            let start = Instant::now();
            let sources = [source];
            let (program, messages) = program::load(&sources);
            let odd = program::review(&program, &sources);
            line +=
                &format!("{size:4} MB {:7} ms {:4} messages", start.elapsed().as_millis(), messages.len() + odd.len());
        }
        report(&line);
    }
}

#[expect(clippy::print_stdout, reason = "a bench tells what it measured")]
fn report(line: &str) {
    println!("{line}");
}
