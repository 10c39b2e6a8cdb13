//! Progress on work that takes over a second, on the terminal only.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that appears when the work has taken a second.
pub struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    length: u64,
    what: String,
}

impl Progress {
    /// Progress over `length` bytes, entries or whatever is counted.
    #[must_use]
    pub fn over(what: &str, length: u64) -> Self {
        Self { bar: None, begun: Instant::now(), length, what: what.to_owned() }
    }

    /// Says how far the work is.
    pub fn at(&mut self, done: u64, note: &str) {
        if self.bar.is_none()
            && self.begun.elapsed() > Duration::from_secs(1)
            && std::io::stderr().is_terminal()
        {
            let style = ProgressStyle::with_template(
                "{prefix} {wide_bar} {percent:>3} % · {msg} · {eta} left",
            );
            let bar = ProgressBar::new(self.length).with_prefix(self.what.clone());
            self.bar = Some(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(done.min(self.length));
            bar.set_message(note.to_owned());
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
