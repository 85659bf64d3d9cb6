mod zones;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use fluent_bundle::FluentArgs;
use grantdesk::error::Error;
use grantdesk::people::{PASSWORD_LENGTH, Refused, SecondFactor, Settings};
use grantdesk::webhook::Webhook;
use leptos::prelude::*;
use serde::Deserialize;

use self::zones::zones;
use super::request::Typed;
use super::sign_in::inside;
use super::webhooks::StateBadge;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::Flash;
use crate::moment::Moment;
use crate::parts::field::{Choice, TextField};
use crate::parts::icon::Icon;
use crate::parts::look::{Look, Theme};
use crate::refused::{OF_THE_PASSWORD, refused};
use crate::render::page;
use crate::visitor::{Visitor, begin_session};
use crate::words::Language;
use crate::{t, words};

/// The word of a form for what is switched off.
const OFF: &str = "off";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    language: String,
    time_zone: String,
    theme: String,
    /// `off`, or they are on.
    shortcuts: String,
}

impl Chosen {
    fn of(settings: Settings) -> Chosen {
        Chosen {
            language: settings.language.unwrap_or_default(),
            time_zone: settings.time_zone.unwrap_or_default(),
            theme: settings.theme.unwrap_or_default(),
            shortcuts: if settings.shortcuts { "on".to_owned() } else { OFF.to_owned() },
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Quick {
    look: String,
    back: String,
    /// What was typed meanwhile on the page one comes back to.
    note: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewPassword {
    old_password: String,
    new_password: String,
}

pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    sheet(&app, &visitor, Chosen::of(visitor.person.settings()), None).await
}

pub async fn choose(State(app): State<App>, visitor: Visitor, Form(chosen): Form<Chosen>) -> Result<Response, Failure> {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let settings = Settings {
        language: some(&chosen.language),
        time_zone: some(&chosen.time_zone),
        theme: some(&chosen.theme).filter(|theme| theme != Theme::System.word()),
        shortcuts: chosen.shortcuts != OFF,
    };
    match app.desk.choose(&visitor.person, &settings).await {
        Ok(()) => {
            // In the language from now on.
            let language = settings.language.as_deref().and_then(Language::parse).unwrap_or(visitor.browser_language);
            said(&visitor, language, "settings-saved").await?;
            Ok(Redirect::to("/settings").into_response())
        }
        Err(Error::Refused(Refused::UnknownSetting)) => Err(Failure::Malformed("language, theme".into())),
        Err(Error::Refused(why)) => sheet(&app, &visitor, chosen, Some(why)).await,
        Err(error) => Err(error.into()),
    }
}

/// The quick switches of the account menu: back to the page one was on.
pub async fn look(State(app): State<App>, visitor: Visitor, Form(quick): Form<Quick>) -> Result<Redirect, Failure> {
    let look = Look::parse(&quick.look).ok_or_else(|| Failure::Malformed(format!("look={}", quick.look)))?;
    app.desk.choose(&visitor.person, &look.of(visitor.person.settings())).await?;
    let back = inside(&quick.back);
    if !quick.note.is_empty() {
        Typed::so_far(&visitor, back, quick.note).await?;
    }
    Ok(Redirect::to(back))
}

pub async fn change_password(
    State(app): State<App>,
    visitor: Visitor,
    Form(typed): Form<NewPassword>,
) -> Result<Response, Failure> {
    match app.desk.change_password(&visitor.person, &typed.old_password, &typed.new_password).await {
        Ok(era) => {
            begin_session(&visitor.session, visitor.person.id, era).await?;
            said(&visitor, visitor.language, "settings-password-changed").await?;
            Ok(Redirect::to("/settings").into_response())
        }
        Err(Error::Refused(why)) => sheet(&app, &visitor, Chosen::of(visitor.person.settings()), Some(why)).await,
        Err(error) => Err(error.into()),
    }
}

async fn said(visitor: &Visitor, language: Language, key: &str) -> Result<(), Failure> {
    Flash::good(words::text(language, key, &FluentArgs::new())).keep(&visitor.session).await
}

async fn sheet(app: &App, visitor: &Visitor, chosen: Chosen, wrong: Option<Refused>) -> Result<Response, Failure> {
    let factor = app.desk.second_factor(&visitor.person).await?;
    let webhook = app.desk.own_webhooks(&visitor.person).webhooks().await?.into_iter().next();
    let desk_zone = app.zone.iana_name().unwrap_or("UTC").to_owned();
    let (language, now) = (visitor.language, app.desk.now());
    let (name, username) = (visitor.person.name.clone(), visitor.person.username.clone());
    let mut response = page(app, visitor, "settings-title", move || {
        let wrong = |fields: &[Refused]| wrong.filter(|why| fields.contains(why)).map(|why| refused(language, why));
        let zone_wrong = wrong(&[Refused::UnknownTimeZone]);
        let old_wrong = wrong(&[Refused::PasswordWrong]);
        let new_wrong = wrong(&OF_THE_PASSWORD);
        view! {
            <header class="heading"><div><h1>{t!("settings-title")}</h1><p>{name}" · "{username}</p></div></header>
            <div class="split even">
                {look_panel(&chosen, &desk_zone, zone_wrong, now)}
                {password_panel(old_wrong, new_wrong)}
                {factor_panel(factor)}
                {webhook_panel(webhook)}
            </div>
        }
    })
    .await?;
    if wrong.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn look_panel(chosen: &Chosen, desk_zone: &str, wrong: Option<String>, now: i64) -> AnyView {
    let languages = Language::ALL.map(|language| {
        let chosen = chosen.language == language.code();
        view! { <Choice value=language.code() chosen label=language.own_name()/> }
    });
    let theme = if chosen.theme.is_empty() { Theme::System.word() } else { &chosen.theme };
    let themes = Theme::ALL.map(|one| {
        view! {
            <label>
                <input type="radio" name="theme" value=one.word() checked=one.word() == theme/>
                {t!(&format!("theme-{}", one.word()))}
            </label>
        }
    });
    let shortcuts = [("on", t!("settings-shortcuts-on")), (OFF, t!("settings-shortcuts-off"))].map(|(word, label)| {
        let checked = (word == OFF) == (chosen.shortcuts == OFF);
        view! { <label><input type="radio" name="shortcuts" value=word checked=checked/>{label}</label> }
    });
    let zones = zones(now).map(|(name, label)| view! { <option value=name label=label></option> });
    view! {
        <section class="panel" aria-labelledby="look">
            <h2 id="look">{t!("settings-look")}</h2>
            <form method="post" action="/settings" class="stack">
                <div class="field">
                    <label for="language">{t!("settings-language")}</label>
                    <select id="language" name="language">
                        <option value="">{t!("settings-language-browser")}</option>
                        {languages.collect_view()}
                    </select>
                </div>
                <TextField
                    name="time_zone"
                    label=t!("settings-time-zone")
                    value=chosen.time_zone.clone()
                    list="zones"
                    hint=t!("settings-time-zone-hint", zone = desk_zone.to_owned())
                    error=wrong
                />
                <datalist id="zones">{zones.collect_view()}</datalist>
                <fieldset>
                    <legend>{t!("settings-theme")}</legend>
                    <div class="segments">{themes.collect_view()}</div>
                </fieldset>
                <fieldset aria-describedby="shortcuts-hint">
                    <legend>{t!("keys-title")}</legend>
                    <div class="segments">{shortcuts.collect_view()}</div>
                    <small class="soft" id="shortcuts-hint">{t!("settings-shortcuts-hint")}</small>
                </fieldset>
                <div class="row"><button class="primary">{t!("settings-save")}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn password_panel(old_wrong: Option<String>, new_wrong: Option<String>) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="password">
            <h2 id="password">{t!("settings-password")}</h2>
            <form method="post" action="/settings/password" class="stack">
                <TextField name="old_password" label=t!("settings-old-password") kind="password" autocomplete="current-password" required=true error=old_wrong/>
                <TextField
                    name="new_password"
                    label=t!("settings-new-password")
                    kind="password"
                    autocomplete="new-password"
                    required=true
                    hint=t!("password-hint", least = PASSWORD_LENGTH as i64)
                    error=new_wrong
                />
                <p class="soft">{t!("settings-password-why")}</p>
                <div class="row"><button class="primary">{t!("settings-change-password")}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn factor_panel(factor: Option<SecondFactor>) -> AnyView {
    let state = match factor {
        Some(factor) => view! {
            <p>
                <span class="badge" data-tone="good"><Icon name="succeeded"/>{t!("factor-on")}</span>
                " "{t!("factor-since")}" "<Moment at=factor.since/>
            </p>
            <p class="soft">{t!("factor-codes-left", count = factor.codes_left)}</p>
            <div class="row"><a class="button" href="/settings/second-factor">{t!("factor-remove")}</a></div>
        }
        .into_any(),
        None => view! {
            <p class="soft">{t!("factor-why")}</p>
            <form method="post" action="/settings/second-factor"><button>{t!("factor-begin")}</button></form>
        }
        .into_any(),
    };
    view! { <section class="panel" aria-labelledby="factor"><h2 id="factor">{t!("factor-title")}</h2>{state}</section> }
        .into_any()
}

fn webhook_panel(webhook: Option<Webhook>) -> AnyView {
    let link = if webhook.is_some() { t!("settings-webhook-change") } else { t!("settings-webhook-begin") };
    let state = webhook.map(|webhook| {
        let address = webhook.address.masked();
        view! { <p><StateBadge webhook/>" "<code>{address}</code></p> }
    });
    view! {
        <section class="panel" aria-labelledby="webhook">
            <h2 id="webhook">{t!("settings-webhook")}</h2>
            <p class="soft">{t!("settings-webhook-why")}</p>
            {state}
            <div class="row"><a class="button" href="/settings/webhook">{link}</a></div>
        </section>
    }
    .into_any()
}
