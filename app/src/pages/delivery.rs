//! One delivery: what went to the game and what came back, and what a person makes of it.

use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use axum_extra::extract::Form;
use grantdesk::catalog::Server;
use grantdesk::event::Event;
use grantdesk::ledger::{Attempt, Delivery};
use grantdesk::number::grouped;
use grantdesk::request::{DeliveryState, Request, State as Stage};
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::log::way_back;
use super::request::{NOTED, Rights, Typed, answer, note, number, said};
use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::moment::Moment;
use crate::parts::badge::DeliveryBadge;
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::parts::sentence::Sentence;
use crate::parts::why::why;
use crate::render::page;
use crate::t;
use crate::visitor::Visitor;

pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((no, n)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Failure> {
    let (no, n) = (number(&no)?, nth(&n)?);
    let (request, delivery, attempts) = app.desk.delivery(&visitor.person, no, n).await?;
    let servers = app.desk.servers(&visitor.person).await?;
    let rights = Rights::of(&visitor.person, &request);
    let typed = Typed::take(&visitor).await?;
    let server = servers.into_iter().find(|server| server.id == delivery.server_id);
    let events = app.desk.timeline(&visitor.person, no).await?;
    let games = app.desk.games(&visitor.person).await?;
    let game = games.into_iter().find(|game| game.id == request.game_id).map(|game| game.code).unwrap_or_default();
    let sheet = Sheet { asked, request, delivery, attempts, server, game, events, rights, typed };
    page(&app, &visitor, "delivery-title", move || sheet.view()).await
}

/// What a person found out.
#[derive(Debug, Deserialize)]
pub struct Verdict {
    arrived: String,
    #[serde(default)]
    note: String,
}

pub async fn decide(
    State(app): State<App>,
    visitor: Visitor,
    Path((no, n)): Path<(String, String)>,
    Form(Verdict { arrived, note }): Form<Verdict>,
) -> Result<Redirect, Failure> {
    let (no, n) = (number(&no)?, nth(&n)?);
    let arrived = match arrived.as_str() {
        "yes" => true,
        "no" => false,
        other => return Err(Failure::Malformed(format!("arrived: {other}"))),
    };
    let done = app.desk.approver(&visitor.person, no).await?.decide_unknown(n, arrived, &note).await;
    let key = if arrived { "did-decide-arrived" } else { "did-decide-not-arrived" };
    answer(&visitor, &format!("/requests/{no}/deliveries/{n}"), note, done.map(|()| said(&visitor, key, 0))).await
}

fn nth(n: &str) -> Result<i64, Failure> {
    n.parse().map_err(|_| Failure::NotFound)
}

struct Sheet {
    asked: Asked,
    request: Request,
    delivery: Delivery,
    attempts: Vec<Attempt>,
    server: Option<Server>,
    /// The code of its game.
    game: String,
    events: Vec<Event>,
    rights: Rights,
    typed: Typed,
}

impl Sheet {
    fn view(&self) -> AnyView {
        let delivery = &self.delivery;
        let open = self.request.state == Stage::Failed
            && delivery.state == DeliveryState::Unknown
            && delivery.due_at.is_none()
            && self.rights.decide;
        let (title, href) = way_back(&self.asked).unwrap_or_else(|| (t!("menu-requests"), "/requests".into()));
        let back = view! { <a href=href>{title}</a>" › " };
        view! {
            <header class="heading">
                <div>
                    <p>
                        {back}
                        <a href=format!("/requests/{}", self.request.id)>{self.request.number()}</a>
                    </p>
                    <h1>{delivery.player_id.clone()}" "<DeliveryBadge state=delivery.state/></h1>
                    <p>{t!("delivery-of", n = delivery.n, total = self.request.counts.deliveries, request = self.request.number())}</p>
                </div>
            </header>
            <div class="split">
                <div class="stack">{self.attempts()}</div>
                <aside class="stack">{open.then(|| self.verdict())}{self.facts()}</aside>
            </div>
        }
        .into_any()
    }

    fn facts(&self) -> AnyView {
        let delivery = &self.delivery;
        let cause = why(delivery.cause.as_deref(), delivery.code.as_deref());
        let cause = Some(cause).filter(|cause| !cause.is_empty() && delivery.state != DeliveryState::Succeeded);
        let server = self.server.as_ref().map(|server| server.name.clone()).unwrap_or_default();
        let fact = |key: &str, value: AnyView| view! { <div><dt>{t!(key)}</dt><dd>{value}</dd></div> };
        view! {
            <section class="panel">
                <h2>{t!("delivery-facts")}</h2>
                <dl class="facts stacked">
                    {fact("delivery-player", view! { <a href=self.player()>{delivery.player_id.clone()}</a> }.into_any())}
                    {fact("delivery-server", server.into_any())}
                    {delivery.quantity.map(|quantity| fact("delivery-quantity", grouped(quantity).into_any()))}
                    {cause.map(|cause| fact("delivery-cause", cause.into_any()))}
                    {delivery.due_at.map(|at| fact("delivery-due", view! { <Moment at seconds=true/> }.into_any()))}
                    {delivery.settled_at.map(|at| fact("delivery-settled", view! { <Moment at seconds=true/> }.into_any()))}
                    {delivery.transaction_id.clone().map(|id| fact("delivery-transaction", view! { <code>{id}</code> }.into_any()))}
                    {fact("delivery-key", view! { <code>{format!("{}-{}", self.request.key, delivery.n)}</code> }.into_any())}
                </dl>
                <small>{t!("delivery-key-why")}</small>
            </section>
            {delivery.info.as_deref().map(info)}
        }
        .into_any()
    }

    /// Everything of this player.
    fn player(&self) -> String {
        let whose = Asked::default().with("q", &self.delivery.player_id).with("game", &self.game);
        whose.with("kind", &self.request.id_kind).href("/players")
    }

    fn verdict(&self) -> AnyView {
        let to = format!("/requests/{}/deliveries/{}/verdict", self.request.id, self.delivery.n);
        let own = self.rights.own;
        view! {
            <form id=NOTED class="panel decision" method="post" action=to aria-labelledby="verdict">
                <h2 id="verdict">{t!("verdict-title")}</h2>
                <p class="soft">{t!("verdict-why")}</p>
                {own.then(|| view! { <Notice tone="warn" icon="people"><Sentence text=t!("decision-own")/></Notice> })}
                {(!own).then(|| note(&self.typed, t!("note-hint-verdict")))}
                <div class="row even">
                    <button name="arrived" value="yes" disabled=own><Icon name="succeeded"/>{t!("do-arrived")}</button>
                    <button name="arrived" value="no" disabled=own><Icon name="failed"/>{t!("do-not-arrived")}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn attempts(&self) -> AnyView {
        let rows = self.attempts.iter().map(|attempt| self.attempt(attempt)).collect_view();
        let none = self.attempts.is_empty();
        view! {
            <section class="panel">
                <header>
                    <h2>{t!("attempts-title")}</h2>
                    <p class="soft">{t!("attempts-count", count = self.attempts.len())}</p>
                </header>
                {none.then(|| view! { <p class="soft">{t!("attempts-none")}</p> })}
                {(!none).then(|| view! {
                    <div class="scroll" tabindex="0" role="region" aria-label=t!("attempts-title")>
                        <table class="cards">
                            <thead>
                                <tr>
                                    <th scope="col" class="num">{t!("attempt-n")}</th>
                                    <th scope="col">{t!("attempt-at")}</th>
                                    <th scope="col">{t!("attempt-call")}</th>
                                    <th scope="col">{t!("attempt-outcome")}</th>
                                    <th scope="col" class="num">{t!("attempt-status")}</th>
                                    <th scope="col">{t!("attempt-code")}</th>
                                    <th scope="col" class="num">{t!("attempt-ms")}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                })}
            </section>
        }
        .into_any()
    }

    fn attempt(&self, attempt: &Attempt) -> AnyView {
        let by_person = attempt.call == "person";
        // The decision and its event were written in one transaction, at one moment.
        let who = self
            .events
            .iter()
            .find(|event| {
                by_person && event.at == attempt.at && event.detail("delivery") == Some(self.delivery.n.to_string())
            })
            .map(|event| event.actor_name.clone());
        let call = match who {
            Some(who) => t!("attempt-by", who = who),
            None => t!(&format!("attempt-{}", attempt.call)),
        };
        let cause = attempt.cause.as_deref().map(|cause| why(Some(cause), None));
        let (tone, icon) = look(&attempt.outcome);
        let message = attempt.message.clone().filter(|message| !message.is_empty());
        view! {
            <tr>
                <th scope="row" class="num">{attempt.n}</th>
                <td><Moment at=attempt.at seconds=true/></td>
                <td>{call}</td>
                <td class="wrap">
                    <span class="badge" data-tone=tone><Icon name=icon/>{t!(&format!("outcome-of-{}", attempt.outcome))}</span>
                    {cause.map(|cause| view! { " "{cause} })}
                    {message.map(|message| view! { <small>{message}</small> })}
                </td>
                <td class="num" data-label=t!("attempt-status")>{attempt.status}</td>
                <td>{attempt.code.clone().map(|code| view! { <code>{code}</code> })}</td>
                <td class="num" data-unit=(!by_person).then(|| t!("attempt-ms"))>{(!by_person).then(|| grouped(attempt.ms))}</td>
            </tr>
        }
        .into_any()
    }
}

/// What the list said of the player, as it goes to the game.
fn info(info: &str) -> AnyView {
    let content = match serde_json::from_str::<Map<String, Value>>(info) {
        Ok(said) => {
            let facts = said.into_iter().map(|(name, value)| {
                let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
                view! { <div><dt>{name}</dt><dd><span class="typed">{value}</span></dd></div> }
            });
            view! { <dl class="facts stacked">{facts.collect_view()}</dl> }.into_any()
        }
        Err(_) => view! { <code>{info.to_owned()}</code> }.into_any(),
    };
    view! { <section class="panel"><h2>{t!("delivery-info")}</h2>{content}</section> }.into_any()
}

fn look(outcome: &str) -> (&'static str, &'static str) {
    match outcome {
        "applied" => ("good", "succeeded"),
        "refused" => ("bad", "refused"),
        "turned_away" | "not_applied" => ("bad", "failed"),
        "unclear" => ("odd", "unknown"),
        _ => ("info", "info"),
    }
}
