//! Forms that were begun and left, above an empty one.

use grantdesk::number::grouped;
use grantdesk::request::Unfinished;
use leptos::prelude::*;

use super::form::Sheet;
use crate::moment;
use crate::parts::when::Brief;
use crate::t;

pub fn view(sheet: &Sheet) -> Option<AnyView> {
    if sheet.unfinished.is_empty() {
        return None;
    }
    let forms = sheet.unfinished.iter().map(|form| one(sheet, form)).collect_view();
    Some(
        view! {
            <section class="panel unfinished" aria-labelledby="unfinished">
                <h2 id="unfinished">{t!("unfinished", count = sheet.unfinished.len())}</h2>
                <ul>{forms}</ul>
            </section>
        }
        .into_any(),
    )
}

fn one(sheet: &Sheet, unfinished: &Unfinished) -> AnyView {
    let Unfinished { draft, players } = unfinished;
    let game = sheet.games.iter().find(|game| game.code == draft.form.game);
    let game = game.map(|game| game.names.in_language(sheet.language.code()).to_owned());
    let players = t!("unfinished-players", count = *players, n = grouped(*players as i128));
    let time = moment::long(draft.updated_at);
    view! {
        <li>
            <p><strong><Brief at=draft.updated_at now=sheet.now/></strong>" · "{game}" · "{players}</p>
            <a
                class="button"
                href=format!("/requests/new?draft={}", draft.id)
                aria-label=t!("unfinished-continue-from", time = time.clone())
            >
                {t!("unfinished-continue")}
            </a>
            <form method="post" action=format!("/drafts/{}/removal", draft.id)>
                <button class="quiet" aria-label=t!("unfinished-discard-from", time = time)>{t!("unfinished-discard")}</button>
            </form>
        </li>
    }
    .into_any()
}
