//! One page, one file: a handler that gathers what its template shows.

pub mod agreement;
pub mod alarms;
pub mod alarms_feed;
pub mod api;
pub mod bulletins;
pub mod case;
pub mod cases;
mod deeds;
pub mod filters;
pub mod incident;
pub mod incidents;
pub mod judgements;
pub mod map;
pub mod map_data;
mod narrowing;
mod rates;
pub mod reconciliation;
pub mod record;
pub mod signals;
pub mod situation;
pub mod take_up;
pub mod tasks;
pub mod triage;
