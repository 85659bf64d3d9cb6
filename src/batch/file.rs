use std::sync::Arc;

use std::fs::File;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::group::Group;
use super::reading::{Bulk, Rules};
use super::{Batch, BatchColumn, BatchForm, BatchRefusal, RowFinding, Said};
use crate::catalog::Catalog;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::list::Note;
use crate::people::Person;
use crate::request::Direction;
use crate::table::{Format, Table};
use crate::upload::{Checking, Reader, Reading, RowsRead, Upload};

/// Order numbers that are looked up at once.
const ORDERS: usize = 5_000;

/// A batch's file, and what was found in it.
#[derive(Clone, Debug)]
pub struct BatchFile {
    pub upload: Upload,
    pub checking: Checking<BatchFound>,
}

/// What a bulk file says as a whole. Its requests and its wrong rows are asked for page by page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchFound {
    /// None when the file is no table at all.
    pub format: Option<Format>,
    pub columns: Vec<BatchColumn>,
    pub rows: usize,
    pub requests: usize,
    /// Counted once a request.
    pub players: usize,
    pub totals: Vec<BatchTotal>,
    pub notes: Vec<Note>,
    pub bad: usize,
    pub repeated: usize,
    /// What the form has to say, because no column does.
    pub unsaid: Vec<Said>,
    pub refusal: Option<BatchRefusal>,
}

/// All that the requests give or take of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchTotal {
    pub direction: Direction,
    pub item: String,
    pub requests: usize,
    /// Over all players and servers; it may be more than 64 bits hold.
    pub total: i128,
}

/// A request that a bulk file would become.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupSummary {
    pub direction: Direction,
    pub item: String,
    pub quantity: i64,
    pub order_number: String,
    pub reason: String,
    pub servers: Vec<String>,
    pub players: usize,
    pub first_line: usize,
    pub last_line: usize,
}

impl BatchFound {
    /// Whether it can be submitted, once the question about repeated players is answered.
    pub fn is_good(&self) -> bool {
        self.bad == 0 && self.unsaid.is_empty() && self.refusal.is_none()
    }
}

impl Desk {
    /// The file of a batch, if it has one: it is checked now if it was not before.
    pub async fn batch_file(
        &self,
        person: &Person,
        batch: &Batch,
        zone: &TimeZone,
        language: &str,
    ) -> Result<Option<BatchFile>> {
        let Some(upload) = &batch.upload_id else { return Ok(None) };
        let upload = self.upload(person, upload).await?;
        let reader = self.batch_reader(batch, zone, language).await?;
        let checking = self.check_upload(&upload, reader).await?;
        Ok(Some(BatchFile { upload, checking }))
    }

    /// Has a batch's file checked anew: other requests may have taken order numbers since, or let go of them.
    pub async fn check_batch_again(&self, person: &Person, batch: &Batch) -> Result<()> {
        let Some(upload) = &batch.upload_id else { return Ok(()) };
        let upload = self.upload(person, upload).await?;
        self.db().forget_check(&upload.id).await
    }

