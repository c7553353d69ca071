//! The filings of `corpus/`, the rules of `rules/`, and what comes of checking one with the other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use gouji::engine::Limits;
use gouji::report::{self, Checked, Trials};
use gouji::session::{self, Pack};
use serde_json::Value;

/// What separates the name of a base filing from the error planted in a copy of it.
const PLANTED: &str = "-错-";

/// A filing of the corpus.
pub(crate) struct Sample {
    /// Its file name without the ending.
    pub(crate) name: String,
    /// The ending of its file.
    ending: String,
    /// Its text.
    pub(crate) text: String,
    checked: OnceLock<Checked>,
}

impl Sample {
    /// What checking it gives; done once.
    pub(crate) fn checked(&self) -> &Checked {
        self.checked.get_or_init(|| check(rules(), &self.name, &self.text))
    }

    /// Whether it is plain text, of which every digit is read.
    pub(crate) fn is_text(&self) -> bool {
        self.ending == "txt"
    }

    /// Whether it is no copy with a planted error.
    pub(crate) fn is_base(&self) -> bool {
        !self.name.contains(PLANTED)
    }

    /// The filing it is a copy of; itself for a base.
    pub(crate) fn base(&self) -> &'static Sample {
        let name = self.name.split(PLANTED).next().unwrap_or_default();
        samples().iter().find(|sample| sample.name == name).expect("the base is in the corpus")
    }

    /// Its path from the top folder of the repository.
    pub(crate) fn path(&self) -> String {
        format!("corpus/{}.{}", self.name, self.ending)
    }

    /// A JSON file beside it, such as its labels.
    pub(crate) fn beside(&self, ending: &str) -> Value {
        let path = top().join("corpus").join(format!("{}.{ending}", self.name));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).expect("labels are JSON")
    }
}

/// The top folder of the repository.
pub(crate) fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All filings of the corpus by name, plain texts first.
pub(crate) fn samples() -> &'static [Sample] {
    static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
        let read = |path: PathBuf| Sample {
            name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
            ending: path.extension().expect("an ending").to_string_lossy().into_owned(),
            text: fs::read_to_string(&path).expect("filings of the corpus are UTF-8"),
            checked: OnceLock::new(),
        };
        let mut samples: Vec<Sample> =
            ["txt", "html"].into_iter().flat_map(|ending| files(&top().join("corpus"), ending)).map(read).collect();
        samples.sort_by(|a, b| (!a.is_text(), &a.name).cmp(&(!b.is_text(), &b.name)));
        assert!(!samples.is_empty(), "the corpus is empty");
        samples
    });
    &SAMPLES
}

/// The filings without planted errors.
pub(crate) fn bases() -> impl Iterator<Item = &'static Sample> {
    samples().iter().filter(|sample| sample.is_base())
}

/// The filings with planted errors.
pub(crate) fn variants() -> impl Iterator<Item = &'static Sample> {
    samples().iter().filter(|sample| !sample.is_base())
}

/// The base filing of a year.
pub(crate) fn base_of(year: u32) -> &'static Sample {
    bases().find(|sample| sample.name.ends_with(&year.to_string())).expect("a base of this year")
}

/// The rules of the repository.
pub(crate) fn rules() -> &'static Pack {
    static RULES: LazyLock<Pack> = LazyLock::new(|| {
        let pack = Pack::load(&top().join("rules")).expect("rules can be read");
        assert!(pack.is_sound(), "{:?}", pack.diagnostics);
        pack
    });
    &RULES
}

/// Checks a text under a name.
pub(crate) fn check(pack: &Pack, name: &str, text: &str) -> Checked {
    session::check(pack, name, text.as_bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// The findings by fingerprint and message.
pub(crate) fn findings(checked: &Checked) -> BTreeSet<(&str, &str)> {
    checked.verdicts.findings.iter().map(|it| (it.fingerprint.as_str(), it.message.as_str())).collect()
}

/// The files of an ending under a folder, sorted.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// How the tests beside the rules of a pack go.
pub(crate) fn trials(pack: &Pack) -> Trials {
    let threads = std::thread::available_parallelism().expect("threads");
    session::run_tests(pack, "", &Limits::default(), threads)
}

/// Runs the tests beside the rules of a pack, none of which may fail.
pub(crate) fn assert_tests_pass(pack: &Pack, what: &str) {
    let trials = trials(pack);
    assert_eq!(trials.trials.len(), pack.program.tests.len(), "{what}");
    assert_eq!(trials.failed(), 0, "{what}: {}", report::trials(&trials));
}
