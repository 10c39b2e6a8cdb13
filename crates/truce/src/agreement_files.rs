//! The files of an agreement in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use truce_core::agreement::{Agreement, Files};

use crate::failure::{Failure, Outcome};
use crate::node::write_file;

/// The names of the files, in the order of [`AgreementFiles`].
const NAMES: [&str; 5] =
    ["text.md", "agreement.toml", "zones.geojson", "provinces.geojson", "places.csv"];
/// The largest file, in bytes.
const LENGTH_MAX: u64 = 16 << 20;

/// The text of an agreement's files.
pub struct AgreementFiles {
    /// The folder they came from.
    pub dir: PathBuf,
    texts: [String; 5],
}

/// Reads the files of an agreement.
///
/// # Errors
/// If one is missing, too large or not in UTF-8. Only `places.csv` may be missing.
pub fn load(dir: &Path) -> Outcome<AgreementFiles> {
    let mut texts: [String; 5] = Default::default();
    for (name, text) in NAMES.iter().zip(&mut texts) {
        let path = dir.join(name);
        match read_text(&path) {
            Ok(found) => *text = found,
            Err(fault) if *name == "places.csv" && !path.exists() => drop(fault),
            Err(fault) => return Err(fault),
        }
    }
    Ok(AgreementFiles { dir: dir.to_owned(), texts })
}

/// Reads a text file of a sensible size.
///
/// # Errors
/// If it is missing, a folder, too large, or not in UTF-8.
pub fn read_text(path: &Path) -> Outcome<String> {
    let meta = fs::metadata(path).map_err(|fault| Failure::file("read", path, &fault))?;
    if meta.is_file() && meta.len() > LENGTH_MAX {
        return Err(Failure::cannot(format!(
            "`{}` has {} MB, and {} MB is the most",
            path.display(),
            meta.len() >> 20,
            LENGTH_MAX >> 20
        )));
    }
    let bytes = fs::read(path).map_err(|fault| Failure::file("read", path, &fault))?;
    String::from_utf8(bytes).map_err(|fault| {
        let at = fault.utf8_error().valid_up_to();
        Failure::cannot(format!(
            "`{}` is not in UTF-8 (byte {at}): save it as UTF-8",
            path.display()
        ))
    })
}

impl AgreementFiles {
    /// The texts: of the articles, the rules, the zones, the areas, the places.
    #[must_use]
    pub fn into_texts(self) -> [String; 5] {
        self.texts
    }

    /// The files as the core wants them.
    #[must_use]
    pub fn files(&self) -> Files<'_> {
        let [text, toml, zones, areas, places] = &self.texts;
        Files { text, toml, zones, areas, places }
    }

    /// The agreement.
    ///
    /// # Errors
    /// If it has faults: their number, and what to type to see them.
    pub fn read_or_explain(&self) -> Outcome<Agreement> {
        Agreement::read(&self.files()).map_err(|faults| {
            let first = faults.first().map_or(String::new(), |fault| format!(" ({})", fault.message));
            Failure::cannot(format!(
                "the agreement in `{}` has {} fault{}{first}: see them with `truce agreement check {}`",
                self.dir.display(),
                faults.len(),
                if faults.len() == 1 { "" } else { "s" },
                self.dir.display()
            ))
        })
    }

    /// Copies the files into a folder.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn copy_to(&self, dir: &Path) -> Outcome {
        fs::create_dir_all(dir).map_err(|fault| Failure::file("make", dir, &fault))?;
        for (name, text) in NAMES.iter().zip(&self.texts) {
            write_file(&dir.join(name), text.as_bytes())?;
        }
        self.copy_cases_to(&dir.join("cases"))
    }

    /// Copies the cases, if there are any beside the files.
    fn copy_cases_to(&self, dir: &Path) -> Outcome {
        let Ok(cases) = fs::read_dir(self.dir.join("cases")) else { return Ok(()) };
        fs::create_dir_all(dir).map_err(|fault| Failure::file("make", dir, &fault))?;
        for case in cases.filter_map(Result::ok).map(|case| case.path()) {
            let Some(name) =
                case.file_name().filter(|_| case.extension().is_some_and(|e| e == "txt"))
            else {
                continue;
            };
            write_file(&dir.join(name), read_text(&case)?.as_bytes())?;
        }
        Ok(())
    }
}
