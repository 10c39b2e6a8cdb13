//! Cases: what officers do, line by line, and what follows.

mod laws;
mod play;
mod running;
mod situations;
