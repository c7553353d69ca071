//! What is known: values, figures, relations of facts, and where each fact was read.

mod dictionary;
mod figure;
mod found;
mod half;
mod import;
mod matrix;
mod seen;
mod store;
mod table;
mod value;
mod word;

pub use dictionary::Dictionary;
pub use figure::{DerivedOrigin, Figure, FigureId, Figures, Origin, Status, Terms};
pub use found::Found;
pub(crate) use half::{half, widened};
pub use import::Import;
pub use store::{FactId, Facts};
pub use table::{Reading, Table};
pub use value::{RelationId, Value};
pub use word::Word;
