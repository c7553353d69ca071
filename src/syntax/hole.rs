//! The holes of 否则 that name no variable: `{差额}`, `{容差}`, `{应为}`.

use crate::base::squeeze;

use super::Language;
use super::keyword;
use super::tree::Rule;

/// The message of a rule with these holes in a language. One that the rule uses as a name of its own stays as it is.
pub(super) fn turned(rule: &Rule, language: Language) -> String {
    let mut out = String::new();
    let mut rest = rule.message.text.as_str();
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((hole, after)) = behind.split_once('}') else { break };
        out.push_str(before);
        out.push('{');
        out.push_str(match keyword::find(keyword::HOLES, &squeeze(hole)) {
            Some(word) if !rule.names(word.chinese) && !rule.names(word.english) => word.text(language),
            _ => hole,
        });
        out.push('}');
        rest = after;
    }
    out + rest
}
