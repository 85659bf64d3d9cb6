//! What is said beside a bulk file: it holds for rows that do not say otherwise.

use std::sync::Arc;

use grantdesk::batch::{BatchForm, Said};
use grantdesk::catalog::{Catalog, Game};
use grantdesk::people::Permission;
use leptos::prelude::*;

use super::super::request_new::sending;
use crate::app::App;
use crate::failure::Failure;
use crate::parts::field::{Choice, FieldError, TextArea};
use crate::parts::icon::Icon;
use crate::t;
use crate::visitor::Visitor;
use crate::words::Language;

#[derive(Debug)]
pub struct Defaults {
    pub id: String,
    pub form: BatchForm,
    pub games: Vec<Game>,
    pub catalog: Arc<Catalog>,
    pub language: Language,
    pub now: i64,
    /// What no row says, and the form does not either.
    pub unsaid: Vec<Said>,
}

impl Defaults {
    pub async fn read(app: &App, visitor: &Visitor, id: String, form: BatchForm) -> Result<Defaults, Failure> {
        Ok(Defaults {
            id,
            games: app.desk.games_where(&visitor.person, Permission::Request).await?,
            catalog: app.desk.catalog(&visitor.person, &form.game).await?,
            form,
            language: visitor.language,
            now: app.desk.now(),
            unsaid: Vec::new(),
        })
    }

    pub fn game(&self) -> String {
        self.catalog.game.names.in_language(self.language.code()).to_owned()
    }

    /// The fields, the file among them.
    pub fn fields(&self, file_hint: String, no_file: bool) -> AnyView {
        view! {
            <div class="fields">
                {self.game_field()}
                {self.reason_field()}
                <div class="if-detail">{self.detail_field()}</div>
                {self.kind_field()}
            </div>
            {self.servers_field()}
            <div class="field">
                <label for="file">{t!("bulk-file")}</label>
                <input
                    id="file"
                    type="file"
                    name="file"
                    accept=".csv,.txt,.tsv,.xlsx"
                    aria-invalid=no_file.then_some("true")
                    aria-describedby="file-hint"
                />
                <small id="file-hint">{file_hint}</small>
                {no_file.then(|| view! { <FieldError id="file-error" text=t!("bulk-no-file")/> })}
                {sending()}
            </div>
            <div class="field">
                <label for="comment">{t!("new-comment")}</label>
                <TextArea id="comment" name="comment" value=self.form.comment.clone() rows=2 described_by=Some("comment-hint".to_owned())/>
                <small id="comment-hint">{t!("bulk-comment-hint")}</small>
            </div>
        }
        .into_any()
    }

    /// The templates of the game.
    pub fn templates(&self) -> AnyView {
        let href = |ending: &str| format!("/bulk/template.{ending}?game={}", self.form.game);
        view! {
            <menu class="row">
                <li><a class="button quiet" href=href("csv") download><Icon name="download"/>{t!("bulk-template-csv")}</a></li>
                <li><a class="button quiet" href=href("xlsx") download><Icon name="download"/>{t!("bulk-template-xlsx")}</a></li>
            </menu>
        }
        .into_any()
    }

    fn game_field(&self) -> AnyView {
        let code = self.language.code();
        let games = self.games.iter().map(|game| {
            let chosen = game.code == self.form.game;
            view! { <Choice value=game.code.clone() chosen label=game.names.in_language(code)/> }
        });
        let choose = (self.games.len() > 1)
            .then(|| view! { <button name="do" value="choose-game">{t!("new-choose-game")}</button> });
        view! {
            <div class="field">
                <label for="game">{t!("new-game")}</label>
                <div class="pair wide"><select id="game" name="game" required>{games.collect_view()}</select>{choose}</div>
            </div>
        }
        .into_any()
    }

    fn reason_field(&self) -> AnyView {
        let known = self.catalog.reasons.iter().filter(|reason| reason.retired_at.is_none());
        let is_known = self.form.reason.is_empty() || known.clone().any(|reason| reason.code == self.form.reason);
        let reasons = known.map(|reason| {
            view! {
                <option value=reason.code.clone() selected=reason.code == self.form.reason data-detail=reason.asks_detail.then_some("")>
                    {reason.names.in_language(self.language.code()).to_owned()}
                </option>
            }
        });
        let options = view! { {reasons.collect_view()}{self.stray(&self.form.reason, is_known)} }.into_any();
        self.select("reason", "reason", t!("new-reason"), Said::Reason, Some(t!("bulk-rows-say")), options)
    }

