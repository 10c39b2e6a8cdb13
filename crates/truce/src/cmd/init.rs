//! `truce init`: a node for a seat.

use std::io::Write;

use truce_core::time::Moment;

use crate::agreement_files;
use crate::cli::Init;
use crate::cmd::DONE;
use crate::failure::Outcome;
use crate::keys::{self, Cost, Passphrase, Wanted};
use crate::node::{Node, short};

/// Sets up a node and says what to type next.
///
/// # Errors
/// If it cannot be set up.
pub fn run(args: &Init, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let files = agreement_files::load(&args.agreement)?;
    #[cfg_attr(not(feature = "s3"), expect(unused_mut, reason = "only a bucket changes it"))]
    let mut node = Node::init(&args.dir, &args.seat, &files, now, |dir, origin| {
        let passphrase = if args.no_passphrase {
            Passphrase::none()
        } else {
            Passphrase::obtain(Wanted::ToSeal)?
        };
        keys::create(dir, origin, &passphrase, Cost::SANE)
    })?;
    #[cfg(feature = "s3")]
    if let Some(bucket) = &args.bucket {
        crate::host::store::connect(bucket)?;
        node.publish_in(bucket)?;
    }
    let dir = node.dir.display();
    writeln!(out, "set up the node of `{}` in `{dir}`", node.seat)?;
    writeln!(out, "  agreement: {} ({})", node.agreement.title, short(node.agreement.digest()))?;
    writeln!(out, "  keys: sealed in `{}`", keys::path_in(&node.dir).display())?;
    if args.no_passphrase {
        writeln!(
            out,
            "  no passphrase: whoever has this folder has the keys. For exercises only."
        )?;
    }
    writeln!(out, "  card for the others: truce -n {dir} card")?;
    writeln!(out, "next: truce -n {dir} import sources FILE, then truce -n {dir} import csv FILE")?;
    Ok(DONE)
}
