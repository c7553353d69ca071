//! Rule text ↔ tree. Parsing never fails: it gives a tree and messages.

pub mod tree;
