//! The filings of `corpus/` under the rules of `rules/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gouji::engine::{self, Evaluation, Limits, Placed};
use gouji::extract::Extraction;
use gouji::fact::Facts;
use gouji::session::{self, Pack};

/// That of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub(crate) static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let pack = Pack::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).expect("rules can be read");
    assert!(pack.is_sound(), "{:?}", pack.diagnostics);
    pack
});

/// The filings by name, sorted.
pub(crate) fn filings() -> Vec<(String, String)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = fs::read_dir(&corpus).expect("the corpus").map(|entry| entry.expect("a readable folder").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|it| it == "txt")).collect();
    paths.sort();
    let named = |path: PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).expect("UTF-8"))
    };
    paths.into_iter().map(named).collect()
}

/// What is read of a filing.
pub(crate) fn read(name: &str, text: &str) -> Extraction {
    session::read(&PACK, name, text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn placed(extraction: &Extraction) -> Placed {
    Placed::from(extraction.self_evident.clone())
}

/// What all rules say, by the plans that are made once.
pub(crate) fn evaluate(facts: Facts, placed: &Placed) -> Evaluation {
    let (program, plans) = (&PACK.program, PACK.plans());
    engine::evaluate_among(program, plans, facts, engine::without_filings(program), placed, &Limits::default())
}
