//! The figures of the worlds that are held out: to be scored on, never to be tuned on.
//!
//! They have what the usual worlds leave out: three parties, habits that drift,
//! places that are a district, tolls that are rounded, silence of whoever did
//! it, other acts, other mistakes, and errors with another tail. Whoever
//! changes a matcher to do better here has lost the only worlds that can say
//! how it does elsewhere: write a third family then, and say so.

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
    act(Act::SmallArms, 0.17, 0.3, 0.5, -0.2),
    act(Act::Shelling, 0.2, 1.0, 2.4, 0.4),
    act(Act::Clash, 0.14, 1.6, 2.2, 0.2),
    act(Act::Explosion, 0.08, 1.1, 2.0, 0.5),
    act(Act::Movement, 0.09, 0.0, 0.0, -0.6),
    act(Act::WeaponHolding, 0.06, 0.0, 0.0, -0.6),
    act(Act::Killing, 0.07, 1.8, 0.2, 0.4),
    act(Act::Intimidation, 0.09, 0.0, 0.3, -0.3),
    act(Act::MovementBlocked, 0.07, 0.0, 0.0, -0.1),
    act(Act::MonitorsHindered, 0.03, 0.0, 0.05, 0.2),
];

const PARTY: Habits = Habits {
    id: "sim-front-a",
    name: "Simulated front A",
    kind: "party",
    reliability: 'D',
    side: Some(0),
    group: "",
    basis: Basis::Alleged,
    watch: Watch {
        base: -1.0,
        severity: 0.4,
        remoteness: 0.2,
        news: 0.6,
        own_ground: 1.0,
        own_guilt: -1.6,
    },
    place: PlaceHabits { snapped: 0.5, district: 0.12, off_km: 2.2, radius_m: 2000 },
    time: TimeHabits { by_day: 0.4, off_h: 1.4, stated_h: 1, delay_h: 9.0 },
    act_mistaken: 0.16,
    toll: TollHabits { stated: 0.8, exact: 0.5, factor: 1.4, rounded: 0.15 },
    blame: BlameHabits { right: 0.9, wrong: 0.7 },
    repeats: 0.07,
    copies: None,
    invents: 0.07,
};

const OBSERVERS: Habits = Habits {
    id: "sim-observers",
    name: "Simulated observers",
    kind: "un",
    reliability: 'B',
    side: None,
    basis: Basis::Observed,
    watch: Watch {
        base: -0.95,
        severity: 0.35,
        remoteness: 1.0,
        news: 0.3,
        own_ground: 0.0,
        own_guilt: 0.0,
    },
    place: PlaceHabits { snapped: 0.1, district: 0.02, off_km: 1.0, radius_m: 1000 },
    time: TimeHabits { by_day: 0.08, off_h: 0.6, stated_h: 1, delay_h: 10.0 },
    act_mistaken: 0.08,
    toll: TollHabits { stated: 0.6, exact: 0.7, factor: 1.0, rounded: 0.0 },
    blame: BlameHabits { right: 0.4, wrong: 0.05 },
    repeats: 0.03,
    invents: 0.0,
    ..PARTY
};

const MONITORS: Habits = Habits {
    id: "sim-monitors",
    name: "Simulated human-rights monitors",
    kind: "ngo",
    reliability: 'C',
    group: "sim-monitors-and-press",
    basis: Basis::Alleged,
    watch: Watch { base: -0.8, severity: 0.8, remoteness: 0.4, news: 0.7, ..OBSERVERS.watch },
    place: PlaceHabits { snapped: 0.6, district: 0.2, off_km: 3.0, radius_m: 3000 },
    time: TimeHabits { by_day: 0.6, off_h: 2.5, stated_h: 2, delay_h: 20.0 },
    act_mistaken: 0.14,
    toll: TollHabits { stated: 0.9, exact: 0.6, factor: 1.0, rounded: 0.1 },
    blame: BlameHabits { right: 0.55, wrong: 0.12 },
    repeats: 0.08,
    ..OBSERVERS
};

