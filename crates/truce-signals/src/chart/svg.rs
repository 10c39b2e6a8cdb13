//! Marks to SVG: the same bytes everywhere, no style that a page's policy would refuse.

use std::fmt::Write as _;

use super::{Anchor, Chart, Fill, Mark, Point, Sign, Speech, Stroke, WIDTH};

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
/// How high a line of words is in a file, in units, and how long, as letters of the Latin alphabet.
const LINE: f64 = 19.0;
const LETTERS_OF_LINE: f64 = 88.0;
/// The same of a title, whose letters are larger.
const LETTERS_OF_TITLE: f64 = 70.0;
/// How much longer other letters are, in the widest of the usual typefaces.
const WIDE_LETTER: f64 = 1.18;
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
        page.words(&chart.title, " font-size=\"16\" font-weight=\"600\"");
        chart.sentences.iter().for_each(|saying| page.words(saying, ""));
        // What cannot be drawn has its words all the same.
        if !chart.marks.is_empty() {
            page.chart(chart);
        }
        chart.caveats.iter().for_each(|saying| page.words(saying, " fill-opacity=\".75\""));
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

    /// Writes a paragraph, broken into lines of about the sheet's width.
    fn words(&mut self, saying: &super::Saying, look: &str) {
        let x = if self.speech.is_right_to_left() { WIDTH - 8.0 } else { 8.0 };
        let is_title = look.contains("font-size=\"16\"");
        let most = if is_title { LETTERS_OF_TITLE } else { LETTERS_OF_LINE };
        for line in lines(&self.speech.say(saying), most) {
            // Writing to a string does not fail, here and below.
            let _ = writeln!(
                self.text,
                "<text x=\"{}\" y=\"{}\"{look}>{}</text>",
                number(x),
                number(self.y),
                escaped(&line)
            );
            self.y += LINE;
        }
    }
}

/// How long words are, in letters of the Latin alphabet.
fn length(words: &str) -> f64 {
    let of = |letter: char| if letter <= '\u{24f}' { 1.0 } else { WIDE_LETTER };
    words.chars().map(of).sum()
}

/// A text in lines that stay on the sheet, where its words allow it.
fn lines(text: &str, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if length(line) + length(word) < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
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
                "<path d=\"M-1 5l2 2M0 0l6 6M5 -1l2 2\" stroke=\"currentColor\" stroke-opacity=\".55\"/>",
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
            Mark::Text { at, anchor, says } => self.words(*at, *anchor, says),
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
            "<path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".55\"/>"
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

    fn words(&mut self, (x, y): Point, anchor: Anchor, says: &super::Saying) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y, words) = (number(self.x(x)), number(y), self.said(says));
        let _ = writeln!(self.text, "<text x=\"{x}\" y=\"{y}\"{anchor}>{words}</text>");
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
