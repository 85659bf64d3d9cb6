use serde_json::json;

use super::Favorite;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Subject;
use crate::people::Person;

impl Desk {
    /// Makes one's own favorite a template for everybody who may ask in its game; or a template its owner's alone again.
    /// Answers what it was before.
    ///
    /// # Errors
    /// `Forbidden` to share when the person may not ask in its game any more.
    pub async fn share_favorite(&self, person: &Person, id: i64, shared: bool) -> Result<Favorite> {
        let favorite = self.favorite_to_change(person, id).await?;
        if favorite.shared_at.is_some() == shared {
            return Ok(favorite);
        }
        if shared {
            self.operator(person, &favorite.form.game).await?;
        }
        let now = self.now();
        let mut tx = self.db().begin().await?;
        tx.share_favorite(id, shared.then_some(now)).await?;
        let action = if shared { "favorite_shared" } else { "favorite_unshared" };
        let details = json!({ "name": favorite.name, "version": favorite.version, "game": favorite.form.game });
        let details = favorite.told(person, details);
        tx.record(now, &person.actor(), Subject::Favorite(id), action, details).await?;
        tx.commit().await?;
        Ok(favorite)
    }
}
