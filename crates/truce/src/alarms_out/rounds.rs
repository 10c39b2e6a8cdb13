//! One round of the courier while the screen is served: what is new is noted, told to open pages and brought to people.
//!
//! # Out of scope
//! How often: `truce serve`. What an alarm is: [`crate::screen::pages::alarms`] has it reckoned.

use super::Courier;
use crate::failure::Outcome;
use crate::screen::Screen;
use crate::screen::pages::alarms;
use crate::screen::reckoned::Found;

/// Goes one round; says how many messages were new.
///
/// # Errors
/// If the outbox cannot be read or written.
pub fn round(courier: &mut Courier, screen: &Screen) -> Outcome<usize> {
    let news = note(courier, screen)?;
    if news > 0 {
        screen.alarm_news.send_modify(|times| *times = times.saturating_add(1));
    }
    courier.deliver((screen.clock)())?;
    Ok(news)
}

/// Notes what is new, if it is reckoned for the picture as it stands.
fn note(courier: &mut Courier, screen: &Screen) -> Outcome<usize> {
    let Ok(drawn) = screen.drawn() else { return Ok(0) };
    match alarms::told(screen, &drawn, alarms::EVERYTHING) {
        Found::Now(told) => {
            told.as_ref().as_ref().map_or(Ok(0), |told| courier.note(told, (screen.clock)()))
        }
        Found::Older(_) | Found::NotYet => Ok(0),
    }
}
