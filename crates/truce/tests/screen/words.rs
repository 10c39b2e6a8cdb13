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
    found.push(std::fs::read_to_string(root.join("src/charts.rs")).unwrap());
    found.push(std::fs::read_to_string(root.join("src/alarms_out/telling.rs")).unwrap());
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
