use grantdesk::request::{Detail, State};
use leptos::prelude::*;

use super::players::Players;
use super::{Copies, Rights, Typed, causes, content, decision, finish, hints, is_moving, progress};
use crate::moment::Moment;
use crate::parts::badge::{DirectionBadge, StateBadge};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::parts::notice::Notice;
use crate::parts::outcome::Outcome;
use crate::parts::seal::Seal;
use crate::parts::sentence::{Around, HERE, Sentence};
use crate::parts::timeline::Timeline;
use crate::t;

/// All that the page of a request is made of.
pub struct Sheet {
    pub detail: Detail,
    pub players: Players,
    pub typed: Typed,
    pub rights: Rights,
    pub copies: Copies,
    pub now: i64,
}

impl Sheet {
    pub fn names(&self) -> Names {
        Names(vec![self.detail.catalog.clone()])
    }

    pub fn view(&self) -> AnyView {
        let request = &self.detail.request;
        let open = matches!(request.state, State::Pending | State::Held);
        let started = !open && !matches!(request.state, State::Rejected | State::Canceled);
        let troubled = matches!(request.state, State::Failed | State::Closed);
        view! {
            {self.heading()}
            {self.has("seal_broken").then(|| view! { <Notice tone="bad" icon="lock"><Sentence text=t!("seal-broken-notice")/></Notice> })}
            {open.then(|| self.outcome())}
            {open.then(|| hints::view(self))}
            {started.then(|| progress::view(self))}
            <div class="split">
                <div class="stack">
                    {troubled.then(|| causes::view(self))}
                    {troubled.then(|| self.players.view(self))}
                    {content::view(self)}
                    {(!troubled).then(|| self.players.view(self))}
                </div>
                <aside class="stack">
                    {open.then(|| decision::view(self))}
                    {(request.state == State::Failed).then(|| finish::view(self))}
                    {self.seal()}
                    <section class="panel">
                        <h2>{t!("timeline-title")}</h2>
                        <Timeline events=self.detail.events.clone()/>
                    </section>
                </aside>
            </div>
        }
        .into_any()
    }

    fn heading(&self) -> AnyView {
        let request = &self.detail.request;
        let asked_at = request.requested_at;
        let asked = t!("request-asked", who = request.requester.clone(), at = HERE);
        let approved = request.approver.clone().zip(request.approved_at).map(|(who, at)| {
            let text = t!("request-approved", who = who, at = HERE);
            view! { <Around text><Moment at/></Around> }
        });
        let batch = self.detail.batch.as_ref().and_then(|batch| Some((batch, batch.submitted.as_ref()?)));
        let batch = batch.map(|(batch, submitted)| {
            let text = t!("bulk-part-of", count = submitted.requests);
            view! { " · "<a href=format!("/bulk/{}", batch.id)>{text}</a> }
        });
        let origin = self.detail.origin.as_ref().map(|origin| {
            let (name, version) = (origin.name.clone(), origin.version);
            let text = match origin.shared {
                true => t!("request-from-template", name = name, version = version),
                false => t!("request-from-favorite", name = name, version = version),
            };
            let text = match origin.readable {
                true => view! { <a href=format!("/favorites/{}", origin.favorite)>{text}</a> }.into_any(),
                false => text.into_any(),
            };
            view! { <p>{text}</p> }
        });
        view! {
            <header class="heading">
                <div>
                    <p><a href="/requests">{t!("menu-requests")}</a>{batch}</p>
                    <h1>{request.number()}" "<StateBadge state=request.state/>" "<DirectionBadge direction=request.direction/></h1>
                    <p><Around text=asked><Moment at=asked_at/></Around>{approved}</p>
                    {origin}
                </div>
                {(self.copies != Copies::None).then(|| self.copies())}
            </header>
            {is_moving(request.state).then(|| view! { <noscript><meta http-equiv="refresh" content="3"/></noscript> })}
        }
        .into_any()
    }

    fn copies(&self) -> AnyView {
        let to = format!("/requests/{}/copy", self.detail.request.id);
        let with_players = (self.copies == Copies::WithPlayers).then(|| {
            view! {
                <li><form method="post" action=to.clone()>
                    <button name="players" value="same"><Icon name="player"/>{t!("do-copy-players")}</button>
                </form></li>
            }
        });
        view! {
            <menu>
                <li><form method="post" action=to><button><Icon name="template"/>{t!("do-copy")}</button></form></li>
                {with_players}
            </menu>
        }
        .into_any()
    }

    fn outcome(&self) -> AnyView {
        let Detail { request, lines, content, .. } = &self.detail;
        view! { <Outcome request=request.clone() lines=lines.clone() servers=content.servers.clone()/> }.into_any()
    }

    fn seal(&self) -> AnyView {
        let request = &self.detail.request;
        let words = if self.has("seal_broken") {
            t!("seal-broken")
        } else if self.has("started") {
            t!("seal-checked")
        } else {
            t!("seal-open", players = request.players)
        };
        view! { <Seal seal=request.seal.clone()>{words}</Seal> }.into_any()
    }

    /// Whether this happened to the request.
    fn has(&self, action: &str) -> bool {
        self.detail.events.iter().any(|event| event.action == action)
    }
}
