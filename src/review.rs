//! What should make an approver pause: found out in the background, while a request waits for its decision.

mod ask;
mod begin;
mod count;
mod reviewer;
mod share;

pub use reviewer::Reviewer;

use std::collections::HashSet;

use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;

/// How far back "lately" goes: seven days, in milliseconds, before the review began.
const LATELY: i64 = 7 * 24 * 60 * 60 * 1000;

/// What the desk knows about an open request so far.
#[derive(Clone, Debug)]
pub struct Review {
    /// None before it has begun.
    pub findings: Option<Findings>,
    /// One a server, in the order of the deliveries.
    pub preflights: Vec<Preflight>,
    pub unusual: Vec<Unusual>,
    /// Players of whom it is known whether they got the same lately.
    pub counted: i64,
}

/// A review in figures.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Findings {
    pub request_id: i64,
    /// Deliveries to players whom the game does not know.
    pub unknown: i64,
    /// Servers that are still to be asked about players, and how many of these gave no answer the last time.
    pub to_ask: i64,
    pub stuck: i64,
    /// Servers that could not be asked about everybody, after several tries.
    pub unasked: i64,
    /// Whether it is still being counted who got the same lately, and how many did: players who got one of the same
    /// items by another request of the game within the seven days before the review began.
    pub is_counting: bool,
    pub lately: i64,
    /// Lines that are far above the usual.
    pub unusual: i64,
}

/// How one server was asked which players it knows.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Preflight {
    pub server_id: i64,
    pub asked: i64,
    pub unknown: i64,
    /// Whether it will not be asked again: everybody was asked about, or there is a problem.
    pub is_over: bool,
    /// Why the last question had no answer.
    pub problem: Option<String>,
}

/// A line that gives or takes at least ten times what is usual of its item.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Unusual {
    pub item_id: i64,
    /// Per player; where the list says it player by player, the most.
    pub quantity: i64,
    /// The median of what approved requests of the last 90 days gave or took.
    pub usual: i64,
}

impl Findings {
    pub fn is_finished(&self) -> bool {
        self.to_ask == 0 && !self.is_counting
    }

    /// Whether an approver must say that he has seen it: what is odd, or what is not known.
    pub fn must_be_seen(&self) -> bool {
        !self.is_finished() || self.unasked > 0 || self.unknown > 0 || self.unusual > 0
    }

    /// Whether there is anything to look at before deciding.
    pub fn is_remarkable(&self) -> bool {
        self.unasked > 0 || self.unknown > 0 || self.unusual > 0 || self.lately > 0
    }
}

impl Review {
    pub fn must_be_seen(&self) -> bool {
        self.findings.as_ref().is_none_or(Findings::must_be_seen)
    }

    /// Whether something will be known in a moment: not while a game that gave no answer is left alone.
    pub fn is_running(&self) -> bool {
        self.findings.as_ref().is_none_or(|found| found.is_counting || found.to_ask > found.stuck)
    }
}

impl Desk {
    /// How far the review of a request is; none once the request is decided.
    pub async fn review_of(&self, person: &Person, no: i64) -> Result<Option<Review>> {
        let request = self.request(person, no).await?;
        if request.state.is_open() { Ok(Some(self.review(no).await?)) } else { Ok(None) }
    }

    /// Which of these requests have something in their review that should make an approver pause.
    pub async fn remarkable(&self, requests: &[i64]) -> Result<HashSet<i64>> {
        let findings = self.db().review_findings_of(requests).await?;
        Ok(findings.into_iter().filter(Findings::is_remarkable).map(|found| found.request_id).collect())
    }

    pub(crate) async fn review(&self, no: i64) -> Result<Review> {
        let db = self.db();
        let Some(findings) = db.review_findings(no).await? else {
            return Ok(Review { findings: None, preflights: Vec::new(), unusual: Vec::new(), counted: 0 });
        };
        let unusual = if findings.unusual > 0 { db.unusual(no).await? } else { Vec::new() };
        Ok(Review {
            preflights: db.preflights(no).await?,
            unusual,
            counted: db.counted(no).await?,
            findings: Some(findings),
        })
    }
}
