use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::task::JoinHandle;

use super::Upload;
use crate::desk::Desk;
use crate::error::{Error, Result};

/// How long a check may go without a word before another begins it anew, in milliseconds.
const LEASE: i64 = 10_000;
/// How often it is written down how far a check has come.
const WORD: Duration = Duration::from_millis(500);
/// How long somebody waits for a check before being shown that it is under way.
const AT_ONCE: Duration = Duration::from_millis(1_500);

/// How far the check of a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checking<F> {
    UnderWay { rows: i64 },
    Done(F),
}

/// A way to read files.
pub trait Reader: Send + 'static {
    /// What is told of a file as a whole.
    type Found: Serialize + DeserializeOwned + Send;

    /// What it reads by: the same words, the same findings.
    fn rules(&self) -> Result<String>;

    fn read(self, desk: &Desk, file: File, rows: RowsRead)
    -> impl Future<Output = Result<Reading<Self::Found>>> + Send;
}

/// What reading a file gives: what is told of it as a whole, what is wrong row by row, and the requests it would become.
#[derive(Clone, Debug)]
pub struct Reading<F> {
    pub found: F,
    pub findings: Vec<String>,
    pub groups: Vec<String>,
}

/// How many rows have been read, as the reader counts them.
#[derive(Clone, Debug, Default)]
pub struct RowsRead(Arc<AtomicUsize>);

impl RowsRead {
    pub fn note(&self, rows: usize) {
        self.0.store(rows, Ordering::Relaxed);
    }

    fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed) as i64
    }
}

impl Desk {
    /// What is in a file. If nobody has looked yet, somebody does now, and goes on when the asker leaves.
    pub async fn check_upload<R: Reader>(&self, upload: &Upload, reader: R) -> Result<Checking<R::Found>> {
        let rules = reader.rules()?;
        let found_before = upload.found.as_ref().filter(|_| upload.rules.as_ref() == Some(&rules));
        if let Some(found) = found_before {
            return Ok(Checking::Done(serde_json::from_str(found)?));
        }
        let now = self.now();
        if self.db().begin_check(&upload.id, &rules, now, now + LEASE).await? {
            let (desk, upload) = (self.clone(), upload.clone());
            let check: JoinHandle<Result<()>> = tokio::spawn(async move {
                let done = desk.check_now(&upload, &rules, reader).await;
                if let Err(error) = &done {
                    tracing::error!(upload.id, %error, "a file could not be checked");
                    desk.db().end_check(&upload.id, &rules).await?;
                }
                done
            });
            if let Ok(ended) = tokio::time::timeout(AT_ONCE, check).await {
                ended.map_err(Error::task)??;
            }
        }
        let upload = self.db().upload(&upload.id).await?.ok_or(Error::NotFound)?;
        match &upload.found {
            Some(found) => Ok(Checking::Done(serde_json::from_str(found)?)),
            None => Ok(Checking::UnderWay { rows: upload.rows_read }),
        }
    }

    async fn check_now<R: Reader>(&self, upload: &Upload, rules: &str, reader: R) -> Result<()> {
        let file = self.open_upload(upload).await?;
        let rows = RowsRead::default();
        let mut reading = std::pin::pin!(reader.read(self, file, rows.clone()));
        let read = loop {
            match tokio::time::timeout(WORD, &mut reading).await {
                Ok(read) => break read?,
                Err(_) => self.db().note_rows(&upload.id, rules, rows.get(), self.now() + LEASE).await?,
            }
        };
        let mut tx = self.db().begin().await?;
        if tx.finish_check(&upload.id, rules, &serde_json::to_string(&read.found)?).await? {
            tx.replace_findings(&upload.id, &read.findings).await?;
            tx.replace_groups(&upload.id, &read.groups).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
