//! Whose signatures count: keys from the command line, a policy, or a node's peers.

use std::path::{Path, PathBuf};

use clap::Args;
use truce_log::key::{KeyKind, VerifierKey};
use truce_log::policy::Policy;

use crate::failure::{Failure, Outcome};
use crate::host::card::PublicCard;
use crate::host::peers::{Peers, key};
use crate::node::Node;

/// Whose signatures count, as typed.
#[derive(Debug, Args)]
pub struct TrustArgs {
    /// A key that counts, as C2SP writes it: of a log or of a cosigner. May be given again.
    #[arg(long = "key", value_name = "VKEY")]
    pub keys: Vec<String>,
    /// A card that counts, as it was handed over in person. May be given again.
    #[arg(long = "card", value_name = "FILE")]
    pub cards: Vec<PathBuf>,
    /// A policy (tlog-policy): logs, witnesses, and how many of them are enough.
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

/// Whose signatures count.
#[derive(Debug, Default)]
pub struct Trust {
    /// Keys of cosigners.
    pub cosigners: Vec<VerifierKey>,
    /// Keys of logs.
    pub logs: Vec<VerifierKey>,
    /// How many are enough, if a policy says so.
    pub policy: Option<Policy>,
}

impl Trust {
    /// What was typed; or, if nothing was, what the node knows.
    ///
    /// # Errors
    /// If a key cannot be read, or there is nothing to trust.
    pub fn of(args: &TrustArgs, node: &Path) -> Outcome<Self> {
        let mut trust = Self::default();
        for text in &args.keys {
            trust.take(key(text)?);
        }
        for path in &args.cards {
            let bytes = std::fs::read(path).map_err(|fault| Failure::file("read", path, &fault))?;
            trust.take_card(&PublicCard::read(&bytes)?)?;
        }
        if let Some(path) = &args.policy {
            let bytes = std::fs::read(path).map_err(|fault| Failure::file("read", path, &fault))?;
            let policy = Policy::parse(&bytes).map_err(|fault| {
                Failure::cannot(format!("cannot read `{}`: {fault}", path.display()))
            })?;
            policy.log_keys().into_iter().for_each(|key| trust.take(key));
            policy.witnesses().iter().for_each(|known| trust.take(known.key.clone()));
            trust.policy = Some(policy);
        }
        if trust.logs.is_empty() && trust.cosigners.is_empty() {
            trust.take_node(node)?;
        }
        Ok(trust)
    }

    fn take(&mut self, key: VerifierKey) {
        let keys = if key.kind() == KeyKind::Log { &mut self.logs } else { &mut self.cosigners };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }

    fn take_card(&mut self, card: &PublicCard) -> Outcome {
        for text in [&card.key, &card.mirror, &card.witness] {
            self.take(key(text)?);
        }
        Ok(())
    }

    fn take_node(&mut self, dir: &Path) -> Outcome {
        let node = Node::open(dir).map_err(|_| {
            Failure::usage(
                "nothing says whose log this is: give the key with --key, a card with --card, \
                 a policy with --policy, or a node that knows it with -n",
            )
        })?;
        self.take_card(&PublicCard::of(&node)?)?;
        let peers = Peers::read(dir)?;
        for peer in &peers.peer {
            self.take(key(&peer.key)?);
            self.take(key(&peer.mirror)?);
        }
        peers.witnesses()?.into_iter().for_each(|key| self.take(key));
        Ok(())
    }
}
