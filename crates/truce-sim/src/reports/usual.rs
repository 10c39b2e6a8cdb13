//! The figures of the usual worlds: two parties and eight sources.
//!
//! They follow the notes on matching: places snapped to a settlement in 5 to
//! 95 of 100 cases and else 0.8 to 6 km off, times 0.3 to 5 h off, 0 to 70 of
//! 100 dated by the day only, acts mistaken in 6 to 25 of 100 cases.

use truce_core::act::Act;
use truce_core::report::Basis;

use crate::reports::draw::Tail;
use crate::reports::setting::{
    ActHabits, BlameHabits, Habits, PlaceHabits, Setting, Spread, TimeHabits, TollHabits, Watch,
};

const fn act(act: Act, share: f64, killed: f64, injured: f64, loudness: f64) -> ActHabits {
    ActHabits { act, share, killed, injured, loudness }
}

const ACTS: &[ActHabits] = &[
    act(Act::SmallArms, 0.2, 0.35, 0.6, -0.3),
    act(Act::Shelling, 0.42, 0.8, 1.8, 0.3),
    act(Act::AirStrike, 0.09, 2.2, 4.0, 1.0),
    act(Act::Explosion, 0.1, 0.9, 1.6, 0.4),
    act(Act::Seizure, 0.06, 1.2, 1.8, 0.3),
    act(Act::Overflight, 0.05, 0.0, 0.0, -0.5),
    act(Act::Abduction, 0.05, 0.1, 0.1, -0.3),
    act(Act::AidBlocked, 0.04, 0.0, 0.1, 0.0),
    act(Act::UtilityCut, 0.03, 0.05, 0.1, 0.1),
];

const fn watch(base: f64, severity: f64, remoteness: f64, news: f64) -> Watch {
    Watch { base, severity, remoteness, news, own_ground: 0.0, own_guilt: 0.0 }
}

const fn place(snapped: f64, off_km: f64, radius_m: u32) -> PlaceHabits {
    PlaceHabits { snapped, district: 0.0, off_km, radius_m }
}

const fn time(by_day: f64, off_h: f64, stated_h: i64, delay_h: f64) -> TimeHabits {
    TimeHabits { by_day, off_h, stated_h, delay_h }
}

const fn toll(stated: f64, exact: f64, factor: f64) -> TollHabits {
    TollHabits { stated, exact, factor, rounded: 0.0 }
}

const MISSION: Habits = Habits {
    id: "sim-mission-1",
    name: "Simulated mission (first arm)",
    kind: "un",
    reliability: 'B',
    side: None,
    group: "sim-mission",
    basis: Basis::Observed,
    watch: watch(-1.5, 0.5, 0.7, 0.45),
    place: place(0.05, 0.8, 1000),
    time: time(0.0, 0.3, 1, 8.0),
    act_mistaken: 0.06,
    toll: toll(0.7, 0.75, 1.0),
    blame: BlameHabits { right: 0.45, wrong: 0.04 },
    repeats: 0.02,
    copies: None,
    invents: 0.0,
};

const PARTY: Habits = Habits {
    id: "sim-party-a",
    name: "Simulated party A",
    kind: "party",
    reliability: 'D',
    side: Some(0),
    group: "sim-side-a",
    basis: Basis::Alleged,
    watch: Watch { own_ground: 1.3, ..watch(-1.6, 0.5, 0.3, 0.5) },
    place: place(0.3, 2.5, 2500),
    time: time(0.25, 1.0, 1, 10.0),
    act_mistaken: 0.14,
    toll: toll(0.8, 0.55, 1.3),
    blame: BlameHabits { right: 0.95, wrong: 0.65 },
    repeats: 0.05,
    copies: None,
    invents: 0.08,
};

