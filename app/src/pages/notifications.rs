//! What the person was told of their own requests.

use axum::extract::State;
use axum::response::{Redirect, Response};
use grantdesk::notification::{About, Before, Kind, Notification};
use grantdesk::request::{Line, number};
use leptos::prelude::*;

use crate::app::App;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::live::{Live, Topic};
use crate::news::{News, of_batch, of_request};
use crate::parts::icon::Icon;
use crate::parts::lines::{given, summary};
use crate::parts::names::Names;
use crate::parts::notice::Empty;
use crate::parts::pager::{Pager, span};
use crate::parts::when::Brief;
use crate::render::live_page;
use crate::visitor::Visitor;
use crate::{t, words};

const PATH: &str = "/notifications";

pub async fn show(State(app): State<App>, visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let live = Live::of(&app, &visitor, Topic::Notifications).await?;
    let (desk, person) = (&app.desk, &visitor.person);
    let before = read_place(asked.get("before"));
    let (told, older) = desk.notifications(person, before).await?;
    let requests: Vec<i64> = told.iter().filter_map(request).collect();
    let sheet = Sheet {
        unread: live.unread > 0,
        lines: desk.db().lines(&requests).await?,
        names: Names(desk.catalogs(person).await?),
        newest: before.is_some(),
        older,
        now: desk.now(),
        told,
    };
    live_page(&app, &visitor, live, || t!("notifications-title"), move || sheet.view()).await
}

pub async fn read_all(State(app): State<App>, visitor: Visitor) -> Result<Redirect, Failure> {
    app.desk.read_all(&visitor.person).await?;
    Ok(Redirect::to(PATH))
}

struct Sheet {
    told: Vec<Notification>,
    /// Of the requests that it is about.
    lines: Vec<Line>,
    names: Names,
    /// Whether anything is, here or on an older page.
    unread: bool,
    /// Whether there are newer ones, and older ones.
    newest: bool,
    older: bool,
    now: i64,
}

impl Sheet {
    fn view(&self) -> AnyView {
        let read = self.unread.then(|| {
            view! {
                <li>
                    <form method="post" action="/notifications/read">
                        <button><Icon name="approved"/>{t!("notifications-read-all")}</button>
                    </form>
                </li>
            }
        });
        view! {
            <header class="heading">
                <div><h1>{t!("notifications-title")}</h1><p>{t!("notifications-intro")}</p></div>
                <menu>
                    {read}
                    <li><a class="button" href="/settings/webhook"><Icon name="settings"/>{t!("notifications-webhook")}</a></li>
                </menu>
            </header>
            {self.list()}
        }
        .into_any()
    }

    fn list(&self) -> AnyView {
        let (Some(first), Some(last)) = (self.told.first(), self.told.last()) else {
            let (title, text) = (t!("notifications-none"), t!("notifications-none-why"));
            return view! { <Empty icon="bell" title text/> }.into_any();
        };
        let rows = self.told.iter().map(|told| self.row(told)).collect_view();
        let pager = (self.newest || self.older).then(|| {
            let summary = span(self.told.len(), first.at, last.at, crate::moment::long);
            let newer = self.newest.then(|| PATH.to_owned());
            let older = self.older.then(|| Asked::default().with("before", written_place(last.place())).href(PATH));
            view! { <Pager newer older summary/> }
        });
        view! { <ol class="news">{rows}</ol>{pager} }.into_any()
    }

    fn row(&self, told: &Notification) -> AnyView {
        let (icon, tone, state) = look(told.kind);
        let is_new = told.read_at.is_none();
        let badge = is_new.then(|| view! { " "<span class="badge" data-tone="info">{t!("notifications-new")}</span> });
        let (href, sentence) = self.sentence(told);
        let below = self.below(told).map(|text| view! { <small>{text}</small> });
        let note = (!told.note.is_empty()).then(|| view! { <q>{told.note.clone()}</q> });
        view! {
            <li data-key=format!("told-{}", told.id) data-tone=tone data-state=state class:unread=is_new>
                <Icon name=icon/>
                <div><p><a href=href>{sentence}</a>{badge}</p>{below}{note}</div>
                <Brief at=told.at now=self.now/>
            </li>
        }
        .into_any()
    }

    fn sentence(&self, told: &Notification) -> (String, String) {
        let language = words::language();
        let news = News {
            kind: told.kind,
            requests: 1,
            by: told.by.as_deref(),
            succeeded: told.succeeded,
            deliveries: told.deliveries,
        };
        match &told.about {
            About::Request { no, .. } => {
                (format!("/requests/{no}"), news.sentence(language, &of_request(language, &number(*no))))
            }
            About::Batch { id, requests } => {
                let news = News { requests: *requests, ..news };
                (format!("/bulk/{id}"), news.sentence(language, &of_batch(language, *requests)))
            }
            About::Webhook { game: None, .. } => ("/settings/webhook".into(), t!("news-webhook-paused-own")),
            About::Webhook { id, name, game: Some(game) } => {
                (super::webhooks::place(game, Some(*id)), news.sentence(language, name))
            }
        }
    }

    /// What the request was about: +300 Gem · 2 players · Moonlit Harbor.
    fn below(&self, told: &Notification) -> Option<String> {
        let About::Request { no, game, direction, players } = &told.about else { return None };
        let lines: Vec<Line> = self.lines.iter().filter(|line| line.request_id == *no).cloned().collect();
        let game = self.names.are_of_several_games().then(|| self.names.game(*game)).filter(|name| !name.is_empty());
        let parts = [Some(summary(&given(&lines), *direction)), Some(t!("news-players", count = *players)), game];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    }
}

fn request(told: &Notification) -> Option<i64> {
    match told.about {
        About::Request { no, .. } => Some(no),
        _ => None,
    }
}

/// Icon, tone and state.
fn look(kind: Kind) -> (&'static str, Option<&'static str>, Option<&'static str>) {
    match kind {
        Kind::Approved => ("approved", Some("good"), None),
        Kind::Released => ("pending", Some("warn"), None),
        Kind::WebhookPaused => ("warn", Some("warn"), None),
        kind => (kind.as_str(), None, Some(kind.as_str())),
    }
}

fn written_place(place: Before) -> String {
    format!("{}.{}", place.at, place.id)
}

fn read_place(text: &str) -> Option<Before> {
    let (at, id) = text.split_once('.')?;
    Some(Before { at: at.parse().ok()?, id: id.parse().ok()? })
}
