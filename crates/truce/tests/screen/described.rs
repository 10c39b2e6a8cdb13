//! What the API answers is what its description says: every member of every answer, and nothing less.

use serde_json::Value;

use crate::seat::Seat;

/// What is told otherwise than described: where, and what.
fn faults(answer: &Value, schema: &Value, all: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = all.pointer(name.trim_start_matches('#'));
        return faults(answer, schema.expect(name), all, at, found);
    }
    // Nothing is said of what follows another description.
    if schema.as_object().is_some_and(|said| said.keys().all(|key| key == "description")) {
        return;
    }
    let choices = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array());
    if let Some(choices) = choices {
        let fits = |choice: &&Value| {
            let mut told = Vec::new();
            faults(answer, choice, all, at, &mut told);
            told.is_empty()
        };
        if !choices.iter().any(|choice| fits(&choice)) {
            found.push(format!("{at}: {answer} is none of its forms"));
        }
        return;
    }
    match answer {
        Value::Object(members) => {
            let (properties, required) = described(schema, all);
            for (name, value) in members {
                let at = format!("{at}.{name}");
                let rest = &schema["additionalProperties"];
                match properties.iter().find(|(known, _)| known == name) {
                    Some((_, schema)) => faults(value, schema, all, &at, found),
                    None if rest.is_object() => faults(value, rest, all, &at, found),
                    None => found.push(format!("{at} is not described")),
                }
            }
            let missing = required.iter().filter(|name| !members.contains_key(*name));
            found.extend(missing.map(|name| format!("{at}.{name} is missing")));
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                let form = schema["prefixItems"].get(n).unwrap_or(&schema["items"]);
                faults(item, form, all, &format!("{at}[{n}]"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let kind = match answer {
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_f64() => "number",
                Value::Number(_) => "integer",
                Value::String(_) => "string",
                Value::Null | Value::Array(_) | Value::Object(_) => "null",
            };
            let kinds = &schema["type"];
            let named = |known: &Value| known == kind || (known == "number" && kind == "integer");
            let fits =
                kinds.as_array().map_or_else(|| named(kinds), |kinds| kinds.iter().any(named));
            if !fits {
                found.push(format!("{at}: {kind}, and described as {kinds}"));
            }
        }
    }
}

/// The members of an object, those of its parts included, and the names of those that it must have.
fn described(schema: &Value, all: &Value) -> (Vec<(String, Value)>, Vec<String>) {
    let schema = schema["$ref"]
        .as_str()
        .map_or(schema, |name| all.pointer(name.trim_start_matches('#')).expect(name));
    let own = schema["properties"].as_object().into_iter().flatten();
    let mut properties: Vec<(String, Value)> =
        own.map(|(name, schema)| (name.clone(), schema.clone())).collect();
    let required = schema["required"].as_array().into_iter().flatten();
    let mut required: Vec<String> =
        required.filter_map(|name| name.as_str().map(str::to_owned)).collect();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        let (more, needed) = described(part, all);
        properties.extend(more);
        required.extend(needed);
    }
    (properties, required)
}

/// Holds what an address answers against what is said of it.
async fn check(seat: &Seat, path: &str, template: &str, all: &Value) {
    let answer = seat.get(path, &[]).await;
    fits(&answer.text, path, template, all);
}

/// Holds an answer against what is said of its address.
#[track_caller]
fn fits(answer: &str, path: &str, template: &str, all: &Value) {
    let answer: Value = serde_json::from_str(answer).unwrap();
    let place = &all["paths"][template]["get"]["responses"]["200"]["content"];
    let schema = &place["application/json"]["schema"];
    assert!(schema.is_object(), "{template}");
    let mut found = Vec::new();
    faults(&answer, schema, all, "", &mut found);
    assert!(found.is_empty(), "{path}: {found:#?}");
}

/// Holds what was reckoned against what is said of its address.
pub async fn reckoned_fits(seat: &Seat, answer: &str, template: &str) {
    let all = seat.get("/api/v1/openapi.json", &[]).await;
    fits(answer, template, template, &serde_json::from_str(&all.text).unwrap());
}

#[tokio::test]
async fn every_answer_is_as_it_is_described() {
    let seat = Seat::alone();
    let open =
        "case open turkey/3 --accused opposition --under cease-attacks --reason heard --by duty-1";
    seat.says(&open.split(' ').collect::<Vec<_>>());
    let all = seat.get("/api/v1/openapi.json", &[]).await;
    let all: Value = serde_json::from_str(&all.text).unwrap();
    let drawn = seat.screen.drawn().unwrap();
    let incident = drawn.whole().unwrap().incidents.iter().next().unwrap().id.clone();
    let case = drawn.docket().cases.keys().next().unwrap().clone();
    drop(drawn);
    for path in ["/situation", "/incidents", "/reconciliation", "/cases", "/map/days"] {
        let path = format!("/api/v1{path}");
        check(&seat, &path, &path, &all).await;
    }
    let one = "/api/v1/incidents/{log}/{index}";
    check(&seat, &format!("/api/v1/incidents/{incident}"), one, &all).await;
    check(&seat, &format!("/api/v1/cases/{case}"), "/api/v1/cases/{log}/{index}", &all).await;
}

#[test]
fn what_is_not_as_described_is_found() {
    let all = serde_json::json!({"a": {
        "type": "object", "required": ["n"],
        "properties": {"n": {"type": ["integer", "null"]}, "t": {"type": "array", "items": {"type": "string"}}},
    }});
    let schema = serde_json::json!({"$ref": "#/a"});
    let told = |answer: Value| {
        let mut found = Vec::new();
        faults(&answer, &schema, &all, "", &mut found);
        found.join("; ")
    };
    assert_eq!(told(serde_json::json!({"n": null, "t": ["x"]})), "");
    assert_eq!(
        told(serde_json::json!({"t": [1]})),
        ".t[0]: integer, and described as \"string\"; .n is missing"
    );
    assert_eq!(told(serde_json::json!({"n": 1, "m": 2})), ".m is not described");
}
