//! Snapshots under `snapshots/`, a folder for each kind.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use insta::{Settings, assert_snapshot};

use super::samples::{files, top};

/// Compares texts with the snapshots of a folder, all of them before it fails; a snapshot of no text fails too.
pub(crate) fn compare(folder: &str, texts: &[(String, String)]) {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(format!("../../snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut changed = Vec::new();
    for (name, text) in texts {
        let one = || settings.bind(|| assert_snapshot!(name.as_str(), text));
        if catch_unwind(AssertUnwindSafe(one)).is_err() {
            changed.push(name.as_str());
        }
    }
    assert!(changed.is_empty(), "changed snapshots in {folder}: {changed:?}");
    let known: BTreeSet<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
    for path in files(&top().join("snapshots").join(folder), "snap") {
        let name = path.file_stem().expect("a name").to_string_lossy();
        assert!(known.contains(name.as_ref()), "{} belongs to nothing any more", path.display());
    }
}
