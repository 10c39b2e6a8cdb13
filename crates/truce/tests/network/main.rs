//! Seats' nodes as real programs that serve, fetch, fall, come back, are copied and are lied to.
//!
//! Everything is on this machine: folders of their own, the loopback, free
//! ports. What is started is stopped. Nothing is asserted about how long
//! anything takes; a wait that is in vain ends after minutes, and says for what.

mod cases;
mod catching_up;
mod copies;
mod hostile;
mod kills;
mod liar;
mod seats;
mod sticks;
mod witness;
