//! From findings to a joint outcome, by the rule that holds.
//!
//! INVARIANT: at most one outcome for any findings; exchange the parties, and the outcome is exchanged; the order in
//! which findings came is no input. Kept by [`decide`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::Urgency;
use super::finding::Conclusion;
use super::procedure::{Constituency, DecisionRule};
use crate::id::SeatId;

/// Why there is no joint outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoAgreement {
    /// Findings differ.
    Differ,
    /// Fewer findings than the rule asks for.
    TooFew,
    /// No seat gave a finding.
    Silence,
    /// The rule lets each stand by itself.
    Parallel,
}

impl fmt::Display for NoAgreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Differ => "the findings differ",
            Self::TooFew => "fewer findings than the rule asks for",
            Self::Silence => "no seat gave a finding",
            Self::Parallel => "each finding stands by itself",
        })
    }
}

/// The joint outcome for one provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Joint {
    /// The rule is met.
    Agreed {
        /// What is determined.
        conclusion: Conclusion,
        /// Who concludes otherwise.
        dissenting: BTreeSet<SeatId>,
    },
    /// It is not. Every voice is kept beside it.
    NoAgreement {
        /// Why not.
        why: NoAgreement,
    },
}

impl fmt::Display for Joint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agreed { conclusion, dissenting } if dissenting.is_empty() => {
                write!(f, "agreed: {conclusion}")
            }
            Self::Agreed { conclusion, dissenting } => {
                let names: Vec<&str> = dissenting.iter().map(SeatId::as_str).collect();
                write!(f, "agreed: {conclusion}; dissenting: {}", names.join(", "))
            }
            Self::NoAgreement { why } => write!(f, "no agreement: {why}"),
        }
    }
}

/// Decides on one provision, from what each seat that gave a finding concludes.
#[must_use]
pub fn decide(
    rule: &DecisionRule,
    urgency: Urgency,
    conclusions: &BTreeMap<SeatId, Conclusion>,
) -> Joint {
    if conclusions.is_empty() {
        return Joint::NoAgreement { why: NoAgreement::Silence };
    }
    match rule {
        DecisionRule::Unanimity { least } => {
            let voices: BTreeSet<SeatId> = conclusions.keys().cloned().collect();
            let all = u32::try_from(voices.len()).unwrap_or(u32::MAX);
            let group = Constituency { least: all, name: String::new(), seats: voices };
            let decided = quorum(&[group], conclusions);
            if all < *least && matches!(decided, Joint::Agreed { .. }) {
                return Joint::NoAgreement { why: NoAgreement::TooFew };
            }
            decided
        }
        DecisionRule::TwoKey { keys } => {
            let group = Constituency { least: 2, name: String::new(), seats: keys.clone() };
            quorum(&[group], conclusions)
        }
        DecisionRule::Quorum { constituencies, emergency } => {
            let urgent = urgency == Urgency::Urgent && !emergency.is_empty();
            quorum(if urgent { emergency } else { constituencies }, conclusions)
        }
        DecisionRule::Chair { seat } => match conclusions.get(seat) {
            Some(conclusion) => agreed(conclusion, conclusions),
            None => Joint::NoAgreement { why: NoAgreement::TooFew },
        },
        DecisionRule::Parallel => {
            let alike: BTreeSet<&Conclusion> = conclusions.values().collect();
            match (alike.len(), conclusions.len(), conclusions.values().next()) {
                (1, 2.., Some(conclusion)) => agreed(conclusion, conclusions),
                _ => Joint::NoAgreement { why: NoAgreement::Parallel },
            }
        }
    }
}

fn agreed(conclusion: &Conclusion, conclusions: &BTreeMap<SeatId, Conclusion>) -> Joint {
    let dissenting = conclusions.iter().filter(|(_, other)| *other != conclusion);
    Joint::Agreed {
        conclusion: conclusion.clone(),
        dissenting: dissenting.map(|(seat, _)| seat.clone()).collect(),
    }
}

