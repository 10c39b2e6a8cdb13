//! Our side of `peers/run.sh`: logs for other people's programs to judge, and requests to their witnesses.
//!
//! ```text
//! peers write FOLDER SIZE                 writes a cosigned log with proofs, and its keys to FOLDER/keys
//! peers anchor FOLDER                     writes a checkpoint with an ML-DSA cosignature (feature `ml-dsa`)
//! peers changes FOLDER LIST COUNT SEED    writes LIST, changes to single bytes; prints our verdict on each
//! peers check FOLDER KEY                  checks a log that somebody else wrote
//! peers port                              prints a port that was free a moment ago
//! peers key truce|sigsum                  prints the key of the log that witnesses are asked to cosign
//! peers ask truce|sigsum URL KEY FOLDER   makes nine requests to a witness; what it cosigned goes to FOLDER
//! ```
//!
//! All keys come from fixed seeds, so the logs are the same on every run. They are for tests only.

mod ask;
mod changes;
mod logs;

use std::error::Error;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::ExitCode;

use truce_log::{Checkpoint, Folder, VerifierKey, verify_all};

/// Whatever stops the program, in words.
type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Outcome<()> {
    match words {
        ["write", folder, size] => logs::write(Path::new(folder), size.parse()?),
        #[cfg(feature = "ml-dsa")]
        ["anchor", folder] => logs::anchor(Path::new(folder)),
        ["changes", folder, list, count, seed] => {
            changes::judge(Path::new(folder), Path::new(list), count.parse()?, seed.parse()?)
        }
        ["check", folder, key] => check(Path::new(folder), key),
        ["port"] => {
            let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            println!("{}", free.local_addr()?.port());
            Ok(())
        }
        ["key", which] => {
            println!("{}", logs::asked(which)?.verifier());
            Ok(())
        }
        ["ask", which, url, key, folder] => {
            ask::nine(&logs::asked(which)?, url, &key.parse()?, Path::new(folder))
        }
        other => Err(format!("`{}` is nothing that this does", other.join(" ")).into()),
    }
}

/// Checks a log that somebody else wrote: its signature, and every byte of its tiles and bundles.
fn check(folder: &Path, key: &str) -> Outcome<()> {
    let key: VerifierKey = key.parse()?;
    let checkpoint = Checkpoint::read(&fs::read(folder.join("checkpoint"))?, &[key])?;
    let head = checkpoint.head();
    verify_all::check(&Folder::open(folder), head, &mut |_| ())?;
    println!("{} entries of `{}`, root {}", head.size, head.origin, head.root_text());
    Ok(())
}
