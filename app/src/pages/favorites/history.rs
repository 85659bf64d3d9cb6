use grantdesk::event::Event;
use grantdesk::favorite::{Favorite, Version};
use leptos::prelude::*;

use crate::parts::favorite::{about, items, servers, template};
use crate::parts::names::Names;
use crate::parts::timeline::Timeline;
use crate::parts::when::Stamp;
use crate::t;

/// What it said in each version, and who did what to it.
pub fn view(favorite: &Favorite, own: bool, versions: &[Version], events: Vec<Event>, names: &Names) -> AnyView {
    let rows = versions.iter().map(|version| row(version, names)).collect_view();
    view! {
        <header class="heading">
            <div>
                <p><a href="/favorites">{t!("favorites")}</a></p>
                <h1>{favorite.name.clone()}</h1>
                {favorite.shared_at.map(|_| view! { <p>{template(favorite, own)}</p> })}
            </div>
        </header>
        <div class="split">
            <section class="panel">
                <h2>{t!("favorites-versions")}</h2>
                <div class="scroll" tabindex="0" role="region" aria-label=t!("favorites-versions")>
                    <table class="cards">
                        <thead>
                            <tr>
                                <th scope="col" class="num">{t!("favorites-version-n")}</th>
                                <th scope="col">{t!("content-items")}</th>
                                <th scope="col">{t!("column-reason")}</th>
                                <th scope="col">{t!("column-servers")}</th>
                                <th scope="col" class="num">{t!("favorites-saved-at")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
            <aside class="stack">
                <section class="panel">
                    <h2>{t!("timeline-title")}</h2>
                    <Timeline events/>
                </section>
            </aside>
        </div>
    }
    .into_any()
}

fn row(version: &Version, names: &Names) -> AnyView {
    let form = &version.form;
    let more: Vec<String> =
        [form.message.clone(), form.comment.clone()].into_iter().filter(|text| !text.is_empty()).collect();
    view! {
        <tr>
            <th scope="row" class="num">{version.version}</th>
            <td class="wrap" data-way=form.direction.clone()>{items(form, names)}</td>
            <td class="wrap">{about(form, names, names.are_of_several_games())}{(!more.is_empty()).then(|| view! { <small>{more.join(" · ")}</small> })}</td>
            <td class="short" title=servers(form, names)>{servers(form, names)}</td>
            <td class="num"><Stamp at=version.saved_at/></td>
        </tr>
    }
    .into_any()
}
