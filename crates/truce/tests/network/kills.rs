//! A few of the cycles of `examples/kill_cycles`, which anybody can run by the thousand.

#[path = "../../examples/kill_cycles/cycles.rs"]
pub mod cycles;

use std::path::Path;

#[test]
fn nothing_acknowledged_is_lost_and_no_head_is_signed_twice_whenever_the_program_is_killed() {
    let tally = cycles::run(Path::new(env!("CARGO_BIN_EXE_truce")), 20, 7, &mut |_| ());
    println!("{}", tally.unwrap());
}
