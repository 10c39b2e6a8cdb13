//! The screen, page by page and role by role, in one process and without a network.

mod authenticator;
mod case_states;
mod changed;
mod described;
mod hostile;
mod incidents;
mod lists;
mod live;
mod logins;
mod map;
mod pages;
mod passkeys;
mod phrases;
mod resting;
mod safety;
mod seat;
mod signals;
mod tasks;
mod triage;
mod who_may;
mod words;