const NETWORK: Habits = Habits {
    id: "sim-network",
    name: "Simulated network of local observers",
    kind: "ngo",
    reliability: 'C',
    side: None,
    group: "sim-network-and-wire",
    basis: Basis::Alleged,
    watch: watch(-1.05, 0.6, 0.5, 0.5),
    place: place(0.55, 3.0, 3000),
    time: time(0.45, 2.0, 2, 16.0),
    act_mistaken: 0.12,
    toll: toll(0.85, 0.6, 1.05),
    blame: BlameHabits { right: 0.6, wrong: 0.1 },
    repeats: 0.06,
    copies: None,
    invents: 0.01,
};

const SOURCES: &[Habits] = &[
    MISSION,
    Habits {
        id: "sim-mission-2",
        name: "Simulated mission (second arm)",
        watch: watch(-1.8, 0.5, 0.8, 0.45),
        place: place(0.15, 1.2, 1000),
        time: time(0.05, 0.5, 1, 12.0),
        act_mistaken: 0.08,
        ..MISSION
    },
    PARTY,
    Habits {
        id: "sim-party-b",
        name: "Simulated party B",
        side: Some(1),
        group: "",
        watch: Watch { own_ground: 1.3, ..watch(-1.65, 0.5, 0.3, 0.5) },
        place: place(0.4, 3.0, 3000),
        time: time(0.35, 1.5, 1, 12.0),
        act_mistaken: 0.16,
        toll: toll(0.8, 0.5, 1.4),
        blame: BlameHabits { right: 0.95, wrong: 0.85 },
        invents: 0.1,
        ..PARTY
    },
    Habits {
        id: "sim-channel",
        name: "Simulated channel close to party A",
        kind: "social",
        reliability: 'E',
        watch: Watch { own_ground: 0.6, ..watch(-2.75, 0.7, 0.2, 0.8) },
        place: place(0.7, 6.0, 5000),
        time: time(0.3, 5.0, 4, 4.0),
        act_mistaken: 0.25,
        toll: toll(0.6, 0.35, 1.5),
        blame: BlameHabits { right: 0.9, wrong: 0.75 },
        repeats: 0.25,
        copies: Some((2, 0.3)),
        invents: 0.1,
        ..PARTY
    },
    NETWORK,
    Habits {
        id: "sim-wire",
        name: "Simulated news agency",
        kind: "agency",
        watch: watch(-2.6, 1.0, 0.5, 1.0),
        place: place(0.95, 4.0, 5000),
        time: time(0.7, 4.0, 4, 18.0),
        act_mistaken: 0.15,
        toll: toll(0.9, 0.5, 1.1),
        blame: BlameHabits { right: 0.4, wrong: 0.08 },
        repeats: 0.12,
        copies: Some((5, 0.3)),
        invents: 0.01,
        ..NETWORK
    },
    Habits {
        id: "sim-hospital",
        name: "Simulated hospital",
        kind: "agency",
        reliability: 'B',
        group: "",
        basis: Basis::Observed,
        watch: watch(-3.2, 1.6, 0.5, 0.2),
        place: place(0.6, 3.5, 3500),
        time: time(0.4, 3.0, 2, 14.0),
        act_mistaken: 0.2,
        toll: toll(1.0, 0.8, 1.0),
        blame: BlameHabits { right: 0.05, wrong: 0.01 },
        repeats: 0.03,
        invents: 0.0,
        ..NETWORK
    },
];

/// Two parties, eight sources.
pub static SETTING: Setting = Setting {
    parties: &["sim-party-a", "sim-party-b"],
    sectors: &[(1.0, 0, 1)],
    acts: ACTS,
    vague: (0.0, Act::Unstated),
    within_family: 0.75,
    spread: Spread {
        offspring: 0.3,
        after_h: 14.0,
        distance_km: 1.6,
        same_act: 0.6,
        tail: Tail::Student(3.0),
    },
    by_other_side: 0.82,
    tail: Tail::Student(5.0),
    drift: 0.0,
    sources: SOURCES,
};
