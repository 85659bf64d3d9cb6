use serde::Serialize;

use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::request::{Counts, State};

/// Where a request's delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub state: State,
    #[serde(flatten)]
    pub counts: Counts,
}

impl Desk {
    pub async fn progress(&self, person: &Person, no: i64) -> Result<Progress> {
        let request = self.request(person, no).await?;
        Ok(Progress { state: request.state, counts: request.counts })
    }
}
