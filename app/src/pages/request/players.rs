use grantdesk::ledger::Delivery;
use grantdesk::number::grouped;
use grantdesk::request::{DeliveryState, Quantity, Request, State};
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
use crate::router::encoded;
use crate::t;
use crate::visitor::Visitor;

/// So many of the players are on paper, so that a request is one page; style/print.css leaves out the others.
const PRINTED: usize = 8;

/// Which deliveries are wanted, and after which one.
#[derive(Debug, Deserialize)]
pub struct Shown {
    #[serde(default)]
    show: String,
    /// How the player IDs begin.
    #[serde(default)]
    player: String,
    #[serde(default)]
    after: String,
}

/// What of the list is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Of(Which),
    /// Players whom the game does not know.
    Unknown,
    /// Players whose ID begins like this.
    Beginning(String),
}

impl Part {
    /// As it stands in the query of the page.
    fn query(&self) -> String {
        match self {
            Part::Of(which) => format!("show={}", which.as_str()),
            Part::Unknown => "show=unknown".into(),
            Part::Beginning(player) => format!("player={}", encoded(player)),
        }
    }
}

/// A page of deliveries.
#[derive(Debug)]
pub struct Players {
    part: Part,
    after: i64,
    rows: Vec<Delivery>,
}

impl Players {
    pub async fn read(app: &App, visitor: &Visitor, request: &Request, shown: &Shown) -> Result<Players, Failure> {
        let troubled = matches!(request.state, State::Failed | State::Closed);
        let usual = if troubled && request.counts.canceled == 0 { Which::Unfinished } else { Which::All };
        let part = match (shown.player.trim(), shown.show.as_str()) {
            ("", "unknown") if request.state.is_open() => Part::Unknown,
            ("", show) => Part::Of(Which::parse(show).unwrap_or(usual)),
            (beginning, _) => Part::Beginning(beginning.to_owned()),
        };
        let after = shown.after.parse().unwrap_or(0);
        let (desk, person, no) = (&app.desk, &visitor.person, request.id);
        let rows = match &part {
            Part::Of(Which::All) => desk.deliveries(person, no, None, after).await?,
            Part::Of(Which::Succeeded) => desk.deliveries(person, no, Some(DeliveryState::Succeeded), after).await?,
            Part::Of(Which::Unfinished) => desk.unfinished(person, no, after).await?,
            Part::Unknown => desk.unknown_players(person, no, after).await?,
            Part::Beginning(player) => desk.find_players(person, no, player, after).await?,
        };
        Ok(Players { part, after, rows })
    }

    pub fn view(&self, sheet: &Sheet) -> AnyView {
        let request = &sheet.detail.request;
        let names = sheet.names();
        let sent = request.approved_at.is_some();
        let label = sheet.detail.catalog.id_kinds.iter().find(|kind| kind.code == request.id_kind);
        let label = label.map_or_else(|| request.id_kind.clone(), |kind| kind.label.clone());
        let each = matches!(&sheet.detail.lines[..], [line] if matches!(line.quantity, Quantity::PerPlayer { .. }));
        let rows = self.rows.iter().map(|delivery| row(delivery, names.server(delivery.server_id), each, sent));
        let rows = rows.collect_view();
        let title = if self.part == Part::Of(Which::Unfinished) { "players-unfinished" } else { "players-title" };
        view! {
            <section class="panel" id="players">
                <header>
                    <h2>{t!(title)}</h2>
                    {(!sent).then(|| view! { <p class="soft">{t!("players-count", count = request.players)}</p> })}
                    {sent.then(|| self.files(request))}
                </header>
                {self.search(request)}
                {self.tabs(sheet, sent)}
                <div class="scroll" tabindex="0" role="region" aria-label=t!(title)>
                    <table class=sent.then_some("cards")>
                        <thead>
                            <tr>
                                <th scope="col">{label}</th>
                                <th scope="col">{t!("players-server")}</th>
                                {each.then(|| view! { <th scope="col" class="num">{t!("players-quantity")}</th> })}
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
                {(self.rows.len() > PRINTED).then(|| view! { <footer class="only-print">{t!("players-printed", count = PRINTED)}</footer> })}
                {self.footer(sheet)}
            </section>
        }
        .into_any()
    }

    /// What the tab shows, to be taken away.
    fn files(&self, request: &Request) -> AnyView {
        let which = if let Part::Of(which) = &self.part { *which } else { Which::All };
        let href = |ending| format!("/requests/{}/results.{ending}?show={}", request.id, which.as_str());
        view! {
            <menu class="row">
                <li><a class="button quiet" href=href("csv")><Icon name="download"/>{t!("results-csv")}</a></li>
                <li><a class="button quiet" href=href("xlsx")><Icon name="download"/>{t!("results-xlsx")}</a></li>
            </menu>
        }
        .into_any()
    }

