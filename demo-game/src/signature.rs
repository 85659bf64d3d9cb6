//! Calls are signed as in Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature`.

use axum::http::HeaderMap;
use standardwebhooks::{HEADER_WEBHOOK_ID, Webhook, WebhookError};

/// The secret the game shares with the desk.
pub(crate) struct Secret(Webhook);

impl Secret {
    pub fn new(secret: &str) -> Result<Secret, WebhookError> {
        Webhook::new(secret).map(Secret)
    }

    /// The call's `webhook-id`, if who signed it over this body knows the secret and did so within five minutes.
    pub fn signed_id<'a>(&self, headers: &'a HeaderMap, body: &[u8]) -> Result<&'a str, WebhookError> {
        self.0.verify(body, headers)?;
        headers
            .get(HEADER_WEBHOOK_ID)
            .and_then(|id| id.to_str().ok())
            .ok_or(WebhookError::MissingHeader(HEADER_WEBHOOK_ID))
    }
}
