use std::sync::Arc;

use crate::catalog::Names;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::notification::Kind;
use crate::request::Direction;
use crate::store::webhooks::Call;

/// What is told by a webhook: no player's ID, and nothing that somebody wrote.
#[derive(Clone, Debug)]
pub enum Message {
    News {
        kind: Kind,
        subject: Subject,
        game: Names,
        players: i64,
        deliveries: i64,
        /// Of the deliveries, those that had succeeded.
        succeeded: i64,
        /// Who did it; none if the desk did.
        by: Option<String>,
    },
    /// Somebody tries the webhook.
    Test { by: String },
}

#[derive(Clone, Debug)]
pub enum Subject {
    Request {
        no: i64,
        direction: Direction,
        /// Of each item, how much that is for all players.
        totals: Vec<(Names, i128)>,
    },
    /// So many requests of a bulk file.
    Batch { id: String, requests: i64 },
}

/// Finds the words for a message in a language, as Slack's mrkdwn.
pub type Tell = Arc<dyn Fn(&Message, &str) -> String + Send + Sync>;

impl Message {
    pub(super) async fn of(desk: &Desk, call: &Call) -> Result<Message> {
        let (subject, game) = match (call.request_id, &call.batch_id) {
            (Some(no), _) => {
                let request = desk.db().request(no).await?.ok_or(Error::Lost("request"))?;
                let lines = desk.db().lines(&[no]).await?.into_iter();
                let (players, servers) = (request.players, request.servers());
                let totals = lines.map(|line| (line.names, line.quantity.total(players, servers))).collect();
                (Subject::Request { no, direction: request.direction, totals }, request.game_id)
            }
            (None, Some(id)) => {
                let batch = desk.db().batch(id).await?.ok_or(Error::Lost("batch"))?;
                (Subject::Batch { id: id.clone(), requests: call.requests }, batch.game_id)
            }
            (None, None) => return Err(Error::Lost("webhook call")),
        };
        Ok(Message::News {
            kind: call.kind,
            subject,
            game: desk.db().game(game).await?.names,
            players: call.players,
            deliveries: call.deliveries,
            succeeded: call.succeeded,
            by: call.by_name.clone(),
        })
    }
}

/// A text as it stands in mrkdwn, where only these three mean something else.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
