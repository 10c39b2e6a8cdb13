//! The screen, page by page and role by role, in one process and without a network.

mod changed;
mod incidents;
mod live;
mod logins;
mod map;
mod pages;
mod safety;
mod seat;
mod signals;
mod triage;
mod words;
