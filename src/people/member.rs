use serde_json::{Value, json};

use super::Refused;
use super::capability::{Admin, commit};
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::store::Tx;

impl Admin<'_> {
    /// Gives a user a role in a game, or in every game. Giving what is held already changes nothing.
    ///
    /// # Errors
    /// `Refused` for a retired role; `Forbidden` where this admin does not administer.
    pub async fn give_role(&self, user: i64, role: i64, game: Option<i64>) -> Result<()> {
        let mut tx = self.begin(game).await?;
        give(&mut tx, self.desk.now(), &self.person.actor(), user, role, game).await?;
        tx.commit().await
    }

    /// Takes a role away there. Taking what is not held changes nothing.
    ///
    /// # Errors
    /// `Refused` when it is the last role with which this admin, or anybody at all, administers.
    pub async fn take_role(&self, user: i64, role: i64, game: Option<i64>) -> Result<()> {
        let mut tx = self.begin(game).await?;
        let known = known(&mut tx, user, role, game).await?;
        let before = tx.role_names(user, game).await?;
        if !tx.delete_membership(user, role, game).await? {
            return Ok(());
        }
        let after = tx.role_names(user, game).await?;
        let subject = Subject::Member { user, game };
        tx.record(self.desk.now(), &self.person.actor(), subject, "role_taken", known.details(before, after)).await?;
        commit(tx, self.person).await
    }
}

pub(super) async fn give(tx: &mut Tx, now: i64, actor: &Actor, user: i64, role: i64, game: Option<i64>) -> Result<()> {
    let known = known(tx, user, role, game).await?;
    if known.is_retired {
        return Err(Refused::RoleRetired.into());
    }
    let before = tx.role_names(user, game).await?;
    if tx.insert_membership(user, role, game).await? {
        let after = tx.role_names(user, game).await?;
        tx.record(now, actor, Subject::Member { user, game }, "role_given", known.details(before, after)).await?;
    }
    Ok(())
}

struct Known {
    role: String,
    is_retired: bool,
    /// The code of the game.
    game: Option<String>,
}

/// An error if there is no such user, role or game.
async fn known(tx: &mut Tx, user: i64, role: i64, game: Option<i64>) -> Result<Known> {
    tx.user(user).await?.ok_or(Error::NotFound)?;
    let (role, retired_at) = tx.role(role).await?.ok_or(Error::NotFound)?;
    let game = match game {
        Some(game) => Some(tx.game_code(game).await?.ok_or(Error::NotFound)?),
        None => None,
    };
    Ok(Known { role, is_retired: retired_at.is_some(), game })
}

impl Known {
    fn details(self, before: Vec<String>, after: Vec<String>) -> Value {
        let (before, after) = (json!({ "roles": before }), json!({ "roles": after }));
        json!({ "role": self.role, "game": self.game, "before": before, "after": after })
    }
}
