//! Which tests to run.

use crate::program::{Program, Source};
use crate::syntax::tree::Test;

/// Words that all stand in a test's rule (its id or title), in its own title, or in the path of its file.
pub(super) struct Filter {
    words: Vec<String>,
}

impl Filter {
    /// The words of a text; none lets every test pass.
    pub(super) fn new(text: &str) -> Filter {
        Filter { words: text.split_whitespace().map(str::to_lowercase).collect() }
    }

    /// Whether a test is wanted.
    pub(super) fn wants(&self, program: &Program, sources: &[Source], test: &Test) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let rule = program.rule(&test.rule.text).map(|rule| rule.title.as_str()).unwrap_or_default();
        let file = sources.get(test.rule.span.file.0 as usize).map(|source| source.path.as_str()).unwrap_or_default();
        let known = [&test.rule.text, rule, &test.title.text, file].map(str::to_lowercase);
        self.words.iter().all(|word| known.iter().any(|text| text.contains(word.as_str())))
    }
}
