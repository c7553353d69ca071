//! How the tests went, as JUnit XML for machines that collect test results.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::diff::diff;
use super::{Trial, Trials};
use crate::report::terminal::printable;

/// All tests, a suite for each rule file. Two runs with the same outcome give the same bytes.
pub fn junit(trials: &Trials) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory does not fail.
    let _ = document(&mut writer, trials);
    let mut out = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    out.push('\n');
    out
}

fn document(writer: &mut Writer<Vec<u8>>, trials: &Trials) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites: Vec<&[Trial]> = trials.trials.chunk_by(|one, next| one.file == next.file).collect();
    let (tests, failures) = counts(&trials.trials);
    let all = writer.create_element("testsuites").with_attributes([
        ("name", "gouji rules test"),
        ("tests", tests.as_str()),
        ("failures", failures.as_str()),
    ]);
    all.write_inner_content(|writer| suites.iter().try_for_each(|suite| write_suite(writer, suite)))?;
    Ok(())
}

fn write_suite(writer: &mut Writer<Vec<u8>>, suite: &[Trial]) -> std::io::Result<()> {
    let name = suite.first().map(|trial| plain(&trial.file)).unwrap_or_default();
    let (tests, failures) = counts(suite);
    let element = writer.create_element("testsuite").with_attributes([
        ("name", name.as_str()),
        ("tests", tests.as_str()),
        ("failures", failures.as_str()),
        ("errors", "0"),
        ("skipped", "0"),
    ]);
    element.write_inner_content(|writer| suite.iter().try_for_each(|trial| write_case(writer, trial)))?;
    Ok(())
}

fn write_case(writer: &mut Writer<Vec<u8>>, trial: &Trial) -> std::io::Result<()> {
    let (rule, title, file, line) =
        (plain(&trial.rule), plain(&trial.title), plain(&trial.file), trial.line.to_string());
    let case = writer.create_element("testcase").with_attributes([
        ("classname", rule.as_str()),
        ("name", title.as_str()),
        ("file", file.as_str()),
        ("line", line.as_str()),
    ]);
    if trial.passed() {
        case.write_empty()?;
        return Ok(());
    }
    let text = anstream::adapter::strip_str(&diff(trial)).to_string();
    let text: Vec<String> = text.lines().map(plain).collect();
    case.write_inner_content(|writer| {
        let failure = writer.create_element("failure").with_attribute(("message", summary(trial).as_str()));
        failure.write_text_content(BytesText::new(&format!("\n{}\n", text.join("\n"))))?;
        Ok(())
    })?;
    Ok(())
}

/// The first thing that went otherwise than wanted.
fn summary(trial: &Trial) -> String {
    let text = anstream::adapter::strip_str(&diff(trial)).to_string();
    let marked = |line: &&str| line.starts_with("  -") || line.starts_with("  +") || line.starts_with("  !");
    plain(text.lines().find(marked).unwrap_or_default().trim_start())
}

fn counts(trials: &[Trial]) -> (String, String) {
    (trials.len().to_string(), trials.iter().filter(|trial| !trial.passed()).count().to_string())
}

/// Text that XML can hold.
fn plain(text: &str) -> String {
    printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