const SOURCES: &[Habits] = &[
    OBSERVERS,
    PARTY,
    Habits {
        id: "sim-front-b",
        name: "Simulated front B",
        side: Some(1),
        place: PlaceHabits { snapped: 0.7, district: 0.1, off_km: 3.0, radius_m: 3000 },
        time: TimeHabits { by_day: 0.3, off_h: 1.0, ..PARTY.time },
        ..PARTY
    },
    Habits {
        id: "sim-front-c",
        name: "Simulated front C",
        side: Some(2),
        group: "sim-side-c",
        watch: Watch { base: -1.5, own_ground: 1.4, ..PARTY.watch },
        place: PlaceHabits { snapped: 0.35, district: 0.25, off_km: 4.0, radius_m: 4000 },
        time: TimeHabits { by_day: 0.55, off_h: 2.0, stated_h: 2, delay_h: 14.0 },
        act_mistaken: 0.2,
        ..PARTY
    },
    Habits {
        id: "sim-voice-c",
        name: "Simulated broadcaster close to front C",
        kind: "press",
        reliability: 'E',
        side: Some(2),
        group: "sim-side-c",
        watch: Watch { base: -1.4, news: 1.0, own_guilt: -2.0, ..PARTY.watch },
        place: PlaceHabits { snapped: 0.75, district: 0.15, off_km: 5.0, radius_m: 5000 },
        time: TimeHabits { by_day: 0.35, off_h: 4.0, stated_h: 4, delay_h: 5.0 },
        act_mistaken: 0.24,
        toll: TollHabits { stated: 0.7, exact: 0.3, factor: 1.6, rounded: 0.3 },
        repeats: 0.2,
        copies: Some((3, 0.35)),
        invents: 0.09,
        ..PARTY
    },
    MONITORS,
    Habits {
        id: "sim-press",
        name: "Simulated press with a daily summary",
        kind: "press",
        watch: Watch { base: -1.9, severity: 1.1, news: 1.1, ..MONITORS.watch },
        place: PlaceHabits { snapped: 0.7, district: 0.3, off_km: 5.0, radius_m: 5000 },
        time: TimeHabits { by_day: 0.9, off_h: 5.0, stated_h: 4, delay_h: 20.0 },
        act_mistaken: 0.18,
        toll: TollHabits { stated: 0.9, exact: 0.5, factor: 1.1, rounded: 0.6 },
        blame: BlameHabits { right: 0.4, wrong: 0.1 },
        repeats: 0.1,
        copies: Some((5, 0.25)),
        invents: 0.01,
        ..MONITORS
    },
    Habits {
        id: "sim-clinic",
        name: "Simulated clinics",
        kind: "agency",
        reliability: 'B',
        group: "",
        basis: Basis::Observed,
        watch: Watch { base: -3.0, severity: 1.7, remoteness: 0.5, news: 0.1, ..OBSERVERS.watch },
        place: PlaceHabits { snapped: 0.8, district: 0.15, off_km: 3.0, radius_m: 3000 },
        time: TimeHabits { by_day: 0.5, off_h: 3.5, stated_h: 2, delay_h: 15.0 },
        act_mistaken: 0.25,
        toll: TollHabits { stated: 1.0, exact: 0.8, factor: 1.0, rounded: 0.0 },
        blame: BlameHabits { right: 0.03, wrong: 0.01 },
        ..OBSERVERS
    },
];

/// Three parties, eight other sources.
pub static SETTING: Setting = Setting {
    parties: &["sim-front-a", "sim-front-b", "sim-front-c"],
    sectors: &[(0.4, 0, 1), (0.7, 0, 2), (1.0, 1, 2)],
    acts: ACTS,
    vague: (0.25, Act::Fire),
    within_family: 0.65,
    spread: Spread {
        offspring: 0.5,
        after_h: 9.0,
        distance_km: 2.4,
        same_act: 0.5,
        tail: Tail::Gamma(0.8),
    },
    by_other_side: 0.75,
    tail: Tail::Gamma(0.9),
    drift: 1.0,
    sources: SOURCES,
};
