use super::{Db, Tx, on};
use crate::error::Result;

impl Tx {
    pub async fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value")
            .bind(name).bind(value).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Takes the setting away; whether it was there with this value.
    pub async fn take_setting(&mut self, name: &str, value: &str) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query("delete from settings where name = $1 and value = $2")
            .bind(name).bind(value).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }
}

impl Db {
    pub async fn setting(&self, name: &str) -> Result<Option<String>> {
        Ok(
            on!(db self, c => sqlx::query_scalar("select value from settings where name = $1").bind(name).fetch_optional(c).await)?,
        )
    }
}
