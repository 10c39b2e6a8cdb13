//! Small files that must be there whole or not at all, and survive a power cut.
//!
//! Out of scope: logs, which `truce-log` keeps, and derived files, which can be made anew.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// Writes a file that only its owner may read, in place of what was there.
///
/// When it returns, the bytes and the name are on stable storage.
///
/// # Errors
/// If the disk does not obey; what was there before is whole then.
pub fn replace_private(path: &Path, bytes: &[u8]) -> Outcome {
    let beside = beside(path);
    let written = create_private(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder_of(path)
    });
    written.map_err(|fault| Failure::file("write", path, &fault))
}

/// Makes a new, empty file that only its owner may read. What a crash left under the name is removed first.
///
/// # Errors
/// As the disk says.
pub fn create_private(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
        Ok(()) | Err(_) => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).read(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder that only its owner may enter, durably, unless it is there.
///
/// # Errors
/// As the disk says.
pub fn private_folder(dir: &Path) -> Outcome {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(dir)
        .and_then(|()| sync_folder_of(dir))
        .map_err(|fault| Failure::file("make", dir, &fault))
}

/// Overwrites a file with zeros and removes it, both durably; nothing is done where there is none.
///
/// On a disk that writes elsewhere than it is told (SSD, snapshots) the old bytes may
/// outlive this for a while.
///
/// # Errors
/// If the disk does not obey; the file may be overwritten by then.
pub fn destroy(path: &Path) -> Outcome {
    let destroyed = || -> io::Result<()> {
        let mut file = match OpenOptions::new().write(true).open(path) {
            Ok(file) => file,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return sync_folder_of(path),
            Err(fault) => return Err(fault),
        };
        let length = file.metadata()?.len();
        io::copy(&mut io::Read::take(io::repeat(0), length), &mut file)?;
        file.sync_all()?;
        drop(file);
        fs::remove_file(path)?;
        sync_folder_of(path)
    };
    destroyed().map_err(|fault| Failure::file("destroy", path, &fault))
}

/// Makes the name of a file durable.
///
/// # Errors
/// As the disk says.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    let Some(dir) = path.parent() else { return Ok(()) };
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    // Elsewhere a folder cannot be opened as a file, and names are durable with the file.
    if cfg!(unix) && dir.is_dir() { File::open(dir)?.sync_all() } else { Ok(()) }
}

/// The name under which a file is written before it takes its place.
fn beside(path: &Path) -> PathBuf {
    let name =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.new"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_private_file_is_its_owners_alone_whatever_a_crash_left_behind() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys.toml");
        fs::write(dir.path().join(".keys.toml.new"), "left by a crash").unwrap();
        fs::write(&path, "older").unwrap();
        replace_private(&path, b"newer").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_destroyed_is_overwritten_first_and_destroying_it_again_is_no_fault() {
        let dir = tempfile::tempdir().unwrap();
        let (path, other_name) = (dir.path().join("key"), dir.path().join("same-file"));
        fs::write(&path, "secret words").unwrap();
        fs::hard_link(&path, &other_name).unwrap();
        destroy(&path).unwrap();
        assert!(!path.exists());
        assert_eq!(fs::read(&other_name).unwrap(), [0; 12]);
        destroy(&path).unwrap();
    }
}
