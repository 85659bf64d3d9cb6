use serde_json::json;

use crate::desk::Desk;
use crate::error::Result;
use crate::event::Subject;
use crate::people::Person;

impl Desk {
    /// Makes one's own favorite a template for everybody who may ask in its game, or one's own alone again.
    ///
    /// # Errors
    /// `Forbidden` to share when the person may not ask in its game any more.
    pub async fn share_favorite(&self, person: &Person, id: i64, shared: bool) -> Result<()> {
        let favorite = self.own_favorite(person, id).await?;
        if shared {
            self.operator(person, &favorite.form.game).await?;
        }
        if favorite.shared_at.is_some() == shared {
            return Ok(());
        }
        let now = self.now();
        let mut tx = self.db().begin().await?;
        tx.share_favorite(id, shared.then_some(now)).await?;
        let action = if shared { "favorite_shared" } else { "favorite_unshared" };
        let details = json!({ "name": favorite.name, "version": favorite.version, "game": favorite.form.game });
        tx.record(now, &person.actor(), Subject::Favorite(id), action, details).await?;
        tx.commit().await
    }
}
