use super::{Permission, Person, Refused};
use crate::catalog::Game;
use crate::connector::SignedHttp;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::request::Request;
use crate::store::Tx;

/// Somebody who may ask in this game. Submitting and cancelling are its methods, so nobody else can.
#[derive(Debug)]
pub struct Operator<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) person: &'a Person,
    pub(crate) game: Game,
}

/// Somebody who may decide this request: permitted in its game, and not its requester.
#[derive(Debug)]
pub struct Approver<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) person: &'a Person,
    pub(crate) request: Request,
}

/// Somebody who may change this game's catalog, and try its servers.
#[derive(Debug)]
pub struct Manager<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) person: &'a Person,
    pub(crate) game: Game,
    pub(crate) outside: &'a SignedHttp,
}

/// Somebody who administers at least one game: who holds which role there, and what happened there.
#[derive(Debug)]
pub struct Admin<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) person: &'a Person,
}

/// Somebody who administers every game: accounts and roles belong to all games at once, so only they change them.
#[derive(Debug)]
pub struct DeskAdmin<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) person: &'a Person,
}

impl Desk {
    /// # Errors
    /// `NotFound` when the person does not see the game, `Forbidden` when they see it and may not ask in it, or nobody
    /// may any more because it is retired.
    pub async fn operator<'a>(&'a self, person: &'a Person, game: &str) -> Result<Operator<'a>> {
        let game = self.db().game_by_code(game).await?.filter(|game| person.sees(game.id)).ok_or(Error::NotFound)?;
        if !person.may(Permission::Request, game.id) || game.retired_at.is_some() {
            return Err(Error::Forbidden);
        }
        Ok(Operator { desk: self, person, game })
    }

    /// # Errors
    /// `NotFound` when the person does not see the request, `Forbidden` without the permission to approve,
    /// `OwnRequest` for its requester.
    pub async fn approver<'a>(&'a self, person: &'a Person, no: i64) -> Result<Approver<'a>> {
        let request = self.request(person, no).await?;
        if !person.may(Permission::Approve, request.game_id) {
            return Err(Error::Forbidden);
        }
        if request.requested_by == person.id {
            return Err(Error::OwnRequest);
        }
        Ok(Approver { desk: self, person, request })
    }

    /// Of a retired game too: it may be restored.
    ///
    /// # Errors
    /// `NotFound` when the person does not see the game, `Forbidden` when they see it and may not change its catalog.
    pub async fn manager<'a>(&'a self, person: &'a Person, game: &str, outside: &'a SignedHttp) -> Result<Manager<'a>> {
        let game = self.db().game_by_code(game).await?.filter(|game| person.sees(game.id)).ok_or(Error::NotFound)?;
        if !person.may(Permission::ManageCatalog, game.id) {
            return Err(Error::Forbidden);
        }
        Ok(Manager { desk: self, person, game, outside })
    }

    /// # Errors
    /// `NotFound` for whoever administers no game: they do not know that there is anything to see.
    pub fn admin<'a>(&'a self, person: &'a Person) -> Result<Admin<'a>> {
        if !person.may_anywhere(Permission::Administer) {
            return Err(Error::NotFound);
        }
        Ok(Admin { desk: self, person })
    }

    /// # Errors
    /// `NotFound` for whoever administers no game, `Forbidden` for whoever administers only some.
    pub fn desk_admin<'a>(&'a self, person: &'a Person) -> Result<DeskAdmin<'a>> {
        self.admin(person)?;
        if !person.may_everywhere(Permission::Administer) {
            return Err(Error::Forbidden);
        }
        Ok(DeskAdmin { desk: self, person })
    }

    /// A request this person may see.
    pub async fn request(&self, person: &Person, no: i64) -> Result<Request> {
        self.db().request(no).await?.filter(|request| person.sees(request.game_id)).ok_or(Error::NotFound)
    }
}

impl Admin<'_> {
    /// The games whose people and events they see; none means every game.
    pub fn games(&self) -> Option<Vec<i64>> {
        let games = self.person.permissions.iter().filter(|(held, _)| *held == Permission::Administer);
        games.map(|(_, game)| *game).collect()
    }

    /// Begins a change of who may do what. One happens at a time, and whoever lost the permission since their page was
    /// made changes nothing. No game means every game.
    pub(crate) async fn begin(&self, game: Option<i64>) -> Result<Tx> {
        let permitted = match game {
            Some(game) if !self.person.sees(game) => return Err(Error::NotFound),
            Some(game) => self.person.may(Permission::Administer, game),
            None => self.person.may_everywhere(Permission::Administer),
        };
        if !permitted {
            return Err(Error::Forbidden);
        }
        begin(self.desk, self.person, game).await
    }
}

impl DeskAdmin<'_> {
    pub(crate) async fn begin(&self) -> Result<Tx> {
        begin(self.desk, self.person, None).await
    }
}

async fn begin(desk: &Desk, person: &Person, game: Option<i64>) -> Result<Tx> {
    let mut tx = desk.db().begin().await?;
    tx.change_permissions().await?;
    if tx.administers(person.id, game).await? { Ok(tx) } else { Err(Error::Forbidden) }
}

/// Commits a change that took permissions from people, unless it took the last to administer: from who did it, or from
/// the desk.
pub(crate) async fn commit(mut tx: Tx, person: &Person) -> Result<()> {
    if !tx.has_admins().await? {
        return Err(Refused::LastAdmin.into());
    }
    if !tx.administers_anywhere(person.id).await? {
        return Err(Refused::OwnLastAdmin.into());
    }
    tx.commit().await
}
