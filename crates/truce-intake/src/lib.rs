//! Other people's formats and texts, read into drafts with their doubts.
//!
//! Each format is one file. Each reader streams: it holds a row and a block,
//! takes what is good, refuses what is not in words, and says where it stood.
//!
//! # Out of scope
//! Opening files. Putting anything on record: a draft is what somebody else
//! wrote, and `truce_core::report::admit` decides.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod bulletin;
pub mod daily_counts;
pub mod drafts;
pub mod effort_csv;
mod fault;
mod header;
pub mod rejects;
mod report_row;
pub mod reports_csv;
pub mod reports_jsonl;
mod rows;
pub mod sources_csv;
mod split;
mod table;
pub mod ucdp_ged;
mod when;

pub use drafts::{Drafts, Format, Options};
pub use fault::{Kept, Refused, Unreadable};
pub use header::REFUSED_BECAUSE;
pub use report_row::{RADIUS_M_UNSTATED, TOLL_MAX};
pub use rows::{ROW_LENGTH_MAX, text_of};
pub use table::{cells, columns};
