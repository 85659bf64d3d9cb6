use super::{Db, Tx, dialect, exactly_one, on};
use crate::error::Result;
use crate::people::{Permission, Role};

/// The lock of PostgreSQL under which permissions change; SQLite writes one at a time anyway.
const PERMISSIONS: i64 = 0x6772_616e_7473;

impl Db {
    pub async fn role_by_name(&self, name: &str) -> Result<Option<i64>> {
        Ok(
            on!(db self, c => sqlx::query_scalar("select id from roles where name = $1").bind(name).fetch_optional(c).await)?,
        )
    }

    /// Every role, the retired ones last.
    pub async fn roles(&self) -> Result<Vec<Role>> {
        let roles: Vec<(i64, String, Option<i64>, i64)> = on!(db self, c => sqlx::query_as(
            "select r.id, r.name, r.retired_at, (select count(distinct m.user_id) from memberships m
                 join users u on u.id = m.user_id where m.role_id = r.id and u.disabled_at is null)
             from roles r order by r.retired_at is not null, lower(r.name), r.id")
            .fetch_all(c).await)?;
        let held: Vec<(i64, String)> = on!(db self, c => sqlx::query_as(
            "select role_id, permission from role_permissions").fetch_all(c).await)?;
        let role = |(id, name, retired_at, holders)| {
            let held = |word: &str| held.iter().any(|(role, held)| *role == id && held == word);
            let permissions = Permission::ALL.into_iter().filter(|permission| held(permission.as_str())).collect();
            Role { id, name, permissions, retired_at, holders }
        };
        Ok(roles.into_iter().map(role).collect())
    }
}

impl Tx {
    /// From here to the end of the transaction nobody else changes who may do what.
    pub async fn change_permissions(&mut self) -> Result<()> {
        if let Tx::Postgres(tx) = self {
            sqlx::query("select pg_advisory_xact_lock($1)").bind(PERMISSIONS).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Whether an active user administers this game, or with none named, every game.
    pub async fn administers(&mut self, user: i64, game: Option<i64>) -> Result<bool> {
        let some: Option<i64> = on!(tx self, c => sqlx::query_scalar(
            "select u.id from users u join memberships m on m.user_id = u.id join role_permissions p on p.role_id = m.role_id
             where u.id = $1 and u.disabled_at is null and p.permission = 'administer' and (m.game_id is null or m.game_id = $2)
             limit 1")
            .bind(user).bind(game).fetch_optional(c).await)?;
        Ok(some.is_some())
    }

    pub async fn administers_anywhere(&mut self, user: i64) -> Result<bool> {
        let some: Option<i64> = on!(tx self, c => sqlx::query_scalar(
            "select m.user_id from memberships m join role_permissions p on p.role_id = m.role_id
             where m.user_id = $1 and p.permission = 'administer' limit 1")
            .bind(user).fetch_optional(c).await)?;
        Ok(some.is_some())
    }

    /// Whether anybody who can sign in administers every game.
    pub async fn has_admins(&mut self) -> Result<bool> {
        let some: Option<i64> = on!(tx self, c => sqlx::query_scalar(
            "select u.id from users u join memberships m on m.user_id = u.id join role_permissions p on p.role_id = m.role_id
             where u.disabled_at is null and u.password_hash <> '' and m.game_id is null and p.permission = 'administer'
             limit 1")
            .fetch_optional(c).await)?;
        Ok(some.is_some())
    }

    /// The name of a role, and when it was retired.
    pub async fn role(&mut self, id: i64) -> Result<Option<(String, Option<i64>)>> {
        Ok(on!(tx self, c => sqlx::query_as("select name, retired_at from roles where id = $1")
            .bind(id).fetch_optional(c).await)?)
    }

    pub async fn upsert_role(&mut self, name: &str, permissions: &[Permission]) -> Result<i64> {
        let id: i64 = on!(tx self, c => sqlx::query_scalar(
            "insert into roles (name) values ($1) on conflict (name) do update set name = excluded.name returning id")
            .bind(name).fetch_one(c).await)?;
        self.put_permissions(id, permissions).await?;
        Ok(id)
    }

    /// None when the name is taken.
    pub async fn insert_role(&mut self, name: &str) -> Result<Option<i64>> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "insert into roles (name) values ($1) on conflict (name) do nothing returning id")
            .bind(name).fetch_optional(c).await)?)
    }

    /// False when another role has the name.
    pub async fn rename_role(&mut self, id: i64, name: &str) -> Result<bool> {
        let holder: Option<i64> = on!(tx self, c => sqlx::query_scalar(
            "select id from roles where name = $1 and id <> $2").bind(name).bind(id).fetch_optional(c).await)?;
        if holder.is_some() {
            return Ok(false);
        }
        let rows = on!(tx self, c => sqlx::query("update roles set name = $2 where id = $1")
            .bind(id).bind(name).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "role").map(|()| true)
    }

    pub async fn set_role_retired(&mut self, id: i64, at: Option<i64>) -> Result<()> {
        let rows = on!(tx self, c => sqlx::query("update roles set retired_at = $2 where id = $1")
            .bind(id).bind(at).execute(c).await.map(|done| done.rows_affected()))?;
        exactly_one(rows, "role")
    }

    pub async fn role_permissions(&mut self, id: i64) -> Result<Vec<Permission>> {
        let words: Vec<String> = on!(tx self, c => sqlx::query_scalar(
            "select permission from role_permissions where role_id = $1").bind(id).fetch_all(c).await)?;
        Ok(words.iter().filter_map(|word| Permission::parse(word)).collect())
    }

    pub async fn put_permissions(&mut self, id: i64, permissions: &[Permission]) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from role_permissions where role_id = $1").bind(id).execute(c).await.map(|_| ()))?;
        for permission in permissions {
            on!(tx self, c => sqlx::query("insert into role_permissions (role_id, permission) values ($1, $2)")
                .bind(id).bind(permission.as_str()).execute(c).await.map(|_| ()))?;
        }
        Ok(())
    }

