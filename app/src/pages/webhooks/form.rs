use std::fmt;

use grantdesk::notification::Kind;
use grantdesk::webhook::{WebhookForm, WebhookProblem};
use leptos::prelude::*;
use serde::Deserialize;

use super::Known;
use super::panels::{answer, lost, state};
use crate::failure::Failure;
use crate::parts::field::{Choice, FieldError, TextField};
use crate::parts::look::KeptForm;
use crate::t;
use crate::words::Language;

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name: String,
    pub url: String,
    pub language: String,
    pub kind: Vec<String>,
    #[serde(rename = "do")]
    pub wish: String,
}

/// Without the address, which is a secret.
impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typed").field("name", &self.name).field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl Typed {
    /// # Errors
    /// `Malformed` for what the form has no place for.
    pub fn form(&self) -> Result<WebhookForm, Failure> {
        let language = Language::parse(&self.language).ok_or_else(|| Failure::Malformed("language".into()))?;
        let kinds = self.kind.iter().map(|kind| Kind::parse(kind).ok_or_else(|| Failure::Malformed("kind".into())));
        Ok(WebhookForm {
            name: self.name.clone(),
            url: self.url.clone(),
            language: language.code().into(),
            kinds: kinds.collect::<Result<_, _>>()?,
        })
    }
}

/// The form of a webhook, and what is known of it.
pub struct WebhookSheet {
    known: Option<Known>,
    of_game: bool,
    hosts: Vec<String>,
    now: i64,
    typed: Typed,
    problems: Vec<WebhookProblem>,
}

impl WebhookSheet {
    pub fn new(known: Option<Known>, of_game: bool, hosts: Vec<String>, language: Language, now: i64) -> WebhookSheet {
        let words = |kinds: &[Kind]| kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
        let typed = match &known {
            Some(Known { webhook, .. }) => Typed {
                name: webhook.name.clone(),
                url: String::new(),
                language: webhook.language.clone(),
                kind: words(&webhook.kinds),
                wish: String::new(),
            },
            None => Typed {
                language: language.code().into(),
                kind: words(&[Kind::Requested, Kind::Failed]),
                ..Typed::default()
            },
        };
        WebhookSheet { known, of_game, hosts, now, typed, problems: Vec::new() }
    }

    /// The same with what was typed, and what is wrong with it.
    pub fn refused(self, typed: Typed, problems: Vec<WebhookProblem>) -> WebhookSheet {
        WebhookSheet { typed, problems, ..self }
    }

    pub fn is_refused(&self) -> bool {
        !self.problems.is_empty()
    }

    pub fn id(&self) -> Option<i64> {
        self.known.as_ref().map(|known| known.webhook.id)
    }

    pub fn name(&self) -> String {
        self.known.as_ref().map(|known| known.webhook.name.clone()).unwrap_or_default()
    }

    pub fn view(&self, here: &str) -> AnyView {
        let title = if self.known.is_some() { t!("webhook-change") } else { t!("webhook-new") };
        let of_game = self.of_game.then(|| self.name_field());
        let chosen = self.of_game.then(|| view! { {self.languages()}{self.kinds()} });
        provide_context(KeptForm::Whole { id: "webhook", on_enter: "save" });
        let form = view! {
            <form id="webhook" class="panel" method="post" action=here.to_owned() novalidate aria-labelledby="webhook-form">
                <h2 id="webhook-form">{title}</h2>
                <div class="stack">
                    {of_game}
                    {self.url_field()}
                    {chosen}
                    {(!self.of_game).then(|| view! { <p class="soft">{t!("webhook-own-what")}</p> })}
                    <div class="row"><button class="primary">{t!("webhook-save")}</button></div>
                </div>
            </form>
        };
        let Some(known) = &self.known else { return form.into_any() };
        view! {
            {known.posted.as_ref().map(answer)}
            <div class="split">
                <div class="stack">{form}{lost(&known.given_up, self.now)}</div>
                <aside class="stack">{state(&known.webhook, here)}</aside>
            </div>
        }
        .into_any()
    }

    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> Option<String> {
        let problem = self.problems.iter().find(|problem| problem.field() == field)?;
        Some(t!(&format!("webhook-problem-{}", problem.as_str())))
    }

    fn name_field(&self) -> AnyView {
        view! { <TextField name="name" label=t!("webhook-name") value=self.typed.name.clone() required=true error=self.wrong("name")/> }
            .into_any()
    }

    fn url_field(&self) -> AnyView {
        let hint = match &self.known {
            Some(known) => t!("webhook-url-kept", address = known.webhook.address.masked()),
            None if self.hosts.is_empty() && !self.of_game => t!("webhook-url-no-hosts"),
            None => t!("webhook-url-hint", hosts = self.hosts.join(", ")),
        };
        let required = self.known.is_none();
        view! { <TextField name="url" label=t!("webhook-url") kind="url" value=self.typed.url.clone() required hint error=self.wrong("url")/> }
            .into_any()
    }

    fn languages(&self) -> AnyView {
        let choices = Language::ALL.map(|language| {
            let chosen = self.typed.language == language.code();
            view! { <Choice value=language.code() chosen label=language.own_name()/> }
        });
        view! {
            <div class="field">
                <label for="language">{t!("webhook-language")}</label>
                <select id="language" name="language">{choices.collect_view()}</select>
            </div>
        }
        .into_any()
    }

    fn kinds(&self) -> AnyView {
        let boxes = Kind::OF_REQUESTS.map(|one| {
            let checked = self.typed.kind.iter().any(|word| word == one.as_str());
            view! { <label><input type="checkbox" name="kind" value=one.as_str() checked=checked/>{kind(one)}</label> }
        });
        let wrong = self.wrong("kinds");
        let (invalid, described_by) = (wrong.is_some().then_some("true"), wrong.is_some().then_some("kinds-error"));
        view! {
            <fieldset id="kinds" class="picks" aria-invalid=invalid aria-describedby=described_by>
                <legend>{t!("webhook-kinds")}</legend>
                {boxes.collect_view()}
                {wrong.map(|text| view! { <FieldError id="kinds-error" text/> })}
            </fieldset>
        }
        .into_any()
    }
}

pub fn kind(kind: Kind) -> String {
    t!(&format!("webhook-kind-{}", kind.as_str()))
}
