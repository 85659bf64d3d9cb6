use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;

use futures::stream::BoxStream;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::{AuditFilters, Audited, Subject};
use crate::error::{Error, Result};
use crate::people::Admin;
use crate::request::Turn;
use crate::results::{Cell, PAGE, Pages, Sheet, csv, text, xlsx};

/// The words of the exported log, in the language of who reads it.
#[derive(Clone, Debug, Default)]
pub struct AuditWords {
    /// What stands above the columns.
    pub number: String,
    pub time: String,
    pub actor: String,
    pub address: String,
    pub action: String,
    pub subject: String,
    pub subject_number: String,
    pub before: String,
    pub after: String,
    pub details: String,
    /// What the sheet is called.
    pub title: String,
    /// Actions and kinds of subjects; what is not here stands as it is stored.
    pub actions: HashMap<&'static str, String>,
    pub subjects: HashMap<&'static str, String>,
}

struct Log {
    words: AuditWords,
    zone: TimeZone,
}

impl Admin<'_> {
    /// All that passes the filters as CSV, in pieces, newest first. The log itself says who took it.
    pub async fn audit_as_csv(
        &self,
        filters: AuditFilters,
        words: AuditWords,
        zone: TimeZone,
    ) -> Result<BoxStream<'static, Result<Vec<u8>>>> {
        let pages = self.pages(filters, "csv").await?;
        Ok(csv::stream(Log { words, zone }, pages))
    }

    /// The same as an .xlsx file, which is gone from the disk when it is dropped.
    pub async fn audit_as_xlsx(&self, filters: AuditFilters, words: AuditWords, zone: TimeZone) -> Result<File> {
        let mut pages = self.pages(filters, "xlsx").await?;
        let gone = CancellationToken::new();
        let _whoever_waits = gone.clone().drop_guard();
        let title = words.title.clone();
        let log = Log { words, zone };
        spawn_blocking(move || xlsx::write(&log, &mut pages, &title, xlsx::SHEET, &gone)).await.map_err(Error::task)?
    }

    async fn pages(&self, filters: AuditFilters, format: &str) -> Result<Pages<Audited>> {
        let mut tx = self.desk.db().begin().await?;
        let details = json!({ "format": format, "filters": asked(&filters) });
        let subject = Subject::User(self.person.id);
        tx.record(self.desk.now(), &self.person.actor(), subject, "audit_exported", details).await?;
        tx.commit().await?;
        let (db, games) = (self.desk.db().clone(), self.games());
        Ok(Pages::read(Turn::Newest, move |turn| {
            let (db, games, filters) = (db.clone(), games.clone(), filters.clone());
            async move {
                let rows = db.audit(games.as_deref(), &filters, turn, PAGE as i64).await?;
                let next = rows.last().filter(|_| rows.len() == PAGE).map(|row| Turn::Before(row.event.id));
                Ok((rows, next))
            }
        }))
    }
}

/// What was asked for, without what was not.
fn asked(filters: &AuditFilters) -> Value {
    let mut asked = json!({
        "actor": filters.actor, "action": filters.action, "subject": filters.subject, "subject_id": filters.subject_id,
        "game_id": filters.game, "from": filters.from, "until": filters.until, "text": filters.text,
    });
    if let Some(asked) = asked.as_object_mut() {
        asked.retain(|_, value| !value.is_null());
    }
    asked
}

impl Sheet for Log {
    type Row = Audited;

    fn headings(&self) -> Vec<(&str, u8)> {
        let words = &self.words;
        vec![
            (&words.number, 10),
            (&words.time, 24),
            (&words.actor, 20),
            (&words.address, 18),
            (&words.action, 26),
            (&words.subject, 14),
            (&words.subject_number, 10),
            (&words.before, 40),
            (&words.after, 40),
            (&words.details, 40),
        ]
    }

    fn cells<'a>(&'a self, row: &'a Audited) -> Result<Vec<Cell<'a>>> {
        let event = &row.event;
        let mut details: Value = serde_json::from_str(&event.details)?;
        let mut part = |name: &str| match details.as_object_mut().and_then(|details| details.remove(name)) {
            None | Some(Value::Null) => Cell::Empty,
            Some(value) => Cell::Text(Cow::Owned(value.to_string())),
        };
        let (before, after) = (part("before"), part("after"));
        let rest = details.as_object().is_some_and(|details| !details.is_empty());
        Ok(vec![
            Cell::Number(event.id),
            Timestamp::from_millisecond(event.at)
                .map_or(Cell::Empty, |at| Cell::Moment(at.to_zoned(self.zone.clone()))),
            text(&event.actor_name),
            text(&event.address),
            text(named(&self.words.actions, &event.action)),
            text(named(&self.words.subjects, &row.subject)),
            Cell::Number(row.subject_id),
            before,
            after,
            if rest { Cell::Text(Cow::Owned(details.to_string())) } else { Cell::Empty },
        ])
    }
}

fn named<'a>(words: &'a HashMap<&'static str, String>, stored: &'a str) -> &'a str {
    words.get(stored).map_or(stored, String::as_str)
}
