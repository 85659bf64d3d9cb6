use std::sync::Arc;

use sqlx::{FromRow, Row};

use super::{Content, Quantity, Request};
use crate::batch::Batch;
use crate::catalog::Catalog;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{Event, Subject};
use crate::favorite::Origin;
use crate::ledger::{Attempt, Delivery};
use crate::people::Person;
use crate::review::Review;

/// Everything the page of one request shows.
#[derive(Clone, Debug)]
pub struct Detail {
    pub request: Request,
    pub content: Content,
    pub catalog: Arc<Catalog>,
    pub lines: Vec<Line>,
    pub servers: Vec<i64>,
    pub causes: Vec<Cause>,
    pub events: Vec<Event>,
    /// While it is open: what should make an approver pause.
    pub review: Option<Review>,
    /// The bulk file that it is a part of.
    pub batch: Option<Batch>,
    /// The favorite that it was made from.
    pub origin: Option<Origin>,
}

/// An item and what each player gets or loses of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    pub request_id: i64,
    pub item_id: i64,
    pub code: String,
    #[sqlx(flatten)]
    pub names: crate::catalog::Names,
    #[sqlx(flatten)]
    pub quantity: Quantity,
}

impl<'r, R: Row> FromRow<'r, R> for Quantity
where
    &'static str: sqlx::ColumnIndex<R>,
    Option<i64>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Quantity> {
        Ok(match row.try_get("quantity")? {
            Some(quantity) => Quantity::Each(quantity),
            None => Quantity::PerPlayer {
                least: row.try_get("least")?,
                most: row.try_get("most")?,
                total: row.try_get("total")?,
            },
        })
    }
}

/// Deliveries without success that share a cause.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Cause {
    /// `refused`, `failed` or `unknown`.
    pub state: String,
    pub cause: Option<String>,
    pub code: Option<String>,
    pub server_id: i64,
    pub deliveries: i64,
    /// What the game said to one of them.
    pub message: Option<String>,
}

impl Desk {
    pub async fn detail(&self, person: &Person, no: i64) -> Result<Detail> {
        let request = self.request(person, no).await?;
        let batch = match &request.batch_id {
            Some(batch) => self.db().batch(batch).await?,
            None => None,
        };
        Ok(Detail {
            content: Content::parse(&request.content)?,
            catalog: self.catalog_of(request.game_id).await?,
            lines: self.db().lines(&[no]).await?,
            servers: self.db().request_servers(no).await?,
            causes: self.db().causes(no).await?,
            events: self.db().events(Subject::Request(no)).await?,
            review: if request.state.is_open() { Some(self.review(no).await?) } else { None },
            batch,
            origin: self.origin(person, no).await?,
            request,
        })
    }

    /// Fifty deliveries of a request after `n`: of one state, or of every state.
    pub async fn deliveries(
        &self,
        person: &Person,
        no: i64,
        state: Option<super::DeliveryState>,
        after: i64,
    ) -> Result<Vec<Delivery>> {
        self.request(person, no).await?;
        self.db().deliveries(no, state, after, 50).await
    }

    /// Fifty deliveries of a request without success, after `n`.
    pub async fn unfinished(&self, person: &Person, no: i64, after: i64) -> Result<Vec<Delivery>> {
        self.request(person, no).await?;
        self.db().unfinished(no, after, 50).await
    }

    /// Fifty deliveries of a request, after `n`, to players whom the game does not know.
    pub async fn unknown_players(&self, person: &Person, no: i64, after: i64) -> Result<Vec<Delivery>> {
        self.request(person, no).await?;
        self.db().unknown_players(no, after, 50).await
    }

    /// Fifty deliveries of a request, after `n`, to players whose ID begins like this.
    pub async fn find_players(&self, person: &Person, no: i64, beginning: &str, after: i64) -> Result<Vec<Delivery>> {
        self.request(person, no).await?;
        self.db().find_players(no, beginning, after, 50).await
    }

    /// Everything that happened to a request, oldest first.
    pub async fn timeline(&self, person: &Person, no: i64) -> Result<Vec<Event>> {
        self.request(person, no).await?;
        self.db().events(Subject::Request(no)).await
    }

    /// One delivery with every attempt.
    pub async fn delivery(&self, person: &Person, no: i64, n: i64) -> Result<(Request, Delivery, Vec<Attempt>)> {
        let request = self.request(person, no).await?;
        let delivery = self.db().delivery(no, n).await?.ok_or(crate::error::Error::NotFound)?;
        let attempts = self.db().attempts(no, n).await?;
        Ok((request, delivery, attempts))
    }
}
