//! People, what they may do in which game, and the handles without which nothing can be done.

mod account;
mod capability;
mod directory;
mod link;
mod member;
mod password;
mod refused;
mod role;
mod second_factor;
mod settings;
mod setup;
mod sign_in;
mod standing;

pub use account::NewUser;
pub use capability::{Admin, Approver, DeskAdmin, Manager, Operator};
pub use directory::{ACCOUNTS, Account, Accounts, Membership};
pub(crate) use link::PAGES;
pub use link::{Link, Welcome};
pub use password::{PASSWORD_LENGTH, PASSWORD_LONGEST, Passwords};
pub use refused::Refused;
pub use role::{ADMIN, Role, USUAL};
pub use second_factor::{Enrolment, SecondFactor};
pub use settings::{Settings, time_zone};
pub use sign_in::SignIn;
pub(crate) use sign_in::folded;

use crate::desk::Desk;
use crate::error::Result;
use crate::event::Actor;
use crate::store::people::PersonRow;

/// Characters of a user name, of a name, and of a role's name, at most.
pub const NAME_LENGTH: usize = 64;

/// What a role allows. Roles are held per game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Request,
    Approve,
    LookUp,
    ManageCatalog,
    Administer,
}

impl Permission {
    pub const ALL: [Permission; 5] = [
        Permission::Request,
        Permission::Approve,
        Permission::LookUp,
        Permission::ManageCatalog,
        Permission::Administer,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Permission::Request => "request",
            Permission::Approve => "approve",
            Permission::LookUp => "look_up",
            Permission::ManageCatalog => "manage_catalog",
            Permission::Administer => "administer",
        }
    }

    pub fn parse(text: &str) -> Option<Permission> {
        Permission::ALL.into_iter().find(|permission| permission.as_str() == text)
    }
}

/// Somebody who is signed in, with the permissions of this very moment.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: i64,
    pub username: String,
    pub name: String,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub theme: Option<String>,
    pub shortcuts: bool,
    pub address: String,
    /// Sessions that were begun in an earlier era have ended.
    pub era: i64,
    /// A permission and the game it holds in; no game means all.
    pub(crate) permissions: Vec<(Permission, Option<i64>)>,
}

/// Games somebody may do something in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Games {
    Every,
    These(Vec<i64>),
}

impl Games {
    /// No game means every game.
    fn of(games: impl Iterator<Item = Option<i64>>) -> Games {
        games.collect::<Option<Vec<i64>>>().map_or(Games::Every, |mut games| {
            games.sort_unstable();
            games.dedup();
            Games::These(games)
        })
    }
}

impl Person {
    pub fn may(&self, permission: Permission, game: i64) -> bool {
        self.permissions.iter().any(|(held, place)| *held == permission && place.is_none_or(|place| place == game))
    }

    pub fn may_anywhere(&self, permission: Permission) -> bool {
        self.permissions.iter().any(|(held, _)| *held == permission)
    }

    /// In every game there is and will be.
    pub fn may_everywhere(&self, permission: Permission) -> bool {
        self.permissions.contains(&(permission, None))
    }

    /// The games in which they may do this, retired ones too.
    pub fn games_of(&self, permission: Permission) -> Games {
        Games::of(self.permissions.iter().filter(|(held, _)| *held == permission).map(|(_, game)| *game))
    }

    /// The games they see.
    pub fn games(&self) -> Games {
        Games::of(self.permissions.iter().map(|(_, game)| *game))
    }

    /// A game is visible to whoever may do anything in it.
    pub fn sees(&self, game: i64) -> bool {
        self.permissions.iter().any(|(_, place)| place.is_none_or(|place| place == game))
    }

    pub fn actor(&self) -> Actor {
        Actor { id: Some(self.id), name: self.name.clone(), address: self.address.clone() }
    }
}

impl Desk {
    /// The person behind a session, read afresh so that a lost role or a disabled account counts at the next click.
    pub async fn person(&self, user_id: i64, address: &str) -> Result<Option<Person>> {
        let Some(PersonRow { user, permissions }) = self.db().active_person(user_id).await? else { return Ok(None) };
        let permissions = permissions.unwrap_or_default();
        let permissions = permissions.split(',').filter_map(permission).collect();
        Ok(Some(Person {
            id: user.id,
            username: user.username,
            name: user.name,
            language: user.language,
            time_zone: user.time_zone,
            theme: user.theme,
            shortcuts: user.shortcuts,
            address: address.to_owned(),
            era: user.era,
            permissions,
        }))
    }
}

/// `approve 2` or `approve`.
fn permission(words: &str) -> Option<(Permission, Option<i64>)> {
    match words.split_once(' ') {
        Some((permission, game)) => Some((Permission::parse(permission)?, Some(game.parse().ok()?))),
        None => Some((Permission::parse(words)?, None)),
    }
}
