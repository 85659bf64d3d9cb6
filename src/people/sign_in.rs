use std::time::Duration;

use serde_json::json;

use crate::desk::Desk;
use crate::error::Result;
use crate::event::{Actor, Subject};

/// Failures in a row after which an account is locked, and for how long.
const FAILURES: i64 = 5;
const LOCKED_FOR: Duration = Duration::from_secs(15 * 60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    Welcome {
        user_id: i64,
    },
    /// Unknown, wrong, disabled and locked look alike, so that nobody learns who has an account.
    Refused,
}

impl Desk {
    pub async fn sign_in(&self, username: &str, password: &str, address: &str) -> Result<SignIn> {
        let user = self.db().user_by_username(&folded(username)).await?;
        let fits = self.passwords().verify(password, user.as_ref().map(|user| user.password_hash.as_str())).await?;
        let Some(user) = user else { return Ok(SignIn::Refused) };

        let now = self.now();
        let actor = Actor { id: Some(user.id), name: user.name.clone(), address: address.to_owned() };
        let mut tx = self.db().begin().await?;
        let open = user.disabled_at.is_none() && !tx.is_locked(user.id, now).await?;
        let answer = if open && fits {
            tx.sign_in_succeeded(user.id).await?;
            tx.record(now, &actor, Subject::User(user.id), "signed_in", json!({})).await?;
            SignIn::Welcome { user_id: user.id }
        } else {
            let failures = tx.sign_in_failed(user.id).await?;
            tx.record(now, &actor, Subject::User(user.id), "sign_in_refused", json!({ "failures": failures })).await?;
            if open && failures >= FAILURES {
                let until = now + LOCKED_FOR.as_millis() as i64;
                tx.lock_user(user.id, until).await?;
                tx.record(now, &actor, Subject::User(user.id), "locked", json!({ "until": until })).await?;
            }
            SignIn::Refused
        };
        tx.commit().await?;
        Ok(answer)
    }
}

/// User names are one whatever their case.
pub(crate) fn folded(username: &str) -> String {
    username.trim().to_lowercase()
}
