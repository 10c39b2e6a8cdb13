//! Whether this disk is surely the one that the node last wrote to.
//!
//! A folder that was put back from a backup looks whole to itself. What it
//! cannot carry along: the number under which the file system knows the state's
//! file and the moment at which that file was made, which nobody can set, and
//! the time at which this machine was started. If all are as they were noted at
//! the last write, and the state is what was written, nothing was put back
//! since. If not (a restart, a copy), that is not known, and the node asks its
//! peers before it signs.
//!
//! # Not noticed
//! A virtual machine that was rolled back *with its memory*, or a file system
//! that was set back to a snapshot while the machine ran. Whoever does that says
//! so: `truce resume --restored`.

use std::fs;
use std::io::Write as _;
use std::path::Path;

#[cfg(target_os = "linux")]
use sha2::{Digest as _, Sha256};

use crate::durable::{create_private, sync_folder_of};
use crate::failure::{Failure, Outcome};
use crate::node::write_file;

/// The file in the node's folder.
pub const FILE: &str = "continuity";

/// Puts a state in the place of the one before, durably, and notes how both are known to this machine.
///
/// Both, because a crash may leave the one or the other. If it is not `sure` that nothing was put back, what was
/// noted before does not hold any more.
///
/// # Errors
/// If the disk does not obey; the state is the old one then, or already the new one.
pub fn replace(dir: &Path, state: &Path, bytes: &[u8], sure: bool) -> Outcome {
    let fault = |fault: std::io::Error| Failure::file("write", state, &fault);
    let beside = state.with_extension("new");
    let mut file = create_private(&beside).map_err(fault)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(fault)?;
    let known = if sure {
        [known_as(state), known_as(&beside)].into_iter().flatten().collect()
    } else {
        String::from("not known\n")
    };
    write_file(&dir.join(FILE), known.as_bytes())?;
    fs::rename(&beside, state).and_then(|()| sync_folder_of(state)).map_err(fault)
}

/// Notes that nothing was put back, as every peer or a person has said.
///
/// # Errors
/// If the disk does not obey.
pub fn assure(dir: &Path, state: &Path) -> Outcome {
    if unbroken(dir, state) {
        return Ok(());
    }
    write_file(&dir.join(FILE), known_as(state).unwrap_or_default().as_bytes())
}

/// Whether nothing was put back since the last note.
#[must_use]
pub fn unbroken(dir: &Path, state: &Path) -> bool {
    let noted = fs::read_to_string(dir.join(FILE)).unwrap_or_default();
    known_as(state).is_some_and(|known| noted.lines().any(|line| line == known.trim_end()))
}

/// Lets it be known that this disk may have been put back.
///
/// # Errors
/// If the disk does not obey.
pub fn break_off(dir: &Path) -> Outcome {
    write_file(&dir.join(FILE), b"not known\n")
}

#[cfg(target_os = "linux")]
fn known_as(state: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let meta = fs::metadata(state).ok()?;
    // When it was made, not when it was written: that any program sets, and a number that became free is given again.
    // Nor when it was last touched: to be moved into its place is that too, and comes after the note.
    let made = meta.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    let digest = super::disk::hex(&Sha256::digest(fs::read(state).ok()?));
    let (boot, made) = (boot.trim(), made.as_nanos());
    Some(format!("{boot} {} {} {made} {digest}\n", meta.dev(), meta.ino()))
}

/// Elsewhere it is never known, and the peers are asked each time.
#[cfg(not(target_os = "linux"))]
fn known_as(_state: &Path) -> Option<String> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn written(dir: &Path, words: &[&str]) {
        for bytes in words {
            replace(dir, &dir.join("state"), bytes.as_bytes(), true).unwrap();
        }
    }

    #[test]
    fn a_folder_that_nobody_touched_is_known_before_and_after_every_write() {
        let dir = tempfile::tempdir().unwrap();
        let (dir, state) = (dir.path(), dir.path().join("state"));
        for bytes in ["one", "two", "three"] {
            written(dir, &[bytes]);
            assert!(unbroken(dir, &state), "{bytes}");
        }
        // A crash before the new state took its place leaves the old one.
        let noted = fs::read(dir.join(FILE)).unwrap();
        let old = fs::read(&state).unwrap();
        replace(dir, &state, b"four", true).unwrap();
        assert_eq!(old, b"three");
        assert_ne!(noted, fs::read(dir.join(FILE)).unwrap());
        assert!(unbroken(dir, &state));
    }

    #[test]
    fn what_was_put_back_is_not_taken_for_what_was_there() {
        // In a folder of its own, over what is there, or the state alone.
        let (kept, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (kept, dir) = (kept.path(), dir.path());
        let state = dir.join("state");
        written(dir, &["one", "two"]);
        for file in ["state", FILE] {
            fs::copy(dir.join(file), kept.join(file)).unwrap();
        }
        assert!(!unbroken(kept, &kept.join("state")));
        written(dir, &["three", "four"]);
        fs::copy(kept.join("state"), &state).unwrap();
        assert!(!unbroken(dir, &state));
        fs::copy(kept.join(FILE), dir.join(FILE)).unwrap();
        assert!(!unbroken(dir, &state));
        assure(dir, &state).unwrap();
        assert!(unbroken(dir, &state));
        break_off(dir).unwrap();
        assert!(!unbroken(dir, &state));
    }
}
