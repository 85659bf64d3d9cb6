use super::{Db, on};
use crate::error::Result;

impl Db {
    /// Inserts a new session; false when the ID is taken already.
    pub async fn create_session(&self, id: &str, data: &str, expires_at: i64) -> Result<bool> {
        Ok(on!(db self, c => sqlx::query(
            "insert into sessions (id, data, expires_at) values ($1, $2, $3) on conflict (id) do nothing")
            .bind(id).bind(data).bind(expires_at).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    pub async fn save_session(&self, id: &str, data: &str, expires_at: i64) -> Result<()> {
        on!(db self, c => sqlx::query(
            "insert into sessions (id, data, expires_at) values ($1, $2, $3)
             on conflict (id) do update set data = excluded.data, expires_at = excluded.expires_at")
            .bind(id).bind(data).bind(expires_at).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn load_session(&self, id: &str, now: i64) -> Result<Option<String>> {
        Ok(on!(db self, c => sqlx::query_scalar("select data from sessions where id = $1 and expires_at > $2")
            .bind(id).bind(now).fetch_optional(c).await)?)
    }

    pub async fn delete_session(&self, id: &str) -> Result<()> {
        on!(db self, c => sqlx::query("delete from sessions where id = $1").bind(id).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn delete_expired_sessions(&self, now: i64) -> Result<u64> {
        Ok(on!(db self, c => sqlx::query("delete from sessions where expires_at <= $1")
            .bind(now).execute(c).await.map(|done| done.rows_affected()))?)
    }
}
