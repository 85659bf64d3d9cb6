use serde_json::{Value, json};

use super::{Db, Tx, dialect, on};
use crate::error::Result;
use crate::event::{ACTIONS, Actor, Event, SUBJECTS, Subject};

/// Events in one statement.
const CHUNK: usize = 5_000;

macro_rules! looked_up {
    ($kind:literal, $table:literal, $id:literal) => {
        concat!(" when '", $kind, "' then (select game_id from ", $table, " where id = ", $id, ")")
    };
}

/// The game of a subject; where the subject does not say it, what is given.
macro_rules! game_of {
    ($kind:literal, $id:literal, $given:literal) => {
        concat!(
            concat!("case ", $kind, " when 'game' then ", $id),
            looked_up!("request", "requests", $id),
            looked_up!("server", "servers", $id),
            looked_up!("item", "items", $id),
            looked_up!("reason", "reasons", $id),
            looked_up!("detail_reason", "detail_reasons", $id),
            looked_up!("message", "messages", $id),
            looked_up!("id_kind", "id_kinds", $id),
            concat!(" else ", $given, " end")
        )
    };
}

impl Tx {
    pub async fn record(
        &mut self,
        at: i64,
        actor: &Actor,
        subject: Subject,
        action: &str,
        details: Value,
    ) -> Result<()> {
        self.record_all(at, actor, &[(subject, action, details)]).await
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
            debug_assert!(ACTIONS.contains(action), "list {action} in `event::ACTIONS`, and give it words");
            let (kind, id) = subject.parts();
            debug_assert!(SUBJECTS.contains(&kind), "list {kind} in `event::SUBJECTS`, and give it words");
            json!([kind, id, action, details.to_string(), subject.game()])
        };
        let sql = dialect!(self,
        sqlite: concat!(
            "insert into events (at, actor_id, actor_name, address, subject, subject_id, action, details, game_id)
             select $1, $2, $3, $4, value ->> 0, value ->> 1, value ->> 2, value ->> 3, ",
            game_of!("value ->> 0", "value ->> 1", "value ->> 4"),
            " from json_each($5)"
        ),
        postgres: concat!(
            "insert into events (at, actor_id, actor_name, address, subject, subject_id, action, details, game_id)
             select $1, $2, $3, $4, value ->> 0, cast(value ->> 1 as bigint), value ->> 2, value ->> 3, ",
            game_of!("value ->> 0", "cast(value ->> 1 as bigint)", "cast(value ->> 4 as bigint)"),
            " from json_array_elements($5::json)"
        ));
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
