use standardwebhooks::WebhookError;

/// Why the game could not be started.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the secret is not whsec_ and base64")]
    Secret(#[from] WebhookError),
    #[error("the ledger cannot be opened")]
    Ledger(#[from] sqlx::Error),
    #[error("the address cannot be listened on")]
    Listen(#[source] std::io::Error),
}
