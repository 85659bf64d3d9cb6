use std::fmt;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::Problem;

/// What a game server knows the desk by. It is shown once; no event, file or log has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

const PREFIX: &str = "whsec_";

impl Secret {
    /// 32 random bytes.
    pub fn generate() -> Secret {
        Secret(format!("{PREFIX}{}", BASE64_STANDARD.encode(rand::random::<[u8; 32]>())))
    }

    /// One that the game's side has already: `whsec_` and base64 of 24 to 64 bytes, as Standard Webhooks has it.
    pub fn read(text: &str) -> Result<Secret, Problem> {
        let text = text.trim();
        let bytes = text.strip_prefix(PREFIX).and_then(|encoded| BASE64_STANDARD.decode(encoded).ok());
        match bytes {
            Some(bytes) if (24..=64).contains(&bytes.len()) => Ok(Secret(text.to_owned())),
            _ => Err(Problem::NotASecret),
        }
    }

    /// The secret itself, to be written down, shown once, or signed with.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_is_made_anew_every_time_and_can_be_read_again() {
        let (one, other) = (Secret::generate(), Secret::generate());
        assert_ne!(one, other);
        assert_eq!(Secret::read(one.reveal()), Ok(one.clone()));
        assert!(standardwebhooks::Webhook::new(one.reveal()).is_ok());
        assert!(!format!("{one:?}").contains(&one.reveal()[6..]));
    }

    #[test]
    fn what_is_too_short_or_no_base64_is_no_secret() {
        for wrong in ["", "whsec_", "whsec_c2hvcnQ=", "Z3JhbnRkZXNrLWRlbW8tZ2FtZS1zZWNyZXQ=", "whsec_?"] {
            assert!(Secret::read(wrong).is_err(), "{wrong}");
        }
    }
}
