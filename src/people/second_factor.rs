use rand::seq::IndexedRandom;
use serde_json::json;
use totp_rs::{Builder, Secret, Totp};

use super::link::fingerprint;
use super::{Person, Refused, SignIn};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::store::Tx;

/// Codes for the day on which the phone is lost; each works once.
const RECOVERY_CODES: usize = 10;
/// Letters and digits of a recovery code: 79 bits, so that a plain hash of them keeps it secret.
const RECOVERY_LENGTH: usize = 16;
/// Without those that look alike.
const RECOVERY_LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// What a person has beside the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    pub since: i64,
    /// Recovery codes that were not used yet.
    pub codes_left: i64,
}

/// What an authenticator app is told.
#[derive(Clone)]
pub struct Enrolment {
    /// In base32, for those who type it.
    pub secret: String,
    /// `otpauth://…`, for those who scan it.
    pub uri: String,
}

impl std::fmt::Debug for Enrolment {
    /// Without the secret: this is what ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolment").finish_non_exhaustive()
    }
}

impl Desk {
    pub async fn second_factor(&self, person: &Person) -> Result<Option<SecondFactor>> {
        let Some(factor) = self.db().second_factor(person.id).await? else { return Ok(None) };
        let Some(since) = factor.confirmed_at else { return Ok(None) };
        Ok(Some(SecondFactor { since, codes_left: self.db().count_recovery_codes(person.id).await? }))
    }

    /// Draws a secret for the person's authenticator app. It does not count before its first right code.
    ///
    /// # Errors
    /// `NothingToDo` for who has a second factor already.
    pub async fn begin_second_factor(&self, person: &Person) -> Result<()> {
        let secret = Secret::from(rand::random::<[u8; 20]>()).to_base32();
        let mut tx = self.db().begin().await?;
        if !tx.offer_second_factor(person.id, &secret).await? {
            return Err(Error::NothingToDo);
        }
        tx.commit().await
    }

    /// What to tell the app, until the first right code.
    pub async fn enrolment(&self, person: &Person) -> Result<Option<Enrolment>> {
        let factor = self.db().second_factor(person.id).await?.filter(|factor| factor.confirmed_at.is_none());
        let Some(factor) = factor else { return Ok(None) };
        // A colon would end the name in the address.
        let name = person.username.replace(':', ".");
        let totp = builder(&factor.secret)?.with_issuer(Some("Grantdesk")).with_account_name(name).build();
        let uri = totp.and_then(|totp| totp.to_url()).map_err(unusable)?;
        Ok(Some(Enrolment { secret: factor.secret, uri }))
    }

    /// Makes the second factor count from its first right code on, and answers the recovery codes: nobody can read
    /// them again.
    ///
    /// # Errors
    /// `Refused` with `CodeWrong`; `NothingToDo` where none was begun.
    pub async fn confirm_second_factor(&self, person: &Person, code: &str) -> Result<Vec<String>> {
        let mut tx = self.db().begin().await?;
        let factor = tx.second_factor(person.id).await?.filter(|factor| factor.confirmed_at.is_none());
        let factor = factor.ok_or(Error::NothingToDo)?;
        if !fits(&mut tx, person.id, &factor.secret, code, self.now()).await? {
            return Err(Refused::CodeWrong.into());
        }
        tx.confirm_second_factor(person.id, self.now()).await?;
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
        for code in &codes {
            tx.insert_recovery_code(person.id, &fingerprint(&plain(code))).await?;
        }
        let details = json!({ "before": { "second_factor": false }, "after": { "second_factor": true } });
        tx.record(self.now(), &person.actor(), Subject::User(person.id), "second_factor_added", details).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// # Errors
    /// `Refused` with `PasswordWrong`; that counts as a failed sign-in.
    pub async fn remove_second_factor(&self, person: &Person, password: &str) -> Result<()> {
        let mut tx = self.prove_password(person, password).await?;
        if !tx.delete_second_factor(person.id).await? {
            return Err(Error::NothingToDo);
        }
        let details = json!({ "before": { "second_factor": true }, "after": { "second_factor": false } });
        tx.record(self.now(), &person.actor(), Subject::User(person.id), "second_factor_removed", details).await?;
        tx.commit().await
    }

    /// The second step of signing in: a code of the app, or a recovery code. A wrong one counts as a wrong password
    /// does, and one that was used is wrong.
    pub async fn sign_in_with_code(&self, user_id: i64, era: i64, code: &str, address: &str) -> Result<SignIn> {
        let mut tx = self.db().begin().await?;
        let Some(user) = tx.user_to_judge(user_id).await?.filter(|user| user.era == era) else {
            return Ok(SignIn::Refused);
        };
        let factor = tx.second_factor(user_id).await?.filter(|factor| factor.confirmed_at.is_some());
        let is_open = self.is_open(&user);
        let by = match factor {
            Some(factor) if is_open => match recovery(code) {
                Some(code) => tx.take_recovery_code(user_id, &fingerprint(&code)).await?.then_some("recovery_code"),
                None => fits(&mut tx, user_id, &factor.secret, code, self.now()).await?.then_some("code"),
            },
            _ => None,
        };
        let answer = match by {
            Some(by) => {
                self.let_in(&mut tx, &user, address, json!({ "second_factor": by })).await?;
                SignIn::Welcome { user_id, era }
            }
            None => {
                self.turn_away(&mut tx, &user, is_open, address, "code").await?;
                SignIn::Refused
            }
        };
        tx.commit().await?;
        Ok(answer)
    }
}

/// Whether the code is of this very moment, or of the half minute before or after, and of none that was taken before.
async fn fits(tx: &mut Tx, user: i64, secret: &str, code: &str, now: i64) -> Result<bool> {
    let totp: Totp = builder(secret)?.build().map_err(unusable)?;
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    match totp.check(&digits, (now / 1000) as u64) {
        Some(step) => tx.take_step(user, step as i64).await,
        None => Ok(false),
    }
}

/// Six digits, every half minute, by SHA-1: what every authenticator app understands (RFC 6238).
fn builder(secret: &str) -> Result<Builder> {
    let secret = Secret::try_from_base32(secret).map_err(|error| Error::Invalid(error.to_string()))?;
    Ok(Builder::new().with_secret(secret))
}

fn unusable(error: totp_rs::TotpError) -> Error {
    Error::Invalid(error.to_string())
}

/// In groups of four, as people copy it: abcd-efgh-jkmn-pqrs.
fn recovery_code() -> String {
    let mut random = rand::rng();
    let mut letter = || RECOVERY_LETTERS.choose(&mut random).copied().map_or('a', char::from);
    let groups: Vec<String> = (0..RECOVERY_LENGTH / 4).map(|_| (0..4).map(|_| letter()).collect()).collect();
    groups.join("-")
}

/// A recovery code as it is kept, if this can be one.
fn recovery(code: &str) -> Option<String> {
    let code = plain(code);
    (code.len() == RECOVERY_LENGTH).then_some(code)
}

fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
