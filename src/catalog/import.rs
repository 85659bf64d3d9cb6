use std::collections::HashMap;

use futures::StreamExt;
use futures::stream::iter;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::sheet::{self, Flaw, SheetRow};
use super::{Change, Complaint, Entry, Kind, Problem, RETIRED, Secret, Shape, What, save, text, typed};
use crate::error::{Error, Result};
use crate::people::Manager;
use crate::upload::Upload;

/// So many names are resolved at once.
const AT_ONCE: usize = 16;

/// What a file would make of a catalog.
#[derive(Clone, Debug)]
pub struct Preview {
    pub upload: Upload,
    /// Each with the line that says so.
    pub changes: Vec<(usize, Change)>,
    pub unchanged: usize,
    /// What is wrong, line by line. Then nothing of the file is done.
    pub findings: Vec<Finding>,
    /// Over every change: only what was shown is done.
    pub seal: String,
}

/// Something that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    pub column: String,
    /// What stands there.
    pub text: String,
    pub flaw: Flaw,
}

impl Finding {
    pub(super) fn of_file(flaw: Flaw) -> Finding {
        Finding { line: 0, column: String::new(), text: String::new(), flaw }
    }
}

impl Preview {
    pub fn count(&self, what: What) -> usize {
        self.changes.iter().filter(|(_, change)| change.what() == Some(what)).count()
    }
}

impl Manager<'_> {
    /// What one's own file would change. What is not in the file stays as it is, columns as well as entries.
    ///
    /// # Errors
    /// `NotFound` when the file is somebody else's, or gone.
    pub async fn preview(&self, kind: Kind, upload: &str, language: &str) -> Result<Preview> {
        let upload = self.desk.upload(self.person, upload).await?;
        let read = self.rows(kind, &upload, language).await?;
        self.preview_of(kind, upload, read).await
    }

    async fn preview_of(
        &self,
        kind: Kind,
        upload: Upload,
        (rows, mut findings): (Vec<SheetRow>, Vec<Finding>),
    ) -> Result<Preview> {
        let entries = self.desk.db().all_entries(kind, self.game.id).await?;
        let Plan { changes, unchanged, findings: wrong } = plan(kind, rows, entries);
        findings.extend(wrong);
        findings.extend(self.unreachable(kind, &changes).await);
        findings.sort_by_key(|finding| finding.line);
        let seal = seal(kind, &changes);
        Ok(Preview { upload, changes, unchanged, findings, seal })
    }

    /// Does what the preview of this seal showed, all of it or nothing, and does away with the file.
    ///
    /// # Errors
    /// Inside, the preview of now: something is wrong, or the catalog changed since.
    pub async fn import(
        &self,
        kind: Kind,
        upload: &str,
        language: &str,
        shown: &str,
    ) -> Result<Result<usize, Box<Preview>>> {
        let upload = self.desk.upload(self.person, upload).await?;
        let (rows, findings) = self.rows(kind, &upload, language).await?;
        let preview = self.preview_of(kind, upload, (rows.clone(), findings)).await?;
        if preview.seal != shown || !preview.findings.is_empty() {
            return Ok(Err(Box::new(preview)));
        }
        if preview.changes.is_empty() {
            return Err(Error::NothingToDo);
        }
        let mut tx = self.desk.db().begin().await?;
        tx.hold_catalog(self.game.id).await?;
        let entries = tx.all_entries(kind, self.game.id).await?;
        let Plan { changes, .. } = plan(kind, rows, entries);
        if seal(kind, &changes) != shown {
            drop(tx);
            return Ok(Err(Box::new(self.preview(kind, &preview.upload.id, language).await?)));
        }
        let new_secret = |change: &Change| (kind == Kind::Server && change.before.is_none()).then(Secret::generate);
        let changes = changes.into_iter().map(|(_, change)| Change { secret: new_secret(&change), ..change });
        let changes: Vec<Change> = changes.collect();
        let actor = self.person.actor();
        let hand = super::change::Hand { file: Some(&preview.upload.name), ..self.hand(&actor) };
        hand.write(&mut tx, kind, &changes).await?;
        tx.delete_upload(&preview.upload.id).await?;
        tx.commit().await?;
        Ok(Ok(changes.len()))
    }

    async fn rows(&self, kind: Kind, upload: &Upload, language: &str) -> Result<(Vec<SheetRow>, Vec<Finding>)> {
        let (file, language) = (self.desk.open_upload(upload).await?, language.to_owned());
        tokio::task::spawn_blocking(move || sheet::read(file, &language, kind)).await.map_err(Error::task)
    }

    /// The URLs among the changes that must not be called.
    async fn unreachable(&self, kind: Kind, changes: &[(usize, Change)]) -> Vec<Finding> {
        let Some(place) = kind.place("url") else { return vec![] };
        let look = |(line, change): &(usize, Change)| {
            let (line, url) = (*line, text(&change.after[place]));
            let (outside, known) = (self.outside, change.before.clone());
            async move {
                let complaint = save::reachable(outside, kind, &url, known.as_ref()).await.err()?;
                let flaw = Flaw::Value(complaint.problem);
                Some(Finding { line, column: complaint.field.into(), text: url, flaw })
            }
        };
        let looks: Vec<_> = changes.iter().map(look).collect();
        iter(looks).buffer_unordered(AT_ONCE).filter_map(|finding| async move { finding }).collect().await
    }
}

