//! One delivery as an HTTP POST, signed.

use std::time::Duration;

use super::outbox::Delivery;
use super::settings::Recipient;
use super::signature;

/// How long a delivery may take in all.
const PATIENCE: Duration = Duration::from_secs(15);

/// Posts it. Anything but a status of 200 to 299 counts as not delivered.
///
/// The receiver knows it by `idempotency-key` if it comes twice, and by `x-truce-signature` as ours.
///
/// # Errors
/// In words.
pub fn post(agent: &ureq::Agent, to: &Recipient, delivery: &Delivery) -> Result<(), String> {
    let body = serde_json::to_vec(&delivery.message).map_err(|fault| fault.to_string())?;
    let request = agent.post(&to.webhook).config().timeout_global(Some(PATIENCE)).build();
    let sent = request
        .header("content-type", "application/json")
        .header("idempotency-key", &delivery.key)
        .header("x-truce-signature", signature::header(to.secret.as_bytes(), &body))
        .send(&body[..]);
    let answer = sent.map_err(|fault| fault.to_string())?;
    let status = answer.status();
    if status.is_success() { Ok(()) } else { Err(format!("answered with status {status}")) }
}
