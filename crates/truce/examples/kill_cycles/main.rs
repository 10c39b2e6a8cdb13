//! Kills the real program under load, again and again, and looks at what is left.
//!
//! `cargo build --release -p truce && cargo run --release -p truce --example kill_cycles -- 1000 [SEED]`

mod cycles;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).map(|word| word.parse().ok());
    let cycles = words.next().flatten().unwrap_or(1_000);
    let seed = words.next().flatten().unwrap_or(1);
    // Examples lie in a folder beside the program.
    let program =
        std::env::current_exe().ok().and_then(|own| Some(own.parent()?.parent()?.join("truce")));
    let Some(program) = program.filter(|program| program.is_file()) else {
        eprintln!("the program is not built: cargo build --release -p truce");
        return ExitCode::FAILURE;
    };
    match cycles::run(&program, cycles, seed, &mut |tally| println!("{tally}")) {
        Ok(tally) => {
            println!(
                "{tally}\nno acknowledged entry lost, no head signed twice, every state readable"
            );
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
