use super::{Db, Tx, on};
use crate::error::Result;

impl Db {
    /// False when the draft is somebody else's.
    pub async fn save_draft(&self, id: &str, person: i64, form: &str, refused: bool, now: i64) -> Result<bool> {
        Ok(on!(db self, c => sqlx::query(
            "insert into drafts (id, user_id, form, refused, updated_at) values ($1, $2, $3, $4, $5)
             on conflict (id) do update set form = excluded.form, refused = excluded.refused, updated_at = excluded.updated_at
             where drafts.user_id = excluded.user_id")
            .bind(id).bind(person).bind(form).bind(refused).bind(now).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// Whose draft it is, its form, whether it was refused, and when it was kept.
    pub async fn draft(&self, id: &str) -> Result<Option<(i64, String, bool, i64)>> {
        Ok(on!(db self, c => sqlx::query_as("select user_id, form, refused, updated_at from drafts where id = $1")
            .bind(id).fetch_optional(c).await)?)
    }

    /// The last drafts of a person that were kept since then: ID, form, whether it was refused, and when it was kept.
    pub async fn drafts_of(&self, person: i64, since: i64, limit: i64) -> Result<Vec<(String, String, bool, i64)>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, form, refused, updated_at from drafts where user_id = $1 and updated_at >= $2
             order by updated_at desc, id desc limit $3")
            .bind(person).bind(since).bind(limit).fetch_all(c).await)?)
    }
}

impl Tx {
    pub async fn delete_draft(&mut self, id: &str, person: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from drafts where id = $1 and user_id = $2")
            .bind(id).bind(person).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