    /// Finds a player in a list that is longer than its first page.
    fn search(&self, request: &Request) -> Option<AnyView> {
        let sought = if let Part::Beginning(player) = &self.part { player.clone() } else { String::new() };
        (request.counts.deliveries > 50 || !sought.is_empty()).then(|| {
            view! {
                <search>
                    <form class="pair" action=format!("/requests/{}#players", request.id)>
                        <input type="search" name="player" value=sought placeholder=t!("players-find") aria-label=t!("players-find") autocomplete="off"/>
                        <button><Icon name="search"/>{t!("players-find-do")}</button>
                    </form>
                </search>
            }
            .into_any()
        })
    }

    /// How many there are; nobody has counted those of a search.
    fn total(part: &Part, sheet: &Sheet) -> Option<i64> {
        let counts = &sheet.detail.request.counts;
        match part {
            Part::Of(Which::All) => Some(counts.deliveries),
            Part::Of(Which::Succeeded) => Some(counts.succeeded),
            Part::Of(Which::Unfinished) => Some(counts.refused + counts.failed + counts.unknown),
            Part::Unknown => sheet.detail.review.as_ref()?.findings.as_ref().map(|found| found.unknown),
            Part::Beginning(_) => None,
        }
    }

    fn tabs(&self, sheet: &Sheet, sent: bool) -> Option<AnyView> {
        let unknown = Players::total(&Part::Unknown, sheet).unwrap_or_default();
        let parts = match sent {
            true => vec![Part::Of(Which::Unfinished), Part::Of(Which::Succeeded), Part::Of(Which::All)],
            false if unknown > 0 => vec![Part::Unknown, Part::Of(Which::All)],
            false => return None,
        };
        let tab = |part: Part| {
            let href = format!("/requests/{}?{}#players", sheet.detail.request.id, part.query());
            let count = Players::total(&part, sheet).unwrap_or_default();
            let current = (part == self.part).then_some("page");
            let word = if let Part::Of(which) = part { which.as_str() } else { "unknown" };
            view! {
                <a href=href aria-current=current>
                    {t!(&format!("players-show-{word}"))}" "<data value=count.to_string()>{grouped(count)}</data>
                </a>
            }
        };
        let tabs = parts.into_iter().map(tab).collect_view();
        Some(view! { <nav class="tabs" aria-label=t!("players-show")>{tabs}</nav> }.into_any())
    }

    fn footer(&self, sheet: &Sheet) -> Option<AnyView> {
        let request = &sheet.detail.request;
        let total = Players::total(&self.part, sheet);
        let here = format!("/requests/{}?{}", request.id, self.part.query());
        let last = self.rows.last().map_or(self.after, |delivery| delivery.n);
        let more = self.rows.len() == 50 && last < request.counts.deliveries;
        let shown = self.rows.len();
        let words = match (&self.part, self.rows.first()) {
            (_, None) => t!("players-none"),
            (Part::Beginning(player), Some(_)) => t!("players-found", shown = shown, player = player.clone()),
            (Part::Of(Which::All), Some(_)) if self.after == 0 => t!("players-sample", shown = shown, total = total),
            (Part::Of(Which::All), Some(first)) => t!("players-range", from = first.n, to = last, total = total),
            _ => t!("players-shown", shown = shown, total = total),
        };
        let sought = matches!(self.part, Part::Beginning(_));
        let start = (self.after > 0)
            .then(|| view! { <a class="button" rel="first" href=format!("{here}#players")>{t!("players-start")}</a> });
        let all = sought.then(|| {
            view! { <a class="button" href=format!("/requests/{}?show=all#players", request.id)>{t!("players-show-all")}</a> }
        });
        let next = more.then(|| {
            view! {
                <a class="button" rel="next" href=format!("{here}&after={last}#players")>{t!("players-more")}<Icon name="older"/></a>
            }
        });
        let all_is_here = start.is_none() && next.is_none() && all.is_none() && !self.rows.is_empty();
        (!all_is_here).then(|| view! { <footer class="pager"><p>{words}</p>{start}{all}{next}</footer> }.into_any())
    }
}

fn row(delivery: &Delivery, server: String, each: bool, sent: bool) -> AnyView {
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
    let quantity = delivery.quantity.map(grouped);
    view! {
        <tr class=sent.then_some("headed")>
            <th scope="row"><a href=href>{delivery.player_id.clone()}</a></th>
            <td>{server}</td>
            {each.then(|| view! { <td class="num" data-label=t!("players-quantity")>{quantity}</td> })}
            {result}
        </tr>
    }
    .into_any()
}
