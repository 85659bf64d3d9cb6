use std::num::NonZeroU32;
use std::time::Duration;

use rand::distr::{Alphanumeric, SampleString};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Refused;
use super::account::fit_names;
use super::capability::DeskAdmin;
use super::password::fit;
use super::sign_in::folded;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::store::Tx;

/// How long a link waits for its person.
const VALID: Duration = Duration::from_secs(72 * 60 * 60);
/// Pages of links that one address may open at once, and then one a minute: a whole office may be behind it.
pub(crate) const PAGES: NonZeroU32 = NonZeroU32::new(200).expect("it is not zero");

/// Where a person sets a password. The token is here and nowhere else: the database has its SHA-256.
#[derive(Clone)]
pub struct Link {
    pub user: i64,
    pub token: String,
    /// Unix milliseconds.
    pub expires_at: i64,
}

impl std::fmt::Debug for Link {
    /// Without the token: this is what ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link").field("user", &self.user).field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// Whom a link is for.
#[derive(Clone, Debug)]
pub struct Welcome {
    pub username: String,
    pub name: String,
}

impl DeskAdmin<'_> {
    /// Adds a user, who sets a password of their own at the link.
    pub async fn invite(&self, username: &str, name: &str) -> Result<Link> {
        let (username, name) = (username.trim(), name.trim());
        fit_names(username, name)?;
        let mut tx = self.begin().await?;
        let now = self.desk.now();
        let user = tx.insert_user(username, &folded(username), name, "", now).await?.ok_or(Refused::UsernameTaken)?;
        let link = offer(&mut tx, user, now).await?;
        let details = json!({ "after": { "username": username, "name": name }, "until": link.expires_at });
        tx.record(now, &self.person.actor(), Subject::User(user), "user_added", details).await?;
        tx.commit().await?;
        Ok(link)
    }

    /// A new link for somebody who has lost the password, or the link. An older one is worth nothing then.
    pub async fn offer_link(&self, user: i64) -> Result<Link> {
        let mut tx = self.begin().await?;
        let known = tx.user(user).await?.ok_or(Error::NotFound)?;
        if known.disabled_at.is_some() {
            return Err(Refused::Disabled.into());
        }
        let now = self.desk.now();
        let link = offer(&mut tx, user, now).await?;
        let details = json!({ "until": link.expires_at });
        tx.record(now, &self.person.actor(), Subject::User(user), "link_offered", details).await?;
        tx.commit().await?;
        Ok(link)
    }
}

impl Desk {
    /// Whom a link is for.
    ///
    /// # Errors
    /// `NotFound` when it was used, replaced or never made, or is too old; `TooManyTries` for an address that tried
    /// too many.
    pub async fn welcome(&self, token: &str, address: &str) -> Result<Welcome> {
        self.guesses().count(&address.to_owned())?;
        let (username, name) =
            self.db().password_link(&fingerprint(token), self.now()).await?.ok_or(Error::NotFound)?;
        Ok(Welcome { username, name })
    }

    /// Sets the password of the person whose link it is, ends their sessions, and uses the link up.
    pub async fn set_password(&self, token: &str, password: &str, address: &str) -> Result<()> {
        self.welcome(token, address).await?;
        fit(password)?;
        let hash = self.passwords().hash(password).await?;
        let mut tx = self.db().begin().await?;
        let now = self.now();
        let user = tx.take_password_link(&fingerprint(token), now).await?.ok_or(Error::NotFound)?;
        let user = tx.user(user).await?.filter(|user| user.disabled_at.is_none()).ok_or(Error::NotFound)?;
        tx.set_password(user.id, &hash).await?;
        let actor = Actor { id: Some(user.id), name: user.name, address: address.to_owned() };
        tx.record(now, &actor, Subject::User(user.id), "password_set", json!({})).await?;
        tx.commit().await
    }
}

async fn offer(tx: &mut Tx, user: i64, now: i64) -> Result<Link> {
    let token = token();
    let expires_at = now + VALID.as_millis() as i64;
    tx.put_password_link(user, &fingerprint(&token), expires_at).await?;
    Ok(Link { user, token, expires_at })
}

/// 40 letters and digits: more than anybody can guess.
pub(super) fn token() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), 40)
}

/// What is kept of a secret that only its holder knows.
pub(super) fn fingerprint(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
