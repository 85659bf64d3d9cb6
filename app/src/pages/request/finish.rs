use leptos::prelude::*;

use super::decision::{NOTED, note};
use super::sheet::Sheet;
use crate::parts::icon::Icon;
use crate::parts::notice::Notice;
use crate::parts::sentence::Sentence;
use crate::t;

/// Sending again what failed, or leaving it at that.
pub fn view(sheet: &Sheet) -> Option<AnyView> {
    if !sheet.rights.decide {
        return None;
    }
    let request = &sheet.detail.request;
    let own = sheet.rights.own;
    let (failed, unknown) = (request.counts.failed, request.counts.unknown);
    let to = |verb: &str| format!("/requests/{}/{verb}", request.id);
    let again = (failed > 0).then(|| {
        view! {
            <form class="panel decision" method="post" action=to("regrant") aria-labelledby="again">
                <h2 id="again">{t!("again-title")}</h2>
                <p class="soft">{t!("again-why", count = failed)}</p>
                <button class="wide" class:primary=unknown == 0 disabled=own><Icon name="again"/>{t!("do-regrant")}</button>
            </form>
        }
    });
    Some(
        view! {
            {own.then(|| view! { <Notice tone="warn" icon="people"><Sentence text=t!("decision-own")/></Notice> })}
            {again}
            <form id=NOTED class="panel decision" method="post" action=to("closing") aria-labelledby="finish">
                <h2 id="finish">{t!("finish-title")}</h2>
                {(unknown > 0).then(|| view! { <Notice tone="odd" icon="lock"><Sentence text=t!("finish-unknown", count = unknown)/></Notice> })}
                {(!own).then(|| note(&sheet.typed, t!("note-hint-close")))}
                <button class="wide" disabled={own || unknown > 0}><Icon name="closed"/>{t!("do-close")}</button>
            </form>
        }
        .into_any(),
    )
}
