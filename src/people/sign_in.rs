use std::time::Duration;

use serde_json::json;

use super::{Person, Refused};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{Actor, Subject};
use crate::store::Tx;
use crate::store::people::UserRow;

/// Failures in a row after which an account is locked, and for how long.
const FAILURES: i64 = 5;
const LOCKED_FOR: Duration = Duration::from_secs(15 * 60);

/// A session holds as long as its person's era is the one in which it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    Welcome {
        user_id: i64,
        era: i64,
    },
    /// The password fits; the second factor is still to come.
    CodeWanted {
        user_id: i64,
        era: i64,
    },
    /// Unknown, wrong, disabled and locked look alike, so that nobody learns who has an account.
    Refused,
}

impl Desk {
    pub async fn sign_in(&self, username: &str, password: &str, address: &str) -> Result<SignIn> {
        let user = self.db().user_by_username(&folded(username)).await?;
        let hash = user.as_ref().map(|user| user.password_hash.as_str()).filter(|hash| !hash.is_empty());
        let fits = self.passwords().verify(password, hash).await?;
        let Some(user) = user else { return Ok(SignIn::Refused) };

        let mut tx = self.db().begin().await?;
        let Some(now_known) = tx.user_to_judge(user.id).await? else { return Ok(SignIn::Refused) };
        // Somebody may have changed the password since it was verified.
        let fits = fits && now_known.password_hash == user.password_hash;
        let (user_id, era) = (user.id, now_known.era);
        let is_open = self.is_open(&now_known);
        let answer = if is_open && fits {
            if tx.second_factor(user_id).await?.is_some_and(|factor| factor.confirmed_at.is_some()) {
                // Failures are forgotten when the code fits, too: or the password would buy new guesses at it.
                return Ok(SignIn::CodeWanted { user_id, era });
            }
            self.let_in(&mut tx, &now_known, address, json!({})).await?;
            SignIn::Welcome { user_id, era }
        } else {
            self.turn_away(&mut tx, &now_known, is_open, address, "password").await?;
            SignIn::Refused
        };
        tx.commit().await?;
        Ok(answer)
    }

    /// Begins a change that asks for one's own password once more. A wrong one counts as a failed sign-in.
    pub(super) async fn prove_password(&self, person: &Person, password: &str) -> Result<Tx> {
        let user = self.db().active_user(person.id).await?;
        let hash = user.as_ref().map(|user| user.password_hash.as_str());
        let fits = self.passwords().verify(password, hash).await?;
        let mut tx = self.db().begin().await?;
        let known = tx.user_to_judge(person.id).await?;
        let (Some(user), Some(known)) = (user, known) else { return Err(Refused::PasswordWrong.into()) };
        let is_open = self.is_open(&known);
        if is_open && fits && known.password_hash == user.password_hash {
            return Ok(tx);
        }
        self.turn_away(&mut tx, &known, is_open, &person.address, "password").await?;
        tx.commit().await?;
        Err(Refused::PasswordWrong.into())
    }

    pub(super) fn is_open(&self, user: &UserRow) -> bool {
        user.disabled_at.is_none() && user.locked_until.is_none_or(|until| until <= self.now())
    }

    pub(super) async fn let_in(
        &self,
        tx: &mut Tx,
        user: &UserRow,
        address: &str,
        details: serde_json::Value,
    ) -> Result<()> {
        tx.sign_in_succeeded(user.id, self.now()).await?;
        tx.record(self.now(), &actor(user, address), Subject::User(user.id), "signed_in", details).await
    }

    /// Counts a failure; the last of a row locks the account.
    pub(super) async fn turn_away(
        &self,
        tx: &mut Tx,
        user: &UserRow,
        is_open: bool,
        address: &str,
        wrong: &str,
    ) -> Result<()> {
        let (now, actor) = (self.now(), actor(user, address));
        let failures = tx.sign_in_failed(user.id).await?;
        let details = json!({ "failures": failures, "wrong": wrong });
        tx.record(now, &actor, Subject::User(user.id), "sign_in_refused", details).await?;
        if is_open && failures >= FAILURES {
            let until = now + LOCKED_FOR.as_millis() as i64;
            tx.lock_user(user.id, until).await?;
            tx.record(now, &actor, Subject::User(user.id), "locked", json!({ "until": until })).await?;
        }
        Ok(())
    }
}

fn actor(user: &UserRow, address: &str) -> Actor {
    Actor { id: Some(user.id), name: user.name.clone(), address: address.to_owned() }
}

/// User names are one whatever their case.
pub(crate) fn folded(username: &str) -> String {
    username.trim().to_lowercase()
}
