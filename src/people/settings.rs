use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::json;

use super::password::fit;
use super::{Person, Refused};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Subject;

/// How the desk looks and listens to somebody. None is: as the browser, the desk or the system has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Settings {
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub theme: Option<String>,
    /// Whether a key pressed alone, as `n`, does something.
    pub shortcuts: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { language: None, time_zone: None, theme: None, shortcuts: true }
    }
}

impl Person {
    pub fn settings(&self) -> Settings {
        Settings {
            language: self.language.clone(),
            time_zone: self.time_zone.clone(),
            theme: self.theme.clone(),
            shortcuts: self.shortcuts,
        }
    }
}

impl Desk {
    /// Changes how the desk looks and listens to this person, from the next page on.
    pub async fn choose(&self, person: &Person, chosen: &Settings) -> Result<()> {
        let known = |word: &Option<String>, words: &[&str]| word.as_deref().is_none_or(|word| words.contains(&word));
        if !known(&chosen.language, &["en", "ko", "ja"]) || !known(&chosen.theme, &["light", "dark"]) {
            return Err(Refused::UnknownSetting.into());
        }
        let time_zone = match &chosen.time_zone {
            Some(name) => Some(time_zone(name).ok_or(Refused::UnknownTimeZone)?),
            None => None,
        };
        let chosen = Settings { time_zone, ..chosen.clone() };
        let mut tx = self.db().begin().await?;
        let before = tx.settings(person.id).await?.ok_or(Error::NotFound)?;
        if before == chosen {
            return Ok(());
        }
        tx.set_settings(person.id, &chosen).await?;
        let details = json!({ "before": before, "after": chosen });
        tx.record(self.now(), &person.actor(), Subject::User(person.id), "settings_changed", details).await?;
        tx.commit().await
    }

    /// Changes one's own password and ends one's other sessions: the era in which this one goes on.
    ///
    /// # Errors
    /// `Refused` with `PasswordWrong` when the old one does not fit; that counts as a failed sign-in.
    pub async fn change_password(&self, person: &Person, old: &str, new: &str) -> Result<i64> {
        fit(new)?;
        let hash = self.passwords().hash(new).await?;
        let mut tx = self.prove_password(person, old).await?;
        let era = tx.set_password(person.id, &hash).await?;
        tx.record(self.now(), &person.actor(), Subject::User(person.id), "password_changed", json!({})).await?;
        tx.commit().await?;
        Ok(era)
    }
}

/// The name of a time zone as the IANA database writes it.
pub fn time_zone(name: &str) -> Option<String> {
    TimeZone::get(name.trim()).ok()?.iana_name().map(ToOwned::to_owned)
}
