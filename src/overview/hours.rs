use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::store::server_calls::HOUR;

/// What came to rest within an hour, and still rests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// Unix milliseconds.
    pub begins_at: i64,
    pub succeeded: i64,
    /// Refused, failed or unknown.
    pub troubled: i64,
}

impl Desk {
    /// Deliveries by the hour in which they came to rest: every hour from a whole minute on, one after the other, until
    /// the one in which `until` is (Unix milliseconds).
    pub async fn settled_by_hour(&self, person: &Person, from: i64, until: i64) -> Result<Vec<Hour>> {
        let games = self.visible_games(person).await?;
        let count = (until - from).max(0) / HOUR + 1;
        let mut hours: Vec<Hour> = (0..count).map(|n| Hour { begins_at: from + n * HOUR, ..Hour::default() }).collect();
        for (n, succeeded, deliveries) in self.db().settled_by_hour(&games, from, from + count * HOUR).await? {
            let hour = &mut hours[n as usize];
            *(if succeeded { &mut hour.succeeded } else { &mut hour.troubled }) += deliveries;
        }
        Ok(hours)
    }
}
