//! Bulletins and tables for people: text, Markdown, one page of HTML.
//!
//! Layout only: what is shown is decided in the core.

pub mod alarms;
pub mod case;
pub mod forecast;
pub mod html;
pub mod labels;
pub mod markdown;
pub mod public;
pub mod questions;
pub mod signals;
pub mod svg;
pub mod table;
pub mod text;
