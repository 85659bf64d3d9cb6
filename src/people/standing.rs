//! Whether and as whom somebody is at the desk.

use serde_json::json;

use super::Refused;
use super::account::fit_names;
use super::capability::{DeskAdmin, commit};
use super::sign_in::folded;
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::store::Tx;
use crate::store::people::UserRow;

impl DeskAdmin<'_> {
    /// Changes what somebody is called, and as whom they sign in. History keeps the name of its time.
    pub async fn rename(&self, user: i64, username: &str, name: &str) -> Result<()> {
        let (username, name) = (username.trim(), name.trim());
        fit_names(username, name)?;
        let (mut tx, known) = self.begin_for(user).await?;
        if (known.username.as_str(), known.name.as_str()) == (username, name) {
            return Ok(());
        }
        if !tx.rename_user(user, username, &folded(username), name).await? {
            return Err(Refused::UsernameTaken.into());
        }
        let before = json!({ "username": known.username, "name": known.name });
        let details = json!({ "before": before, "after": { "username": username, "name": name } });
        self.record(&mut tx, user, "user_renamed", details).await?;
        tx.commit().await
    }

    /// Shuts somebody out at their next click, until they are enabled again. Their sessions and links end.
    ///
    /// # Errors
    /// `Refused` for one's own account, and for the last who administers every game.
    pub async fn disable(&self, user: i64) -> Result<()> {
        if user == self.person.id {
            return Err(Refused::OwnAccount.into());
        }
        let (mut tx, known) = self.begin_for(user).await?;
        if known.disabled_at.is_some() {
            return Ok(());
        }
        tx.disable_user(user, self.desk.now()).await?;
        tx.end_sessions(user).await?;
        tx.delete_password_link(user).await?;
        self.record(&mut tx, user, "user_disabled", json!({})).await?;
        commit(tx, self.person).await
    }

    pub async fn enable(&self, user: i64) -> Result<()> {
        let (mut tx, known) = self.begin_for(user).await?;
        if known.disabled_at.is_none() {
            return Ok(());
        }
        tx.enable_user(user).await?;
        let details = json!({ "before": { "disabled_at": known.disabled_at }, "after": { "disabled_at": null } });
        self.record(&mut tx, user, "user_enabled", details).await?;
        tx.commit().await
    }

    /// Forgets the failed sign-ins of somebody who is locked out.
    pub async fn unlock(&self, user: i64) -> Result<()> {
        let (mut tx, known) = self.begin_for(user).await?;
        if known.locked_until.is_none_or(|until| until <= self.desk.now()) {
            return Ok(());
        }
        tx.forget_failures(user).await?;
        let details = json!({ "before": { "locked_until": known.locked_until }, "after": { "locked_until": null } });
        self.record(&mut tx, user, "unlocked", details).await?;
        tx.commit().await
    }

    /// Ends every session of somebody: whoever has one signs in again.
    pub async fn sign_out_everywhere(&self, user: i64) -> Result<()> {
        let (mut tx, _) = self.begin_for(user).await?;
        tx.end_sessions(user).await?;
        self.record(&mut tx, user, "signed_out_everywhere", json!({})).await?;
        tx.commit().await
    }

    /// Takes the second factor from somebody who has lost it; the password alone lets them in then.
    pub async fn reset_second_factor(&self, user: i64) -> Result<()> {
        let (mut tx, _) = self.begin_for(user).await?;
        if !tx.delete_second_factor(user).await? {
            return Ok(());
        }
        let details = json!({ "before": { "second_factor": true }, "after": { "second_factor": false } });
        self.record(&mut tx, user, "second_factor_reset", details).await?;
        tx.commit().await
    }

    async fn begin_for(&self, user: i64) -> Result<(Tx, UserRow)> {
        let mut tx = self.begin().await?;
        let known = tx.user(user).await?.ok_or(Error::NotFound)?;
        Ok((tx, known))
    }

    async fn record(&self, tx: &mut Tx, user: i64, action: &str, details: serde_json::Value) -> Result<()> {
        tx.record(self.desk.now(), &self.person.actor(), Subject::User(user), action, details).await
    }
}