#[derive(Default)]
struct Plan {
    changes: Vec<(usize, Change)>,
    unchanged: usize,
    findings: Vec<Finding>,
}

fn plan(kind: Kind, rows: Vec<SheetRow>, entries: Vec<Entry>) -> Plan {
    let mut entries: HashMap<String, Entry> =
        entries.into_iter().map(|entry| (entry.code().to_owned(), entry)).collect();
    let mut plan = Plan::default();
    for row in rows {
        let known = entries.remove(row.code());
        let (line, retired) = (row.line, row.retired.clone());
        let texts = texts(kind, row, known.as_ref());
        let (values, mut complaints) = match kind.read_over(&texts, known.as_ref()) {
            Ok(values) => (values, vec![]),
            Err(complaints) => (vec![], complaints),
        };
        let lost = known.iter().flat_map(|entry| lost_letters(kind, &texts, entry));
        let lost: Vec<Complaint> = lost.filter(|lost| !complaints.contains(lost)).collect();
        complaints.extend(lost);
        let was_retired = known.as_ref().is_some_and(|entry| entry.retired_at.is_some());
        let retired_text = retired.clone().unwrap_or_default();
        let retired = match retired.filter(|text| !text.is_empty()).map(|text| typed::flag(&text)) {
            None => was_retired,
            Some(Ok(retired)) => retired,
            Some(Err(problem)) => {
                complaints.push(Complaint::new(RETIRED, problem));
                was_retired
            }
        };
        if !complaints.is_empty() {
            let finding = |complaint: Complaint| {
                let text = kind.place(complaint.field).map_or(retired_text.clone(), |place| texts[place].clone());
                Finding { line, column: complaint.field.into(), text, flaw: Flaw::Value(complaint.problem) }
            };
            plan.findings.extend(complaints.into_iter().map(finding));
            continue;
        }
        let change = Change { before: known, after: values, retired, secret: None };
        match change.what() {
            Some(_) => plan.changes.push((line, change)),
            None => plan.unchanged += 1,
        }
    }
    plan
}

/// One text a field: what the row says, else what is there, else what a blank form holds.
fn texts(kind: Kind, row: SheetRow, known: Option<&Entry>) -> Vec<String> {
    let otherwise = known.map_or_else(|| kind.defaults(), Entry::texts);
    row.texts.into_iter().zip(otherwise).map(|(said, otherwise)| said.unwrap_or(otherwise)).collect()
}

/// Saved in an encoding that has not all letters of all three languages, a file has `?` in their place.
fn lost_letters(kind: Kind, texts: &[String], known: &Entry) -> Vec<Complaint> {
    let fields = kind.fields().iter().enumerate();
    let said = fields.filter(|(_, field)| matches!(field.shape, Shape::Line { .. } | Shape::Text { .. }));
    let lost = said.filter(|(place, _)| {
        let (was, is) = (text(&known.values[*place]), &texts[*place]);
        let mut differ = was.chars().zip(is.chars()).filter(|(was, is)| was != is);
        was != *is && was.chars().count() == is.chars().count() && differ.all(|(was, is)| is == '?' && !was.is_ascii())
    });
    lost.map(|(_, field)| Complaint::new(field.name, Problem::LettersLost)).collect()
}

fn seal(kind: Kind, changes: &[(usize, Change)]) -> String {
    let said = changes.iter().map(|(_, change)| {
        let differences = change.differences(kind).into_iter().map(|one| json!([one.field, one.before, one.after]));
        json!([change.code(), change.before.as_ref().map(|entry| entry.id), differences.collect::<Vec<Value>>()])
    });
    let said = Value::Array(said.collect()).to_string();
    Sha256::digest(said.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
