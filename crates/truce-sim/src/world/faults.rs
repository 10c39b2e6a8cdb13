//! What goes wrong: processes, power, disks, lines, clocks.

use truce_node::Effect;
use truce_node::Input;
use truce_node::own::Footing;

use super::{Happening, TICK_S, World};
use crate::disk::Loss;
use crate::invariant::Broken;
use crate::sabotage::Sabotage;

/// How many copies of a disk are kept.
const IMAGES_MAX: usize = 3;
/// How long a disk that is put back takes at least, in seconds: longer than any answer is under way.
const RESTORE_S: u64 = 130;

impl World {
    pub(super) fn fault(&mut self) -> Result<(), Broken> {
        if self.healed {
            return Ok(());
        }
        let next_s = self.dice.between(1, 2 * self.plan.rates.fault_every_s);
        self.later(next_s, Happening::Fault);
        let at = self.dice.index(self.hosts.len());
        match self.dice.below(20) {
            0..=3 if self.hosts[at].is_up() => self.fall(at, Loss::Process, None),
            // Later, at some effect or in the middle of it.
            4..=8 => {
                self.hosts[at].fuse = Some(self.dice.below(12));
                Ok(())
            }
            9 | 10 if self.hosts[at].is_up() => self.fall(at, Loss::Power, None),
            11 | 12 => self.restore(at),
            13..=16 => {
                self.partition(at);
                Ok(())
            }
            17 | 18 => {
                self.jump(at);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A host falls, between two effects or in the middle of one.
    pub(super) fn fall(
        &mut self,
        at: usize,
        loss: Loss,
        during: Option<Effect>,
    ) -> Result<(), Broken> {
        let (host, dice) = (&mut self.hosts[at], &mut self.dice);
        if !host.is_up() {
            return Ok(());
        }
        let torn = host.disk.torn;
        host.disk.begin();
        if let Some(effect) = during.filter(|_| dice.chance(700)) {
            host.disk.set_lazy(true);
            let _ = host.carry_out(effect, &self.setup);
            self.tally.halfway += 1;
        }
        host.disk.crash(loss, dice);
        host.node = None;
        host.fuse = None;
        let (who, down_s) = (
            host.log.clone(),
            match loss {
                Loss::Process => dice.between(2, 60),
                Loss::Power => dice.between(20, 300),
            },
        );
        self.tally.torn += host.disk.torn - torn;
        match loss {
            Loss::Process => self.tally.crashes += 1,
            Loss::Power => {
                self.tally.power_losses += 1;
                host.noted = false;
            }
        }
        self.watch.fell(&who);
        self.tell(|| format!("{who} falls ({loss:?}), for {down_s} s"));
        self.later(down_s, Happening::Open { host: at });
        Ok(())
    }

    /// A process is stopped in good order, and started again.
    pub(super) fn start_again(&mut self, at: usize) -> Result<(), Broken> {
        if !self.hosts[at].is_up() {
            return Ok(());
        }
        self.hosts[at].node = None;
        let who = self.hosts[at].log.clone();
        self.watch.fell(&who);
        self.open(at)
    }

    pub(super) fn open(&mut self, at: usize) -> Result<(), Broken> {
        if self.hosts[at].is_up() || self.hosts[at].away {
            return Ok(());
        }
        self.hosts[at].open(&self.setup);
        let (host, who) = (&self.hosts[at], self.hosts[at].log.clone());
        let epoch = host.epoch;
        let standing =
            format!("{:?}", host.node.as_ref().map(|node| standing_in_words(node.standing())));
        self.tell(|| format!("{who} starts: {standing}"));
        self.watch.opened(&self.hosts, &self.hostile, at)?;
        if epoch == 1 {
            self.first_entry(at)?;
        }
        // Right then it falls, or hardly any world would show it.
        let host = &mut self.hosts[at];
        if self.setup.broken(Sabotage::NoteTooEarly) && host.restored && !host.signs() {
            host.fuse = Some(0);
        }
        let hasty = self.setup.broken(Sabotage::ConfirmAfterRestore);
        let patience_s = if hasty { 1 } else { self.dice.between(60, 400) };
        self.later(patience_s, Happening::Confirm { host: at });
        self.later(0, Happening::Tick { host: at, epoch });
        Ok(())
    }

    /// A person says that a disk was never put back, if so.
    pub(super) fn confirm(&mut self, at: usize) -> Result<(), Broken> {
        let host = &self.hosts[at];
        let asks =
            host.node.as_ref().is_some_and(|node| matches!(node.standing(), Footing::Asks(_)));
        let sure = !host.restored || self.setup.broken(Sabotage::ConfirmAfterRestore);
        if !asks || !sure {
            return Ok(());
        }
        let who = host.log.clone();
        self.tell(|| format!("a person confirms that the disk of {who} was not put back"));
        self.feed(at, Input::Confirmed)
    }

    /// Somebody copies a disk.
    pub(super) fn image(&mut self, at: usize) -> Result<(), Broken> {
        let next_s = self.dice.between(200, 1500);
        self.later(next_s, Happening::Image { host: at });
        if self.plan.restores && self.hosts[at].is_up() && !self.hosts[at].restored {
            let host = &mut self.hosts[at];
            if host.images.len() >= IMAGES_MAX {
                host.images.remove(0);
            }
            host.images.push(host.disk.clone());
        }
        Ok(())
    }

    /// Somebody puts a disk back from a copy. Never two at a time: a seat that
    /// asks its peers must find at least one that did not forget, too.
    fn restore(&mut self, at: usize) -> Result<(), Broken> {
        let others_ask = self.hosts.iter().any(|host| host.restored);
        if !self.plan.restores || others_ask || self.hosts[at].disk.journals().next().is_none() {
            return Ok(());
        }
        let place = self.dice.index(self.hosts[at].images.len());
        let image = self.hosts[at].images[place].clone();
        if self.hosts[at].is_up() {
            self.fall(at, Loss::Power, None)?;
        }
        let forgotten = self.watch.put_back(&self.hosts, at, &image);
        self.tally.forgotten += forgotten;
        self.tally.restores += 1;
        let host = &mut self.hosts[at];
        let torn = host.disk.torn;
        host.disk = image;
        host.disk.torn = torn;
        host.restored = true;
        host.noted = false;
        host.images.truncate(place + 1);
        // Whoever puts a disk back sets the clock.
        host.clock.set_right(self.now);
        let who = host.log.clone();
        self.tell(|| format!("the disk of {who} is put back from a copy"));
        // An earlier start may come first; it finds the copy, too.
        self.queue
            .retain(|_, happening| !matches!(happening, Happening::Open { host } if *host == at));
        let delay_s = RESTORE_S + self.dice.below(200);
        self.later(delay_s, Happening::Open { host: at });
        Ok(())
    }

    fn partition(&mut self, at: usize) {
        let logs: Vec<_> = self.parties.keys().cloned().collect();
        let here = self.hosts[at].log.clone();
        let long_s = if self.dice.chance(200) { 3000 } else { 400 };
        let until = self.now + self.dice.between(TICK_S, long_s);
        self.tally.partitions += 1;
        // One line, one seat, or two halves.
        match self.dice.below(3) {
            0 => {
                if let Some(other) = self.dice.pick(&logs).cloned() {
                    self.cut(&here, &other, until);
                }
            }
            1 => logs.iter().for_each(|other| self.cut(&here, other, until)),
            _ => {
                let sides: Vec<bool> = logs.iter().map(|_| self.dice.chance(500)).collect();
                for (one, left) in logs.iter().zip(&sides) {
                    for (other, right) in logs.iter().zip(&sides) {
                        if left != right {
                            self.cut(one, other, until);
                        }
                    }
                }
            }
        }
        self.tell(|| format!("lines around {here} are cut until {until} s"));
    }

    fn jump(&mut self, at: usize) {
        let by_s = i64::try_from(self.dice.between(1, 5 * 3600)).unwrap_or(0);
        let by_s = if self.dice.chance(500) { by_s } else { -by_s };
        if !self.hosts[at].clock.jump(by_s) {
            return;
        }
        self.tally.jumps += 1;
        let who = self.hosts[at].log.clone();
        self.watch.fell(&who);
        self.tell(|| format!("the clock of {who} jumps by {by_s} s"));
    }
}

fn standing_in_words(standing: &Footing) -> &'static str {
    match standing {
        Footing::Signs => "signs",
        Footing::Asks(_) => "asks first",
        Footing::Behind => "is behind",
        Footing::Forked => "forked",
    }
}
