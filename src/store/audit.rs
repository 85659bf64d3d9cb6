use sqlx::{Database, Encode, QueryBuilder, Type};

use super::{Db, containing, dialect, on};
use crate::error::Result;
use crate::event::{AuditFilters, Audited};
use crate::people::folded;
use crate::request::Turn;

const SELECT: &str =
    "select e.id, e.at, e.actor_id, e.actor_name, e.address, e.action, e.details, e.subject, e.subject_id, e.game_id
    from events e where ";

/// Events get their numbers in the order of time, but for clocks that differ by less than this.
const SLACK_MS: i64 = 10 * 60 * 1000;

/// Filters as the database can use them.
struct Narrowed<'a> {
    /// None for every game.
    games: Option<&'a [i64]>,
    filters: &'a AuditFilters,
    /// The users whose user name or name it is.
    actors: Vec<i64>,
    /// Whether it is nobody else: then those who are no users are not looked through.
    exactly: bool,
    /// Numbers between which everything of the period lies.
    first: Option<i64>,
    end: Option<i64>,
    /// Text of any case.
    like: &'static str,
}

impl Db {
    /// Events that pass the filters, in the direction of the turn.
    pub async fn audit(
        &self,
        games: Option<&[i64]>,
        filters: &AuditFilters,
        turn: Turn,
        limit: i64,
    ) -> Result<Vec<Audited>> {
        let (actors, exactly) = match &filters.actor {
            Some(actor) => self.users_called(actor).await?,
            None => (Vec::new(), false),
        };
        let narrowed = Narrowed {
            games,
            filters,
            actors,
            exactly,
            first: match filters.from {
                Some(from) => Some(self.first_event(from.saturating_sub(SLACK_MS)).await?.unwrap_or(i64::MAX)),
                None => None,
            },
            end: match filters.until {
                Some(until) => self.first_event(until.saturating_add(SLACK_MS)).await?,
                None => None,
            },
            like: dialect!(self, sqlite: " like ", postgres: " ilike "),
        };
        on!(db self, c => {
            let mut query = QueryBuilder::new(SELECT);
            narrowed.push(&mut query);
            match turn {
                Turn::Newest => query.push(" order by e.id desc"),
                Turn::Before(id) => query.push(" and e.id < ").push_bind(id).push(" order by e.id desc"),
                Turn::After(id) => query.push(" and e.id > ").push_bind(id).push(" order by e.id"),
            };
            query.push(" limit ").push_bind(limit);
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    /// What somebody did and what was done to their account, newest first.
    pub async fn events_around(&self, user: i64, games: Option<&[i64]>, limit: i64) -> Result<Vec<Audited>> {
        let sql = "select e.id, e.at, e.actor_id, e.actor_name, e.address, e.action, e.details, e.subject, e.subject_id, e.game_id
            from events e where e.id in (
                select id from (select id from events where actor_id = $1 order by id desc limit $2) as done
                union select id from (select id from events where subject = 'user' and subject_id = $1 order by id desc limit $2) as met)
            order by e.id desc limit $2";
        let Some(games) = games else {
            return Ok(on!(db self, c => sqlx::query_as(sql).bind(user).bind(limit).fetch_all(c).await)?);
        };
        on!(db self, c => {
            let mut query = QueryBuilder::new(SELECT);
            push_games(&mut query, games);
            query
                .push(" and (e.actor_id = ")
                .push_bind(user)
                .push(" or (e.subject = 'user' and e.subject_id = ")
                .push_bind(user)
                .push(")) order by e.id desc limit ")
                .push_bind(limit);
            Ok(query.build_query_as().fetch_all(c).await?)
        })
    }

    /// Exactly the user of this user name; if there is none, those whose names contain it.
    async fn users_called(&self, text: &str) -> Result<(Vec<i64>, bool)> {
        let key = folded(text);
        if let Some(user) = self.user_by_username(&key).await? {
            return Ok((vec![user.id], true));
        }
        let users = on!(db self, c => sqlx::query_scalar(
            "select id from users where username_key like $1 escape '\\' or lower(name) like $1 escape '\\'")
            .bind(containing(&key)).fetch_all(c).await)?;
        Ok((users, false))
    }

    /// The number of the first event at a moment or later.
    async fn first_event(&self, at: i64) -> Result<Option<i64>> {
        Ok(on!(db self, c => sqlx::query_scalar("select id from events where at >= $1 order by at, id limit 1")
            .bind(at).fetch_optional(c).await)?)
    }
}

impl Narrowed<'_> {
    fn push<DB: Database>(&self, query: &mut QueryBuilder<DB>)
    where
        for<'q> i64: Encode<'q, DB> + Type<DB>,
        for<'q> String: Encode<'q, DB> + Type<DB>,
    {
        let filters = self.filters;
        match (self.games, filters.game) {
            (Some(games), None) => push_games(query, games),
            (Some(games), Some(game)) if !games.contains(&game) => push_games(query, &[]),
            (_, Some(game)) => push_games(query, &[game]),
            (None, None) => {
                query.push("1 = 1");
            }
        }
        if let Some(actor) = &filters.actor {
            push_list(query.push(" and (e.actor_id in "), &self.actors);
            if !self.exactly {
                query.push(" or (e.actor_id is null and e.actor_name").push(self.like).push_bind(containing(actor));
                query.push(" escape '\\')");
            }
            query.push(")");
        }
        if let Some(action) = &filters.action {
            query.push(" and e.action = ").push_bind(action.clone());
        }
        if let Some(subject) = &filters.subject {
            query.push(" and e.subject = ").push_bind(subject.clone());
        }
        if let Some(id) = filters.subject_id {
            query.push(" and e.subject_id = ").push_bind(id);
        }
        if let Some(from) = filters.from {
            query.push(" and e.at >= ").push_bind(from);
        }
        if let Some(until) = filters.until {
            query.push(" and e.at < ").push_bind(until);
        }
        if let Some(first) = self.first {
            query.push(" and e.id >= ").push_bind(first);
        }
        if let Some(end) = self.end {
            query.push(" and e.id < ").push_bind(end);
        }
        if let Some(text) = &filters.text {
            query.push(" and e.details").push(self.like).push_bind(containing(text)).push(" escape '\\'");
        }
    }
}

fn push_games<DB: Database>(query: &mut QueryBuilder<DB>, games: &[i64])
where
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    push_list(query.push("e.game_id in "), games);
}

fn push_list<DB: Database>(query: &mut QueryBuilder<DB>, numbers: &[i64])
where
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    // An empty list is no SQL; no row has the number 0.
    query.push("(");
    let mut list = query.separated(", ");
    for number in std::iter::once(&0).chain(numbers) {
        list.push_bind(*number);
    }
    query.push(")");
}
