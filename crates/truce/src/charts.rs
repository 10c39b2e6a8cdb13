//! Charts of the signals in a reader's language.
//!
//! # In scope
//! [`Speaker`]: the words for what a chart says, from the messages of the screen and the names of the agreement; which
//! charts stand in the file of a command.
//!
//! # Out of scope
//! What is drawn: [`truce_signals::chart`].

use truce_core::agreement::Agreement;
use truce_core::id::AreaId;
use truce_signals::chart::{
    Arg, Behind, Chart, Saying, Speech, fan, file, matrix, reliability, strip, timeline, two_lists,
};
use truce_signals::told::{Alarms, Outlook, Signals};

use crate::screen::asked::address;
use crate::screen::language::Language;
use crate::screen::pages::situation::seat_in;
use crate::screen::terms;
use crate::screen::tongue::{Tongue, tongue};

/// Says in a language what a chart has to say.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    agreement: &'a Agreement,
    leads_to_pages: bool,
    tongue: &'static Tongue,
}

impl<'a> Speaker<'a> {
    /// Somebody who speaks the language on paper, where nothing can be followed.
    #[must_use]
    pub fn new(agreement: &'a Agreement, language: Language) -> Self {
        Self { agreement, leads_to_pages: false, tongue: tongue(language) }
    }

    /// Somebody who speaks it on the screen, where marks lead to the list of incidents.
    #[must_use]
    pub fn of_screen(agreement: &'a Agreement, language: Language) -> Self {
        Self { leads_to_pages: true, ..Self::new(agreement, language) }
    }

    fn area(&self, area: Option<&AreaId>) -> String {
        match area {
            None => self.tongue.say("chart-all-areas"),
            Some(area) => terms::area(self.agreement, Some(area.as_str()), self.tongue),
        }
    }

    fn arg(&self, arg: &Arg) -> String {
        let (t, tag) = (self.tongue, self.tongue.language.tag());
        match arg {
            Arg::Number(number) => t.number(*number),
            Arg::Decimal(hundredths, places) => t.decimal(*hundredths, *places),
            Arg::Day(day) => t.day(*day),
            Arg::Area(area) => self.area(area.as_ref()),
            Arg::Areas(areas) => {
                let names: Vec<String> = areas.iter().map(|area| self.area(Some(area))).collect();
                let comma = t.say("chart-between-names");
                names.join(&format!("{} ", comma.trim()))
            }
            Arg::Actor(id) => {
                let actor = self.agreement.actor(id);
                actor.map_or_else(|| id.to_string(), |actor| actor.name(tag).to_owned())
            }
            Arg::Seat(seat) => seat_in(self.agreement, seat, t.language),
            Arg::Act(act) => terms::act(*act, t),
            Arg::Said(saying) => self.say(saying),
        }
    }
}

impl Speech for Speaker<'_> {
    fn say(&self, saying: &Saying) -> String {
        let args: Vec<(&str, String)> =
            saying.args.iter().map(|(name, arg)| (*name, self.arg(arg))).collect();
        let args: Vec<(&str, &str)> =
            args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.tongue.say_of(saying.id, &args)
    }

    fn tag(&self) -> &str {
        self.tongue.language.tag()
    }

    fn is_right_to_left(&self) -> bool {
        self.tongue.language.direction() == "rtl"
    }

    fn address(&self, link: &Behind) -> Option<String> {
        let (since, until) = (link.days.0.to_string(), link.days.1.to_string());
        let area = link.area.as_ref().map_or("", AreaId::as_str);
        let fields = [("area", area), ("since", &since), ("until", &until)];
        self.leads_to_pages.then(|| address("/incidents", &fields))
    }
}

/// The charts of what each two seats leave out.
#[must_use]
pub fn of_lists(signals: &Signals) -> Vec<Chart> {
    let numbered = signals.left_out.iter().zip(1..);
    numbered.map(|(left_out, number)| two_lists(left_out, number)).collect()
}

/// The file of `truce signals --svg`.
#[must_use]
pub fn signals_svg(signals: &Signals, area: Option<&AreaId>, speaker: &Speaker<'_>) -> String {
    let mut charts = vec![timeline(&signals.holding, area), matrix(&signals.following)];
    charts.extend(of_lists(signals));
    file(&charts, speaker)
}

/// The file of `truce alarms --svg`.
#[must_use]
pub fn alarms_svg(alarms: &Alarms, speaker: &Speaker<'_>) -> String {
    file(&[strip(alarms)], speaker)
}

/// The file of `truce forecast --svg`.
#[must_use]
pub fn forecast_svg(outlook: &Outlook, area: Option<&AreaId>, speaker: &Speaker<'_>) -> String {
    file(&[fan(outlook, area), reliability(&outlook.past)], speaker)
}
