use sqlx::FromRow;

use super::Permission;
use super::capability::Admin;
use crate::error::{Error, Result};
use crate::event::Audited;

/// Accounts on one page.
pub const ACCOUNTS: i64 = 50;
/// What somebody did last: so many lines.
const LAST_EVENTS: i64 = 20;

/// Somebody's account, as those see it who administer.
#[derive(Clone, Debug, FromRow)]
pub struct Account {
    pub id: i64,
    pub username: String,
    pub name: String,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub created_at: i64,
    pub signed_in_at: Option<i64>,
    pub locked_until: Option<i64>,
    pub disabled_at: Option<i64>,
    /// Whether they ever set a password; before that they cannot sign in.
    pub has_password: bool,
    pub has_second_factor: bool,
    /// Until when the link waits at which they set one.
    pub link_until: Option<i64>,
}

/// A role that somebody holds in one game, or in every game.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Membership {
    pub user_id: i64,
    pub role_id: i64,
    pub role: String,
    pub game_id: Option<i64>,
}

/// Which accounts are looked at.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// Part of a user name or name.
    pub search: String,
    pub disabled: bool,
    /// Only those who hold this role, where the admin sees it.
    pub role: Option<i64>,
}

impl Admin<'_> {
    /// So many accounts after so many others, by their user names.
    pub async fn accounts(&self, which: &Accounts, after: i64) -> Result<Vec<Account>> {
        self.desk.db().accounts(which, self.games().as_deref(), ACCOUNTS, after).await
    }

    pub async fn count_accounts(&self, which: &Accounts) -> Result<i64> {
        self.desk.db().count_accounts(which, self.games().as_deref()).await
    }

    pub async fn account(&self, user: i64) -> Result<Account> {
        self.desk.db().account(user).await?.ok_or(Error::NotFound)
    }

    /// What these users are called now.
    pub async fn names(&self, users: &[i64]) -> Result<Vec<(i64, String)>> {
        self.desk.db().user_names(users).await
    }

    /// The roles of these users in the games of this admin, and in every game.
    pub async fn memberships(&self, users: &[i64]) -> Result<Vec<Membership>> {
        let memberships = self.desk.db().memberships(users).await?;
        let shown = |one: &Membership| one.game_id.is_none_or(|game| self.person.may(Permission::Administer, game));
        Ok(memberships.into_iter().filter(shown).collect())
    }

    /// What somebody did last and what was done to their account, newest first.
    pub async fn last_events(&self, user: i64) -> Result<Vec<Audited>> {
        self.desk.db().events_around(user, self.games().as_deref(), LAST_EVENTS).await
    }
}
