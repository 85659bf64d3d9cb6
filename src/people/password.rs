use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::Refused;
use crate::error::{Error, Result};

/// Characters a password has at least (OWASP ASVS 5.0, 6.2.1 asks for 8 and recommends 15).
pub const PASSWORD_LENGTH: usize = 12;
/// And at most: more is not typed by a person.
pub const PASSWORD_LONGEST: usize = 256;

/// Hashes with argon2id at OWASP's floor (m = 19 MiB, t = 2, p = 1), a few at a time: fifty sign-ins at once
/// must not take a gigabyte.
#[derive(Clone, Debug)]
pub struct Passwords {
    at_once: Arc<Semaphore>,
}

/// Verified for unknown users, so that they take as long as known ones.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Z3JhbnRkZXNrLW5vYm9keQ$Q3b4Ck7lq5G5oZxQk0m8uG1w7d2Zq0T1Qm2p8s6u4xE";

impl Default for Passwords {
    fn default() -> Passwords {
        Passwords { at_once: Arc::new(Semaphore::new(2)) }
    }
}

impl Passwords {
    pub(crate) async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.compute(move || {
            argon2()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|error| Error::Password(error.to_string()))
        })
        .await?
    }

    /// Whether the password fits the hash; without a hash it takes the same time and is false.
    pub(crate) async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let password = password.to_owned();
        let known = hash.is_some();
        let hash = hash.unwrap_or(NOBODYS_HASH).to_owned();
        self.compute(move || {
            let hash = PasswordHash::new(&hash).map_err(|error| Error::Password(error.to_string()))?;
            Ok(argon2().verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await?
    }

    async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _permit = self.at_once.acquire().await.map_err(|error| Error::Password(error.to_string()))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| Error::Password(error.to_string()))
    }
}

/// Whether this can be somebody's password.
pub(super) fn fit(password: &str) -> Result<(), Refused> {
    match password.chars().count() {
        count if count < PASSWORD_LENGTH => Err(Refused::PasswordShort),
        count if count > PASSWORD_LONGEST => Err(Refused::PasswordLong),
        _ => Ok(()),
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("OWASP's parameters are in argon2's range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}
