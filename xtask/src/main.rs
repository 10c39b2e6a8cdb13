//! truce.
fn main() {}
