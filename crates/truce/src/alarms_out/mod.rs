//! Alarms on their way to people: what is new, a CAP feed, signed webhooks, letters, a durable outbox.
//!
//! # In scope
//! [`settings`] (whom alarms reach, and when), [`news`] (what changed since people were told last), [`cap`] (the feed),
//! [`outbox`] (what is sent when, and what was), [`telling`] (what it says in a language), [`webhook`], [`mail`];
//! [`Courier`], which does it all while the node serves.
//!
//! # Out of scope
//! Whether there is an alarm: [`truce_signals::alarm`]. What goes out is what the public page of alarms says: areas,
//! days and levels; never a report, a source or a name.

pub mod cap;
pub mod mail;
pub mod news;
pub mod outbox;
pub mod settings;
pub mod signature;
pub mod telling;
pub mod webhook;

use std::path::Path;
use std::time::Duration;

use truce_core::agreement::Agreement;
use truce_core::id::SeatId;
use truce_core::time::Moment;
use truce_signals::told::Alarms;

use self::outbox::{Delivery, Outbox};
use self::settings::{Recipient, Settings, Way};
use self::telling::Sender;
use crate::failure::Outcome;
use crate::host::http::agent;

/// How many deliveries are tried in one go.
const AT_ONCE: usize = 16;

/// How long one delivery may take: a post in all, a letter for each answer of the relay.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why a delivery did not arrive. The text names neither an address nor a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// It would not arrive later either.
    #[error("{0}")]
    ForGood(String),
    /// It is worth another try.
    #[error("{0}")]
    ForNow(String),
}

/// Tells people what is new about alarms.
#[derive(Debug)]
pub struct Courier {
    agent: ureq::Agent,
    agreement: Agreement,
    outbox: Outbox,
    patience: Duration,
    seat: SeatId,
    settings: Settings,
}

impl Courier {
    /// Opens the outbox of a seat's node and reads its settings.
    ///
    /// # Errors
    /// If either is damaged.
    pub fn open(dir: &Path, agreement: &Agreement, seat: &SeatId) -> Outcome<Self> {
        let (outbox, settings) = (Outbox::open(dir)?, Settings::read(dir)?);
        let (agreement, seat) = (agreement.clone(), seat.clone());
        Ok(Self { agent: agent(), agreement, outbox, patience: PATIENCE, seat, settings })
    }

    /// Waits so long for an answer.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Notes what is new, and puts it in the outbox; returns how many messages there are.
    ///
    /// # Errors
    /// If the outbox cannot be written.
    pub fn note(&mut self, alarms: &Alarms, now: Moment) -> Outcome<usize> {
        let told = news::news(&self.outbox.standing()?, alarms, now);
        let count = told.len();
        for message in told {
            // A rise that was over and comes back on the same day is named as before: its messages go on in number.
            let number = self.outbox.numbers_of(&message.rise())?.saturating_add(1);
            let message = news::Message { number, ..message };
            self.outbox.put(&message, &self.settings.deliveries(&message))?;
        }
        Ok(count)
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
            // Counted before it goes out: what cannot be noted afterwards is not sent again and again.
            self.outbox.begin(&delivery, now)?;
            match self.post(address, &delivery) {
                Ok(()) => self.outbox.sent(&delivery.key, now)?,
                Err(Undelivered::ForGood(why)) => self.outbox.give_up(&delivery.key, &why)?,
                Err(Undelivered::ForNow(why)) => self.outbox.failed(&delivery, &why)?,
            }
        }
        Ok(tried)
    }

    fn post(&self, address: &Recipient, delivery: &Delivery) -> Result<(), Undelivered> {
        match &address.way {
            Way::Webhook { secret, to } => {
                webhook::post(&self.agent, to, secret, delivery, self.patience)
            }
            Way::Mail { language, to } => {
                let Some(relay) = &self.settings.mail else {
                    return Err(Undelivered::ForNow("no relay is named".to_owned()));
                };
                let telling = self.sender().telling(*language);
                mail::post(relay, to, telling, delivery, self.patience)
            }
        }
    }

    fn sender(&self) -> Sender<'_> {
        Sender {
            agreement: &self.agreement,
            exercise: self.settings.exercise,
            screen: self.settings.screen(),
            seat: self.seat.as_str(),
        }
    }
}
