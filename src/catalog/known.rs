use std::sync::{Arc, PoisonError, RwLock};

use super::Catalog;
use crate::desk::Desk;
use crate::error::Result;

/// The catalogs of every game, as this process read them last, and of which version they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known(Arc<RwLock<(i64, Vec<Arc<Catalog>>)>>);

impl Desk {
    /// The catalogs of every game in the order in which the games were made. They are read again only when any has
    /// changed.
    pub(crate) async fn all_catalogs(&self) -> Result<Vec<Arc<Catalog>>> {
        // Asked for first: what changes while they are read has another version, and is read again next time.
        let now = self.db().catalog_version().await?;
        let known = self.known_catalogs();
        let (version, catalogs) = known.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if version == now {
            return Ok(catalogs);
        }
        let catalogs = self.read_catalogs().await?;
        *known.0.write().unwrap_or_else(PoisonError::into_inner) = (now, catalogs.clone());
        Ok(catalogs)
    }

    async fn read_catalogs(&self) -> Result<Vec<Arc<Catalog>>> {
        let db = self.db();
        let mut catalogs = Vec::new();
        for game in db.games().await? {
            catalogs.push(Arc::new(Catalog {
                id_kinds: db.id_kinds(game.id).await?,
                servers: db.servers(game.id).await?,
                items: db.items(game.id).await?,
                reasons: db.reasons(game.id).await?,
                detail_reasons: db.detail_reasons(game.id).await?,
                messages: db.messages(game.id).await?,
                game,
            }));
        }
        Ok(catalogs)
    }
}
