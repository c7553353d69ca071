//! The five workloads that engines are compared on, and triangles of a star: `cargo bench --bench workloads`.
//!
//! Small ones, made here; `GOUJI_BENCH_DATA=FOLDER` names facts of any size, such as those that `peers` writes. How gouji
//! stands beside other engines, whole processes and their memory, is for `compare.py`.

#[expect(unreachable_pub, reason = "the peers use it as a library")]
#[path = "peers/src/data.rs"]
mod data;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::Bencher;
use gouji::session::Pack;
use gouji::session::run::{self, GENEROUS, Given};

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    std::env::var_os("GOUJI_BENCH_DATA").map_or_else(
        || {
            let folder = std::env::temp_dir().join("gouji-bench");
            data::write(&folder, data::SMALL).expect("a folder that can be written");
            folder
        },
        PathBuf::from,
    )
});

fn main() {
    divan::main();
}

fn workloads() -> impl Iterator<Item = &'static str> {
    data::WORKLOADS.into_iter().map(|(name, _)| name)
}

/// The program of a workload.
fn pack(workload: &str) -> Pack {
    let (_, program) = data::WORKLOADS.into_iter().find(|(name, _)| *name == workload).expect("a workload");
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/programs");
    let pack = Pack::load_all(&[programs.join(format!("{program}.dl"))]).expect("the program can be read");
    assert!(pack.is_sound(), "{:?}", pack.diagnostics);
    pack
}

fn given<'p>(pack: &'p Pack, workload: &str) -> Given<'p> {
    run::read_folder(&pack.program, &FOLDER.join(workload), GENEROUS.memory as u64).expect("facts").given
}

#[divan::bench(args = workloads(), sample_count = 5, sample_size = 1)]
fn evaluate(bencher: Bencher<'_, '_>, workload: &str) {
    let pack = pack(workload);
    bencher.with_inputs(|| given(&pack, workload)).bench_values(|given| {
        let ran = given.run(&GENEROUS);
        assert!(ran.evaluation.exhausted.is_empty());
        ran
    });
}

#[divan::bench(args = workloads(), sample_count = 5, sample_size = 1)]
fn read(bencher: Bencher<'_, '_>, workload: &str) {
    let pack = pack(workload);
    bencher.bench_local(|| given(&pack, workload));
}
