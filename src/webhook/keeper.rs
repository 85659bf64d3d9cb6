use std::num::NonZeroU32;

use serde_json::{Value, json};

use super::{Address, GivenUp, Message, Outlet, Posted, Tell, Webhook, WebhookForm, WebhookProblem};
use crate::catalog::Game;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event;
use crate::list::clean;
use crate::notification::Kind;
use crate::people::{Permission, Person};

/// The most webhooks a game has.
pub const WEBHOOKS: usize = 20;
/// Characters of a name, at most.
const NAME: usize = 60;
/// So many of the messages that were given up are shown.
const GIVEN_UP: i64 = 10;
/// Test messages that one person may send at once, and then one a minute.
pub(crate) const TESTS: NonZeroU32 = NonZeroU32::new(5).expect("it is not zero");

/// Whose webhooks they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Person(i64),
    Game(i64),
}

/// Somebody who looks after webhooks: their own one, or those of a game whose catalog they may change.
#[derive(Debug)]
pub struct Keeper<'a> {
    desk: &'a Desk,
    person: &'a Person,
    owner: Owner,
    game: Option<Game>,
}

impl Desk {
    /// Everybody looks after their own.
    pub fn own_webhooks<'a>(&'a self, person: &'a Person) -> Keeper<'a> {
        Keeper { desk: self, person, owner: Owner::Person(person.id), game: None }
    }

    /// # Errors
    /// `NotFound` when the person does not see the game, `Forbidden` when they see it and may not change its catalog.
    pub async fn game_webhooks<'a>(&'a self, person: &'a Person, game: &str) -> Result<Keeper<'a>> {
        let game = self.db().game_by_code(game).await?.filter(|game| person.sees(game.id)).ok_or(Error::NotFound)?;
        if !person.may(Permission::ManageCatalog, game.id) {
            return Err(Error::Forbidden);
        }
        Ok(Keeper { desk: self, person, owner: Owner::Game(game.id), game: Some(game) })
    }
}