    /// So many of the requests that one's own file would become, after the `after`th.
    pub async fn batch_groups(
        &self,
        person: &Person,
        upload: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<(i64, GroupSummary)>> {
        let upload = self.upload(person, upload).await?;
        let groups = self.db().groups(&upload.id, after, limit).await?;
        groups.into_iter().map(|(n, summary)| Ok((n, serde_json::from_str(&summary)?))).collect()
    }

    /// So many things that are wrong in one's own file, after the `after`th; repeated players come last.
    pub async fn batch_findings(
        &self,
        person: &Person,
        upload: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<(i64, RowFinding)>> {
        let upload = self.upload(person, upload).await?;
        let findings = self.db().findings(&upload.id, after, limit).await?;
        findings.into_iter().map(|(n, finding)| Ok((n, serde_json::from_str(&finding)?))).collect()
    }

    pub(super) async fn batch_reader(&self, batch: &Batch, zone: &TimeZone, language: &str) -> Result<BatchReader> {
        let catalog = self.catalog_of(batch.game_id).await?;
        Ok(BatchReader { form: batch.form.clone(), catalog, zone: zone.clone(), language: language.to_owned() })
    }
}

/// Reads bulk files by the form beside them and by the game's catalog.
pub(super) struct BatchReader {
    pub form: BatchForm,
    pub catalog: Arc<Catalog>,
    pub zone: TimeZone,
    pub language: String,
}

impl BatchReader {
    /// Reads a file whole. Order numbers that others hold are another question.
    pub fn bulk(&self, file: File, rows: &RowsRead) -> Result<Bulk, BatchRefusal> {
        let mut table = Table::open(file, &self.language)?;
        let rules = Rules { form: &self.form, catalog: &self.catalog, zone: &self.zone };
        Ok(Bulk::read(&mut table, &rules, |read| rows.note(read)))
    }

    /// The groups whose order number some request holds already.
    async fn taken(&self, desk: &Desk, groups: &[Group]) -> Result<Vec<RowFinding>> {
        let mut taken = Vec::new();
        let with_order: Vec<&Group> = groups.iter().filter(|group| !group.key.order_number.is_empty()).collect();
        for chunk in with_order.chunks(ORDERS) {
            let orders: Vec<(&str, &str)> =
                chunk.iter().map(|group| (group.key.direction.as_str(), &*group.key.order_number)).collect();
            let holders = desk.db().order_holders(self.catalog.game.id, &orders).await?;
            for group in chunk {
                let held = holders.get(&(group.key.direction.as_str().to_owned(), group.key.order_number.to_string()));
                if let Some(no) = held {
                    taken.push(RowFinding::order_taken(group.first_line, &group.key.order_number, *no));
                }
            }
        }
        Ok(taken)
    }
}

impl Reader for BatchReader {
    type Found = BatchFound;

    fn rules(&self) -> Result<String> {
        let Catalog { id_kinds, servers, items, reasons, detail_reasons, messages, .. } = &*self.catalog;
        let kinds =
            id_kinds.iter().map(|kind| (&kind.code, &kind.charset, kind.min_length, kind.max_length, kind.retired_at));
        Ok(json!({
            "form": self.form,
            "zone": self.zone.iana_name(),
            "language": self.language,
            "id_kinds": kinds.collect::<Vec<_>>(),
            "servers": servers.iter().map(|server| (&server.code, server.retired_at)).collect::<Vec<_>>(),
            "items": items.iter().map(|item| (&item.code, item.max_quantity, item.retired_at)).collect::<Vec<_>>(),
            "reasons": reasons.iter().map(|r| (&r.code, r.asks_detail, r.retired_at)).collect::<Vec<_>>(),
            "detail_reasons": detail_reasons.iter().map(|d| (&d.code, d.retired_at)).collect::<Vec<_>>(),
            "messages": messages.iter().map(|m| (&m.key, m.retired_at)).collect::<Vec<_>>(),
        })
        .to_string())
    }

    async fn read(self, desk: &Desk, file: File, rows: RowsRead) -> Result<Reading<BatchFound>> {
        let read = tokio::task::spawn_blocking(move || {
            let bulk = self.bulk(file, &rows);
            (self, bulk)
        });
        let (reader, bulk) = read.await.map_err(Error::task)?;
        let mut bulk = match bulk {
            Ok(bulk) => bulk,
            Err(refusal) => {
                let found = BatchFound::refused(refusal);
                return Ok(Reading { found, findings: Vec::new(), groups: Vec::new() });
            }
        };
        let taken = reader.taken(desk, &bulk.groups).await?;
        bulk.findings.extend(taken);
        bulk.findings.sort_by_key(|finding| finding.line);
        let found = BatchFound::of(&bulk);
        let findings = bulk.findings.iter().chain(&bulk.repeated);
        let groups = bulk.groups.iter().map(GroupSummary::of);
        Ok(Reading {
            found,
            findings: findings.map(|finding| Ok(serde_json::to_string(finding)?)).collect::<Result<_>>()?,
            groups: groups.map(|group| Ok(serde_json::to_string(&group)?)).collect::<Result<_>>()?,
        })
    }
}

impl BatchFound {
    fn of(bulk: &Bulk) -> BatchFound {
        let mut totals: Vec<BatchTotal> = Vec::new();
        for Group { key, players, .. } in &bulk.groups {
            let total = i128::from(key.quantity) * players.len() as i128 * key.servers().count() as i128;
            match totals.iter_mut().find(|of| of.direction == key.direction && *of.item == *key.item) {
                Some(of) => (of.requests, of.total) = (of.requests + 1, of.total + total),
                None => {
                    totals.push(BatchTotal { direction: key.direction, item: key.item.to_string(), requests: 1, total })
                }
            }
        }
        BatchFound {
            format: Some(bulk.format.clone()),
            columns: bulk.columns.clone(),
            rows: bulk.rows,
            requests: bulk.groups.len(),
            players: bulk.groups.iter().map(|group| group.players.len()).sum(),
            totals,
            notes: bulk.notes.clone(),
            bad: bulk.findings.len(),
            repeated: bulk.repeated.len(),
            unsaid: bulk.unsaid.clone(),
            refusal: bulk.refusal.clone(),
        }
    }

    fn refused(refusal: BatchRefusal) -> BatchFound {
        BatchFound {
            format: None,
            columns: Vec::new(),
            rows: 0,
            requests: 0,
            players: 0,
            totals: Vec::new(),
            notes: Vec::new(),
            bad: 0,
            repeated: 0,
            unsaid: Vec::new(),
            refusal: Some(refusal),
        }
    }
}

impl GroupSummary {
    fn of(group: &Group) -> GroupSummary {
        let key = &group.key;
        GroupSummary {
            direction: key.direction,
            item: key.item.to_string(),
            quantity: key.quantity,
            order_number: key.order_number.to_string(),
            reason: key.reason.to_string(),
            servers: key.servers().map(str::to_owned).collect(),
            players: group.players.len(),
            first_line: group.first_line,
            last_line: group.last_line,
        }
    }
}
