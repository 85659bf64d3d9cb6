use super::{Db, Tx, dialect, on};
use crate::batch::{Batch, Submitted};
use crate::error::Result;
use crate::request::Direction;

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

/// What is known of a pending request before it is approved with others, once an item line.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PendingRow {
    pub id: i64,
    pub seal: String,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    pub code: String,
    /// What each player gets; a bulk file says it once for all players of a request.
    pub quantity: i64,
    pub players: i64,
    pub deliveries: i64,
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

    /// False when it is submitted, or not this person's.
    pub async fn delete_batch(&self, id: &str, person: i64) -> Result<bool> {
        Ok(on!(db self, c => sqlx::query("delete from batches where id = $1 and user_id = $2 and submitted_at is null")
            .bind(id).bind(person).execute(c).await.map(|done| done.rows_affected() == 1))?)
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

    /// The pending requests of a batch in the order of their numbers, each once an item line.
    pub async fn pending_of_batch(&self, id: &str) -> Result<Vec<PendingRow>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select r.id, r.seal, r.direction, i.code, l.quantity, r.players, r.deliveries
             from requests r join request_lines l on l.request_id = r.id join items i on i.id = l.item_id
             where r.batch_id = $1 and r.state = 'pending' order by r.id, l.line")
            .bind(id).fetch_all(c).await)?)
    }
}

impl Tx {
    /// Which of these requests, with the seals they were shown by, are pending still. They are locked.
    pub async fn lock_pending(&mut self, shown: &[(i64, String)]) -> Result<Vec<(i64, String)>> {
        let sql = dialect!(self,
            // Each is looked up by its number, and not among all that is pending.
            sqlite: "select r.id, r.seal from json_each($1) v cross join requests r on r.id = v.value ->> 0 and r.seal = v.value ->> 1
                     where +r.state = 'pending' order by r.id",
            postgres: "select r.id, r.seal from requests r
                     join json_array_elements($1::json) v on r.id = cast(v.value ->> 0 as bigint) and r.seal = v.value ->> 1
                     where r.state = 'pending' order by r.id for no key update of r");
        Ok(on!(tx self, c => sqlx::query_as(sql).bind(serde_json::to_string(shown)?).fetch_all(c).await)?)
    }

    /// Moves locked requests on, each by an approval of its own seal; answers how many they are.
    pub async fn approve_pending(&mut self, requests: &[i64], approver: i64, note: &str, now: i64) -> Result<u64> {
        let ids = serde_json::to_string(requests)?;
        let insert = dialect!(self,
            sqlite: "insert into approvals (request_id, requested_by, approved_by, seal, note, at)
                     select r.id, r.requested_by, $2, r.seal, $3, $4 from json_each($1) v cross join requests r on r.id = v.value
                     order by r.id returning request_id, id",
            postgres: "insert into approvals (request_id, requested_by, approved_by, seal, note, at)
                     select r.id, r.requested_by, $2, r.seal, $3, $4
                     from json_array_elements_text($1::json) v join requests r on r.id = cast(v.value as bigint)
                     order by r.id returning request_id, id");
        let approvals: Vec<(i64, i64)> = on!(tx self, c => sqlx::query_as(insert)
            .bind(ids).bind(approver).bind(note).bind(now).fetch_all(c).await)?;
        let update = dialect!(self,
            sqlite: "update requests set state = 'approved', version = version + 1, approval_id = v.value ->> 1
                     from json_each($1) v where requests.id = v.value ->> 0 and +requests.state = 'pending'",
            postgres: "update requests set state = 'approved', version = version + 1, approval_id = cast(v.value ->> 1 as bigint)
                     from json_array_elements($1::json) v
                     where requests.id = cast(v.value ->> 0 as bigint) and requests.state = 'pending'");
        Ok(on!(tx self, c => sqlx::query(update)
            .bind(serde_json::to_string(&approvals)?).execute(c).await.map(|done| done.rows_affected()))?)
    }

    /// False when it is submitted already.
    pub async fn submit_batch(&mut self, id: &str, requests: i64, now: i64) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "update batches set requests = $2, submitted_at = $3, upload_id = null where id = $1 and submitted_at is null")
            .bind(id).bind(requests).bind(now).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }
}
