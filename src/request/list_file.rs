use std::fs::File;

use serde::{Deserialize, Serialize};

use super::check::PlayerList;
use super::form::{EXACT, Field, Form, Problem};
use super::{Complaint, Quantity, Recipient};
use crate::catalog::Catalog;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::list::{CheckedList, Column, Finding, ListRules, Note, PlayerKind, Quantities, Refusal, Repeat};
use crate::people::Person;
use crate::table::{Format, Table};
use crate::upload::{Checking, Reader, Reading, RowsRead, Upload};

/// The file that holds a form's players, and what was found in it.
#[derive(Clone, Debug)]
pub struct ListFile {
    pub upload: Upload,
    pub checking: Checking<ListFound>,
}

/// What a player file says as a whole. Which rows are wrong is asked for page by page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListFound {
    /// None when the file is no table at all.
    pub format: Option<Format>,
    pub header_line: Option<usize>,
    pub columns: Vec<Column>,
    pub rows: usize,
    /// Each counted once.
    pub players: usize,
    pub notes: Vec<Note>,
    pub quantities: Option<Quantities>,
    pub bad: usize,
    pub repeated: usize,
    pub refusal: Option<Refusal>,
}

/// A row that is wrong, or a player who stands in the list already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ListFinding {
    Bad(Finding),
    Repeated(Repeat),
}

impl Desk {
    /// The file of a form, if it has one: it is checked now if it was not before. A file that is gone is none.
    pub async fn list_file(
        &self,
        person: &Person,
        form: &Form,
        catalog: &Catalog,
        language: &str,
    ) -> Result<Option<ListFile>> {
        if form.file.is_empty() {
            return Ok(None);
        }
        let upload = match self.upload(person, &form.file).await {
            Err(Error::NotFound) => return Ok(None),
            upload => upload?,
        };
        let Some(reader) = ListReader::of(form, catalog, language) else { return Ok(None) };
        match self.check_upload(&upload, reader).await {
            Err(Error::NotFound) => Ok(None),
            checking => Ok(Some(ListFile { upload, checking: checking? })),
        }
    }

    /// What was found in one's own player file, and the kind of IDs that were looked for.
    ///
    /// # Errors
    /// `NotFound` when it is somebody else's, no player file, or not checked to its end.
    pub async fn list_found(&self, person: &Person, upload: &str) -> Result<(ListFound, PlayerKind)> {
        let upload = self.upload(person, upload).await?;
        let reader: Option<ListReader> = upload.read_by();
        let (found, reader) = upload.found().zip(reader).ok_or(Error::NotFound)?;
        Ok((found, reader.rules.kind))
    }

    /// What is wrong with the rows of one's own file, after the `after`th, `limit` at most.
    pub async fn list_findings(
        &self,
        person: &Person,
        upload: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<(i64, ListFinding)>> {
        let upload = self.upload(person, upload).await?;
        let rows = self.db().findings(&upload.id, after, limit).await?;
        rows.into_iter().map(|(n, finding)| Ok((n, serde_json::from_str(&finding)?))).collect()
    }

    /// The players of a form's file, which was checked before.
    pub(crate) async fn listed_players(
        &self,
        upload: &Upload,
        form: &Form,
        catalog: &Catalog,
        language: &str,
    ) -> Result<Vec<Recipient>> {
        let reader = ListReader::of(form, catalog, language).ok_or(Error::Lost("kind of ID"))?;
        let file = self.open_upload(upload).await?;
        let list = tokio::task::spawn_blocking(move || reader.list(file, &RowsRead::default()));
        // It was a table when it was checked, and its bytes have not changed since.
        Ok(list.await.map_err(Error::task)?.map_err(|_| Error::Lost("list"))?.players)
    }
}

/// Reads player files by what the form says beside them.
#[derive(Serialize, Deserialize)]
struct ListReader {
    rules: ListRules,
    /// The person's: it decides where a text could be Korean as well as Japanese.
    language: String,
}

impl ListReader {
    /// None for a game that has no kind of ID.
    fn of(form: &Form, catalog: &Catalog, language: &str) -> Option<ListReader> {
        let kind = catalog.id_kind_or_first(&form.id_kind)?;
        let chosen = |column: &str| Some(column.trim().to_owned()).filter(|column| !column.is_empty());
        let mut lines = form.lines.iter().filter(|line| !line.is_empty());
        let only = lines.next().filter(|_| lines.next().is_none());
        let item = only.and_then(|line| line.item(catalog));
        let rules = ListRules {
            kind: PlayerKind::from(kind),
            id_column: chosen(&form.id_column),
            quantity_column: chosen(&form.quantity_column),
            max_quantity: item.map_or(EXACT, |item| item.max_quantity),
        };
        Some(ListReader { rules, language: language.to_owned() })
    }

