//! The map and the series on the page, each with its notes and its figures in words.

use super::frame::{Page, part};
use super::writer::Html;
use crate::render::labels;
use crate::render::svg;

/// The map, what it shows, and what it does not.
pub(super) fn map(h: &mut Html, page: &Page<'_>) {
    part(h, "map", "Map", |h| {
        let areas = page.labels.agreement.areas().iter().any(|area| !area.outline.0.is_empty());
        let missing = svg::map::without_position(page.bulletin);
        if !areas && missing.len() == page.bulletin.incidents.len() {
            return h.element(
                "p",
                &[("class", "empty")],
                "Nothing on record for this period has a position.",
            );
        }
        h.within("figure", &[], |h| {
            h.within("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Map")], |h| {
                svg::map::draw(h, page.bulletin, page.labels, |_| ());
            });
            h.within("figcaption", &[], |h| {
                h.text(
                    "Figures: cases that each seat registered, by area, over the period. Discs: where claims place \
                     an incident, as wide as the place is uncertain; never a point. A dashed ring is wider than \
                     an area’s detail. Numbers refer to the list of incidents. ",
                );
                if !missing.is_empty() {
                    let numbers: Vec<String> = missing.iter().map(ToString::to_string).collect();
                    h.text(&format!("Without a position on record: {}. ", numbers.join(", ")));
                }
                if areas {
                    h.text(svg::map::NOTICE);
                }
            });
        });
    });
}

/// The series, and its figures as a table.
pub(super) fn series(h: &mut Html, page: &Page<'_>) {
    part(h, "series", "The registers over time", |h| {
        if page.bulletin.series.is_empty() {
            let none = "No register of any seat is on record up to the end of the period.";
            return h.element("p", &[("class", "empty")], none);
        }
        h.within("figure", &[], |h| {
            let scroll = [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Series")];
            h.within("div", &scroll, |h| svg::series::draw(h, page.bulletin, page.labels, |_| ()));
            let note = "Cases registered each day, all seats on one scale. The line under each row marks the days \
                        for which a register is on record; where it is broken, none is, which is not zero. A hollow \
                        mark is a register without a figure.";
            h.element("figcaption", &[], note);
        });
        h.within("details", &[], |h| {
            h.element("summary", &[], "The same as a table");
            table(h, page);
        });
    });
}

fn table(h: &mut Html, page: &Page<'_>) {
    let seats = svg::series::seats(page.bulletin, page.labels);
    h.within("table", &[("class", "points")], |h| {
        h.element("caption", &[], "Cases registered each day on which a register is on record");
        h.within("thead", &[], |h| {
            h.within("tr", &[], |h| {
                h.element("th", &[("scope", "col")], "Day");
                for seat in &seats {
                    h.element("th", &[("scope", "col")], page.labels.seat(seat));
                }
            });
        });
        h.within("tbody", &[], |h| {
            for (day, figures) in svg::series::table(page.bulletin) {
                h.within("tr", &[], |h| {
                    h.element("th", &[("scope", "row")], &labels::long_day(day));
                    for seat in &seats {
                        let words = match figures.get(*seat) {
                            Some(Some(cases)) => cases.to_string(),
                            Some(None) => "no figure".to_owned(),
                            None => "no register".to_owned(),
                        };
                        h.element("td", &[], &words);
                    }
                });
            }
        });
    });
}
