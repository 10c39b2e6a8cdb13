//! Whether this disk is surely the one that the node last wrote to.
//!
//! A folder that was put back from a backup looks whole to itself. What it
//! cannot carry along: the number under which the file system knows the state's
//! file, and the time at which this machine was started. If both are as they
//! were noted at the last write, nothing was put back since. If not (a restart,
//! a copy), that is not known, and the node asks its peers before it signs.
//!
//! # Not noticed
//! A virtual machine that was rolled back *with its memory*. Whoever does that
//! says so: `truce resume --restored`.

use std::fs;
use std::path::Path;

use crate::failure::Outcome;
use crate::node::write_file;

/// The file in the node's folder.
pub const FILE: &str = "continuity";

/// Notes down how the state's file is known to this machine at present.
///
/// # Errors
/// If the disk does not obey.
pub fn note(dir: &Path, state: &Path) -> Outcome {
    write_file(&dir.join(FILE), now(state).unwrap_or_default().as_bytes())
}

/// Whether nothing was put back since the last note.
#[must_use]
pub fn unbroken(dir: &Path, state: &Path) -> bool {
    let noted = fs::read_to_string(dir.join(FILE)).ok();
    let now = now(state);
    now.is_some() && noted == now
}

#[cfg(target_os = "linux")]
fn now(state: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let meta = fs::metadata(state).ok()?;
    Some(format!("{} {} {} {}\n", boot.trim(), meta.dev(), meta.ino(), meta.mtime()))
}

/// Elsewhere it is never known, and the peers are asked each time.
#[cfg(not(target_os = "linux"))]
fn now(_state: &Path) -> Option<String> {
    None
}

/// Lets it be known that this disk may have been put back.
///
/// # Errors
/// If the disk does not obey.
pub fn break_off(dir: &Path) -> Outcome {
    write_file(&dir.join(FILE), b"broken off\n")
}
