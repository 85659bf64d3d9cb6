//! The result file of a request: what became of each player, as CSV or .xlsx, at any time. The files of the logs are
//! written by the same means.
//!
//! A file of any length takes the memory of a few pages of deliveries, and whoever stops reading stops the work.

mod cell;
mod columns;
pub(crate) mod csv;
mod pages;
mod row;
mod sheet;
mod which;
mod words;
pub(crate) mod xlsx;

pub use cell::{Cell, defuse, undo};
pub(crate) use columns::text;
pub(crate) use pages::{PAGE, Pages};
pub use row::Row;
pub(crate) use sheet::Sheet;
pub use which::Which;
pub use words::Words;

use std::fs::File;

use futures::stream::BoxStream;
use jiff::tz::TimeZone;
use serde_json::json;
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use self::columns::Columns;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::people::Person;
use crate::request::Request;

/// What a person wants to read, and how.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub which: Which,
    pub words: Words,
    pub zone: TimeZone,
}

impl Desk {
    /// The results of a request as CSV, in pieces. The audit log says who took them.
    pub async fn results_as_csv(
        &self,
        person: &Person,
        no: i64,
        wanted: Wanted,
    ) -> Result<BoxStream<'static, Result<Vec<u8>>>> {
        let (_, columns, pages) = self.results(person, no, wanted, "csv").await?;
        Ok(csv::stream(columns, pages))
    }

    /// The same as an .xlsx file, which is gone from the disk when it is dropped.
    pub async fn results_as_xlsx(&self, person: &Person, no: i64, wanted: Wanted) -> Result<File> {
        let (request, columns, mut pages) = self.results(person, no, wanted, "xlsx").await?;
        let gone = CancellationToken::new();
        let _whoever_waits = gone.clone().drop_guard();
        spawn_blocking(move || xlsx::write(&columns, &mut pages, &request.number(), xlsx::SHEET, &gone))
            .await
            .map_err(Error::task)?
    }

    async fn results(
        &self,
        person: &Person,
        no: i64,
        wanted: Wanted,
        format: &str,
    ) -> Result<(Request, Columns, Pages<Row>)> {
        let request = self.request(person, no).await?;
        let mut tx = self.db().begin().await?;
        let details = json!({ "format": format, "show": wanted.which.as_str() });
        tx.record(self.now(), &person.actor(), Subject::Request(no), "results_downloaded", details).await?;
        tx.commit().await?;
        let db = self.db().clone();
        let pages = Pages::read(0, move |after| {
            let db = db.clone();
            async move {
                let rows = db.result_rows(no, wanted.which, after, PAGE as i64).await?;
                let next = rows.last().filter(|_| rows.len() == PAGE).map(|row| row.n);
                Ok((rows, next))
            }
        });
        let columns = self.result_columns(&request, wanted.words, wanted.zone).await?;
        Ok((request, columns, pages))
    }

    async fn result_columns(&self, request: &Request, words: Words, zone: TimeZone) -> Result<Columns> {
        let db = self.db();
        let kinds = db.id_kinds(request.game_id).await?;
        let kind = kinds.into_iter().find(|kind| kind.code == request.id_kind);
        let servers = db.servers(request.game_id).await?;
        Ok(Columns {
            player: kind.map_or_else(|| request.id_kind.clone(), |kind| kind.label),
            servers: servers.into_iter().map(|server| (server.id, server.code)).collect(),
            items: db.result_items(request.id).await?,
            direction: request.direction,
            info: db.info_keys(request.id, request.players).await?,
            words,
            zone,
        })
    }
}
