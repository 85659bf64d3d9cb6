use super::{Db, Tx, on};
use crate::batch::{Batch, Submitted};
use crate::error::Result;

/// A batch with the name of its person. The rest of the statement follows.
macro_rules! select_batch {
    ($rest:literal) => {
        concat!(
            "select b.id, b.user_id, b.game_id, b.form, b.upload_id, b.updated_at, b.requests, b.submitted_at, u.name
             from batches b join users u on u.id = b.user_id ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    user_id: i64,
    game_id: i64,
    form: String,
    upload_id: Option<String>,
    updated_at: i64,
    requests: Option<i64>,
    submitted_at: Option<i64>,
    name: String,
}

impl Row {
    fn batch(self) -> Result<Batch> {
        let submitted = self.requests.zip(self.submitted_at);
        Ok(Batch {
            id: self.id,
            user_id: self.user_id,
            game_id: self.game_id,
            form: serde_json::from_str(&self.form)?,
            upload_id: self.upload_id,
            updated_at: self.updated_at,
            submitted: submitted.map(|(requests, at)| Submitted { by: self.name, requests, at }),
        })
    }
}

impl Db {
    /// False when the batch is somebody else's, or submitted.
    pub async fn save_batch(
        &self,
        id: &str,
        person: i64,
        game: i64,
        form: &str,
        upload: Option<&str>,
        now: i64,
    ) -> Result<bool> {
        Ok(on!(db self, c => sqlx::query(
            "insert into batches (id, user_id, game_id, form, upload_id, updated_at) values ($1, $2, $3, $4, $5, $6)
             on conflict (id) do update set game_id = excluded.game_id, form = excluded.form, upload_id = excluded.upload_id,
                updated_at = excluded.updated_at
             where batches.user_id = excluded.user_id and batches.submitted_at is null")
            .bind(id).bind(person).bind(game).bind(form).bind(upload).bind(now)
            .execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    pub async fn batch(&self, id: &str) -> Result<Option<Batch>> {
        let row: Option<Row> =
            on!(db self, c => sqlx::query_as(select_batch!("where b.id = $1")).bind(id).fetch_optional(c).await)?;
        row.map(Row::batch).transpose()
    }

    pub async fn unfinished_batches(&self, person: i64, limit: i64) -> Result<Vec<Batch>> {
        let rows: Vec<Row> = on!(db self, c => sqlx::query_as(
            select_batch!("where b.user_id = $1 and b.submitted_at is null order by b.updated_at desc limit $2"))
            .bind(person).bind(limit).fetch_all(c).await)?;
        rows.into_iter().map(Row::batch).collect()
    }
}

impl Tx {
    /// False when it is submitted already.
    pub async fn submit_batch(&mut self, id: &str, requests: i64, now: i64) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "update batches set requests = $2, submitted_at = $3, upload_id = null where id = $1 and submitted_at is null")
            .bind(id).bind(requests).bind(now).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }
}
