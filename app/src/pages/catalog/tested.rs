//! How a server answered a test call.

use grantdesk::catalog::Server;
use grantdesk::connector::{Signature, TestCall};
use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::parts::why::why;
use crate::t;

pub fn answer(server: &Server, call: &TestCall) -> AnyView {
    let health = &call.health;
    let (tone, icon) = match (health.cause, &call.signature) {
        (None, Signature::Accepted) => ("good", "succeeded"),
        (None, Signature::NotChecked) => ("warn", "warn"),
        _ => ("bad", "failed"),
    };
    let verdict = match health.cause {
        None => t!("catalog-test-well"),
        Some(cause) => why(Some(cause.as_str()), None),
    };
    let status = health.status.map_or_else(|| t!("catalog-test-no-answer"), |status| format!("HTTP {status}"));
    let signature_key = format!("catalog-signature-{}", call.signature.as_str());
    let signature = match call.signature {
        Signature::Refused { status } => t!(&signature_key, status = i64::from(status)),
        _ => t!(&signature_key),
    };
    let too_many = health.max_batch.filter(|most| *most < server.max_batch);
    let too_many = too_many.map(|most| {
        let text = t!("catalog-test-batch", most = most, here = server.max_batch);
        view! { <Notice tone="warn" icon="warn">{text}</Notice> }
    });
    view! {
        <section class="panel" data-tone=tone role="status" aria-labelledby="answer-title">
            <header><h2 id="answer-title"><Icon name=icon/>{t!("catalog-test-answer")}</h2></header>
            <dl class="facts">
                <div><dt>{t!("catalog-test-verdict")}</dt><dd>{verdict}</dd></div>
                <div><dt>{t!("catalog-test-status")}</dt><dd>{status}" · "{format!("{} ms", health.took.as_millis())}</dd></div>
                <div><dt>{t!("catalog-test-signature")}</dt><dd>{signature}</dd></div>
                <div class="whole"><dt>{t!("catalog-test-said")}</dt><dd><code>{health.said.clone()}</code></dd></div>
            </dl>
            {too_many}
        </section>
    }
    .into_any()
}
