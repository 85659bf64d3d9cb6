use serde_json::Value;

use super::{Db, Tx, dialect, on};
use crate::error::Result;
use crate::event::{Actor, Event, Subject};

impl Tx {
    pub async fn record(
        &mut self,
        at: i64,
        actor: &Actor,
        subject: Subject,
        action: &str,
        details: Value,
    ) -> Result<()> {
        let (subject, subject_id) = subject.parts();
        on!(tx self, c => sqlx::query(
            "insert into events (at, actor_id, actor_name, address, subject, subject_id, action, details)
             values ($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(at).bind(actor.id).bind(&actor.name).bind(&actor.address)
            .bind(subject).bind(subject_id).bind(action).bind(details.to_string())
            .execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Records the same action for many requests, each with its details.
    pub async fn record_requests(
        &mut self,
        at: i64,
        actor: &Actor,
        action: &str,
        details: &[(i64, Value)],
    ) -> Result<()> {
        let rows: Vec<(i64, String)> = details.iter().map(|(no, details)| (*no, details.to_string())).collect();
        let sql = dialect!(self,
            sqlite: "insert into events (at, actor_id, actor_name, address, subject, subject_id, action, details)
                     select $1, $2, $3, $4, 'request', value ->> 0, $5, value ->> 1 from json_each($6)",
            postgres: "insert into events (at, actor_id, actor_name, address, subject, subject_id, action, details)
                     select $1, $2, $3, $4, 'request', cast(value ->> 0 as bigint), $5, value ->> 1 from json_array_elements($6::json)");
        on!(tx self, c => sqlx::query(sql)
            .bind(at).bind(actor.id).bind(&actor.name).bind(&actor.address).bind(action).bind(serde_json::to_string(&rows)?)
            .execute(c).await.map(|_| ()))?;
        Ok(())
    }
}

impl Db {
    /// What happened to one subject, oldest first.
    pub async fn events(&self, subject: Subject) -> Result<Vec<Event>> {
        let (subject, id) = subject.parts();
        Ok(on!(db self, c => sqlx::query_as(
            "select id, at, actor_id, actor_name, address, action, details
             from events where subject = $1 and subject_id = $2 order by id")
            .bind(subject).bind(id).fetch_all(c).await)?)
    }
}
