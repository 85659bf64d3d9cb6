use reqwest::Url;
use serde_json::json;

use super::change::Hand;
use super::{Change, Complaint, Difference, Entry, Kind, Problem, Secret, Values, text};
use crate::connector::{SignedHttp, Whereabouts};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::people::{Manager, Permission, Person};

/// Why an entry was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSaved {
    Wrong(Vec<Complaint>),
    Overtaken(Box<Overtaken>),
}

/// Somebody else changed an entry while one was at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overtaken {
    pub now: Entry,
    /// What they changed: from what one saw, to what it is.
    pub differences: Vec<Difference>,
    /// What one typed, with their changes where one left a field alone.
    pub merged: Vec<String>,
    pub by: Option<String>,
    pub at: Option<i64>,
}

impl Desk {
    /// Makes a game, and answers its code. It takes the permission in every game there is and will be.
    pub async fn make_game(&self, person: &Person, typed: &[String]) -> Result<Result<String, Vec<Complaint>>> {
        if !person.may_everywhere(Permission::ManageCatalog) {
            return Err(Error::Forbidden);
        }
        let values = match Kind::Game.read(typed) {
            Ok(values) => values,
            Err(complaints) => return Ok(Err(complaints)),
        };
        let change = Change { before: None, after: values, retired: false, secret: None };
        let code = change.code().to_owned();
        let mut tx = self.db().begin().await?;
        if tx.game_id(&code).await?.is_some() {
            return Ok(Err(vec![taken(Kind::Game)]));
        }
        let actor = person.actor();
        let hand = Hand { actor: &actor, now: self.now(), game_id: None, game: &code, file: None };
        hand.write(&mut tx, Kind::Game, &[change]).await?;
        tx.commit().await?;
        Ok(Ok(code))
    }
}

