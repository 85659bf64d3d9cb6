use jiff::tz::TimeZone;

use super::Batch;
use super::reading::RowFinding;
use crate::error::{Error, Result};
use crate::people::Operator;
use crate::request::{PlayerList, Submission, Written, check};
use crate::upload::RowsRead;

/// Requests that are written by the same statements.
const CHUNK: usize = 1_000;

/// Why a batch did not become requests. Nothing of it did.
#[derive(Clone, Debug, PartialEq)]
pub enum BatchRefused {
    /// Something in the file or the form is wrong: the page says what.
    Wrong,
    /// Players are repeated, and nobody has said that one of each is to be kept.
    Repeated,
    /// Order numbers were claimed by other requests meanwhile.
    OrdersTaken(Vec<RowFinding>),
}

impl Operator<'_> {
    /// Makes all requests of a batch, or none, however often it is sent; answers how many they are. Times are read in
    /// the zone, and files where it matters in the language of the person.
    ///
    /// # Errors
    /// The outer error is the desk's, `NotFound` for somebody else's batch; the inner one is what is wrong.
    pub async fn submit_batch(
        &self,
        batch: &Batch,
        zone: &TimeZone,
        language: &str,
    ) -> Result<Result<i64, BatchRefused>> {
        if batch.user_id != self.person.id || batch.game_id != self.game.id {
            return Err(Error::NotFound);
        }
        if let Some(submitted) = &batch.submitted {
            return Ok(Ok(submitted.requests));
        }
        match self.make_requests(batch, zone, language).await {
            // Another click was first, and the file went with it.
            Err(Error::NotFound) => {
                let submitted = self.desk.batch(self.person, &batch.id).await?.submitted;
                Ok(Ok(submitted.ok_or(Error::NotFound)?.requests))
            }
            made => made,
        }
    }

    async fn make_requests(&self, batch: &Batch, zone: &TimeZone, language: &str) -> Result<Result<i64, BatchRefused>> {
        let Some(upload) = &batch.upload_id else { return Ok(Err(BatchRefused::Wrong)) };
        let upload = self.desk.upload(self.person, upload).await?;
        let reader = self.desk.batch_reader(batch, zone, language).await?;
        let file = self.desk.open_upload(&upload).await?;
        let read = tokio::task::spawn_blocking(move || {
            let bulk = reader.bulk(file, &RowsRead::default());
            (reader, bulk)
        });
        let (reader, bulk) = read.await.map_err(Error::task)?;
        let Some(bulk) = bulk.ok().filter(super::reading::Bulk::is_good) else { return Ok(Err(BatchRefused::Wrong)) };
        if !bulk.repeated.is_empty() && !batch.form.keep_first {
            return Ok(Err(BatchRefused::Repeated));
        }

        let requests = bulk.groups.len() as i64;
        let mut tx = self.desk.db().begin().await?;
        if !tx.submit_batch(&batch.id, requests, self.desk.now()).await? {
            drop(tx);
            let submitted = self.desk.batch(self.person, &batch.id).await?.submitted;
            return Ok(Ok(submitted.ok_or(Error::Lost("batch"))?.requests));
        }
        let mut groups = bulk.groups.into_iter();
        let mut n = 0;
        loop {
            let mut sealed = Vec::with_capacity(CHUNK);
            let mut lines = Vec::with_capacity(CHUNK);
            for group in groups.by_ref().take(CHUNK) {
                n += 1;
                let list = PlayerList { players: group.players.len(), ..PlayerList::default() };
                let form = group.key.form(&batch.form.game);
                let Ok(plan) = check(&form, &reader.catalog, zone, &list) else { return Ok(Err(BatchRefused::Wrong)) };
                lines.push((group.first_line, group.key.order_number));
                let submission = Submission { plan, players: group.players, file: None };
                sealed.push(submission.sealed(format!("{}-{n}", batch.id))?);
            }
            if sealed.is_empty() {
                break;
            }
            match self.write(&mut tx, &sealed, Some(&batch.id)).await? {
                Written::Requests(_) => {}
                Written::Before => return Err(Error::Lost("batch")),
                Written::OrdersTaken(taken) => {
                    let finding = |(place, no): (usize, i64)| {
                        let (line, order_number) = &lines[place];
                        RowFinding::order_taken(*line, order_number, no)
                    };
                    return Ok(Err(BatchRefused::OrdersTaken(taken.into_iter().map(finding).collect())));
                }
            }
        }
        tx.delete_upload(&upload.id).await?;
        tx.commit().await?;
        self.desk.ring();
        Ok(Ok(requests))
    }
}
