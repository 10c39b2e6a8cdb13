//! The messages: the same in every language, all of them used, none missing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use truce::screen::TAKEN;
use truce::screen::language::Language;
use truce::screen::tongue::{messages_of, tongue};

/// A message's variables and the plural forms that it distinguishes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    forms: BTreeSet<String>,
}

/// Every message of a language, by name.
fn shapes(language: Language) -> BTreeMap<String, Shape> {
    let mut found: BTreeMap<String, Shape> = BTreeMap::new();
    let mut current = String::new();
    for line in messages_of(language).lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
            current = id.to_owned();
            assert!(!found.contains_key(id), "{id} is there twice");
        }
        if line.is_empty() {
            continue;
        }
        let shape = found.entry(current.clone()).or_default();
        for part in line.split('$').skip(1) {
            let end =
                part.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(part.len());
            shape.variables.insert(part[..end].to_owned());
        }
        let form = line.trim().trim_start_matches('*').strip_prefix('[');
        if let Some((form, _)) = form.and_then(|form| form.split_once(']')) {
            shape.forms.insert(form.to_owned());
        }
    }
    found
}

/// The text of every template and source file of the screen.
fn sources() -> Vec<String> {
    fn walk(dir: &Path, found: &mut Vec<String>) {
        for item in std::fs::read_dir(dir).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join("src/screen"), &mut found);
    walk(&root.join("screen/templates"), &mut found);
    walk(&root.join("../truce-signals/src/chart"), &mut found);
    let others = [
        "src/charts.rs",
        "src/alarms_out/telling.rs",
        "src/cmd/forecast.rs",
        "src/render/public.rs",
    ];
    found.extend(others.map(|other| std::fs::read_to_string(root.join(other)).unwrap()));
    found
}

/// What stands in quotation marks right after each `before`.
fn quoted_after<'t>(text: &'t str, before: &str) -> impl Iterator<Item = &'t str> {
    let parts = text.split(before).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
    parts.filter_map(|rest| rest.split('"').next())
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let english = shapes(Language::En);
    for language in Language::ALL {
        let own = shapes(language);
        let names = |of: &BTreeMap<String, Shape>| of.keys().cloned().collect::<BTreeSet<_>>();
        let (here, there) = (names(&own), names(&english));
        let missing: Vec<_> = there.symmetric_difference(&here).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", language.tag());
        for (name, shape) in &own {
            // A form that names its number in words need not write it.
            assert_eq!(shape.variables, english[name].variables, "{}: {name}", language.tag());
        }
    }
}

#[test]
fn a_counted_message_has_every_plural_form_of_its_language() {
    for language in Language::ALL {
        let forms: BTreeSet<String> =
            (0..=3000).map(|number| tongue(language).category(number).to_owned()).collect();
        for (name, shape) in shapes(language) {
            if shape.variables.contains("cat") {
                let missing: Vec<_> = forms.difference(&shape.forms).collect();
                assert!(missing.is_empty(), "{}: {name}: {missing:?}", language.tag());
            }
        }
    }
}

/// What messages put in that is a whole number.
const NUMBERS: [&str; 30] = [
    "after",
    "all",
    "allowed",
    "before",
    "both",
    "days",
    "expected",
    "fewest",
    "high",
    "least",
    "left",
    "low",
    "metres",
    "middle",
    "most",
    "n",
    "needed",
    "number",
    "one",
    "open",
    "other",
    "outside",
    "real",
    "told",
    "two",
    "unwatched",
    "within",
    "wrong",
    "year",
    "zero",
];

/// The words that stand beside a number in a message without plural forms: none of them changes with it.
const UNCHANGED: [(Language, &[&str]); 3] = [
    (
        Language::En,
        &[
            "a", "and", "at", "beside", "by", "came", "does", "for", "h", "in", "km", "least", "m",
            "min", "more", "of", "or", "to", "would",
        ],
    ),
    (
        Language::Ru,
        &[
            "в",
            "дн",
            "до",
            "за",
            "и",
            "из",
            "или",
            "км",
            "м",
            "мин",
            "не",
            "по",
            "при",
            "рядом",
            "с",
            "ч",
        ],
    ),
    (
        Language::Ar,
        &[
            "أو",
            "إلى",
            "بحسب",
            "د",
            "س",
            "ضمن",
            "على",
            "فأكثر",
            "في",
            "كم",
            "لا",
            "م",
            "مقابل",
            "من",
            "منذ",
            "و",
            "والمتوقع",
            "وفي",
        ],
    ),
];

#[test]
fn where_a_number_is_said_with_what_it_counts_the_message_has_plural_forms() {
    for (language, unchanged) in UNCHANGED {
        let mut beside = BTreeSet::new();
        for line in messages_of(language).lines().filter(|line| !line.contains("$cat")) {
            let Some((name, text)) = line.split_once(" = ") else { continue };
            for part in text.split("{ $").skip(1) {
                let Some((variable, rest)) = part.split_once(" } ") else { continue };
                let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                if NUMBERS.contains(&variable) && end > 0 && !unchanged.contains(&&rest[..end]) {
                    beside.insert(format!("{name}: {}", &rest[..end]));
                }
            }
        }
        assert!(beside.is_empty(), "{}: {beside:?}", language.tag());
    }
}

#[test]
fn russian_and_arabic_say_one_two_and_many_as_they_are_spoken() {
    let said = |language: Language, id: &str| -> String {
        let tongue = tongue(language);
        let each = [0_u64, 1, 2, 5, 11, 21, 100, 102];
        let each = each.map(|number| tongue.count(id, number));
        each.join(", ").replace(['\u{2068}', '\u{2069}'], "")
    };
    expect_test::expect![
        "0 инцидентов, 1 инцидент, 2 инцидента, 5 инцидентов, 11 инцидентов, 21 инцидент, 100 инцидентов, 102 инцидента"
    ]
    .assert_eq(&said(Language::Ru, "bulletin-incidents"));
    expect_test::expect![
        "لا وقائع, واقعة واحدة, واقعتان, 5 وقائع, 11 واقعة, 21 واقعة, 100 واقعة, 102 واقعة"
    ]
    .assert_eq(&said(Language::Ar, "map-count"));
}

#[test]
fn every_message_that_is_said_is_there_and_every_one_that_is_there_is_said() {
    let (english, sources) = (shapes(Language::En), sources());
    for text in &sources {
        for call in [".say(", ".say_of(", ".count(", ".count_of("] {
            for id in quoted_after(text, call) {
                assert!(english.contains_key(id), "{id} is said, and there is no such message");
            }
        }
    }
    let said = |id: &String| sources.iter().any(|text| text.contains(&format!("\"{id}\"")));
    let unsaid: Vec<_> = english.keys().filter(|id| !said(id)).collect();
    assert!(unsaid.is_empty(), "{unsaid:?}");
}

#[test]
fn arabic_counts_three_and_a_hundred_and_three_alike() {
    let arabic = tongue(Language::Ar);
    let few = |number: u64| arabic.count("fact-patrols", number).contains("دوريات");
    assert!(few(3) && few(103) && !few(11) && !few(111) && !few(100));
}

#[test]
fn no_log_may_bear_the_name_of_a_page() {
    let routed: BTreeSet<String> = sources()
        .iter()
        .flat_map(|text| quoted_after(text, ".route(").map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|path| path.split('/').nth(1).map(str::to_owned))
        .collect();
    assert!(routed.len() > 8, "{routed:?}");
    for page in routed {
        assert!(TAKEN.contains(&page.as_str()), "/{page} is a page, and a log may be named so");
    }
}