impl Manager<'_> {
    /// Adds an entry, and answers its code. A server needs its secret.
    pub async fn create(
        &self,
        kind: Kind,
        typed: &[String],
        secret: Option<Secret>,
    ) -> Result<Result<String, Vec<Complaint>>> {
        let values = match self.read(kind, typed, None).await? {
            Ok(values) => values,
            Err(complaints) => return Ok(Err(complaints)),
        };
        let secret = secret.filter(|_| kind == Kind::Server).or((kind == Kind::Server).then(Secret::generate));
        let change = Change { before: None, after: values, retired: false, secret };
        let code = change.code().to_owned();
        let mut tx = self.desk.db().begin().await?;
        tx.hold_catalog(self.game.id).await?;
        if tx.entry(kind, self.game.id, &code).await?.is_some() {
            return Ok(Err(vec![taken(kind)]));
        }
        let actor = self.person.actor();
        self.hand(&actor).write(&mut tx, kind, &[change]).await?;
        tx.commit().await?;
        Ok(Ok(code))
    }

    /// Changes an entry that is as it was seen; false when nothing of it changed. Its code stays.
    pub async fn change(
        &self,
        kind: Kind,
        code: &str,
        seen: &[String],
        typed: &[String],
    ) -> Result<Result<bool, NotSaved>> {
        let mut typed = typed.to_vec();
        typed.splice(..typed.len().min(1), [code.to_owned()]);
        let known = self.entry(kind, code).await?;
        let values = match self.read(kind, &typed, Some(&known)).await? {
            Ok(values) => values,
            Err(complaints) => return Ok(Err(NotSaved::Wrong(complaints))),
        };
        let mut tx = self.desk.db().begin().await?;
        tx.hold_catalog(self.game.id).await?;
        let now = tx.entry(kind, self.game.id, code).await?.ok_or(Error::NotFound)?;
        if now.texts() != seen && now.values != values {
            drop(tx);
            return Ok(Err(NotSaved::Overtaken(Box::new(self.overtaken(kind, now, seen, &typed).await?))));
        }
        let change = Change { retired: now.retired_at.is_some(), before: Some(now), after: values, secret: None };
        let changed = change.what().is_some();
        let actor = self.person.actor();
        self.hand(&actor).write(&mut tx, kind, &[change]).await?;
        tx.commit().await?;
        Ok(Ok(changed))
    }

    /// Nothing new is made with it any more; what history says of it stays.
    pub async fn retire(&self, kind: Kind, code: &str) -> Result<()> {
        self.set_retired(kind, code, true).await
    }

    pub async fn restore(&self, kind: Kind, code: &str) -> Result<()> {
        self.set_retired(kind, code, false).await
    }

    async fn set_retired(&self, kind: Kind, code: &str, retired: bool) -> Result<()> {
        let mut tx = self.desk.db().begin().await?;
        tx.hold_catalog(self.game.id).await?;
        let before = tx.entry(kind, self.game.id, code).await?.ok_or(Error::NotFound)?;
        if before.retired_at.is_some() == retired {
            return Err(Error::NothingToDo);
        }
        let change = Change { after: before.values.clone(), before: Some(before), retired, secret: None };
        let actor = self.person.actor();
        self.hand(&actor).write(&mut tx, kind, &[change]).await?;
        tx.commit().await
    }

    pub(super) fn hand<'h>(&'h self, actor: &'h Actor) -> Hand<'h> {
        Hand { actor, now: self.desk.now(), game_id: Some(self.game.id), game: &self.game.code, file: None }
    }

    /// The values that were typed. A URL that is new is looked up, whatever else is wrong.
    async fn read(
        &self,
        kind: Kind,
        typed: &[String],
        known: Option<&Entry>,
    ) -> Result<Result<Values, Vec<Complaint>>> {
        let read = kind.read_over(typed, known);
        let url = kind.place("url").and_then(|place| kind.fields()[place].read(typed.get(place)?).ok());
        let unreachable = match url {
            Some(url) => reachable(self.outside, kind, &text(&url), known).await.err(),
            None => None,
        };
        Ok(match (read, unreachable) {
            (Ok(values), None) => Ok(values),
            (read, unreachable) => {
                let mut complaints: Vec<Complaint> = read.err().into_iter().flatten().chain(unreachable).collect();
                complaints.sort_by_key(|complaint| kind.place(complaint.field));
                Err(complaints)
            }
        })
    }

    async fn overtaken(&self, kind: Kind, now: Entry, seen: &[String], typed: &[String]) -> Result<Overtaken> {
        let theirs = now.texts();
        let place = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
        let mut differences = Vec::new();
        let mut merged = Vec::new();
        for (at, field) in kind.fields().iter().enumerate() {
            let (saw, wrote, is) = (place(seen, at), place(typed, at), theirs[at].clone());
            if saw != is {
                let (before, after) = (Some(json!(saw)), now.values[at].clone());
                differences.push(Difference { field: field.name, before, after });
            }
            merged.push(if field.read(&wrote).is_ok_and(|value| text(&value) == saw) { is } else { wrote });
        }
        let last = self.desk.db().events(Subject::Catalog(kind, now.id)).await?;
        let last =
            last.into_iter().rev().find(|event| super::What::ALL.iter().any(|what| what.as_str() == event.action));
        let (by, at) = last.map(|event| (event.actor_name, event.at)).unzip();
        Ok(Overtaken { now, differences, merged, by, at })
    }
}

/// What keeps a new URL from being called.
pub(super) async fn reachable(
    outside: &SignedHttp,
    kind: Kind,
    url: &str,
    known: Option<&Entry>,
) -> Result<(), Complaint> {
    let before = known.zip(kind.place("url")).map(|(entry, place)| text(&entry.values[place]));
    if before.is_some_and(|before| before == url) {
        return Ok(());
    }
    let problem = match outside.locate(url).await {
        Ok(()) => return Ok(()),
        Err(Whereabouts::NotResolved) => {
            let host = Url::parse(url).ok().and_then(|url| url.host_str().map(ToOwned::to_owned));
            Problem::NameNotResolved(host.unwrap_or_default())
        }
        Err(Whereabouts::Outside(address)) => Problem::AddressNotAllowed(address),
    };
    Err(Complaint::new("url", problem))
}

fn taken(kind: Kind) -> Complaint {
    Complaint::new(kind.fields()[0].name, Problem::CodeTaken)
}
