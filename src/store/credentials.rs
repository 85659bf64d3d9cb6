//! Links at which passwords are set, and second factors.

use super::{Db, Tx, exactly_one, on};
use crate::error::Result;

#[derive(Debug, sqlx::FromRow)]
pub struct FactorRow {
    pub secret: String,
    pub confirmed_at: Option<i64>,
}

impl Db {
    /// User name and name of the active user whose link it is, unless it is too old.
    pub async fn password_link(&self, fingerprint: &str, now: i64) -> Result<Option<(String, String)>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select u.username, u.name from password_links l join users u on u.id = l.user_id
             where l.token_sha256 = $1 and l.expires_at > $2 and u.disabled_at is null")
            .bind(fingerprint).bind(now).fetch_optional(c).await)?)
    }

    pub async fn second_factor(&self, user: i64) -> Result<Option<FactorRow>> {
        Ok(on!(db self, c => sqlx::query_as("select secret, confirmed_at from second_factors where user_id = $1")
            .bind(user).fetch_optional(c).await)?)
    }

    pub async fn count_recovery_codes(&self, user: i64) -> Result<i64> {
        Ok(on!(db self, c => sqlx::query_scalar("select count(*) from recovery_codes where user_id = $1")
            .bind(user).fetch_one(c).await)?)
    }
}

impl Tx {
    /// In the place of an older link, if there is one.
    pub async fn put_password_link(&mut self, user: i64, fingerprint: &str, expires_at: i64) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "insert into password_links (user_id, token_sha256, expires_at) values ($1, $2, $3)
             on conflict (user_id) do update set token_sha256 = excluded.token_sha256, expires_at = excluded.expires_at")
            .bind(user).bind(fingerprint).bind(expires_at).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Uses a link up: whose it was, unless it is gone or too old.
    pub async fn take_password_link(&mut self, fingerprint: &str, now: i64) -> Result<Option<i64>> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "delete from password_links where token_sha256 = $1 and expires_at > $2 returning user_id")
            .bind(fingerprint).bind(now).fetch_optional(c).await)?)
    }

    pub async fn delete_password_link(&mut self, user: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from password_links where user_id = $1").bind(user).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn second_factor(&mut self, user: i64) -> Result<Option<FactorRow>> {
        Ok(on!(tx self, c => sqlx::query_as("select secret, confirmed_at from second_factors where user_id = $1")
            .bind(user).fetch_optional(c).await)?)
    }

    /// False when one counts already.
    pub async fn offer_second_factor(&mut self, user: i64, secret: &str) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "insert into second_factors (user_id, secret) values ($1, $2)
             on conflict (user_id) do update set secret = excluded.secret, last_step = 0
             where second_factors.confirmed_at is null")
            .bind(user).bind(secret).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    pub async fn confirm_second_factor(&mut self, user: i64, now: i64) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query(
            "update second_factors set confirmed_at = $2 where user_id = $1 and confirmed_at is null")
            .bind(user).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "second factor")
    }

    /// Takes a code's time step; false when that one or a later one was taken before.
    pub async fn take_step(&mut self, user: i64, step: i64) -> Result<bool> {
        Ok(
            on!(tx self, c => sqlx::query("update second_factors set last_step = $2 where user_id = $1 and last_step < $2")
            .bind(user).bind(step).execute(c).await.map(|done| done.rows_affected() == 1))?,
        )
    }

    pub async fn insert_recovery_code(&mut self, user: i64, fingerprint: &str) -> Result<()> {
        on!(tx self, c => sqlx::query("insert into recovery_codes (user_id, code_sha256) values ($1, $2)")
            .bind(user).bind(fingerprint).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// False when the user has no such code, or not any more.
    pub async fn take_recovery_code(&mut self, user: i64, fingerprint: &str) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query("delete from recovery_codes where user_id = $1 and code_sha256 = $2")
            .bind(user).bind(fingerprint).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// With its recovery codes; false when there was none.
    pub async fn delete_second_factor(&mut self, user: i64) -> Result<bool> {
        on!(tx self, c => sqlx::query("delete from recovery_codes where user_id = $1").bind(user).execute(c).await.map(|_| ()))?;
        Ok(on!(tx self, c => sqlx::query("delete from second_factors where user_id = $1")
            .bind(user).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }
}
