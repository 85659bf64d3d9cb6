use uuid::Uuid;

use super::{LARGEST, Upload};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::people::Person;

/// Bytes in a piece.
const PIECE: usize = 1024 * 1024;

/// Files that never came whole are kept this long, in milliseconds.
const UNFINISHED: i64 = 24 * 60 * 60 * 1000;

/// Files of forms that nobody submitted are kept this long, in milliseconds.
const ABANDONED: i64 = 30 * UNFINISHED;

/// A file on its way in. Never more of it than a piece is in memory.
#[derive(Debug)]
pub struct Receiving {
    desk: Desk,
    id: String,
    piece: Vec<u8>,
    pieces: i64,
    size: usize,
}

impl Desk {
    /// Makes room for a file, and sweeps away what others never finished sending or left alone since.
    pub async fn receive(&self, person: &Person, name: &str) -> Result<Receiving> {
        let id = Uuid::now_v7().to_string();
        let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        self.db().sweep_uploads(self.now() - UNFINISHED, self.now() - ABANDONED).await?;
        self.db().insert_upload(&id, person.id, &name, self.now()).await?;
        Ok(Receiving { desk: self.clone(), id, piece: Vec::with_capacity(PIECE), pieces: 0, size: 0 })
    }
}

impl Receiving {
    /// # Errors
    /// `FileTooLarge` once it is; the database's, when it cannot take more.
    pub async fn add(&mut self, mut bytes: &[u8]) -> Result<()> {
        self.size += bytes.len();
        if self.size > LARGEST {
            return Err(Error::FileTooLarge);
        }
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.piece.len()));
            self.piece.extend_from_slice(now);
            bytes = later;
            if self.piece.len() == PIECE {
                self.keep_piece().await?;
            }
        }
        Ok(())
    }

    /// All of it has come.
    pub async fn finish(mut self) -> Result<Upload> {
        self.keep_piece().await?;
        self.desk.db().finish_upload(&self.id, self.size as i64).await?;
        self.desk.db().upload(&self.id).await?.ok_or(Error::Lost("upload"))
    }

    /// It will not come whole: what has come goes. If that fails too, it is swept away later.
    pub async fn discard(self) {
        if let Err(error) = self.desk.db().delete_upload(&self.id).await {
            tracing::warn!(upload.id = self.id, %error, "what is left of a file stays for a while");
        }
    }

    async fn keep_piece(&mut self) -> Result<()> {
        if !self.piece.is_empty() {
            self.desk.db().insert_piece(&self.id, self.pieces, &self.piece).await?;
            self.pieces += 1;
            self.piece.clear();
        }
        Ok(())
    }
}
