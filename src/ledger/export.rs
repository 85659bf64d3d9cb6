use std::fs::File;
use std::sync::Arc;

use futures::stream::BoxStream;
use jiff::tz::TimeZone;
use serde_json::json;
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::columns::{Column, LogColumns};
use super::{ItemTotal, Log, LogFilters, LogTurn, Logged, Narrowed, Totals};
use crate::catalog::Catalog;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::people::Person;
use crate::results::{PAGE, Pages, Words, csv, xlsx};

/// Rows that an .xlsx file holds below its headings.
pub const XLSX_ROWS: i64 = xlsx::SHEET as i64 - 1;

/// The words of the file of a log, in the language of who reads it.
#[derive(Clone, Debug, Default)]
pub struct LogWords {
    /// Those that it shares with the result file of a request.
    pub results: Words,
    pub request: String,
    pub game: String,
    pub direction: String,
    pub player: String,
    pub items: String,
    pub order_number: String,
    pub reason: String,
    pub detail_reason: String,
    pub requester: String,
    pub approver: String,
    pub info: String,
    pub grant: String,
    pub clawback: String,
}

/// What a person wants to read of a log, and how.
#[derive(Clone, Debug)]
pub struct LogWanted {
    pub log: Log,
    pub filters: LogFilters,
    pub words: LogWords,
    /// `en`, `ko` or `ja`: of the names in the catalog.
    pub language: &'static str,
    pub zone: TimeZone,
}

impl Desk {
    /// What a log shows under these filters as CSV, in pieces, newest first. The audit log says who took it.
    pub async fn log_as_csv(&self, person: &Person, wanted: LogWanted) -> Result<BoxStream<'static, Result<Vec<u8>>>> {
        let totals = self.log_totals(person, wanted.log, &wanted.filters).await?;
        let (columns, pages) = self.log_file(person, wanted, &totals, "csv").await?;
        Ok(csv::stream(columns, pages))
    }

    /// The same as an .xlsx file, which is gone from the disk when it is dropped.
    ///
    /// # Errors
    /// `TooManyRows` when it is more than such a file holds.
    pub async fn log_as_xlsx(&self, person: &Person, wanted: LogWanted) -> Result<File> {
        let totals = self.log_totals(person, wanted.log, &wanted.filters).await?;
        if totals.deliveries() > XLSX_ROWS {
            return Err(Error::TooManyRows { rows: totals.deliveries(), most: XLSX_ROWS });
        }
        let name = wanted.log.as_str();
        let (columns, mut pages) = self.log_file(person, wanted, &totals, "xlsx").await?;
        let gone = CancellationToken::new();
        let _whoever_waits = gone.clone().drop_guard();
        spawn_blocking(move || xlsx::write(&columns, &mut pages, name, xlsx::SHEET, &gone))
            .await
            .map_err(Error::task)?
    }

    async fn log_file(
        &self,
        person: &Person,
        wanted: LogWanted,
        totals: &Totals,
        format: &str,
    ) -> Result<(LogColumns, Pages<Logged>)> {
        let LogWanted { log, filters, words, language, zone } = wanted;
        let narrowed = self.narrow(person, log, &filters).await?;
        let catalogs = self.catalogs(person).await?;
        let mut tx = self.db().begin().await?;
        let details = json!({ "log": log.as_str(), "format": format, "filters": filters, "rows": totals.deliveries() });
        tx.record(self.now(), &person.actor(), Subject::User(person.id), "log_downloaded", details).await?;
        tx.commit().await?;
        let columns = LogColumns { items: columns(&totals.items, &catalogs), catalogs, words, language, zone };
        Ok((columns, self.log_pages(narrowed)))
    }

    fn log_pages(&self, narrowed: Narrowed) -> Pages<Logged> {
        let desk = self.clone();
        Pages::read(LogTurn::Newest, move |turn| {
            let (desk, narrowed) = (desk.clone(), narrowed.clone());
            async move {
                let places = desk.db().places(&narrowed, turn, PAGE).await?;
                let next = places.last().filter(|_| places.len() == PAGE).map(|last| LogTurn::Before(*last));
                Ok((desk.logged(narrowed.log, &places).await?, next))
            }
        })
    }
}

/// A column for each item that there is; with its game before it where there are several.
fn columns(totals: &[ItemTotal], catalogs: &[Arc<Catalog>]) -> Vec<Column> {
    let several = totals.iter().any(|total| total.game_id != totals[0].game_id);
    let mut columns = Vec::new();
    for catalog in catalogs {
        for item in &catalog.items {
            if totals.iter().any(|total| total.item_id == item.id) {
                let game = if several { format!("{}:", catalog.game.code) } else { String::new() };
                columns.push(Column { item_id: item.id, heading: format!("{game}{}", item.code) });
            }
        }
    }
    columns
}
