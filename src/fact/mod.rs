//! What is known: values, figures, relations of facts, and what supports each fact.

mod figure;
mod import;
mod store;
mod value;

pub use figure::{Figure, FigureId, Figures, Origin, Status};
pub use import::Import;
pub use store::{Fact, FactId, Facts, Support};
pub use value::{RelationId, Value};
