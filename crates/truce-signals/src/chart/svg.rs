//! Marks to SVG: the same bytes everywhere, no style that a page's policy would refuse.

use std::fmt::Write as _;

use super::width::{Look, broken, fitted};
use super::{Anchor, Chart, Fill, Mark, Point, Room, Sign, Speech, Stroke, WIDTH};
use crate::counts::real;

/// On what a chart stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// On a page, whose ink it takes.
    OfPage,
    /// By itself, on white.
    OfItsOwn,
}

/// The ink of a chart that stands by itself.
const INK: &str = "#1d2429";
/// How high a line of words is in a file, in units, and where it begins.
const LINE: f64 = 19.0;
const MARGIN: f64 = 8.0;
/// How a title looks.
const TITLE: Look = Look { size: 16.0, is_heavy: true };
/// From line to line of words on a sheet, in units.
const LEADING: f64 = 14.0;
/// Room between the charts of a file, in units.
const BETWEEN: f64 = 28.0;
/// The letters of a chart by itself.
const LETTERS: &str = "system-ui, 'Noto Sans', 'Noto Naskh Arabic', 'Noto Sans Arabic', sans-serif";

/// One chart as an element.
pub(super) fn element(chart: &Chart, speech: &dyn Speech, ground: Ground) -> String {
    let mut pen = Pen { chart, speech, text: String::new() };
    pen.chart(ground, 0.0);
    pen.text
}

/// Several charts as a file, each below its title and sentences and above its caveats.
pub(super) fn file(charts: &[Chart], speech: &dyn Speech) -> String {
    let mut page = Page { speech, text: String::new(), y: BETWEEN };
    for chart in charts {
        page.words(&chart.title, TITLE, " font-size=\"16\" font-weight=\"600\"");
        chart.sentences.iter().for_each(|saying| page.words(saying, Look::PLAIN, ""));
        // What cannot be drawn has its words all the same.
        if !chart.marks.is_empty() {
            page.chart(chart);
        }
        let soft = " fill-opacity=\".75\"";
        chart.caveats.iter().for_each(|saying| page.words(saying, Look::PLAIN, soft));
        page.y += BETWEEN;
    }
    let direction = direction(speech);
    let (height, tag) = (number(page.y), escaped(speech.tag()));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{tag}\" \
         viewBox=\"0 0 {WIDTH} {height}\" color=\"{INK}\" fill=\"{INK}\" font-family=\"{LETTERS}\" \
         font-size=\"13\" direction=\"{direction}\">\n<rect width=\"{WIDTH}\" height=\"{height}\" \
         fill=\"#ffffff\"/>\n{}</svg>\n",
        page.text
    )
}

fn direction(speech: &dyn Speech) -> &'static str {
    if speech.is_right_to_left() { "rtl" } else { "ltr" }
}

/// A file that is being written, from its upper edge down.
struct Page<'a> {
    speech: &'a dyn Speech,
    text: String,
    y: f64,
}

impl Page<'_> {
    fn chart(&mut self, chart: &Chart) {
        let top = self.y - LINE + 8.0;
        let mut pen = Pen { chart, speech: self.speech, text: std::mem::take(&mut self.text) };
        pen.chart(Ground::OfItsOwn, top);
        self.text = pen.text;
        self.y = top + chart.height + LINE;
    }

    /// Writes a paragraph, broken into lines that stay on the sheet.
    fn words(&mut self, saying: &super::Saying, look: Look, written: &str) {
        let x = if self.speech.is_right_to_left() { WIDTH - MARGIN } else { MARGIN };
        for line in broken(&self.speech.say(saying), WIDTH - 2.0 * MARGIN, look) {
            // Writing to a string does not fail, here and below.
            let _ = writeln!(
                self.text,
                "<text x=\"{}\" y=\"{}\"{written}>{}</text>",
                number(x),
                number(self.y),
                escaped(&line)
            );
            self.y += LINE;
        }
    }
}

/// A number with one digit after the point at most.
fn number(number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text for an element or an attribute: markup is made harmless, and what XML or the direction of writing would trip
/// over is left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' => {}
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

/// Draws one chart.
struct Pen<'a> {
    chart: &'a Chart,
    speech: &'a dyn Speech,
    text: String,
}

