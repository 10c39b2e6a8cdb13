//! Copies of a seat's keys, as sealed as the keys themselves.

use std::path::Path;

use super::file::{KeyFile, path_in};
use crate::failure::{Failure, Outcome};

/// Writes a copy of the keys, as sealed as they are, to a new file.
///
/// # Errors
/// If there are no keys, the copy's file is there already, or the disk does not obey.
pub fn backup(dir: &Path, copy: &Path) -> Outcome {
    let file = KeyFile::read(&path_in(dir))?;
    if copy.exists() {
        return Err(Failure::cannot(format!(
            "`{}` is there already: name a new file for the copy",
            copy.display()
        )));
    }
    file.write(copy)
}

/// Puts a copy of the keys back into a folder that has none.
///
/// # Errors
/// If the folder has keys, the copy cannot be read, or the disk does not obey.
pub fn restore(dir: &Path, copy: &Path) -> Outcome {
    let path = path_in(dir);
    if path.exists() {
        return Err(Failure::cannot(format!(
            "there are keys in `{}` already, and nothing is put over them: move that file away first",
            path.display()
        )));
    }
    KeyFile::read(copy)?.write(&path)
}
