use grantdesk::number::grouped;
use grantdesk::review::{Findings, Preflight, Review};
use leptos::prelude::*;

use super::sheet::Sheet;
use crate::parts::icon::Icon;
use crate::parts::sentence::{Sentence, listed};
use crate::parts::why::why;
use crate::{t, words};

/// How far a review is: players asked about, or looked up, of all there are.
fn pace(review: &Review, players: i64) -> (&'static str, i64, i64) {
    let asked: i64 = review.preflights.iter().map(|preflight| preflight.asked).sum();
    let all = players * review.preflights.len().max(1) as i64;
    match &review.findings {
        Some(found) if found.to_ask == 0 => ("hint-counting", review.counted, players),
        _ => ("hint-asking", asked, all),
    }
}

/// What the review found, or that it is still under way.
pub fn hints(sheet: &Sheet) -> Vec<AnyView> {
    let Some(review) = &sheet.detail.review else { return Vec::new() };
    let mut hints = Vec::new();
    if let Some(found) = &review.findings {
        hints.extend(unknown(sheet, review, found));
        for preflight in &review.preflights {
            hints.extend(unasked(sheet, preflight));
        }
        for line in &review.unusual {
            let times = grouped(line.quantity / line.usual);
            let (item, quantity, usual) = (item(sheet, line.item_id), grouped(line.quantity), grouped(line.usual));
            hints.push(hint(
                "bad",
                "full",
                t!("hint-unusual", times = times, item = item, quantity = quantity, usual = usual),
                None,
            ));
        }
        if found.lately > 0 {
            let text = match &sheet.detail.lines[..] {
                [line] => t!("hint-lately", count = found.lately, item = item(sheet, line.item_id)),
                _ => t!("hint-lately-some", count = found.lately),
            };
            hints.push(hint("warn", "again", text, None));
        }
    }
    if review.is_running() {
        hints.push(running(sheet, review));
    }
    hints
}

fn hint(tone: &'static str, icon: &'static str, text: String, link: Option<AnyView>) -> AnyView {
    view! { <li data-tone=tone><Icon name=icon/><span><Sentence text/>{link.map(|link| view! { " "{link} })}</span></li> }.into_any()
}

fn item(sheet: &Sheet, id: i64) -> String {
    let lines = &sheet.detail.lines;
    let line = lines.iter().find(|line| line.item_id == id);
    line.map(|line| line.names.in_language(words::language().code()).to_owned()).unwrap_or_default()
}

/// How many IDs the game does not know; the calm word when it knows them all.
fn unknown(sheet: &Sheet, review: &Review, found: &Findings) -> Option<AnyView> {
    let players = sheet.detail.request.players;
    let names = sheet.names();
    if found.unknown == 0 {
        let all = found.to_ask == 0 && found.unasked == 0;
        let text = t!("hint-known", players = players, servers = review.preflights.len());
        return all.then(|| hint("good", "succeeded", text, None));
    }
    let text = match &review.preflights[..] {
        [only] => t!("hint-unknown", unknown = only.unknown, asked = only.asked),
        several => {
            let with = several.iter().filter(|preflight| preflight.unknown > 0);
            let on: Vec<String> = with
                .map(|one| {
                    t!(
                        "hint-unknown-on",
                        unknown = one.unknown,
                        asked = one.asked,
                        server = names.server(one.server_id)
                    )
                })
                .collect();
            t!("hint-unknown-servers", servers = listed(&on))
        }
    };
    let href = format!("/requests/{}?show=unknown#players", sheet.detail.request.id);
    Some(hint("bad", "missing", text, Some(view! { <a href=href>{t!("hint-show-them")}</a> }.into_any())))
}

/// A game that could not be asked, or gave no answer yet.
fn unasked(sheet: &Sheet, preflight: &Preflight) -> Option<AnyView> {
    let problem = preflight.problem.as_deref()?;
    let (server, why) = (sheet.names().server(preflight.server_id), why(Some(problem), None));
    let key = if preflight.is_over { "hint-unasked" } else { "hint-stuck" };
    let left = sheet.detail.request.players - preflight.asked;
    Some(hint("warn", "probe", t!(key, server = server, why = why, left = left), None))
}

/// How far it is.
fn running(sheet: &Sheet, review: &Review) -> AnyView {
    let request = &sheet.detail.request;
    let (key, done, all) = pace(review, request.players);
    view! {
        <li data-tone="info" data-review="running">
            <Icon name="delivering"/>
            <span>
                {t!(key, done = done, all = all)}
            </span>
            <noscript><meta http-equiv="refresh" content="5"/></noscript>
        </li>
    }
    .into_any()
}

/// What must be ticked before it can be approved, if anything is odd or not known.
pub fn tick(sheet: &Sheet) -> Option<AnyView> {
    let review = sheet.detail.review.as_ref().filter(|review| review.must_be_seen())?;
    let what = match &review.findings {
        None => vec![t!("seen-unfinished")],
        Some(found) => [
            (found.unknown > 0).then(|| t!("seen-unknown", count = found.unknown)),
            (found.unusual > 0).then(|| t!("seen-unusual")),
            (found.unasked > 0).then(|| t!("seen-unasked")),
            (!found.is_finished()).then(|| t!("seen-unfinished")),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    Some(seen(&what))
}

/// The box that says: I have seen this.
pub fn seen(what: &[String]) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" name="seen" value="true" required/>
            <span>{t!("seen", what = listed(what))}</span>
        </label>
    }
    .into_any()
}
