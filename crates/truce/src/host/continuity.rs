//! Whether this disk is surely the one that the node last wrote to.
//!
//! A folder that was put back from a backup looks whole to itself. What it
//! cannot carry along: the number under which the file system knows the state's
//! file, the time at which that file was last touched in any way, and the time
//! at which this machine was started. If all are as they were noted at the last
//! write, nothing was put back since. If not (a restart, a copy), that is not
//! known, and the node asks its peers before it signs.
//!
//! # Not noticed
//! A virtual machine that was rolled back *with its memory*. Whoever does that
//! says so: `truce resume --restored`.

use std::fs;
use std::io::Write as _;
use std::path::Path;

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
    // Not when its bytes were written: a program that puts files back sets that to what it was, and a
    // number that became free is soon given again. When the file was last touched nobody can set.
    let touched = (meta.ctime(), meta.ctime_nsec());
    Some(format!("{} {} {} {}.{:09}\n", boot.trim(), meta.dev(), meta.ino(), touched.0, touched.1))
}

/// Elsewhere it is never known, and the peers are asked each time.
#[cfg(not(target_os = "linux"))]
fn known_as(_state: &Path) -> Option<String> {
    None
}
