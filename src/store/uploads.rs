use super::{Db, Tx, dialect, on};
use crate::error::Result;
use crate::upload::Upload;

/// Rows in one statement of a bulk insert.
const CHUNK: usize = 5_000;

impl Db {
    pub async fn insert_upload(&self, id: &str, person: i64, name: &str, now: i64) -> Result<()> {
        on!(db self, c => sqlx::query("insert into uploads (id, user_id, name, created_at) values ($1, $2, $3, $4)")
            .bind(id).bind(person).bind(name).bind(now).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn insert_piece(&self, id: &str, n: i64, bytes: &[u8]) -> Result<()> {
        on!(db self, c => sqlx::query("insert into upload_pieces (upload_id, n, bytes) values ($1, $2, $3)")
            .bind(id).bind(n).bind(bytes).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn finish_upload(&self, id: &str, size: i64) -> Result<()> {
        let rows = on!(db self, c => sqlx::query("update uploads set is_whole = $2, size = $3 where id = $1")
            .bind(id).bind(true).bind(size).execute(c).await.map(|done| done.rows_affected()))?;
        super::exactly_one(rows, "upload")
    }

    pub async fn delete_upload(&self, id: &str) -> Result<()> {
        on!(db self, c => sqlx::query("delete from uploads where id = $1").bind(id).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Only if it is this person's.
    pub async fn delete_own_upload(&self, id: &str, person: i64) -> Result<()> {
        on!(db self, c => sqlx::query("delete from uploads where id = $1 and user_id = $2")
            .bind(id).bind(person).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Deletes files that began to come before `unfinished` and never ended, and those from before `abandoned` that no
    /// bulk form names. A request form whose file is gone says so.
    pub async fn sweep_uploads(&self, unfinished: i64, abandoned: i64) -> Result<()> {
        on!(db self, c => sqlx::query(
            "delete from uploads where (is_whole = $1 and created_at < $2)
                or (created_at < $3 and not exists (select 1 from batches b where b.upload_id = uploads.id))")
            .bind(false).bind(unfinished).bind(abandoned).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn upload(&self, id: &str) -> Result<Option<Upload>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, user_id, name, size, is_whole, created_at, rules, rows_read, checking_until, found from uploads where id = $1")
            .bind(id).fetch_optional(c).await)?)
    }

    pub async fn piece(&self, id: &str, n: i64) -> Result<Option<Vec<u8>>> {
        Ok(on!(db self, c => sqlx::query_scalar("select bytes from upload_pieces where upload_id = $1 and n = $2")
            .bind(id).bind(n).fetch_optional(c).await)?)
    }

    /// Whether the caller is to check the file by these rules: nobody has, and nobody is at it.
    pub async fn begin_check(&self, id: &str, rules: &str, now: i64, until: i64) -> Result<bool> {
        Ok(on!(db self, c => sqlx::query(
            "update uploads set rules = $2, rows_read = 0, found = null, checking_until = $4
             where id = $1 and (rules is null or rules <> $2 or (found is null and (checking_until is null or checking_until < $3)))")
            .bind(id).bind(rules).bind(now).bind(until).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// How far a check has come; nothing if the file is checked by other rules by now.
    pub async fn note_rows(&self, id: &str, rules: &str, rows: i64, until: i64) -> Result<()> {
        on!(db self, c => sqlx::query(
            "update uploads set rows_read = $3, checking_until = $4 where id = $1 and rules = $2 and found is null")
            .bind(id).bind(rules).bind(rows).bind(until).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// A check that came to nothing: the next who asks begins anew.
    pub async fn end_check(&self, id: &str, rules: &str) -> Result<()> {
        on!(db self, c => sqlx::query("update uploads set checking_until = null where id = $1 and rules = $2 and found is null")
            .bind(id).bind(rules).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// What was found is out of date: the next who asks begins anew.
    pub async fn forget_check(&self, id: &str) -> Result<()> {
        on!(db self, c => sqlx::query("update uploads set rules = null, found = null where id = $1 and found is not null")
            .bind(id).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Findings after the `after`th, with their place, as JSON.
    pub async fn findings(&self, id: &str, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select n, finding from upload_findings where upload_id = $1 and n > $2 order by n limit $3")
            .bind(id).bind(after).bind(limit).fetch_all(c).await)?)
    }

    /// The requests a bulk file would become, after the `after`th, as JSON.
    pub async fn groups(&self, id: &str, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select n, summary from upload_groups where upload_id = $1 and n > $2 order by n limit $3")
            .bind(id).bind(after).bind(limit).fetch_all(c).await)?)
    }
}

impl Tx {
    /// False when the file is checked by other rules by now: then this check is nobody's any more.
    pub async fn finish_check(&mut self, id: &str, rules: &str, found: &str) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "update uploads set found = $3, checking_until = null where id = $1 and rules = $2 and found is null")
            .bind(id).bind(rules).bind(found).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    pub async fn replace_findings(&mut self, id: &str, findings: &[String]) -> Result<()> {
        let insert = dialect!(self,
            sqlite: "insert into upload_findings (upload_id, n, finding) select $1, $2 + key, value from json_each($3)",
            postgres: "insert into upload_findings (upload_id, n, finding)
                       select $1, $2 + ordinality - 1, value from json_array_elements_text($3::json) with ordinality");
        self.replace(id, "delete from upload_findings where upload_id = $1", insert, findings).await
    }

    pub async fn replace_groups(&mut self, id: &str, groups: &[String]) -> Result<()> {
        let insert = dialect!(self,
            sqlite: "insert into upload_groups (upload_id, n, summary) select $1, $2 + key, value from json_each($3)",
            postgres: "insert into upload_groups (upload_id, n, summary)
                       select $1, $2 + ordinality - 1, value from json_array_elements_text($3::json) with ordinality");
        self.replace(id, "delete from upload_groups where upload_id = $1", insert, groups).await
    }

    async fn replace(&mut self, id: &str, delete: &'static str, insert: &'static str, rows: &[String]) -> Result<()> {
        on!(tx self, c => sqlx::query(delete).bind(id).execute(c).await.map(|_| ()))?;
        for (i, chunk) in rows.chunks(CHUNK).enumerate() {
            on!(tx self, c => sqlx::query(insert).bind(id).bind((i * CHUNK) as i64 + 1).bind(serde_json::to_string(chunk)?)
                .execute(c).await.map(|_| ()))?;
        }
        Ok(())
    }

    pub async fn delete_upload(&mut self, id: &str) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from uploads where id = $1").bind(id).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
