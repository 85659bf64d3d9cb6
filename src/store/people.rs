use super::{Db, Tx, dialect, exactly_one, on};
use crate::error::Result;
use crate::people::Permission;

#[derive(Debug, sqlx::FromRow)]
pub struct UserRow {
    pub id: i64,
    pub username: String,
    pub name: String,
    pub password_hash: String,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub theme: Option<String>,
    pub disabled_at: Option<i64>,
}

impl Db {
    pub async fn active_user(&self, id: i64) -> Result<Option<UserRow>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, username, name, password_hash, language, time_zone, theme, disabled_at
             from users where id = $1 and disabled_at is null")
            .bind(id).fetch_optional(c).await)?)
    }

    pub async fn user_by_username(&self, username_key: &str) -> Result<Option<UserRow>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select id, username, name, password_hash, language, time_zone, theme, disabled_at
             from users where username_key = $1")
            .bind(username_key).fetch_optional(c).await)?)
    }

    pub async fn has_users(&self) -> Result<bool> {
        let some: Option<i64> =
            on!(db self, c => sqlx::query_scalar("select id from users limit 1").fetch_optional(c).await)?;
        Ok(some.is_some())
    }

    /// Permissions with the game each holds in.
    pub async fn permissions(&self, user: i64) -> Result<Vec<(String, Option<i64>)>> {
        Ok(on!(db self, c => sqlx::query_as(
            "select p.permission, m.game_id from memberships m join role_permissions p on p.role_id = m.role_id
             where m.user_id = $1")
            .bind(user).fetch_all(c).await)?)
    }

    pub async fn role_by_name(&self, name: &str) -> Result<Option<i64>> {
        Ok(
            on!(db self, c => sqlx::query_scalar("select id from roles where name = $1").bind(name).fetch_optional(c).await)?,
        )
    }
}

impl Tx {
    pub async fn has_users(&mut self) -> Result<bool> {
        let some: Option<i64> =
            on!(tx self, c => sqlx::query_scalar("select id from users limit 1").fetch_optional(c).await)?;
        Ok(some.is_some())
    }

    /// None when the user name is taken.
    pub async fn insert_user(
        &mut self,
        username: &str,
        key: &str,
        name: &str,
        hash: &str,
        now: i64,
    ) -> Result<Option<i64>> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "insert into users (username, username_key, name, password_hash, created_at) values ($1, $2, $3, $4, $5)
             on conflict (username_key) do nothing returning id")
            .bind(username).bind(key).bind(name).bind(hash).bind(now).fetch_optional(c).await)?)
    }

    pub async fn disable_user(&mut self, user: i64, now: i64) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query("update users set disabled_at = $2 where id = $1")
            .bind(user).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "user")
    }

    /// Whether the account is locked. Who asks is the only one to judge a sign-in to it until the transaction ends.
    pub async fn is_locked(&mut self, user: i64, now: i64) -> Result<bool> {
        let sql = dialect!(self,
            sqlite: "select locked_until from users where id = $1",
            postgres: "select locked_until from users where id = $1 for update");
        let until: Option<i64> = on!(tx self, c => sqlx::query_scalar(sql).bind(user).fetch_one(c).await)?;
        Ok(until.is_some_and(|until| until > now))
    }

    pub async fn sign_in_succeeded(&mut self, user: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("update users set failed_sign_ins = 0, locked_until = null where id = $1")
            .bind(user).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    /// Counts one more failure in a row, and answers how many there are.
    pub async fn sign_in_failed(&mut self, user: i64) -> Result<i64> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "update users set failed_sign_ins = failed_sign_ins + 1 where id = $1 returning failed_sign_ins")
            .bind(user).fetch_one(c).await)?)
    }

    pub async fn lock_user(&mut self, user: i64, until: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("update users set locked_until = $2, failed_sign_ins = 0 where id = $1")
            .bind(user).bind(until).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn upsert_role(&mut self, name: &str, permissions: &[Permission]) -> Result<i64> {
        let id: i64 = on!(tx self, c => sqlx::query_scalar(
            "insert into roles (name) values ($1) on conflict (name) do update set name = excluded.name returning id")
            .bind(name).fetch_one(c).await)?;
        on!(tx self, c => sqlx::query("delete from role_permissions where role_id = $1").bind(id).execute(c).await.map(|_| ()))?;
        for permission in permissions {
            on!(tx self, c => sqlx::query("insert into role_permissions (role_id, permission) values ($1, $2)")
                .bind(id).bind(permission.as_str()).execute(c).await.map(|_| ()))?;
        }
        Ok(id)
    }

    pub async fn insert_membership(&mut self, user: i64, role: i64, game: Option<i64>) -> Result<()> {
        on!(tx self, c => sqlx::query("insert into memberships (user_id, role_id, game_id) values ($1, $2, $3) on conflict do nothing")
            .bind(user).bind(role).bind(game).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn delete_memberships(&mut self, user: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from memberships where user_id = $1").bind(user).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
