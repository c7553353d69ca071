//! Messages about rule files, with the source under them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::base::{Diagnostic, Label, Severity};
use crate::program::Source;

/// All messages, each with its line, caret and advice; then how to read more of their codes.
pub fn diagnostics(sources: &[Source], diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR.with_name("错误"),
            Severity::Warning => Level::WARNING.with_name("警告"),
            Severity::Note => Level::NOTE.with_name("提示"),
        };
        let mut group =
            level.primary_title(&diagnostic.message).id(diagnostic.code).elements(snippets(sources, diagnostic));
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.with_name("建议").message(help));
        }
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    if !codes.is_empty() {
        let codes: Vec<&str> = codes.into_iter().collect();
        let _ = writeln!(out, "说明：gouji rules explain {}", codes.join(" "));
    }
    out
}

/// One snippet a file, the primary one first.
fn snippets<'a>(
    sources: &'a [Source],
    diagnostic: &'a Diagnostic,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let labels = || std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
    let mut files: Vec<u32> = Vec::new();
    for label in labels() {
        if !files.contains(&label.span.file.0) {
            files.push(label.span.file.0);
        }
    }
    let snippet = |file: u32| {
        let source = sources.get(file as usize)?;
        let here = labels().filter(|label| label.span.file.0 == file);
        let annotations = here.map(|label| {
            let kind = if std::ptr::eq(label, &diagnostic.primary) {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            kind.span(range(label, &source.text)).label(label.text.as_str())
        });
        Some(Snippet::source(source.text.as_str()).path(source.path.as_str()).annotations(annotations))
    };
    files.into_iter().filter_map(snippet).collect()
}

/// The bytes of a label, kept inside the text and on character borders.
fn range(label: &Label, text: &str) -> std::ops::Range<usize> {
    let border = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = border(label.span.start);
    start..border(label.span.end).max(start)
}
