use super::has_templates_for;
use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;

/// The favorite that a request was made from, as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub favorite: i64,
    pub name: String,
    pub version: i64,
    /// Whether it was a template of the team.
    pub shared: bool,
    /// Whether the person who looks at the request can read the favorite as well.
    pub readable: bool,
}

/// The same as it is stored, and what became of the favorite.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OriginRow {
    pub favorite_id: i64,
    pub name: String,
    pub version: i64,
    pub shared: bool,
    pub user_id: i64,
    pub game_id: i64,
    pub is_template: bool,
    pub is_there: bool,
}

impl Desk {
    /// What a request was made from; the person sees the request.
    pub(crate) async fn origin(&self, person: &Person, no: i64) -> Result<Option<Origin>> {
        let Some(row) = self.db().favorite_used(no).await? else { return Ok(None) };
        let of_team = row.is_template && has_templates_for(person, row.game_id);
        Ok(Some(Origin {
            favorite: row.favorite_id,
            name: row.name,
            version: row.version,
            shared: row.shared,
            readable: row.is_there && (row.user_id == person.id || of_team),
        }))
    }
}
