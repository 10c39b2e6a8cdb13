//! Style, script and icon, built in; each under a name that changes with its content, so that it can be kept for good.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::problem::Problem;

/// One file that is built in.
struct Asset {
    name: &'static str,
    kind: &'static str,
    content: &'static [u8],
}

/// Every file that is built in: one line to add one.
const ASSETS: &[Asset] = &[
    Asset {
        name: "screen.css",
        kind: "text/css; charset=utf-8",
        content: include_bytes!("../../screen/assets/screen.css"),
    },
    Asset {
        name: "live.js",
        kind: "text/javascript; charset=utf-8",
        content: include_bytes!("../../screen/assets/live.js"),
    },
    Asset {
        name: "triage.js",
        kind: "text/javascript; charset=utf-8",
        content: include_bytes!("../../screen/assets/triage.js"),
    },
    Asset {
        name: "passkeys.js",
        kind: "text/javascript; charset=utf-8",
        content: include_bytes!("../../screen/assets/passkeys.js"),
    },
    Asset {
        name: "map.css",
        kind: "text/css; charset=utf-8",
        content: include_bytes!("../../screen/assets/map.css"),
    },
    Asset {
        name: "map.js",
        kind: "text/javascript; charset=utf-8",
        content: include_bytes!("../../screen/assets/map.js"),
    },
    Asset {
        name: "land-50m.json",
        kind: "application/json",
        content: include_bytes!("../../screen/assets/land-50m.json"),
    },
    Asset {
        name: "maplibre-gl.css",
        kind: "text/css; charset=utf-8",
        content: include_bytes!("../../screen/assets/vendor/maplibre-gl.css"),
    },
    Asset {
        name: "maplibre-gl.mjs",
        kind: "text/javascript; charset=utf-8",
        content: include_bytes!("../../screen/assets/vendor/maplibre-gl.mjs"),
    },
    Asset {
        name: "maplibre-gl-worker.mjs",
        kind: "text/javascript; charset=utf-8",
        content: include_bytes!("../../screen/assets/vendor/maplibre-gl-worker.mjs"),
    },
    Asset {
        name: "icon.svg",
        kind: "image/svg+xml",
        content: include_bytes!("../../screen/assets/icon.svg"),
    },
];

/// The files with the names under which they are served.
static NAMED: LazyLock<Vec<(String, &'static Asset)>> = LazyLock::new(|| {
    let named = |asset: &'static Asset| {
        let digest = Sha256::digest(asset.content);
        let digest: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        (format!("{digest}-{}", asset.name), asset)
    };
    ASSETS.iter().map(named).collect()
});

/// The address of a file by its own name; of one that is not there, an address that leads nowhere.
#[must_use]
pub fn address(name: &str) -> String {
    let found = NAMED.iter().find(|(_, asset)| asset.name == name);
    format!("/assets/{}", found.map_or(name, |(named, _)| named.as_str()))
}

/// Hands a file out.
pub async fn serve(Path(name): Path<String>) -> Response {
    let Some((_, asset)) = NAMED.iter().find(|(named, _)| *named == name) else {
        return Problem::NoSuchPage.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, asset.content).into_response()
}
