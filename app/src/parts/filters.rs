use grantdesk::catalog::Catalog;
use grantdesk::ledger::Named;
use leptos::prelude::*;

use crate::asked::{Asked, Complaint};
use crate::parts::field::{Choice, FieldError};
use crate::parts::icon::Icon;
use crate::parts::names::Names;
use crate::{t, words};

/// What a filter form was asked, and what of it could not be read.
#[derive(Clone, Debug)]
pub struct Filled {
    pub asked: Asked,
    pub complaints: Vec<Complaint>,
}

impl Filled {
    fn error(&self, field: &str) -> Option<String> {
        let complaint = self.complaints.iter().find(|complaint| complaint.field == field)?;
        Some(t!(complaint.key, value = complaint.value.clone()))
    }
}

/// The filters of a list: a form that GETs the list again. Wide screens show it, phones fold it away.
#[component]
pub fn Filters(
    action: &'static str,
    filled: Filled,
    /// The names of its fields.
    fields: &'static [&'static str],
    /// What the form keeps without showing it.
    keep: &'static [&'static str],
    children: Children,
) -> impl IntoView {
    let kept = filled.asked.only(keep);
    let hidden = keep.iter().filter(|name| !kept.get(name).is_empty());
    let hidden: Vec<AnyView> = hidden
        .map(|name| view! { <input type="hidden" name=*name value=kept.get(name).to_owned()/> }.into_any())
        .collect();
    let count = filled.asked.count(fields);
    let wrong = filled.complaints.iter().any(|complaint| fields.contains(&complaint.field));
    view! {
        <details class="filters" open=wrong>
            <summary class="button">
                <Icon name="filter"/>{t!("filters")}
                {(count > 0).then(|| view! { <data value=count.to_string()>{count}</data> })}
            </summary>
            <search>
                <form action=action>
                    {hidden}
                    {children()}
                    <div class="pair">
                        <button><Icon name="filter"/>{t!("filter-apply")}</button>
                        {(count > 0).then(|| view! { <a class="button quiet" href=kept.href(action)>{t!("filter-clear")}</a> })}
                    </div>
                </form>
            </search>
        </details>
    }
    .into_any()
}

/// One line of text.
#[component]
pub fn TextFilter(
    filled: Filled,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] placeholder: String,
) -> impl IntoView {
    let error = filled.error(name);
    let id = format!("filter-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                value=filled.asked.get(name).to_owned()
                placeholder=placeholder
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=error.is_some().then(|| format!("filter-{name}-error"))
            />
            <Error name error/>
        </div>
    }
    .into_any()
}

/// One of several: value and label of each.
#[component]
pub fn SelectFilter(
    filled: Filled,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] all: String,
    choices: Vec<(String, String)>,
) -> impl IntoView {
    let chosen = filled.asked.get(name).to_owned();
    let choices: Vec<AnyView> = choices
        .into_iter()
        .map(|(value, label)| {
            let chosen = value == chosen;
            view! { <Choice value chosen label/> }.into_any()
        })
        .collect();
    view! { <Select filled name label all>{choices}</Select> }.into_any()
}

#[component]
fn Select(filled: Filled, name: &'static str, label: String, all: String, children: Children) -> impl IntoView {
    let error = filled.error(name);
    let id = format!("filter-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id
                name=name
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=error.is_some().then(|| format!("filter-{name}-error"))
            >
                <option value="">{all}</option>
                {children()}
            </select>
            <Error name error/>
        </div>
    }
    .into_any()
}

#[component]
pub fn GameFilter(filled: Filled, names: Names) -> impl IntoView {
    let language = words::language().code();
    let games = names.0.iter().map(|catalog| &catalog.game);
    let choices = games.map(|game| (game.code.clone(), game.names.in_language(language).to_owned())).collect();
    view! { <SelectFilter filled name="game" label=t!("filter-game") all=t!("filter-all-games") choices/> }.into_any()
}

/// The servers of the game that is asked for, or of every game, in groups.
#[component]
pub fn ServerFilter(filled: Filled, names: Names) -> impl IntoView {
    let groups = of_games(&filled, "server", names, |catalog| {
        catalog.servers.iter().map(|server| (server.code.clone(), server.name.clone())).collect()
    });
    view! { <Select filled name="server" label=t!("filter-server") all=t!("filter-all-servers")>{groups}</Select> }
        .into_any()
}

