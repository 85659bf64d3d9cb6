use sqlx::{Database, Encode, QueryBuilder, Type};

use super::{Db, dialect, on};
use crate::error::Result;
use crate::people::{Account, Accounts, Membership};

const SELECT_ACCOUNT: &str = "select u.id, u.username, u.name, u.language, u.time_zone, u.created_at, u.signed_in_at,
        u.locked_until, u.disabled_at, u.password_hash <> '' as has_password,
        exists (select 1 from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as has_second_factor,
        (select l.expires_at from password_links l where l.user_id = u.id) as link_until
    from users u where ";

impl Db {
    /// By their user names, from the `after`th on. Roles are looked at in these games and in every game; no games means
    /// all.
    pub async fn accounts(
        &self,
        which: &Accounts,
        games: Option<&[i64]>,
        limit: i64,
        after: i64,
    ) -> Result<Vec<Account>> {
        on!(db self, c => {
            let mut query = QueryBuilder::new(SELECT_ACCOUNT);
            narrow(&mut query, which, games);
            query.push(" order by u.username_key limit ").push_bind(limit).push(" offset ").push_bind(after);
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    pub async fn count_accounts(&self, which: &Accounts, games: Option<&[i64]>) -> Result<i64> {
        on!(db self, c => {
            let mut query = QueryBuilder::new("select count(*) from users u where ");
            narrow(&mut query, which, games);
            Ok(query.build_query_scalar().fetch_one(c).await?)
        })
    }

    pub async fn account(&self, id: i64) -> Result<Option<Account>> {
        on!(db self, c => {
            let mut query = QueryBuilder::new(SELECT_ACCOUNT);
            query.push("u.id = ").push_bind(id);
            Ok(query.build_query_as().fetch_optional(c).await?)
        })
    }

    pub async fn user_names(&self, users: &[i64]) -> Result<Vec<(i64, String)>> {
        let sql = dialect!(self,
            sqlite: "select id, name from users where id in (select value from json_each($1))",
            postgres: "select id, name from users where id in (select cast(value as bigint) from json_array_elements_text($1::json))");
        let users = serde_json::to_string(users)?;
        Ok(on!(db self, c => sqlx::query_as(sql).bind(&users).fetch_all(c).await)?)
    }

    /// Who holds what where, by the names of the roles.
    pub async fn memberships(&self, users: &[i64]) -> Result<Vec<Membership>> {
        let sql = dialect!(self,
            sqlite: "select m.user_id, m.role_id, r.name as role, m.game_id from memberships m join roles r on r.id = m.role_id
                     where m.user_id in (select value from json_each($1)) order by r.name, m.game_id",
            postgres: "select m.user_id, m.role_id, r.name as role, m.game_id from memberships m join roles r on r.id = m.role_id
                     where m.user_id in (select cast(value as bigint) from json_array_elements_text($1::json))
                     order by r.name, m.game_id");
        let users = serde_json::to_string(users)?;
        Ok(on!(db self, c => sqlx::query_as(sql).bind(&users).fetch_all(c).await)?)
    }
}

fn narrow<DB: Database>(query: &mut QueryBuilder<DB>, which: &Accounts, games: Option<&[i64]>)
where
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> String: Encode<'q, DB> + Type<DB>,
{
    query.push(if which.disabled { "u.disabled_at is not null" } else { "u.disabled_at is null" });
    let search = which.search.trim().to_lowercase();
    if !search.is_empty() {
        let pattern = super::containing(&search);
        query
            .push(" and (u.username_key like ")
            .push_bind(pattern.clone())
            .push(" escape '\\' or lower(u.name) like ")
            .push_bind(pattern)
            .push(" escape '\\')");
    }
    if let Some(role) = which.role {
        query.push(" and exists (select 1 from memberships m where m.user_id = u.id and m.role_id = ").push_bind(role);
        if let Some(games) = games {
            query.push(" and (m.game_id is null");
            for game in games {
                query.push(" or m.game_id = ").push_bind(*game);
            }
            query.push(")");
        }
        query.push(")");
    }
}
