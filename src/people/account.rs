use rand::distr::{Alphanumeric, SampleString};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Permission;
use super::sign_in::folded;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};

/// Characters a password has at least (OWASP ASVS 5.0, 6.2.1 asks for 8 and recommends 15).
const PASSWORD_LENGTH: usize = 12;
const SETUP: &str = "setup_token_sha256";

#[derive(Clone, Debug)]
pub struct NewUser {
    pub username: String,
    pub name: String,
    pub password: String,
}

impl Desk {
    /// Adds a user who holds no role yet.
    pub async fn add_user(&self, actor: &Actor, new: NewUser) -> Result<i64> {
        let password_hash = self.hash_for(&new).await?;
        let mut tx = self.db().begin().await?;
        let now = self.now();
        let Some(id) =
            tx.insert_user(new.username.trim(), &folded(&new.username), new.name.trim(), &password_hash, now).await?
        else {
            return Err(Error::Invalid(format!("the user name {} is taken", new.username.trim())));
        };
        tx.record(
            now,
            actor,
            Subject::User(id),
            "user_added",
            json!({ "username": new.username.trim(), "name": new.name.trim() }),
        )
        .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Makes sure a role of this name holds just these permissions.
    pub async fn define_role(&self, name: &str, permissions: &[Permission]) -> Result<i64> {
        let mut tx = self.db().begin().await?;
        let id = tx.upsert_role(name, permissions).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Gives a user a role in one game, or in every game.
    pub async fn give_role(&self, actor: &Actor, user: i64, role: i64, game: Option<i64>) -> Result<()> {
        let mut tx = self.db().begin().await?;
        tx.insert_membership(user, role, game).await?;
        tx.record(self.now(), actor, Subject::User(user), "role_given", json!({ "role": role, "game": game })).await?;
        tx.commit().await
    }

    /// Takes all roles away.
    pub async fn take_roles(&self, actor: &Actor, user: i64) -> Result<()> {
        let mut tx = self.db().begin().await?;
        tx.delete_memberships(user).await?;
        tx.record(self.now(), actor, Subject::User(user), "roles_taken", json!({})).await?;
        tx.commit().await
    }

    /// A disabled user is out at the next click.
    pub async fn disable_user(&self, actor: &Actor, user: i64) -> Result<()> {
        let mut tx = self.db().begin().await?;
        let now = self.now();
        tx.disable_user(user, now).await?;
        tx.record(now, actor, Subject::User(user), "user_disabled", json!({})).await?;
        tx.commit().await
    }

    /// A fresh one-time token with which the first admin is created; none once anybody has an account.
    pub async fn offer_setup(&self) -> Result<Option<String>> {
        if self.db().has_users().await? {
            return Ok(None);
        }
        let token = Alphanumeric.sample_string(&mut rand::rng(), 40);
        let mut tx = self.db().begin().await?;
        tx.set_setting(SETUP, &fingerprint(&token)).await?;
        tx.commit().await?;
        Ok(Some(token))
    }

    /// Whether the token opens the page that creates the first admin.
    pub async fn setup_is_open(&self, token: &str) -> Result<bool> {
        Ok(!self.db().has_users().await? && self.db().setting(SETUP).await? == Some(fingerprint(token)))
    }

    /// Creates the first admin and uses the token up.
    pub async fn set_up(&self, token: &str, new: NewUser) -> Result<i64> {
        if !self.setup_is_open(token).await? {
            return Err(Error::NotFound);
        }
        let password_hash = self.hash_for(&new).await?;
        let mut tx = self.db().begin().await?;
        let now = self.now();
        if tx.has_users().await? || !tx.take_setting(SETUP, &fingerprint(token)).await? {
            return Err(Error::NotFound);
        }
        let role =
            tx.upsert_role("admin", &[Permission::Administer, Permission::ManageCatalog, Permission::LookUp]).await?;
        let id = tx
            .insert_user(new.username.trim(), &folded(&new.username), new.name.trim(), &password_hash, now)
            .await?
            .ok_or(Error::NotFound)?;
        tx.insert_membership(id, role, None).await?;
        let actor = Actor { id: Some(id), name: new.name.trim().to_owned(), address: String::new() };
        tx.record(now, &actor, Subject::User(id), "first_admin_created", json!({ "username": new.username.trim() }))
            .await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn hash_for(&self, new: &NewUser) -> Result<String> {
        if new.username.trim().is_empty() || new.name.trim().is_empty() {
            return Err(Error::Invalid("a user has a user name and a name".into()));
        }
        if new.password.chars().count() < PASSWORD_LENGTH {
            return Err(Error::Invalid(format!("a password has at least {PASSWORD_LENGTH} characters")));
        }
        self.passwords().hash(&new.password).await
    }
}

fn fingerprint(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
