//! Each kind of fault, in a small agreement, as it is told.

use expect_test::{Expect, expect};

use super::{Files, check, line_and_column};

const TEXT: &str = "\
# A truce

## Article 1. Fire {#1}

They stop.

Source: nowhere.
";

pub(super) const TOML: &str = r#"
title = "a truce"
concluded = 2020-03-01
in_force = 2020-03-02T00:00:00+01:00

[[clock]]
from = 2019-10-27T01:00:00Z
offset = "+01:00"

[[party]]
id = "north"
acceded = 2020-03-01
name.en = "North"

[[party]]
id = "south"
acceded = 2020-03-01
name.en = "South"

[[area]]
id = "hills"
name.en = "Hills"

[[zone]]
id = "strip"
name = "the strip"
article = "1"

[[provision]]
id = "no-fire"
article = "1"
rule = "cease-attacks"
binds = ["north", "south"]
zones = ["strip"]
"#;

/// Whatever else is at fault, how cases run is not.
pub(super) const PROCEDURE: &str = r#"
[procedure]
rule = "parallel"
admit = 1
sure = 700
clocks = { admit_h = 1, reply_h = 1, findings_h = 1, reveal_h = 1 }
urgent = { admit_h = 1, reply_h = 1, findings_h = 1, reveal_h = 1 }
"#;

const ZONES: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"id": "strip"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10.0, 50.0], [11.0, 50.0], [11.0, 51.0], [10.0, 50.0]]]}}
]}"#;

pub(super) const SOUND: Files<'_> =
    Files { text: TEXT, toml: TOML, zones: ZONES, areas: "", places: "" };

/// Prints each fault with its file, place, the text underlined, and the hint.
pub(super) fn told(files: &Files<'_>) -> String {
    let told = check(files).1.into_iter().map(|fault| {
        let text = files.text_of(fault.file);
        let (line, column) = line_and_column(text, fault.span.start);
        let marked = text[fault.span].lines().next().unwrap_or("").to_owned();
        format!(
            "{}:{line}:{column}: {}\n  at: {marked}\n  hint: {}\n",
            fault.file, fault.message, fault.hint
        )
    });
    told.collect()
}

/// Checks the sound agreement with one thing changed in its rules.
fn check_toml(change: (&str, &str), expected: Expect) {
    assert!(TOML.contains(change.0), "{}", change.0);
    let toml = TOML.replacen(change.0, change.1, 1);
    expected.assert_eq(&told(&Files { toml: &toml, ..SOUND }));
}

/// Checks the sound agreement with one thing changed in its outlines.
fn check_zones(change: (&str, &str), expected: Expect) {
    assert!(ZONES.contains(change.0), "{}", change.0);
    let zones = ZONES.replacen(change.0, change.1, 1);
    expected.assert_eq(&told(&Files { zones: &zones, ..SOUND }));
}

#[test]
fn a_sound_agreement_has_no_fault() {
    let (agreement, faults) = check(&SOUND);
    assert_eq!(faults, []);
    assert!(agreement.is_some());
}

