use super::{Db, on};
use crate::error::Result;
use crate::pulse::Pulse;

impl Db {
    pub async fn pulse(&self) -> Result<Pulse> {
        Ok(on!(db self, c => sqlx::query_as(
            "select (select coalesce(max(id), 0) from events) as last_event, count(*) as moving,
                    cast(coalesce(sum(succeeded + refused + failed + unknown), 0) as bigint) as ended
             from requests where state in ('approved', 'delivering')")
            .fetch_one(c).await)?)
    }
}
