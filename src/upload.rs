//! A file as somebody sent it: kept in pieces as it comes, and read whenever its rows are wanted.
//!
//! Only a file that came whole can be read, so a lost connection leaves nothing that anybody sees. What is found in
//! it is written in one transaction, so whoever dies while checking leaves nothing either.

mod checking;
mod receiving;

pub use checking::{Checking, Reader, Reading, RowsRead};
pub use receiving::Receiving;

use std::fs::File;
use std::io::{Seek, Write};

use serde::de::DeserializeOwned;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::people::Person;

/// The largest file, in bytes: what a table may have.
pub const LARGEST: usize = crate::table::FILE as usize;

/// A file that came whole.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Upload {
    pub id: String,
    pub user_id: i64,
    /// As its sender calls it; nothing is told from it.
    pub name: String,
    pub size: i64,
    pub is_whole: bool,
    pub created_at: i64,
    rules: Option<String>,
    rows_read: i64,
    checking_until: Option<i64>,
    found: Option<String>,
}

impl Upload {
    /// How many rows a check that is under way has read.
    pub fn rows_so_far(&self, now: i64) -> Option<i64> {
        let is_under_way = self.found.is_none() && self.checking_until.is_some_and(|until| until > now);
        is_under_way.then_some(self.rows_read)
    }

    /// The reader of the last check, if it is of this kind.
    pub(crate) fn read_by<R: DeserializeOwned>(&self) -> Option<R> {
        serde_json::from_str(self.rules.as_ref()?).ok()
    }

    /// What was found in it, if that is told in this way.
    pub(crate) fn found<F: DeserializeOwned>(&self) -> Option<F> {
        serde_json::from_str(self.found.as_ref()?).ok()
    }
}

impl Desk {
    /// One's own file.
    ///
    /// # Errors
    /// `NotFound` when it is somebody else's, or never came whole.
    pub async fn upload(&self, person: &Person, id: &str) -> Result<Upload> {
        let upload = self.db().upload(id).await?;
        upload.filter(|upload| upload.user_id == person.id && upload.is_whole).ok_or(Error::NotFound)
    }

    /// Does away with a file that nobody needs.
    pub async fn discard_upload(&self, upload: &Upload) -> Result<()> {
        self.db().delete_upload(&upload.id).await
    }

    /// The bytes of a file, on disk and at their beginning. The file has no name and goes with its last reader.
    ///
    /// # Errors
    /// `NotFound` when it goes while it is read.
    pub(crate) async fn open_upload(&self, upload: &Upload) -> Result<File> {
        let mut file = tempfile::tempfile()?;
        let mut n = 0;
        while let Some(piece) = self.db().piece(&upload.id, n).await? {
            file = tokio::task::spawn_blocking(move || file.write_all(&piece).map(|()| file))
                .await
                .map_err(Error::task)??;
            n += 1;
        }
        if file.stream_position()? != upload.size as u64 {
            return Err(Error::NotFound);
        }
        file.rewind()?;
        Ok(file)
    }
}
