//! What tells a page that it is no longer what it shows.

use std::convert::Infallible;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{Stream, unfold};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::failure::Failure;
use crate::live::{Live, Topic};
use crate::visitor::Visitor;

/// Looks in one stream. The browser then asks again, and it is checked again who that is.
const LOOKS: u32 = 120;

#[derive(Debug, Deserialize)]
pub struct Wanted {
    of: String,
}

/// The mark of a topic, now and whenever it changes.
pub async fn listen(
    State(app): State<App>,
    visitor: Visitor,
    Query(Wanted { of }): Query<Wanted>,
    stopping: Option<Extension<CancellationToken>>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let topic = Topic::parse(&of).ok_or(Failure::NotFound)?;
    let first = Live::of(&app, &visitor, topic).await?;
    let stopping = stopping.map(|Extension(token)| token).unwrap_or_default();
    let watch = Watch { app, visitor, topic, stopping, next: Some(first.mark), last: String::new(), looks: 0 };
    let events = unfold(watch, |mut watch| async move { Some((Ok(watch.next().await?), watch)) });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

struct Watch {
    app: App,
    visitor: Visitor,
    topic: Topic,
    stopping: CancellationToken,
    next: Option<String>,
    last: String,
    looks: u32,
}

impl Watch {
    async fn next(&mut self) -> Option<Event> {
        while self.looks < LOOKS {
            let mark = match self.next.take() {
                Some(mark) => mark,
                None => {
                    tokio::select! {
                        () = tokio::time::sleep(self.topic.pause()) => {}
                        () = self.stopping.cancelled() => return None,
                    }
                    self.looks += 1;
                    Live::of(&self.app, &self.visitor, self.topic).await.ok()?.mark
                }
            };
            if self.last != mark {
                self.last.clone_from(&mark);
                return Some(Event::default().data(mark));
            }
        }
        None
    }
}
