use grantdesk::ledger::Delivery;
use grantdesk::number::grouped;
use grantdesk::request::{DeliveryState, Request, State};
use grantdesk::results::Which;
use leptos::prelude::*;
use serde::Deserialize;

use super::sheet::Sheet;
use crate::app::App;
use crate::failure::Failure;
use crate::parts::badge::DeliveryBadge;
use crate::parts::icon::Icon;
use crate::parts::when::Stamp;
use crate::parts::why::why;
use crate::t;
use crate::visitor::Visitor;

/// Which deliveries are wanted, and after which one.
#[derive(Debug, Deserialize)]
pub struct Shown {
    #[serde(default)]
    show: String,
    #[serde(default)]
    after: String,
}

/// A page of deliveries.
#[derive(Debug)]
pub struct Players {
    which: Which,
    after: i64,
    rows: Vec<Delivery>,
}

impl Players {
    pub async fn read(app: &App, visitor: &Visitor, request: &Request, shown: &Shown) -> Result<Players, Failure> {
        let troubled = matches!(request.state, State::Failed | State::Closed);
        let usual = if troubled && request.counts.canceled == 0 { Which::Unfinished } else { Which::All };
        let which = Which::parse(&shown.show).unwrap_or(usual);
        let after = shown.after.parse().unwrap_or(0);
        let (desk, person, no) = (&app.desk, &visitor.person, request.id);
        let rows = match which {
            Which::All => desk.deliveries(person, no, None, after).await?,
            Which::Succeeded => desk.deliveries(person, no, Some(DeliveryState::Succeeded), after).await?,
            Which::Unfinished => desk.unfinished(person, no, after).await?,
        };
        Ok(Players { which, after, rows })
    }

    pub fn view(&self, sheet: &Sheet) -> AnyView {
        let request = &sheet.detail.request;
        let names = sheet.names();
        let sent = request.approved_at.is_some();
        let label = sheet.detail.catalog.id_kinds.iter().find(|kind| kind.code == request.id_kind);
        let label = label.map_or_else(|| request.id_kind.clone(), |kind| kind.label.clone());
        let rows =
            self.rows.iter().map(|delivery| row(delivery, names.server(delivery.server_id), sent)).collect_view();
        let title = if self.which == Which::Unfinished { "players-unfinished" } else { "players-title" };
        view! {
            <section class="panel" id="players">
                <header>
                    <h2>{t!(title)}</h2>
                    {(!sent).then(|| view! { <p class="soft">{t!("players-count", count = request.players)}</p> })}
                    {sent.then(|| self.files(request))}
                </header>
                {sent.then(|| self.tabs(request))}
                <div class="scroll" tabindex="0" role="region" aria-label=t!(title)>
                    <table class=sent.then_some("cards")>
                        <thead>
                            <tr>
                                <th scope="col">{label}</th>
                                <th scope="col">{t!("players-server")}</th>
                                {sent.then(|| view! {
                                    <th scope="col">{t!("players-outcome")}</th>
                                    <th scope="col">{t!("players-cause")}</th>
                                    <th scope="col" class="num">{t!("players-attempts")}</th>
                                    <th scope="col" class="num">{t!("players-settled")}</th>
                                })}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {self.footer(request)}
            </section>
        }
        .into_any()
    }

    /// What the tab shows, to be taken away.
    fn files(&self, request: &Request) -> AnyView {
        let href = |ending| format!("/requests/{}/results.{ending}?show={}", request.id, self.which.as_str());
        view! {
            <menu class="row">
                <li><a class="button quiet" href=href("csv")><Icon name="download"/>{t!("results-csv")}</a></li>
                <li><a class="button quiet" href=href("xlsx")><Icon name="download"/>{t!("results-xlsx")}</a></li>
            </menu>
        }
        .into_any()
    }

    fn total(which: Which, request: &Request) -> i64 {
        let counts = &request.counts;
        match which {
            Which::All => counts.deliveries,
            Which::Succeeded => counts.succeeded,
            Which::Unfinished => counts.refused + counts.failed + counts.unknown,
        }
    }

    fn tabs(&self, request: &Request) -> AnyView {
        let tab = |which: Which| {
            let href = format!("/requests/{}?show={}#players", request.id, which.as_str());
            let count = Players::total(which, request);
            let current = (which == self.which).then_some("page");
            view! {
                <a href=href aria-current=current>
                    {t!(&format!("players-show-{}", which.as_str()))}" "<data value=count.to_string()>{grouped(count)}</data>
                </a>
            }
        };
        view! {
            <nav class="tabs" aria-label=t!("players-show")>
                {tab(Which::Unfinished)}{tab(Which::Succeeded)}{tab(Which::All)}
            </nav>
        }
        .into_any()
    }

    fn footer(&self, request: &Request) -> Option<AnyView> {
        let total = Players::total(self.which, request);
        let here = format!("/requests/{}?show={}", request.id, self.which.as_str());
        let last = self.rows.last().map_or(self.after, |delivery| delivery.n);
        let more = self.rows.len() == 50 && (self.which != Which::All || last < request.counts.deliveries);
        let words = match (self.which, self.rows.first()) {
            (_, None) => t!("players-none"),
            (Which::All, Some(first)) => t!("players-range", from = first.n, to = last, total = total),
            _ => t!("players-shown", shown = self.rows.len(), total = total),
        };
        let start = (self.after > 0)
            .then(|| view! { <a class="button" rel="first" href=format!("{here}#players")>{t!("players-start")}</a> });
        let next = more.then(|| {
            view! {
                <a class="button" rel="next" href=format!("{here}&after={last}#players")>{t!("players-more")}<Icon name="older"/></a>
            }
        });
        let all_is_here = start.is_none() && next.is_none() && !self.rows.is_empty();
        (!all_is_here).then(|| view! { <footer class="pager"><p>{words}</p>{start}{next}</footer> }.into_any())
    }
}

fn row(delivery: &Delivery, server: String, sent: bool) -> AnyView {
    let href = format!("/requests/{}/deliveries/{}", delivery.request_id, delivery.n);
    let result = sent.then(|| {
        let cause = (delivery.state != DeliveryState::Succeeded)
            .then(|| why(delivery.cause.as_deref(), delivery.code.as_deref()));
        view! {
            <td class="push"><DeliveryBadge state=delivery.state/></td>
            <td class="wrap">{cause}</td>
            <td class="num" data-label=t!("players-attempts")>{delivery.attempts}</td>
            <td class="num">{delivery.settled_at.map(|at| view! { <Stamp at/> })}</td>
        }
    });
    view! { <tr><th scope="row"><a href=href>{delivery.player_id.clone()}</a></th><td>{server}</td>{result}</tr> }
        .into_any()
}
