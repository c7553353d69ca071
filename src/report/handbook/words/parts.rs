//! What an atom says of its columns, columns of one kind together.

use crate::report::handbook::model::Phrase;

/// What one column must be, or is noted as.
pub(super) enum Part {
    /// It must be something.
    Is(Phrase),
    /// It must be what its own name already stands for.
    Same(String),
    /// It must hold anything at all.
    Filled(String),
    /// It is noted under its own name; a blank cell may count as something.
    Noted(Phrase),
    /// It is noted under another name.
    Renamed(Phrase),
}

/// The columns of an atom.
#[derive(Default)]
pub(super) struct Parts(pub(super) Vec<Part>);

impl Parts {
    /// What the columns must be: `块`为“收入”、`表`和`列`同前。
    pub(super) fn filters(&self) -> Phrase {
        let is = self.0.iter().filter_map(|part| match part {
            Part::Is(phrase) => Some(phrase.clone()),
            _ => None,
        });
        let same = self.0.iter().filter_map(|part| match part {
            Part::Same(column) => Some(column),
            _ => None,
        });
        let filled = self.0.iter().filter_map(|part| match part {
            Part::Filled(column) => Some(column),
            _ => None,
        });
        let groups = [columns(same, "同前"), columns(filled, "不空白")].into_iter().flatten();
        Phrase::join(is.chain(groups), "、")
    }

    /// What is noted: 记下**名称**，记`数`为**收入**。
    pub(super) fn notes(&self) -> Phrase {
        let noted = self.0.iter().filter_map(|part| match part {
            Part::Noted(phrase) => Some(phrase.clone()),
            _ => None,
        });
        let noted = Phrase::join(noted, "、");
        let renamed = self.0.iter().filter_map(|part| match part {
            Part::Renamed(phrase) => Some(phrase.clone()),
            _ => None,
        });
        let own = (!noted.is_empty()).then(|| Phrase::of("记下").then(noted));
        Phrase::join(own.into_iter().chain(renamed), "，")
    }
}

/// Columns of which the same is true.
fn columns<'c>(columns: impl Iterator<Item = &'c String>, what: &str) -> Option<Phrase> {
    let columns: Vec<Phrase> = columns.map(|column| Phrase::default().written(column)).collect();
    let both = if columns.len() > 1 { format!("都{what}") } else { what.to_owned() };
    (!columns.is_empty()).then(|| Phrase::join(columns, "和").say(both))
}
