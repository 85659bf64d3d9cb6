//! One request: what was asked, the decision, how its delivery goes, and what can be done about what failed.

mod causes;
mod content;
mod decision;
mod finish;
mod hints;
mod players;
mod progress;
mod review;
mod sheet;

use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::error::{Error, Result as Done};
use grantdesk::people::{Permission, Person};
use grantdesk::request::{Request, State as Stage, Whom};
use serde::{Deserialize, Serialize};

pub(super) use self::decision::{NOTED, note};
use self::players::{Players, Shown};
pub(super) use self::review::seen;
use self::sheet::Sheet;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{Flash, refusal, take};
use crate::live::{Live, Topic};
use crate::render::live_page;
use crate::t;
use crate::visitor::Visitor;
use crate::words;

pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, Failure> {
    let no = number(&no)?;
    if !visitor.looks_again {
        app.desk.read_of_request(&visitor.person, no).await?;
    }
    let live = Live::of(&app, &visitor, Topic::Request(no)).await?;
    let detail = app.desk.detail(&visitor.person, no).await?;
    let players = Players::read(&app, &visitor, &detail.request, &shown).await?;
    let typed = Typed::take(&visitor).await?;
    let rights = Rights::of(&visitor.person, &detail.request);
    let may_ask = visitor.person.may(Permission::Request, detail.request.game_id);
    let copies = match may_ask && detail.catalog.game.retired_at.is_none() {
        true if app.desk.can_be_repeated(&detail.request).await? => Copies::WithPlayers,
        true => Copies::WithoutPlayers,
        false => Copies::None,
    };
    let sheet = Sheet { detail, players, typed, rights, copies, now: app.desk.now() };
    let title = sheet.detail.request.number();
    live_page(&app, &visitor, live, move || t!("request-title", number = title), move || sheet.view()).await
}

/// What a person sends along with a decision.
#[derive(Debug, Deserialize)]
pub struct Decision {
    #[serde(default)]
    pub seal: String,
    #[serde(default)]
    pub note: String,
    /// There when it is ticked that what the review found was seen.
    pub seen: Option<String>,
}

pub async fn approve(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Form(Decision { seal, note, seen }): Form<Decision>,
) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let done = app.desk.approver(&visitor.person, no).await?.approve(&seal, &note, seen.is_some()).await;
    answer(&visitor, &place(no), note, done.map(|()| said(&visitor, "did-approve", 0))).await
}

pub async fn reject(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Form(Decision { note, .. }): Form<Decision>,
) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let done = app.desk.approver(&visitor.person, no).await?.reject(&note).await;
    answer(&visitor, &place(no), note, done.map(|()| said(&visitor, "did-reject", 0))).await
}

pub async fn hold(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Form(Decision { note, .. }): Form<Decision>,
) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let done = app.desk.approver(&visitor.person, no).await?.hold(&note).await;
    answer(&visitor, &place(no), note, done.map(|()| said(&visitor, "did-hold", 0))).await
}

pub async fn release(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Form(Decision { note, .. }): Form<Decision>,
) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let done = app.desk.approver(&visitor.person, no).await?.release(&note).await;
    answer(&visitor, &place(no), note, done.map(|()| said(&visitor, "did-release", 0))).await
}

pub async fn cancel(State(app): State<App>, visitor: Visitor, Path(no): Path<String>) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let done = app.desk.cancel(&visitor.person, no).await;
    answer(&visitor, &place(no), String::new(), done.map(|()| said(&visitor, "did-cancel", 0))).await
}

/// Which failures to send again; none means all of them.
#[derive(Debug, Deserialize)]
pub struct Again {
    cause: Option<String>,
}

pub async fn regrant(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Form(again): Form<Again>,
) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let cause = again.cause.as_deref().filter(|cause| !cause.is_empty());
    let done = app.desk.approver(&visitor.person, no).await?.regrant(cause).await;
    answer(&visitor, &place(no), String::new(), done.map(|count| said(&visitor, "did-regrant", count))).await
}

/// Whom a copy is for: nobody yet, the same players, or the player of one delivery.
#[derive(Debug, Deserialize)]
pub struct Copy {
    delivery: Option<i64>,
    /// There when the players are to come along.
    players: Option<String>,
}