#[test]
fn a_party_that_is_unknown() {
    check_toml(
        ("binds = [\"north\", \"south\"]", "binds = [\"noth\", \"south\"]"),
        expect![[r#"
        agreement.toml:33:10: `noth` is not a party of this agreement
          at: "noth"
          hint: did you mean `north`?
    "#]],
    );
}

#[test]
fn an_actor_that_is_unknown() {
    check_toml(
        (
            "[[area]]",
            "[[seat]]\nid = \"n\"\nname = \"N\"\nactor = \"west\"\nrole = \"decides\"\n\n[[area]]",
        ),
        expect![[r#"
            agreement.toml:23:9: `west` is not an actor of this agreement
              at: "west"
              hint: use an actor: north, south
            agreement.toml:24:8: `decides` is no role of a seat
              at: "decides"
              hint: use a role: determines, verifies, accompanies
        "#]],
    );
}

#[test]
fn an_area_that_is_unknown() {
    check_toml(
        ("article = \"1\"\n\n[[prov", "article = \"1\"\nareas = [\"hill\"]\n\n[[prov"),
        expect![[r#"
        agreement.toml:28:10: `hill` is not an area of this agreement
          at: "hill"
          hint: did you mean `hills`?
    "#]],
    );
}

#[test]
fn a_zone_that_is_unknown() {
    check_toml(
        ("zones = [\"strip\"]", "zones = [\"strap\"]"),
        expect![[r#"
        agreement.toml:34:10: `strap` is not a zone of this agreement
          at: "strap"
          hint: did you mean `strip`?
    "#]],
    );
}

#[test]
fn a_rule_that_is_unknown() {
    check_toml(
        ("rule = \"cease-attacks\"", "rule = \"cease-attack\""),
        expect![[r#"
        agreement.toml:32:8: `cease-attack` is no rule
          at: "cease-attack"
          hint: did you mean `cease-attacks`?
    "#]],
    );
}

#[test]
fn an_exemption_that_is_unknown() {
    check_toml(
        (
            "zones = [\"strip\"]\n",
            "zones = [\"strip\"]\n[[provision.exception]]\nwhen = \"revenge\"\narticle = \"1\"\n",
        ),
        expect![[r#"
            agreement.toml:36:8: `revenge` is no exemption
              at: "revenge"
              hint: use an exemption: return-fire, excluded-target, exercise, accident
        "#]],
    );
}

#[test]
fn a_provision_without_an_article() {
    check_toml(
        ("article = \"1\"\nrule", "rule"),
        expect![[r#"
        agreement.toml:29:1: it quotes no article
          at: [[provision]]
          hint: add `article = ` and its number in text.md: what no article says binds nobody
    "#]],
    );
}

#[test]
fn an_article_that_is_quoted_and_does_not_exist() {
    check_toml(
        ("article = \"1\"\nrule", "article = \"7\"\nrule"),
        expect![[r#"
        agreement.toml:31:11: `7` is not an article of this agreement
          at: "7"
          hint: use an article: 1
    "#]],
    );
}

#[test]
fn exceptions_that_overlap() {
    check_toml(
        (
            "zones = [\"strip\"]\n",
            "zones = [\"strip\"]
[[provision.exception]]
when = \"accident\"
article = \"1\"
until = 2020-06-01
[[provision.exception]]
when = \"accident\"
article = \"1\"
from = 2020-05-01
",
        ),
        expect![[r#"
            agreement.toml:39:1: two exceptions for `accident` overlap in place and time
              at: [[provision.exception]]
              hint: join them, or part them by `zones`, `from` and `until`
        "#]],
    );
}

#[test]
fn exceptions_that_follow_each_other_do_not_overlap() {
    check_toml(
        (
            "zones = [\"strip\"]\n",
            "zones = [\"strip\"]
[[provision.exception]]
when = \"accident\"
article = \"1\"
until = 2020-05-01
[[provision.exception]]
when = \"accident\"
article = \"1\"
from = 2020-05-01
",
        ),
        expect![[""]],
    );
}

#[test]
fn dates_the_wrong_way_round() {
    check_toml(
        ("zones = [\"strip\"]\n", "zones = [\"strip\"]\nfrom = 2020-06-01\nuntil = 2020-05-01\n"),
        expect![[r#"
            agreement.toml:36:9: it ends (2020-05-01) before it begins (2020-06-01)
              at: 2020-05-01
              hint: exchange `from` and `until`, or correct one
        "#]],
    );
    check_toml(
        ("in_force = 2020-03-02T00:00:00+01:00", "in_force = 2020-02-02"),
        expect![[r#"
        agreement.toml:4:12: it is in force (2020-02-02) before it is concluded (2020-03-01)
          at: 2020-02-02
          hint: exchange `concluded` and `in_force`, or correct one
    "#]],
    );
    check_toml(
        ("id = \"south\"\nacceded = 2020-03-01", "id = \"south\"\nacceded = 2020-02-11"),
        expect![[r#"
        agreement.toml:17:11: it accedes (2020-02-11) before the agreement is concluded (2020-03-01)
          at: 2020-02-11
          hint: correct this date, or `concluded`
    "#]],
    );
    check_toml(
        ("id = \"south\"\n", "id = \"south\"\nleft = 2019-01-01\n"),
        expect![[r#"
            agreement.toml:17:8: it leaves (2019-01-01) before it accedes (2020-03-01)
              at: 2019-01-01
              hint: exchange `acceded` and `left`, or correct one
        "#]],
    );
}

#[test]
fn ids_that_are_used_twice() {
    check_toml(
        ("id = \"south\"", "id = \"north\""),
        expect![[r#"
        agreement.toml:16:6: two actors have the id `north`
          at: "north"
          hint: give each its own
        agreement.toml:33:19: `south` is not a party of this agreement
          at: "south"
          hint: use a party: north
    "#]],
    );
    check_toml(
        (
            "[[provision]]",
            "[[zone]]\nid = \"strip\"\nname = \"x\"\narticle = \"1\"\n\n[[provision]]",
        ),
        expect![[r#"
        agreement.toml:30:6: two zones have the id `strip`
          at: "strip"
          hint: give each its own
    "#]],
    );
}

#[test]
fn a_name_that_two_actors_share() {
    check_toml(
        ("name.en = \"South\"", "name.en = \"South\"\naliases = [\"the band\", \"NORTH.\"]"),
        expect![[r#"
        agreement.toml:19:24: `NORTH.` is a name of `north` and of `south`
          at: "NORTH."
          hint: a name means one actor: take it from one of them
    "#]],
    );
}

#[test]
fn an_offset_that_is_none() {
    check_toml(
        ("+01:00\"", "+1\""),
        expect![[r#"
        agreement.toml:8:10: `+1` is no offset from UTC: write it as +02:00
          at: "+1"
          hint: hours and minutes ahead of UTC, with a sign
    "#]],
    );
}

#[test]
fn a_date_that_is_none() {
    check_toml(
        ("acceded = 2020-03-01", "acceded = \"1 March\""),
        expect![[r#"
        agreement.toml:12:11: `acceded` is no date and no moment
          at: "1 March"
          hint: write 2017-05-06, or with its offset 2017-05-06T00:00:00+03:00
    "#]],
    );
    check_toml(
        ("acceded = 2020-03-01", "acceded = 2020-03-01T00:00:00"),
        expect![[r#"
        agreement.toml:12:11: `acceded` is no date and no moment
          at: 2020-03-01T00:00:00
          hint: write 2017-05-06, or with its offset 2017-05-06T00:00:00+03:00
    "#]],
    );
}

#[test]
fn a_key_that_is_unknown() {
    check_toml(
        ("rule = ", "rulle = "),
        expect![[r#"
        agreement.toml:29:1: `rule` is missing
          at: [[provision]]
          hint: add a line `rule = ...`
        agreement.toml:32:1: `rulle` is no key of this table
          at: rulle
          hint: did you mean `rule`?
    "#]],
    );
}

#[test]
fn a_line_that_is_not_toml() {
    check_toml(
        ("rule = \"cease-attacks\"", "rule = cease attacks"),
        expect![[r#"
        agreement.toml:32:8: string values must be quoted, expected literal string
          at: cease attacks
          hint: the line is not TOML: see https://toml.io
    "#]],
    );
}

#[test]
fn an_id_that_is_no_name() {
    check_toml(
        ("id = \"hills\"", "id = \"The Hills\""),
        expect![[r#"
        agreement.toml:21:6: `The Hills` is no name: use 1 to 64 lower-case letters, digits and hyphens, beginning with a letter or digit
          at: "The Hills"
          hint: ids are for files; the name for readers goes under `name`
    "#]],
    );
}

#[test]
fn a_zone_that_is_not_closed() {
    check_zones(
        (", [10.0, 50.0]]]", ", [10.0, 50.5]]]"),
        expect![[r#"
        zones.geojson:3:61: a ring of `strip` is not closed: it ends elsewhere than it begins
          at: [10.0, 50.5]
          hint: end it with its first point, [10.0, 50.0]
    "#]],
    );
}

#[test]
fn a_zone_that_encloses_nothing() {
    check_zones(
        ("[11.0, 51.0], ", ""),
        expect![[r#"
        zones.geojson:3:18: a ring of `strip` has 2 corners and encloses nothing
          at: [[10.0, 50.0], [11.0, 50.0], [10.0, 50.0]]
          hint: a ring has at least three corners, and ends with its first point
    "#]],
    );
    check_zones(
        ("\"Polygon\"", "\"LineString\""),
        expect![[r#"
        zones.geojson:2:64: `LineString` encloses nothing
          at: {"type": "LineString",
          hint: use a Polygon or a MultiPolygon
    "#]],
    );
}

#[test]
fn a_zone_that_lies_off_the_globe() {
    check_zones(
        ("[11.0, 51.0]", "[11.0, 151.0]"),
        expect![[r#"
        zones.geojson:3:47: latitude 151 lies beyond the pole
          at: [11.0, 151.0]
          hint: GeoJSON has longitude first, then latitude, in degrees
    "#]],
    );
    check_zones(
        ("[11.0, 51.0]", "[11.0, 5e1]"),
        expect![[r#"
        zones.geojson:3:47: `5e1` is no number of degrees: write it as 33.6372
          at: [11.0, 5e1]
          hint: GeoJSON has longitude first, then latitude, in degrees
    "#]],
    );
    check_zones(
        ("[11.0, 51.0]", "[11.0]"),
        expect![[r#"
        zones.geojson:3:47: the point lacks a coordinate
          at: [11.0]
          hint: a point is [longitude, latitude]
    "#]],
    );
}

#[test]
fn an_outline_that_belongs_to_nothing() {
    check_zones(
        ("\"strip\"", "\"stripe\""),
        expect![[r#"
        agreement.toml:25:6: the zone `strip` has no outline
          at: "strip"
          hint: draw it in zones.geojson under this id, or say `whole = true`
        zones.geojson:2:42: `stripe` is no zone of agreement.toml
          at: "stripe"
          hint: did you mean `strip`?
    "#]],
    );
}

#[test]
fn outlines_that_are_no_json() {
    check_zones(
        ("\"features\"", "\"features\" x"),
        expect![[r#"
        zones.geojson:1:42: the file is no GeoJSON: expected `:`
          at: x
          hint: it must be a FeatureCollection with `features`
    "#]],
    );
}

#[test]
fn the_text_has_faults_of_its_own() {
    let text = "## Article 1 {#1}\n\n## Article 2\n\n## Article 3 {#1}\nSource: x\n";
    expect![[r#"
        text.md:1:1: article 1 names no source
          at: ## Article 1 {#1}
          hint: add a line `Source: ...` with the public text that it restates
        text.md:3:1: the heading has no number
          at: ## Article 2
          hint: end it with its number, as in `{#2}`
        text.md:5:1: there are two articles {#1}
          at: ## Article 3 {#1}
          hint: give each its own number
    "#]]
    .assert_eq(&told(&Files { text, ..SOUND }));
}

#[test]
fn the_gazetteer_tells_its_line() {
    let places = "name,aliases,area,lat,lon,radius_m
Mill,The Mill|Mühle,hills,50.5,10.7,800
Ford,the mill,hils,50.5,10.7,800
Ford,,hills,95,10.7,800
Ford,,hills,50.5,10.7,far
Ford
";
    expect![[r#"
        places.csv:3:1: `hils` is no area of the agreement
          at: Ford,the mill,hils,50.5,10.7,800
          hint: did you mean `hills`?
        places.csv:3:1: `the mill` is a name of `Mill` too; the first one keeps it
          at: Ford,the mill,hils,50.5,10.7,800
          hint: add the area to the name, as in `Bloudan (Idlib)`
        places.csv:4:1: latitude 95 lies beyond the pole
          at: Ford,,hills,95,10.7,800
          hint: write latitude, then longitude, in decimal degrees
        places.csv:5:1: `far` is no radius
          at: Ford,,hills,50.5,10.7,far
          hint: write whole metres, at most 500000
        places.csv:6:1: the line has 1 fields, and a place has 6
          at: Ford
          hint: put a field that holds a comma in double quotes
    "#]]
    .assert_eq(&told(&Files { places, ..SOUND }));
    expect![[r#"
        places.csv:1:1: the first line is no header of a gazetteer
          at: name,area
          hint: begin with `name,aliases,area,lat,lon,radius_m`
    "#]]
    .assert_eq(&told(&Files { places: "name,area\n", ..SOUND }));
}

/// Checks the sound agreement with four seats and a way to keep their record.
fn check_record(record: &str, expected: Expect) {
    let seat = |id: &str| {
        format!(
            "[[seat]]\nid = \"{id}\"\nname = \"{id}\"\nactor = \"north\"\nrole = \"verifies\"\n\n"
        )
    };
    let seats: String = ["east", "west", "hill", "lake"].map(seat).concat();
    let toml = format!("{TOML}\n{seats}{record}{PROCEDURE}");
    expected.assert_eq(&told(&Files { toml: &toml, ..SOUND }));
}

#[test]
fn a_record_whose_quorum_prevents_two_histories_has_no_fault() {
    let counts = "[record]\nmirrors = 2\ncosigners = 2\ncolluding = 0\nheartbeat_s = 60\n";
    check_record(counts, expect![[""]]);
    let neutral = "[[witness]]\nname = \"A university\"\nnote = \"keeps no entries\"\n";
    let counts = counts.replace("cosigners = 2", "cosigners = 3");
    check_record(&format!("{counts}{neutral}"), expect![[""]]);
}

#[test]
fn seats_without_a_record_are_told_what_is_taken() {
    check_record(
        "",
        expect![[r#"
        agreement.toml:1:1: the agreement does not say when an entry is settled: 2 mirrors and 2 cosigners are taken
          at: 
          hint: add [record] with `mirrors`, `cosigners`, `colluding` and `heartbeat_s`
    "#]],
    );
}

#[test]
fn a_quorum_that_two_histories_can_reach_is_a_warning() {
    let record = "[record]\nmirrors = 1\ncosigners = 1\ncolluding = 0\nheartbeat_s = 60\n";
    check_record(
        record,
        expect![[r#"
        agreement.toml:62:13: with 1 of 3 cosigners and 0 of them colluding, two histories of one log can both be settled
          at: 1
          hint: it is then found out, not prevented: 2 cosigners would prevent it
    "#]],
    );
    let record = "[record]\nmirrors = 2\ncosigners = 3\ncolluding = 3\nheartbeat_s = 60\n";
    check_record(
        record,
        expect![[r#"
        agreement.toml:62:13: with 3 of 3 cosigners and 3 of them colluding, two histories of one log can both be settled
          at: 3
          hint: it is then found out, not prevented: add a [[witness]]
    "#]],
    );
}

/// The record of four seats with these counts.
fn check_counts([mirrors, cosigners, colluding, heartbeat_s]: [u32; 4], expected: Expect) {
    let record = format!(
        "[record]\nmirrors = {mirrors}\ncosigners = {cosigners}\ncolluding = {colluding}\nheartbeat_s = {heartbeat_s}\n"
    );
    check_record(&record, expected);
}

#[test]
fn a_quorum_that_cannot_be_had_is_an_error() {
    check_counts(
        [4, 4, 0, 60],
        expect![[r#"
        agreement.toml:61:11: 4 mirrors cannot be had: a seat has 3 others
          at: 4
          hint: mirrors are other seats: ask for fewer
    "#]],
    );
    check_counts(
        [2, 4, 0, 60],
        expect![[r#"
        agreement.toml:62:13: 4 cosigners cannot be had: a seat has 3, witnesses included
          at: 4
          hint: ask for fewer, or add a [[witness]]
    "#]],
    );
    check_counts(
        [3, 2, 0, 60],
        expect![[r#"
        agreement.toml:62:13: fewer cosigners (2) than mirrors (3) are asked for
          at: 2
          hint: every mirror is a cosigner: ask for as many at least
    "#]],
    );
    check_counts(
        [2, 2, 4, 60],
        expect![[r#"
        agreement.toml:63:13: 4 cannot collude: a log has 3 cosigners
          at: 4
          hint: say how many of them may help a seat to deceive
    "#]],
    );
}

#[test]
fn a_heartbeat_that_is_none() {
    check_counts(
        [2, 2, 0, 0],
        expect![[r#"
        agreement.toml:64:15: a heartbeat every 0 seconds is none
          at: 0
          hint: from 1 second to a day of 86400; 60 is usual
    "#]],
    );
}

#[test]
fn a_record_that_lacks_counts_or_has_others() {
    check_record(
        "[record]\nmirrors = \"2\"\ncosigner = 2\n",
        expect![[r#"
        agreement.toml:60:1: `colluding` is missing
          at: [record]
          hint: add a line `colluding = ...`
        agreement.toml:60:1: `cosigners` is missing
          at: [record]
          hint: add a line `cosigners = ...`
        agreement.toml:60:1: `heartbeat_s` is missing
          at: [record]
          hint: add a line `heartbeat_s = ...`
        agreement.toml:61:11: `mirrors` is no whole number
          at: "2"
          hint: write it as 2
        agreement.toml:62:1: `cosigner` is no key of this table
          at: cosigner
          hint: did you mean `cosigners`?
    "#]],
    );
}

#[test]
fn a_witness_that_stands_twice() {
    let record = "[record]\nmirrors = 2\ncosigners = 3\ncolluding = 0\nheartbeat_s = 60\n";
    let neutral = "[[witness]]\nname = \"A university\"\n";
    check_record(
        &format!("{record}{neutral}{neutral}"),
        expect![[r#"
        agreement.toml:68:8: two witnesses have the name `A university`
          at: "A university"
          hint: give each its own
    "#]],
    );
}

#[test]
fn a_seat_that_could_be_anothers_later_log() {
    let seat = |id: &str| {
        format!("[[seat]]\nid = \"{id}\"\nname = \"N\"\nactor = \"north\"\nrole = \"verifies\"\n")
    };
    let record = "[record]\nmirrors = 1\ncosigners = 1\ncolluding = 0\nheartbeat_s = 60\n";
    let toml = format!("{TOML}\n{}{}{record}", seat("lake"), seat("lake-2"));
    expect![[r#"
        agreement.toml:1:1: the agreement does not say how cases are decided: unanimity of the findings that are in, 1 at least is taken
          at: 
          hint: add [procedure] with `rule`, `admit`, `sure`, `clocks` and `urgent`
        agreement.toml:42:6: `lake-2` could be a later log of `lake`, or the other way
          at: "lake-2"
          hint: let no seat have the name of another and a number
        agreement.toml:47:11: 1 mirrors cannot be had: a seat has 0 others
          at: 1
          hint: mirrors are other seats: ask for fewer
    "#]]
    .assert_eq(&told(&Files { toml: &toml, ..SOUND }));
}

proptest::proptest! {
    #[test]
    fn no_text_whatever_makes_it_panic(at in 0..900_usize, cut in 0..9_usize, put in "\\PC{0,4}") {
        let spoil = |text: &str| {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.ceil_char_boundary((start + cut).min(text.len()));
            format!("{}{put}{}", &text[..start], &text[end..])
        };
        let (text, toml, zones) = (spoil(TEXT), spoil(TOML), spoil(ZONES));
        for fault in check(&Files { text: &text, toml: &toml, zones: &zones, areas: "", places: &text }).1 {
            assert!(fault.span.end <= 4096);
        }
    }
}