    fn list(&self, file: File, rows: &RowsRead) -> Result<CheckedList, Refusal> {
        let mut table = Table::open(file, &self.language)?;
        Ok(CheckedList::read(&mut table, &self.rules, |read| rows.note(read)))
    }

    fn reading(&self, file: File, rows: &RowsRead) -> Result<Reading<ListFound>> {
        let list = match self.list(file, rows) {
            Ok(list) => list,
            Err(refusal) => {
                let found = ListFound::refused(refusal);
                return Ok(Reading { found, findings: Vec::new(), groups: Vec::new() });
            }
        };
        let found = ListFound {
            format: Some(list.format),
            header_line: list.header_line,
            columns: list.columns,
            rows: list.rows,
            players: list.players.len(),
            notes: list.notes,
            quantities: list.quantities,
            bad: list.findings.len(),
            repeated: list.repeated.len(),
            refusal: list.refusal,
        };
        drop(list.players);
        let bad = list.findings.into_iter().map(ListFinding::Bad);
        let findings = bad.chain(list.repeated.into_iter().map(ListFinding::Repeated));
        let findings = findings.map(|finding| Ok(serde_json::to_string(&finding)?)).collect::<Result<_>>()?;
        Ok(Reading { found, findings, groups: Vec::new() })
    }
}

impl Reader for ListReader {
    type Found = ListFound;

    fn rules(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    async fn read(self, _: &Desk, file: File, rows: RowsRead) -> Result<Reading<ListFound>> {
        tokio::task::spawn_blocking(move || self.reading(file, &rows)).await.map_err(Error::task)?
    }
}

impl ListFound {
    fn refused(refusal: Refusal) -> ListFound {
        ListFound {
            format: None,
            header_line: None,
            columns: Vec::new(),
            rows: 0,
            players: 0,
            notes: Vec::new(),
            quantities: None,
            bad: 0,
            repeated: 0,
            refusal: Some(refusal),
        }
    }
}

impl PlayerList {
    /// What is known of the players that a form's file holds.
    pub fn of_file(form: &Form, file: Option<&ListFile>) -> PlayerList {
        let mut list = PlayerList::default();
        let mut add = |field, problem| list.complaints.push(Complaint { field, problem });
        if !form.players.trim().is_empty() {
            add(Field::Players, Problem::TypedAndFile);
        }
        match file.map(|file| &file.checking) {
            None => add(Field::File, Problem::Missing),
            Some(Checking::UnderWay { .. }) => add(Field::File, Problem::UnderWay),
            Some(Checking::Done(found)) => {
                if let Some(refusal) = &found.refusal {
                    add(Field::File, Problem::File(refusal.clone()));
                }
                if found.bad > 0 {
                    add(Field::File, Problem::BadRows(found.bad));
                }
                if found.repeated > 0 && !form.keep_first {
                    add(Field::File, Problem::RepeatedRows(found.repeated));
                }
                list.players = found.players;
                list.quantities = found.quantities.map(Quantity::from);
            }
        }
        list
    }
}

impl From<Quantities> for Quantity {
    fn from(Quantities { least, most, total }: Quantities) -> Quantity {
        Quantity::PerPlayer { least, most, total }
    }
}
