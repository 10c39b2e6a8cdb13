//! Alarms on their way to people: what is new, a CAP feed, signed webhooks, a durable outbox.
//!
//! # In scope
//! [`settings`] (whom alarms reach, and when), [`news`] (what changed since people were told last), [`cap`] (the feed),
//! [`outbox`] (what is sent when, and what was), [`webhook`]; [`Courier`], which does it all while the node serves.
//!
//! # Out of scope
//! Whether there is an alarm: [`truce_signals::alarm`]. What goes out is what the public page of alarms says: areas,
//! days and levels; never a report, a source or a name.

pub mod cap;
pub mod news;
pub mod outbox;
pub mod settings;
pub mod signature;
pub mod webhook;

use std::path::Path;

use truce_core::time::Moment;
use truce_signals::told::Alarms;

use self::outbox::Outbox;
use self::settings::Settings;
use crate::failure::Outcome;
use crate::host::http::agent;

/// How many deliveries are tried in one go.
const AT_ONCE: usize = 16;

/// Tells people what is new about alarms.
#[derive(Debug)]
pub struct Courier {
    agent: ureq::Agent,
    outbox: Outbox,
    settings: Settings,
}

impl Courier {
    /// Opens the outbox of a node and reads its settings.
    ///
    /// # Errors
    /// If either is damaged.
    pub fn open(dir: &Path) -> Outcome<Self> {
        let (outbox, settings) = (Outbox::open(dir)?, Settings::read(dir)?);
        Ok(Self { agent: agent(), outbox, settings })
    }

    /// Notes what is new, and puts it in the outbox; returns how many messages there are.
    ///
    /// # Errors
    /// If the outbox cannot be written.
    pub fn note(&mut self, alarms: &Alarms, now: Moment) -> Outcome<usize> {
        let told = news::news(&self.outbox.standing()?, alarms, now);
        for message in &told {
            self.outbox.put(message, &self.settings.deliveries(message))?;
        }
        Ok(told.len())
    }

    /// Tries what is due, and notes how it went; returns how many were tried.
    ///
    /// # Errors
    /// If the outbox cannot be read or written.
    pub fn deliver(&mut self, now: Moment) -> Outcome<usize> {
        let due = self.outbox.due(now, AT_ONCE)?;
        let tried = due.len();
        for delivery in due {
            let Some(address) = self.settings.address(&delivery.to) else {
                self.outbox
                    .give_up(&delivery.key, "the address is not in the settings any more")?;
                continue;
            };
            if delivery.only_if_open && !self.outbox.waits_for_somebody(&delivery.message)? {
                self.outbox.give_up(&delivery.key, "somebody took note before")?;
                continue;
            }
            match webhook::post(&self.agent, address, &delivery) {
                Ok(()) => self.outbox.sent(&delivery.key, now)?,
                Err(why) => self.outbox.failed(&delivery, &why, now)?,
            }
        }
        Ok(tried)
    }
}
