//! Writes the facts of the workloads: `data FOLDER [small]`.

use gouji_peers::data::{SMALL, Size, write};

/// What peers are compared on.
const FULL: Size = Size { nodes: 2_000, chain: 1_000, depth: 7, variables: 4_000, filings: 5_000, spokes: 20_000 };

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments.first().expect("usage: data FOLDER [small]");
    let size = if arguments.get(1).is_some_and(|it| it == "small") { SMALL } else { FULL };
    write(folder.as_ref(), size)
}