    fn detail_field(&self) -> AnyView {
        let known = self.catalog.detail_reasons.iter().filter(|detail| detail.retired_at.is_none());
        let chosen = &self.form.detail_reason;
        let is_known = chosen.is_empty() || known.clone().any(|detail| detail.code == *chosen);
        let details = known.map(|detail| {
            let label = format!("{} · {}", detail.code, detail.names.in_language(self.language.code()));
            view! { <Choice value=detail.code.clone() chosen=detail.code == *chosen label/> }
        });
        let options = view! { {details.collect_view()}{self.stray(chosen, is_known)} }.into_any();
        let title = t!("new-detail-reason");
        self.select("detail-reason", "detail_reason", title, Said::DetailReason, Some(t!("bulk-rows-say")), options)
    }

    fn kind_field(&self) -> AnyView {
        let chosen = &self.form.id_kind;
        let is_known = chosen.is_empty() || self.catalog.usable_id_kinds().any(|kind| kind.code == *chosen);
        let kinds = self.catalog.usable_id_kinds().map(|kind| {
            let rule = if kind.charset == "digits" { "new-kind-digits" } else { "new-kind-letters" };
            let label = format!("{} · {}", kind.label, t!(rule, min = kind.min_length, max = kind.max_length));
            view! { <Choice value=kind.code.clone() chosen=kind.code == *chosen label/> }
        });
        let options = view! { {kinds.collect_view()}{self.stray(chosen, is_known)} }.into_any();
        self.select("id-kind", "id_kind", t!("new-id-kind"), Said::IdKind, None, options)
    }

    /// A choice; with words for none if the rows may say it all.
    fn select(
        &self,
        id: &'static str,
        name: &'static str,
        title: String,
        said: Said,
        none: Option<String>,
        options: AnyView,
    ) -> AnyView {
        let missing = self.unsaid.contains(&said);
        let error = format!("{id}-error");
        let none = none.map(|text| view! { <option value="">{text}</option> });
        view! {
            <div class="field">
                <label for=id>{title}</label>
                <select id=id name=name aria-invalid=missing.then_some("true") aria-describedby=missing.then(|| error.clone())>
                    {none}
                    {options}
                </select>
                {missing.then(|| view! { <FieldError id=error text=t!("bulk-unsaid-here")/> })}
            </div>
        }
        .into_any()
    }

    fn servers_field(&self) -> AnyView {
        let known = self.catalog.servers.iter().filter(|server| server.retired_at.is_none());
        let servers = known.clone().map(|server| {
            let paused = server.paused_until.is_some_and(|until| until > self.now);
            let paused = paused.then(|| view! { <span class="badge" data-tone="warn">{t!("new-server-paused")}</span> });
            view! {
                <label>
                    <input type="checkbox" name="server" value=server.code.clone() checked=self.form.servers.contains(&server.code)/>
                    {server.name.clone()}
                    {paused}
                </label>
            }
        });
        let unknown = self.form.servers.iter().filter(|code| !known.clone().any(|server| server.code == **code));
        let unknown = unknown.map(|code| {
            view! {
                <label class="stray">
                    <input type="checkbox" name="server" value=code.clone() checked/>
                    {t!("new-stray", text = code.clone(), game = self.game())}
                </label>
            }
        });
        let missing = self.unsaid.contains(&Said::Servers);
        view! {
            <fieldset
                id="servers"
                class="picks"
                aria-invalid=missing.then_some("true")
                aria-describedby=missing.then_some("servers-error")
            >
                <legend>{t!("new-servers")}</legend>
                {servers.collect_view()}
                {unknown.collect_view()}
                {missing.then(|| view! { <FieldError id="servers-error" text=t!("bulk-unsaid-here")/> })}
            </fieldset>
        }
        .into_any()
    }

    /// What was chosen and is not in this game.
    fn stray(&self, value: &str, known: bool) -> Option<AnyView> {
        (!known).then(|| {
            let label = t!("new-stray", text = value.to_owned(), game = self.game());
            view! { <Choice value=value chosen=true label/> }.into_any()
        })
    }
}
