//! The program `truce`.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use truce::cli::{Cli, Colour};

/// What is freed is given back to the machine: a picture that was put down holds nothing.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.color {
        Colour::Auto => {}
        Colour::Always => anstream::ColorChoice::Always.write_global(),
        Colour::Never => anstream::ColorChoice::Never.write_global(),
    }
    let mut out = anstream::stdout().lock();
    match truce::cmd::run(cli, &mut out).and_then(|code| Ok(out.flush().map(|()| code)?)) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            if failure.broken_pipe {
                return ExitCode::SUCCESS;
            }
            let bold = anstyle::Style::new().bold();
            anstream::eprintln!("{bold}truce:{bold:#} {failure}");
            ExitCode::from(failure.code)
        }
    }
}