/// The items of the game that is asked for, or of every game, in groups.
#[component]
pub fn ItemFilter(filled: Filled, names: Names) -> impl IntoView {
    let language = words::language().code();
    let groups = of_games(&filled, "item", names, |catalog| {
        let items = catalog.items.iter();
        items.map(|item| (item.code.clone(), item.names.in_language(language).to_owned())).collect()
    });
    view! { <Select filled name="item" label=t!("filter-item") all=t!("filter-all-items")>{groups}</Select> }.into_any()
}

/// What a game has, by code and label: of the game that is asked for, or of every game, in groups. A code belongs to its
/// game, so the game stands before it.
fn of_games(
    filled: &Filled,
    name: &str,
    names: Names,
    has: impl Fn(&Catalog) -> Vec<(String, String)>,
) -> Vec<AnyView> {
    let language = words::language().code();
    let chosen = filled.asked.get(name).to_owned();
    let game = filled.asked.get("game").to_owned();
    let of_one = names.0.iter().any(|catalog| catalog.game.code == game);
    let shown: Vec<_> = names.0.into_iter().filter(|catalog| !of_one || catalog.game.code == game).collect();
    let grouped = shown.len() > 1;
    let group = |catalog: &Catalog| {
        let game = &catalog.game;
        let choices = has(catalog).into_iter().map(|(code, label)| {
            let value = format!("{}:{code}", game.code);
            let chosen = value == chosen;
            view! { <Choice value chosen label/> }.into_any()
        });
        let choices: Vec<AnyView> = choices.collect();
        if grouped {
            let label = game.names.in_language(language).to_owned();
            view! { <optgroup label=label>{choices}</optgroup> }.into_any()
        } else {
            choices.into_any()
        }
    };
    shown.iter().map(|catalog| group(catalog)).collect()
}

/// Somebody of these, by the user name.
#[component]
pub fn PersonFilter(
    filled: Filled,
    name: &'static str,
    #[prop(into)] label: String,
    people: Vec<Named>,
) -> impl IntoView {
    let choices = people.into_iter().map(|person| (person.username, person.name)).collect();
    view! { <SelectFilter filled name label all=t!("filter-anybody") choices/> }.into_any()
}

/// Reasons by their codes: one that several games have stands here once.
#[component]
pub fn ReasonFilter(filled: Filled, names: Names) -> impl IntoView {
    let language = words::language().code();
    let game = filled.asked.get("game").to_owned();
    let of_one = names.0.iter().any(|catalog| catalog.game.code == game);
    let shown = names.0.iter().filter(|catalog| !of_one || catalog.game.code == game);
    let mut choices: Vec<(String, String)> = Vec::new();
    for reason in shown.flat_map(|catalog| &catalog.reasons) {
        if !choices.iter().any(|(code, _)| *code == reason.code) {
            choices.push((reason.code.clone(), reason.names.in_language(language).to_owned()));
        }
    }
    view! { <SelectFilter filled name="reason" label=t!("filter-reason") all=t!("filter-all-reasons") choices/> }
        .into_any()
}

#[component]
pub fn DirectionFilter(filled: Filled) -> impl IntoView {
    let choices = vec![("grant".to_owned(), t!("filter-grants")), ("clawback".to_owned(), t!("filter-clawbacks"))];
    view! { <SelectFilter filled name="direction" label=t!("filter-direction") all=t!("filter-both") choices/> }
        .into_any()
}

/// Two days and what lies between them.
#[component]
pub fn PeriodFilter(filled: Filled, #[prop(into)] label: String) -> impl IntoView {
    let day = |name: &'static str, label: String| {
        let error = filled.error(name).is_some();
        view! {
            <input
                id=format!("filter-{name}")
                type="date"
                name=name
                value=filled.asked.get(name).to_owned()
                aria-label=label
                aria-invalid=error.then_some("true")
                aria-describedby=error.then(|| format!("filter-{name}-error"))
            />
        }
    };
    let (from, until) = (filled.error("from"), filled.error("until"));
    view! {
        <div class="field double">
            <label for="filter-from">{label}</label>
            <div class="pair">
                {day("from", t!("filter-from"))}
                {day("until", t!("filter-until"))}
            </div>
            <Error name="from" error=from/>
            <Error name="until" error=until/>
        </div>
    }
    .into_any()
}

#[component]
fn Error(name: &'static str, error: Option<String>) -> impl IntoView {
    error.map(|text| view! { <FieldError id=format!("filter-{name}-error") text/> })
}
