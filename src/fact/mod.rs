//! What is known: values, figures, relations of facts, and what supports each fact.

mod dictionary;
mod figure;
mod import;
mod matrix;
mod seen;
mod store;
mod table;
mod value;
mod word;

pub use dictionary::Dictionary;
pub use figure::{Figure, FigureId, Figures, Origin, Status};
pub use import::Import;
pub use store::{Fact, FactId, Facts, Support};
pub use table::{Reading, Table};
pub use value::{RelationId, Value};
pub use word::Word;
