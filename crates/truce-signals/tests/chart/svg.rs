//! Charts as SVG: names, directions, numbers.

use truce_signals::chart::{Arg, Behind, Saying, Speech, WIDTH, file, strip, timeline, two_lists};
use truce_signals::unreported::two_lists::TwoLists;

use crate::page;
use crate::situations::{RISEN, alarms, alarms_of, held, two};

/// Says an area's name.
struct Plain;

impl Speech for Plain {
    fn say(&self, saying: &Saying) -> String {
        match saying.args.first() {
            Some((_, Arg::Area(Some(area)))) => area.as_str().replace('-', " "),
            _ => saying.id.to_owned(),
        }
    }

    fn tag(&self) -> &str {
        "en"
    }

    fn is_right_to_left(&self) -> bool {
        false
    }

    fn address(&self, _: &Behind) -> Option<String> {
        None
    }
}

#[test]
fn a_name_that_is_too_long_has_two_lines_and_what_is_left_out_of_them_is_told_to_whoever_asks() {
    let names = |area: &str| -> Vec<String> {
        let svg = strip(&alarms_of(area, RISEN, &[])).svg(&Plain);
        let words = svg.lines().filter_map(|line| line.strip_prefix("<text x=\"132\""));
        words.map(|line| line.split_once('>').unwrap().1.to_owned()).collect()
    };
    assert_eq!(names("hama"), ["hama</text>"]);
    assert_eq!(
        names("kiev-special-republican-city"),
        ["kiev special</text>", "republican city</text>"]
    );
    let long = names("the-autonomous-republic-of-crimea-and-sevastopol");
    assert_eq!(long.len(), 2);
    let whole = "<title>the autonomous republic of crimea and sevastopol</title>";
    assert!(long.iter().all(|line| line.starts_with(whole)), "{long:?}");
    assert!(long[1].ends_with("…</text>"), "{long:?}");
}

#[test]
fn the_svg_is_well_formed_and_safe_whatever_names_say() {
    let charts = [
        timeline(&held("5 6 4 7 5 *16, . . , 1 0 1 2 1 *20", &[80]), None),
        strip(&alarms(RISEN, &[])),
        two_lists(&two(TwoLists { one: 40, other: 30, both: 20 }, (0, 24)), 1),
    ];
    for right_to_left in [false, true] {
        let hostile = Hostile { right_to_left };
        page::check(&file(&charts, &hostile));
        for chart in &charts {
            let svg = chart.svg(&hostile);
            page::check(&svg);
            for banned in ["style=", "<script", "<b>", "\u{202e}", "\u{7}", "onload=\""] {
                assert!(!svg.contains(banned), "{banned}: {svg}");
            }
        }
    }
}

#[test]
fn a_right_to_left_sheet_is_the_mirror_of_the_other() {
    let chart = strip(&alarms(RISEN, &[]));
    let places = |right_to_left: bool| -> Vec<(f64, f64)> {
        page::rectangles(&chart.svg(&Hostile { right_to_left }))
    };
    let (one, other) = (places(false), places(true));
    assert!(one.len() > 4);
    for ((x, width), (mirrored, same)) in one.iter().zip(&other) {
        assert!((x + width + mirrored - WIDTH).abs() < 0.11, "{x} {width} {mirrored}");
        assert_eq!(width, same);
    }
}

#[test]
fn no_number_in_the_svg_has_more_than_two_digits_after_its_point() {
    let chart = timeline(&held("5 6 4 7 5 *16, 1 0 1 2 1 *20", &[80]), None);
    let svg = chart.svg(&Hostile { right_to_left: false });
    for (place, _) in svg.match_indices('.') {
        let digits = svg[place + 1..].chars().take_while(char::is_ascii_digit).count();
        assert!(digits <= 2, "{}", &svg[place.saturating_sub(20)..place + 12]);
    }
    assert_eq!(svg, chart.svg(&Hostile { right_to_left: false }));
}

/// Says what nobody should: markup, quotation marks, turned writing, control characters.
struct Hostile {
    right_to_left: bool,
}

impl Speech for Hostile {
    fn say(&self, saying: &Saying) -> String {
        format!("</text><script>\u{202e}\u{7}&\"'{saying}<b>")
    }

    fn tag(&self) -> &str {
        "en\"><b>"
    }

    fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    fn address(&self, link: &Behind) -> Option<String> {
        Some(format!("/incidents?since={}&area=\" onload=\"x", link.days.0))
    }
}
