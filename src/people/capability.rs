use super::{Permission, Person};
use crate::catalog::Game;
use crate::connector::SignedHttp;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::request::Request;

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

    /// A request this person may see.
    pub async fn request(&self, person: &Person, no: i64) -> Result<Request> {
        self.db().request(no).await?.filter(|request| person.sees(request.game_id)).ok_or(Error::NotFound)
    }
}
