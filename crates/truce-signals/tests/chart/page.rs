//! A strict reader of SVG, as far as these charts need one.

/// Reads a document and panics at the first thing that a strict reader would refuse.
pub fn check(text: &str) {
    let text = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap_or(text);
    let mut open: Vec<&str> = Vec::new();
    let mut parts = text.split('<');
    plain(parts.next().unwrap_or_default());
    for part in parts {
        let end = end_of_tag(part);
        let (tag, rest) = (&part[..end], &part[end + 1..]);
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
        } else {
            let closed = tag.ends_with('/');
            let name = tag.trim_end_matches('/').split_whitespace().next().unwrap();
            attributes(&tag.trim_end_matches('/')[name.len()..]);
            if !closed {
                open.push(name);
            }
        }
        plain(rest);
    }
    assert!(open.is_empty(), "{open:?} is left open");
}

/// Where a tag ends: the first `>` outside quotation marks.
fn end_of_tag(part: &str) -> usize {
    let mut quoted = false;
    for (place, letter) in part.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return place,
            _ => {}
        }
    }
    panic!("a tag without an end: {part}");
}

fn attributes(mut text: &str) {
    let mut names = Vec::new();
    while !text.trim().is_empty() {
        let (name, rest) = text.split_once("=\"").expect("an attribute has a value");
        let (value, after) = rest.split_once('"').expect("a value ends");
        plain(value);
        assert!(!names.contains(&name.trim()), "{name} is there twice");
        names.push(name.trim());
        text = after;
    }
}

/// Text without markup: each `&` begins one of the five names or a number.
fn plain(text: &str) {
    for part in text.split('&').skip(1) {
        let name = part.split(';').next().unwrap();
        assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "&{name}");
    }
    assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()), "{text:?}");
}

/// Each rectangle's place and length along the sheet.
pub fn rectangles(svg: &str) -> Vec<(f64, f64)> {
    let number = |part: &str, name: &str| -> f64 {
        let (_, rest) = part.split_once(&format!(" {name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let parts = svg.split("<rect").skip(1);
    parts.map(|part| (number(part, "x"), number(part, "width"))).collect()
}
