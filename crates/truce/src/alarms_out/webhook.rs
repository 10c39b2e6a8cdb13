//! One delivery as an HTTP POST, signed.

use std::time::Duration;

use super::outbox::Delivery;
use super::{Undelivered, signature};

/// Posts it. Anything but a status of 200 to 299 counts as not delivered.
///
/// The receiver knows it by `idempotency-key` if it comes twice, and by `x-truce-signature` as ours.
///
/// # Errors
/// In words.
pub fn post(
    agent: &ureq::Agent,
    to: &str,
    secret: &str,
    delivery: &Delivery,
    patience: Duration,
) -> Result<(), Undelivered> {
    let for_now = |why: String| Undelivered::ForNow(why);
    let body = serde_json::to_vec(&delivery.message).map_err(|fault| for_now(fault.to_string()))?;
    let request = agent.post(to).config().timeout_global(Some(patience)).build();
    let sent = request
        .header("content-type", "application/json")
        .header("idempotency-key", &delivery.key)
        .header("x-truce-signature", signature::header(secret.as_bytes(), &body))
        .send(&body[..]);
    let answer = sent.map_err(|fault| for_now(fault.to_string()))?;
    let status = answer.status();
    if status.is_success() {
        Ok(())
    } else {
        Err(for_now(format!("answered with status {status}")))
    }
}
