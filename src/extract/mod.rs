//! `Document` and declarations become facts; figures whose cells have vanished are placed here.

pub mod placement;
