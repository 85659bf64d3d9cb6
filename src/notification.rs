//! What people are told of their own requests: written in the transaction that did it, shown in the page, and posted to
//! the webhooks that want it.

mod kind;
mod news;

pub use kind::Kind;
pub(crate) use news::News;

use crate::desk::Desk;
use crate::error::Result;
use crate::people::Person;
use crate::request::Direction;

/// Rows on one page.
pub const NOTIFICATIONS: usize = 50;
/// What is unread is counted up to here.
pub const MOST_UNREAD: i64 = 100;

/// One thing that one person is told.
#[derive(Clone, Debug)]
pub struct Notification {
    pub id: i64,
    pub kind: Kind,
    pub about: About,
    /// Of all deliveries that it is about, those that had succeeded.
    pub succeeded: i64,
    pub deliveries: i64,
    /// Who did it; none if the desk did.
    pub by: Option<String>,
    pub note: String,
    pub at: i64,
    pub read_at: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Request {
        no: i64,
        game: i64,
        direction: Direction,
        players: i64,
    },
    /// So many requests of a bulk file.
    Batch {
        id: String,
        requests: i64,
    },
    /// A webhook of one's own, or of the game with this code.
    Webhook {
        id: i64,
        name: String,
        game: Option<String>,
    },
}

/// A place in the list: before it come the older ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    pub at: i64,
    pub id: i64,
}

impl Notification {
    pub fn place(&self) -> Before {
        Before { at: self.at, id: self.id }
    }
}

impl Desk {
    /// One's own, the latest first, from a place on; and whether there are older ones.
    pub async fn notifications(&self, person: &Person, before: Option<Before>) -> Result<(Vec<Notification>, bool)> {
        let mut rows = self.db().notifications(person.id, before, NOTIFICATIONS as i64 + 1).await?;
        let older = rows.len() > NOTIFICATIONS;
        rows.truncate(NOTIFICATIONS);
        Ok((rows, older))
    }

    /// How many of one's own are unread, up to `MOST_UNREAD`.
    pub async fn unread(&self, person: &Person) -> Result<i64> {
        self.db().unread(person.id, MOST_UNREAD).await
    }

    /// When the last of one's own came.
    pub async fn last_notified(&self, person: &Person) -> Result<Option<i64>> {
        self.db().last_notified(person.id).await
    }

    /// Marks what tells of a request as read: its requester looks at it.
    pub async fn read_of_request(&self, person: &Person, no: i64) -> Result<()> {
        // Looking does not take SQLite's write lock; hardly ever is there anything to mark.
        if self.db().is_unread_of_request(person.id, no).await? {
            self.db().read_of_request(person.id, no, self.now()).await?;
        }
        Ok(())
    }

    /// Marks what tells of a bulk file as read.
    pub async fn read_of_batch(&self, person: &Person, id: &str) -> Result<()> {
        if self.db().is_unread_of_batch(person.id, id).await? {
            self.db().read_of_batch(person.id, id, self.now()).await?;
        }
        Ok(())
    }

    /// Marks all of one's own as read.
    pub async fn read_all(&self, person: &Person) -> Result<()> {
        self.db().read_all(person.id, self.now()).await
    }
}
