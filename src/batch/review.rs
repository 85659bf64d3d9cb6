use sqlx::FromRow;

/// What the reviews of a batch's pending requests found, all together.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct BatchReview {
    /// Requests whose review is not finished.
    pub unfinished: i64,
    /// Deliveries to players whom the game does not know.
    pub unknown: i64,
    /// Requests with a server that could not be asked about everybody.
    pub unasked: i64,
    /// Requests that give or take far more than is usual.
    pub unusual: i64,
    /// Players who got the same lately, counted once a request.
    pub lately: i64,
}

impl BatchReview {
    /// Whether an approver must say that he has seen it: what is odd, or what is not known.
    pub fn must_be_seen(&self) -> bool {
        self.unfinished > 0 || self.unknown > 0 || self.unasked > 0 || self.unusual > 0
    }
}