/// The one conclusion that has its number in every group.
fn quorum(groups: &[Constituency], conclusions: &BTreeMap<SeatId, Conclusion>) -> Joint {
    let voices = |group: &Constituency, wanted: Option<&Conclusion>| {
        let own = conclusions.iter().filter(|(seat, _)| group.seats.contains(*seat));
        let alike = own.filter(|(_, found)| wanted.is_none_or(|wanted| *found == wanted)).count();
        u32::try_from(alike).unwrap_or(u32::MAX)
    };
    let met = |wanted: Option<&Conclusion>| {
        groups.iter().all(|group| group.least > 0 && voices(group, wanted) >= group.least)
    };
    let found: BTreeSet<&Conclusion> = conclusions.values().filter(|one| met(Some(one))).collect();
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(conclusion), None) => agreed(conclusion, conclusions),
        _ if met(None) => Joint::NoAgreement { why: NoAgreement::Differ },
        _ => Joint::NoAgreement { why: NoAgreement::TooFew },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ActorId;
    use proptest::prelude::*;

    fn seat(name: &str) -> SeatId {
        SeatId::new(name).unwrap()
    }

    fn breach(by: &str) -> Conclusion {
        Conclusion::Breach { by: ActorId::new(by).unwrap() }
    }

    fn rules() -> Vec<DecisionRule> {
        let group = |seats: &[&str], least| Constituency {
            least,
            name: "some".to_owned(),
            seats: seats.iter().map(|name| seat(name)).collect(),
        };
        vec![
            DecisionRule::Unanimity { least: 2 },
            DecisionRule::TwoKey { keys: BTreeSet::from([seat("a"), seat("b")]) },
            DecisionRule::Quorum {
                constituencies: vec![group(&["a", "b", "c"], 2), group(&["d"], 1)],
                emergency: vec![group(&["a", "b", "c"], 2)],
            },
            DecisionRule::Chair { seat: seat("d") },
            DecisionRule::Parallel,
        ]
    }

    /// `a=north b=south c=none`: what each seat concludes.
    fn said(text: &str) -> BTreeMap<SeatId, Conclusion> {
        let each = text.split_whitespace().map(|word| {
            let (name, says) = word.split_once('=').unwrap();
            (seat(name), if says == "none" { Conclusion::Unfounded } else { breach(says) })
        });
        each.collect()
    }

    fn check(text: &str, expected: expect_test::Expect) {
        let said = said(text);
        let mut shown = String::new();
        for rule in rules() {
            let joint = decide(&rule, Urgency::Ordinary, &said);
            shown.push_str(&format!("{rule}\n  {joint}\n"));
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn all_alike_is_agreed_under_every_rule() {
        check(
            "a=north b=north c=north d=north",
            expect_test::expect![[r#"
                unanimity of the findings that are in, 2 at least
                  agreed: breach by `north`
                two keys: a and b
                  agreed: breach by `north`
                quorum: 2 of 3 some and 1 of 1 some; in urgent cases 2 of 3 some
                  agreed: breach by `north`
                ruling of the chair, d
                  agreed: breach by `north`
                parallel findings, each for itself
                  agreed: breach by `north`
            "#]],
        );
    }

    #[test]
    fn two_against_one_is_what_the_rule_makes_of_it() {
        check(
            "a=north b=north c=south d=none",
            expect_test::expect![[r#"
                unanimity of the findings that are in, 2 at least
                  no agreement: the findings differ
                two keys: a and b
                  agreed: breach by `north`; dissenting: c, d
                quorum: 2 of 3 some and 1 of 1 some; in urgent cases 2 of 3 some
                  no agreement: the findings differ
                ruling of the chair, d
                  agreed: did not happen; dissenting: a, b, c
                parallel findings, each for itself
                  no agreement: each finding stands by itself
            "#]],
        );
    }

    #[test]
    fn one_voice_alone_is_too_few_but_for_the_chair() {
        check(
            "d=south",
            expect_test::expect![[r#"
                unanimity of the findings that are in, 2 at least
                  no agreement: fewer findings than the rule asks for
                two keys: a and b
                  no agreement: fewer findings than the rule asks for
                quorum: 2 of 3 some and 1 of 1 some; in urgent cases 2 of 3 some
                  no agreement: fewer findings than the rule asks for
                ruling of the chair, d
                  agreed: breach by `south`
                parallel findings, each for itself
                  no agreement: each finding stands by itself
            "#]],
        );
    }

    #[test]
    fn an_urgent_case_is_decided_by_the_emergency_quorum() {
        let said = said("a=north b=north");
        let quorum = &rules()[2];
        let ordinary = decide(quorum, Urgency::Ordinary, &said);
        assert_eq!(ordinary, Joint::NoAgreement { why: NoAgreement::TooFew });
        assert!(matches!(decide(quorum, Urgency::Urgent, &said), Joint::Agreed { .. }));
    }

    fn any_findings() -> impl Strategy<Value = BTreeMap<SeatId, Conclusion>> {
        let one = prop_oneof![
            Just(breach("north")),
            Just(breach("south")),
            Just(Conclusion::Unfounded),
            Just(Conclusion::Insufficient),
        ];
        let seats = prop_oneof![Just("a"), Just("b"), Just("c"), Just("d")].prop_map(seat);
        proptest::collection::btree_map(seats, one, 0..=4)
    }

    proptest! {
        /// Even-handedness: exchange the parties, and the outcome is exchanged.
        #[test]
        fn exchange_the_parties_and_the_outcome_is_exchanged(said in any_findings()) {
            let (north, south) = (breach("north"), breach("south"));
            let swap = |one: &Conclusion| {
                if *one == north { south.clone() } else if *one == south { north.clone() } else { one.clone() }
            };
            let mirrored = said.iter().map(|(seat, one)| (seat.clone(), swap(one))).collect();
            for rule in rules() {
                let decided = match decide(&rule, Urgency::Ordinary, &said) {
                    Joint::Agreed { conclusion, dissenting } => {
                        Joint::Agreed { conclusion: swap(&conclusion), dissenting }
                    }
                    none @ Joint::NoAgreement { .. } => none,
                };
                prop_assert_eq!(decided, decide(&rule, Urgency::Ordinary, &mirrored));
            }
        }

        /// What is agreed was concluded by somebody, and each seat that gave a finding agrees or dissents.
        #[test]
        fn nothing_is_agreed_that_nobody_concluded(said in any_findings()) {
            for rule in rules() {
                if let Joint::Agreed { conclusion, dissenting } = decide(&rule, Urgency::Ordinary, &said) {
                    let (alike, other): (Vec<_>, Vec<_>) =
                        said.iter().partition(|(_, found)| **found == conclusion);
                    prop_assert!(!alike.is_empty());
                    let other: BTreeSet<SeatId> = other.into_iter().map(|(seat, _)| seat.clone()).collect();
                    prop_assert_eq!(other, dissenting);
                }
            }
        }

        /// No rule lets two conclusions be agreed at once, whichever is looked at first.
        #[test]
        fn a_conclusion_that_is_agreed_leaves_no_room_for_another(said in any_findings()) {
            for rule in rules() {
                let Joint::Agreed { conclusion, .. } = decide(&rule, Urgency::Ordinary, &said) else { continue };
                // The same findings with every other voice turned to one single other conclusion.
                let against = if conclusion == breach("south") { breach("north") } else { breach("south") };
                let turned = said.iter().map(|(seat, one)| {
                    (seat.clone(), if *one == conclusion { one.clone() } else { against.clone() })
                }).collect();
                if let Joint::Agreed { conclusion: still, .. } = decide(&rule, Urgency::Ordinary, &turned) {
                    prop_assert_eq!(still, conclusion);
                }
            }
        }
    }
}