impl Keeper<'_> {
    /// The game; none for a person's own.
    pub fn game(&self) -> Option<&Game> {
        self.game.as_ref()
    }

    /// In the order of their names.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>> {
        self.desk.db().webhooks(self.owner).await
    }

    /// # Errors
    /// `NotFound` when it is somebody else's, or removed.
    pub async fn webhook(&self, id: i64) -> Result<Webhook> {
        self.webhooks().await?.into_iter().find(|webhook| webhook.id == id).ok_or(Error::NotFound)
    }

    /// The last messages that were given up, the latest first.
    pub async fn given_up(&self, id: i64) -> Result<Vec<GivenUp>> {
        self.webhook(id).await?;
        self.desk.db().given_up(id, GIVEN_UP).await
    }

    /// # Errors
    /// The outer error is the desk's; the inner one is what is wrong with the form.
    pub async fn add(&self, form: &WebhookForm, outlet: &Outlet) -> Result<Result<i64, Vec<WebhookProblem>>> {
        let others = self.webhooks().await?;
        let mut problems = self.problems(form, &others);
        if others.len() >= WEBHOOKS {
            problems.push(WebhookProblem::TooMany);
        }
        let address = self.address(form, None, outlet).await;
        let address = match (address, problems.is_empty()) {
            (Ok(address), true) => address,
            (address, _) => return Ok(Err(problems.into_iter().chain(address.err()).collect())),
        };
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        let added =
            tx.insert_webhook(self.owner, form.name.trim(), &address, &form.language, self.person.id, now).await?;
        // Two tabs: the other one was first.
        let Some(id) = added else { return Ok(Err(vec![WebhookProblem::NameTaken])) };
        tx.set_webhook_kinds(id, &self.kinds(form)).await?;
        let details = json!({ "webhook": id, "after": self.told(form, &address) });
        tx.record(now, &self.person.actor(), self.subject(), "webhook_added", details).await?;
        tx.commit().await?;
        Ok(Ok(id))
    }

    /// Another address begins anew: what failed at the one before does not count.
    ///
    /// # Errors
    /// The outer error is the desk's; the inner one is what is wrong with the form.
    pub async fn change(
        &self,
        id: i64,
        form: &WebhookForm,
        outlet: &Outlet,
    ) -> Result<Result<(), Vec<WebhookProblem>>> {
        let before = self.webhook(id).await?;
        let others: Vec<Webhook> = self.webhooks().await?.into_iter().filter(|other| other.id != id).collect();
        let problems = self.problems(form, &others);
        let address = match (self.address(form, Some(&before), outlet).await, problems.is_empty()) {
            (Ok(address), true) => address,
            (address, _) => return Ok(Err(problems.into_iter().chain(address.err()).collect())),
        };
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        if !tx.change_webhook(id, form.name.trim(), &address, &form.language, self.person.id, now).await? {
            return Err(Error::NotFound);
        }
        let is_new = address != before.address;
        if is_new {
            tx.resume_webhook(id).await?;
        }
        tx.set_webhook_kinds(id, &self.kinds(form)).await?;
        let typed = WebhookForm { kinds: before.kinds, language: before.language, name: before.name, ..form.clone() };
        let details = json!({
            "webhook": id, "before": self.told(&typed, &before.address), "after": self.told(form, &address),
            "new_address": is_new,
        });
        tx.record(now, &self.person.actor(), self.subject(), "webhook_changed", details).await?;
        tx.commit().await?;
        Ok(Ok(()))
    }

    /// Its address is forgotten, and what was still to be posted is not.
    pub async fn remove(&self, id: i64) -> Result<()> {
        let before = self.webhook(id).await?;
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        if !tx.remove_webhook(id, now).await? {
            return Err(Error::NotFound);
        }
        let details = json!({ "webhook": id, "name": before.name, "host": before.address.host() });
        tx.record(now, &self.person.actor(), self.subject(), "webhook_removed", details).await?;
        tx.commit().await
    }

    /// # Errors
    /// `NothingToDo` when it is not paused.
    pub async fn resume(&self, id: i64) -> Result<()> {
        let before = self.webhook(id).await?;
        if before.paused_at.is_none() {
            return Err(Error::NothingToDo);
        }
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        tx.resume_webhook(id).await?;
        let details = json!({ "webhook": id, "name": before.name });
        tx.record(now, &self.person.actor(), self.subject(), "webhook_resumed", details).await?;
        tx.commit().await
    }

    /// Posts a test message now, paused or not, and answers how it was taken. It is written down before: who breaks
    /// the connection has sent it all the same.
    ///
    /// # Errors
    /// `TooManyTries` when this person sent too many.
    pub async fn test(&self, id: i64, outlet: &Outlet, tell: &Tell) -> Result<Posted> {
        let webhook = self.webhook(id).await?;
        self.desk.webhook_tests().count(&self.person.id)?;
        let mut tx = self.desk.db().begin().await?;
        let details = json!({ "webhook": id, "name": webhook.name, "host": webhook.address.host() });
        tx.record(self.desk.now(), &self.person.actor(), self.subject(), "webhook_tested", details).await?;
        tx.commit().await?;
        let message = Message::Test { by: self.person.name.clone() };
        Ok(outlet.post(self.owner, &webhook.address, &tell(&message, &webhook.language)).await)
    }

    /// What is wrong besides the address. A person's own webhook has no name and no choice of kinds.
    fn problems(&self, form: &WebhookForm, others: &[Webhook]) -> Vec<WebhookProblem> {
        if self.game.is_none() {
            return Vec::new();
        }
        let name = form.name.trim();
        let wrong = [
            (name.is_empty(), WebhookProblem::NoName),
            (name.chars().count() > NAME, WebhookProblem::LongName),
            (name.contains(clean::is_unseen), WebhookProblem::NameUnseen),
            (others.iter().any(|other| other.name == name), WebhookProblem::NameTaken),
            (self.kinds(form).is_empty(), WebhookProblem::NoKinds),
        ];
        wrong.into_iter().filter(|(is, _)| *is).map(|(_, problem)| problem).collect()
    }

    async fn address(
        &self,
        form: &WebhookForm,
        before: Option<&Webhook>,
        outlet: &Outlet,
    ) -> Result<Address, WebhookProblem> {
        match (form.url.trim(), before) {
            ("", Some(before)) => Ok(before.address.clone()),
            ("", None) => Err(WebhookProblem::NoUrl),
            (url, _) => outlet.accepts(self.owner, url).await,
        }
    }

    fn kinds(&self, form: &WebhookForm) -> Vec<Kind> {
        if self.game.is_none() {
            return Kind::TO_A_PERSON.to_vec();
        }
        Kind::OF_REQUESTS.into_iter().filter(|kind| form.kinds.contains(kind)).collect()
    }

    /// What an event tells of it: never the address.
    fn told(&self, form: &WebhookForm, address: &Address) -> Value {
        let kinds: Vec<&str> = self.kinds(form).into_iter().map(Kind::as_str).collect();
        json!({ "name": form.name.trim(), "host": address.host(), "language": form.language, "kinds": kinds })
    }

    fn subject(&self) -> event::Subject {
        self.owner.subject()
    }
}

impl Owner {
    pub(super) fn subject(self) -> event::Subject {
        match self {
            Owner::Person(id) => event::Subject::User(id),
            Owner::Game(id) => event::Subject::Game(id),
        }
    }
}
