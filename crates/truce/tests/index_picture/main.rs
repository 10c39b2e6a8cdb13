//! The picture's tables, held against the picture itself.

#[path = "../../../truce-core/tests/cases/play.rs"]
#[expect(dead_code, reason = "the players of cases know more than is asked of them here")]
mod play;

mod asking;
mod keeping;
mod moving;
mod resting;
mod told;
