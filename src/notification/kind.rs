use crate::request::words;

words! {
    /// What people are told of.
    Kind {
        Requested = "requested",
        Approved = "approved",
        Rejected = "rejected",
        Held = "held",
        Released = "released",
        Succeeded = "succeeded",
        Failed = "failed",
        Closed = "closed",
        WebhookPaused = "webhook_paused",
    }
}

impl Kind {
    /// What a game's webhook can ask for.
    pub const OF_REQUESTS: [Kind; 8] = [
        Kind::Requested,
        Kind::Approved,
        Kind::Rejected,
        Kind::Held,
        Kind::Released,
        Kind::Succeeded,
        Kind::Failed,
        Kind::Closed,
    ];

    /// What a person's own webhook is sent. What went well is told more quietly: in the page.
    pub const TO_A_PERSON: [Kind; 6] =
        [Kind::Approved, Kind::Rejected, Kind::Held, Kind::Released, Kind::Failed, Kind::Closed];
}
