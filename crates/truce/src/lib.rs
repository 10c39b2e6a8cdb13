//! truce.
