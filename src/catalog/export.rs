use std::io;

use csv::{Terminator, WriterBuilder};

use super::{Kind, RETIRED, text};
use crate::error::Result;
use crate::people::Manager;
use crate::results::defuse;

/// Tells spreadsheets that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl Manager<'_> {
    /// Every entry of a kind as CSV, retired ones included: what an import takes back. Secrets stay here.
    pub async fn export(&self, kind: Kind) -> Result<Vec<u8>> {
        let entries = self.desk.db().all_entries(kind, self.game.id).await?;
        let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
        let headings = kind.fields().iter().map(|field| field.name).chain([RETIRED]);
        csv.write_record(headings).map_err(io::Error::from)?;
        for entry in entries {
            let is_retired = entry.retired_at.is_some().to_string();
            let cells = entry.values.iter().map(text).chain([is_retired]);
            csv.write_record(cells.map(|cell| defuse(&cell).into_owned())).map_err(io::Error::from)?;
        }
        Ok(csv.into_inner().map_err(|error| error.into_error())?)
    }
}
