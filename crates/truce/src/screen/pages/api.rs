//! `/api/v1`: what the pages show, for programs; and a page that describes it and loads nothing from elsewhere.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use serde_json::Value;
use utoipa::OpenApi;

use super::situation::{Asked, overview, shown_day};
use crate::index::shapes::{ConclusionForm, DoneForm, JointForm};
use crate::screen::Screen;
use crate::screen::overview::Overview;
use crate::screen::page::{self, Frame};
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;

/// The description of the API, from its types.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "truce",
        description = "The system of record of a monitored ceasefire: what stands on record at one seat. Numbers are as registered by each seat; none is fused.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(
        situation,
        super::incidents::data,
        super::incident::data,
        super::reconciliation::data,
        super::cases::data,
        super::signals::data,
        super::alarms::data,
        super::case::data,
        super::map_data::features,
        super::map_data::days,
        super::map_data::outlines,
        super::map_data::layer,
        super::map_data::tile
    ),
    // What stands in a pair is not found from its answer.
    components(schemas(ProblemDetails, ConclusionForm, DoneForm, JointForm))
)]
struct Description;

/// What stands on record for a day and the week up to it.
///
/// # Errors
/// [`Problem`] if the day is none, or no picture is drawn yet.
#[utoipa::path(
    get,
    path = "/api/v1/situation",
    params(("day" = Option<String>, Query, description = "the day, as 2017-05-07; the last with a register if none is given")),
    responses(
        (status = 200, description = "what stands on record", body = Overview),
        (status = 400, description = "that is no day", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "the picture is being derived", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn situation(
    State(screen): State<Arc<Screen>>,
    Query(asked): Query<Asked>,
) -> Result<Json<Overview>, Problem> {
    let drawn = screen.drawn()?;
    let day = shown_day(&screen, &drawn, &asked)?;
    let found = screen.work(move |screen| overview(screen, &drawn, day)).await??;
    Ok(Json(Overview::clone(&found)))
}

/// `GET /api/v1/openapi.json`
pub async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}

/// One request that can be made, for the page.
struct Operation {
    method: String,
    path: String,
    summary: String,
    parameters: Vec<(String, String)>,
    responses: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "api.html")]
struct ApiPage {
    frame: Frame,
    operations: Vec<Operation>,
}

/// `GET /api`: the description as a page.
pub async fn describe(reader: Reader) -> Response {
    let description = serde_json::to_value(Description::openapi()).unwrap_or_default();
    page::show(&ApiPage {
        frame: Frame::of(&reader, &reader.tongue().say("api-title")),
        operations: operations(&description),
    })
}

fn operations(description: &Value) -> Vec<Operation> {
    let text = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let members = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_object).cloned().unwrap_or_default()
    };
    let mut found = Vec::new();
    for (path, methods) in members(description, "paths") {
        for (method, operation) in methods.as_object().cloned().unwrap_or_default() {
            let listed = operation.get("parameters").and_then(Value::as_array).cloned();
            let parameters = listed.unwrap_or_default();
            let parameters = parameters.iter().map(|p| (text(p, "name"), text(p, "description")));
            let responses = members(&operation, "responses").into_iter();
            found.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                summary: text(&operation, "summary"),
                parameters: parameters.collect(),
                responses: responses.map(|(s, r)| (s, text(&r, "description"))).collect(),
            });
        }
    }
    found
}
