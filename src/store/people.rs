use super::{Db, Tx, dialect, exactly_one, on};
use crate::error::Result;
use crate::people::Settings;

#[derive(Debug, sqlx::FromRow)]
pub struct UserRow {
    pub id: i64,
    pub username: String,
    pub name: String,
    /// Empty until a person who was invited sets a password.
    pub password_hash: String,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub theme: Option<String>,
    pub shortcuts: bool,
    pub era: i64,
    pub locked_until: Option<i64>,
    pub disabled_at: Option<i64>,
}

/// Somebody with what their roles permit: words such as `approve 2`, or `approve` for every game.
#[derive(Debug, sqlx::FromRow)]
pub struct PersonRow {
    #[sqlx(flatten)]
    pub user: UserRow,
    pub permissions: Option<String>,
}

macro_rules! select_user {
    ($narrowed:literal) => {
        select_user!("", $narrowed)
    };
    ($more:literal, $narrowed:literal) => {
        concat!(
            "select u.id, u.username, u.name, u.password_hash, u.language, u.time_zone, u.theme, u.shortcuts, u.era,
                u.locked_until, u.disabled_at ",
            $more,
            " from users u where ",
            $narrowed
        )
    };
}

impl Db {
    pub async fn active_user(&self, id: i64) -> Result<Option<UserRow>> {
        Ok(on!(db self, c => sqlx::query_as(select_user!("id = $1 and disabled_at is null"))
            .bind(id).fetch_optional(c).await)?)
    }

    pub async fn active_person(&self, id: i64) -> Result<Option<PersonRow>> {
        let sql = dialect!(self,
            sqlite: select_user!(
                ", (select group_concat(p.permission || coalesce(' ' || m.game_id, ''), ',') from memberships m
                    join role_permissions p on p.role_id = m.role_id where m.user_id = u.id) as permissions",
                "u.id = $1 and u.disabled_at is null"),
            postgres: select_user!(
                ", (select string_agg(p.permission || coalesce(' ' || m.game_id, ''), ',') from memberships m
                    join role_permissions p on p.role_id = m.role_id where m.user_id = u.id) as permissions",
                "u.id = $1 and u.disabled_at is null"));
        Ok(on!(db self, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
    }

    pub async fn user_by_username(&self, username_key: &str) -> Result<Option<UserRow>> {
        Ok(on!(db self, c => sqlx::query_as(select_user!("username_key = $1"))
            .bind(username_key).fetch_optional(c).await)?)
    }

    pub async fn has_users(&self) -> Result<bool> {
        let some: Option<i64> =
            on!(db self, c => sqlx::query_scalar("select id from users limit 1").fetch_optional(c).await)?;
        Ok(some.is_some())
    }
}

impl Tx {
    pub async fn has_users(&mut self) -> Result<bool> {
        let some: Option<i64> =
            on!(tx self, c => sqlx::query_scalar("select id from users limit 1").fetch_optional(c).await)?;
        Ok(some.is_some())
    }

    pub async fn user(&mut self, id: i64) -> Result<Option<UserRow>> {
        Ok(on!(tx self, c => sqlx::query_as(select_user!("id = $1")).bind(id).fetch_optional(c).await)?)
    }

    /// The user as of this moment. Who asks is the only one to judge a sign-in to it until the transaction ends.
    pub async fn user_to_judge(&mut self, id: i64) -> Result<Option<UserRow>> {
        let sql = dialect!(self, sqlite: select_user!("id = $1"), postgres: select_user!("id = $1 for update"));
        Ok(on!(tx self, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
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

    /// False when somebody else has the user name.
    pub async fn rename_user(&mut self, user: i64, username: &str, key: &str, name: &str) -> Result<bool> {
        let holder: Option<i64> = on!(tx self, c => sqlx::query_scalar(
            "select id from users where username_key = $1 and id <> $2").bind(key).bind(user).fetch_optional(c).await)?;
        if holder.is_some() {
            return Ok(false);
        }
        let rows = on!(tx self, c => sqlx::query("update users set username = $2, username_key = $3, name = $4 where id = $1")
            .bind(user).bind(username).bind(key).bind(name).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "user").map(|()| true)
    }

    pub async fn disable_user(&mut self, user: i64, now: i64) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query("update users set disabled_at = $2 where id = $1")
            .bind(user).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "user")
    }

    pub async fn enable_user(&mut self, user: i64) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query("update users set disabled_at = null where id = $1")
            .bind(user).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "user")
    }

    /// Sets a password, forgets what failed before, and ends the sessions: the era that begins.
    pub async fn set_password(&mut self, user: i64, hash: &str) -> Result<i64> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "update users set password_hash = $2, failed_sign_ins = 0, locked_until = null, era = era + 1
             where id = $1 returning era")
            .bind(user).bind(hash).fetch_one(c).await)?)
    }

    pub async fn end_sessions(&mut self, user: i64) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query("update users set era = era + 1 where id = $1")
            .bind(user).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "user")
    }

    pub async fn sign_in_succeeded(&mut self, user: i64, now: i64) -> Result<()> {
        on!(tx self, c => sqlx::query(
            "update users set failed_sign_ins = 0, locked_until = null, signed_in_at = $2 where id = $1")
            .bind(user).bind(now).execute(c).await.map(|_| ()))?;
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

    pub async fn forget_failures(&mut self, user: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("update users set failed_sign_ins = 0, locked_until = null where id = $1")
            .bind(user).execute(c).await.map(|_| ()))?;
        Ok(())
    }

    pub async fn settings(&mut self, user: i64) -> Result<Option<Settings>> {
        Ok(on!(tx self, c => sqlx::query_as("select language, time_zone, theme, shortcuts from users where id = $1")
            .bind(user).fetch_optional(c).await)?)
    }

    pub async fn set_settings(&mut self, user: i64, chosen: &Settings) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query(
            "update users set language = $2, time_zone = $3, theme = $4, shortcuts = $5 where id = $1")
            .bind(user).bind(&chosen.language).bind(&chosen.time_zone).bind(&chosen.theme).bind(chosen.shortcuts)
            .execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "user")
    }
}
