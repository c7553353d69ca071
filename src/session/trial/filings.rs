//! 于: whole filings that tests look at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::num::NonZero;
use std::path::{Component, Path};

use crate::engine::Limits;
use crate::report::Checked;
use crate::session::{self, Pack, spread};

/// The filings that tests name, each checked once; why not, where that failed.
pub(super) struct Filings {
    checked: BTreeMap<String, Result<Checked, String>>,
}

impl Filings {
    /// Checks filings with all rules of a pack.
    pub(super) fn check(pack: &Pack, paths: &BTreeSet<&str>, limits: &Limits, threads: NonZero<usize>) -> Filings {
        let paths: Vec<&str> = paths.iter().copied().collect();
        let checked = spread(paths.len(), threads, |number| check(pack, paths[number], limits));
        Filings { checked: paths.into_iter().map(str::to_owned).zip(checked).collect() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.checked.len()
    }

    /// The filing of a path.
    pub(super) fn get(&self, path: &str) -> Result<&Checked, String> {
        match self.checked.get(path) {
            Some(checked) => checked.as_ref().map_err(Clone::clone),
            None => Err(format!("{path}：没有读（not read）")),
        }
    }
}

fn check(pack: &Pack, path: &str, limits: &Limits) -> Result<Checked, String> {
    let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    if path.is_empty() || !Path::new(path).components().all(inside) {
        return Err("文件要写相对于规则文件夹所在处的路径，不能是绝对路径，也不能有 ..（a relative path without ..）"
            .to_owned());
    }
    let file = pack.root.join(path);
    // Anything but a file, such as a pipe, might never end.
    let fail = |error: &dyn std::fmt::Display| format!("{}：读不到（cannot read）：{error}", file.display());
    let about = fs::metadata(&file).map_err(|error| fail(&error))?;
    if !about.is_file() {
        return Err(fail(&"不是文件（not a file）"));
    }
    let bytes = fs::read(&file).map_err(|error| fail(&error))?;
    session::check(pack, path, &bytes, limits).map_err(|error| error.to_string())
}
