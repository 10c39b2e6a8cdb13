//! How requests reach the storage: by the program's one HTTP client, and its one TLS.

use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt as _;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
    HttpResponseBody, HttpService,
};
use ureq::http::{Method, Request};

/// How long one request may take, retries apart.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The longest answer that is read: a bundle is 16 MiB at most.
const ANSWER_BYTES_MAX: u64 = 32 << 20;

/// Makes clients that send by `ureq`, each request in a thread for what blocks.
#[derive(Debug)]
pub(super) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(Duration::from_secs(10)))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        Ok(HttpClient::new(Transport { agent: agent.into() }))
    }
}

#[derive(Debug)]
struct Transport {
    agent: ureq::Agent,
}

#[async_trait]
impl HttpService for Transport {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes().to_vec();
        let (agent, request) = (self.agent.clone(), Request::from_parts(parts, body));
        let done = tokio::task::spawn_blocking(move || send(&agent, request)).await;
        done.map_err(|fell| HttpError::new(HttpErrorKind::Unknown, fell))?
    }
}

fn send(agent: &ureq::Agent, request: Request<Vec<u8>>) -> Result<HttpResponse, HttpError> {
    let sent = if matches!(*request.method(), Method::PUT | Method::POST) {
        agent.run(request)
    } else {
        agent.run(request.map(|_| ()))
    };
    let (parts, body) = sent.map_err(fault)?.into_parts();
    let body = body.into_with_config().limit(ANSWER_BYTES_MAX).read_to_vec().map_err(fault)?;
    Ok(HttpResponse::from_parts(parts, HttpResponseBody::from(body)))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the list is the client's, and may grow")]
fn fault(why: ureq::Error) -> HttpError {
    let kind = match &why {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, why)
}
