//! Alarms on their way to people: what is new, a CAP feed, signed webhooks, letters, a durable outbox.
//!
//! # In scope
//! [`settings`] (whom alarms reach, and when), [`news`] (what changed since people were told last), [`serious`]
//! (the same of single days), [`cap`] (the feed),
//! [`outbox`] (what is sent when, and what was), [`lanes`] (what is under way, address by address), [`telling`] (what
//! it says in a language), [`webhook`], [`mail`]; [`Courier`], which does it all while the
//! node serves, [`rounds`] after rounds.
//!
//! # Out of scope
//! Whether there is an alarm: [`truce_signals::alarm`]. What goes out is what the public pages say: areas, days and
//! levels; of a single serious day what is claimed, how often, and which entries of the record tell it. Never a text, a
//! source or a name.

pub mod cap;
pub mod lanes;
pub mod mail;
pub mod news;
pub mod outbox;
pub mod rounds;
pub mod serious;
pub mod settings;
pub mod signature;
pub mod telling;
pub mod webhook;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use truce_core::agreement::Agreement;
use truce_core::id::SeatId;
use truce_core::time::Moment;
use truce_signals::told::Alarms;

use self::lanes::Lanes;
use self::outbox::{Delivery, Outbox};
use self::settings::{Recipient, Settings, Way};
use self::telling::Sender;
use crate::failure::Outcome;
use crate::host::http::agent;

/// To how many addresses something is begun in one go.
const AT_ONCE: usize = 64;

/// How long one delivery may take, from the first word to the last.
const PATIENCE: Duration = Duration::from_secs(60);

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
    lanes: Lanes,
    outbox: Outbox,
    post: Arc<PostOffice>,
}

/// What it takes to bring something to an address.
#[derive(Debug, Clone)]
struct PostOffice {
    agent: ureq::Agent,
    agreement: Agreement,
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
        let post = PostOffice { agent: agent(), agreement, patience: PATIENCE, seat, settings };
        Ok(Self { lanes: Lanes::new(), outbox, post: Arc::new(post) })
    }

    /// Gives a delivery so long from the first word to the last.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        let post = PostOffice { patience, ..(*self.post).clone() };
        Self { post: Arc::new(post), ..self }
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
            self.outbox.put(&message, &self.post.settings.deliveries(&message))?;
        }
        Ok(count)
    }

    /// Notes how tries ended, and begins what is due, one try to each address at a time; returns how many it began.
    ///
    /// # Errors
    /// If the outbox cannot be read or written.
    pub fn deliver(&mut self, now: Moment) -> Outcome<usize> {
        self.note_ended(now)?;
        let mut begun: usize = 0;
        for delivery in self.outbox.due(now, AT_ONCE, |to| self.lanes.is_free(to))? {
            let Some(address) = self.post.settings.address(&delivery.to).cloned() else {
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
            let post = Arc::clone(&self.post);
            self.lanes.begin(delivery, move |delivery| post.bring(&address, delivery));
            begun = begun.saturating_add(1);
        }
        Ok(begun)
    }

    /// Notes how tries ended.
    ///
    /// # Errors
    /// If the outbox cannot be written.
    pub fn note_ended(&mut self, now: Moment) -> Outcome {
        for (delivery, how) in self.lanes.ended(self.post.patience) {
            match how {
                Ok(()) => self.outbox.sent(&delivery.key, now)?,
                Err(Undelivered::ForGood(why)) => self.outbox.give_up(&delivery.key, &why)?,
                Err(Undelivered::ForNow(why)) => self.outbox.failed(&delivery, &why)?,
            }
        }
        Ok(())
    }

    /// Waits until a try has ended, so long at most.
    pub fn wait(&mut self, most: Duration) {
        self.lanes.wait(most);
    }

    /// Whether anything is under way.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.lanes.is_under_way()
    }
}

impl PostOffice {
    fn bring(&self, address: &Recipient, delivery: &Delivery) -> Result<(), Undelivered> {
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
