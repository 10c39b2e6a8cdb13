//! Situations in text, words of the page in text; and what holds for every page.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::fixture::{Parsed, SEVENTH_OF_MAY, agreement, bulletin, foreign, parse};
use super::page;
use crate::render::labels::Labels;
use crate::render::svg;

/// The words of one part of the page, a block or a row a line.
fn words(page: &str, part: &str) -> String {
    let from = page.find(&format!("<section id=\"{part}\"")).unwrap();
    let to = page[from..].find("</section>").unwrap() + from;
    // The cells of a row, and the items of a list, on one line.
    let joined = [
        ("</td>\n", "</td> | "),
        ("</th>\n", "</th> | "),
        ("</li>\n", "</li>; "),
        ("</dt>\n", "</dt>: "),
        ("</dd>\n", "</dd>; "),
    ]
    .iter()
    .fold(page[from..to].to_owned(), |text, (end, joint)| text.replace(end, joint));
    lines(&parse(&format!("{joined}</section>")))
}

fn lines(parsed: &Parsed) -> String {
    let lines = parsed.words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

fn check(period: &str, situation: &str, part: &str, expected: Expect) {
    let agreement = agreement();
    let bulletin = bulletin(&agreement, period, situation);
    let words = words(&page(&bulletin, Labels { agreement: &agreement }), part);
    expected.assert_eq(&words.replace(agreement.digest(), "(digest)"));
}

#[test]
fn every_figure_shows_its_parts_and_where_it_stands() {
    check(
        "2017-05-07",
        SEVENTH_OF_MAY,
        "registers",
        expect![[r#"
            The registers, held against each other
            Cases registered on 7 May 2017, by area
            Area | Russia | Turkey | Iran | Can be the same | On record |
            Damascus | 10
            8 one-sided; 2 unexplained;
            | 2
            2 unexplained;
            | not listed | at most 2 | no incident |
            Daraa | 3
            3 unexplained;
            | 3
            3 unexplained;
            | not listed | at most 3 | no incident |
            Hama | 2
            1 matched: incident 1; 1 unexplained;
            | 7
            1 matched: incident 1; 5 one-sided; 1 unexplained;
            | not listed | at most 2 | incident 1 |
            Homs | not listed | 3
            3 one-sided;
            | not listed | none | no incident |
            Latakia | 3
            3 one-sided;
            | not listed | not listed | none | no incident |
            Together | 181 matched · 11 one-sided · 6 unexplained
            | 151 matched · 8 one-sided · 6 unexplained
            | no figure by area | at most 7 | 1 incident from two seats |
            matched: an incident is on record that this seat’s and another seat’s own sources both report;
            contested: another seat says that it does not confirm the case, or denies the incident;
            one-sided: more cases than any other seat registered there, so no other list can hold them;
            unexplained: another list may hold the same cases, but nothing on record says so;
            As they stand on record
            Russian national ceasefire centre: 18 cases
            russia/2 · read in day.txt:3 · told by press · 24 h · damascus 10, latakia 3, daraa 3, hama 2
            ; Turkish national ceasefire centre: 15 cases
            turkey/2 · read in day.txt:3 · told by press · 24 h · damascus 2, daraa 3, hama 7, homs 3
            Russia does not confirm 8 of the 15 cases that Turkey registered.
            1 other telling of the same register:
            differs: states 14 cases
            un/2 · read in day.txt:3 · told by press · 24 h · no list by area
            ;
            ; Iranian national ceasefire centre: no case
            iran/2 · read in day.txt:3 · told by press · 24 h · no list by area
            ; United Nations operations centre in Geneva: no register on record
            ;
        "#]],
    );
}

#[test]
fn a_day_without_a_register_is_never_called_calm() {
    check(
        "2017-05-08",
        SEVENTH_OF_MAY,
        "registers",
        expect![[r#"
            The registers, held against each other
            No seat’s register is on record for this period. That says nothing about calm.
        "#]],
    );
    check(
        "2017-05-08",
        SEVENTH_OF_MAY,
        "incidents",
        expect![[r#"
            Incidents on record
            No report of an event in this period is on record. That says nothing about calm.
        "#]],
    );
}

#[test]
fn an_incident_shows_who_tells_it_and_what_is_lacking() {
    check(
        "2017-05-07",
        SEVENTH_OF_MAY,
        "incidents",
        expect![[r#"
            Incidents on record
            An incident is one or more reports held to be of one event. Nothing here is determined: each claim is its claimant’s, and what it would mean is apparent only.
            1 Shelling: Zellaqiyat
            2017-05-07 · 2 reports · named by its first report, russia/3
            Asserted by 2 independent sources; told by the own sources of Russia and Turkey.
            Where the claims differ
            who did it | nobody-known turkey/3; armed opposition russia/3;
            |
            Centre of russia · aligned with Russia · reliability C · observed · russia/3
            Огонь <близ> села & дороги.
            What: shelling; Where: Zellaqiyat, Hama, within 2 km; When: 2017-05-07; Who: names “insurgents” (armed opposition); Sent: 2017-05-07T20:59:59Z;
            ; Centre of turkey · aligned with Turkey · reliability C · observed · turkey/3
            Огонь <близ> села & дороги.
            What: shelling; Where: Zellaqiyat, Hama, within 2 km; When: 2017-05-07; Who: names “nobody-known”; Sent: 2017-05-07T20:59:59Z;
            ;
            Why these reports are held to be one
            Each report against the rest of its incident, beside the one that it fits best. Weights are in bans: +1.0 makes one event ten times as likely. Who is blamed is never weighed.
            russia/3 with turkey/3: 0 m apart, exact to 1.8 km and 1.8 km +1.5; dated to a day, their middles 0 min apart -0.1; the same act +0.5; other events are to be expected near -0.2; together +1.7; turkey/3 with russia/3: 0 m apart, exact to 1.8 km and 1.8 km +1.5; dated to a day, their middles 0 min apart -0.1; the same act +0.5; other events are to be expected near -0.2; together +1.7;
            What it would mean
            As told in turkey/3
            Article 2. All attacks cease: insufficient: lacking author
            Was it covered? not knownact yes: shelling is what the rule tests; time yes: in force at the time; place yes: the place lies in the truce's whole territory; exemption yes: no exception applies; author not known: whoever is named is not known to the agreement;
            ; Did it happen? yesevent yes: it happened, as told;
            ; Is it known who did it? not knownauthor not known: whoever is named is not known to the agreement;
            ;
            What would settle it:
            author (whoever is named is not known to the agreement): who did it: point of origin, who held the ground;
            Article 10. No weapon is used in the areas: insufficient: lacking place, author
            Was it covered? not knownact yes: shelling is what the rule tests; time yes: in force at the time; place not known: not known whether the place lies in the zones; exemption yes: no exception applies; author not known: whoever is named is not known to the agreement;
            ; Did it happen? yesevent yes: it happened, as told;
            ; Is it known who did it? not knownauthor not known: whoever is named is not known to the agreement;
            ;
            What would settle it:
            place (not known whether the place lies in the zones): the position, to within the zone's margin; author (whoever is named is not known to the agreement): who did it: point of origin, who held the ground;
            As told in russia/3
            Article 2. All attacks cease: insufficient: lacking author
            Was it covered? yesact yes: shelling is what the rule tests; time yes: in force at the time; place yes: the place lies in the truce's whole territory; exemption yes: no exception applies; author yes: armed opposition is bound;
            ; Did it happen? yesevent yes: it happened, as told;
            ; Is it known who did it? not knownauthor not known: accounts differ on who did it;
            ;
            What would settle it:
            author (accounts differ on who did it): the point of origin: crater bearings, radar, who held the ground;
            Article 10. No weapon is used in the areas: insufficient: lacking place, author
            Was it covered? not knownact yes: shelling is what the rule tests; time yes: in force at the time; place not known: not known whether the place lies in the zones; exemption yes: no exception applies; author yes: armed opposition is bound;
            ; Did it happen? yesevent yes: it happened, as told;
            ; Is it known who did it? not knownauthor not known: accounts differ on who did it;
            ;
            What would settle it:
            place (not known whether the place lies in the zones): the position, to within the zone's margin; author (accounts differ on who did it): the point of origin: crater bearings, radar, who held the ground;
        "#]],
    );
}

#[test]
fn a_register_of_no_case_never_stands_alone() {
    check(
        "2017-05-07",
        SEVENTH_OF_MAY,
        "watching",
        expect![[r#"
            Watching, and being kept from it
            Registers of no case
            Iranian national ceasefire centre registered no case on 7 May 2017 (iran/2). Its sources’ watching that day: 2017-05-07, Hama: 2 patrols (iran/3). 1 impediment is on record in the period.;
            What was spent on watching
            iran-centre · 2017-05-07, Hama: 2 patrols · by day · iran/3;
            Kept from watching
            Centre of un · aligned with United Nations · reliability C · kept from watching · un/4
            Огонь <близ> села & дороги.
            What: aid blocked; Where: Zellaqiyat, Hama; When: 2017-05-07; Who: names nobody; Sent: 2017-05-07T20:59:59Z;
            ;
            Watched and saw nothing
            Nobody put on record that they watched and saw nothing.
            Predicted
            Centre of un · aligned with United Nations · reliability C · predicted · un/3
            Огонь <близ> села & дороги.
            What: air strike; Where: Zellaqiyat, Hama; When: 2017-05-07; Who: names nobody; Sent: 2017-05-07T20:59:59Z;
            ;
        "#]],
    );
}

#[test]
fn a_period_has_a_table_of_days_and_each_day_beneath() {
    let situation = "
        russia: register russia 2017-05-06 4 hama=4
        russia: register russia 2017-05-07 3 hama=1 homs=2
        turkey: register turkey 2017-05-07 5 hama=5
    ";
    check(
        "2017-05-05..2017-05-07",
        situation,
        "registers",
        expect![[r#"
            The registers, held against each other
            Cases registered, by day; a day leads to its areas and registers
            Day | Russia | Turkey | Can be the same |
            2017-05-06 | 4
            4 unexplained
            | no register on record | one list only |
            2017-05-07 | 3
            2 one-sided · 1 unexplained
            | 5
            4 one-sided · 1 unexplained
            | at most 1 |
            matched: an incident is on record that this seat’s and another seat’s own sources both report;
            contested: another seat says that it does not confirm the case, or denies the incident;
            one-sided: more cases than any other seat registered there, so no other list can hold them;
            unexplained: another list may hold the same cases, but nothing on record says so;
            6 May 2017 · Russia: 4 cases
            With one register on record there is nothing to hold it against.
            Cases registered on 6 May 2017, by area
            Area | Russia | Can be the same | On record |
            Hama | 4
            4 unexplained;
            | one list only | no incident |
            Together | 44 unexplained
            | one list only | 0 incidents from two seats |
            As they stand on record
            Russian national ceasefire centre: 4 cases
            russia/2 · read in day.txt:3 · told by press · 24 h · hama 4
            ; Turkish national ceasefire centre: no register on record
            ; Iranian national ceasefire centre: no register on record
            ; United Nations operations centre in Geneva: no register on record
            ;
            7 May 2017 · Russia: 3 cases · Turkey: 5 cases
            At most 1 case can be the same in two lists. No incident is on record from two seats.
            Cases registered on 7 May 2017, by area
            Area | Russia | Turkey | Can be the same | On record |
            Hama | 1
            1 unexplained;
            | 5
            4 one-sided; 1 unexplained;
            | at most 1 | no incident |
            Homs | 2
            2 one-sided;
            | not listed | none | no incident |
            Together | 32 one-sided · 1 unexplained
            | 54 one-sided · 1 unexplained
            | at most 1 | 0 incidents from two seats |
            As they stand on record
            Russian national ceasefire centre: 3 cases
            russia/3 · read in day.txt:3 · told by press · 24 h · hama 1, homs 2
            ; Turkish national ceasefire centre: 5 cases
            turkey/2 · read in day.txt:3 · told by press · 24 h · hama 5
            ; Iranian national ceasefire centre: no register on record
            ; United Nations operations centre in Geneva: no register on record
            ;
            No register of any seat is on record for 2017-05-05. That says nothing about calm.
        "#]],
    );
}

#[test]
fn what_it_was_made_from_can_be_made_again() {
    check(
        "2017-05-07",
        "russia: register russia 2017-05-07 1 hama=1",
        "made-from",
        expect![[r#"
            What this was made from
            Heads of the logs
            Log | Entries | Root |
            Russian national ceasefire centre | 3 | 0000000000000000000000000000000000000000000000000000000000000002 |
            Agreement: The Syria truce of 30 December 2016; SHA-256: (digest); Unread: every entry could be read; Again: truce bulletin --date 2017-05-07 --format html;
            Whoever holds these heads makes this page again, to the byte. A figure leads to the register that states it, a register to its line on record, a match to its incident, an incident to its reports.
        "#]],
    );
}

#[test]
fn every_link_has_its_target_and_nothing_is_called_a_violation() {
    let agreement = agreement();
    for period in ["2017-05-07", "2017-05-01..2017-05-31", "2018-01-01", "2016-01-01"] {
        let bulletin = bulletin(&agreement, period, SEVENTH_OF_MAY);
        let page = page(&bulletin, Labels { agreement: &agreement });
        let parsed = parse(&page);
        let dangling: Vec<_> = parsed.links.difference(&parsed.ids).collect();
        assert!(dangling.is_empty(), "{dangling:?}");
        assert!(!parsed.names.contains("script") && !parsed.names.contains("img"));
        assert!(!parsed.words.to_lowercase().contains("violation"));
        assert!(!page.contains("url(http") && !page.contains("@import"));
    }
}

#[test]
fn the_pictures_are_whole_by_themselves() {
    let agreement = agreement();
    let labels = Labels { agreement: &agreement };
    let held = bulletin(&agreement, "2017-05-07", SEVENTH_OF_MAY);
    let map = parse(&svg::map(&held, labels));
    for name in ["Hama", "Damascus", "Latakia", "Homs", "Daraa"] {
        assert!(map.words.contains(name), "{name}");
    }
    assert!(map.names.contains("circle@r"));
    assert!(parse(&svg::series(&held, labels)).words.contains("Iranian national ceasefire centre"));
    let nothing = bulletin(&agreement, "2017-05-07", "");
    assert_eq!(svg::series(&nothing, labels), "");
}

/// Texts that have broken pages before, and any other.
fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("\"><img src=x onerror=alert(1)>".to_owned()),
        Just("' onclick='x".to_owned()),
        Just("]]></style><style>*{display:none}".to_owned()),
        Just("&lt;b&gt; &#x3c;b>".to_owned()),
        Just("\u{202e}\u{2066}قوات\u{0}\u{7}\u{1b}[31m\u{fffe}\u{feff}".to_owned()),
        Just("| a | b |\n|---|---|\n# c\n```".to_owned()),
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_from_outside_becomes_markup(texts in prop::collection::vec(nasty(), 1..12)) {
        let agreement = agreement();
        let mut held = bulletin(&agreement, "2017-05-07", SEVENTH_OF_MAY);
        let labels = Labels { agreement: &agreement };
        let plain = parse(&page(&held, labels)).names;
        foreign(&mut held, &texts);
        let made = page(&held, labels);
        let parsed = parse(&made);
        let known = |name: &&String| !plain.contains(*name) && !name.ends_with("@lang") && !name.ends_with("@dir");
        prop_assert_eq!(parsed.names.iter().filter(known).collect::<Vec<_>>(), Vec::<&String>::new());
        prop_assert!(parsed.links.is_subset(&parsed.ids));
        prop_assert_eq!(made, page(&held, labels));
        parse(&svg::map(&held, labels));
    }
}
