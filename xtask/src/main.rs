//! What the project does to itself: `cargo xtask test`, and little else.
//!
//! Everything here is something that a newcomer can type; continuous
//! integration types the same.

mod basemap;
mod bench;
mod step;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask: what the project does to itself

  cargo xtask test           everything that must hold: format, lints, tests, docs, simulator, peers
  cargo xtask test --quick   only format, lints and tests
  cargo xtask peers          only what programs of others say of our logs (peers/README.md)
  cargo xtask tidy           only the test that reads the project's own files
  cargo xtask basemap FOLDER makes the base map of the screen from the npm package world-atlas, unpacked
  cargo xtask bench          lists the benches and runs them all
  cargo xtask bench NAME     runs one
  cargo xtask bench --list   only lists them
  cargo xtask help           this text
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => test::everything(),
        ["test", "--quick"] => test::quick(),
        ["peers"] => test::peers_only(),
        ["tidy"] => test::tidy(),
        ["basemap", folder] => basemap::make(folder),
        ["bench"] => bench::all(),
        ["bench", "--list"] => bench::list(),
        ["bench", name] if !name.starts_with('-') => bench::one(name),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("`{}` is nothing that xtask does\n\n{HELP}", other.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\n{}", sentence.trim_end());
            ExitCode::FAILURE
        }
    }
}
