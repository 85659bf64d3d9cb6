use grantdesk::request::number;
use grantdesk::webhook::{GivenUp, Outcome, Posted, Webhook, WebhookFailure};
use leptos::prelude::*;

use super::form::kind;
use crate::moment::Moment;
use crate::news::{of_batch, of_request};
use crate::parts::icon::Icon;
use crate::parts::when::Brief;
use crate::parts::why::why;
use crate::{t, words};

/// Whether a webhook works.
#[component]
pub fn StateBadge(webhook: Webhook) -> impl IntoView {
    let (tone, icon, word) = match (webhook.paused_at, &webhook.failure, webhook.sent_at) {
        (Some(_), ..) => ("bad", "held", t!("webhook-paused")),
        (None, Some(_), _) => ("warn", "warn", t!("webhook-failing")),
        (None, None, Some(_)) => ("good", "approved", t!("webhook-working")),
        (None, None, None) => ("calm", "waiting", t!("webhook-unused")),
    };
    view! { <span class="badge" data-tone=tone><Icon name=icon/>{word}</span> }
}

/// How it stands, and what can be done about it.
pub fn state(webhook: &Webhook, here: &str) -> AnyView {
    let fact = |name: String, at: i64| view! { <div><dt>{name}</dt><dd><Moment at/></dd></div> };
    let sent = webhook.sent_at.map(|at| fact(t!("webhook-sent-at"), at));
    let failed = webhook.failure.as_ref().map(|failure| {
        view! {
            {fact(t!("webhook-failed-at"), failure.at)}
            <div><dt>{t!("webhook-failed-why")}</dt><dd>{reason(failure)}</dd></div>
        }
    });
    let paused = webhook.paused_at.map(|at| {
        view! {
            {fact(t!("webhook-paused-at"), at)}
            <div><dt></dt><dd>{t!("webhook-paused-why")}</dd></div>
        }
    });
    let resume = webhook.paused_at.map(|_| {
        view! {
            <form method="post" action=format!("{here}/resumption")><button class="wide"><Icon name="again"/>{t!("webhook-resume")}</button></form>
        }
    });
    view! {
        <section class="panel decision" aria-labelledby="webhook-state">
            <h2 id="webhook-state">{t!("column-state")}</h2>
            <p><StateBadge webhook=webhook.clone()/></p>
            <dl class="facts">{paused}{failed}{sent}</dl>
            {resume}
            <form method="post" action=format!("{here}/test")><button class="wide"><Icon name="probe"/>{t!("webhook-test")}</button></form>
            <details class="confirm">
                <summary class="button wide"><Icon name="x"/>{t!("webhook-remove")}</summary>
                <form method="post" action=format!("{here}/removal")>
                    <p>{t!("webhook-remove-sure")}</p>
                    <button class="danger wide">{t!("webhook-do-remove")}</button>
                </form>
            </details>
        </section>
    }
    .into_any()
}

/// How a test message was answered.
pub fn answer(posted: &Posted) -> AnyView {
    let (tone, icon, verdict) = match (posted.outcome, posted.cause) {
        (Outcome::Taken, _) => ("good", "succeeded", t!("webhook-taken")),
        (_, Some(cause)) => ("bad", "failed", why(Some(cause.as_str()), None)),
        (_, None) => ("bad", "failed", t!("webhook-not-taken")),
    };
    let status = posted.status.map_or_else(|| t!("catalog-test-no-answer"), |status| format!("HTTP {status}"));
    let said = (!posted.said.is_empty()).then(|| {
        view! { <div><dt>{t!("catalog-test-said")}</dt><dd><code>{posted.said.clone()}</code></dd></div> }
    });
    view! {
        <section class="panel" data-tone=tone role="status" aria-labelledby="answer">
            <h2 id="answer"><Icon name=icon/>{t!("catalog-test-answer")}</h2>
            <dl class="facts">
                <div><dt>{t!("catalog-test-verdict")}</dt><dd>{verdict}</dd></div>
                <div><dt>{t!("catalog-test-status")}</dt><dd>{status}" · "{format!("{} ms", posted.took.as_millis())}</dd></div>
                {said}
            </dl>
        </section>
    }
    .into_any()
}

/// What was given up.
pub fn lost(given_up: &[GivenUp], now: i64) -> Option<AnyView> {
    if given_up.is_empty() {
        return None;
    }
    let language = words::language();
    let rows = given_up.iter().map(|lost| {
        let (href, what) = match (lost.request, &lost.batch) {
            (Some(no), _) => (format!("/requests/{no}"), of_request(language, &number(no))),
            (None, batch) => {
                (format!("/bulk/{}", batch.clone().unwrap_or_default()), of_batch(language, lost.requests))
            }
        };
        view! {
            <tr>
                <th scope="row"><a href=href>{what}</a></th>
                <td>{kind(lost.kind)}</td>
                <td class="wrap">{reason(&lost.failure)}</td>
                <td class="num"><Brief at=lost.failure.at now/></td>
            </tr>
        }
    });
    Some(
        view! {
            <section class="panel" aria-labelledby="lost">
                <h2 id="lost">{t!("webhook-lost")}</h2>
                <div class="scroll">
                    <table class="cards">
                        <thead>
                            <tr>
                                <th scope="col">{t!("column-request")}</th>
                                <th scope="col">{t!("webhook-kinds")}</th>
                                <th scope="col">{t!("webhook-failed-why")}</th>
                                <th scope="col" class="num">{t!("column-time")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// HTTP 404: no_service.
fn reason(failure: &WebhookFailure) -> String {
    let status = failure.status.map(|status| format!("HTTP {status}"));
    let words = match failure.cause.as_deref() {
        Some("too_old") => Some(t!("webhook-too-old")),
        Some(cause) => Some(why(Some(cause), None)),
        None => status,
    };
    let said = Some(failure.said.clone()).filter(|said| !said.is_empty());
    words.into_iter().chain(said).collect::<Vec<_>>().join(": ")
}
