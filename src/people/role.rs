use serde_json::json;

use super::account::fit_name;
use super::capability::{Admin, DeskAdmin, commit};
use super::link::fingerprint;
use super::{Permission, Refused};
use crate::error::{Error, Result};
use crate::event::{Actor, Subject};
use crate::store::Tx;

/// What people may do, under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub id: i64,
    pub name: String,
    pub permissions: Vec<Permission>,
    /// A retired role is given to nobody any more.
    pub retired_at: Option<i64>,
    /// Active people who hold it in any game.
    pub holders: i64,
}

/// The usual role of those who look after people and games.
pub const ADMIN: (&str, &[Permission]) =
    ("admin", &[Permission::Administer, Permission::ManageCatalog, Permission::LookUp]);

/// With that one, what a fresh desk begins with, until its people part their work otherwise.
pub const USUAL: [(&str, &[Permission]); 4] = [
    ("operator", &[Permission::Request, Permission::LookUp]),
    ("approver", &[Permission::Approve, Permission::LookUp]),
    ("cs", &[Permission::LookUp]),
    ("manager", &[Permission::ManageCatalog, Permission::LookUp]),
];

impl Role {
    /// Over what can be changed of it: another one means that it was changed.
    pub fn seal(&self) -> String {
        seal(&self.name, &self.permissions)
    }
}

impl Admin<'_> {
    /// Every role, by its name; the retired ones last.
    pub async fn roles(&self) -> Result<Vec<Role>> {
        self.desk.db().roles().await
    }

    pub async fn role(&self, id: i64) -> Result<Role> {
        self.roles().await?.into_iter().find(|role| role.id == id).ok_or(Error::NotFound)
    }
}

impl DeskAdmin<'_> {
    pub async fn add_role(&self, name: &str, permissions: &[Permission]) -> Result<i64> {
        let name = name.trim();
        fit_name(name)?;
        let mut tx = self.begin().await?;
        let id = tx.insert_role(name).await?.ok_or(Refused::RoleTaken)?;
        tx.put_permissions(id, permissions).await?;
        record_added(&mut tx, self.desk.now(), &self.person.actor(), id, (name, permissions)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes what a role is called and what it allows, for everybody who holds it and at once.
    ///
    /// # Errors
    /// `Refused` when it is not as it was seen any more, where its seal is given; and when nobody would administer the
    /// desk any more, or not who does it.
    pub async fn change_role(&self, id: i64, seen: Option<&str>, name: &str, permissions: &[Permission]) -> Result<()> {
        let name = name.trim();
        fit_name(name)?;
        let mut tx = self.begin().await?;
        let (name_before, _) = tx.role(id).await?.ok_or(Error::NotFound)?;
        let before = tx.role_permissions(id).await?;
        if name_before == name && words(&before) == words(permissions) {
            return Ok(());
        }
        if seen.is_some_and(|seen| seen != seal(&name_before, &before)) {
            return Err(Refused::RoleOvertaken.into());
        }
        if !tx.rename_role(id, name).await? {
            return Err(Refused::RoleTaken.into());
        }
        tx.put_permissions(id, permissions).await?;
        let before = json!({ "name": name_before, "permissions": words(&before) });
        let details = json!({ "before": before, "after": { "name": name, "permissions": words(permissions) } });
        tx.record(self.desk.now(), &self.person.actor(), Subject::Role(id), "role_changed", details).await?;
        commit(tx, self.person).await
    }

    /// Takes a role off the list of those that are given. Whoever holds it keeps it until it is taken from them.
    pub async fn retire_role(&self, id: i64) -> Result<()> {
        self.set_retired(id, Some(self.desk.now()), "role_retired").await
    }

    pub async fn restore_role(&self, id: i64) -> Result<()> {
        self.set_retired(id, None, "role_restored").await
    }

    async fn set_retired(&self, id: i64, at: Option<i64>, action: &str) -> Result<()> {
        let mut tx = self.begin().await?;
        let (name, before) = tx.role(id).await?.ok_or(Error::NotFound)?;
        if before.is_some() == at.is_some() {
            return Ok(());
        }
        tx.set_role_retired(id, at).await?;
        let details = json!({ "name": name, "before": { "retired_at": before }, "after": { "retired_at": at } });
        tx.record(self.desk.now(), &self.person.actor(), Subject::Role(id), action, details).await?;
        tx.commit().await
    }
}

pub(super) async fn record_added(
    tx: &mut Tx,
    now: i64,
    actor: &Actor,
    id: i64,
    (name, permissions): (&str, &[Permission]),
) -> Result<()> {
    let details = json!({ "after": { "name": name, "permissions": words(permissions) } });
    tx.record(now, actor, Subject::Role(id), "role_added", details).await
}

fn seal(name: &str, permissions: &[Permission]) -> String {
    fingerprint(&json!([name, words(permissions)]).to_string())
}

/// In the order of `Permission::ALL`.
fn words(permissions: &[Permission]) -> Vec<&'static str> {
    let held = Permission::ALL.into_iter().filter(|permission| permissions.contains(permission));
    held.map(Permission::as_str).collect()
}