impl Pen<'_> {
    fn chart(&mut self, ground: Ground, top: f64) {
        let name = &self.chart.name;
        let direction = direction(self.speech);
        let place = match ground {
            Ground::OfPage => "xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\"".to_owned(),
            Ground::OfItsOwn => format!(
                "y=\"{}\" width=\"{WIDTH}\" height=\"{}\"",
                number(top),
                number(self.chart.height)
            ),
        };
        let _ = writeln!(
            self.text,
            "<svg {place} viewBox=\"0 0 {WIDTH} {}\" role=\"group\" aria-labelledby=\"{name}-title {name}-desc\" \
             direction=\"{direction}\" font-size=\"13\" fill=\"currentColor\">",
            number(self.chart.height)
        );
        let title = self.said(&self.chart.title);
        let _ = writeln!(self.text, "<title id=\"{name}-title\">{title}</title>");
        let told = self.chart.sentences.iter().chain(&self.chart.caveats);
        let told: Vec<String> = told.map(|saying| self.said(saying)).collect();
        let _ = writeln!(self.text, "<desc id=\"{name}-desc\">{}</desc>", told.join(" "));
        self.patterns();
        for mark in &self.chart.marks {
            self.mark(mark);
        }
        self.text.push_str("</svg>\n");
    }

    fn said(&self, saying: &super::Saying) -> String {
        escaped(&self.speech.say(saying))
    }

    fn patterns(&mut self) {
        let name = &self.chart.name;
        let patterns = [
            (
                "hatched",
                "6",
                "<path d=\"M-1 5l2 2M0 0l6 6M5 -1l2 2\" stroke=\"currentColor\" stroke-opacity=\".32\"/>",
            ),
            ("dotted", "4", "<circle cx=\"2\" cy=\"2\" r=\".9\" fill=\"currentColor\"/>"),
            ("striped", "4", "<path d=\"M0 1h4\" stroke=\"currentColor\" stroke-width=\"1.6\"/>"),
        ];
        self.text.push_str("<defs>");
        for (kind, size, drawn) in patterns {
            let _ = write!(
                self.text,
                "<pattern id=\"{name}-{kind}\" width=\"{size}\" height=\"{size}\" \
                 patternUnits=\"userSpaceOnUse\">{drawn}</pattern>"
            );
        }
        self.text.push_str("</defs>\n");
    }

    /// The place along the sheet as it is drawn: from the other edge where the language is written from there.
    fn x(&self, x: f64) -> f64 {
        if self.speech.is_right_to_left() { WIDTH - x } else { x }
    }

    fn points(&self, points: &[Point]) -> String {
        let mut path = String::new();
        for (place, (x, y)) in points.iter().enumerate() {
            let step = if place == 0 { "M" } else { "L" };
            let _ = write!(path, "{step}{} {}", number(self.x(*x)), number(*y));
        }
        path
    }

    fn filled(&self, fill: Fill) -> String {
        let name = &self.chart.name;
        match fill {
            Fill::Solid => String::new(),
            Fill::Soft => " fill-opacity=\".5\"".to_owned(),
            Fill::Faint => " fill-opacity=\".18\"".to_owned(),
            Fill::Hatched => format!(" fill=\"url(#{name}-hatched)\""),
            Fill::Dotted => format!(" fill=\"url(#{name}-dotted)\""),
            Fill::Striped => {
                format!(
                    " fill=\"url(#{name}-striped)\" stroke=\"currentColor\" stroke-width=\".8\""
                )
            }
            Fill::Bare => " fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".5\"".to_owned(),
        }
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Bar { at, size, fill } => {
                let x = if self.speech.is_right_to_left() { WIDTH - at.0 - size.0 } else { at.0 };
                let fill = self.filled(*fill);
                let [x, y, width, height] = [x, at.1, size.0, size.1].map(number);
                let _ = writeln!(
                    self.text,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{fill}/>"
                );
            }
            Mark::Surface { corners, fill } => {
                let (path, fill) = (self.points(corners), self.filled(*fill));
                let _ = writeln!(self.text, "<path d=\"{path}Z\"{fill}/>");
            }
            Mark::Line { points, stroke } => {
                let path = self.points(points);
                let _ =
                    writeln!(self.text, "<path d=\"{path}\" fill=\"none\" {}/>", drawn(*stroke));
            }
            Mark::Sticks { foot, heads } => self.sticks(*foot, heads),
            Mark::Figure { at, sign } => self.figure(*at, *sign),
            Mark::Text { at, anchor, says, room } => self.words(*at, *anchor, says, *room),
            Mark::Linked { link, says, marks } => {
                let address = self.speech.address(link);
                if let Some(address) = &address {
                    let label = self.said(says);
                    let address = escaped(address);
                    let _ = writeln!(self.text, "<a href=\"{address}\" aria-label=\"{label}\">");
                }
                for mark in marks {
                    self.mark(mark);
                }
                if address.is_some() {
                    self.text.push_str("</a>\n");
                }
            }
        }
    }

    fn sticks(&mut self, foot: f64, heads: &[Point]) {
        let mut path = String::new();
        for (x, y) in heads {
            let _ = write!(path, "M{} {}V{}", number(self.x(*x)), number(foot), number(*y));
        }
        let _ = writeln!(
            self.text,
            "<path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".85\" \
             stroke-width=\"1.2\"/>"
        );
    }

    fn figure(&mut self, (x, y): Point, sign: Sign) {
        let (x, onward) = (self.x(x), if self.speech.is_right_to_left() { -1.0 } else { 1.0 });
        let around = |points: &[Point]| -> String {
            let mut path = String::new();
            for (place, (dx, dy)) in points.iter().enumerate() {
                let step = if place == 0 { "M" } else { "L" };
                let _ = write!(path, "{step}{} {}", number(x + dx), number(y + dy));
            }
            format!("<path d=\"{path}Z\"/>")
        };
        let drawn = match sign {
            Sign::Up => around(&[(-5.0, 4.0), (0.0, -5.0), (5.0, 4.0)]),
            Sign::Down => around(&[(-5.0, -4.0), (0.0, 5.0), (5.0, -4.0)]),
            Sign::Diamond => around(&[(-5.0, 0.0), (0.0, -5.0), (5.0, 0.0), (0.0, 5.0)]),
            Sign::Onward => around(&[(0.0, -5.0), (8.0 * onward, 0.0), (0.0, 5.0)]),
            Sign::Dot => format!("<circle cx=\"{}\" cy=\"{}\" r=\"3.4\"/>", number(x), number(y)),
            Sign::Ring => format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"3.4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\"/>",
                number(x),
                number(y)
            ),
        };
        let _ = writeln!(self.text, "{drawn}");
    }

    fn words(&mut self, (x, y): Point, anchor: Anchor, says: &super::Saying, room: Option<Room>) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let words = self.speech.say(says);
        let (lines, is_short) = match room {
            None => (vec![words.clone()], false),
            Some(room) => fitted(&words, room.length, room.lines, Look::PLAIN),
        };
        let whole = is_short.then(|| format!("<title>{}</title>", escaped(&words)));
        let (x, whole) = (number(self.x(x)), whole.unwrap_or_default());
        let mut y = y - LEADING / 2.0 * real(lines.len().saturating_sub(1));
        for line in &lines {
            let (at, words) = (number(y), escaped(line));
            let _ = writeln!(self.text, "<text x=\"{x}\" y=\"{at}\"{anchor}>{whole}{words}</text>");
            y += LEADING;
        }
    }
}

fn drawn(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Fine => "stroke=\"currentColor\" stroke-opacity=\".22\"",
        Stroke::Plain => "stroke=\"currentColor\" stroke-width=\"1.2\"",
        Stroke::Thick => "stroke=\"currentColor\" stroke-width=\"2.6\"",
        Stroke::Dashed => "stroke=\"currentColor\" stroke-width=\"1.4\" stroke-dasharray=\"5 3\"",
    }
}
