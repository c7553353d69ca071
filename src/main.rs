//! The `gouji` command.

fn main() {}
