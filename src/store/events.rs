use serde_json::{Value, json};

use super::{Db, Tx, dialect, on};
use crate::error::Result;
use crate::event::{Actor, Event, Subject};

/// Events in one statement.
const CHUNK: usize = 5_000;

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
        let rows: Vec<_> =
            details.iter().map(|(no, details)| (Subject::Request(*no), action, details.clone())).collect();
        self.record_all(at, actor, &rows).await
    }

    /// Records what one actor did at once to many subjects: the action and its details for each.
    pub async fn record_all(&mut self, at: i64, actor: &Actor, done: &[(Subject, &str, Value)]) -> Result<()> {
        let row = |(subject, action, details): &(Subject, &str, Value)| {
            let (subject, id) = subject.parts();
            json!([subject, id, action, details.to_string()])
        };
        let sql = dialect!(self,
            sqlite: "insert into events (at, actor_id, actor_name, address, subject, subject_id, action, details)
                     select $1, $2, $3, $4, value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each($5)",
            postgres: "insert into events (at, actor_id, actor_name, address, subject, subject_id, action, details)
                     select $1, $2, $3, $4, value ->> 0, cast(value ->> 1 as bigint), value ->> 2, value ->> 3
                     from json_array_elements($5::json)");
        for chunk in done.chunks(CHUNK) {
            let rows: Vec<Value> = chunk.iter().map(row).collect();
            on!(tx self, c => sqlx::query(sql)
                .bind(at).bind(actor.id).bind(&actor.name).bind(&actor.address).bind(serde_json::to_string(&rows)?)
                .execute(c).await.map(|_| ()))?;
        }
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
