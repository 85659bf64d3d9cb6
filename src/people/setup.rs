use serde_json::json;

use super::account::NewUser;
use super::link::{fingerprint, token};
use super::role::{ADMIN, USUAL, record_added};
use super::sign_in::folded;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};

const SETUP: &str = "setup_token_sha256";

impl Desk {
    /// A fresh one-time token with which the first admin is created; none once anybody has an account.
    pub async fn offer_setup(&self) -> Result<Option<String>> {
        if self.db().has_users().await? {
            return Ok(None);
        }
        let token = token();
        let mut tx = self.db().begin().await?;
        tx.set_setting(SETUP, &fingerprint(&token)).await?;
        tx.commit().await?;
        Ok(Some(token))
    }

    /// Whether the token opens the page that creates the first admin.
    pub async fn setup_is_open(&self, token: &str) -> Result<bool> {
        Ok(!self.db().has_users().await? && self.db().setting(SETUP).await? == Some(fingerprint(token)))
    }

    /// Creates the first admin, with the usual roles to give, and uses the token up.
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
        let id = tx
            .insert_user(new.username.trim(), &folded(&new.username), new.name.trim(), &password_hash, now)
            .await?
            .ok_or(Error::NotFound)?;
        let actor = Actor { id: Some(id), name: new.name.trim().to_owned(), address: String::new() };
        for role in USUAL.into_iter().chain([ADMIN]) {
            let role_id = tx.upsert_role(role.0, role.1).await?;
            record_added(&mut tx, now, &actor, role_id, role).await?;
            if role == ADMIN {
                tx.insert_membership(id, role_id, None).await?;
            }
        }
        tx.record(
            now,
            &actor,
            Subject::User(id),
            "first_admin_created",
            json!({ "after": { "username": new.username.trim(), "name": new.name.trim() } }),
        )
        .await?;
        tx.commit().await?;
        Ok(id)
    }
}
