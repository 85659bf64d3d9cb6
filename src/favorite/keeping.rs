use serde_json::json;

use super::{FAVORITES, Favorite, NAME, NameProblem};
use crate::catalog::Catalog;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Subject;
use crate::list::clean;
use crate::people::{Operator, Person};
use crate::request::{Form, FormFavorite, FormLine};

impl Operator<'_> {
    /// Saves a form as it stands, but for its players and what belongs to one order.
    ///
    /// # Errors
    /// The outer error is the desk's; the inner one is what is wrong with the name.
    pub async fn save_favorite(&self, name: &str, form: &Form) -> Result<Result<FormFavorite, NameProblem>> {
        let name = match checked(name) {
            Ok(name) => name,
            Err(problem) => return Ok(Err(problem)),
        };
        let catalog = self.desk.catalog_of(self.game.id).await?;
        let saved = saved(form, &catalog);
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        tx.hold_favorites(self.person.id).await?;
        if tx.count_favorites(self.person.id).await? >= FAVORITES {
            return Ok(Err(NameProblem::Full));
        }
        let Some(id) = tx.insert_favorite(self.person.id, self.game.id, &name, now).await? else {
            return Ok(Err(NameProblem::Taken));
        };
        tx.insert_favorite_version(id, 1, &serde_json::to_string(&saved)?, now).await?;
        let details = json!({ "name": name, "version": 1, "after": saved });
        tx.record(now, &self.person.actor(), Subject::Favorite(id), "favorite_saved", details).await?;
        tx.commit().await?;
        Ok(Ok(FormFavorite { id, version: 1 }))
    }

    /// Puts a form in the place of what a favorite said: its next version.
    ///
    /// # Errors
    /// `Forbidden` for somebody else's template that is not of this game, or not of one that the person manages.
    pub async fn replace_favorite(&self, id: i64, form: &Form) -> Result<(Favorite, FormFavorite)> {
        let favorite = self.desk.favorite_to_change(self.person, id).await?;
        if favorite.user_id != self.person.id && favorite.game_id != self.game.id {
            return Err(Error::Forbidden);
        }
        let catalog = self.desk.catalog_of(self.game.id).await?;
        let saved = saved(form, &catalog);
        let now = self.desk.now();
        let mut tx = self.desk.db().begin().await?;
        tx.hold_favorites(favorite.user_id).await?;
        let version = tx.next_favorite_version(id, self.game.id).await?;
        tx.insert_favorite_version(id, version, &serde_json::to_string(&saved)?, now).await?;
        let details = json!({ "name": favorite.name, "version": version, "before": favorite.form, "after": saved });
        let details = favorite.told(self.person, details);
        tx.record(now, &self.person.actor(), Subject::Favorite(id), "favorite_replaced", details).await?;
        tx.commit().await?;
        Ok((favorite, FormFavorite { id, version }))
    }
}

impl Desk {
    /// # Errors
    /// The outer error is the desk's; the inner one is what is wrong with the name.
    pub async fn rename_favorite(&self, person: &Person, id: i64, name: &str) -> Result<Result<(), NameProblem>> {
        let favorite = self.favorite_to_change(person, id).await?;
        let name = match checked(name) {
            Ok(name) if name == favorite.name => return Ok(Ok(())),
            Ok(name) => name,
            Err(problem) => return Ok(Err(problem)),
        };
        let now = self.now();
        let mut tx = self.db().begin().await?;
        tx.hold_favorites(favorite.user_id).await?;
        if !tx.rename_favorite(id, favorite.user_id, &name).await? {
            return Ok(Err(NameProblem::Taken));
        }
        let details = favorite.told(person, json!({ "before": favorite.name, "after": name }));
        tx.record(now, &person.actor(), Subject::Favorite(id), "favorite_renamed", details).await?;
        tx.commit().await?;
        Ok(Ok(()))
    }

    /// Moves one's own favorite a place up or down among one's own. At the end it stays.
    pub async fn move_favorite(&self, person: &Person, id: i64, up: bool) -> Result<()> {
        if self.favorite(person, id).await?.user_id != person.id {
            return Err(Error::Forbidden);
        }
        let mut tx = self.db().begin().await?;
        tx.hold_favorites(person.id).await?;
        let mut order = tx.favorite_order(person.id).await?;
        if let Some(place) = order.iter().position(|known| *known == id) {
            let other = if up { place.saturating_sub(1) } else { (place + 1).min(order.len() - 1) };
            order.swap(place, other);
            tx.order_favorites(&order).await?;
        }
        tx.commit().await
    }

    /// Does away with a favorite, for the team as well. Requests that were made from it stay what they are.
    pub async fn delete_favorite(&self, person: &Person, id: i64) -> Result<Favorite> {
        let favorite = self.favorite_to_change(person, id).await?;
        let now = self.now();
        let mut tx = self.db().begin().await?;
        tx.delete_favorite(id, now).await?;
        let details = json!({ "name": favorite.name, "shared": favorite.shared_at.is_some(), "before": favorite.form });
        let details = favorite.told(person, details);
        tx.record(now, &person.actor(), Subject::Favorite(id), "favorite_deleted", details).await?;
        tx.commit().await?;
        Ok(favorite)
    }
}

fn checked(name: &str) -> Result<String, NameProblem> {
    let name: String = name.trim().chars().filter(|letter| !clean::is_unseen(*letter)).collect();
    match name.chars().count() {
        0 => Err(NameProblem::Missing),
        1..=NAME => Ok(name),
        _ => Err(NameProblem::TooLong),
    }
}

/// What a favorite keeps of a form: items by their codes, so that they can be read in every language.
fn saved(form: &Form, catalog: &Catalog) -> Form {
    let lines = form.lines.iter().filter(|line| !line.is_empty()).map(|line| FormLine {
        item: line.item(catalog).map_or_else(|| line.code().to_owned(), |item| item.code.clone()),
        quantity: line.quantity.trim().to_owned(),
    });
    Form {
        game: form.game.clone(),
        servers: form.servers.clone(),
        direction: form.direction.clone(),
        reason: form.reason.clone(),
        detail_reason: form.detail_reason.clone(),
        lines: lines.collect(),
        message: form.message.clone(),
        comment: form.comment.clone(),
        ..Form::default()
    }
}