/// Leaves a form like this request, and leads to it.
pub async fn copy(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Form(Copy { delivery, players }): Form<Copy>,
) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let whom = match (delivery, players) {
        (Some(delivery), _) => Whom::Player(delivery),
        (None, Some(_)) => Whom::Everybody,
        (None, None) => Whom::Nobody,
    };
    match app.desk.another(&visitor.person, no, whom, &visitor.zone, visitor.language.code()).await {
        Ok(draft) => Ok(Redirect::to(&format!("/requests/new?draft={draft}"))),
        Err(error) => answer(&visitor, &place(no), String::new(), Err(error)).await,
    }
}

pub async fn enquire(State(app): State<App>, visitor: Visitor, Path(no): Path<String>) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let done = app.desk.enquire(&visitor.person, no).await;
    answer(&visitor, &place(no), String::new(), done.map(|count| said(&visitor, "did-enquire", count))).await
}

pub async fn close(
    State(app): State<App>,
    visitor: Visitor,
    Path(no): Path<String>,
    Form(Decision { note, .. }): Form<Decision>,
) -> Result<Redirect, Failure> {
    let no = number(&no)?;
    let done = app.desk.approver(&visitor.person, no).await?.close(&note).await;
    answer(&visitor, &place(no), note, done.map(|()| said(&visitor, "did-close", 0))).await
}

/// A request's number from its address: 12, or R-12.
pub(super) fn number(no: &str) -> Result<i64, Failure> {
    let digits = no.strip_prefix("R-").or_else(|| no.strip_prefix("r-")).unwrap_or(no);
    digits.parse().map_err(|_| Failure::NotFound)
}

fn place(no: i64) -> String {
    format!("/requests/{no}")
}

pub(super) fn said(visitor: &Visitor, key: &str, count: i64) -> Flash {
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("count", count);
    Flash::good(words::text(visitor.language, key, &args))
}

/// Back to the page, which says what was done, or why it was not; what was typed is not lost then.
pub(super) async fn answer(
    visitor: &Visitor,
    place: &str,
    note: String,
    done: Done<Flash>,
) -> Result<Redirect, Failure> {
    let error = match done {
        Ok(flash) => {
            flash.keep(&visitor.session).await?;
            return Ok(Redirect::to(place));
        }
        Err(error) => error,
    };
    let missing = matches!(error, Error::NoteRequired);
    if !missing {
        refusal(visitor.language, &visitor.zone, &error)?.keep(&visitor.session).await?;
    }
    Typed { place: place.to_owned(), note, missing }.keep(visitor).await?;
    // Beside the field it is said what is missing, so that is where the page opens.
    Ok(Redirect::to(&if missing { format!("{place}#note") } else { place.to_owned() }))
}

/// A note that came back, for the page it was typed on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Typed {
    place: String,
    pub note: String,
    pub missing: bool,
}

impl Typed {
    const KEY: &str = "typed";

    /// What was typed so far is kept while the page is asked for anew.
    pub async fn so_far(visitor: &Visitor, place: &str, note: String) -> Result<(), Failure> {
        let place = place.split('?').next().unwrap_or_default().to_owned();
        Typed { place, note, missing: false }.keep(visitor).await
    }

    async fn keep(self, visitor: &Visitor) -> Result<(), Failure> {
        Ok(visitor.session.insert(Typed::KEY, self).await?)
    }

    pub async fn take(visitor: &Visitor) -> Result<Typed, Failure> {
        if visitor.looks_again {
            return Ok(Typed::default());
        }
        let typed: Option<Typed> = take(&visitor.session, Typed::KEY).await?;
        let here = visitor.here.split('?').next().unwrap_or_default();
        Ok(typed.filter(|typed| typed.place == here).unwrap_or_default())
    }
}

/// What this person may do about this request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rights {
    /// Decide it, or decide it if it were not their own.
    pub decide: bool,
    pub own: bool,
    /// Have the game asked.
    pub ask: bool,
}

impl Rights {
    pub fn of(person: &Person, request: &Request) -> Rights {
        let decide = person.may(Permission::Approve, request.game_id);
        Rights {
            decide,
            own: request.requested_by == person.id,
            ask: decide || person.may(Permission::Request, request.game_id),
        }
    }
}

/// Which forms like this request can be begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copies {
    None,
    WithoutPlayers,
    WithPlayers,
}

/// Whether the worker is at it.
fn is_moving(state: Stage) -> bool {
    matches!(state, Stage::Approved | Stage::Delivering)
}
