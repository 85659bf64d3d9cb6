use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::request::{Form, FormFavorite};

impl Desk {
    /// Fills a form from a favorite. Players and what belongs to one order stay as they are; what the game does not
    /// have any more is left out, and the form remembers that.
    ///
    /// # Errors
    /// `Forbidden` when the person may not ask in its game any more.
    pub async fn apply_favorite(&self, person: &Person, id: i64, form: &Form, language: &str) -> Result<Form> {
        let favorite = self.favorite(person, id).await?;
        self.operator(person, &favorite.form.game).await?;
        let mut form = Form {
            order_number: form.order_number.clone(),
            valid_from: form.valid_from.clone(),
            valid_until: form.valid_until.clone(),
            id_kind: form.id_kind.clone(),
            players: form.players.clone(),
            file: form.file.clone(),
            id_column: form.id_column.clone(),
            quantity_column: form.quantity_column.clone(),
            keep_first: form.keep_first,
            favorite_name: form.favorite_name.clone(),
            favorite: Some(FormFavorite { id, version: favorite.version }),
            ..favorite.form
        };
        form.fit(&*self.catalog(person, &form.game).await?, language);
        Ok(form)
    }
}
