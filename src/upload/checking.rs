use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
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

/// What reading a file by some rules gives: what is told of it as a whole, what is wrong row by row, and the requests
/// it would become.
#[derive(Clone, Debug, Default)]
pub struct Reading<F> {
    pub found: F,
    pub findings: Vec<String>,
    pub groups: Vec<String>,
}

impl Desk {
    /// What is in a file by these rules. If nobody has looked yet, somebody does now, and goes on when the asker leaves.
    pub async fn check_upload<R, F>(
        &self,
        upload: &Upload,
        rules: R,
        read: impl FnOnce(File, &R, &mut dyn FnMut(usize)) -> Result<Reading<F>> + Send + 'static,
    ) -> Result<Checking<F>>
    where
        R: Serialize + Send + Sync + 'static,
        F: Serialize + DeserializeOwned + Send + 'static,
    {
        let canonical = serde_json::to_string(&rules)?;
        if upload.rules.as_deref() == Some(&canonical)
            && let Some(found) = &upload.found
        {
            return Ok(Checking::Done(serde_json::from_str(found)?));
        }
        let now = self.now();
        if self.db().begin_check(&upload.id, &canonical, now, now + LEASE).await? {
            let (desk, upload) = (self.clone(), upload.clone());
            let check: JoinHandle<Result<()>> = tokio::spawn(async move {
                let done = desk.check_now(&upload, &canonical, rules, read).await;
                if let Err(error) = &done {
                    tracing::error!(upload.id, %error, "a file could not be checked");
                    desk.db().end_check(&upload.id, &canonical).await?;
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

    async fn check_now<R, F>(
        &self,
        upload: &Upload,
        canonical: &str,
        rules: R,
        read: impl FnOnce(File, &R, &mut dyn FnMut(usize)) -> Result<Reading<F>> + Send + 'static,
    ) -> Result<()>
    where
        R: Serialize + Send + Sync + 'static,
        F: Serialize + Send + 'static,
    {
        let file = self.open_upload(upload).await?;
        let rows = Arc::new(AtomicU64::new(0));
        let counted = rows.clone();
        let mut reading = tokio::task::spawn_blocking(move || {
            read(file, &rules, &mut |rows| counted.store(rows as u64, Ordering::Relaxed))
        });
        let read = loop {
            match tokio::time::timeout(WORD, &mut reading).await {
                Ok(read) => break read.map_err(Error::task)??,
                Err(_) => {
                    let rows = rows.load(Ordering::Relaxed) as i64;
                    self.db().note_rows(&upload.id, canonical, rows, self.now() + LEASE).await?;
                }
            }
        };
        let mut tx = self.db().begin().await?;
        if tx.finish_check(&upload.id, canonical, &serde_json::to_string(&read.found)?).await? {
            tx.replace_findings(&upload.id, &read.findings).await?;
            tx.replace_groups(&upload.id, &read.groups).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