    pub async fn game_code(&mut self, id: i64) -> Result<Option<String>> {
        Ok(
            on!(tx self, c => sqlx::query_scalar("select code from games where id = $1").bind(id).fetch_optional(c).await)?,
        )
    }

    /// What a user holds in this game, or with none named, in every game; by name.
    pub async fn role_names(&mut self, user: i64, game: Option<i64>) -> Result<Vec<String>> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "select r.name from memberships m join roles r on r.id = m.role_id
             where m.user_id = $1 and coalesce(m.game_id, 0) = coalesce($2, 0) order by r.name")
            .bind(user).bind(game).fetch_all(c).await)?)
    }

    /// What a user holds anywhere, with the codes of the games: `cs`, `operator (moonlit)`.
    pub async fn all_role_names(&mut self, user: i64) -> Result<Vec<String>> {
        Ok(on!(tx self, c => sqlx::query_scalar(
            "select r.name || coalesce(' (' || g.code || ')', '') from memberships m join roles r on r.id = m.role_id
             left join games g on g.id = m.game_id where m.user_id = $1 order by r.name, g.code")
            .bind(user).fetch_all(c).await)?)
    }

    /// False when they hold it there already.
    pub async fn insert_membership(&mut self, user: i64, role: i64, game: Option<i64>) -> Result<bool> {
        Ok(on!(tx self, c => sqlx::query(
            "insert into memberships (user_id, role_id, game_id) values ($1, $2, $3) on conflict do nothing")
            .bind(user).bind(role).bind(game).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// False when they do not hold it there.
    pub async fn delete_membership(&mut self, user: i64, role: i64, game: Option<i64>) -> Result<bool> {
        let sql = dialect!(self,
            sqlite: "delete from memberships where user_id = $1 and role_id = $2 and game_id is $3",
            postgres: "delete from memberships where user_id = $1 and role_id = $2 and game_id is not distinct from $3");
        Ok(on!(tx self, c => sqlx::query(sql)
            .bind(user).bind(role).bind(game).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    pub async fn delete_memberships(&mut self, user: i64) -> Result<()> {
        on!(tx self, c => sqlx::query("delete from memberships where user_id = $1").bind(user).execute(c).await.map(|_| ()))?;
        Ok(())
    }
}
