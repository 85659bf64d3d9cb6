use serde_json::json;

use super::password::fit;
use super::sign_in::folded;
use super::{NAME_LENGTH, Permission, Refused, member};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{Actor, Subject};
use crate::list::clean;

#[derive(Clone, Debug)]
pub struct NewUser {
    pub username: String,
    pub name: String,
    pub password: String,
}

/// What the machine's own command line and the demo do: there is no person whose permissions could be asked.
impl Desk {
    /// Adds a user who holds no role yet.
    pub async fn add_user(&self, actor: &Actor, new: NewUser) -> Result<i64> {
        let password_hash = self.hash_for(&new).await?;
        let mut tx = self.db().begin().await?;
        let (username, name) = (new.username.trim(), new.name.trim());
        let now = self.now();
        let id = tx
            .insert_user(username, &folded(username), name, &password_hash, now)
            .await?
            .ok_or(Refused::UsernameTaken)?;
        let details = json!({ "after": { "username": username, "name": name } });
        tx.record(now, actor, Subject::User(id), "user_added", details).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Makes sure a role of this name holds just these permissions.
    pub async fn define_role(&self, name: &str, permissions: &[Permission]) -> Result<i64> {
        let mut tx = self.db().begin().await?;
        tx.change_permissions().await?;
        let id = tx.upsert_role(name, permissions).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Gives a user a role in one game, or in every game.
    pub async fn give_role(&self, actor: &Actor, user: i64, role: i64, game: Option<i64>) -> Result<()> {
        let mut tx = self.db().begin().await?;
        tx.change_permissions().await?;
        member::give(&mut tx, self.now(), actor, user, role, game).await?;
        tx.commit().await
    }

    /// Takes all roles away.
    pub async fn take_roles(&self, actor: &Actor, user: i64) -> Result<()> {
        let mut tx = self.db().begin().await?;
        tx.change_permissions().await?;
        let had_admins = tx.has_admins().await?;
        let before = tx.all_role_names(user).await?;
        tx.delete_memberships(user).await?;
        if had_admins && !tx.has_admins().await? {
            return Err(Refused::LastAdmin.into());
        }
        let details = json!({ "before": { "roles": before }, "after": { "roles": [] } });
        tx.record(self.now(), actor, Subject::User(user), "roles_taken", details).await?;
        tx.commit().await
    }

    /// A disabled user is out at the next click.
    pub async fn disable_user(&self, actor: &Actor, user: i64) -> Result<()> {
        let mut tx = self.db().begin().await?;
        tx.change_permissions().await?;
        let now = self.now();
        let had_admins = tx.has_admins().await?;
        tx.disable_user(user, now).await?;
        if had_admins && !tx.has_admins().await? {
            return Err(Refused::LastAdmin.into());
        }
        tx.record(now, actor, Subject::User(user), "user_disabled", json!({})).await?;
        tx.commit().await
    }

    pub(super) async fn hash_for(&self, new: &NewUser) -> Result<String> {
        fit_names(&new.username, &new.name)?;
        fit(&new.password)?;
        self.passwords().hash(&new.password).await
    }
}

/// Whether these can be a user's names; blanks around them do not count.
pub(super) fn fit_names(username: &str, name: &str) -> Result<(), Refused> {
    let (username, name) = (username.trim(), name.trim());
    let is_strange = |letter: char| clean::is_blank(letter) || clean::is_control(letter);
    if username.is_empty() {
        Err(Refused::UsernameMissing)
    } else if username.chars().count() > NAME_LENGTH || username.contains(is_strange) {
        Err(Refused::UsernameUnfit)
    } else {
        fit_name(name)
    }
}

/// Whether this can be the name of a user or of a role.
pub(super) fn fit_name(name: &str) -> Result<(), Refused> {
    match name.trim() {
        "" => Err(Refused::NameMissing),
        name if name.chars().count() > NAME_LENGTH => Err(Refused::NameLong),
        name if name.contains(clean::is_unseen) => Err(Refused::NameUnseen),
        _ => Ok(()),
    }
}
