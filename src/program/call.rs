//! Calls of builtin functions.

use super::builtin::{Signature, Takes};
use super::resolve::{function, numeric};
use super::scope::{BodyResolver, texts, word};
use super::{ColumnKind, Expr};
use crate::base::{Diagnostic, Span};
use crate::syntax::tree;

impl BodyResolver<'_, '_> {
    /// A call and its type, when it is sound.
    pub(super) fn call(
        &mut self,
        name: &tree::Name,
        arguments: &[tree::Expr],
        span: Span,
    ) -> Option<(Expr, ColumnKind)> {
        let signature = function(self.loader, name)?;
        if arguments.len() != signature.arguments.len() {
            let message = format!("{} 要 {} 个参数", signature.name, signature.arguments.len());
            let wanted: Vec<String> = signature.arguments.iter().map(described).collect();
            let help = format!("写 {}({})", signature.name, wanted.join(", "));
            self.loader.report(Diagnostic::error("P010", span, message).help(help));
            return None;
        }
        let mut resolved = Vec::new();
        for (argument, takes) in arguments.iter().zip(signature.arguments) {
            resolved.push(match takes {
                Takes::Kinds(wanted) => self.value_argument(signature, argument, wanted)?,
                Takes::Pattern => self.pattern_argument(signature, argument)?,
            });
        }
        Some((Expr::Call(signature.function, resolved), signature.result))
    }

    fn value_argument(&mut self, signature: &Signature, argument: &tree::Expr, wanted: &[ColumnKind]) -> Option<Expr> {
        let (value, kind) = self.expression(argument)?;
        let fits = |wanted: &ColumnKind| kind == *wanted || texts(kind, *wanted) || (numeric(kind) && numeric(*wanted));
        if wanted.iter().any(fits) {
            return Some(value);
        }
        let wanted = either(wanted);
        let message = format!("{} 在这里要{wanted}，得到的是{}", signature.name, word(kind));
        let help = format!("换成{wanted}的一列");
        self.loader.report(Diagnostic::error("P003", argument.span(), message).help(help));
        None
    }

    fn pattern_argument(&mut self, signature: &Signature, argument: &tree::Expr) -> Option<Expr> {
        if let tree::Expr::Text(text) = argument {
            return self.loader.regex(text).map(Expr::Pattern);
        }
        let message = format!("{} 的正则要直接写在引号里", signature.name);
        let help = format!("写 {}(文, “…”)；两段文字要相比，用 含、始于 或 止于", signature.name);
        self.loader.report(Diagnostic::error("P032", argument.span(), message).help(help));
        None
    }
}

/// What an argument may be, in words.
fn described(takes: &Takes) -> String {
    match takes {
        Takes::Kinds(kinds) => either(kinds),
        Takes::Pattern => "“正则”".to_owned(),
    }
}

fn either(kinds: &[ColumnKind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| word(*kind)).collect();
    words.join("或")
}
